/** A judge's ranking calibrated to people's votes: see `calibrate`. */

import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { DEVIATION_SIZES, gridShares } from "../numeric/deviation_grid.ts";
import { cholesky, dot, invertCholesky, solveCholesky } from "../numeric/matrix.ts";
import { studentTQuantile } from "../numeric/student_t.ts";
import {
  addRow,
  fitLogit,
  type LogitRows,
  logitParts,
  logitPrecision,
  solveWithout,
} from "./pair_logit.ts";
import { type PanelResiduals, panelResiduals } from "./panel.ts";
import { addSquare, centredStrengths } from "./vectors.ts";

/** A judge's verdicts, and the votes of people on some of them. */
export interface CalibrationInput {
  readonly models: readonly string[];
  readonly questions: number;
  /** The judge's rows, in the order in which the judge saw the answers; or those of a panel. */
  readonly judged: {
    readonly first: ArrayLike<number>;
    readonly second: ArrayLike<number>;
    readonly question: ArrayLike<number>;
    /** 1: the first won, 0: the second won, 0.5: a tie. */
    readonly score: ArrayLike<number>;
    /** Declared features of rows that the judge may like (a difference in length, say), a column each. */
    readonly features: readonly ArrayLike<number>[];
    /** 1 where not given. */
    readonly weight?: ArrayLike<number>;
    /** Of a panel: its judges, and which of them made the row. */
    readonly judges?: readonly string[];
    readonly judge?: ArrayLike<number>;
    /** Rows with the same number here are of one game (the same answers), in either order; else each is its own. */
    readonly game?: ArrayLike<number>;
  };
  readonly people: {
    /** Index of the row that was voted on; of a game of several rows any. */
    readonly row: ArrayLike<number>;
    /** The vote, in the judge's order of the answers. */
    readonly score: ArrayLike<number>;
    /** 1 where the person saw the judge's first answer first, else -1. */
    readonly seen: ArrayLike<number>;
    /** Probability that the row was chosen for voting, up to a factor; all alike if not given. */
    readonly probability?: ArrayLike<number>;
  };
  /** Mean of each declared feature by model, in standard deviations of an answer. */
  readonly modelFeatures: readonly ArrayLike<number>[];
  /** Models that the judge may favour: its own family, and others that are declared. */
  readonly suspects: readonly number[];
}

/** Strengths with mean 0 in natural-log units, and their covariance (models x models, row-major). */
export interface CalibratedStrengths {
  readonly strengths: Float64Array;
  readonly covariance: Float64Array;
}

/** People's strengths by four estimates side by side, and how far the judge is to be trusted. */
export interface Calibration {
  readonly judge: CalibratedStrengths;
  readonly people: CalibratedStrengths;
  /** People's votes with the judge's residuals: right whatever the judge does. */
  readonly residual: CalibratedStrengths;
  /** People's strengths as deviations from the judge's: narrow, and it assumes more. */
  readonly calibrated: CalibratedStrengths;
  /** The one to print. */
  readonly headline: "residual" | "calibrated";
  /** Why the calibrated one is not the headline; null where it is. */
  readonly reason: "gate" | "many votes" | null;
  /** Votes, and questions with a vote. */
  readonly votes: number;
  readonly questions: number;
  /** How much of the judge's residuals is taken out of the votes, 0 to 1. */
  readonly lambda: number;
  /** Slope of the votes on the judge's strengths (1 where the scales agree), and it over its standard error. */
  readonly slope: number;
  readonly z: number;
  readonly dispersion: number;
  /** Size of the judge's own errors by model, in natural-log units. */
  readonly deviation: number;
  /** How many votes of people alone are as narrow as the headline. */
  readonly worth: number;
  /** What a standard error is multiplied with for an interval of this confidence. */
  quantile(confidence: number): number;
  /** Where people's votes see a thing left or right. */
  readonly peoplesHomeAdvantage: number;
}

/** Fewer questions with a vote say nothing of how questions differ. */
const LEAST_VOTED_QUESTIONS = 10;

/** A slope of fewer standard errors does not show that the judge predicts people. */
const GATE = 3;

/** Beyond this share of voted rows, people and judge share too many questions for the deviation model. */
const MOST_VOTED = 1 / 4;

/** Half of the prior weight of a size lies below this (half-Cauchy), in logits. */
const USUAL_SIZE = 0.8;

/** Prior standard deviation of people's strengths and of a judge's, in logits: they bind nothing. */
const PEOPLE = 2.3;
const JUDGE = 23;

/**
 * Estimates people's Bradley-Terry strengths from some votes of people and many verdicts of a judge.
 *
 * `residual` is prediction-powered inference in residual form: the votes' score less lambda times the
 * judge's residuals on the voted rows; lambda minimises the variance (Angelopoulos, Duchi and Zrnic,
 * "PPI++", arXiv 2311.01453), and the variance leaves out one question at a time in both fits and in
 * lambda. `calibrated` takes people's strengths as normal around the judge's, with deviations of a size
 * that is integrated over, free along declared features and for suspected models. It is the headline
 * where the judge's strengths clearly predict the votes.
 *
 * Several judges are one by `fitPanel`'s joint fit: its strengths, scale and covariance are the judge's, and
 * the residual of a game is the sum of theirs, by discrimination: that is the joint fit's own score, so it
 * is 0 over all games as one judge's is.
 *
 * The voted rows must have been chosen without looking at the verdicts, or with known probabilities.
 *
 * `isSteadied: false` leaves the variances of people and residual as leaving questions out gives them.
 *
 * @throws UserError with fewer than `leastQuestions` questions with a vote.
 */
export function calibrate(
  input: CalibrationInput,
  {
    leastQuestions = LEAST_VOTED_QUESTIONS,
    isSteadied = true,
  }: { leastQuestions?: number; isSteadied?: boolean } = {},
): Calibration {
  const m = input.models.length;
  const votes = peoplesRows(input);
  const voted = new Set(Array.from(votes.question)).size;
  if (voted < leastQuestions) {
    throw new UserError(
      say`people voted on ${voted} questions; a judge is calibrated from ${leastQuestions} on: collect votes on more questions`,
    );
  }
  const judge = judgesFit(input);
  const bare = input.judged.features.length === 0 ? judge : judgesFit(input, []);
  const powered = residualEstimate(votes, judge, input, isSteadied);
  const judges = input.judged.judges?.length ?? 1;
  const gate = slopeOn(votes, bare.strengths, 0.04, 1);
  const deviation = deviationModel(votes, bare, powered, input);
  const reason =
    gate.z <= GATE
      ? "gate"
      : votes.score.length > (MOST_VOTED * input.judged.score.length) / judges
        ? "many votes"
        : null;
  const headline = reason === null ? "calibrated" : "residual";
  const chosen = reason === null ? deviation.estimate : powered.estimate;
  const wide = meanWidth(powered.people, m);
  return {
    judge: { strengths: bare.strengths, covariance: bare.covariance },
    people: powered.people,
    residual: powered.estimate,
    calibrated: deviation.estimate,
    headline,
    reason,
    votes: votes.score.length,
    questions: voted,
    lambda: powered.lambda,
    slope: gate.slope,
    z: gate.z,
    dispersion: deviation.dispersion,
    deviation: deviation.size,
    worth: votes.score.length * (wide / meanWidth(chosen, m)) ** 2,
    quantile: (confidence) => studentTQuantile((1 + confidence) / 2, voted - 1),
    peoplesHomeAdvantage: powered.home,
  };
}

/** People's votes as rows: strengths, and the place in which the person saw the answers. */
function peoplesRows({ models, questions, judged, people }: CalibrationInput): LogitRows {
  const at = (column: ArrayLike<number>) => Array.from(people.row, (k) => column[k]);
  const inverse = Array.from(people.row, (_, k) => 1 / (people.probability?.[k] ?? 1));
  const mean = inverse.reduce((sum, w) => sum + w, 0) / inverse.length;
  return {
    models: models.length,
    first: at(judged.first),
    second: at(judged.second),
    extras: [people.seen],
    score: people.score,
    weight: inverse.map((w) => w / mean),
    question: at(judged.question),
    questions,
  };
}

/** The fit of the judge, or the joint one of a panel. */
function judgesFit({ models, questions, judged }: CalibrationInput, features = judged.features) {
  const { judges = ["judge"], judge = new Uint8Array(judged.score.length) } = judged;
  const input = { ...judged, models, questions, judges, judge, features };
  return judges.length > 1
    ? panelResiduals(input)
    : panelResiduals(input, { strengths: 1 / JUDGE ** 2, advantages: 1 });
}

/** The rows of each vote's game, and whether they are in the other order than the vote's row. */
function gamesOf({ judged, people }: CalibrationInput): { row: number; sign: number }[][] {
  const { game, first } = judged;
  if (game === undefined) return Array.from(people.row, (row) => [{ row, sign: 1 }]);
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < game.length; row++) {
    rowsOf.set(game[row], [...(rowsOf.get(game[row]) ?? []), row]);
  }
  return Array.from(people.row, (voted) =>
    (rowsOf.get(game[voted]) ?? []).map((row) => ({
      row,
      sign: first[row] === first[voted] ? 1 : -1,
    })),
  );
}

interface Powered {
  readonly people: CalibratedStrengths;
  readonly estimate: CalibratedStrengths;
  readonly lambda: number;
  /** The judge's residuals on the voted rows, by parameter. */
  readonly residuals: Float64Array;
  /** Both variances are sums over models. */
  readonly ratio: number;
  readonly peoplesFit: Float64Array;
  readonly precision: Float64Array;
  readonly home: number;
}

/** People's votes with lambda times the judge's residuals taken out. */
function residualEstimate(
  votes: LogitRows,
  judge: PanelResiduals,
  input: CalibrationInput,
  isSteadied: boolean,
): Powered {
  const m = votes.models;
  const precision = logitPrecision(votes, 1 / PEOPLE ** 2, 1);
  const moved = judgesResiduals(votes, judge, input);
  const residuals = sumOf(moved.byQuestion, m + 1);
  const voted = new Set(Array.from(votes.question)).size;
  const shrink = (voted - 1) / voted;
  const { x: start } = fitLogit(votes, { precision });
  const alone = deletions(votes, start, precision, moved);
  const people = {
    strengths: centredStrengths(start, m),
    covariance: spread(
      alone.map(({ a }) => a),
      shrink,
    ),
  };
  const lambda = bestLambda(alone);
  const tilt = residuals.map((c) => lambda * c);
  const { x: at } = fitLogit(votes, { precision, tilt }, start);
  const again = deletions(votes, at, precision, moved);
  const [toResiduals] = solveWithout(logitParts(votes, at), precision, null, residuals);
  const perLambda = centredStrengths(toResiduals, m);
  const steps = again.map(({ a, c }, q) => {
    const change = bestLambda(again, q) - lambda;
    return a.map((value, i) => value + lambda * c[i] - change * perLambda[i]);
  });
  const covariance = spread(steps, shrink);
  const ratio = trace(covariance, m) / trace(people.covariance, m);
  const helps = ratio < 1;
  const raw = helps ? { strengths: centredStrengths(at, m), covariance } : people;
  const whole = isSteadied ? informed(votes, start, precision) : undefined;
  const steadied = (one: CalibratedStrengths, share: number): CalibratedStrengths =>
    whole === undefined ? one : { ...one, covariance: between(one.covariance, whole, share) };
  return {
    people: steadied(people, 1),
    estimate: steadied(raw, helps ? ratio : 1),
    lambda: helps ? lambda : 0,
    residuals,
    ratio,
    peoplesFit: start,
    precision,
    home: helps ? at[m] : start[m],
  };
}

/** What the votes' information leaves uncertain, with the prior, where all spread as much as they do on average. */
function informed(votes: LogitRows, x: Float64Array, precision: Float64Array): Float64Array {
  const { information, size } = logitParts(votes, x);
  const whole = information.map((value, i) => value + precision[i]);
  cholesky(whole, size);
  const dispersion = dispersionOf(votes, { peoplesFit: x, precision });
  return middledMatrix(invertCholesky(whole, size), votes.models).map((v) => dispersion * v);
}

/**
 * A covariance whose variances are halfway to a share of those of another. Votes on a model are few, so
 * what leaving questions out says of one is noisy, and of one that lost hardly a vote it is nearly
 * nothing: without any of the questions it still wins the others.
 */
function between(covariance: Float64Array, whole: Float64Array, share: number): Float64Array {
  const m = Math.sqrt(covariance.length);
  const variances = Array.from({ length: m }, (_, i) => {
    const at = i * (m + 1);
    return (covariance[at] + share * whole[at]) / 2;
  });
  const by = variances.map((v, i) => Math.sqrt(v / (covariance[i * (m + 1)] || v)));
  return covariance.map((value, k) => {
    const [i, j] = [Math.floor(k / m), k % m];
    return i === j ? variances[i] : value * by[i] * by[j];
  });
}

interface MovedResiduals {
  /** The judge's residuals on the voted rows of each question, by parameter. */
  readonly byQuestion: readonly Float64Array[];
  /** How their sum over the other questions changes, with the sign of `byQuestion`, when one is left out. */
  readonly without: readonly Float64Array[];
}

function judgesResiduals(
  votes: LogitRows,
  judge: PanelResiduals,
  input: CalibrationInput,
): MovedResiduals {
  const { questions } = votes;
  const size = votes.models + 1;
  const games = gamesOf(input);
  const { game, score } = input.judged;
  const rows = score.length;
  const perGame = game === undefined ? 1 : rows / new Set(Array.from(game)).size;
  // A game's residuals count as one verdict does, on average.
  const unit = 1 / (judge.meanWeight * perGame);
  const byQuestion = Array.from({ length: questions }, () => new Float64Array(size));
  const without = Array.from({ length: questions }, () => new Float64Array(size));
  for (let k = 0; k < votes.score.length; k++) {
    let by = 0;
    for (const { row, sign } of games[k]) by += sign * judge.residuals[row];
    addRow(votes, k, unit * votes.weight[k] * by, byQuestion[votes.question[k]]);
  }
  for (let q = 0; q < questions; q++) {
    without[q].set(byQuestion[q]);
    for (let k = 0; k < votes.score.length; k++) {
      if (votes.question[k] === q) continue;
      let by = 0;
      for (const { row, sign } of games[k]) by += sign * judge.loss(q, row);
      addRow(votes, k, unit * votes.weight[k] * by, without[q]);
    }
  }
  return { byQuestion, without };
}

interface Deletion {
  /** How the centred strengths move when the question is left out of the votes. */
  readonly a: Float64Array;
  /** The same by the judge's residuals, for lambda = 1. */
  readonly c: Float64Array;
}

function deletions(
  votes: LogitRows,
  x: Float64Array,
  precision: Float64Array,
  { without }: MovedResiduals,
): Deletion[] {
  const parts = logitParts(votes, x);
  return parts.scores.map((score, q) => {
    const [a, c] = solveWithout(parts, precision, q, score, without[q]);
    return {
      a: centredStrengths(
        a.map((v) => -v),
        votes.models,
      ),
      c: centredStrengths(c, votes.models),
    };
  });
}

/** The lambda of least variance, 0 to 1; without one question where it is named. */
function bestLambda(all: readonly Deletion[], without = -1): number {
  let shared = 0;
  let own = 0;
  all.forEach(({ a, c }, q) => {
    if (q === without) return;
    shared += dot(a, c);
    own += dot(c, c);
  });
  return own === 0 ? 0 : Math.min(1, Math.max(0, -shared / own));
}

/** Logit of the votes on the judge's strengths and the place: the slope, and it over its standard error (CR1). */
function slopeOn(
  votes: LogitRows,
  strengths: Float64Array,
  slopePrecision: number,
  placePrecision: number,
): { slope: number; z: number } {
  const distance = Array.from(votes.first, (i, k) => strengths[i] - strengths[votes.second[k]]);
  const rows: LogitRows = { ...votes, models: 0, extras: [distance, ...votes.extras] };
  const precision = Float64Array.of(slopePrecision, 0, 0, placePrecision);
  const { x } = fitLogit(rows, { precision });
  const parts = logitParts(rows, x);
  const whole = parts.information.map((value, i) => value + precision[i]);
  cholesky(whole, 2);
  const inverse = invertCholesky(whole, 2);
  const voted = parts.rowsOf.filter((some) => some.length > 0).length;
  let square = 0;
  for (const g of parts.scores) square += (inverse[0] * g[0] + inverse[1] * g[1]) ** 2;
  return { slope: x[0], z: x[0] / Math.sqrt((square * voted) / (voted - 1)) };
}

interface DeviationFit {
  readonly estimate: CalibratedStrengths;
  readonly dispersion: number;
  readonly size: number;
}

/** People's strengths as the judge's and deviations of a size s, averaged over s by its posterior. */
function deviationModel(
  votes: LogitRows,
  judge: CalibratedStrengths,
  powered: Powered,
  { modelFeatures, suspects }: CalibrationInput,
): DeviationFit {
  const m = votes.models;
  const size = m + 1;
  // Less than independent votes would spread is chance.
  const dispersion = Math.max(1, dispersionOf(votes, powered)) * Math.min(1, powered.ratio);
  const scale = Math.min(2, Math.max(0, slopeOn(votes, judge.strengths, 0.25, 0.25).slope));
  const fixed = new Float64Array(m * m);
  for (let i = 0; i < fixed.length; i++) fixed[i] = scale ** 2 * judge.covariance[i];
  addSquare(fixed, judge.strengths, 0.25);
  for (const means of modelFeatures)
    addSquare(fixed, centredStrengths(Float64Array.from(means), m), 0.25);
  for (const i of suspects) {
    addSquare(
      fixed,
      Float64Array.from({ length: m }, (_, j) => (i === j ? 1 : 0) - 1 / m),
      4,
    );
  }
  const mean = new Float64Array(size);
  mean.set(judge.strengths);
  const tilt = powered.residuals.map((c) => powered.lambda * c);
  const fits = DEVIATION_SIZES.map((s) => {
    const around = fixed.slice();
    for (let i = 0; i < m; i++) around[i * (m + 1)] += s ** 2;
    cholesky(around, m);
    const inverse = invertCholesky(around, m);
    const precision = new Float64Array(size * size);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) precision[i * size + j] = inverse[i * m + j];
    }
    precision[size * size - 1] = 1;
    const terms = { precision, mean, tilt, dispersion };
    const { x, value } = fitLogit(votes, terms);
    const curvature = logitParts(votes, x).information.map((v, i) => v / dispersion + precision[i]);
    cholesky(curvature, size);
    const weight =
      value -
      halfLogDeterminant(around, m) -
      halfLogDeterminant(curvature, size) -
      Math.log1p((s / USUAL_SIZE) ** 2);
    return {
      s,
      weight,
      x: centredStrengths(x, m),
      covariance: middledMatrix(invertCholesky(curvature, size), m),
    };
  });
  return averaged(fits, dispersion, m);
}

/** How much more than independent votes the questions spread. */
function dispersionOf(
  votes: LogitRows,
  { peoplesFit, precision }: Pick<Powered, "peoplesFit" | "precision">,
): number {
  const parts = logitParts(votes, peoplesFit);
  const { size } = parts;
  const whole = parts.information.map((value, i) => value + precision[i]);
  cholesky(whole, size);
  let spent = 0;
  for (const score of parts.scores) {
    const solved = score.slice();
    solveCholesky(whole, size, solved);
    spent += dot(score, solved);
  }
  const inverse = invertCholesky(whole, size);
  const parameters = dot(inverse, parts.information);
  const voted = parts.rowsOf.filter((some) => some.length > 0).length;
  return ((voted / (voted - 1)) * spent) / parameters;
}

function averaged(
  fits: readonly { s: number; weight: number; x: Float64Array; covariance: Float64Array }[],
  dispersion: number,
  m: number,
): DeviationFit {
  const shares = gridShares(
    fits.map(({ s }) => s),
    fits.map(({ weight }) => weight),
  );
  const strengths = new Float64Array(m);
  const covariance = new Float64Array(m * m);
  fits.forEach(({ x }, k) => {
    for (let i = 0; i < m; i++) strengths[i] += shares[k] * x[i];
  });
  fits.forEach((fit, k) => {
    for (let i = 0; i < m * m; i++) covariance[i] += shares[k] * fit.covariance[i];
    addSquare(
      covariance,
      fit.x.map((value, i) => value - strengths[i]),
      shares[k],
    );
  });
  const size = fits.reduce((sum, { s }, k) => sum + shares[k] * s, 0);
  return { estimate: { strengths, covariance }, dispersion, size };
}

/** The covariance of strengths with mean 0, from one of parameters. */
function middledMatrix(matrix: Float64Array, m: number): Float64Array {
  const size = Math.sqrt(matrix.length);
  const rows = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    rows.set(centredStrengths(matrix.subarray(i * size, i * size + m), m), i * m);
  const result = new Float64Array(m * m);
  for (let j = 0; j < m; j++) {
    const column = centredStrengths(
      Float64Array.from({ length: m }, (_, i) => rows[i * m + j]),
      m,
    );
    for (let i = 0; i < m; i++) result[i * m + j] = column[i];
  }
  return result;
}

/** The sum of d d', times a factor. */
function spread(steps: readonly Float64Array[], factor: number): Float64Array {
  const m = steps[0].length;
  const result = new Float64Array(m * m);
  for (const step of steps) addSquare(result, step, factor);
  return result;
}

function sumOf(vectors: readonly Float64Array[], size: number): Float64Array {
  const sum = new Float64Array(size);
  for (const v of vectors) for (let i = 0; i < size; i++) sum[i] += v[i];
  return sum;
}

function trace(matrix: Float64Array, m: number): number {
  let sum = 0;
  for (let i = 0; i < m; i++) sum += matrix[i * (m + 1)];
  return sum;
}

function meanWidth({ covariance }: CalibratedStrengths, m: number): number {
  let sum = 0;
  for (let i = 0; i < m; i++) sum += Math.sqrt(covariance[i * (m + 1)]);
  return sum / m;
}

function halfLogDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.log(factor[i * (size + 1)]);
  return sum;
}
