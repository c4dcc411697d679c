/** What a plan assumes: given by flags, or taken from a ranking that exists. */

import { resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { type Language, type Said, say } from "../../core/message.ts";
import type { Goal } from "../../schedule/schedule.ts";
import type { ScheduleName } from "../../schedule/schedules.ts";
import { normalQuantile } from "../../stats/numeric/student_t.ts";
import type { Noise } from "../../stats/uncertainty/precision.ts";
import { type RankingFile, readRankingFile } from "../../store/books/ranking_file.ts";
import { plural } from "../command/format.ts";

export interface PlanFlags {
  models?: number;
  spread?: number;
  strengths?: number[];
  ranking?: string;
  questions?: number;
  tieRate?: number;
  questionEffect?: number;
  pricePerCall?: number;
  pricePerAnswer?: number;
  schedule: ScheduleName;
  goal: Goal["name"];
  n?: number[];
  halfWidth?: number[];
  confidence: number;
  outputPath: string;
  makeCharts: boolean;
  /** Of the chart too. */
  language?: Language;
}

export interface Assumptions {
  /** Natural-log units, the strongest first. */
  strengths: Float64Array;
  noise: Noise;
  /** In a sentence. */
  describe: Said;
}

const ELO = 400 / Math.LN10;
/** Of GPT-4's ranking of Rakuda: strengths, ties, and how much questions decide. */
const USUAL = { models: 14, spread: 230, questions: 40, tieRate: 0.09, questionEffect: 130 };

/** Checks the flags and settles what is assumed. */
export function assumptionsOf(flags: PlanFlags): Assumptions {
  const sources = [flags.strengths, flags.ranking, flags.models ?? flags.spread];
  if (sources.filter((given) => given !== undefined).length > 1) {
    throw new UsageError(say`give one of --ranking, --strengths, or --models with --spread`);
  }
  checkRange("--tie-rate", flags.tieRate, 0, 0.9);
  checkRange("--question-effect", flags.questionEffect, 0, 2000);
  checkRange("--spread", flags.spread, 0, 5000);
  checkRange("--confidence", flags.confidence, 0.01, 0.9999);
  checkRange("--price-per-call", flags.pricePerCall, 0, Number.POSITIVE_INFINITY);
  checkRange("--price-per-answer", flags.pricePerAnswer, 0, Number.POSITIVE_INFINITY);
  const seen = flags.ranking === undefined ? undefined : seenIn(resolve(flags.ranking));
  const elo = seen?.elo ?? flags.strengths ?? normalScores(flags.models, flags.spread);
  if (elo.length < 2) throw new UsageError(say`a plan needs at least two models`);
  const noise = {
    questions: flags.questions ?? seen?.questions ?? USUAL.questions,
    tieRate: flags.tieRate ?? seen?.tieRate ?? USUAL.tieRate,
    questionEffect: (flags.questionEffect ?? seen?.questionEffect ?? USUAL.questionEffect) / ELO,
  };
  const source =
    seen?.describe ?? (flags.strengths ? say`strengths as given` : say`normally spread strengths`);
  return {
    strengths: Float64Array.from(elo, (value) => value / ELO)
      .sort()
      .reverse(),
    noise,
    describe: say`${plural(elo.length, "model")} (${source}, standard deviation ${deviation(elo).toFixed(0)} Elo), ${plural(noise.questions, "question")}, ${(100 * noise.tieRate).toFixed(0)} % ties, question effect ${(ELO * noise.questionEffect).toFixed(0)} Elo, ${flags.schedule}. Half-widths in Elo, ${+(100 * flags.confidence).toFixed(1)} %, for a population of such questions.`,
  };
}

function checkRange(flag: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw new UsageError(say`${flag} must be from ${least} to ${most}, got ${value}`);
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Strengths at the normal distribution's quantiles, stretched to the spread. */
function normalScores(models = USUAL.models, spread = USUAL.spread): number[] {
  const scores = Array.from({ length: models }, (_, i) => normalQuantile((i + 0.5) / models));
  const stretch = spread / deviation(scores);
  return scores.map((score) => stretch * score);
}

/** What a ranking shows. Ratings have errors that spread them, which is taken out. */
function seenIn(file: string) {
  const ranking = readRankingFile(file);
  if (ranking.compute === "winrate") {
    throw new UserError(say`${file} holds win rates; a plan needs ratings (--compute mle or map)`);
  }
  const points = ranking.scale / Math.log(ranking.base) / ELO;
  const rated = ranking.ranking.flatMap(({ rating, standard_error }) =>
    rating === null ? [] : [{ elo: rating / points, error: (standard_error ?? 0) / points }],
  );
  if (rated.length < 2) throw new UserError(say`${file} rates fewer than two models`);
  const elo = rated.map((row) => row.elo);
  const mean = elo.reduce((sum, value) => sum + value, 0) / elo.length;
  const noise = rated.reduce((sum, { error }) => sum + error ** 2, 0) / rated.length;
  const shrink = Math.sqrt(Math.max(0, 1 - noise / deviation(elo) ** 2));
  const unrated = ranking.ranking.length - rated.length;
  const effect = ranking.outlook?.question_effect;
  return {
    elo: elo.map((value) => shrink * (value - mean)),
    questions: questionsOf(ranking),
    tieRate: tieRateOf(ranking),
    questionEffect: effect === undefined ? undefined : effect / points,
    describe: say`ratings of ${ranking.benchmark ?? file} by ${ranking.judge ?? say`its judges`}, without their errors${unrated > 0 ? say`; ${plural(unrated, "model")} without a rating left out` : ""}`,
  };
}

function questionsOf({ n_questions }: RankingFile): number | undefined {
  return typeof n_questions === "number" && n_questions > 1 ? n_questions : undefined;
}

function tieRateOf({ ranking }: RankingFile): number | undefined {
  const ties = ranking.reduce((sum, row) => sum + (row.ties ?? 0), 0);
  const matches = ranking.reduce((sum, row) => sum + (row.n_matches ?? 0), 0);
  return matches > 0 ? ties / matches : undefined;
}

/** The goal of a schedule on a board that is made up: nobody is new there; k is 3. */
export function goalOf(name: Goal["name"]): Exclude<Goal, { name: "new-model" }> {
  if (name === "new-model") {
    throw new UsageError(
      say`--goal new-model needs a board that exists; give error-bars, ranking or top-k here`,
    );
  }
  return name === "top-k" ? { name, k: 3 } : { name };
}
