/** The charts of a ranking, and its files. */

import type { Ranking } from "../../core/ranking.ts";
import {
  DARK_QUERY,
  type SiteBoard,
  type SiteChart,
  type SiteRanking,
} from "../../core/site_data.ts";
import type { PageWords } from "../../words/page_en.ts";
import type { App } from "../parts/app.ts";
import { h, plain } from "../parts/dom.ts";
import { type Filter, redrawOf } from "../parts/rerank.ts";

/** A path as an address: names of files may hold "%" and "#". */
const addressOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const TYPES: Record<string, string> = { csv: "text/csv", json: "application/json" };

const addresses = new Map<string, string>();

/** The address of a text that the page itself holds, the same whenever it is drawn. */
function addressInside(name: string, text: string, type: string): string {
  const address = addresses.get(name) ?? URL.createObjectURL(new Blob([text], { type }));
  addresses.set(name, address);
  return address;
}

/** Attributes of a link to a file; where the site is one file, to the text that it holds. */
export function fileLink({ inside }: SiteBoard, path: string) {
  if (inside === undefined) return { href: addressOf(path) };
  const ending = path.slice(path.lastIndexOf(".") + 1);
  const type = `${TYPES[ending] ?? "text/plain"};charset=utf-8`;
  return {
    href: addressInside(path, inside[path] ?? "", type),
    download: path.slice(path.lastIndexOf("/") + 1),
  };
}

/**
 * Every chart as a picture, with links to its specs. Those of a ranking that the reader made are drawn
 * from its numbers, in a frame of their own; the rest, and all where the site is one file, are marked.
 */
export function chartsSection(
  app: App,
  { charts: own, ranking }: SiteRanking,
  filter: Filter | undefined,
) {
  const { board, words } = app;
  const isDrawn = filter !== undefined && board.inside === undefined && own.length > 0;
  const kept = isDrawn ? own.filter(({ name }) => !DRAWN_ANEW.includes(kindOf(name) ?? "")) : own;
  const charts = [...kept, ...board.charts];
  return h(
    "section",
    { hidden: own.length + board.charts.length === 0 },
    h("h2", {}, words.charts),
    isDrawn ? [h("p", {}, words.drawnAnew), redrawn(app, ranking, filter)] : null,
    filter && charts.length > 0 ? h("p", { class: "notice" }, words.ofPublished) : null,
    h(
      "div",
      { class: "charts" },
      charts.map((chart) => {
        const { name, path, endings, width, height } = chart;
        const shown = chartName(name, words.chartNames);
        const caption = `${plain(ranking.benchmark)}: ${shown}`;
        return h(
          "figure",
          {},
          pictures(chart, board).map(({ src, shown }) => {
            const img = h("img", { src, alt: caption, loading: "lazy", width, height });
            return board.inside
              ? h("div", { class: shown }, img)
              : h(
                  "a",
                  {
                    href: addressOf(`${path}.${endings.includes("html") ? "html" : "svg"}`),
                    class: shown,
                  },
                  img,
                );
          }),
          h(
            "figcaption",
            {},
            shown,
            board.inside ? "" : ": ",
            (board.inside ? [] : endings).map((ending) => [
              h(
                "a",
                { href: addressOf(`${path}.${ending}`) },
                endingText(ending, words.interactive),
              ),
              " ",
            ]),
          ),
        );
      }),
    ),
  );
}

/** A picture for light pages and one for dark ones; where there is only one it serves both. */
function pictures({ endings, path }: SiteChart, { inside }: SiteBoard) {
  if (!endings.includes("svg")) return [];
  const svg = inside?.[`${path}.svg`];
  if (svg !== undefined) {
    const source = (query: string): string =>
      addressInside(`${path} ${query}`, svg.replace(DARK_QUERY, query), "image/svg+xml");
    return [
      { src: source("@media not all"), shown: "on-light" },
      { src: source("@media all"), shown: "on-dark" },
    ];
  }
  return endings.includes("dark.svg")
    ? [
        { src: addressOf(`${path}.svg`), shown: "on-light" },
        { src: addressOf(`${path}.dark.svg`), shown: "on-dark" },
      ]
    : [{ src: addressOf(`${path}.svg`), shown: "on-both" }];
}

/** Charts that are made of judgments alone; the others show what only the publisher has. */
const DRAWN_ANEW = [
  ...["ranking", "rank", "winrate", "head_to_head", "evolution"],
  ...["position_bias", "posterior", "corner"],
];

/** The frame in which charts of the reader's ranking are drawn; it says how high they are. */
function redrawn({ board, words }: App, ranking: Ranking, filter: Filter): HTMLElement {
  const frame = h("iframe", {
    class: "redrawn",
    title: words.drawnAnew,
  });
  // Who filters on and on at the table waits for no charts that are far below.
  const near = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      frame.src = "charts/redrawn.html";
    },
    { rootMargin: "200px" },
  );
  near.observe(frame);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const send = (): void => {
    const { theme } = document.documentElement.dataset;
    const isDark = theme === "auto" ? dark.matches : theme === "dark";
    const chart = { language: words.language, theme: isDark ? "dark" : "light" } as const;
    frame.contentWindow?.postMessage(redrawOf(board, ranking, filter, chart), "*");
  };
  frame.addEventListener("load", () => {
    if (frame.src !== "") send();
  });
  const themes = new MutationObserver(send);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  dark.addEventListener("change", send);
  const heights = ({ source, data }: MessageEvent<{ height: number }>): void => {
    if (!frame.isConnected) {
      // Another view is shown: this frame is gone.
      removeEventListener("message", heights);
      dark.removeEventListener("change", send);
      themes.disconnect();
    } else if (source === frame.contentWindow) frame.style.height = `${data.height}px`;
  };
  addEventListener("message", heights);
  return frame;
}

/** What a chart shows, by the end of its name. */
function kindOf(name: string, kinds: readonly string[] = DRAWN_ANEW): string | undefined {
  return kinds.find((one) => name === one) ?? kinds.find((one) => name.endsWith(`_${one}`));
}

/** PageWords for a chart; one without words goes by its name. */
function chartName(name: string, words: Record<string, string>): string {
  const kind = kindOf(name, Object.keys(words));
  return kind === undefined ? plain(name) : words[kind];
}

function endingText(ending: string, interactive: string): string {
  const names: Record<string, string> = {
    html: interactive,
    "vl.json": "Vega-Lite",
    "dark.vl.json": "Vega-Lite (dark)",
    "vg.json": "Vega",
    "dark.svg": "SVG (dark)",
  };
  return names[ending] ?? ending.toUpperCase();
}

/** The numbers, for people and programs that want them all. */
export function filesSection(
  { board, words }: App,
  published: SiteRanking,
  isRankedAnew: boolean,
): HTMLElement {
  const { json, csv, markdown } = published;
  const link = (path: string, text: string) => h("li", {}, h("a", fileLink(board, path), text));
  return h(
    "section",
    {},
    h("h2", {}, words.files),
    isRankedAnew ? h("p", { class: "notice" }, words.ofPublished) : null,
    h("ul", {}, link(json, "JSON"), link(csv, "CSV"), link(markdown, "Markdown")),
    published.badges.length === 0 ? null : badgeList(words, published),
  );
}

/** Every model's badge, with the line that shows it in a README. */
function badgeList(words: PageWords, { ranking, badges }: SiteRanking): HTMLElement {
  return h(
    "details",
    { class: "panel", "data-key": "badges" },
    h("summary", {}, words.badges),
    h("p", {}, words.badgesText),
    h(
      "ul",
      { class: "badges" },
      ranking.ranking.map(({ display_name }, k) => {
        const path = addressOf(badges[k]);
        const address = location.protocol === "file:" ? path : new URL(path, location.href).href;
        return h(
          "li",
          {},
          h("img", { src: path, alt: plain(display_name), height: 20, loading: "lazy" }),
          h("code", {}, `![${markdownName(display_name)}](${address})`),
        );
      }),
    ),
  );
}

/** A name as it may stand between the brackets of a Markdown link. */
const markdownName = (name: string): string => plain(name).replace(/[\\[\]<>`*_!|&]/g, "\\$&");
