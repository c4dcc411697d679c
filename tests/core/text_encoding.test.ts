import { describe, expect, it } from "vitest";
import { decode, decodeFile, encodingOfHead, undecodable } from "../../jrank/core/text_encoding.ts";

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "latin1"));
const utf16 = (text: string, order: "le" | "be"): Buffer => {
  const le = Buffer.from(text, "utf16le");
  return order === "le" ? le : Buffer.from(le).swap16();
};

// Bytes by iconv 2.36 (glibc), from the texts in the names.
const CP932 = {
  "1,富士山です。\n": "312c95788e6d8e5282c582b781420a",
  "髙橋①㈱～－": "fbfc8bb48740878a8160817c",
  "id,数学\n": "69642c90948a770a",
  ﾃｽﾄのデータ: "c3bdc482cc8366815b835e",
};

describe("what people's files are written in", () => {
  it("Shift_JIS as Windows writes it, with its own characters", () => {
    for (const [text, hex] of Object.entries(CP932)) {
      expect(decode(bytes(hex))).toEqual({ text, encoding: "shift_jis" });
    }
  });

  it("UTF-8 and UTF-16 with a mark, which is no part of the text", () => {
    const text = "質問,answer\n1,答え\n";
    expect(decode(Buffer.from(`\ufeff${text}`))).toEqual({ text, encoding: "utf-8" });
    expect(decode(utf16(`\ufeff${text}`, "le"))).toEqual({ text, encoding: "utf-16le" });
    expect(decode(utf16(`\ufeff${text}`, "be"))).toEqual({ text, encoding: "utf-16be" });
  });

  it("UTF-16 without a mark, where characters of ASCII tell it", () => {
    for (const text of ['{"a": "一二　三"}\n', "質問,答え\n1,はい\n"]) {
      expect(decode(utf16(text, "le"))).toEqual({ text, encoding: "utf-16le" });
      expect(decode(utf16(text, "be"))).toEqual({ text, encoding: "utf-16be" });
    }
  });

  it("a null character in a long text does not make it UTF-16", () => {
    expect(encodingOfHead(Buffer.from(`${"a".repeat(500)}\0${"b".repeat(500)}`))).toBeUndefined();
  });
});

describe("what is refused", () => {
  const refused = {
    "Windows-1252 with a curly apostrophe": latin1("I don\x92t know, it\x92s late\n"),
    "Latin-1 French": latin1("model,answer\na,L'\xe9t\xe9 \xe0 Paris, r\xe9sum\xe9\n"),
    "Latin-1 German": latin1("\xc4rger \xfcber Stra\xdfen, gr\xf6\xdfer\n"),
    "EUC-JP": bytes("312cc9d9bbcebbb3a4c7a4b9a1a30a"),
    "EUC-JP with kana of half width only": bytes("612c8eb18eb28eb30a"),
    GBK: bytes("c4e3bac3a3accac0bde7a1a30a"),
    Big5: bytes("a741a66ea141a540acc9a1430a"),
    "EUC-KR": bytes("bec8b3e7c7cfbcbcbfe42c20bcbcb0e82e0a"),
    "ISO-2022-JP": bytes("1b2442467c4b5c1b28420a"),
    "UTF-32": bytes("fffe0000610000000a000000"),
    "a file of a Mac's folder": bytes("00051607000200004d6163204f5320580a"),
  };
  it.each(Object.entries(refused))("%s", (_, content) => {
    expect(decode(content)).toBeUndefined();
    expect(() => decodeFile(content, "f.csv")).toThrow(/^f\.csv.*Save it as UTF-8/);
  });

  it("says the line and the byte", () => {
    const content = Buffer.concat([Buffer.from("質問\nb,"), Buffer.from([0xff, 0x0a])]);
    expect(undecodable(content, "f.csv").message).toMatch(
      /^f\.csv:2: byte 10 of the file \(0xFF\)/,
    );
    const second = undecodable(Buffer.from([0x41, 0xff]), "f", { line: 7, byte: 100 });
    expect(second.message).toMatch(/^f:7: byte 102 /);
  });
});
