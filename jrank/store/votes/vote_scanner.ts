/**
 * Reads votes out of JSONL bytes without parsing the JSON: millions of lines in about a second. It
 * looks only for the fields it needs at the top level of each line, and gives up on any line that
 * holds something unusual in them (an escape, another type); the caller parses such a line properly.
 */

import type { Names } from "./vote_columns.ts";

/** Where the value of a wanted field lies in the chunk; `start` is -1 where the line has none. */
export interface Span {
  start: number;
  end: number;
  /** Of its bytes. */
  hash: number;
}

/** Room for the values of so many fields. */
export const spansFor = (fields: readonly Uint8Array[]): Span[] =>
  fields.map(() => ({ start: -1, end: -1, hash: 0 }));

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const POINT = 0x2e;
const ZERO = 0x30;

/** Strings longer than this are searched by the runtime's own search. */
const SHORT = 64;

/** The closing quote of a string that opens before `at`, or -1. */
function endOfString(bytes: Uint8Array, at: number, end: number): number {
  const near = Math.min(end, at + SHORT);
  let k = at;
  for (; k < near; k++) {
    const byte = bytes[k];
    if (byte === QUOTE) return k;
    if (byte === BACKSLASH) k++;
  }
  // From here every byte is whole: an escape that crossed the border was stepped over.
  for (;;) {
    const quote = bytes.indexOf(QUOTE, k);
    if (quote === -1 || quote >= end) return -1;
    let backslashes = 0;
    while (quote - 1 - backslashes >= k && bytes[quote - 1 - backslashes] === BACKSLASH) {
      backslashes++;
    }
    if (backslashes % 2 === 0) return quote;
    k = quote + 1;
  }
}

/** Behind an array or object that opens at `at`, or -1. */
function endOfNested(bytes: Uint8Array, at: number, end: number): number {
  let depth = 0;
  for (let k = at; k < end; k++) {
    const byte = bytes[k];
    if (byte === QUOTE) {
      k = endOfString(bytes, k + 1, end);
      if (k === -1) return -1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      depth--;
      if (depth === 0) return k + 1;
    }
  }
  return -1;
}

/** What a hash begins with, and how it takes a byte: FNV-1a. */
const HASH = 0x811c9dc5;
const hashedWith = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH;
  for (let k = start; k < end; k++) hash = hashedWith(hash, bytes[k]);
  return hash;
}

/**
 * Finds the wanted fields of the object on bytes[start, end). Spans of strings are without their
 * quotes. False when the line is not an object of the plain kind, or repeats a wanted field. `borders`
 * is told where each value begins and ends, quotes included, and which wanted field it is (-1: none).
 */
export function scanFields(
  bytes: Uint8Array,
  start: number,
  end: number,
  wanted: readonly Uint8Array[],
  spans: readonly Span[],
  borders?: number[],
): boolean {
  for (const span of spans) span.start = -1;
  let at = start;
  while (at < end && bytes[at] <= 0x20) at++;
  if (bytes[at] !== OPEN_OBJECT) return false;
  at++;
  for (;;) {
    while (at < end && bytes[at] <= 0x20) at++;
    if (bytes[at] === CLOSE_OBJECT) break;
    if (bytes[at] !== QUOTE) return false;
    const key = at + 1;
    const keyEnd = endOfString(bytes, key, end);
    if (keyEnd === -1) return false;
    at = keyEnd + 1;
    while (at < end && bytes[at] <= 0x20) at++;
    if (bytes[at] !== COLON) return false;
    at++;
    while (at < end && bytes[at] <= 0x20) at++;
    const field = fieldAt(bytes, key, keyEnd, wanted);
    const whole = at;
    let valueStart = at;
    let valueEnd: number;
    const byte = bytes[at];
    if (byte === QUOTE) {
      valueStart = at + 1;
      valueEnd = endOfString(bytes, valueStart, end);
      if (valueEnd === -1) return false;
      at = valueEnd + 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      at = endOfNested(bytes, at, end);
      if (at === -1) return false;
      valueEnd = at;
    } else {
      while (at < end && isBare(bytes[at])) at++;
      valueEnd = at;
    }
    if (field !== -1) {
      const span = spans[field] as Span;
      if (span.start !== -1) return false;
      for (let k = valueStart; k < valueEnd; k++) if (bytes[k] === BACKSLASH) return false;
      span.start = valueStart;
      span.end = valueEnd;
      span.hash = hashOf(bytes, valueStart, valueEnd);
    }
    borders?.push(whole, at, field);
    while (at < end && bytes[at] <= 0x20) at++;
    if (bytes[at] === COMMA) at++;
    else if (bytes[at] !== CLOSE_OBJECT) return false;
  }
  for (at++; at < end; at++) if (bytes[at] > 0x20) return false;
  return true;
}

/** What stands around the values of a line: on most lines of a file the same. */
export interface LineShape {
  /** The bytes before the first value, between values, and after the last, and where each of these ends. */
  readonly between: Uint8Array;
  readonly ends: Uint32Array;
  /** Which wanted field each value is; -1: none. */
  readonly fields: Int8Array;
}

/** The shape of the line on bytes[start, end), from its borders. */
export function shapeOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  borders: readonly number[],
): LineShape {
  const between: number[] = [];
  const ends: number[] = [];
  const fields: number[] = [];
  let at = start;
  for (let k = 0; k <= borders.length; k += 3) {
    for (const to = k < borders.length ? borders[k] : end; at < to; at++) between.push(bytes[at]);
    ends.push(between.length);
    if (k === borders.length) break;
    at = borders[k + 1];
    fields.push(borders[k + 2]);
  }
  return {
    between: Uint8Array.from(between),
    ends: Uint32Array.from(ends),
    fields: Int8Array.from(fields),
  };
}

/**
 * The same as `scanFields` on a line of a known shape, which takes less than half of the time: what
 * stands around the values is compared in place of read. False where the line has another shape.
 */
export function scanShape(
  bytes: Uint8Array,
  start: number,
  end: number,
  { between, ends, fields }: LineShape,
  spans: readonly Span[],
): boolean {
  for (const span of spans) span.start = -1;
  const values = fields.length;
  let at = start;
  for (let v = 0, b = 0; ; v++) {
    for (const stop = ends[v]; b < stop; b++, at++) if (bytes[at] !== between[b]) return false;
    if (v === values) return at === end;
    const byte = bytes[at];
    const isNested = byte === OPEN_OBJECT || byte === OPEN_ARRAY;
    const from = at;
    if (fields[v] < 0 || isNested) {
      if (isNested) at = endOfNested(bytes, at, end);
      else if (byte === QUOTE) at = endOfString(bytes, at + 1, end) + 1;
      else while (at < end && isBare(bytes[at])) at++;
      if (at <= 0) return false;
      if (fields[v] < 0) continue;
    }
    const span = spans[fields[v]];
    let hash = HASH;
    if (isNested) {
      for (let k = from; k < at; k++) if (bytes[k] === BACKSLASH) return false;
      hash = hashOf(bytes, from, at);
      span.end = at;
    } else if (byte === QUOTE) {
      for (at++; ; at++) {
        const own = bytes[at];
        if (own === QUOTE) break;
        if (own === BACKSLASH || at >= end) return false;
        hash = hashedWith(hash, own);
      }
      span.end = at++;
    } else {
      for (; at < end && isBare(bytes[at]); at++) hash = hashedWith(hash, bytes[at]);
      span.end = at;
    }
    span.start = byte === QUOTE ? from + 1 : from;
    span.hash = hash;
  }
}

/** Whether a byte goes on with a value that is neither text nor nested. */
const isBare = (byte: number): boolean =>
  byte !== COMMA && byte !== CLOSE_OBJECT && byte > 0x20 && byte !== BACKSLASH;

/** The number of a span, as JSON.parse would have it; NaN where its value is no plain number. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  // Digits and a point are read here, which is several times faster than by way of a string.
  let digits = 0;
  let point = -1;
  let k = start;
  for (; k < end; k++) {
    const byte = bytes[k];
    if (byte === POINT && point === -1) point = k;
    else if (byte >= ZERO && byte < ZERO + 10) digits = 10 * digits + byte - ZERO;
    else break;
  }
  if (bytes[start - 1] === QUOTE) return Number.NaN;
  const length = end - start;
  // Both are exact up to 2^53, so the quotient is the number nearest to the text.
  if (k === end && length > 0 && length < 18 && digits <= Number.MAX_SAFE_INTEGER) {
    return point === -1 ? digits : digits / 10 ** (end - 1 - point);
  }
  return Number(new TextDecoder().decode(bytes.slice(start, end)));
}

function fieldAt(
  bytes: Uint8Array,
  start: number,
  end: number,
  wanted: readonly Uint8Array[],
): number {
  next: for (let f = 0; f < wanted.length; f++) {
    const name = wanted[f] as Uint8Array;
    if (name.length !== end - start) continue;
    for (let k = 0; k < name.length; k++) if (name[k] !== bytes[start + k]) continue next;
    return f;
  }
  return -1;
}

/** Numbers byte strings as they come, without making a string of each: a hash table over their bytes. */
function createByteTable() {
  let slots = 1 << 10;
  let index = new Int32Array(slots).fill(-1);
  let length = 0;
  // Of each entry: its hash, and where its bytes end among those of all.
  let hashes = new Int32Array(slots / 2);
  let ends = new Uint32Array(slots / 2);
  let own = new Uint8Array(1 << 12);
  const startOf = (entry: number): number => (entry === 0 ? 0 : ends[entry - 1]);
  const grow = (): void => {
    slots *= 2;
    const [oldHashes, oldEnds] = [hashes, ends];
    hashes = new Int32Array(slots / 2);
    hashes.set(oldHashes);
    ends = new Uint32Array(slots / 2);
    ends.set(oldEnds);
    index = new Int32Array(slots).fill(-1);
    for (let entry = 0; entry < length; entry++) {
      let slot = hashes[entry] & (slots - 1);
      while (index[slot] !== -1) slot = (slot + 1) & (slots - 1);
      index[slot] = entry;
    }
  };
  /** Keeps a copy: the chunk that is read next overwrites the bytes. */
  const keep = (bytes: Uint8Array, start: number, end: number): number => {
    const from = startOf(length);
    const to = from + end - start;
    if (to > own.length) {
      const old = own;
      own = new Uint8Array(2 * to);
      own.set(old);
    }
    for (let k = start; k < end; k++) own[from + k - start] = bytes[k];
    return to;
  };
  return {
    get length() {
      return length;
    },
    nameOf: (entry: number): string =>
      new TextDecoder("utf-8", { ignoreBOM: true }).decode(
        own.subarray(startOf(entry), ends[entry]),
      ),
    indexOf(bytes: Uint8Array, { start, end, hash: whole }: Span): number {
      const hash = whole ^ (whole >>> 15);
      let slot = hash & (slots - 1);
      search: for (; index[slot] !== -1; slot = (slot + 1) & (slots - 1)) {
        const entry = index[slot];
        if (hashes[entry] !== hash) continue;
        const from = startOf(entry);
        if (ends[entry] - from !== end - start) continue;
        for (let k = start; k < end; k++) if (own[from + k - start] !== bytes[k]) continue search;
        return entry;
      }
      index[slot] = length;
      hashes[length] = hash;
      ends[length] = keep(bytes, start, end);
      length++;
      if (length * 2 >= slots) grow();
      return length - 1;
    },
  };
}

/** Numbers byte strings by what `indexOf` says of the text of each. */
export function createByteNames(indexOf: (name: string) => number) {
  const table = createByteTable();
  const values: number[] = [];
  return (bytes: Uint8Array, span: Span): number => {
    const entry = table.indexOf(bytes, span);
    if (entry === values.length) values.push(indexOf(table.nameOf(entry)));
    return values[entry];
  };
}

/** Names of which there may be millions: they become strings when somebody asks for them. */
export interface ManyNames extends Names {
  indexOfBytes(bytes: Uint8Array, span: Span): number;
}

export function createManyNames(): ManyNames {
  const table = createByteTable();
  const encoder = new TextEncoder();
  const list: string[] = [];
  return {
    get list() {
      while (list.length < table.length) list.push(table.nameOf(list.length));
      return list;
    },
    indexOf(name) {
      const bytes = encoder.encode(name);
      const hash = hashOf(bytes, 0, bytes.length);
      return table.indexOf(bytes, { start: 0, end: bytes.length, hash });
    },
    indexOfBytes: table.indexOf,
  };
}
