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

/** Stand around what a terminal shows bold, or dim: letters that nobody is given (private use). */
const STYLES = { bold: ["\ue0b0", "\ue0b1"], dim: ["\ue0b2", "\ue0b3"] } as const;
const CODES: Readonly<Record<string, string>> = {
  "\ue0b0": "\u001b[1m",
  "\ue0b1": "\u001b[22m",
  "\ue0b2": "\u001b[2m",
  "\ue0b3": "\u001b[22m",
};

/** A text that `inStyle` makes bold or dim; only what is said to a terminal may hold such. */
export const styled = (style: keyof typeof STYLES, text: string): string =>
  STYLES[style][0] + text + STYLES[style][1];

/** The text with its styles as a terminal's codes, or without them. */
export const inStyle = (text: string, isStyled: boolean): string =>
  text.replace(/[\ue0b0-\ue0b3]/g, (mark) => (isStyled ? (CODES[mark] as string) : ""));
