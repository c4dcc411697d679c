/**
 * Reads logs of W&B, apart from the writer: the blocks of LevelDB's log, and protobuf by the numbers
 * of its fields. Held to logs of the real client before anything of ours is read with it.
 */
import { crc32 } from "node:zlib";

export interface LogRecord {
  offset: number;
  length: number;
  num: number;
  type: string;
  [field: string]: unknown;
}

/** The records' bytes with where each begins; throws where a checksum or an order is wrong. */
function piecesOf(file: Buffer): { offset: number; bytes: Buffer }[] {
  if (
    file.toString("latin1", 0, 4) !== ":W&B" ||
    file.readUInt16LE(4) !== 0xbee1 ||
    file[6] !== 0
  ) {
    throw new Error("not a log of W&B");
  }
  const records: { offset: number; bytes: Buffer }[] = [];
  let open: { offset: number; parts: Buffer[] } | undefined;
  let at = 7;
  while (at < file.length) {
    const left = 32768 - (at % 32768);
    if (left < 7) {
      if (file.subarray(at, at + left).some((byte) => byte !== 0)) throw new Error("no zeros");
      at += left;
      continue;
    }
    const [sum, length, kind] = [file.readUInt32LE(at), file.readUInt16LE(at + 4), file[at + 6]];
    const data = file.subarray(at + 7, at + 7 + length);
    if (data.length !== length) throw new Error("torn");
    if (crc32(file.subarray(at + 6, at + 7 + length)) !== sum) throw new Error(`checksum at ${at}`);
    if (kind === 1 || kind === 2) {
      if (open) throw new Error("a record begins within another");
      open = { offset: at, parts: [] };
    }
    if (!open) throw new Error("a record goes on that did not begin");
    open.parts.push(data);
    if (kind === 1 || kind === 4) {
      records.push({ offset: open.offset, bytes: Buffer.concat(open.parts) });
      open = undefined;
    }
    at += 7 + length;
  }
  if (open) throw new Error("the last record has no end");
  return records;
}

type Raw = Map<number, (bigint | Buffer)[]>;

function message(bytes: Buffer): Raw {
  const fields: Raw = new Map();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("a number without an end");
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [number, wire] = [Number(key >> 3n), Number(key & 7n)];
    let value: bigint | Buffer;
    if (wire === 0) value = varint();
    else if (wire === 2) {
      const length = Number(varint());
      value = bytes.subarray(at, at + length);
      if (value.length !== length) throw new Error("a field without an end");
      at += length;
    } else if (wire === 1 || wire === 5) {
      const size = wire === 1 ? 8 : 4;
      value = bytes.subarray(at, at + size);
      at += size;
    } else throw new Error(`wire type ${wire}`);
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

const buffers = (raw: Raw, field: number): Buffer[] =>
  (raw.get(field) ?? []).filter((value) => typeof value !== "bigint");
const text = (raw: Raw, field: number): string | undefined =>
  buffers(raw, field)[0]?.toString("utf8");
const number = (raw: Raw, field: number): number | undefined => {
  const value = raw.get(field)?.[0];
  return typeof value === "bigint" ? Number(value) : undefined;
};
const inner = (raw: Raw, field: number): Raw => message(buffers(raw, field)[0] ?? Buffer.alloc(0));

/** Keys with their JSON texts: nested keys are of other records. */
const items = (raw: Raw, field: number): Record<string, string> =>
  Object.fromEntries(
    buffers(raw, field).map((bytes) => {
      const item = message(bytes);
      return [text(item, 1) ?? "", text(item, 16) ?? ""];
    }),
  );

const READERS: Record<number, [type: string, read: (raw: Raw) => Record<string, unknown>]> = {
  2: ["history", (raw) => ({ items: items(raw, 1), step: number(inner(raw, 2), 1) ?? 0 })],
  3: ["summary", (raw) => ({ items: items(raw, 1) })],
  5: ["config", () => ({})],
  6: ["files", (raw) => ({ files: buffers(raw, 1).map((file) => text(message(file), 1)) })],
  8: [
    "artifact",
    (raw) => {
      const manifest = inner(raw, 12);
      return {
        artifact_type: text(raw, 4),
        name: text(raw, 5),
        digest: text(raw, 6),
        aliases: buffers(raw, 11).map(String),
        finalize: number(raw, 14) === 1,
        client_id: text(raw, 15),
        sequence_client_id: text(raw, 16),
        contents: buffers(manifest, 4).map((bytes) => {
          const entry = message(bytes);
          return {
            path: text(entry, 1),
            digest: text(entry, 2),
            size: number(entry, 4),
            local_path: text(entry, 6),
          };
        }),
        storage_policy: text(manifest, 2),
        storage_policy_config: Object.fromEntries(
          buffers(manifest, 3).map((bytes) => [text(message(bytes), 1), text(message(bytes), 2)]),
        ),
      };
    },
  ],
  17: [
    "run",
    (raw) => ({
      run_id: text(raw, 1),
      entity: text(raw, 2),
      project: text(raw, 3),
      display_name: text(raw, 8),
      job_type: text(raw, 7),
      config: items(inner(raw, 4), 1),
      started: number(inner(raw, 17), 1),
    }),
  ],
  18: ["exit", (raw) => ({ exit_code: number(raw, 1) ?? 0 })],
  20: ["final", () => ({})],
  21: ["header", () => ({})],
  22: ["footer", () => ({})],
};

/** The records of a log. */
export function readWandbLog(file: Buffer): LogRecord[] {
  return piecesOf(file).map(({ offset, bytes }) => {
    const raw = message(bytes);
    const [kind] = [...raw.keys()].filter((field) => READERS[field] !== undefined);
    const [type, read] = READERS[kind ?? -1] ?? ["telemetry", () => ({})];
    const about = { offset, length: bytes.length, num: number(raw, 1) ?? 0, type };
    return { ...about, ...read(inner(raw, kind ?? -1)) };
  });
}
