/** Which models are of one family, told by their names: a judge may favour its own. */

/** Families whose models go by several names; the first word of a name is a family otherwise. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:chat)?gpt|^o\d|^(?:text-)?davinci|^openai/, "gpt"],
  [/^claude|^anthropic/, "claude"],
  [/^gemini|^gemma|^palm|^bard|^google/, "gemini"],
  [/^(?:meta-)?llama|^codellama/, "llama"],
  [/^mi[sx]tral|^ministral|^magistral|^codestral|^mistralai/, "mistral"],
  [/^qw[eq]n?|^qwq/, "qwen"],
  [/^command|^c4ai|^aya/, "command"],
];

/** Words that tell no family. */
const COMMON = new Set([
  "model",
  "models",
  "llm",
  "chat",
  "judge",
  "the",
  "my",
  "new",
  "old",
  "local",
]);

/** The family of a model by its id; undefined where the name tells none. */
export function familyOf(id: string): string | undefined {
  const name = (id.split("/").at(-1) ?? id).toLowerCase();
  const known = FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
  if (known !== undefined) return known;
  const [word = ""] = name.match(/\p{L}+/u) ?? [];
  return [...word].length >= 3 && !COMMON.has(word) ? word : undefined;
}

/** The models of a judge's own family, itself included. `path`: what its provider calls it. */
export function ownFamily(
  judge: string,
  models: readonly string[],
  path?: string | undefined,
): string[] {
  const own = new Set([judge, ...(path === undefined ? [] : [path])].map(familyOf));
  return models.filter(
    (model) => model === judge || (own.has(familyOf(model)) && familyOf(model) !== undefined),
  );
}
