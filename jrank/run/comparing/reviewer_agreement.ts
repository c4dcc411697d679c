/** How far judges, or judges and people, agree. */

import { basename, resolve } from "node:path";
import { DEFAULTS } from "../../core/defaults.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Vote } from "../../core/types.ts";
import {
  type AgreementReport,
  agreementCsvTable,
  agreementTables,
} from "../../report/tables/agreement_tables.ts";
import { TABLE_FORMATS } from "../../report/tables/text_table.ts";
import { type Rater, ratingsOf } from "../../stats/raters/ratings.ts";
import { singleVotes } from "../../stats/raters/single_votes.ts";
import { type ModelAnswers, openBenchmark, readAnswers } from "../../store/answers/benchmark.ts";
import { listJudges, storedJudgmentFiles } from "../../store/answers/judgment_files.ts";
import { modelAliases, modelIdOf } from "../../store/answers/model_names.ts";
import { readVoteList } from "../../store/votes/read_votes.ts";
import type { VoteFormatName } from "../../store/votes/vote_formats.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { listSome, plural } from "../command/format.ts";
import { tellProblems } from "../models/benchmark_data.ts";
import { agreementReport } from "./agreement_report.ts";

export interface AgreementFlags {
  benchName?: string;
  dataDir?: string;
  judgeModel?: string[];
  modelList?: string[];
  inputFormat?: VoteFormatName;
  baselineModel?: string;
  byJudge?: boolean;
  eitherOrder?: boolean;
  /** Two kinds of judges whose single votes are compared, too. */
  singleVotes?: string[];
  bootstrapN: number;
  confidence: number;
  seed?: number;
  format: keyof typeof TABLE_FORMATS | "json";
}

/** Reads the files, compares every two raters, and prints what was found. */
export async function checkAgreement(
  files: readonly string[],
  flags: AgreementFlags,
  context: Context,
): Promise<void> {
  const { out, log } = context;
  if (flags.singleVotes !== undefined) {
    await tellSingleVotes(files, flags, context);
    if (flags.format !== "text") return;
    out("");
  }
  const raters = await ratersOf(files, flags, log).catch((error: unknown) => {
    // The paper's count compares votes of one file, ours needs two raters.
    if (flags.singleVotes === undefined || !(error instanceof UsageError)) throw error;
    log(say`Our own count is left out: ${error}`);
    return undefined;
  });
  if (raters === undefined) return;
  const order = flags.eitherOrder ? "either" : "shown";
  const report = agreementReport(raters, { ...flags, order, seed: flags.seed ?? DEFAULTS.seed });
  if (report.pairs.every(({ shared }) => shared === 0)) throw nothingShared(raters, order);
  if (flags.format === "json") {
    out(JSON.stringify(report, null, 2));
  } else if (flags.format === "csv") {
    out(await TABLE_FORMATS.csv(agreementCsvTable(report)));
  } else {
    for (const [k, { title, table }] of agreementTables(report).entries()) {
      const heading = flags.format === "markdown" ? say`## ${title}` : title;
      const lines = await TABLE_FORMATS[flags.format](table);
      out(say`${k === 0 ? "" : "\n"}${heading}\n\n${lines}`);
    }
  }
  for (const note of notesOf(report)) log(note);
}

/** The paper's count of single votes. */
async function tellSingleVotes(
  named: readonly string[],
  flags: AgreementFlags,
  { out, log }: Context,
): Promise<void> {
  const [one, two, ...more] = flags.singleVotes ?? [];
  if (one === undefined || two === undefined || more.length > 0) {
    throw new UsageError(say`--single-votes needs two kinds of judges, such as gpt4-pair human`);
  }
  const { votes, problems } = await readVoteList(filesOf(named, flags).flat(), {
    baseline: flags.baselineModel,
    format: flags.inputFormat,
  });
  tellProblems(problems, log);
  const judged = votes.flatMap(({ question, turn = 1, first, second, outcome, judge = "" }) =>
    question === undefined || outcome === "error"
      ? []
      : [{ question, turn, first, second, outcome, judge }],
  );
  const rows = singleVotes(judged, [one, two]);
  if (rows.every(({ total }) => total === 0)) {
    const judges = [...new Set(judged.map(({ judge }) => judge))].sort();
    throw new UserError(
      say`no two votes of ${one} and ${two} are about the same game; there are votes of: ${listSome(judges) || say`nobody`}`,
    );
  }
  if (flags.format === "json") {
    out(JSON.stringify(rows, null, 2));
    return;
  }
  out(say`Single votes, ${one} and ${two}, as LLM Judge counts them:\n`);
  out(
    await TABLE_FORMATS[flags.format]({
      head: [say`Turn`, say`Ties`, say`Votes compared`, say`Agree`, say`Share`],
      rows: rows.map(({ turn, with_ties, total, agree, ratio }) => [
        String(turn),
        with_ties ? say`counted` : say`left out`,
        String(total),
        String(agree),
        ratio === null ? "–" : ratio.toFixed(2),
      ]),
      aligns: "llrrr",
    }),
  );
}

/** The files to compare: those named, each alone, or those of each of a benchmark's judges. */
function filesOf(files: readonly string[], flags: AgreementFlags): string[][] {
  if (files.length > 0) {
    if (flags.benchName !== undefined) {
      throw new UsageError(say`name judgment files or a benchmark with --bench-name, not both`);
    }
    return files.map((file) => [resolve(file)]);
  }
  if (flags.benchName === undefined) {
    throw new UsageError(say`name two or more judgment files, or a benchmark with --bench-name`);
  }
  const bench = openBenchmark(dataDirOf(flags.dataDir), flags.benchName);
  const known = listJudges(bench, "pair");
  const judges = flags.judgeModel ?? known;
  const unknown = judges.filter((judge) => !known.includes(judge));
  if (unknown.length > 0) {
    throw new UserError(
      say`${bench.name} has no pair judgments by ${unknown.join(", ")}; there are those by: ${known.join(", ") || say`nobody`}.${suggest(unknown[0] as string, known)}`,
    );
  }
  return judges.map((judge) => storedJudgmentFiles(bench, judge, "pair"));
}

function answersOf({ benchName, dataDir }: AgreementFlags): ReadonlyMap<string, ModelAnswers> {
  return readAnswers(openBenchmark(dataDirOf(dataDir), benchName ?? "")).answers;
}

/** One rater a file, or, with --by-judge, one for every judge that the rows name. */
async function ratersOf(
  named: readonly string[],
  flags: AgreementFlags,
  log: (text: Said) => void,
): Promise<Rater[]> {
  const sets = filesOf(named, flags);
  const answers = flags.benchName === undefined ? new Map() : answersOf(flags);
  const models = flags.modelList && new Set(flags.modelList.map((id) => modelIdOf(answers, id)));
  const raters: { name: string; file: string; games: Vote[] }[] = [];
  for (const files of sets) {
    const [file = ""] = files;
    const { votes, problems } = await readVoteList(files, {
      baseline: flags.baselineModel,
      format: flags.inputFormat,
      aliases: modelAliases(answers),
    });
    tellProblems(problems, log);
    const games = votes.filter(
      ({ first, second }) =>
        first !== second && (!models || (models.has(first) && models.has(second))),
    );
    if (games.length === 0) throw new UserError(say`${file} holds no games that can be compared`);
    const judges = [...new Set(games.map(({ judge }) => judge ?? ""))].sort();
    if (flags.byJudge) {
      for (const name of judges) {
        const own = games.filter(({ judge = "" }) => judge === name);
        raters.push({ name: name === "" ? basename(file) : name, file, games: own });
      }
    } else {
      const [only = ""] = judges;
      raters.push({
        name: judges.length === 1 && only !== "" ? only : basename(file),
        file,
        games,
      });
    }
  }
  if (raters.length < 2) {
    throw new UsageError(
      say`agreement needs two judges, there is ${raters[0]?.name ?? say`none`}; name another file${flags.byJudge ? "" : say`, or split a file that holds several judges with --by-judge`}`,
    );
  }
  const uses = (wanted: string): number => raters.filter(({ name }) => name === wanted).length;
  return raters.map(({ name, file, games }, k) => ({
    name: uses(name) === 1 ? name : `${name} (${distinct(file, raters, k)})`,
    games,
  }));
}

/** What tells raters of one name apart: the name of the file, or else its place in the list. */
function distinct(file: string, raters: readonly { file: string }[], k: number): string {
  const alike = raters.filter((other) => basename(other.file) === basename(file));
  return alike.length === 1 ? basename(file) : String(k + 1);
}

function nothingShared(raters: readonly Rater[], order: "shown" | "either"): UserError {
  const names = raters.map(({ name }) => name).join(", ");
  const withQuestion = raters.every(({ games }) => games.some((game) => game.question));
  if (!withQuestion) {
    return new UserError(
      say`the games of ${names} cannot be matched: rows need a question_id to tell which game they are`,
    );
  }
  const either = ratingsOf(raters, { order: "either" });
  const wouldMatch = Array.from(either.cluster, (_, unit) => unit).some(
    (unit) => either.verdicts.filter((column) => (column[unit] ?? -1) >= 0).length > 1,
  );
  return new UserError(
    say`${names} share no game (the same question, turn and models${order === "shown" ? say`, the same answer shown first` : ""})${
      order === "shown" && wouldMatch
        ? say`; with --either-order a pair counts as the same whichever answer was first, and then they share some`
        : ""
    }`,
  );
}

function notesOf({ raters, order }: AgreementReport): Said[] {
  return [
    ...raters.flatMap(({ name, without_verdict, without_question, repeated }) => [
      ...(without_verdict > 0
        ? [say`${plural(without_verdict, "game")} of ${name} without a verdict: left out.`]
        : []),
      ...(without_question > 0
        ? [say`${plural(without_question, "game")} of ${name} without a question: left out.`]
        : []),
      ...(repeated > 0
        ? [
            say`${name} voted more than once on ${plural(repeated, order === "either" ? "pair" : "game")}; the majority counts, without one it is a tie.`,
          ]
        : []),
    ]),
    ...(order === "either"
      ? [
          say`Pairs match whichever answer was shown first; first and second go by the names' order.`,
        ]
      : []),
  ];
}
