/**
 * Builds elements. Texts become text nodes and attributes are set by name, so nothing that a model
 * wrote is ever read as HTML. The policy of the page forbids style attributes: sizes that depend on
 * data go through `style` properties or SVG attributes.
 */

type Child = Node | string | number | null | undefined | false | readonly Child[];
type Handler = (event: Event) => void;
type Attributes = Record<string, string | number | boolean | Handler | null | undefined>;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; functions in the attributes listen to the event of that name. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled<E extends Element>(
  element: E,
  attributes: Attributes,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (typeof child === "object" && !(child instanceof Node)) append(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

/** Puts new children in the place of the old ones. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

/** A table that scrolls by itself where it is too wide; its cells are the children of its rows. */
export function tableFrame(
  label: string,
  head: Child,
  rows: readonly Child[],
  style = "grades",
): HTMLElement {
  return h(
    "div",
    { class: "table-frame", role: "region", tabindex: 0, "aria-label": label },
    h(
      "table",
      { class: style },
      h("thead", {}, h("tr", {}, head)),
      h(
        "tbody",
        {},
        rows.map((row) => h("tr", {}, row)),
      ),
    ),
  );
}

/** A table of numbers, whose first column is the head of its rows. */
export function numberTable(
  label: string,
  head: readonly (Node | string)[],
  rows: readonly (Node | string)[][],
): HTMLElement {
  const styleOf = (k: number): string => (k === 0 ? "column-model" : "numeric");
  return tableFrame(
    label,
    head.map((text, k) => h("th", { scope: "col", class: styleOf(k) }, text)),
    rows.map((row) =>
      row.map((content, k) =>
        h(k === 0 ? "th" : "td", { scope: k === 0 ? "row" : null, class: styleOf(k) }, content),
      ),
    ),
  );
}

/** Characters that would turn the line around or stand for nothing are shown as such. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A name that somebody chose, isolated from the text around it; lines break behind its marks. */
export function name(text: string): HTMLElement {
  const parts = plain(text).split(/(?<=[/:_@])/u);
  return h(
    "bdi",
    {},
    parts.map((part, k) => (k === 0 ? part : [h("wbr"), part])),
  );
}

/** A name as it may stand in an attribute, an option or a title. */
export function plain(text: string): string {
  return text.replace(INVISIBLE, "\ufffd");
}
