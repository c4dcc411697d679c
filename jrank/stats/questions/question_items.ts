/** What each question tells of the models: see `itemsOf`. */
import type { ItemKind } from "../../core/ranking.ts";
import { type Comparisons, hardShares, sharesOfRow } from "../data/comparisons.ts";
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
  const seen = verdictsOf(comparisons, fit, clustered.clusters, left);
  const known = seen.filter(({ gap }) => gap.some((x) => x !== 0));
  if (known.length < 2) return [];
  const { likelihood, x } = fit.parameters;
  const tie = likelihood.tie === null ? 0 : x[x.length - 1];
  const posteriors = known.map((own) =>
    slopesOf(own, DEVIATION_SIZES, (parts, eta, out) => {
      likelihood.evaluate(parts[0], parts[1], parts[2], fit.homeAdvantage + eta, tie, out);
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
  /** How much of each counts as a win of the first, of the second and as a tie. */
  readonly parts: ArrayLike<number>[];
  readonly gap: number[];
  readonly weight: number[];
}

function verdictsOf(
  comparisons: Comparisons,
  { strengths, structure }: Pick<Fitted, "strengths" | "structure">,
  names: readonly string[],
  left: { move(q: number): Float64Array },
): Verdicts[] {
  const { first, second, outcome, shares: soft, weight, cluster, clusters } = comparisons;
  // One of each serves millions of rows.
  const hard = [0, 1, 2, 3].map(hardShares);
  const place = new Map(names.map((name, q) => [name, q]));
  const byQuestion: Verdicts[] = names.map((question) => ({
    question,
    judgments: 0,
    parts: [],
    gap: [],
    weight: [],
  }));
  const rowsOf: number[][] = names.map(() => []);
  const isPlaced = Array.from(
    strengths,
    (strength, m) => Number.isFinite(strength) && structure.status[m] === "ok",
  );
  for (let k = 0; k < first.length; k++) {
    const q = place.get(clusters[cluster?.[k] ?? -1]);
    const i = first[k];
    const j = second[k];
    if (q === undefined || i === j || weight?.[k] === 0 || !isPlaced[i] || !isPlaced[j]) continue;
    rowsOf[q].push(k);
  }
  return byQuestion.map((empty, q) => {
    if (rowsOf[q].length === 0) return empty;
    const move = left.move(q);
    const weights = rowsOf[q].map((k) => weight?.[k] ?? 1);
    const gap = rowsOf[q].map((k) => {
      const i = first[k];
      const j = second[k];
      const x = strengths[i] + move[i] - strengths[j] - move[j];
      return Number.isFinite(x) ? x : 0;
    });
    return {
      question: empty.question,
      judgments: weights.reduce((sum, w) => sum + w, 0),
      parts: rowsOf[q].map((k) => (soft ? sharesOfRow(comparisons, k) : hard[outcome[k]])),
      gap,
      weight: weights,
    };
  });
}

/**
 * The modes of a question's slope under N(1, s²) for sizes s, their variances and the densities of the
 * verdicts (Laplace). Each search begins at the mode before, where the verdicts are summed already: over
 * millions of them that is what takes time.
 */
function slopesOf(
  { parts, gap, weight }: Verdicts,
  sizes: readonly number[],
  evaluate: (parts: ArrayLike<number>, eta: number, out: Float64Array) => void,
): { slope: number; variance: number; density: number }[] {
  const out = new Float64Array(6);
  const verdictsAt = (slope: number) => {
    const sums = { value: 0, first: 0, second: 0 };
    for (let k = 0; k < gap.length; k++) {
      evaluate(parts[k], slope * gap[k], out);
      sums.value += weight[k] * out[0];
      sums.first += weight[k] * out[1] * gap[k];
      sums.second += weight[k] * out[3] * gap[k] ** 2;
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
