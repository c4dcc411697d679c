/** How the numbers of a site were made: by what, from what, and with which command they are made again. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DEFAULTS } from "../../core/defaults.ts";
import type { Ranking } from "../../core/ranking.ts";
import type { SiteMade } from "../../core/site_data.ts";
import { CONTROLS } from "../../stats/data/style_control.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";

const PROGRAM = fileURLToPath(new URL("../../../", import.meta.url));
/** What rankings are made from, below the folder of a benchmark. */
const INPUTS = ["questions.jsonl", "question.jsonl", "answers", "model_answer"];
const JUDGED = ["reference_answer", "reference_answers", "model_judgment"];

/** The program, its commit and that of the inputs where there are some, and the hash of each input. */
export async function madeFrom({ bench }: BenchmarkData): Promise<SiteMade> {
  const paths = [...INPUTS, ...JUDGED].flatMap((name) => filesBelow(bench.folder, name));
  const inputs: SiteMade["inputs"] = [];
  for (const path of paths) inputs.push({ path, sha256: await hashOf(join(bench.folder, path)) });
  const commit = existsSync(join(PROGRAM, ".git"))
    ? await git(PROGRAM, "rev-parse", "--short=12", "HEAD")
    : undefined;
  const data = await commitOf(bench.folder, paths);
  return {
    program: `jrank ${versionOf(PROGRAM)}`,
    ...(commit !== undefined && { commit }),
    ...(data !== undefined && { data_commit: data }),
    inputs,
  };
}

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;

/** A file, or those of a folder, in the order of their names. */
function filesBelow(folder: string, name: string): string[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [name];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(jsonl|json|csv|parquet)(\.gz)?$/.test(file))
    .map((file) => `${name}/${file.replaceAll("\\", "/")}`)
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** The last commit that changed the inputs, where git has all of them as they are. */
async function commitOf(folder: string, paths: readonly string[]): Promise<string | undefined> {
  const changed = await git(folder, "status", "--porcelain", "--ignored", "--", ...paths);
  if (changed !== "") return undefined;
  return (
    (await git(folder, "log", "-1", "--format=%h", "--abbrev=12", "--", ...paths)) || undefined
  );
}

/** What git prints; undefined where there is no git, or no repository. */
async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)("git", ["-C", folder, ...args])).stdout.trim();
  } catch {
    return undefined;
  }
}

/** A word of a command line as a shell reads it. */
const word = (text: string): string =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The commands that make a ranking and its site again, with every flag that is not what it is without. */
export function remakingCommands(ranking: Ranking): string {
  const { benchmark, judge, compute, panel, anchor, calibration, by, group, control } = ranking;
  const isResampled = ["bootstrap", "percentile", "basic"].includes(ranking.ci);
  const hasPrior = compute === "map" || compute === "mcmc";
  const unlessUsual = (name: keyof typeof DEFAULTS & keyof Ranking): string[] =>
    ranking[name] === DEFAULTS[name]
      ? []
      : [`--${name.replaceAll("_", "-")}`, word(String(ranking[name]))];
  const terms = CONTROLS.filter((name) =>
    control?.terms.some((term) => term.name.startsWith(name)),
  );
  const flags = [
    ...(panel
      ? [
          "--panel-rule",
          panel.rule,
          "--panel-judges",
          ...panel.judges.map((one) => word(one.judge)),
        ]
      : ["--judge-model", word(calibration?.judge ?? judge)]),
    ...unlessUsual("compute"),
    ...(compute === "mle" || compute === "map" ? unlessUsual("ci") : []),
    ...unlessUsual("confidence"),
    ...(isResampled ? [...unlessUsual("bootstrap_n"), ...unlessUsual("bootstrap_unit")] : []),
    ...(compute === "winrate" ? [] : unlessUsual("ties")),
    ...(hasPrior ? unlessUsual("prior") : []),
    ...(compute === "winrate" || ranking.home_advantage !== null || panel || calibration
      ? []
      : ["--no-home-advantage"]),
    ...unlessUsual("scale"),
    ...unlessUsual("base"),
    ...unlessUsual("init_rating"),
    ...unlessUsual("seed"),
    ...(ranking.reweighted === undefined ? [] : ["--reweight"]),
    ...(terms.length === 0 ? [] : ["--control", ...terms]),
    ...(by === undefined ? [] : ["--by", word(by.field)]),
    ...(group === undefined ? [] : ["--where", word(`${group.field}=${group.value}`)]),
    ...(anchor === undefined ? [] : ["--anchor", word(anchor.file.replace(/^.*[/\\]/, ""))]),
    ...(calibration === undefined ? [] : ["--calibrate", "people"]),
    ...(calibration?.declared.length
      ? ["--calibrate-suspects", ...calibration.declared.map(word)]
      : []),
    ...(calibration && calibration.features.join() !== "length"
      ? ["--calibrate-features", ...calibration.features]
      : []),
  ];
  const named = `--bench-name ${word(benchmark)}`;
  return [
    ["npx tsx jrank/make_ranking.ts", named, ...flags].join(" "),
    `npx tsx jrank/qa_browser.ts ${named}`,
  ].join("\n");
}
