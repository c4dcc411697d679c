/** PNG files (W3C, Portable Network Graphics): pixels packed on a thread of zlib's. */
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { crc32 } from "../../core/checksum.ts";

/**
 * A picture as a PNG of three bytes a pixel; nothing if a pixel lets its background through. `pixels`
 * has four bytes for each, row by row, and is written over.
 */
export async function opaquePng(
  { width, height }: { width: number; height: number },
  pixels: Uint8Array,
): Promise<Uint8Array | undefined> {
  const rows = opaqueRows(width, height, pixels);
  if (!rows) return undefined;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits for each of red, green and blue.
  header.set([8, 2], 8);
  const packed = await promisify(deflate)(rows, { level: PACKING });
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Charts get a tenth smaller by packing them twice as long. */
const PACKING = 4;
const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** Rows of red, green and blue with a 0 (not filtered) before each, in the place of the pixels. */
function opaqueRows(width: number, height: number, pixels: Uint8Array): Uint8Array | undefined {
  let alpha = 255;
  let to = 0;
  let from = 0;
  for (let y = 0; y < height; y++) {
    const start = to++;
    for (let x = 0; x < width; x++) {
      const red = pixels[from++];
      const green = pixels[from++];
      const blue = pixels[from++];
      alpha &= pixels[from++];
      pixels[to++] = red;
      pixels[to++] = green;
      pixels[to++] = blue;
    }
    pixels[start] = 0;
  }
  return alpha === 255 ? pixels.subarray(0, to) : undefined;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length);
  bytes.write(type, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), 8 + data.length);
  return bytes;
}
