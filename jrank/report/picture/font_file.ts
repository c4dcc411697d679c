/** Font files (OpenType specification): what they can show, and smaller ones that show the same. */

/**
 * The characters of a font file as a predicate on code points, from its `cmap` table in format 12,
 * which the fonts of today have.
 */
export function fontCoverage(font: Uint8Array): (codePoint: number) => boolean {
  const glyphs = glyphsByCharacter(font);
  return (codePoint) => glyphs.has(codePoint);
}

/** What a picture of text does not need: the names of glyphs, and how they stand in vertical lines. */
const NOT_DRAWN = ["post", "vhea", "vmtx"];

/**
 * Whether every smaller font draws a character: those of most texts, and those that others are
 * joined to or taken apart into.
 */
export const isAlwaysDrawn = (codePoint: number): boolean =>
  COMMON.some(([first, last]) => codePoint >= first && codePoint <= last);

/** Latin letters and marks, dashes and quotes, kana, joined letters. */
const COMMON = [
  [0x0000, 0x036f],
  [0x2010, 0x2026],
  [0x3000, 0x30ff],
  [0xfb00, 0xfb06],
] as const;

/**
 * The font with the outlines of some characters only, which look and stand as in the whole font.
 * Glyphs keep their numbers, so all tables but those of the outlines stay as they are.
 */
export function fontWith(font: Uint8Array, codePoints: ReadonlySet<number>): Uint8Array {
  const view = viewOf(font);
  const { count, outline } = outlinesOf(view);
  const drawn = drawnGlyphs(font, codePoints);
  const starts = new DataView(new ArrayBuffer(4 * (count + 1)));
  const outlines: Uint8Array[] = [];
  let size = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    starts.setUint32(4 * glyph, size);
    if (!drawn.has(glyph)) continue;
    const bytes = outline(glyph);
    outlines.push(bytes);
    size += bytes.length;
  }
  starts.setUint32(4 * count, size);
  const replaced: Record<string, Uint8Array> = {
    glyf: Buffer.concat(outlines),
    loca: new Uint8Array(starts.buffer),
  };
  const tables = tablesOf(view)
    .filter(({ name }) => !NOT_DRAWN.includes(name))
    .map(({ name, start, length }) => ({
      name,
      bytes: replaced[name] ?? font.subarray(start, start + length),
    }));
  return fontFile(font, tables);
}

/** The glyphs that some characters need: their own, those without a character, and parts of these. */
function drawnGlyphs(font: Uint8Array, codePoints: ReadonlySet<number>): Set<number> {
  const { count, outline } = outlinesOf(viewOf(font));
  const glyphs = glyphsByCharacter(font);
  const hasCharacter = new Uint8Array(count);
  for (const glyph of glyphs.values()) hasCharacter[glyph] = 1;
  const drawn = new Set<number>();
  for (const codePoint of codePoints) addGlyph(codePoint);
  for (const [first, last] of COMMON) {
    for (let codePoint = first; codePoint <= last; codePoint++) addGlyph(codePoint);
  }
  for (let glyph = 0; glyph < count; glyph++) if (!hasCharacter[glyph]) drawn.add(glyph);
  // What is added while a set is walked is walked too.
  for (const glyph of drawn) for (const part of partsOf(outline(glyph))) drawn.add(part);
  return drawn;

  function addGlyph(codePoint: number): void {
    const glyph = glyphs.get(codePoint);
    if (glyph !== undefined) drawn.add(glyph);
  }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface FontTable {
  name: string;
  start: number;
  length: number;
}

function tablesOf(view: DataView): FontTable[] {
  return Array.from({ length: view.getUint16(4) }, (_, k) => {
    const record = 12 + 16 * k;
    return {
      name: String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(record + at))),
      start: view.getUint32(record + 8),
      length: view.getUint32(record + 12),
    };
  });
}

function tableOf(view: DataView, name: string): FontTable {
  const found = tablesOf(view).find((table) => table.name === name);
  if (!found) throw new Error(`the font has no table "${name}"`);
  return found;
}

const known = new WeakMap<Uint8Array, Map<number, number>>();

/** The glyphs of a font by their characters, read once: thousands, for every smaller font. */
function glyphsByCharacter(font: Uint8Array): Map<number, number> {
  const glyphs = known.get(font) ?? readGlyphs(viewOf(font));
  known.set(font, glyphs);
  return glyphs;
}

function readGlyphs(view: DataView): Map<number, number> {
  const table = tableOf(view, "cmap").start;
  const subtables = Array.from({ length: view.getUint16(table + 2) }, (_, k) => {
    return table + view.getUint32(table + 8 + 8 * k);
  });
  const groups = subtables.find((at) => view.getUint16(at) === 12);
  if (groups === undefined) throw new Error("the font has no cmap of format 12");
  const glyphs = new Map<number, number>();
  const end = groups + 16 + 12 * view.getUint32(groups + 12);
  for (let group = groups + 16; group < end; group += 12) {
    const first = view.getUint32(group);
    const last = view.getUint32(group + 4);
    const glyph = view.getUint32(group + 8);
    for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}

/** The outlines of a font whose table of them has long numbers. */
function outlinesOf(view: DataView): { count: number; outline(glyph: number): Uint8Array } {
  if (view.getInt16(tableOf(view, "head").start + 50) !== 1) {
    throw new Error("the font places its outlines by short numbers");
  }
  const places = tableOf(view, "loca").start;
  const start = tableOf(view, "glyf").start;
  return {
    count: view.getUint16(tableOf(view, "maxp").start + 4),
    outline(glyph) {
      const from = view.getUint32(places + 4 * glyph);
      const to = view.getUint32(places + 4 * glyph + 4);
      return new Uint8Array(view.buffer, view.byteOffset + start + from, to - from);
    },
  };
}

/** Flags of a part of a glyph: what of its place follows, and whether another part does. */
const WORDS = 0x1;
const SCALE = 0x8;
const MORE = 0x20;
const TWO_SCALES = 0x40;
const MATRIX = 0x80;

/** The glyphs that a glyph is put together from. */
function partsOf(outline: Uint8Array): number[] {
  const view = viewOf(outline);
  if (outline.length === 0 || view.getInt16(0) >= 0) return [];
  const parts: number[] = [];
  let at = 10;
  for (let flags = MORE; flags & MORE; ) {
    flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    at += 4 + (flags & WORDS ? 4 : 2);
    at += flags & MATRIX ? 8 : flags & TWO_SCALES ? 4 : flags & SCALE ? 2 : 0;
  }
  return parts;
}

/** A font file of tables; its head is that of another. No checksums: nothing that draws asks. */
function fontFile(
  { buffer, byteOffset }: Uint8Array,
  tables: readonly { name: string; bytes: Uint8Array }[],
): Uint8Array {
  const padded = (size: number): number => Math.ceil(size / 4) * 4;
  const head = 12 + 16 * tables.length;
  const file = new Uint8Array(
    tables.reduce((size, { bytes }) => size + padded(bytes.length), head),
  );
  const view = viewOf(file);
  file.set(new Uint8Array(buffer, byteOffset, 12));
  view.setUint16(4, tables.length);
  let at = head;
  for (const [k, { name, bytes }] of tables.entries()) {
    const record = 12 + 16 * k;
    file.set(Buffer.from(name, "latin1"), record);
    view.setUint32(record + 8, at);
    view.setUint32(record + 12, bytes.length);
    file.set(bytes, at);
    at += padded(bytes.length);
  }
  return file;
}
