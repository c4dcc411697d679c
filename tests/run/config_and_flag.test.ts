/** A setting of rankings makes the same files by its key in the config and by its flag. */
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Flag } from "../../jrank/run/command/options.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import { RANKING_FLAGS } from "../../jrank/run/ranking/ranking_settings.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { configWith, flagArguments, parsed } from "../support/flags.ts";
import { writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const place = (name: string): string => join(folder.path, name);
const MODELS = ["a", "b", "c", "d"];
const results = place("results");
const output = join(results, "ranking.json");

/** What a case needs beside its value: keys of the config, in both runs, and another file of games. */
interface Case {
  value: unknown;
  beside?: object;
  file?:
    | "games.jsonl"
    | "judged.jsonl"
    | "early.jsonl"
    | "pairs.jsonl"
    | "graded.jsonl"
    | "both.jsonl";
}

const MCMC = { compute: "mcmc", nsamples: 200, nwalkers: 2 };

const CASES: Readonly<Record<string, Case>> = {
  compute: { value: "map" },
  ci: { value: "cr3" },
  confidence: { value: 0.8 },
  bootstrap_n: { value: 31 },
  bootstrap_unit: { value: "judgment" },
  ties: { value: "davidson" },
  prior: { value: "sd=100", beside: { compute: "map" } },
  home_advantage: { value: false },
  scale: { value: 100 },
  base: { value: 2 },
  init_rating: { value: 0 },
  nsamples: { value: 300, beside: MCMC },
  nwalkers: { value: 3, beside: MCMC },
  sampler: { value: "importance", beside: MCMC },
  chain_path: { value: join(results, "draws.jsonl"), beside: MCMC },
  reweight: { value: true },
  replays: { value: 12, file: "early.jsonl" },
  control: { value: ["judge"] },
  anchor: { value: place("old/ranking.json"), beside: { ci: "cr3" } },
  anchor_covariance: {
    value: place("old/ranking_covariance.json"),
    beside: { ci: "cr3", anchor: place("old/ranking.json") },
  },
  "panel.rule": { value: "mean" },
  "panel.judges": { value: ["x", "y"], beside: { panel: { rule: "mean" } } },
  "panel.quorum": { value: 3, beside: { panel: { rule: "mean" } } },
  "panel.abstain_on_flip": { value: true, beside: { panel: { rule: "mean" } } },
  "calibrate.votes": { value: place("people.jsonl") },
  "calibrate.suspects": { value: ["a"], beside: { calibrate: { votes: place("people.jsonl") } } },
  "calibrate.features": {
    value: ["lists"],
    beside: { calibrate: { votes: place("people.jsonl") } },
  },
  covariance: { value: true },
  csv_bom: { value: true },
  seed: { value: 7 },
  model_list: { value: ["a", "b", "c"] },
  evaluation_mode: { value: "pairwise-all" },
  stale: { value: "drop", file: "judged.jsonl" },
  prompt: { value: ["new"], file: "judged.jsonl" },
  "models.baseline_model": { value: "a", file: "graded.jsonl" },
  input_format: { value: "left-right", file: "both.jsonl" },
  where: { value: ["lang=ja"] },
  by: { value: "lang" },
  games: { value: "consistent", file: "pairs.jsonl" },
  duplicates: { value: "first" },
  skip_unknown: { value: true, beside: { winner_field: "unsure" } },
  winner_labels: { value: "X=1,Y=2,Z=tie", beside: { winner_field: "letter" } },
  model_a_field: { value: "other_a" },
  model_b_field: { value: "other_b" },
  winner_field: { value: "other_winner" },
  question_field: { value: "other_question" },
  judge_field: { value: "other_judge", beside: { control: ["judge"] } },
  "charts.language": { value: "ja" },
};

/** Settings that say where the benchmark is, and those of pictures. */
const NOT_HERE = ["benchmark_name", "data_dir", "make_charts"];
const isPicture = (key: string): boolean => key.startsWith("charts.") && key !== "charts.language";

const jsonl = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

beforeAll(async () => {
  const bench = writeSmallBench(folder.path, { questions: 12, models: MODELS });
  const answers = join(bench, "answers/a.jsonl");
  const listed = readFileSync(answers, "utf8").replace("への答え", "への答え\\n- 一\\n- 二\\n");
  writeFileSync(answers, listed);
  const random = createRandom(3, "votes");
  const games = Array.from({ length: 240 }, (_, k) => {
    const i = random.below(4);
    const j = (i + 1 + random.below(3)) % 4;
    const roll = random.next();
    const winner = roll < 0.15 ? 3 : roll < 0.5 + 0.1 * (j - i) ? 1 : 2;
    return { first: MODELS[i], second: MODELS[j], winner, question: `q${k % 12}`, k };
  });
  const arena = ["", "model_a", "model_b", "tie"];
  const votes = games.map(({ first, second, winner, question, k }) => ({
    question_id: question,
    model_a: first,
    model_b: second,
    winner: arena[winner],
    judge: ["x", "y", "w"][Math.floor(k / 12) % 3],
    lang: k % 5 < 3 ? "ja" : "en",
    letter: "?XYZ"[winner],
    unsure: k % 7 === 0 ? "who knows" : arena[winner],
    other_a: first === "d" ? "e" : first,
    other_b: second === "d" ? "e" : second,
    other_winner: k % 4 === 0 ? "tie" : arena[winner],
    other_question: `q${Math.floor(k / 30)}`,
    other_judge: k % 2 === 0 ? "x" : "y",
  }));
  const write = (name: string, rows: readonly object[]): void => {
    writeFileSync(place(name), jsonl(rows));
    utimesSync(place(name), 1_700_000_000, 1_700_000_000);
  };
  write("games.jsonl", votes);
  write(
    "people.jsonl",
    votes
      .filter((_, k) => k % 5 === 0)
      .map(({ letter, ...row }, k) => ({ ...row, winner: arena[1 + (k % 3)], judge: "p" })),
  );
  write(
    "both.jsonl",
    votes.map(({ model_a, model_b, ...row }) => ({
      ...row,
      model_a,
      model_b,
      left: model_b,
      right: model_a,
    })),
  );
  write(
    "judged.jsonl",
    games.map(({ first, second, winner, question, k }) => ({
      question_id: question,
      model1_id: first,
      model2_id: second,
      winner,
      judge: ["j", k % 2 === 0 ? "old" : "new"],
      prompt: "",
      judgment: "",
      turn: 1,
      ...(k % 3 === 0 && { hashes: { prompt: "p", question: "not as now", answers: ["", ""] } }),
      tstamp: 1_700_000_000 + k,
    })),
  );
  write(
    "early.jsonl",
    games.map(({ first, second, winner, question, k }) => ({
      question_id: question,
      model1_id: first,
      model2_id: second,
      winner: k % 2 === 0 ? winner : first < second ? 1 : 2,
      judge: ["j", "p"],
      turn: 1,
      schedule: { id: "x", index: k, propensity: 0.1 },
    })),
  );
  write(
    "pairs.jsonl",
    games.map(({ first, second, winner, question, k }) => ({
      question_id: question,
      model_1: first,
      model_2: second,
      g1_winner: ["", "model_1", "model_2", "tie"][winner],
      g2_winner: k % 3 === 0 ? "tie" : "model_1",
      judge: ["j", "pair"],
    })),
  );
  write(
    "graded.jsonl",
    games.flatMap(({ first, question, winner }) =>
      first === "a"
        ? []
        : [
            {
              uid: question,
              model: first,
              judge: "j",
              games: [{ score: ["", "A>B", "B>A", "A=B"][winner] }],
            },
          ],
    ),
  );
  const old = await made(
    { ci: "cr3", covariance: true, model_list: ["a", "b", "c"] },
    {},
    "games.jsonl",
  );
  mkdirSync(place("old"));
  for (const [name, text] of Object.entries(old)) writeFileSync(join(place("old"), name), text);
});

/** The files of a ranking, by their names. */
async function made(
  config: object,
  flags: object,
  file: NonNullable<Case["file"]>,
): Promise<Record<string, string>> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);
  const written = {
    benchmark_name: "b",
    data_dir: folder.path,
    n: 10,
    bootstrap_n: 20,
    make_charts: false,
    ...config,
    models: {
      api_models: MODELS.map((id) => ({ id, provider: "recorded" })),
      judge_models: [{ id: "j", provider: "openai" }],
      ...(config as { models?: object }).models,
    },
  };
  writeFileSync(place("config.json"), JSON.stringify(written));
  const own = { benchName: "b", config: place("config.json"), inputFile: [place(file)] };
  await makeRanking({ ...own, outputPath: output, ...flags }, testContext());
  return Object.fromEntries(
    readdirSync(results, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(results, name), "utf8")]),
  );
}

/** The files of a ranking without the setting of a case, or why there are none. */
const plain = new Map<string, Promise<unknown>>();
function without(beside: object, file: NonNullable<Case["file"]>): Promise<unknown> {
  const key = JSON.stringify([beside, file]);
  const files = plain.get(key) ?? made(beside, {}, file).catch((error: Error) => error.message);
  plain.set(key, files);
  return files;
}

const keyOf = ({ path }: Flag): string => path.join(".");
const known = RANKING_FLAGS.map((flag) => ({ flag, key: keyOf(flag) })).filter(
  ({ key }) => !NOT_HERE.includes(key) && !isPicture(key),
);

it.each(known)("$key", async ({ flag: { path, setting, name }, key }) => {
  const { value, beside = {}, file = "games.jsonl" } = CASES[key] as Case;
  const byConfig = await made(configWith(beside, path, value), {}, file);
  const flags = parsed(RANKING_FLAGS, flagArguments(name, setting, value));
  expect(await made(beside, flags, file)).toEqual(byConfig);
  expect(await without(beside, file)).not.toEqual(byConfig);
});
