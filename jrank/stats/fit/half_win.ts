import type { Likelihood } from "./likelihood.ts";

/**
 * Bradley and Terry (Biometrika 39, 1952) with a tie as half a win each:
 *
 *     P(first) = p = 1 / (1 + exp(-eta)),   won ln p + lost ln (1 - p)
 */
export const halfWin: Likelihood = {
  tie: null,
  score: (eta) => 1 / (1 + Math.exp(-eta)),
  probabilities: (eta) => [1 / (1 + Math.exp(-eta)), 1 / (1 + Math.exp(eta)), 0],
  evaluate(wins, losses, ties, eta, _t, out) {
    const won = wins + ties / 2;
    const lost = losses + ties / 2;
    const n = won + lost;
    // e^-|eta| cannot overflow, and what is left of p and 1 - p keeps its relative precision.
    const e = Math.exp(-Math.abs(eta));
    out[0] = (eta >= 0 ? -lost : won) * eta - n * Math.log1p(e);
    out[1] = (eta >= 0 ? won * e - lost : won - lost * e) / (1 + e);
    out[2] = 0;
    out[3] = (n * e) / ((1 + e) * (1 + e));
    out[4] = 0;
    out[5] = 0;
  },
  slope(wins, losses, ties, u, v) {
    return ((wins + ties / 2) * v - (losses + ties / 2) * u) / (u + v);
  },
};
