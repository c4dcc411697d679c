/** Bytes of W&B's log of a run: protobuf messages in the blocks of LevelDB's log. */
import { crc32 } from "../../core/checksum.ts";

/** A field of a message: its number, and a number, a text or the fields of a message. */
export type Field = readonly [number: number, value: number | string | readonly Field[]];

const encoder = new TextEncoder();
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** A whole number from 0 in groups of seven bits, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return [...bytes, left];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A message of protobuf; numbers are varints. */
export function encode(fields: readonly Field[]): Uint8Array {
  return joined(
    fields.flatMap(([number, value]) => {
      if (typeof value === "number") {
        return [Uint8Array.from([...varint(number * 8 + VARINT), ...varint(value)])];
      }
      const bytes = typeof value === "string" ? encoder.encode(value) : encode(value);
      const head = [...varint(number * 8 + LENGTH_DELIMITED), ...varint(bytes.length)];
      return [Uint8Array.from(head), bytes];
    }),
  );
}

/** `:W&B`, a magic number, the version. */
const HEADER = Uint8Array.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0]);
const BLOCK = 32_768;
/** Checksum, length and kind of a piece. */
const PIECE_HEAD = 7;
const [WHOLE, FIRST, MIDDLE, LAST] = [1, 2, 3, 4];

/**
 * The file of some records. A block is 32 KiB from the start of the file, header included; a record
 * that does not fit goes on in the next, and an end too short for a piece is filled with zeros.
 */
export function logFile(records: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [HEADER];
  let at = HEADER.length;
  const add = (bytes: Uint8Array): void => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const record of records) {
    let from = 0;
    do {
      const room = BLOCK - (at % BLOCK);
      if (room < PIECE_HEAD) {
        add(new Uint8Array(room));
        continue;
      }
      const data = record.subarray(from, from + room - PIECE_HEAD);
      const isFirst = from === 0;
      from += data.length;
      const isLast = from === record.length;
      const kind = isFirst ? (isLast ? WHOLE : FIRST) : isLast ? LAST : MIDDLE;
      const checked = joined([Uint8Array.from([kind]), data]);
      const head = new DataView(new ArrayBuffer(6));
      head.setUint32(0, crc32(checked), true);
      head.setUint16(4, data.length, true);
      add(new Uint8Array(head.buffer));
      add(checked);
      if (isLast) break;
    } while (from <= record.length);
  }
  return joined(parts);
}
