/** Python literals that configs hold as texts, read and never evaluated: "('問', '答')", "[2]". */

const TOKEN =
  /\s*(?:([([])|([)\]])|(,)|'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|(-?\d+(?:\.\d+)?)|(None|True|False))/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };
const WORDS: Readonly<Record<string, unknown>> = { None: null, True: true, False: false };

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs, (_, wide, narrow, other) =>
    other === undefined
      ? String.fromCharCode(Number.parseInt(wide ?? narrow, 16))
      : (ESCAPES[other] ?? other),
  );

/** The value of a literal: a text, a number, None, or a list or tuple of them; undefined where it is none. */
export function pythonLiteral(text: string): unknown {
  let at = 0;
  const read = (): unknown => {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) return undefined;
    at = TOKEN.lastIndex;
    const [, open, close, comma, single, double, number, word] = token;
    if (open !== undefined) return list();
    if (close !== undefined || comma !== undefined) return undefined;
    if (number !== undefined) return Number(number);
    if (word !== undefined) return WORDS[word];
    return unescaped(single ?? double);
  };
  const list = (): unknown => {
    const items: unknown[] = [];
    for (;;) {
      if (/^\s*[)\]]/.test(text.slice(at))) break;
      const item = read();
      if (item === undefined) return undefined;
      items.push(item);
      if (!/^\s*,/.test(text.slice(at))) break;
      at += text.slice(at).indexOf(",") + 1;
    }
    const [end] = /^\s*[)\]]/.exec(text.slice(at)) ?? [];
    if (end === undefined) return undefined;
    at += end.length;
    return items;
  };
  const value = read();
  return text.slice(at).trim() === "" ? value : undefined;
}
