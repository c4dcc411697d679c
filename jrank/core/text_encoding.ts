/**
 * Text out of bytes in the encodings that people's files have: UTF-8, UTF-16 and Shift_JIS as
 * Windows writes it (CP932). Bytes that are none of these are refused, never replaced by "�".
 */
import { UserError } from "./errors.ts";
import { say } from "./message.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "shift_jis";

/** Names as messages and `iconv` say them. */
export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16LE",
  "utf-16be": "UTF-16BE",
  shift_jis: "CP932",
};

/** Bytes that are looked at to tell UTF-16 without a byte order mark. */
const HEAD = 4096;

/**
 * The encoding that the first bytes tell: by a byte order mark, or because every second byte is 0
 * wherever UTF-16 holds a character of ASCII. Undefined where they tell none.
 */
export function encodingOfHead(bytes: Uint8Array): Encoding | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  const length = Math.min(bytes.length, HEAD);
  const zeros: [number, number] = [0, 0];
  for (let k = 0; k < length; k++) if (bytes[k] === 0) zeros[(k % 2) as 0 | 1]++;
  const [even, odd] = zeros;
  // Fewer than one in fifty characters of ASCII has no table and no JSON.
  if (Math.max(even, odd) * 100 < length || even === odd) return undefined;
  if (odd > 2 * even) return "utf-16le";
  return even > 2 * odd ? "utf-16be" : undefined;
}

/** The text in an encoding, without a byte order mark; undefined where it is no valid text. */
function decodeAs(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") || text.includes(ISO_2022) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** ISO-2022-JP and its like are all ASCII, with escapes that change what the letters mean. */
const ISO_2022 = "\u001b$";

/** The text of bytes and their encoding; undefined where they are none that is known here. */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const encoding = encodingOfHead(bytes) ?? "utf-8";
  const text = decodeAs(encoding, bytes);
  if (text !== undefined) return { text, encoding };
  if (encoding !== "utf-8" || !looksJapanese(bytes)) return undefined;
  const japanese = decodeAs("shift_jis", bytes);
  return japanese === undefined ? undefined : { text: japanese, encoding: "shift_jis" };
}

/** The text of a file's bytes. What cannot be read is an error with its line and byte. */
export function decodeFile(bytes: Uint8Array, file: string): string {
  const found = decode(bytes);
  if (!found) throw undecodable(bytes, file);
  return found.text;
}

/** Where the bytes of a part begin in their file. */
interface BytePosition {
  /** 1 for the first line. */
  line: number;
  byte: number;
}

/** The error about bytes that are no text here. */
export function undecodable(
  bytes: Uint8Array,
  file: string,
  { line, byte }: BytePosition = { line: 1, byte: 0 },
): UserError {
  const encoding = encodingOfHead(bytes) ?? "utf-8";
  const advice = say`Save it as UTF-8 (iconv -f <its encoding> -t UTF-8) and run the command again; nothing was stored.`;
  if (encoding !== "utf-8") {
    const name = ENCODING_NAMES[encoding];
    return new UserError(say`${file} begins like ${name} but is no valid text in it. ${advice}`);
  }
  const at = firstInvalid(bytes);
  let lines = line;
  for (let k = 0; k < at; k++) if (bytes[k] === 0x0a) lines++;
  const found = bytes[at].toString(16).toUpperCase().padStart(2, "0");
  return new UserError(
    say`${file}:${lines}: byte ${byte + at + 1} of the file (0x${found}) is not UTF-8, and the file is neither UTF-16 nor Shift_JIS. ${advice}`,
  );
}

/** The first byte that cannot stand where it stands in a text in UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const odd = bytes.findIndex((byte, k) => byte === 0 || (byte === 0x1b && bytes[k + 1] === 0x24));
  // Halving: a prefix is valid UTF-8, but for a character cut at its end, up to the first fault.
  let valid = 0;
  let end = odd === -1 ? bytes.length : odd;
  while (valid < end) {
    const middle = (valid + end + 1) >> 1;
    if (isUtf8Prefix(bytes.subarray(0, middle))) valid = middle;
    else end = middle - 1;
  }
  // The fault is the character that is not finished, not the byte that does not go on with it.
  while (valid > 0 && decodeAs("utf-8", bytes.subarray(0, valid)) === undefined) valid--;
  return Math.min(valid, bytes.length - 1);
}

/** Whether bytes are UTF-8 but for a character that they end in the middle of. */
export function isUtf8Prefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether bytes that are not UTF-8 read as Japanese in Shift_JIS. Text in Windows-1252, EUC or GBK
 * is often valid Shift_JIS too and would become other characters, so validity is not enough: most
 * characters of two bytes must begin as kana, punctuation and common kanji do (0x81 to 0x9F), they
 * must outnumber the kana of one byte, none may lie in the private area, and most must not stand
 * alone beside a Latin letter, as the accents and quotation marks of Western files do.
 */
function looksJapanese(bytes: Uint8Array): boolean {
  let [common, rare, half, alone] = [0, 0, 0, 0];
  let isHalfKanaOfEuc = true;
  let before = 0;
  for (let k = 0; k < bytes.length; k++) {
    const byte = bytes[k];
    if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false;
    if (byte >= 0xa1 && byte <= 0xdf) half++;
    if ((byte >= 0x81 && byte <= 0x9f) || byte >= 0xe0) {
      if (byte >= 0xf0 && byte <= 0xf9) return false;
      if (byte <= 0x9f) common++;
      else rare++;
      if (byte !== 0x8e) isHalfKanaOfEuc = false;
      const after = bytes[k + 2] ?? 0;
      if (before < 0x80 && after < 0x80 && (isLetter(before) || isLetter(after))) alone++;
      k++;
    }
    before = byte;
  }
  return common > rare && common > half && !isHalfKanaOfEuc && alone * 2 < common + rare;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
