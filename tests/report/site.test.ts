/** The files of a site: nothing that anybody wrote leaves its place in them. */
import { describe, expect, it } from "vitest";
import { siteFiles } from "../../jrank/report/site.ts";
import type { SiteSource } from "../../jrank/report/site_input.ts";

const HOSTILE = `</script><script>alert(1)</script>"'\\' \u2028\u2029 \u202e <img src=x onerror=alert(1)>`;

function source(): SiteSource {
  const answer = { answer_id: "a", choices: [{ index: 0, turns: [HOSTILE] }] };
  return {
    title: `${HOSTILE}\n---\nsdk: docker`,
    description: HOSTILE,
    benchmark: "b",
    language: "ja",
    questions: [{ question_id: HOSTILE, category: HOSTILE, turns: [HOSTILE] }],
    labels: new Map(),
    answers: new Map(
      ["__proto__", "../../etc/passwd", HOSTILE].map((id) => [
        id,
        new Map([[HOSTILE, { ...answer, question_id: HOSTILE, model_id: id }]]),
      ]),
    ),
    references: new Map([[HOSTILE, [HOSTILE]]]),
    judges: [
      {
        id: HOSTILE,
        offline: false,
        games: [
          {
            first: "__proto__",
            second: "../../etc/passwd",
            outcome: 1,
            weight: 1,
            question: HOSTILE,
            turn: 1,
            text: HOSTILE,
            prompt: HOSTILE,
            time: 0,
          },
        ],
      },
    ],
    grades: [],
    rankings: [],
    published: [],
    combined: { charts: [], files: new Map() },
    registry: undefined,
    texts: true,
  };
}

const files = siteFiles(source(), {
  script: "",
  style: "",
  charts: "",
  redrawn: { script: "", style: "" },
});
const text = (path: string): string => files.get(path) as string;

/** What a data script hands over, by running it as a browser would. */
function dataOf(path: string): unknown {
  let data: unknown;
  new Function("jrankData", text(path))((_name: string, json: string) => {
    data = JSON.parse(json);
  });
  return data;
}

describe("siteFiles", () => {
  it("names files by numbers, never by a text", () => {
    expect([...files.keys()].sort()).toEqual([
      ".nojekyll",
      "README.md",
      "data/board.js",
      "data/questions/0.js",
      "index.html",
      "page.js",
      "style.css",
    ]);
  });

  it("hands texts over unchanged, without a character that could end a script", () => {
    for (const path of ["data/board.js", "data/questions/0.js"]) {
      expect(text(path)).not.toMatch(/[<\u2028\u2029]/);
    }
    expect(dataOf("data/questions/0.js")).toMatchObject({
      references: [HOSTILE],
      answers: [{ turns: [HOSTILE] }, { turns: [HOSTILE] }, { turns: [HOSTILE] }],
      judgments: [{ judge: 0, game: 0, text: HOSTILE }],
    });
    expect(dataOf("data/board.js")).toMatchObject({
      models: [{ id: "../../etc/passwd" }, { id: HOSTILE }, { id: "__proto__" }],
      judges: [{ id: HOSTILE, games: { first: [2], second: [0], outcome: [1] } }],
    });
  });

  it("escapes texts in the page and in the header of the README", () => {
    expect(text("index.html")).not.toContain("<script>alert");
    expect(text("index.html")).not.toContain("<img");
    const [, header] = text("README.md").split("\n---\n", 1)[0].split("---\n");
    expect(header.split("\n").map((line) => line.split(":")[0])).toEqual([
      ...["title", "emoji", "colorFrom", "colorTo", "sdk", "app_file", "pinned"],
    ]);
    expect(header).toContain('sdk: "static"');
  });

  it("publishes no answer and no judgment where texts are left out", () => {
    const SECRET = "an answer nobody may see";
    const { answers: all, judges, references, ...rest } = source();
    const marked = (text: string) => `${text} ${SECRET}`;
    const left = siteFiles(
      {
        ...rest,
        texts: false,
        answers: new Map(
          [...all].map(([id, byQuestion]) => [
            id,
            new Map(
              [...byQuestion].map(([question, answer]) => [
                question,
                { ...answer, choices: [{ index: 0, turns: [marked("")] }] },
              ]),
            ),
          ]),
        ),
        references: new Map(
          [...references].map(([question, texts]) => [question, texts.map(marked)]),
        ),
        judges: judges.map((judge) => ({
          ...judge,
          games: judge.games.map((game) => ({ ...game, text: marked(game.text) })),
        })),
      },
      { script: "", style: "", charts: "", redrawn: { script: "", style: "" } },
    );
    const everything = [...left.values()].map(String).join("");
    expect(everything).not.toContain(SECRET);
    expect([...left.keys()].some((path) => path.startsWith("data/questions/"))).toBe(false);
  });

  it("gives the same bytes for the same source", () => {
    expect(
      siteFiles(source(), {
        script: "",
        style: "",
        charts: "",
        redrawn: { script: "", style: "" },
      }),
    ).toEqual(files);
  });
});
