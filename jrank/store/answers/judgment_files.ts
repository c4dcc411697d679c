/** Where the judgments of a benchmark lie: in files of our own, and in the folders of other programs. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SingleJudgment } from "../../core/types.ts";
import { idOfFileName } from "../files/file_name.ts";
import { type JsonlContent, readJsonl } from "../files/jsonl.ts";
import { parseSingleJudgment } from "../files/records.ts";
import { namesIn } from "../files/text_file.ts";
import { type Benchmark, type JudgmentKind, judgmentFile } from "./benchmark.ts";

/** Folders in `model_judgment` that jp-bench divides its judges into. */
const JP_BENCH: Readonly<Record<JudgmentKind, string>> = { pair: "pairwise", single: "single" };

const idOf = (name: string): string => idOfFileName(name) ?? name;

/** A path below a file is none. */
const isFolder = (path: string): boolean =>
  existsSync(path) && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Names in a folder that need not exist. */
const namesThere = (folder: string): string[] => (isFolder(folder) ? namesIn(folder) : []);

/** Files of judgments in a folder. An empty one is what a judge leaves whose calls all failed. */
const filesIn = (folder: string): string[] =>
  namesThere(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).size > 0);

/**
 * The folders of other programs, by judge: jp-bench's `pairwise/<judge>/` and `single/<judge>/`,
 * Nejumi's `<judge>_single/`, and Arena-Hard's `<judge>/`, whose rows are pairs.
 */
function foldersOf({ folder }: Benchmark, kind: JudgmentKind): { judge: string; path: string }[] {
  const root = join(folder, "model_judgment");
  const ofJpBench = namesThere(join(root, JP_BENCH[kind])).map((name) => ({
    judge: idOf(name),
    path: join(root, JP_BENCH[kind], name),
  }));
  const ofOthers = namesThere(root).flatMap((name) => {
    const path = join(root, name);
    if (Object.values(JP_BENCH).includes(name)) return [];
    const [, judge, ending] = /^(.+)_(pair|single)$/.exec(name) ?? [];
    if (judge !== undefined) return ending === kind ? [{ judge: idOf(judge), path }] : [];
    return kind === "pair" ? [{ judge: idOf(name), path }] : [];
  });
  return [...ofJpBench, ...ofOthers].filter(({ path }) => isFolder(path));
}

/**
 * The files of a judge's judgments: those of other programs, and last our own, to which new ones are
 * added and which need not exist yet.
 */
export function judgmentFiles(bench: Benchmark, judgeId: string, kind: JudgmentKind): string[] {
  const others = foldersOf(bench, kind)
    .filter(({ judge }) => judge === judgeId)
    .flatMap(({ path }) => filesIn(path));
  return [...others, judgmentFile(bench, judgeId, kind)];
}

/** Those of them that exist. */
export function storedJudgmentFiles(
  bench: Benchmark,
  judgeId: string,
  kind: JudgmentKind,
): string[] {
  return judgmentFiles(bench, judgeId, kind).filter((file) => existsSync(file));
}

/** The judges with judgments of a kind. */
export function listJudges(bench: Benchmark, kind: JudgmentKind): string[] {
  const own = filesIn(join(bench.folder, "model_judgment"))
    .filter((file) => file.endsWith(`_${kind}.jsonl`))
    .map((file) => idOf(file.slice(0, -`_${kind}.jsonl`.length).split(/[/\\]/).at(-1) ?? ""));
  const others = foldersOf(bench, kind)
    .filter(({ path }) => filesIn(path).length > 0)
    .map(({ judge }) => judge);
  return [...new Set([...own, ...others])].sort();
}

/** A judge's grades so far; none when it has not started. */
export function readSingleJudgments(
  bench: Benchmark,
  judgeId: string,
): JsonlContent<SingleJudgment> {
  const read = storedJudgmentFiles(bench, judgeId, "single").map((file) =>
    readJsonl(file, parseSingleJudgment),
  );
  return {
    rows: read.flatMap(({ rows }) => rows),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** The baselines of published benchmarks whose rows do not name it. */
const BASELINES: Readonly<Record<string, string>> = {
  "arena-hard-v0.1": "gpt-4-0314",
};

/** The baseline that a benchmark's stored rows are about where they do not say it. */
export function publishedBaseline({ name }: Benchmark): string | undefined {
  return BASELINES[name];
}
