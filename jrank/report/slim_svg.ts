/** Charts made small for pages that carry them inside: one picture for both themes, without what nobody sees. */

import { DARK_QUERY } from "../core/site_data.ts";

const TAG = /<[a-z][^>]*>/g;
const COLOR = /#[0-9a-f]{6}\b|rgb\(\d+, \d+, \d+\)/gi;

/**
 * The picture without marks that are not drawn, without words for readers of its source (a page that
 * shows it as an image has a text of its own), and with numbers to a hundredth of a unit.
 */
function slim(svg: string): string {
  return svg.replace(/<(path|rect|line)(?=[^>]* opacity="0")[^>]*\/>/g, "").replace(TAG, (tag) =>
    tag
      .replace(/ (?:aria-[a-z]+|role|class)="[^"]*"/g, "")
      .replace(/ (?:stroke-width="2"|opacity="1")(?![^>]* stroke=)(?=\/?>)/g, "")
      .replace(/\d+\.\d{3,}/g, (digits) => String(Math.round(Number(digits) * 100) / 100)),
  );
}

const hex = (color: string): string =>
  color.startsWith("#")
    ? color
    : `#${[...color.matchAll(/\d+/g)].map(([part]) => Number(part).toString(16).padStart(2, "0")).join("")}`;

/**
 * One picture for light and dark pages, which takes its colours from the reader's choice. It is the
 * light one where the two differ in more than colours.
 */
export function inBothThemes(light: string, dark: string): string {
  const [one, two] = [slim(light), slim(dark)];
  const others = two.match(COLOR) ?? [];
  if (one.replace(COLOR, "") !== two.replace(COLOR, "")) return one;
  const names = new Map<string, string>();
  let k = 0;
  const svg = one.replace(COLOR, (color) => {
    const pair = `${hex(color)} ${hex(others[k++] as string)}`;
    const [here, there] = pair.split(" ");
    if (here === there) return here as string;
    const name = names.get(pair) ?? `--${names.size.toString(36)}`;
    names.set(pair, name);
    return `var(${name})`;
  });
  const colors = (at: 0 | 1): string =>
    [...names].map(([pair, name]) => `${name}:${pair.split(" ")[at]}`).join(";");
  const style = `<style>:root{${colors(0)}}${DARK_QUERY}{:root{${colors(1)}}}</style>`;
  return names.size === 0 ? svg : svg.replace(/^<svg[^>]*>/, (tag) => tag + style);
}

/** A picture as an address of its own; `<` and quotes are left for the place where it stands. */
export const pictureAddress = (svg: string): string =>
  `data:image/svg+xml,${svg.replaceAll("%", "%25").replaceAll("#", "%23")}`;
