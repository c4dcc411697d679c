/** Facts that an answer must contain, by their spellings: the `required_facts` of a question. */

/** Width and case do not matter: "３，７７６ｍ" says "3,776m". */
const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Whether a text says one of the spellings. A number must stand alone ("129" is not in "1290"), and
 * a spelling in Latin letters must begin a word ("ice" is not in "advice", "scatter" is in
 * "scattered").
 */
export function saysFact(text: string, spellings: readonly string[]): boolean {
  const words = plain(text);
  return spellings.map(plain).some((spelling) => {
    const before = /^\d/.test(spelling)
      ? "(?<!\\d)"
      : /^\p{Script=Latin}/u.test(spelling)
        ? "(?<!\\p{Script=Latin})"
        : "";
    const after = /\d$/.test(spelling) ? "(?!\\d)" : "";
    return new RegExp(before + escaped(spelling) + after, "u").test(words);
  });
}

/**
 * The facts that belong to a turn: those that its reference answer says. A fact that no reference
 * says belongs to every turn, so that none is passed over.
 */
export function factsOfTurn(
  facts: readonly (readonly string[])[],
  references: readonly string[],
  turn: number,
): readonly (readonly string[])[] {
  const reference = references[turn - 1] ?? "";
  return facts.filter(
    (spellings) =>
      saysFact(reference, spellings) || !references.some((text) => saysFact(text, spellings)),
  );
}
