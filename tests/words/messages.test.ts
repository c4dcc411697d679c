/** Whatever the commands say with `say` or count with `plural`, errors included, has its Japanese. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { UserError } from "../../jrank/core/errors.ts";
import { counted, joined, languageOf, say, thousands } from "../../jrank/core/message.ts";
import { inLanguage } from "../../jrank/words/language.ts";
import { messagesJa } from "../../jrank/words/messages_ja.ts";

const root = fileURLToPath(new URL("../../jrank/", import.meta.url));

/**
 * The keys of the templates that a source tags with `say`, nested ones included, and the plain texts
 * that stand among their values, which nobody translates.
 */
function textsIn(source: string): { keys: string[]; plain: string[] } {
  const keys: string[] = [];
  const plain: string[] = [];
  /** Reads a template from behind its backtick; gives where it ends. */
  const template = (from: number, isSaid: boolean, within: boolean): number => {
    let key = "";
    let values = 0;
    let at = from;
    for (; source[at] !== "`"; at++) {
      if (source[at] === "\\") key += source.slice(at, ++at + 1);
      else if (source.startsWith("${", at)) {
        key += `{${values++}}`;
        at = code(at + 2, "}", within || isSaid);
      } else key += source[at];
    }
    if (isSaid) keys.push(key.replaceAll("\\n", "\n").replaceAll("\\`", "`"));
    else if (within) plain.push(key);
    return at;
  };
  /** Reads code until a brace that closes it, or the end. */
  const code = (from: number, end: string, within: boolean): number => {
    let depth = 0;
    let at = from;
    for (; at < source.length; at++) {
      const mark = source[at];
      if (source.startsWith("//", at)) at = source.indexOf("\n", at);
      else if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 1;
      else if (mark === "`") at = template(at + 1, /\bsay$/.test(source.slice(0, at)), within);
      else if (mark === '"' || mark === "'") {
        const start = at + 1;
        for (at++; source[at] !== mark && source[at] !== "\n"; at++) if (source[at] === "\\") at++;
        if (within) plain.push(source.slice(start, at));
      } else if (mark === "{") depth++;
      else if (mark === "}" && depth-- === 0 && end === "}") return at;
      if (at < from) return source.length;
    }
    return at;
  };
  code(0, "", false);
  return { keys, plain };
}

const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("core/message"))
  .filter((path) => !path.startsWith("data"))
  .map((path) => readFileSync(root + path, "utf8"));
const texts = sources.filter((source) => source.includes("say`")).map(textsIn);
const said = new Set(texts.flatMap(({ keys }) => keys));

describe("messages", () => {
  it("are found in the code, with templates inside of templates", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is read
    expect(textsIn('f(say`a ${g("}", `x`) ? say`b` : ""} c ${d}`); `e`; // say`no`')).toEqual({
      keys: ["b", "a {0} c {1}"],
      plain: ["}", "x", ""],
    });
    expect(said.size).toBeGreaterThan(40);
  });

  it("have their Japanese, with the same values", () => {
    const places = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();
    // What has no words of its own, such as "{0}: {1}", may stand as it is.
    const wanted = [...said].filter((key) => /[a-z]{2}/i.test(key));
    expect(wanted.filter((key) => messagesJa[key] === undefined)).toEqual([]);
    for (const [key, japanese] of Object.entries(messagesJa)) {
      expect(places(japanese), key).toEqual(places(key));
      expect(japanese, key).not.toMatch(/[a-z]+ [a-z]+ [a-z]+ [a-z]+/);
    }
  });

  it("have no words of their own among the values", () => {
    const words = texts
      .flatMap(({ plain }) => plain)
      .filter((text) => / .*[a-z]{2}|[a-z]{2}.* /i.test(text));
    // The noun of a count is translated by its plural, and what stands between the parts of a list.
    const isTranslated = (text: string): boolean =>
      messagesJa[`{0} ${text}s`] !== undefined || [" and ", " or "].includes(text);
    expect(words.filter((text) => !isTranslated(text))).toEqual([]);
  });

  it("are all that an error says to its user, by its type", () => {
    // @ts-expect-error A plain text would stay English.
    expect(new UserError("as it is")).toBeInstanceOf(Error);
  });

  it("show numbers as the platform does, without its tables", () => {
    for (const value of [0, 7, 999, 1000, 12_345.678, 1_234_567, -1234.5, 0.125, 99.9996]) {
      expect(thousands(value)).toBe(value.toLocaleString("en-US"));
      const two = { maximumFractionDigits: 2 };
      expect(thousands(value, 2)).toBe(value.toLocaleString("en-US", two));
    }
  });

  it("are English as strings, in errors and in JSON, and Japanese where asked", () => {
    const message = say`${counted(1, "question")}, ${counted(3, "contestant")}`;
    expect(String(message)).toBe("1 question, 3 contestants");
    expect(JSON.stringify({ message })).toBe('{"message":"1 question, 3 contestants"}');
    const error = new UserError(say`Error: ${message}`);
    expect(error.message).toBe("Error: 1 question, 3 contestants");
    expect(inLanguage(say`Warning: ${error}`, "ja")).toBe(
      "警告：エラー：質問 1 問、回答モデル 3 個",
    );
    expect(inLanguage(joined(["a", "b"]), "ja")).toBe("a、b");
  });
});

it("the language is that of --language, else of LC_ALL, LC_MESSAGES and LANG in this order", () => {
  expect(languageOf([], { LANG: "ja_JP.UTF-8" })).toBe("ja");
  expect(languageOf([], { LANG: "ja_JP.UTF-8", LC_MESSAGES: "C" })).toBe("en");
  expect(languageOf([], { LANG: "C", LC_MESSAGES: "en_US", LC_ALL: "ja" })).toBe("ja");
  expect(languageOf([], { LANG: "jam_JM" })).toBe("en");
  expect(languageOf([], {})).toBe("en");
  expect(languageOf(["--language", "en"], { LANG: "ja_JP.UTF-8" })).toBe("en");
  expect(languageOf(["--language=ja"], {})).toBe("ja");
  expect(languageOf(["--", "--language", "ja"], {})).toBe("en");
});
