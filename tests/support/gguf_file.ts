/** Writes the GGUF container (version 3): a header, metadata, and little-endian tensors. */

export type MetadataValue =
  | { type: "u32" | "f32"; value: number }
  | { type: "bool"; value: boolean }
  | { type: "string"; value: string }
  | { type: "strings"; value: readonly string[] }
  | { type: "f32s" | "i32s"; value: readonly number[] };

export interface Tensor {
  name: string;
  /** Fastest dimension first, as GGUF has it. */
  dimensions: readonly number[];
  data: Float32Array;
  /** How it is stored; absent: as F32. The first dimension of a Q8_0 is a multiple of 32. */
  type?: "f32" | "q8_0";
}

const ALIGNMENT = 32;
/** Numbers of the types in the format. */
const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 };

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const i32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
const f32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const string = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
};
const array = (type: number, items: readonly Buffer[]): Buffer =>
  Buffer.concat([u32(TYPE.array), u32(type), u64(items.length), ...items]);

function metadataBytes(entry: MetadataValue): Buffer {
  switch (entry.type) {
    case "u32":
      return Buffer.concat([u32(TYPE.u32), u32(entry.value)]);
    case "f32":
      return Buffer.concat([u32(TYPE.f32), f32(entry.value)]);
    case "bool":
      return Buffer.concat([u32(TYPE.bool), Buffer.from([entry.value ? 1 : 0])]);
    case "string":
      return Buffer.concat([u32(TYPE.string), string(entry.value)]);
    case "strings":
      return array(TYPE.string, entry.value.map(string));
    case "f32s":
      return array(TYPE.f32, entry.value.map(f32));
    case "i32s":
      return array(TYPE.i32, entry.value.map(i32));
  }
}

/** The numbers of tensor types in the format. */
const TENSOR_TYPE = { f32: 0, q8_0: 8 };

/** The bits of a positive half-precision number; what is too small becomes 0. */
function halfBits(value: number): number {
  const exponent = Math.floor(Math.log2(value));
  if (value === 0 || exponent < -14) return 0;
  const fraction = Math.round((value / 2 ** exponent - 1) * 1024);
  return ((exponent + 15) << 10) + fraction;
}

/** Blocks of 32 numbers: a half-precision scale and a signed byte for each. */
function q8Bytes(data: Float32Array): Buffer {
  const bytes = Buffer.alloc((data.length / 32) * 34);
  for (let block = 0; block * 32 < data.length; block++) {
    const values = data.subarray(block * 32, block * 32 + 32);
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    bytes.writeUInt16LE(halfBits(scale), block * 34);
    values.forEach((value, k) => {
      bytes.writeInt8(scale === 0 ? 0 : Math.round(value / scale), block * 34 + 2 + k);
    });
  }
  return bytes;
}

const tensorBytes = ({ data, type }: Tensor): Buffer =>
  type === "q8_0" ? q8Bytes(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]);

/** The bytes of a GGUF file. */
export function ggufBytes(
  metadata: Readonly<Record<string, MetadataValue>>,
  tensors: readonly Tensor[],
): Buffer {
  const entries = Object.entries(metadata).map(([key, value]) =>
    Buffer.concat([string(key), metadataBytes(value)]),
  );
  const contents = tensors.map((tensor) => padded(tensorBytes(tensor)));
  let offset = 0;
  const infos = tensors.map(({ name, dimensions, type = "f32" }, k) => {
    const info = Buffer.concat([
      string(name),
      u32(dimensions.length),
      ...dimensions.map(u64),
      u32(TENSOR_TYPE[type]),
      u64(offset),
    ]);
    offset += (contents[k] as Buffer).length;
    return info;
  });
  const head = Buffer.concat([
    Buffer.from("GGUF"),
    u32(3),
    u64(tensors.length),
    u64(entries.length),
    ...entries,
    ...infos,
  ]);
  return Buffer.concat([padded(head), ...contents]);
}
