import type { TiedGames } from "./games.ts";
import type { Prior } from "./likelihood.ts";

/**
 * What a tie model says of the games of one ordered pair. Its probabilities depend on the log odds
 * eta = alpha + b_first - b_second and on one tie parameter t, and the log-likelihood is concave in
 * both together.
 */
export interface TieLikelihood {
  /** As the literature calls the parameter that is reported: see `reported`. */
  readonly parameter: string;
  /** From t to the reported parameter. */
  reported(t: number): number;
  /** t for which equals tie with this probability: where fitting starts. */
  start(share: number): number;
  /** P(tie) of equals on neutral ground. */
  tieOfEquals(t: number): number;
  /** Expected score of the first: P(win) + P(tie) / 2. */
  score(eta: number, t: number): number;
  /** Log odds by which the winner must lead, in units of t, for a win to outweigh a rise of t. */
  readonly lead: number;
  /**
   * For a wins of the first, b of the second and c ties: fills `out` with the log-likelihood, its
   * derivatives by eta and t, and minus its second derivatives (eta eta, eta t, t t). NaN outside the
   * parameter's range.
   */
  evaluate(a: number, b: number, c: number, eta: number, t: number, out: Float64Array): void;
}

/**
 * The log-likelihood (plus log prior of the strengths and home advantage) at x = strengths, home
 * advantage where `home`, then t. Fills its gradient and the lower triangle of the information.
 */
export function evaluateTies(
  { models, first, second, won, lost, tied }: TiedGames,
  likelihood: TieLikelihood,
  { home, prior }: { home: boolean; prior: Prior },
  x: Float64Array,
  gradient: Float64Array,
  information: Float64Array | null,
): number {
  const m = models.length;
  const size = x.length;
  const last = size - 1;
  const alpha = home ? x[m] : 0;
  const t = x[last];
  const out = new Float64Array(6);
  gradient.fill(0);
  information?.fill(0);
  let value = 0;
  for (let g = 0; g < first.length; g++) {
    if (won[g] + lost[g] === 0) continue;
    const i = first[g];
    const j = second[g];
    const halves = tied[g] / 2;
    likelihood.evaluate(won[g] - halves, lost[g] - halves, tied[g], alpha + x[i] - x[j], t, out);
    value += out[0];
    gradient[i] += out[1];
    gradient[j] -= out[1];
    if (home) gradient[m] += out[1];
    gradient[last] += out[2];
    if (information) addPair(information, size, home ? m : -1, i, j, out[3], out[4], out[5]);
  }
  for (let i = 0; i < last; i++) {
    const precision = i < m ? prior.strength : prior.homeAdvantage;
    value -= (precision * x[i] * x[i]) / 2;
    gradient[i] -= precision * x[i];
    if (information) information[i * size + i] += precision;
  }
  return value;
}

/** Adds a pair's information (by eta eta, eta t and t t) to the lower triangle; `home` is the home advantage's row or -1. */
export function addPair(
  information: Float64Array,
  size: number,
  home: number,
  i: number,
  j: number,
  ee: number,
  et: number,
  tt: number,
): void {
  const last = (size - 1) * size;
  information[i * size + i] += ee;
  information[j * size + j] += ee;
  information[i > j ? i * size + j : j * size + i] -= ee;
  information[last + i] += et;
  information[last + j] -= et;
  information[last + size - 1] += tt;
  if (home < 0) return;
  information[home * size + home] += ee;
  information[home * size + i] += ee;
  information[home * size + j] -= ee;
  information[last + home] += et;
}
