import { renderAsync } from "@resvg/resvg-js";
import { expect, it } from "vitest";
import { opaquePng } from "../../../jrank/report/picture/png_file.ts";

const SIZE = { width: 3, height: 2 };
/** Red, green and blue of six pixels. */
const COLORS = [
  [255, 0, 0],
  [0, 255, 1],
  [2, 0, 255],
  [9, 8, 7],
  [0, 0, 0],
  [255, 254, 253],
];
const pixels = (alpha: number): number[] => COLORS.flatMap((color) => [...color, alpha]);

it("writes a picture that others read as it was", async () => {
  const png = Buffer.from((await opaquePng(SIZE, Uint8Array.from(pixels(255)))) ?? []);
  const image = await renderAsync(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="3" height="2"><image width="3" height="2" image-rendering="optimizeSpeed" xlink:href="data:image/png;base64,${png.toString("base64")}"/></svg>`,
  );
  expect([...image.pixels]).toEqual(pixels(255));
});

it("leaves pictures that let their background through to others", async () => {
  const seen = Uint8Array.from(pixels(255));
  seen[19] = 254;
  expect(await opaquePng(SIZE, seen)).toBeUndefined();
});
