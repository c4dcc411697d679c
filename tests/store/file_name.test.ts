import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileNameOf, idOfFileName } from "../../jrank/store/files/file_name.ts";

describe("file names of model ids", () => {
  it.each([
    ["rinna/japanese-gpt-neox-3.6b", "rinna%2Fjapanese-gpt-neox-3.6b"],
    ["gpt-4:20230713", "gpt-4%3A20230713"],
    ["日本語モデル", "日本語モデル"],
    ["../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"],
    ["100%", "100%25"],
    ["con", "%63on"],
    ["a.", "a%2E"],
    ["a\u202eb", "a%E2%80%AEb"],
  ])("%s is %s", (id, name) => expect(fileNameOf(id)).toBe(name));

  it("are safe and say the id again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), (id) => {
        const name = fileNameOf(id);
        expect(name).not.toMatch(/[/\\:*?"<>|]|\p{Cc}/u);
        expect(name).not.toMatch(/^[. ]|[. ]$/);
        if (!/%~[0-9a-f]{16}$/.test(name)) expect(idOfFileName(name)).toBe(id);
      }),
    );
  });

  it("fit into a file system, however long the id", () => {
    const [one, other] = ["あ".repeat(300), `${"あ".repeat(299)}い`].map(fileNameOf);
    expect(Buffer.byteLength(one as string)).toBeLessThanOrEqual(200);
    expect(one).not.toBe(other);
    expect(idOfFileName(one as string)).toBe(undefined);
  });

  it("need an id", () => expect(() => fileNameOf("")).toThrow(/empty/));
});
