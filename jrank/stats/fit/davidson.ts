import type { Likelihood } from "./likelihood.ts";

/**
 * Davidson (Journal of the American Statistical Association 65, 1970), with the home advantage of
 * Davidson and Beaver (Biometrics 33, 1977):
 *
 *     P(first) : P(second) : P(tie) = e^(eta/2) : e^(-eta/2) : nu,   t = ln nu
 *
 * Ties become rarer with the gap as the square root of the weaker one's odds. Given that a game is
 * decided, the odds are those of Bradley-Terry.
 */
export const davidson: Likelihood = {
  tie: {
    name: "nu",
    reported: Math.exp,
    start: (share) => Math.log((2 * share) / (1 - share)),
    ofEquals: (t) => 1 / (1 + 2 * Math.exp(-t)),
  },
  score(eta, t) {
    const [p1, , p3] = davidson.probabilities(eta, t);
    return p1 + p3 / 2;
  },
  probabilities(eta, t) {
    const most = Math.max(Math.abs(eta) / 2, t);
    const weights = [eta / 2, -eta / 2, t].map((log) => Math.exp(log - most));
    const [p1, p2, p3] = weights.map((w) => w / (weights[0] + weights[1] + weights[2]));
    return [p1, p2, p3];
  },
  evaluate(wins, losses, ties, eta, t, out) {
    const n = wins + losses + ties;
    const most = Math.max(Math.abs(eta) / 2, t);
    const e1 = Math.exp(eta / 2 - most);
    const e2 = Math.exp(-eta / 2 - most);
    const e3 = Math.exp(t - most);
    const z = e1 + e2 + e3;
    const p1 = e1 / z;
    const p2 = e2 / z;
    const p3 = e3 / z;
    const d = (p1 - p2) / 2;
    out[0] = ((wins - losses) * eta) / 2 + ties * t - n * (most + Math.log(z));
    out[1] = (wins - losses) / 2 - n * d;
    out[2] = ties - n * p3;
    out[3] = n * ((p1 + p2) / 4 - d * d);
    out[4] = -n * d * p3;
    out[5] = n * p3 * (1 - p3);
  },
  slope(wins, losses, ties, u, v, root, tie, out) {
    const drawn = tie * root;
    const share = (wins + losses + ties) / (u + v + drawn);
    out[0] = ties - share * drawn;
    return (wins - losses - share * (u - v)) / 2;
  },
};
