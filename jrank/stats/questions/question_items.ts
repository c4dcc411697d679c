/** What each question tells of the models: see `itemsOf`. */
import type { ItemKind } from "../../core/ranking.ts";
import type { ClusteredPoints } from "../data/clusters.ts";
import type { Comparisons } from "../data/comparisons.ts";
import { DEVIATION_SIZES, gridShares } from "../numeric/deviation_grid.ts";
import { normalCdf, normalQuantile } from "../numeric/student_t.ts";
import type { Fitted } from "../uncertainty/fitted.ts";

export interface Item {
  readonly question: string;
  readonly judgments: number;
  /** Slope of its verdicts on the strengths that all other questions give: 1 is usual. */
  readonly slope: number;
  readonly lower: number;
  readonly upper: number;
  readonly kind: ItemKind;
}

/** With fewer judgments a question on average nothing can be said of a single one. */
const LEAST_JUDGMENTS = 3;
/** More questions are votes of an arena, each about one of its own. */
const MOST_QUESTIONS = 2000;
/** So sure a kind must be. */
const SURE = 0.95;
/** A question that tells less than this share of a usual one adds nothing. */
const NOTHING = 0.5;
const STEPS = 50;

/**
 * Each question's own slope a_q: its verdicts have the log odds α + a_q (θ_i - θ_j), with θ the strengths
 * without it (the jackknife's, to first order), α and a tie parameter as fitted. So a question on which the
 * stronger models win as usual has 1, one whose verdicts have nothing to do with them 0, and one that says
 * the contrary of all others is below 0. One question has few verdicts, so slopes are taken from a
 * population: a_q ~ N(1, s²), s integrated over as in `groupEffects`; intervals and kinds are those of the
 * posterior, which few verdicts leave near 1. Empty where there is too little to tell.
 */
export function itemsOf(
  comparisons: Comparisons,
  fit: Pick<
    Fitted,
    | "models"
    | "strengths"
    | "homeAdvantage"
    | "clustered"
    | "jackknife"
    | "parameters"
    | "structure"
  >,
  { confidence }: { confidence: number },
): Item[] {
  const { clustered } = fit;
  const left = fit.jackknife();
  const rows = comparisons.first.length;
  const count = clustered?.clusters.length ?? 0;
  if (clustered === null || left === null || count > MOST_QUESTIONS) return [];
  if (rows < LEAST_JUDGMENTS * count) return [];
  const seen = verdictsOf(clustered, fit, left);
  const known = seen.filter(({ gap }) => gap.some((x) => x !== 0));
  if (known.length < 2) return [];
  const { likelihood, x } = fit.parameters;
  const tie = likelihood.tie === null ? 0 : x[x.length - 1];
  const posteriors = known.map((own) =>
    slopesOf(own, DEVIATION_SIZES, (wins, losses, ties, eta, out) => {
      likelihood.evaluate(wins, losses, ties, fit.homeAdvantage + eta, tie, out);
    }),
  );
  const shares = gridShares(
    DEVIATION_SIZES,
    DEVIATION_SIZES.map((s, k) => {
      const density = posteriors.reduce((sum, own) => sum + own[k].density, 0);
      return density + Math.log(s) - 1.5 * Math.log1p((s / 0.5) ** 2);
    }),
  );
  const z = normalQuantile((1 + confidence) / 2);
  return known.map(({ question, judgments }, q) => {
    const mean = mixed(shares, (k) => posteriors[q][k].slope);
    const variance = mixed(
      shares,
      (k) => posteriors[q][k].variance + (posteriors[q][k].slope - mean) ** 2,
    );
    const below = (value: number): number =>
      mixed(shares, (k) =>
        normalCdf((value - posteriors[q][k].slope) / Math.sqrt(posteriors[q][k].variance)),
      );
    const half = z * Math.sqrt(variance);
    return {
      question,
      judgments,
      slope: mean,
      lower: mean - half,
      upper: mean + half,
      kind:
        below(0) >= SURE
          ? "contradicted"
          : below(NOTHING) >= SURE
            ? "adds-nothing"
            : below(1) <= 1 - SURE
              ? "separates"
              : "usual",
    };
  });
}

const mixed = (shares: readonly number[], of: (k: number) => number): number =>
  shares.reduce((sum, share, k) => sum + share * of(k), 0);

/** The verdicts of a question, and the gaps in strength that the other questions see. */
interface Verdicts {
  readonly question: string;
  readonly judgments: number;
  readonly gap: Float64Array;
  /** How much there is at each gap of wins of the first, of the second, and of ties. */
  readonly parts: readonly Float64Array[];
}

function verdictsOf(
  { clusters, start, pair, won, lost, tied }: ClusteredPoints,
  { strengths, structure, parameters }: Pick<Fitted, "strengths" | "structure" | "parameters">,
  left: { move(q: number): Float64Array },
): Verdicts[] {
  const { first, second } = parameters.games;
  const isPlaced = Array.from(
    strengths,
    (strength, m) => Number.isFinite(strength) && structure.status[m] === "ok",
  );
  const without = new Float64Array(strengths.length);
  const strengthsWithout = (move: Float64Array): Float64Array => {
    for (let m = 0; m < without.length; m++) without[m] = strengths[m] + move[m];
    return without;
  };
  return clusters.map((question, q) => {
    const most = start[q + 1] - start[q];
    const gap = new Float64Array(most);
    const parts = [0, 1, 2].map(() => new Float64Array(most));
    const [wins, losses, ties] = parts;
    const own = most > 0 ? strengthsWithout(left.move(q)) : strengths;
    let judgments = 0;
    let seen = 0;
    for (let e = start[q]; e < start[q + 1]; e++) {
      const i = first[pair[e]];
      const j = second[pair[e]];
      if (!isPlaced[i] || !isPlaced[j]) continue;
      const x = own[i] - own[j];
      gap[seen] = Number.isFinite(x) ? x : 0;
      wins[seen] = won[e] - tied[e] / 2;
      losses[seen] = lost[e] - tied[e] / 2;
      ties[seen++] = tied[e];
      judgments += won[e] + lost[e];
    }
    return { question, judgments, ...onGrid(cut({ gap, parts }, seen)) };
  });
}

/** The first of some verdicts. */
const cut = ({ gap, parts }: Pick<Verdicts, "gap" | "parts">, count: number) => ({
  gap: gap.subarray(0, count),
  parts: parts.map((part) => part.subarray(0, count)),
});

/** Gaps on the grid are so far from one another, and each verdict is on so many of them. */
const GRID = 1 / 32;
const NODES = 10;

/**
 * The same verdicts at gaps of a grid, where that is fewer: each is divided among the ten that are nearest
 * to it by the weights of Lagrange's interpolation (Abramowitz and Stegun, Handbook of Mathematical
 * Functions, 25.2). A sum over the verdicts of a smooth function of the gap stays what it was: of log
 * probabilities at slopes of up to 8 in size to 2e-9 a verdict, to 1e-12 at usual ones.
 */
export function onGrid(verdicts: Pick<Verdicts, "gap" | "parts">): typeof verdicts {
  const { gap, parts } = verdicts;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of gap) {
    if (x < least) least = x;
    if (x > most) most = x;
  }
  const from = Math.floor(least / GRID) - NODES / 2;
  const size = Math.floor(most / GRID) - from + NODES / 2 + 1;
  if (!(least < most) || !(gap.length > 2 * size)) return verdicts;
  const grid = parts.map(() => new Float64Array(size));
  const share = new Float64Array(NODES);
  for (let e = 0; e < gap.length; e++) {
    const at = gap[e] / GRID - from;
    const begin = Math.floor(at) - NODES / 2 + 1;
    const u = at - begin;
    // The product of (u - j) / (k - j) over the other nodes j: those before k, then those after it.
    let product = 1;
    for (let k = 0; k < NODES; k++) {
      share[k] = product * SCALES[k];
      product *= u - k;
    }
    product = 1;
    for (let k = NODES - 1; k >= 0; k--) {
      share[k] *= product;
      product *= u - k;
    }
    for (let o = 0; o < 3; o++) {
      const value = parts[o][e];
      if (value === 0) continue;
      const to = grid[o];
      for (let k = 0; k < NODES; k++) to[begin + k] += value * share[k];
    }
  }
  return { gap: Float64Array.from({ length: size }, (_, k) => (from + k) * GRID), parts: grid };
}

/** For each node of Lagrange's interpolation 1 over the product of its distances from the others. */
const SCALES = Array.from({ length: NODES }, (_, k) => {
  let product = 1;
  for (let j = 0; j < NODES; j++) if (j !== k) product *= k - j;
  return 1 / product;
});

/**
 * The modes of a question's slope under N(1, s²) for sizes s, their variances and the densities of the
 * verdicts (Laplace). Each search begins at the mode before, where the verdicts are summed already.
 */
function slopesOf(
  { parts: [wins, losses, ties], gap }: Verdicts,
  sizes: readonly number[],
  evaluate: (wins: number, losses: number, ties: number, eta: number, out: Float64Array) => void,
): { slope: number; variance: number; density: number }[] {
  const out = new Float64Array(6);
  const verdictsAt = (slope: number) => {
    const sums = { value: 0, first: 0, second: 0 };
    for (let k = 0; k < gap.length; k++) {
      const x = gap[k];
      evaluate(wins[k], losses[k], ties[k], slope * x, out);
      sums.value += out[0];
      sums.first += out[1] * x;
      sums.second += out[3] * x * x;
    }
    return { slope, ...sums };
  };
  let verdicts = verdictsAt(1);
  return sizes.map((s) => {
    const withPrior = ({ slope, value, first, second }: typeof verdicts) => ({
      value: value - (slope - 1) ** 2 / (2 * s ** 2),
      first: first - (slope - 1) / s ** 2,
      second: second + 1 / s ** 2,
    });
    let now = withPrior(verdicts);
    for (let step = 0; step < STEPS && Math.abs(now.first / now.second) > 1e-9; step++) {
      let move = now.first / now.second;
      let next = verdictsAt(verdicts.slope + move);
      while (withPrior(next).value < now.value - 1e-12 && Math.abs(move) > 1e-9) {
        move /= 2;
        next = verdictsAt(verdicts.slope + move);
      }
      verdicts = next;
      now = withPrior(next);
    }
    return {
      slope: verdicts.slope,
      variance: 1 / now.second,
      density: now.value - Math.log(s) - Math.log(now.second) / 2,
    };
  });
}
