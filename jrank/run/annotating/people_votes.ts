/** People's votes beside the judges': asked for by a page, or by a folder that comes back as a file. */
import { once } from "node:events";
import { relative, resolve } from "node:path";
import { z } from "zod";
import { DEFAULTS } from "../../core/defaults.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { annotationFolder } from "../../report/annotation_page.ts";
import { pageCode } from "../../report/site_bundle.ts";
import type { VotesSentBack } from "../../schedule/annotation_data.ts";
import { judgmentFile } from "../../store/answers/benchmark.ts";
import { listJudges } from "../../store/answers/judgment_files.ts";
import { modelIdOf } from "../../store/answers/model_names.ts";
import { isPerson, personOf } from "../../store/books/people.ts";
import {
  type PairToVote,
  pairsFile,
  readPairs,
  setOf,
  writePairs,
} from "../../store/books/people_pairs.ts";
import { readText } from "../../store/files/text_file.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { plural, shownPath } from "../command/format.ts";
import { type BenchmarkData, readBenchmark, tellProblems } from "../models/benchmark_data.ts";
import { writeFolder } from "../publishing/write_folder.ts";
import { choosePairs } from "./choose_pairs.ts";
import { openVoteBook, pairsToShow, sentVote } from "./vote_book.ts";
import { serveVotes } from "./vote_server.ts";

interface AnnotateFlags {
  benchName?: string;
  dataDir?: string;
  judgeModel?: string[];
  modelList?: string[];
  referenceName?: string;
  seed?: number;
  /** Votes that each person is asked for. */
  votes?: number;
  serve?: boolean;
  static?: string;
  import?: string[];
  host?: string;
  port?: number;
}

const DEFAULT_PORT = 8001;
/** Votes of one person: enough for kappa and for a calibrated ranking. */
const USUAL_VOTES = 100;
/** So many are chosen at once, so that a later call may ask for more of the same set. */
const LEAST_CHOSEN = 300;

const sentBack = z.object({
  made_by: z.literal("jrank annotate"),
  set: z.string(),
  rater: z.string(),
  votes: z.array(sentVote),
});

/** Chooses pairs where none are chosen yet, and has people vote on them. */
export async function annotate(flags: AnnotateFlags, context: Context): Promise<void> {
  const { out, log } = context;
  const ways = [flags.serve, flags.static, flags.import].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new UsageError(
      say`say --serve (a page here), --static <folder> (a page to send) or --import <files> (what came back)`,
    );
  }
  if (!flags.serve && (flags.host !== undefined || flags.port !== undefined)) {
    throw new UsageError(say`--host and --port are for --serve`);
  }
  if (flags.benchName === undefined) throw new UsageError(say`name a benchmark with --bench-name`);
  const data = readBenchmark(dataDirOf(flags.dataDir), flags.benchName, {
    referenceName: flags.referenceName,
    log,
  });
  if (flags.import) {
    importVotes(flags.import, data, context);
    return;
  }
  const pairs = pairsOf(data, flags, context);
  const wanted = pairsToShow(data, pairs, log).slice(0, flags.votes ?? USUAL_VOTES);
  if (wanted.length === 0) {
    throw new UserError(
      say`no pair is left to vote on; move ${pairsFile(data.bench)} away to have pairs chosen anew`,
    );
  }
  if (flags.votes !== undefined && wanted.length < flags.votes) {
    log(say`Warning: there are ${plural(wanted.length, "pair")}, not ${flags.votes}.`);
  }
  const shown = wanted.map((one) => one.shown);
  const title = `${data.bench.name}: which answer is better?`;
  if (flags.static !== undefined) {
    const folder = resolve(flags.static);
    const set = { title, set: setOf(pairs), pairs: shown };
    await writeFolder(folder, annotationFolder(set, await pageCode("vote_page")));
    out(
      say`${plural(shown.length, "pair")} in ${shownPath(folder)}/: send this folder; its index.html opens in a browser. What comes back: --import <file>`,
    );
    return;
  }
  const book = openVoteBook(data, { pairs, shown }, context);
  try {
    const server = await serveVotes(book, {
      title,
      port: flags.port ?? DEFAULT_PORT,
      ...(flags.host !== undefined && { host: flags.host }),
    });
    out(say`Voting on ${plural(shown.length, "pair")}: ${server.url} (Ctrl-C ends it)`);
    const { stopping } = context.interrupt;
    if (!stopping.aborted) await once(stopping, "abort");
    await server.close();
  } finally {
    book.close();
  }
}

/** The pairs that were chosen, or those that are chosen now and kept. */
function pairsOf(data: BenchmarkData, flags: AnnotateFlags, { out, log }: Context): PairToVote[] {
  const { rows, problems } = readPairs(data.bench);
  tellProblems(problems, log);
  if (rows.length > 0) {
    if (flags.judgeModel !== undefined || flags.modelList !== undefined) {
      log(
        say`The pairs of ${pairsFile(data.bench)} were chosen before and stay; --judge-model and --model-list choose new ones when that file is moved away.`,
      );
    }
    return rows;
  }
  const judges = judgesOf(data, flags.judgeModel);
  const pairs = choosePairs(data, {
    judges,
    models: flags.modelList?.map((name) => modelIdOf(data.answers, name)),
    size: Math.max(LEAST_CHOSEN, flags.votes ?? 0),
    seed: flags.seed ?? DEFAULTS.seed,
  });
  // Two who start at once vote on one set, whatever flags each of them has.
  if (!writePairs(data.bench, pairs)) return readPairs(data.bench).rows;
  out(
    judges.length === 0
      ? say`${plural(pairs.length, "pair")} of answers chosen: ${shownPath(pairsFile(data.bench))} (says which models they are; it stays here)`
      : say`${plural(pairs.length, "pair")} chosen among the games of ${judges.join(", ")}: ${shownPath(pairsFile(data.bench))} (says which models they are; it stays here)`,
  );
  return pairs;
}

/** The judges on whose games people vote. */
function judgesOf({ bench }: BenchmarkData, named: readonly string[] | undefined): string[] {
  const known = listJudges(bench, "pair").filter((judge) => !isPerson(judge));
  const unknown = (named ?? []).filter((judge) => !known.includes(judge));
  if (unknown.length > 0) {
    throw new UserError(
      say`${bench.name} has no pair judgments by ${unknown.join(", ")}; there are those by: ${known.join(", ") || say`nobody`}.${suggest(unknown[0], known)}`,
    );
  }
  return named === undefined ? known : [...named];
}

/** Adds the votes of files that were sent back; those that are there already are not added again. */
function importVotes(files: readonly string[], data: BenchmarkData, { out, log }: Context): void {
  const { rows: pairs, problems } = readPairs(data.bench);
  tellProblems(problems, log);
  const sent = files.map((file) => [file, sentBackIn(file)] as const);
  for (const [file, { set }] of sent) {
    if (set === setOf(pairs)) continue;
    throw new UserError(
      say`${file} holds votes on other pairs than those of ${pairsFile(data.bench)}; use the file of pairs that the folder was made from`,
    );
  }
  const book = openVoteBook(data, { pairs, shown: [] }, { log });
  try {
    for (const [file, { rater, votes }] of sent) {
      const inTime = votes.toSorted((a, b) => a.time - b.time);
      const added = inTime.filter((vote) => book.keep(rater, vote)).length;
      const place = relative(".", judgmentFile(data.bench, personOf(rater), "pair"));
      out(
        say`${file}: ${plural(added, "vote")} of ${rater} added to ${place}, ${votes.length - added} there already.`,
      );
    }
  } finally {
    book.close();
  }
}

function sentBackIn(file: string): VotesSentBack {
  const text = readText(resolve(file));
  try {
    return sentBack.parse(JSON.parse(text));
  } catch {
    throw new UserError(
      say`${file} is no file of votes: it is what the page of --static gives with "Save the votes"`,
    );
  }
}
