/**
 * Control characters except line ends and tabs: a terminal obeys them, and models, servers and
 * files of others could send some. Marks that turn the direction of text count, for they hide what
 * a line says.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The text with control characters written out, as JSON would: safe to print on a terminal. */
export function terminalText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(CONTROLS, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
