/** Which characters a TrueType font has. */

/**
 * The characters of a font file as a predicate on code points, from its `cmap` table in format 12,
 * which the fonts of today have (OpenType specification, "cmap").
 */
export function fontCoverage(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const table = tableAt(view, "cmap");
  const subtables = Array.from({ length: view.getUint16(table + 2) }, (_, k) => {
    return table + view.getUint32(table + 8 + 8 * k);
  });
  const groups = subtables.find((at) => view.getUint16(at) === 12);
  if (groups === undefined) throw new Error("the font has no cmap of format 12");
  const covered = new Set<number>();
  for (let k = 0; k < view.getUint32(groups + 12); k++) {
    const group = groups + 16 + 12 * k;
    const last = view.getUint32(group + 4);
    for (let code = view.getUint32(group); code <= last; code++) covered.add(code);
  }
  return (codePoint) => covered.has(codePoint);
}

/** Where a table of a font begins. */
function tableAt(view: DataView, name: string): number {
  const tag = [...name].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
  for (let record = 12; record < 12 + 16 * view.getUint16(4); record += 16) {
    if (view.getUint32(record) === tag) return view.getUint32(record + 8);
  }
  throw new Error(`the font has no table "${name}"`);
}
