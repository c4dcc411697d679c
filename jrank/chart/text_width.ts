/** How wide a text will be, without a canvas: by the East Asian width of its characters. */

import { eastAsianWidth } from "get-east-asian-width";

/** Hundredths of an em from the space to the tilde: of M PLUS 1p, or of Arial where that is wider. */
const ASCII_WIDTHS = [
  29, 36, 40, 68, 61, 89, 71, 24, 39, 39, 53, 73, 30, 46, 29, 51, 62, 62, 62, 62, 62, 62, 62, 62,
  62, 62, 38, 38, 67, 75, 67, 61, 102, 69, 67, 72, 72, 67, 61, 78, 72, 32, 53, 67, 59, 86, 72, 79,
  67, 79, 72, 67, 65, 72, 69, 95, 67, 67, 64, 47, 51, 47, 65, 58, 33, 56, 58, 52, 58, 56, 52, 57,
  57, 31, 35, 56, 31, 83, 57, 57, 57, 57, 45, 50, 51, 56, 56, 81, 56, 56, 55, 51, 34, 51, 69,
];

/** Width of a character in ems, close to that of M PLUS 1p, which is wider than most. */
function emsOf(character: string): number {
  const code = character.codePointAt(0) as number;
  if (/\p{M}/u.test(character) || code === 0x200b) return 0;
  if (eastAsianWidth(code) === 2) return 1;
  return (ASCII_WIDTHS[code - 0x20] ?? 57) / 100;
}

/** Width of a text in pixels at a font size. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * fontSize;
}
