/** A gate: whether a model is good enough, by the judgments that there are. Nothing else is written. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import {
  type GateResult,
  gateErrorJunit,
  gateFacts,
  gateJunit,
  gateMarkdown,
  gateSentence,
  isGateJunit,
} from "../../report/gate_report.ts";
import { decide } from "../../stats/rank/decision.ts";
import { modelIdOf } from "../../store/answers/model_names.ts";
import { readRankingFile } from "../../store/books/ranking_file.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { warningTexts } from "../../words/findings.ts";
import { speechOf } from "../../words/language.ts";
import { type Context, Incomplete } from "../command/command.ts";
import { listSome } from "../command/format.ts";
import type { Ranked } from "./numbers/rank.ts";
import { votesOf } from "./rank_files.ts";
import { type RankFilesJob, rankVotes } from "./rank_votes.ts";
import { rankingAsked } from "./ranking_command.ts";
import type { MakeRankingFlags } from "./ranking_settings.ts";
import { calibratedJob } from "./raters_job.ts";

interface GateFlags extends MakeRankingFlags {
  readonly candidate: string;
  readonly baseline: string;
  readonly minProbability?: number;
  readonly maxDrop?: number;
  readonly junitFile?: string;
  readonly markdownFile?: string;
  readonly jsonFile?: string;
}

/** How sure a yes or a no must be where nothing is said. */
const LEAST = 0.95;
/** The baseline that is all other models. */
const REST = "rest";
/** The exit codes of what is no pass. */
const CODES = { fail: 1, undecided: 3 } as const;

/**
 * Decides, tells it and writes the files; throws `Incomplete` with the exit code where it is no pass. Where
 * nothing can be decided the JUnit file says why, and not what an earlier gate said.
 */
export async function gate(flags: GateFlags, context: Context): Promise<void> {
  try {
    await decideAndTell(flags, context);
  } catch (error) {
    const { junitFile } = flags;
    if (error instanceof UserError && junitFile !== undefined) {
      const file = resolve(junitFile);
      const isFree = !existsSync(file) || isGateJunit(readFileSync(file, "utf8"));
      if (isFree) writeWhole(file, gateErrorJunit(flags, error.message));
    }
    throw error;
  }
}

async function decideAndTell(flags: GateFlags, context: Context): Promise<void> {
  const { baseline, minProbability: least = LEAST, maxDrop: drop = 0 } = flags;
  if (!(least >= 0.5 && least < 1)) {
    throw new UsageError(say`--min-probability must be from 0.5 to below 1, got ${least}`);
  }
  if (!(drop >= 0)) throw new UsageError(say`--max-drop must be a number from 0 on, got ${drop}`);
  const board = boardOf(flags);
  const asked = await rankingAsked(
    { ...flags, makeCharts: false, ...(board?.isAnchor && { anchor: baseline }) },
    context,
  );
  const { bench, answers, config } = asked;
  const ranking =
    calibratedJob(asked.job, config, { bench, answers, log: context.log }) ?? asked.job;
  const { compute } = ranking.options;
  if (compute !== "mle" && compute !== "map") {
    throw new UsageError(
      say`a gate goes by --compute mle or map, whose errors are by question; got ${compute}`,
    );
  }
  const job: RankFilesJob = {
    ...ranking,
    options: { ...ranking.options, ci: "cr3", bootstrapN: 0 },
    makeCharts: false,
    control: undefined,
  };
  const files = [flags.junitFile, flags.markdownFile, flags.jsonFile];
  checkOutputs(
    files.filter((file) => file !== undefined),
    [...job.places.judgments, ...(job.inputs ?? [])],
    say`give another file`,
  );
  const { votes, counted } = await votesOf(job, context);
  const ranked = await rankVotes(job, votes, counted.findings);
  const idOf = (name: string): string => modelIdOf(asked.answers, name);
  const result = resultOf(ranked, {
    candidate: idOf(flags.candidate),
    baseline: idOf(baseline),
    models: board?.models.map(idOf),
    least,
    drop,
  });
  const sentence = gateSentence(result);
  context.out(sentence);
  for (const fact of gateFacts(result)) context.out(fact);
  for (const { text } of warningTexts(ranked.ranking, context.language)) {
    context.out(say`Warning: ${text}`);
  }
  const { junitFile, markdownFile, jsonFile } = flags;
  if (junitFile !== undefined) writeWhole(resolve(junitFile), gateJunit(result));
  if (markdownFile !== undefined) {
    const told = { ...result, warnings: warningsIn(ranked, context) };
    writeWhole(resolve(markdownFile), gateMarkdown(told, speechOf(context.language)));
  }
  if (jsonFile !== undefined) {
    const whole = { ...result, sentence: String(sentence) };
    writeWhole(resolve(jsonFile), `${JSON.stringify(whole, null, 2)}\n`);
  }
  if (result.verdict === "fail") throw new Incomplete(say`Failed (exit code 1).`, CODES.fail);
  if (result.verdict === "undecided") {
    throw new Incomplete(say`Not decided (exit code 3).`, CODES.undecided);
  }
}

const warningsIn = ({ ranking }: Ranked, { language }: Context): string[] =>
  warningTexts(ranking, language).map(({ text }) => text);

/**
 * A baseline that is a ranking file. Where it has the candidate already, its other models are the
 * baseline, by the judgments; a candidate that it has not is ranked on it (`--anchor`).
 */
function boardOf({
  baseline,
  candidate,
}: GateFlags): { models: string[]; isAnchor: boolean } | undefined {
  if (!baseline.endsWith(".json") || !existsSync(baseline)) return undefined;
  const all = readRankingFile(resolve(baseline)).ranking.map(({ model_id }) => model_id);
  const models = all.filter((model) => model !== candidate);
  return { models, isAnchor: models.length === all.length };
}

/** The answer with everything behind it. */
function resultOf(
  { ranking, numbers }: Ranked,
  {
    candidate,
    baseline,
    models,
    least,
    drop,
  }: {
    candidate: string;
    baseline: string;
    models: readonly string[] | undefined;
    least: number;
    drop: number;
  },
): GateResult {
  const { fit, covariance } = numbers;
  if (fit === null || covariance === null) throw new Error("a gate needs strengths");
  const indexOf = (name: string, flag: string): number => {
    const at = fit.models.indexOf(name);
    if (at >= 0) return at;
    throw new UserError(
      say`no judgment that counts is about "${name}" (${flag}); there are judgments about: ${listSome([...fit.models].sort(), 20)}.${suggest(name, fit.models)}`,
    );
  };
  const of = indexOf(candidate, "--candidate");
  const isRest = baseline === REST && !fit.models.includes(REST);
  const rest = isRest ? fit.models.filter((model) => model !== candidate) : undefined;
  const others = models ?? rest ?? [baseline];
  if (others.includes(candidate)) {
    throw new UsageError(say`--candidate and --baseline are the same model, ${candidate}`);
  }
  const held = others.map((name) => indexOf(name, "--baseline"));
  const factor = ranking.scale / Math.log(ranking.base);
  const { calibration } = ranking;
  const unit = numbers.n_questions > 1 ? "question" : "judgment";
  // Beside people's votes their questions are what the errors come from.
  const questions = calibration?.questions ?? numbers.n_questions;
  const decision = decide(fit, covariance, {
    candidate: of,
    baseline: held,
    drop: drop / factor,
    least,
    confidence: ranking.confidence,
    units: unit === "question" ? questions : numbers.n_judgments,
  });
  const scaled = (value: number | null): number | null => (value === null ? null : factor * value);
  const open = [of, ...held].filter((i) => !Number.isFinite(fit.strengths[i]));
  return {
    verdict: decision.verdict,
    candidate,
    baseline,
    baseline_models: others.slice(),
    probability: decision.probability,
    min_probability: least,
    max_drop: drop,
    difference: scaled(decision.difference),
    standard_error: scaled(decision.standardError),
    degrees_of_freedom: Number.isFinite(decision.degrees) ? decision.degrees : null,
    confidence: ranking.confidence,
    ci_lower: scaled(decision.lower),
    ci_upper: scaled(decision.upper),
    more: decision.more,
    more_likely: decision.moreSurely,
    unit,
    without_rating: open.map((i) => ({
      model_id: fit.models[i],
      status: fit.structure.status[i],
    })),
    missing: decision.missing,
    benchmark: ranking.benchmark,
    judge: ranking.judge,
    date: ranking.date,
    n_judgments: ranking.n_judgments,
    n_questions: ranking.n_questions,
    people: calibration
      ? {
          votes: calibration.votes,
          questions: calibration.questions,
          worth: calibration.worth,
          headline: calibration.headline,
        }
      : null,
    warnings: ranking.warnings,
  };
}
