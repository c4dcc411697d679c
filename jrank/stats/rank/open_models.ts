/**
 * Models whose distance from the others the judgments do not determine: undefeated, winless, separated,
 * or never met. Infinity is where their likelihood is largest, and no order: one game won of one says
 * next to nothing.
 */
import type { Random } from "../../core/random.ts";
import type { Comparisons } from "../data/comparisons.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { NO_VARIATION } from "../uncertainty/rank_covariance.ts";
import {
  type Degrees,
  drawAround,
  type OpenModels,
  type RankDraws,
  withoutLimits,
} from "./rank_draws.ts";

/** What the limits of open models are made from. */
export interface OpenInput {
  readonly fit: Pick<
    Fitted,
    "strengths" | "strengthsInGroup" | "structure" | "homeAdvantage" | "parameters" | "covariance"
  >;
  /** Of the models in the fit's order. */
  readonly comparisons: Comparisons;
  readonly covariance: Covariance;
  readonly degrees: Degrees;
  readonly random: Random;
}

/** A game that an open model won (side 1) or lost (side -1), seen from its winner. */
interface Bout {
  readonly model: number;
  readonly opponent: number;
  readonly question: number;
  /** What being shown where it was is worth to the winner. */
  readonly place: number;
  readonly weight: number;
}

/** Where the strengths of a model stand, a row a draw. */
interface Column {
  readonly values: Float64Array;
  readonly stride: number;
  readonly at: number;
}

/**
 * The exact limits of Clopper and Pearson (Biometrika 26, 1934), drawn. A model at strength s or below
 * wins all its games against the others with a chance of at most L(s), the product of P(win): so
 * with u uniform, the s at which L(s) = u is a draw of its least strength. Nothing bounds it from
 * above. L is the profile likelihood over its maximum too. Of several games on one question, which may
 * be decided together, only the likeliest to be lost counts. Opponents that are open themselves enter
 * with their own least strength.
 *
 * A group of models whose strengths among each other are known moves as one, those strengths drawn
 * anew; otherwise a model's own games alone speak for it. Models that lost all: the same, mirrored.
 */
export function openModels(draws: RankDraws, input: OpenInput): OpenModels {
  const { fit, comparisons, random } = input;
  const { count, values, placed } = draws;
  const { side, group } = fit.structure;
  const open = withoutLimits(fit.strengths.length, draws);
  const bounded = open.models.filter(
    (i) => Math.abs(fit.strengths[i]) === Number.POSITIVE_INFINITY,
  );
  if (bounded.length === 0 || placed.length === 0) return open;
  const bouts = boutsOf(comparisons, fit, new Set(bounded));
  const limit = (sign: number) => (sign > 0 ? open.least : open.most);
  const known = new Map(
    placed.map((model, at): [number, Column] => [model, { values, stride: placed.length, at }]),
  );
  const column = (model: number): Column => ({
    values: limit(side[model]),
    stride: open.models.length,
    at: open.models.indexOf(model),
  });
  const isOfUse = (sign: number, opponent: number) =>
    known.has(opponent) && (side[opponent] === 0 || side[opponent] === sign);
  for (let waiting = blocsOf(bounded, input); waiting.length > 0; ) {
    // Points between groups go one way, so there is always one whose opponents have their limits.
    const pending = new Set(waiting.flat().map((i) => group[i]));
    const waits = ({ model, opponent }: Bout): boolean =>
      side[opponent] === side[model] && pending.has(group[opponent]);
    const ready = waiting.filter((bloc) => !bloc.some((i) => bouts.get(i)?.some(waits)));
    for (const bloc of ready) {
      const sign = side[bloc[0]];
      const games = strongestByQuestion(
        bloc.flatMap((i) => bouts.get(i) ?? []).filter((b) => isOfUse(sign, b.opponent)),
        ({ model, opponent, place }) =>
          place +
          sign * ((bloc.length > 1 ? fit.strengthsInGroup[model] : 0) - fit.strengths[opponent]),
      );
      const within = withinBloc(bloc, count, input);
      const at = games.map(({ model }) => bloc.indexOf(model));
      const opponents = games.map(({ opponent }) => known.get(opponent) as Column);
      const shiftTo = createSolver(
        fit,
        games.map(({ weight }) => weight),
      );
      const leads = new Float64Array(games.length);
      for (let d = 0; d < count; d++) {
        for (let g = 0; g < games.length; g++) {
          const { values: of, stride, at: c } = opponents[g];
          const gap = within[d * bloc.length + at[g]] - of[d * stride + c];
          leads[g] = sign * gap + games[g].place;
        }
        const shift = sign * shiftTo(leads, Math.log(1 - random.next()));
        bloc.forEach((model, k) => {
          const { values: limits, stride, at: c } = column(model);
          limits[d * stride + c] = shift + within[d * bloc.length + k];
        });
      }
    }
    for (const model of ready.flat()) known.set(model, column(model));
    waiting = waiting.filter((bloc) => !ready.includes(bloc));
  }
  return open;
}

/** The games between groups that each of the models won, or lost where it lies below. */
function boutsOf(
  { first, second, outcome, weight, cluster, clusters }: Comparisons,
  { structure, homeAdvantage }: OpenInput["fit"],
  bounded: ReadonlySet<number>,
): Map<number, Bout[]> {
  const { group, side } = structure;
  const hasQuestions = cluster !== undefined && clusters.length > 1;
  const bouts = new Map<number, Bout[]>();
  for (let k = 0; k < first.length; k++) {
    const w = weight === undefined ? 1 : weight[k];
    if (group[first[k]] === group[second[k]] || w === 0) continue;
    const [winner, loser] = outcome[k] === 1 ? [first[k], second[k]] : [second[k], first[k]];
    const bout = {
      question: hasQuestions ? cluster[k] : k,
      place: outcome[k] === 1 ? homeAdvantage : -homeAdvantage,
      // A weight of more than 1 repeats a judgment, which proves nothing more.
      weight: Math.min(1, w),
    };
    for (const [model, opponent, sign] of [
      [winner, loser, 1],
      [loser, winner, -1],
    ]) {
      if (!bounded.has(model) || side[model] !== sign) continue;
      const own = bouts.get(model) ?? [];
      own.push({ model, opponent, ...bout });
      bouts.set(model, own);
    }
  }
  return bouts;
}

/** Of each question the game that its winner was likeliest to lose. */
function strongestByQuestion(bouts: readonly Bout[], lead: (bout: Bout) => number): Bout[] {
  const chosen = new Map<number, Bout>();
  for (const bout of bouts) {
    const known = chosen.get(bout.question);
    if (known === undefined || lead(bout) < lead(known)) chosen.set(bout.question, bout);
  }
  // Games alike are one, with their weights together.
  const merged = new Map<string, Bout>();
  for (const bout of chosen.values()) {
    const key = `${bout.model}/${bout.opponent}/${bout.place}`;
    merged.set(key, { ...bout, weight: bout.weight + (merged.get(key)?.weight ?? 0) });
  }
  return [...merged.values()];
}

/** Whole groups where the strengths among their models vary as they should, else single models. */
function blocsOf(bounded: readonly number[], { fit, covariance }: OpenInput): number[][] {
  const { group } = fit.structure;
  const curvature = fit.covariance("fisher");
  const varies = (i: number): boolean =>
    covariance.values[i * (covariance.size + 1)] >
    NO_VARIATION * curvature.values[i * (curvature.size + 1)];
  return [...new Set(bounded.map((i) => group[i]))].flatMap((g) => {
    const members = bounded.filter((i) => group[i] === g);
    return members.length > 1 && members.every(varies) ? [members] : members.map((i) => [i]);
  });
}

/** Draws of the strengths within a bloc, a row a draw. */
function withinBloc(
  bloc: readonly number[],
  count: number,
  { fit, covariance, degrees, random }: OpenInput,
): Float64Array {
  if (bloc.length === 1) return new Float64Array(count);
  return drawAround(fit.strengthsInGroup, covariance, { rows: bloc, count, degrees, random });
}

/** Precise enough for an order, in natural-log units. */
const CLOSE = 1e-4;

/** The shift of all leads at which the log of the product of P(win) is a target; -Infinity without games. */
function createSolver(
  { parameters: { likelihood, x } }: Pick<OpenInput["fit"], "parameters">,
  weights: readonly number[],
): (leads: Float64Array, target: number) => number {
  const t = likelihood.tie === null ? 0 : x[x.length - 1];
  const out = new Float64Array(6);
  let start = 0;
  return (leads, target) => {
    if (!leads.some((lead) => lead < Number.POSITIVE_INFINITY)) return Number.NEGATIVE_INFINITY;
    let shift = start;
    // Newton's method on a concave function that rises: from its first step on it comes from the left.
    for (let step = 0; step < 200; step++) {
      let value = -target;
      let slope = 0;
      for (let g = 0; g < leads.length; g++) {
        if (leads[g] === Number.POSITIVE_INFINITY) continue;
        likelihood.evaluate(1, 0, 0, shift + leads[g], t, out);
        value += weights[g] * out[0];
        slope += weights[g] * out[1];
      }
      const move = value / Math.max(slope, 1e-6);
      shift -= move;
      if (Math.abs(move) < CLOSE) break;
    }
    start = shift;
    return shift;
  };
}
