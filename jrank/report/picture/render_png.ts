/** Renders SVG as PNG with fonts that have every letter in it. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { missingPackage, type OptionalPackage } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { fontCoverage, fontWith, isAlwaysDrawn } from "./font_file.ts";
import { opaquePng } from "./png_file.ts";

const require = createRequire(import.meta.url);
/** Of the fonts that show Japanese the one that is laid out fastest, six times faster than Noto. */
const FONTS = [
  "@expo-google-fonts/m-plus-1p/400Regular/MPLUS1p_400Regular.ttf",
  "@expo-google-fonts/m-plus-1p/700Bold/MPLUS1p_700Bold.ttf",
] as const;

/** What PNGs need: the renderer, and our font. */
export const PICTURE_PACKAGES: readonly OptionalPackage[] = [
  "@resvg/resvg-js",
  "@expo-google-fonts/m-plus-1p",
];

/** In the place of U+FFFD, which our font lacks: for it all fonts of the machine would be read. */
const NO_CHARACTER = "\u25a1";

/** Pixels of the largest PNG: a matrix of 150 models would have 45 million at full scale. */
const MOST_PIXELS = 16e6;

/**
 * Draws an SVG of `renderChart` as a PNG, `scale` pixels for each of its units, fewer if it is huge.
 * Characters that our font lacks (Korean, simplified Chinese, Arabic, emoji) are taken from the fonts
 * of the machine; only pictures with such characters depend on them.
 */
export async function renderPng(svg: string, { scale = 2 } = {}): Promise<Uint8Array> {
  const [, width, height] = /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const most = Math.sqrt(MOST_PIXELS / (Number(width) * Number(height)));
  const { renderAsync } = await loadRenderer();
  const drawn = withoutLayers(svg).replaceAll("\ufffd", NO_CHARACTER);
  // On a thread of its own, beside the drawing of the next picture.
  const image = await renderAsync(drawn, {
    fitTo: { mode: "zoom", value: most < scale ? most : scale },
    crop: NO_CROP,
    font: fontsFor(drawn, charactersWeLack(svg)),
  });
  // What the renderer packs itself, it packs on this thread, and in four times the time.
  return (await opaquePng(image, image.pixels)) ?? image.asPng();
}

/** A part without area is not cut out; without this the renderer copies the whole picture as a part. */
const NO_CROP = { left: 0, top: 0, right: 0, bottom: 0 };

/**
 * Makes ready what draws PNGs, with fonts for the characters of a text: a picture of them is being
 * drawn as soon as it is asked for.
 */
export async function readyToDraw(text: string): Promise<void> {
  await loadRenderer();
  fontFilesFor(text);
}

let renderer: Promise<typeof import("@resvg/resvg-js")> | undefined;

/** The renderer and our font, both optional packages: a `MissingPackage` where one is not there. */
async function loadRenderer(): Promise<typeof import("@resvg/resvg-js")> {
  try {
    for (const font of FONTS) require.resolve(font);
    renderer ??= import("@resvg/resvg-js");
    return await renderer;
  } catch (fault) {
    throw missingPackage(fault, say`A picture as .png`, PICTURE_PACKAGES);
  }
}

/** Fonts of other scripts: packages that are used where somebody installed them. */
const SCRIPTS = [
  { characters: /\p{Script=Hangul}/u, name: "noto-sans-kr", file: "NotoSansKR", version: "0.4.3" },
  { characters: /\p{Script=Han}/u, name: "noto-sans-sc", file: "NotoSansSC", version: "0.4.3" },
  {
    characters: /\p{Script=Thai}/u,
    name: "noto-sans-thai",
    file: "NotoSansThai",
    version: "0.4.2",
  },
  {
    characters: /\p{Extended_Pictographic}/u,
    name: "noto-emoji",
    file: "NotoEmoji",
    version: "0.4.7",
  },
] as const;

/** The packages, with their versions, whose fonts have characters of these scripts. */
export function fontPackagesFor(characters: readonly string[]): string[] {
  return SCRIPTS.filter((script) => characters.some((one) => script.characters.test(one))).map(
    ({ name, version }) => `@expo-google-fonts/${name}@${version}`,
  );
}

/** Files of those packages that are installed. */
function scriptFonts(lacking: readonly string[]): string[] {
  return SCRIPTS.flatMap(({ characters, name, file }) => {
    if (!lacking.some((one) => characters.test(one))) return [];
    try {
      return [require.resolve(`@expo-google-fonts/${name}/400Regular/${file}_400Regular.ttf`)];
    } catch {
      return [];
    }
  });
}

/** Where machines keep their fonts. */
const FONT_FOLDERS = [
  "/usr/share/fonts",
  "/usr/local/share/fonts",
  join(homedir(), ".local/share/fonts"),
  join(homedir(), ".fonts"),
  "/System/Library/Fonts",
  "/Library/Fonts",
  "C:/Windows/Fonts",
];

let sansFonts: string[] | undefined;

/**
 * The machine's fonts without serifs, by their names. The renderer takes the first font that has a
 * character, so these are named before it looks through all of them.
 */
function machineSansFonts(): string[] {
  sansFonts ??= FONT_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /(sans|gothic|malgun|yahei|notoemoji)[^/\\]*\.(ttf|otf|ttc)$/i.test(file))
      .filter((file) => !/mono|serif|thin|light|medium|black|cond|oblique|italic/i.test(file))
      .sort((a, b) => Number(/bold/i.test(a)) - Number(/bold/i.test(b)) || (a < b ? -1 : 1))
      .map((file) => join(folder, file)),
  );
  return sansFonts;
}

/** Ours, those of packages, and for what they lack those of the machine, without serifs first. */
const fontsFor = (svg: string, lacking: readonly string[]) => ({
  fontFiles: [
    ...fontFilesFor(svg),
    ...scriptFonts(lacking),
    ...(lacking.length > 0 ? machineSansFonts() : []),
  ],
  loadSystemFonts: lacking.length > 0,
  defaultFontFamily: "M PLUS 1p",
  sansSerifFamily: "M PLUS 1p",
});

let fonts: Uint8Array[] | undefined;
const ourFonts = (): Uint8Array[] => {
  fonts ??= FONTS.map((font) => readFileSync(require.resolve(font)));
  return fonts;
};

/** The characters and the files of the smaller fonts that were made last, and the folder of all. */
const small = { codePoints: new Set<number>(), files: [] as string[], folder: "" };

/**
 * Files of our fonts with at least the characters of a text. The renderer reads the whole file again
 * for every glyph, so it gets smaller ones, which lie in a temporary folder until this process ends.
 */
function fontFilesFor(text: string): string[] {
  // Most of a picture is Latin, which every smaller font has.
  const others = new Set(text.match(/[^\0-\u036f]/gu));
  const asked = Array.from(others, (character) => character.codePointAt(0) as number).filter(
    (code) => !isAlwaysDrawn(code),
  );
  if (small.files.length > 0 && asked.every((code) => small.codePoints.has(code))) {
    return small.files;
  }
  const codePoints = new Set([...small.codePoints, ...asked]);
  try {
    if (small.folder === "") {
      clearFontFolders(tmpdir());
      small.folder = mkdtempSync(join(tmpdir(), `jrank-fonts-${process.pid}-`));
      process.once("exit", () => rmSync(small.folder, { recursive: true, force: true }));
    }
    // Under names of their own: a picture that is being drawn reads the earlier ones.
    small.files = ourFonts().map((font, k) => {
      const file = join(small.folder, `${codePoints.size}_${basename(FONTS[k])}`);
      writeFileSync(file, fontWith(font, codePoints));
      return file;
    });
    small.codePoints = codePoints;
    return small.files;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    // No room for them: the whole fonts draw the same, more slowly.
    return FONTS.map((font) => require.resolve(font));
  }
}

const DAY_MS = 86_400_000;

/** Removes folders of fonts that processes left behind which were killed, a day ago or earlier. */
export function clearFontFolders(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = /^jrank-fonts-(\d+)-/.exec(name) ?? [];
    if (pid === undefined) continue;
    const folder = join(parent, name);
    try {
      if (statSync(folder).mtimeMs > Date.now() - DAY_MS || isRunning(Number(pid))) continue;
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's, or being removed by another process: it is left.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Of each character so many pixels are looked at, and of a text so many characters. */
const CELL = 32;
const MOST_CHARACTERS = 500;

/**
 * The characters of a text that a PNG drawn on this machine leaves out, because neither our font nor
 * one of the machine's has them. They are drawn each by itself; what looks like nothing, or like a
 * character that no font has, is missing.
 */
export async function charactersNotDrawn(text: string): Promise<string[]> {
  const asked = charactersWeLack(text).slice(0, MOST_CHARACTERS);
  if (asked.length === 0) return [];
  const { renderAsync } = await loadRenderer();
  const all = [NOBODYS, ...asked];
  const width = CELL * all.length;
  const cells = all.map(
    (character, k) => `<text x="${CELL * k + CELL / 4}" y="${0.7 * CELL}">${character}</text>`,
  );
  const image = await renderAsync(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${CELL}" font-family="M PLUS 1p, sans-serif" font-size="${CELL / 2}">${cells.join("")}</svg>`,
    { font: fontsFor(all.join(""), asked) },
  );
  const { pixels } = image;
  const inCell = (k: number): string =>
    Array.from({ length: CELL }, (_, y) => {
      const start = 4 * (y * width + CELL * k);
      return pixels.toString("latin1", start, start + 4 * CELL);
    }).join("");
  const nothing = inCell(0);
  const blank = "\0".repeat(nothing.length);
  return asked.filter((_, k) => [nothing, blank].includes(inCell(k + 1)));
}

/** A code point that is never given to a character. */
const NOBODYS = "\u{10ffff}";

let covers: ((codePoint: number) => boolean) | undefined;

/**
 * The characters of a text that our font lacks, each once; marks that change others are left out, and
 * U+FFFD, which is drawn as a box.
 */
export function charactersWeLack(text: string): string[] {
  const special = new Set(text.match(/[^\s -\u00ff\u3040-\u30ff\p{M}\p{C}\ufffd]/gu));
  if (special.size === 0) return [];
  covers ??= fontCoverage(ourFonts()[0]);
  return [...special].filter((character) => !covers?.(character.codePointAt(0) as number));
}

/** A point that is not seen: what is clipped is never wholly outside of the picture with it. */
const SPECK = '<path d="M0,0h1v1h-1Z" fill="#000" fill-opacity="0"/>';

/** Between two series of a chart: the end of one, the beginning of the next, clipped alike. */
const NEXT_SERIES =
  /<\/g><\/g>(?:<path class="foreground"[^>]*>)?<\/g><g transform="translate\(0,0\)">(?:<path class="background"[^>]*>)?<g><g class="mark-(?:line|area) [^>]* clip-path="[^>]*>/g;

/**
 * The same picture with few layers: marks that are not opaque and groups that are clipped are drawn
 * on one of their own each. Hundreds of them take long, and over one that lies outside of the
 * picture resvg ends the whole process.
 */
function withoutLayers(svg: string): string {
  return svg
    .replace(NEXT_SERIES, "")
    .replace(/<(?:path|line|rect|text|image)\b[^>]*>/g, opacityOfInk)
    .replace(/<g\b[^>]* clip-path="[^>]*>/g, (group) => group + SPECK);
}

/** The tag of a mark with its opacity given to its fill and its stroke; nothing if it is not seen. */
function opacityOfInk(tag: string): string {
  const opacity = / opacity="([^"]*)"/.exec(tag);
  if (!opacity) return tag;
  let inked = tag.replace(opacity[0], "");
  if (Number(opacity[1]) === 1) return inked;
  if (Number(opacity[1]) === 0 && tag.endsWith("/>")) return "";
  for (const ink of ["fill-opacity", "stroke-opacity"]) {
    const own = new RegExp(` ${ink}="([^"]*)"`).exec(inked);
    const product = Number(opacity[1]) * Number(own?.[1] ?? 1);
    inked = inked.replace(own?.[0] ?? "", "").replace(/\/?>$/, ` ${ink}="${product}"$&`);
  }
  return inked;
}
