/** Colours that mean something are told apart by every colour vision, and from their ground. */
import { expect, it } from "vitest";
import { themeConfig } from "../../jrank/chart/theme.ts";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira and Fernandes (IEEE TVCG 15, 2009), severity 1, on linear RGB. */
const VISIONS: Record<string, Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const times = (matrix: Matrix, [r, g, b]: Triple): Triple =>
  matrix.map((row) => row[0] * r + row[1] * g + row[2] * b) as unknown as Triple;

const linear = (color: string): Triple =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;

/** CIELAB of linear RGB under D65. */
function lab(rgb: Triple): Triple {
  const [x, y, z] = times(
    [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
    ],
    rgb.map((part) => Math.min(1, Math.max(0, part))) as unknown as Triple,
  ).map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)) as unknown as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The least distance (CIE 1976) of two of the colours, and in whose eyes. */
function nearest(colors: readonly string[]): [distance: number, vision: string, pair: string] {
  const all = Object.entries(VISIONS).flatMap(([vision, matrix]) => {
    const seen = colors.map((color) => lab(times(matrix, linear(color))));
    return seen.flatMap((a, i) =>
      seen.slice(i + 1).map((b, k): [number, string, string] => {
        const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        return [distance, vision, `${colors[i]} ${colors[i + 1 + k]}`];
      }),
    );
  });
  return all.reduce((least, one) => (one[0] < least[0] ? one : least));
}

/** The contrast of WCAG 2. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b]
    .map((color) => times(VISIONS.normal as Matrix, linear(color)))
    .map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b)
    .sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const colorsOf = (theme: "light" | "dark") => {
  const { background, range } = themeConfig(theme);
  const { category, ordinal } = range as { category: string[]; ordinal: string[] };
  return { series: category, licenses: ordinal, ground: background as string };
};

it("two black or two like colours would be found", () => {
  expect(nearest(["#0072B2", "#5B4A9E"])[0]).toBeLessThan(8);
  expect(contrast("#FFFFFF", "#000000")).toBeCloseTo(21, 6);
  expect(contrast("#0072B2", "#16191D")).toBeLessThan(4.5);
});

it.each(["light", "dark"] as const)("%s: no two series look alike to anybody", (theme) => {
  const [distance, vision, pair] = nearest(colorsOf(theme).series);
  expect([distance > 10, vision, pair]).toEqual([true, vision, pair]);
});

it.each(["light", "dark"] as const)("%s: no two licences look alike to anybody", (theme) => {
  const [distance, vision, pair] = nearest(colorsOf(theme).licenses);
  expect([distance > 10, vision, pair]).toEqual([true, vision, pair]);
});

it.each([
  ["light", 3],
  ["dark", 4.5],
] as const)("licences are told from a %s ground at %d to 1", (theme, least) => {
  const { licenses, ground } = colorsOf(theme);
  for (const color of licenses) {
    expect([color, contrast(color, ground) >= least]).toEqual([color, true]);
  }
});
