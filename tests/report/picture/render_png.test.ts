import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  charactersWeLack,
  clearFontFolders,
  fontPackagesFor,
  renderPng,
} from "../../../jrank/report/picture/render_png.ts";

const picture = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">` +
  `<rect width="40" height="20" fill="white"/>${inside}` +
  `<defs><clipPath id="c"><rect width="40" height="20"/></clipPath></defs></svg>`;

const far = (attributes: string): string =>
  `<rect x="500" y="-900" width="9" height="9" fill="red" ${attributes}/>`;

describe("renderPng", () => {
  // Each of these ends the process when resvg gets it as it is.
  it.each([
    ["a mark that is not opaque", far('opacity="0.5"')],
    ["a mark with two opacities", far('opacity="0.5" fill-opacity="0.5"')],
    ["a clipped group", `<g clip-path="url(#c)">${far("")}</g>`],
    ["a clipped group of unseen marks", `<g clip-path="url(#c)">${far('opacity="0"')}</g>`],
  ])("survives %s that lies outside of the picture", async (_, inside) => {
    const blank = await renderPng(picture(""));
    expect(Buffer.compare(await renderPng(picture(inside)), blank)).toBe(0);
  });

  it("draws an opacity as it was", async () => {
    const square = (attributes: string): string =>
      picture(`<rect width="9" height="9" fill="#804020" ${attributes}/>`);
    const once = await renderPng(square('opacity="0.25"'));
    expect(Buffer.compare(once, await renderPng(square('fill-opacity="0.25"')))).toBe(0);
    expect(Buffer.compare(once, await renderPng(square('opacity="0.5" fill-opacity="0.5"')))).toBe(
      0,
    );
    expect(Buffer.compare(once, await renderPng(square('opacity="1"')))).not.toBe(0);
  });

  it("draws series that are clipped alike as one", async () => {
    const lines = ["M0,-5L40,25", "M0,25L40,-5"].map((d) => `<path d="${d}" stroke="#804020"/>`);
    const group = (inside: string): string =>
      '<g transform="translate(0,0)"><path class="background" d="M0,0h40v20h-40Z" fill="none"/>' +
      `<g><g class="mark-line role-mark" clip-path="url(#c)">${inside}</g></g></g>`;
    const joined = await renderPng(picture(`<g>${lines.map(group).join("")}</g>`));
    const once = await renderPng(picture(`<g>${group(lines.join(""))}</g>`));
    expect(Buffer.compare(joined, once)).toBe(0);
    expect(Buffer.compare(joined, await renderPng(picture(group(lines[0] as string))))).not.toBe(0);
  });

  it("draws a box where a name has no character, without looking for it in other fonts", async () => {
    const named = (text: string) =>
      renderPng(picture(`<text y="15" font-family="M PLUS 1p">${text}</text>`));
    expect(charactersWeLack("a\ufffd")).toEqual([]);
    const box = await named("a\u25a1");
    expect(Buffer.compare(await named("a\ufffd"), box)).toBe(0);
    expect(Buffer.compare(await named("a"), box)).not.toBe(0);
  });
});

it("names the packages whose fonts have what is missing", () => {
  expect(fontPackagesFor(["솔", "ไ", "a"])).toEqual([
    "@expo-google-fonts/noto-sans-kr@0.4.3",
    "@expo-google-fonts/noto-sans-thai@0.4.2",
  ]);
  expect(fontPackagesFor(["简", "🙂"])).toEqual([
    "@expo-google-fonts/noto-sans-sc@0.4.3",
    "@expo-google-fonts/noto-emoji@0.4.7",
  ]);
  expect(fontPackagesFor(["ש"])).toEqual([]);
});

it("folders of fonts that killed processes left are cleared after a day, no others", () => {
  const parent = mkdtempSync(join(tmpdir(), "jrank-test-"));
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  const old = `jrank-fonts-${gone}-old`;
  const kept = [`jrank-fonts-${gone}-new`, `jrank-fonts-${process.pid}-runs`, "jrank-fonts-x", "y"];
  for (const name of [old, ...kept]) {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, "a.ttf"), "");
    if (name !== kept[0]) utimesSync(join(parent, name), 1e9, 1e9);
  }
  clearFontFolders(parent);
  expect(readdirSync(parent).sort()).toEqual([...kept].sort());
  rmSync(parent, { recursive: true });
});
