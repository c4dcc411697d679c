/**
 * Markdown of answers as HTML that can do nothing: raw HTML is shown as text, pictures are not
 * loaded, and links lead nowhere but to web pages, when they are clicked.
 */
import markdownIt from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";
import { h, plain } from "./dom.ts";

/** Beyond this many characters a text is shown as it stands. */
const MOST_CHARACTERS = 200_000;
const SAFE_LINK = /^(?:https?:|mailto:)/i;

const markdown = markdownIt({ html: false, linkify: false, breaks: true }).use(cjkFriendly);
const { escapeHtml } = markdown.utils;
markdown.validateLink = (url) => SAFE_LINK.test(url.trim());

markdown.renderer.rules.image = (tokens, index) => {
  const { content, attrs } = tokens[index];
  const source = attrs?.find(([key]) => key === "src")?.[1] ?? "";
  return `<span class="picture">${escapeHtml(`[${content || "image"}] ${source}`)}</span>`;
};

const defaultLink =
  markdown.renderer.rules.link_open ??
  ((tokens, index, options, _env, self) => self.renderToken(tokens, index, options));
markdown.renderer.rules.link_open = (tokens, index, ...rest) => {
  tokens[index].attrSet("rel", "noopener noreferrer nofollow ugc");
  tokens[index].attrSet("target", "_blank");
  return defaultLink(tokens, index, ...rest);
};

// Columns of tables are aligned by style attributes, which the policy of the page forbids.
markdown.core.ruler.push("aligned-by-class", ({ tokens }) => {
  for (const token of tokens) {
    const style = token.attrGet("style");
    if (style === null) continue;
    token.attrs = (token.attrs ?? []).filter(([key]) => key !== "style");
    token.attrJoin("class", `align-${/(?:left|right|center)$/.exec(String(style))?.[0] ?? "left"}`);
  }
});

/** The HTML of a text. */
function markdownHtml(text: string): string {
  return markdown.render(text);
}

/** An element that shows a text; its direction and its size stay its own. */
export function prose(text: string): HTMLElement {
  const element = h("div", { class: "prose", dir: "auto" });
  if (text.length > MOST_CHARACTERS) element.append(h("pre", {}, text));
  else element.innerHTML = markdownHtml(text);
  return element;
}

/** How judges are told to speak of the answers, and how they do: the first is A or 1, the second B or 2. */
const ASSISTANT =
  /(?:\b(?:Assistant|Model|AI)|アシスタント|モデル|助手|모델|어시스턴트)[ \u00a0]?(?:[12１２](?![\d０-９.．])|[ABＡＢ](?![A-Za-z]))|(?:\b(?:Response|Answer)|回答|解答|応答)[ \u00a0]?[ABＡＢ](?![A-Za-z])/gu;

/** A judge's words, with the model's name behind what stands for its answer. */
export function judgeWords(text: string, names: readonly [first: string, second: string]) {
  const element = prose(text);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  for (const node of found) {
    const parts: (Node | string)[] = [];
    let from = 0;
    for (const match of node.data.matchAll(ASSISTANT)) {
      const to = match.index + match[0].length;
      const side = /[2２BＢ]$/.test(match[0]) ? 1 : 0;
      parts.push(
        node.data.slice(from, to),
        h("span", { class: "named" }, ` (${plain(names[side])})`),
      );
      from = to;
    }
    if (parts.length > 0) node.replaceWith(...parts, node.data.slice(from));
  }
  return element;
}
