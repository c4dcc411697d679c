/**
 * `npx tsx bench/same_numbers.ts <checkout before> <checkout after> [name part]`: does a change of
 * the code change numbers? Runs the same rankings and schedules in both checkouts, over the data in
 * shared/ beside this checkout and over the sample, and prints every field that differs. Dates are
 * the only thing that may, and last digits of numbers (marked). Exits with 1 where anything else does.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const shared = resolve(import.meta.dirname, "../../shared");
const data = (path: string) => join(shared, "data", path);
const RAKUDA = data("rakuda_v1/judgments.jsonl");
const RAKUDA_AUGUST = data("rakuda_v1/judgments_2023-08-30.jsonl");
const JP_BENCH = data("jp_bench/converted/judgments.jsonl");
const SYNTHETIC = join(shared, "reference/synth_rakuda.jsonl");
const FOOD = data("evalica_small/food.csv");
const CITATIONS = data("classic_small/citations.csv");
const LIZARDS = data("classic_small/flatlizards.csv");
const PUBLISHED = data("rakuda_v1/published/2023-08-22/pairs.csv");

const CLUSTERED_TIES = ["--ties", "davidson"];
const MCMC = ["--compute", "mcmc"];

/** What `make_ranking` is asked for, by name. */
const RANKINGS: Record<string, string[]> = {
  "rakuda mle": ["--input-file", RAKUDA],
  "rakuda by judgment": ["--input-file", RAKUDA, "--bootstrap-unit", "judgment"],
  "rakuda no home": ["--input-file", RAKUDA, "--no-home-advantage"],
  "rakuda map": ["--input-file", RAKUDA, "--compute", "map"],
  "rakuda map sd=150 percentile": [
    ...["--input-file", RAKUDA, "--compute", "map", "--prior", "sd=150", "--ci", "percentile"],
  ],
  "rakuda winrate": ["--input-file", RAKUDA, "--compute", "winrate"],
  "rakuda mcmc": ["--input-file", RAKUDA, ...MCMC],
  "rakuda mcmc davidson": ["--input-file", RAKUDA, ...MCMC, ...CLUSTERED_TIES],
  "rakuda mcmc importance": ["--input-file", RAKUDA, ...MCMC, "--sampler", "importance"],
  "rakuda davidson": ["--input-file", RAKUDA, ...CLUSTERED_TIES],
  "rakuda davidson map": ["--input-file", RAKUDA, ...CLUSTERED_TIES, "--compute", "map"],
  "rakuda rao-kupper": ["--input-file", RAKUDA, "--ties", "rao-kupper"],
  "rakuda rao-kupper no home cr3": [
    ...["--input-file", RAKUDA, "--ties", "rao-kupper", "--no-home-advantage", "--ci", "cr3"],
  ],
  ...Object.fromEntries(
    ["percentile", "basic", "cr3", "cr1", "hc0", "fisher"].map((ci) => [
      `rakuda ci ${ci}`,
      ["--input-file", RAKUDA, "--ci", ci],
    ]),
  ),
  "rakuda davidson hc0 90 %": [
    ...["--input-file", RAKUDA, ...CLUSTERED_TIES, "--ci", "hc0", "--confidence", "0.9"],
  ],
  "rakuda reweight": ["--input-file", RAKUDA, "--reweight"],
  "rakuda covariance": ["--input-file", RAKUDA, "--covariance"],
  "rakuda control judge": ["--input-file", "<two judges>", "--control", "judge"],
  "rakuda compared": ["--input-file", RAKUDA, "--compare-with", "<august>"],
  "rakuda anchored": ["--input-file", RAKUDA, "--anchor", "<subset>"],
  "rakuda anchored with covariance": [
    ...["--input-file", RAKUDA, "--anchor", "<subset>"],
    ...["--anchor-covariance", "<subset covariance>"],
  ],
  "rakuda august": ["--input-file", RAKUDA_AUGUST],
  "rakuda of part 2": ["--input-file", RAKUDA, RAKUDA_AUGUST, "--duplicates", "first"],
  "jp_bench baseline": ["--input-file", JP_BENCH, "--mode", "pairwise-baseline"],
  "jp_bench davidson": ["--input-file", JP_BENCH, ...CLUSTERED_TIES],
  "jp_bench rao-kupper": ["--input-file", JP_BENCH, "--ties", "rao-kupper"],
  "jp_bench mcmc rao-kupper": ["--input-file", JP_BENCH, ...MCMC, "--ties", "rao-kupper"],
  "jp_bench winrate": ["--input-file", JP_BENCH, "--compute", "winrate"],
  synthetic: ["--input-file", SYNTHETIC],
  "synthetic all pairs": ["--input-file", SYNTHETIC, "--mode", "pairwise-all"],
  "synthetic davidson": ["--input-file", SYNTHETIC, ...CLUSTERED_TIES],
  "food mle": ["--input-file", FOOD],
  "food map": ["--input-file", FOOD, "--compute", "map"],
  "food mcmc": ["--input-file", FOOD, ...MCMC],
  citations: ["--input-file", CITATIONS],
  "citations scaled": ["--input-file", CITATIONS, "--scale", "173.7", "--init-rating", "1500"],
  "lizards mle": ["--input-file", LIZARDS],
  "lizards map": ["--input-file", LIZARDS, "--compute", "map"],
  "published pairs": ["--input-file", PUBLISHED],
  "sample mle": ["<sample>"],
  "sample map davidson": ["<sample>", "--compute", "map", ...CLUSTERED_TIES],
  "sample control length": ["<sample>", "--control", "length"],
  "sample winrate": ["<sample>", "--compute", "winrate"],
};

/** Judgings of the sample by the offline judge: which matches, in which order. */
const JUDGINGS: Record<string, string[]> = {
  adaptive: ["--mode", "pairwise-n", "--n", "200", "--schedule", "adaptive"],
  "adaptive seed 7": ["--mode", "pairwise-n", "--n", "90", "--schedule", "adaptive", "--seed", "7"],
  "fewest matches": ["--mode", "pairwise-n", "--n", "200", "--schedule", "fewest-matches"],
  "all pairs": ["--mode", "pairwise-all", "--first-n", "4"],
  baseline: ["--mode", "pairwise-baseline", "--baseline-model", "hinoki-8b", "--first-n", "6"],
};

/** Simulated boards: what schedules, stop rules and intervals make of the same seeds. */
const SIMULATIONS: Record<string, string[]> = {
  "simulated S1": ["--replicates", "2", "--n", "200", "400", "--schedule", "adaptive"],
  "simulated S2 in rounds": [
    ...["--scenario", "S2", "--replicates", "2", "--n", "300", "--round", "60"],
    ...["--schedule", "adaptive", "fewest-matches"],
  ],
  "simulated goal error-bars": ["--replicates", "2", "--n", "300", "--goal", "error-bars"],
  "simulated stop": ["--replicates", "2", "--n", "600", "--stop-half-width", "120"],
};

/** MT-Bench's tables. */
const TABLES: Record<string, string[]> = {
  "tables single ja": ["--bench-name", "japanese_mt_bench", "--judge-model", "gpt-4"],
  "tables single ja json": [
    ...["--bench-name", "japanese_mt_bench", "--judge-model", "gpt-4", "--format", "json"],
  ],
  "tables baseline jp_bench": [
    ...["--input-file", JP_BENCH, "--mode", "pairwise-baseline"],
    ...["--baseline-model", "openai--text-davinci-003", "--bench-name", "jp_bench"],
  ],
  "tables all rakuda": ["--input-file", RAKUDA, "--mode", "pairwise-all"],
};

type Outputs = Record<string, string>;

const scratch = mkdtempSync(join(tmpdir(), "same-numbers-"));

function run(checkout: string, command: string, args: string[], cwd: string) {
  const file = join(checkout, "jrank", `${command}.ts`);
  const tsx = join(checkout, "node_modules/tsx/dist/loader.mjs");
  const done = spawnSync(process.execPath, ["--import", tsx, file, "-y", ...args], {
    cwd,
    encoding: "utf8",
  });
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "(none)");
const undated = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, "<date>");

/** Everything that one checkout makes of one row of the tables. */
function makeAll(checkout: string, names: string[]): Record<string, Outputs> {
  const folder = mkdtempSync(join(scratch, "run-"));
  const sampleData = join(folder, "data");
  cpSync(join(checkout, "jrank/data/sample"), join(sampleData, "sample"), { recursive: true });
  const of = (file: string, ...more: string[]) => {
    const path = join(folder, `${file}.json`);
    run(checkout, "make_ranking", ["--output-path", path, "--no-make-charts", ...more], checkout);
    return path;
  };
  const twoJudges = join(folder, "two_judges.jsonl");
  const rows = readFileSync(RAKUDA, "utf8").trimEnd().split("\n");
  const judgedByTwo = rows.map((line, k) => {
    const row = JSON.parse(line);
    return JSON.stringify({
      ...row,
      judge: [k % 3 === 0 ? "one" : "other", row.judge?.[1] ?? "p"],
    });
  });
  writeFileSync(twoJudges, `${judgedByTwo.join("\n")}\n`);
  const places: Record<string, string> = {
    "<two judges>": twoJudges,
    "<august>": of("august", "--input-file", RAKUDA_AUGUST),
    "<subset>": of("subset", "--input-file", PUBLISHED, "--covariance"),
    "<subset covariance>": join(folder, "subset_covariance.json"),
  };
  run(
    checkout,
    "gen_judgment",
    [
      ...["--data-dir", sampleData, "--bench-name", "sample", "--judge-model", "offline-judge"],
      ...["--provider", "offline", "--n", "300", "--parallel", "1"],
    ],
    folder,
  );
  const made: Record<string, Outputs> = {};
  for (const name of names) {
    if (name in RANKINGS) {
      const path = join(folder, "out.json");
      const args = RANKINGS[name].flatMap((arg) =>
        arg === "<sample>"
          ? ["--data-dir", sampleData, "--bench-name", "sample", "--judge-model", "offline-judge"]
          : [places[arg] ?? arg],
      );
      const { stdout, stderr } = run(
        checkout,
        "make_ranking",
        ["--output-path", path, "--no-make-charts", ...args],
        folder,
      );
      const part = (ending: string) => read(join(folder, `out${ending}`));
      made[name] = {
        stdout,
        stderr,
        json: part(".json"),
        csv: part(".csv"),
        md: part(".md"),
        covariance: part("_covariance.json"),
      };
      for (const ending of [".json", ".csv", ".md", "_covariance.json"]) {
        rmSync(join(folder, `out${ending}`), { force: true });
      }
    } else if (name in JUDGINGS) {
      const own = join(folder, `judging ${name}`);
      mkdirSync(own);
      cpSync(join(checkout, "jrank/data/sample"), join(own, "sample"), { recursive: true });
      run(
        checkout,
        "gen_judgment",
        [
          ...["--data-dir", own, "--bench-name", "sample", "--judge-model", "offline-judge"],
          ...["--provider", "offline", "--parallel", "1", ...JUDGINGS[name]],
        ],
        folder,
      );
      const rows = read(join(own, "sample/model_judgment/offline-judge_pair.jsonl"));
      made[name] = {
        matches: rows
          .trimEnd()
          .split("\n")
          .map((line) => {
            const row = JSON.parse(line);
            return [row.question_id, row.model1_id, row.model2_id, row.turn, row.winner].join(" ");
          })
          .join("\n"),
      };
    } else if (name in TABLES) {
      const args = ["--data-dir", join(shared, "data"), ...TABLES[name]];
      const { stdout, stderr } = run(checkout, "show_result", args, folder);
      made[name] = { stdout, stderr };
    } else {
      made[name] = { stdout: run(checkout, "simulate", SIMULATIONS[name], folder).stdout };
    }
  }
  const plain = (text: string) => undated(text.replaceAll(folder, "<folder>"));
  return Object.fromEntries(
    Object.entries(made).map(([name, outputs]) => [
      name,
      Object.fromEntries(Object.entries(outputs).map(([key, text]) => [key, plain(text)])),
    ]),
  );
}

/** Marks differences that may be rounding. */
const ROUNDING = "(rounding) ";

/** Whether two numbers are the same but for their last digits. */
function isRounding(before: string | undefined, after: string): boolean {
  const [a, b] = [Number(before ?? "x"), Number(after)];
  return Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.abs(a), Math.abs(b));
}

/** Where two texts differ: by field if both are JSON, else by line. */
function differences(before: string, after: string): string[] {
  if (before === after) return [];
  try {
    const fields = new Map<string, string>();
    walk(JSON.parse(before), "", (path, value) => fields.set(path, value));
    const found: string[] = [];
    walk(JSON.parse(after), "", (path, value) => {
      const old = fields.get(path);
      if (old !== value)
        found.push(`${isRounding(old, value) ? ROUNDING : ""}${path}: ${old} -> ${value}`);
      fields.delete(path);
    });
    return [...found, ...[...fields].map(([path, value]) => `${path}: ${value} -> (none)`)];
  } catch {
    const lines = before.split("\n");
    return after
      .split("\n")
      .flatMap((line, i) => (line === lines[i] ? [] : [`line ${i + 1}: ${lines[i]} -> ${line}`]));
  }
}

function walk(value: unknown, path: string, visit: (path: string, value: string) => void): void {
  if (typeof value !== "object" || value === null) {
    visit(path, JSON.stringify(value));
    return;
  }
  for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`, visit);
}

const [before, after, part = ""] = process.argv.slice(2);
if (after === undefined || !existsSync(shared)) {
  console.error("usage: same_numbers.ts <checkout before> <checkout after> [name part]");
  process.exit(2);
}
const names = [RANKINGS, TABLES, JUDGINGS, SIMULATIONS]
  .flatMap((table) => Object.keys(table))
  .filter((name) => name.includes(part));
const old = makeAll(resolve(before), names);
const now = makeAll(resolve(after), names);
let changed = 0;
for (const name of names) {
  const found = Object.keys(old[name]).flatMap((key) =>
    differences(old[name][key], now[name][key]).map((text) => `  ${key} ${text.slice(0, 240)}`),
  );
  const size = Object.values(old[name]).reduce((sum, text) => sum + text.length, 0);
  const real = found.filter((line) => !line.includes(ROUNDING));
  const what = found.length === 0 ? "equal   " : real.length === 0 ? "rounding" : "CHANGED ";
  console.log(`${what} ${name} (${size} characters, ${found.length - real.length} last digits)`);
  if (real.length > 0) changed++;
  for (const line of real.slice(0, 12)) console.log(line);
  if (real.length > 12) console.log(`  … and ${real.length - 12} more`);
}
console.log(`${names.length - changed} of ${names.length} equal but for last digits (below 1e-9)`);
rmSync(scratch, { recursive: true });
process.exitCode = changed === 0 ? 0 : 1;
