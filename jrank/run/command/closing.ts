/** The last lines of every command: what was made and where, what it cost, what to do next. */
import { basename, dirname } from "node:path";
import { type Said, say } from "../../core/message.ts";
import { formatCost, plural, shownPath } from "./format.ts";
import type { RunStage } from "./run_journal.ts";

/** What a command asks for, as far as what follows from it depends on that. */
interface Asked {
  benchName?: string;
  dataDir?: string;
  /** False: none is read. */
  config?: string | false;
  /** Of a ranking of files. */
  inputFile?: readonly string[];
  mode?: string;
  siteOut?: string;
  dryRun?: boolean;
  /** Of get_benchmark. */
  list?: boolean;
}

/** A command that has ended. */
interface Ended {
  asked: Asked;
  /** What it was given without a flag. */
  named: readonly string[];
  /** The calls that were made. */
  stages: readonly RunStage[];
  /** The files that were written. */
  files: readonly string[];
  /** How a command is called by its name. */
  call(name: string): string;
}

/** The flags of the command that comes next: those that say where the benchmark is, and its own. */
type Next = readonly [command: string, ...flags: string[]];

/** What one does after a command. */
const NEXT: Readonly<Record<string, Next>> = {
  get_benchmark: ["init"],
  import_questions: ["init"],
  init: ["streamline", "--dry-run"],
  gen_api_model_answer: ["gen_judgment", "--judge-model <judge>"],
  gen_local_model_answer: ["gen_judgment", "--judge-model <judge>"],
  import_answers: ["gen_judgment", "--judge-model <judge>"],
  gen_judgment: ["make_ranking"],
  streamline: ["qa_browser", "--serve"],
  make_ranking: ["qa_browser", "--serve"],
  make_leaderboard: ["qa_browser", "--serve"],
  vote_ranking: ["gate", "--input-file <votes> --candidate <model> --baseline <model>"],
  gate: ["plan"],
  plan: ["streamline", "--dry-run"],
  simulate: ["plan"],
  show_result: ["qa_browser", "--serve"],
  check_reviewer_agreement: ["judge_report"],
  judge_report: ["make_ranking"],
  overplot_rankings: ["check_reviewer_agreement", "<judgments> <judgments>"],
  annotate: ["make_ranking", "--calibrate"],
  export_judgments: ["vote_ranking", "<file>"],
};

/** Grades are no pairs, which a ranking is made of. */
const NEXT_OF_GRADES: Next = ["show_result", "--mode single"];

/** These read a config, so that they go on with the one that was named. */
const WITH_CONFIG = ["streamline", "gen_judgment", "make_ranking", "show_result", "qa_browser"];

/** Of these commands the flags above do not name a benchmark. */
const WITHOUT_BENCHMARK = [
  "plan",
  "streamline",
  "gate",
  "vote_ranking",
  "check_reviewer_agreement",
];

/** The lines. What is made is named by file or counted by folder; without calls nothing is paid. */
export function closingOf(command: string, { asked, named, stages, files, call }: Ended): Said[] {
  // A shell runs this one at each of its starts, and shows what it says beside its script.
  if (command === "completion") return [];
  const made = placesOf(files);
  return [
    ...(made === undefined ? [] : [say`Made: ${made}`]),
    costLine(stages),
    nextLine(command, { asked, named, files, call }),
  ];
}

function nextLine(command: string, { asked, named, files, call }: Omit<Ended, "stages">): Said {
  const isScores = command === "streamline" && files.some(isScoreBoard);
  if (command === "qa_browser" || (isScores && asked.siteOut !== undefined)) {
    return say`Next: put the folder on any web server (docs/publishing.md)`;
  }
  const isDry = asked.dryRun === true;
  const [name, ...own] = followsOn(command, { asked, isScores });
  const bench = asked.benchName ?? (command === "get_benchmark" ? named[0] : undefined);
  const where = WITHOUT_BENCHMARK.includes(name)
    ? []
    : [
        ...(asked.dataDir === undefined ? [] : [`--data-dir ${quoted(asked.dataDir)}`]),
        ...(bench === undefined ? [] : [`--bench-name ${quoted(bench)}`]),
      ];
  const config =
    command === "init"
      ? files.filter((file) => file.endsWith(".json")).map(shownPath)
      : WITH_CONFIG.includes(name) && asked.config !== undefined
        ? [asked.config]
        : [];
  const read = config
    .slice(-1)
    .map((file) => (file === false ? "--no-config" : `--config ${quoted(file)}`));
  const line = [call(name), ...where, ...read, ...own].join(" ");
  return isDry ? say`Next: the same without --dry-run` : say`Next: ${line}`;
}

function followsOn(command: string, of: { asked: Asked; isScores: boolean }): Next {
  const { list, dataDir, mode, benchName, inputFile } = of.asked;
  if (list) return [command, "<name>"];
  if (command === "make_ranking" && inputFile && benchName === undefined) {
    // Files of votes are no benchmark, which a website shows: one page does.
    return ["vote_ranking", ...inputFile.map(quoted), "--html ranking.html"];
  }
  if (of.isScores) {
    // The board of scores is no benchmark of qa_browser's; the same run has it on a site.
    const data = dataDir === undefined ? [] : [`--data-dir ${quoted(dataDir)}`];
    return ["streamline", ...data, "--site-out site"];
  }
  if (command === "gen_judgment" && mode === "single") return NEXT_OF_GRADES;
  return NEXT[command] as Next;
}

/** Whether a file is the leaderboard that a run of Nejumi's config adds its model to. */
const isScoreBoard = (file: string): boolean =>
  basename(dirname(file)) === "nejumi" && /^leaderboard\w*\.json$/.test(basename(file));

/** A word as a shell takes it. */
const quoted = (word: string): string => (/^[\w./:@+-]+$/.test(word) ? word : JSON.stringify(word));

/** Up to so many files are named, more are counted by folder. */
const NAMED = 3;

function placesOf(files: readonly string[]): string | undefined {
  // What a run keeps about itself is nobody's result.
  const results = files.filter((file) => basename(dirname(file)) !== "runs");
  if (results.length === 0) return undefined;
  if (results.length <= NAMED) return results.map(shownPath).join(", ");
  const folders = new Map<string, number>();
  for (const file of results) {
    const folder = dirname(file);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const all = [...folders].map(([folder, count]) => `${shownPath(folder)} (${count})`);
  return all.length <= 2 * NAMED
    ? all.join(", ")
    : `${all.slice(0, NAMED).join(", ")} … (${results.length})`;
}

function costLine(stages: readonly RunStage[]): Said {
  const sum = (of: (stage: RunStage) => number): number =>
    stages.reduce((total, stage) => total + of(stage), 0);
  const calls = sum(({ done, failed }) => done + failed);
  if (calls === 0) return say`Cost: nothing (no model was called)`;
  const dollars = formatCost(sum(({ usage }) => usage.cost_usd ?? 0));
  const unknown = sum(({ cost_unknown }) => cost_unknown);
  if (unknown === 0) return say`Cost: ${dollars} (${plural(calls, "call")})`;
  return say`Cost: ${dollars} (${plural(calls, "call")}; nobody knows the price of ${unknown} of them)`;
}
