/** JSON as other programs write it, Python's `json.dumps` first of all. */

/** Texts, which are passed over, and the numbers that JSON does not have. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Parses JSON in which numbers that do not exist may stand (`NaN`, `Infinity`); they become null,
 * so that a field which needs a number still refuses them, and one that nobody reads loses no line.
 */
export function parseLenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!text.includes("NaN") && !text.includes("Infinity")) throw error;
    const plain = text.replace(TEXT_OR_NUMBER, (part) => (part.startsWith('"') ? part : "null"));
    try {
      return JSON.parse(plain);
    } catch {
      throw error;
    }
  }
}
