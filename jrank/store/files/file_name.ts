/**
 * File names for model ids. Ids contain "/" and ":" and anything else a person typed; a name made
 * here is safe on every common file system and says the id again.
 *
 * Characters that are not safe become %XX of their UTF-8 bytes; letters of any script stay, so
 * Japanese ids stay readable. A capital letter gets no escape: "A" and "a" are different names, and
 * on a file system that ignores case the store notices the clash (see `benchmark.ts`).
 */
import { createHash } from "node:crypto";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";

/** Everything but letters, digits, combining marks and these is escaped. */
const UNSAFE = /[^\p{L}\p{N}\p{M}._+@=,()\- ]/gu;
/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
/** File systems allow 255 bytes; endings such as "_single.jsonl" and "%2E" need room. */
const MOST_BYTES = 200;

const encoder = new TextEncoder();

function escapeText(text: string): string {
  return [...encoder.encode(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}

/**
 * A safe file name (without an ending) for an id. `idOfFileName` gives the id back, except for ids so
 * long that no file system could hold them: those are cut and carry a hash, and the id inside the
 * file is what counts.
 */
export function fileNameOf(id: string): string {
  if (id === "") throw new UserError(say`a model id is empty; give every model an id`);
  let name = id.normalize("NFC") === id ? id.replace(UNSAFE, escapeText) : escapeUnnormalized(id);
  name = name.replace(/^[. ]/, escapeText).replace(/[. ]$/, escapeText);
  if (RESERVED.test(name)) name = escapeText(name[0] as string) + name.slice(1);
  if (encoder.encode(name).length <= MOST_BYTES) return name;
  const hash = createHash("sha256").update(id).digest("hex").slice(0, 16);
  // No character has fewer bytes than UTF-16 units.
  let cut = name.slice(0, MOST_BYTES);
  while (encoder.encode(cut).length > MOST_BYTES - 20) cut = cut.slice(0, -1);
  return `${cut.replace(/%[0-9A-F]?$/, "").replace(/[\ud800-\udbff]$/, "")}%~${hash}`;
}

/** File systems may store names normalized; what is not normalized is escaped whole. */
function escapeUnnormalized(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/gu, escapeText);
}

/** The id a name was made of; undefined for a cut name, whose id is only inside the file. */
export function idOfFileName(name: string): string | undefined {
  if (/%~[0-9a-f]{16}$/.test(name)) return undefined;
  try {
    return decodeURIComponent(name.replace(/%(?![0-9A-F]{2})/g, "%25"));
  } catch {
    return name;
  }
}
