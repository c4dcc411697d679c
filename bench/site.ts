/** The website folder: how long it takes to build, to open, and to rank anew in a browser. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { createRandom } from "../jrank/core/random.ts";
import type { Answer, VoteWithWords } from "../jrank/core/types.ts";
import { siteFiles } from "../jrank/report/site.ts";
import { siteCode } from "../jrank/report/site_bundle.ts";
import type { SiteSource } from "../jrank/report/site_input.ts";
import { writeFolder } from "../jrank/run/publishing/write_folder.ts";
import { rank } from "../jrank/run/ranking/numbers/rank.ts";
import { comparisonsFrom } from "../jrank/stats/data/comparisons.ts";
import { resolveRankOptions } from "../jrank/stats/rank/rank_options.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const QUESTIONS = 80;

const words = (length: number): string => "これは回答の文です。".repeat(Math.ceil(length / 10));

/** A board of made-up models whose strengths are spread evenly. */
async function sourceOf(models: number, judgments: number): Promise<SiteSource> {
  const random = createRandom(1, "bench site");
  const ids = Array.from({ length: models }, (_, k) => `team-${k % 9}/model-${k}`);
  const games: VoteWithWords[] = Array.from({ length: judgments }, () => {
    const i = random.below(models);
    const j = (i + 1 + random.below(models - 1)) % models;
    const wins = 1 / (1 + Math.exp(((j - i) * 3) / models));
    return {
      first: ids[i],
      second: ids[j],
      weight: 1,
      question: `q${random.below(QUESTIONS)}`,
      outcome: random.next() < 0.1 ? 3 : random.next() < wins ? 1 : 2,
      turn: 1,
      text: words(600),
      prompt: "pair",
      time: 1_700_000_000,
    };
  });
  const inputs = games.map(({ first, second, outcome, question }) => ({
    first,
    second,
    outcome: outcome as 1 | 2 | 3,
    cluster: question as string,
  }));
  const { ranking } = await rank(
    comparisonsFrom(inputs),
    {
      benchmark: "bench",
      judge: "judge",
      mode: "pairwise-n",
      options: resolveRankOptions({ seed: 1 }),
      labels: new Map(),
      date: "2026-01-01T00:00:00.000Z",
    },
    { leftOut: {}, duplicates: 0 },
  );
  const answer = (model_id: string, question_id: string): Answer => ({
    model_id,
    question_id,
    answer_id: "a",
    choices: [{ index: 0, turns: [words(1200)] }],
  });
  const questions = Array.from({ length: QUESTIONS }, (_, q) => ({
    question_id: `q${q}`,
    category: `c${q % 8}`,
    turns: [words(100)],
  }));
  return {
    title: "bench",
    description: "",
    benchmark: "bench",
    language: "ja",
    texts: true,
    ...{
      questions,
      labels: new Map(),
      references: new Map(),
      grades: [],
      combined: { charts: [], files: new Map() },
      registry: undefined,
    },
    answers: new Map(
      ids.map((id) => [
        id,
        new Map(questions.map(({ question_id }) => [question_id, answer(id, question_id)])),
      ]),
    ),
    judges: [{ id: "judge", offline: false, games }],
    published: [],
    rankings: [
      {
        ranking,
        stale: false,
        path: "rankings/judge_mle",
        chartFolder: "charts/judge",
        charts: [],
        files: new Map(),
        badges: ids.map((_, k) => `badges/${k}.svg`),
      },
    ],
  };
}

/** Builds two boards, prints sizes, and opens them in Chromium where there is one. */
export async function benchSite(print: (line: string) => void): Promise<void> {
  const code = await siteCode();
  const kB = (text: string): string =>
    `${(text.length / 1000).toFixed(0)} kB (${(gzipSync(text).length / 1000).toFixed(0)} kB gzipped)`;
  print(`the page's code: ${kB(code.script)}, its style: ${kB(code.style)}`);
  for (const [models, judgments] of [
    [20, 2000],
    [100, 5000],
  ] as const) {
    const source = await sourceOf(models, judgments);
    const folder = mkdtempSync(join(tmpdir(), "jrank-bench-"));
    try {
      const before = performance.now();
      const bytes = await writeFolder(folder, siteFiles(source, code));
      const took = performance.now() - before;
      print(
        `${models} models, ${QUESTIONS} questions, ${judgments} judgments: ${(bytes / 1e6).toFixed(1)} MB, written in ${took.toFixed(0)} ms`,
      );
      if (existsSync(CHROMIUM)) await open(folder, print);
      else print("  no Chromium to open it with");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function open(folder: string, print: (line: string) => void): Promise<void> {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  const url = pathToFileURL(join(folder, "index.html")).href;
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  // Of the processor, so that other work on the machine does not count.
  const worked = async (): Promise<string> => {
    const { metrics } = await session.send("Performance.getMetrics");
    const seconds = metrics.find(({ name }) => name === "ThreadTime")?.value ?? Number.NaN;
    return (1000 * seconds).toFixed(0);
  };
  const timed = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    const before = performance.now();
    await act();
    const took = (performance.now() - before).toFixed(0);
    print(`  ${what}: ${took} ms; the page's main thread has worked ${await worked()} ms so far`);
  };
  await timed("leaderboard shown", async () => {
    await page.goto(url);
    await page.locator(".ranking tbody tr[data-model]").first().waitFor();
  });
  // Unfolding the filter ranks once, as it does for a reader.
  await page.locator("details.panel summary").first().click();
  const said = page.getByRole("status");
  const took: number[] = [];
  for (let k = 0; k < 12; k++) {
    const hash = `#/?drop=${encodeURIComponent(`team-${k % 9}/model-${k}`)}`;
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await said.waitFor();
    took.push(Number(/([0-9]+) (?:ms|ミリ秒)/.exec(await said.innerText())?.[1]));
  }
  const sorted = took.toSorted((a, b) => a - b);
  print(
    `  ranked anew without a model: first ${took[0]} ms, median ${sorted[6]} ms, best ${sorted[0]} ms`,
  );
  await timed("a question with all its answers", async () => {
    await page.evaluate(`location.hash = "#/question?id=q7"`);
    await page.locator(".answer").first().waitFor();
  });
  await browser.close();
}
