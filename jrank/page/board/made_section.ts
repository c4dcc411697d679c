/** How the numbers were made: by what, from which files, and with which commands again. */
import type { SiteRanking } from "../../core/site_data.ts";
import type { App } from "../parts/app.ts";
import { h, name, plain, tableFrame } from "../parts/dom.ts";

/** Nothing where the site does not tell it. */
export function madeSection({ board, words }: App, published: SiteRanking): HTMLElement[] {
  const { made } = board;
  if (made === undefined) return [];
  const { ranking, command } = published;
  const prompts = (ranking.prompts ?? []).map(({ name: prompt, hash }) =>
    hash === undefined ? plain(prompt) : `${plain(prompt)} (${plain(hash)})`,
  );
  return [
    h(
      "section",
      {},
      h("h2", {}, words.howMade),
      h("p", {}, words.published(plain(ranking.judge), ranking.date.slice(0, 10))),
      h("p", {}, words.madeBy(made.program, made.commit ?? "")),
      prompts.length === 0 ? null : h("p", {}, words.prompts(prompts.join(", "))),
      h("p", {}, words.madeAgain),
      h("pre", { class: "commands", tabindex: 0 }, command.split("\n").map(plain).join("\n")),
      h(
        "details",
        { class: "panel", "data-key": "inputs" },
        h("summary", {}, words.madeFrom(made.inputs.length, made.data_commit ?? "")),
        tableFrame(
          words.file,
          [words.file, words.hash].map((text) => h("th", { scope: "col" }, text)),
          made.inputs.map(({ path, sha256 }) => [
            h("th", { scope: "row" }, name(path)),
            h("td", {}, h("code", {}, sha256)),
          ]),
        ),
      ),
    ),
  ];
}
