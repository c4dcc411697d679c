/** The temperature of an answer where nobody asks for one: by the category of its question. */

/** LLM Judge's table (MT-Bench): facts and code are answered coldly, writing and roles are not. */
const BY_CATEGORY: Readonly<Record<string, number>> = {
  writing: 0.7,
  roleplay: 0.7,
  extraction: 0,
  math: 0,
  coding: 0,
  reasoning: 0,
  stem: 0.1,
  humanities: 0.1,
};

const OTHERWISE = 0.7;

/** The temperature for a question: the one asked for (0 is 0), else its own category's. */
export function temperatureFor(category: string, asked: number | undefined): number {
  return asked ?? BY_CATEGORY[category.toLowerCase()] ?? OTHERWISE;
}
