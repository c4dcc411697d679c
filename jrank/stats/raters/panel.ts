/** Several judges as one: see `fitPanel`. */

import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { dot } from "../numeric/matrix.ts";
import { kendallTauB } from "../numeric/rank_correlation.ts";
import { fTail, studentTQuantile } from "../numeric/student_t.ts";
import {
  fitLogit,
  type LogitRows,
  logitParts,
  logitPrecision,
  logitScores,
  logLikelihood,
  logOdds,
  solveWithout,
} from "./pair_logit.ts";
import { addSquare, centredStrengths } from "./vectors.ts";

/** Verdicts of several judges, a row each. */
export interface PanelInput {
  readonly models: readonly string[];
  readonly judges: readonly string[];
  readonly questions: number;
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly question: ArrayLike<number>;
  readonly judge: ArrayLike<number>;
  /** 1: the first won, 0: the second won, 0.5: a tie. */
  readonly score: ArrayLike<number>;
  /** 1 where not given. */
  readonly weight?: ArrayLike<number>;
  /** How the answers of rows differ in what judges may like, a column each: every judge has a liking of its own. */
  readonly features?: readonly ArrayLike<number>[];
}

/** What the panel says of one judge. */
export interface PanelJudge {
  readonly judge: string;
  readonly rows: number;
  /**
   * How decided the judge is along the panel's scale: 1 is a verdict of the panel, 0 a verdict that
   * carries nothing. Null where the judge always chose one place, with one judge, and with two that both
   * carry something.
   */
  readonly discrimination: number | null;
  readonly standardError: number | null;
  /** Log odds of the first for equals. */
  readonly homeAdvantage: number;
  /** The place that it always chose. */
  readonly constant: "first" | "second" | null;
  /** Whether its own ranking agrees with that of the others who carry something: null where there are none. */
  readonly agreement: PartsCompared | null;
}

/** Whether two groups of judges rank alike: see `compareParts`. */
export interface PartsCompared {
  /** How probable so large a difference is where they rank alike: see `chanceOfNothing`. */
  readonly p: number;
  /** Size of the difference by model, in natural-log units, without what errors alone make. */
  readonly size: number;
  /** Standard error of a model's difference, in natural-log units: what could be seen. */
  readonly error: number;
  /** Null where one of them has all models alike. */
  readonly kendallTau: number | null;
  /** Scale of the one's strengths on the other's; 0 where they have no order in common. */
  readonly slope: number;
  /** Standard deviation of the one's strengths. */
  readonly spread: number;
}

export interface Panel {
  /** Strengths with mean 0 on the scale of a verdict from judges in proportion to their discrimination. */
  readonly strengths: Float64Array;
  /** By question across judges, models x models. */
  readonly covariance: Float64Array;
  readonly judges: readonly PanelJudge[];
  /** Questions with a verdict. */
  readonly questions: number;
  /** What a standard error is multiplied with for an interval of this confidence. */
  quantile(confidence: number): number;
}

/** Prior precisions in logits. */
interface PanelPrior {
  readonly strengths: number;
  /** Of home advantages and likings. */
  readonly advantages: number;
}

/** It binds nothing. */
const WEAK: PanelPrior = { strengths: 1 / 4 ** 2, advantages: 1 / 3 ** 2 };

/** A step of the joint fit below this is its last. */
const LAST_STEP = 1e-8;
/** Two fits of the same rows in another order may differ by less than this. */
const ROUNDING = 1e-6;

/**
 * One Bradley-Terry ranking from several judges: log odds of the first = alpha_J + gamma_J (b_first -
 * b_second). Each judge has a home advantage and a discrimination of its own, so a judge whose verdicts
 * carry nothing gets a gamma near 0 and moves nothing. Verdicts on one question are not independent, by
 * one judge or by several: the covariance leaves out a question with the verdicts of all.
 *
 * gamma says how decided a judge is along the common scale, not whether it is right: where judges have
 * different tastes, the sharper and the more numerous win. `agreement` finds such judges.
 *
 * Judge discrimination in Bradley-Terry models: arXiv 2601.21817 and 2602.16610.
 *
 * Two judges do not say which of them is the better one: where both carry something their verdicts count
 * alike, and no discrimination is told.
 *
 * @throws UserError without a verdict of each judge.
 */
export function fitPanel(input: PanelInput): Panel {
  const free = jointFit(input);
  const all = [...input.judges.keys()];
  const carrying = all.filter((j) => carries(input, free, j));
  const isPair = input.judges.length === 2 && carrying.length === 2;
  const fit = isPair ? jointFit(input, WEAK, true) : free;
  const { scale } = fit;
  const { alpha, gamma } = fit.state;
  const single = input.judges.length === 1;
  return {
    strengths: fit.strengths,
    covariance: fit.covariance,
    questions: fit.questions,
    quantile: (confidence) => studentTQuantile((1 + confidence) / 2, fit.questions - 1),
    judges: input.judges.map((judge, j) => {
      const constant = onePlace(input, j);
      const told = single || isPair || constant !== null;
      const others = carrying.filter((k) => k !== j);
      return {
        judge,
        rows: countOf(input, j),
        discrimination: told ? null : gamma[j] / scale,
        standardError: told ? null : fit.gammaErrors[j],
        homeAdvantage: alpha[j],
        constant,
        agreement: others.length > 0 ? compareParts(input, [j], others) : null,
      };
    }),
  };
}

/** Whether the verdicts of a judge carry something: the interval of its discrimination is above 0. */
function carries(
  input: PanelInput,
  { state, scale, gammaErrors, questions }: JointFit,
  j: number,
): boolean {
  const t = studentTQuantile(0.975, questions - 1);
  return onePlace(input, j) === null && state.gamma[j] / scale > t * gammaErrors[j];
}

/** What the judges' joint fit leaves of their verdicts. */
export interface PanelResiduals {
  readonly strengths: Float64Array;
  readonly covariance: Float64Array;
  /** By row: verdict less expectation, by weight and discrimination; with the strengths it sums to 0. */
  readonly residuals: Float64Array;
  /** How much smaller the residual of a row is where a question is left out of the fit. */
  loss(question: number, row: number): number;
  /** Mean weight of a row in `residuals`, whatever its sign. */
  readonly meanWeight: number;
}

/** The joint fit as a calibration needs it. See `fitPanel`. */
export function panelResiduals(input: PanelInput, prior = WEAK): PanelResiduals {
  const { state, linear, steps, strengths, covariance } = jointFit(input, prior);
  const { rows, at } = linear;
  const p = logitScores(rows, at);
  const weight = Float64Array.from(p, (_, k) => rows.weight[k] * state.gamma[input.judge[k]]);
  return {
    strengths,
    covariance,
    residuals: p.map((value, k) => weight[k] * (rows.score[k] - value)),
    loss: (question, k) => weight[k] * p[k] * (1 - p[k]) * logOdds(rows, steps[question], k),
    meanWeight: weight.reduce((sum, w) => sum + Math.abs(w), 0) / weight.length,
  };
}

/**
 * Whether some judges of a panel rank as others do, up to the scale. Each question is left out of both at
 * once, and the scale is found anew, so the error is that of the difference, whether they have judges in
 * common or see the same answers. Null below three models and two questions.
 */
export function compareParts(
  input: PanelInput,
  one: readonly number[],
  two: readonly number[],
): PartsCompared | null {
  const m = input.models.length;
  if (m < 3) return null;
  const [a, b] = [one, two].map((members) => jointFit(partOf(input, members)));
  // An order turned round is not the same order on another scale.
  const slopeOf = (x: Float64Array, y: Float64Array): number => Math.max(0, dot(x, y) / dot(y, y));
  const slope = slopeOf(a.strengths, b.strengths);
  const difference = a.strengths.map((value, i) => value - slope * b.strengths[i]);
  const asked = a.moves
    .map((_, q) => q)
    .filter((q) => [a, b].some(({ moves }) => moves[q].some((d) => d !== 0)));
  if (asked.length < 2) return null;
  const covariance = new Float64Array(m * m);
  for (const q of asked) {
    const [x, y] = [a, b].map(({ strengths, moves }) => strengths.map((s, i) => s + moves[q][i]));
    const scale = slopeOf(x, y);
    const move = x.map((value, i) => value - scale * y[i] - difference[i]);
    addSquare(covariance, move, (asked.length - 1) / asked.length);
  }
  const mean = difference.reduce((sum, d, i) => sum + (d ** 2 - covariance[i * (m + 1)]) / m, 0);
  const variance = difference.reduce((sum, _, i) => sum + covariance[i * (m + 1)] / m, 0);
  return {
    p: chanceOfNothing(difference, covariance, { rank: m - 2, questions: asked.length }),
    size: Math.sqrt(Math.max(0, mean)),
    error: Math.sqrt(variance),
    kendallTau: kendallTauB(Array.from(a.strengths), Array.from(b.strengths)),
    slope,
    spread: Math.sqrt(dot(a.strengths, a.strengths) / m),
  };
}

/**
 * How probable values are, all together, where all are 0 in truth. The mean of d^2 / V has the mean 1 and,
 * as d hang together (their mean is 0, a scale is fitted), the variance 2 tr(R^2) / m^2, R being their
 * correlations: that of an F with m^2 / tr(R^2) degrees above (Box, Annals of Mathematical Statistics 25,
 * 1954), and below one less than there are questions, which is how well the variances are known. From so
 * few questions tr(R^2) comes out too large; its part that is chance is taken out. `rank` is the most
 * values that can be free.
 */
export function chanceOfNothing(
  values: Float64Array,
  covariance: Float64Array,
  { rank, questions }: { rank: number; questions: number },
): number {
  const m = values.length;
  const known = [...values.keys()].filter((i) => covariance[i * (m + 1)] > ROUNDING ** 2);
  const n = known.length;
  if (n === 0) return values.every((value) => Math.abs(value) < ROUNDING) ? 1 : 0;
  const below = questions - 1;
  let [sum, squares] = [0, 0];
  for (const i of known) {
    const variance = covariance[i * (m + 1)];
    sum += values[i] ** 2 / variance;
    for (const j of known) {
      squares += covariance[i * m + j] ** 2 / (variance * covariance[j * (m + 1)]);
    }
  }
  const least = n ** 2 / rank;
  const own =
    below > 1 ? ((squares - n ** 2 / below) * below ** 2) / ((below - 1) * (below + 2)) : least;
  return fTail(sum / n, n ** 2 / Math.max(least, own), below);
}

interface JointFit {
  readonly strengths: Float64Array;
  readonly covariance: Float64Array;
  /** How the strengths move where a question is left out. */
  readonly moves: readonly Float64Array[];
  readonly state: State;
  /** Standard errors of gamma / scale. */
  readonly gammaErrors: Float64Array;
  readonly scale: number;
  readonly questions: number;
  readonly linear: Linearised;
  /** How all parameters move where a question is left out. */
  readonly steps: readonly Float64Array[];
}

/** State of the joint fit: strengths; home advantages, and then likings by feature and judge; discriminations. */
interface State {
  readonly x: Float64Array;
  readonly alpha: Float64Array;
  readonly gamma: Float64Array;
}

/** Newton's method with the expected information; the reference judge's gamma is 1, with `equal` everyone's. */
function jointFit(input: PanelInput, prior = WEAK, equal = false): JointFit {
  input.judges.forEach((judge, j) => {
    if (countOf(input, j) === 0) {
      throw new UserError(say`${judge} gave no verdict: leave it out of the panel`);
    }
  });
  let state = startOf(input, prior);
  const isEqual = equal || isFlat(state.x);
  const reference = state.gamma.indexOf(Math.max(...state.gamma));
  const free = input.judges.map((_, j) => j).filter((j) => !isEqual && j !== reference);
  // Gamma of the reference is 1, whatever its slope on the common fit was; where no judge tells models apart nobody's is told.
  const unit = state.gamma[reference] > 0 ? state.gamma[reference] : 1;
  state = {
    x: state.x.map((value) => value * unit),
    alpha: state.alpha,
    gamma: state.gamma.map((g, j) => (isEqual || j === reference ? 1 : g / unit)),
  };
  const columns = judgeColumns(input);
  const linearise = (): Linearised => linearised(input, state, { free, columns, prior });
  const bound = state.x.length + state.alpha.length;
  let value = objectiveOf(input, state, prior);
  for (let iteration = 0; iteration < 200; iteration++) {
    const { rows, at, precision } = linearise();
    const parts = logitParts(rows, at);
    const score = new Float64Array(parts.size);
    for (const g of parts.scores) for (let i = 0; i < g.length; i++) score[i] += g[i];
    for (let i = 0; i < bound; i++) score[i] -= precision[i * (parts.size + 1)] * at[i];
    const [step] = solveWithout(parts, precision, null, score);
    let next = state;
    let length = 1;
    for (; length > 1e-6; length /= 2) {
      next = moved(state, step, length, free);
      const better = objectiveOf(input, next, prior);
      if (better >= value - 1e-12 * Math.abs(value)) {
        value = better;
        break;
      }
    }
    state = next;
    if (step.every((s) => Math.abs(s) * length < LAST_STEP)) break;
  }
  return withCovariance(input, state, free, linearise());
}

/** Whether strengths are all 0 but for rounding. */
const isFlat = (strengths: Float64Array): boolean =>
  strengths.every((value) => Math.abs(value) < ROUNDING);

/** Each judge's slope on the fit that all share; where their verdicts cancel out, on a judge's own. */
function startOf(input: PanelInput, { strengths, advantages }: PanelPrior): State {
  const m = input.models.length;
  const count = input.judges.length;
  const rows = rowsOf(input, judgeColumns(input));
  const fitOf = (of: LogitRows): Float64Array =>
    fitLogit(of, { precision: logitPrecision(of, strengths, advantages) }).x;
  const x = fitOf(rows);
  for (let j = 0; isFlat(x.subarray(0, m)) && count > 1 && j < count; j++) {
    const part = partOf(input, [j]);
    x.set(fitOf(rowsOf(part, judgeColumns(part))).subarray(0, m));
  }
  const gamma = Float64Array.from({ length: count }, (_, j) => {
    const own = rowsOfJudge(input, j);
    const distance = own.map((k) => x[input.first[k]] - x[input.second[k]]);
    const slope: LogitRows = {
      models: 0,
      first: [],
      second: [],
      extras: [distance, new Float64Array(own.length).fill(1)],
      score: own.map((k) => input.score[k]),
      weight: own.map((k) => input.weight?.[k] ?? 1),
      question: own.map((k) => input.question[k]),
      questions: input.questions,
    };
    return fitLogit(slope, { precision: Float64Array.of(0.01, 0, 0, advantages) }).x[0];
  });
  return { x: x.slice(0, m), alpha: x.slice(m), gamma };
}

interface Linearised {
  readonly rows: LogitRows;
  readonly at: Float64Array;
  readonly precision: Float64Array;
}

/** The rows around a state: parameters are strengths, home advantages, likings and the free discriminations. */
function linearised(
  input: PanelInput,
  { x, alpha, gamma }: State,
  {
    free,
    columns,
    prior,
  }: { free: readonly number[]; columns: readonly Float64Array[]; prior: PanelPrior },
): Linearised {
  const m = input.models.length;
  const n = input.score.length;
  const distance = Float64Array.from(
    { length: n },
    (_, k) => x[input.first[k]] - x[input.second[k]],
  );
  const slopes = free.map((j) => distance.map((d, k) => (input.judge[k] === j ? d : 0)));
  const isFree = new Set(free);
  const rows: LogitRows = {
    ...rowsOf(input, [...columns, ...slopes]),
    scale: Float64Array.from({ length: n }, (_, k) => gamma[input.judge[k]]),
    // The design times the parameters counts gamma (b_i - b_j) twice where gamma is free.
    offset: distance.map((d, k) => (isFree.has(input.judge[k]) ? -gamma[input.judge[k]] * d : 0)),
  };
  const at = Float64Array.from([...x, ...alpha, ...free.map((j) => gamma[j])]);
  const precision = logitPrecision(rows, prior.strengths, prior.advantages);
  for (let i = m + alpha.length; i < at.length; i++) precision[i * (at.length + 1)] = 0;
  return { rows, at, precision };
}

function moved(state: State, step: Float64Array, length: number, free: readonly number[]): State {
  const m = state.x.length;
  const gamma = state.gamma.slice();
  free.forEach((j, f) => {
    gamma[j] += length * step[m + state.alpha.length + f];
  });
  return {
    x: state.x.map((value, i) => value + length * step[i]),
    alpha: state.alpha.map((value, j) => value + length * step[m + j]),
    gamma,
  };
}

function objectiveOf(
  { first, second, judge, score, weight, judges, features = [] }: PanelInput,
  { x, alpha, gamma }: State,
  { strengths, advantages }: PanelPrior,
): number {
  let value = 0;
  for (let k = 0; k < score.length; k++) {
    const j = judge[k];
    let eta = alpha[j] + gamma[j] * (x[first[k]] - x[second[k]]);
    features.forEach((column, f) => {
      eta += alpha[(f + 1) * judges.length + j] * column[k];
    });
    value += (weight?.[k] ?? 1) * logLikelihood(score[k], eta);
  }
  for (const s of x) value -= (strengths * s * s) / 2;
  for (const a of alpha) value -= (advantages * a * a) / 2;
  return value;
}

/** The panel's scale, and covariances from leaving out one question at a time. */
function withCovariance(
  { judges: { length: count } }: PanelInput,
  state: State,
  free: readonly number[],
  linear: Linearised,
): JointFit {
  const { x, alpha, gamma } = state;
  const m = x.length;
  const { rows, at, precision } = linear;
  const parts = logitParts(rows, at);
  const total = gamma.reduce((all, g) => all + g, 0);
  const squares = gamma.reduce((all, g) => all + g * g, 0);
  // Where judges go against each other nothing is in proportion to a sum near 0; with none below 0 it is
  // never the smaller one.
  const isOpposed = total < Math.sqrt(squares);
  const sum = isOpposed ? Math.sqrt(squares) : total;
  const scale = squares / sum;
  const questions = parts.rowsOf.filter((some) => some.length > 0).length;
  const shrink = (questions - 1) / questions;
  const centred = centredStrengths(x, m);
  const covariance = new Float64Array(m * m);
  const gammaVariances = new Float64Array(count);
  const steps = parts.scores.map((score, q) =>
    parts.rowsOf[q].length === 0
      ? new Float64Array(at.length)
      : solveWithout(parts, precision, q, score)[0].map((d) => -d),
  );
  const moves = steps.map((step) => {
    const ofGamma = new Float64Array(count);
    free.forEach((j, f) => {
      ofGamma[j] = step[m + alpha.length + f];
    });
    const ofScale = ofGamma.reduce(
      (all, d, j) =>
        all + (isOpposed ? gamma[j] / sum : (2 * gamma[j]) / sum - squares / sum ** 2) * d,
      0,
    );
    const ofStrengths = centredStrengths(step, m);
    const move = ofStrengths.map((d, i) => scale * d + centred[i] * ofScale);
    addSquare(covariance, move, shrink);
    for (let j = 0; j < count; j++) {
      gammaVariances[j] += shrink * (ofGamma[j] / scale - (gamma[j] * ofScale) / scale ** 2) ** 2;
    }
    return move;
  });
  return {
    strengths: centred.map((value) => value * scale),
    covariance,
    moves,
    state,
    gammaErrors: gammaVariances.map(Math.sqrt),
    scale,
    questions,
    linear,
    steps,
  };
}

/** The rows of some judges, who are numbered anew. */
function partOf(input: PanelInput, kept: readonly number[]): PanelInput {
  const rows = Array.from(input.judge, (_, k) => k).filter((k) => kept.includes(input.judge[k]));
  const at = (column: ArrayLike<number>) => rows.map((k) => column[k]);
  return {
    ...input,
    judges: kept.map((j) => input.judges[j]),
    first: at(input.first),
    second: at(input.second),
    question: at(input.question),
    score: at(input.score),
    ...(input.weight && { weight: at(input.weight) }),
    ...(input.features && { features: input.features.map(at) }),
    judge: rows.map((k) => kept.indexOf(input.judge[k])),
  };
}

/** In the rows of a judge 1, in others 0, for its home advantage; and the same times each feature. */
function judgeColumns({ judges, judge, features = [] }: PanelInput): Float64Array[] {
  const ones = new Float64Array(judge.length).fill(1);
  return [ones, ...features].flatMap((column) =>
    judges.map((_, j) => Float64Array.from(judge, (one, k) => (one === j ? column[k] : 0))),
  );
}

function rowsOf(input: PanelInput, extras: readonly ArrayLike<number>[]): LogitRows {
  const { models, first, second, score, question, questions } = input;
  return {
    models: models.length,
    first,
    second,
    extras,
    score,
    question,
    questions,
    weight: input.weight ?? new Float64Array(score.length).fill(1),
  };
}

function rowsOfJudge({ judge }: PanelInput, j: number): number[] {
  return Array.from(judge, (_, k) => k).filter((k) => judge[k] === j);
}

function countOf(input: PanelInput, j: number): number {
  return rowsOfJudge(input, j).length;
}

/** The place that a judge chose in each of at least ten rows. */
function onePlace(input: PanelInput, j: number): PanelJudge["constant"] {
  const rows = rowsOfJudge(input, j);
  if (rows.length < 10) return null;
  if (rows.every((k) => input.score[k] === 1)) return "first";
  return rows.every((k) => input.score[k] === 0) ? "second" : null;
}
