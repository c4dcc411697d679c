import type { TieLikelihood } from "./tie_likelihood.ts";

/**
 * Davidson (Journal of the American Statistical Association 65, 1970), with the home advantage of
 * Davidson and Beaver (Biometrics 33, 1977):
 *
 *     P(first) : P(second) : P(tie) = e^(eta/2) : e^(-eta/2) : nu,   t = ln nu
 *
 * Ties become rarer with the gap as the square root of the weaker one's odds. Given that a game is
 * decided, the odds are those of Bradley-Terry.
 */
export const davidson: TieLikelihood = {
  parameter: "nu",
  lead: 2,
  reported: Math.exp,
  start: (share) => Math.log((2 * share) / (1 - share)),
  tieOfEquals: (t) => 1 / (1 + 2 * Math.exp(-t)),
  score(eta, t) {
    const [p1, , p3] = probabilities(eta, t);
    return p1 + p3 / 2;
  },
  evaluate(a, b, c, eta, t, out) {
    const n = a + b + c;
    const [p1, p2, p3, logZ] = probabilities(eta, t);
    const d = (p1 - p2) / 2;
    out[0] = ((a - b) * eta) / 2 + c * t - n * logZ;
    out[1] = (a - b) / 2 - n * d;
    out[2] = c - n * p3;
    out[3] = n * ((p1 + p2) / 4 - d * d);
    out[4] = -n * d * p3;
    out[5] = n * p3 * (1 - p3);
  },
};

/** P(first), P(second), P(tie) and the log of what they were divided by. */
function probabilities(eta: number, t: number): [number, number, number, number] {
  const most = Math.max(Math.abs(eta) / 2, t);
  const e1 = Math.exp(eta / 2 - most);
  const e2 = Math.exp(-eta / 2 - most);
  const e3 = Math.exp(t - most);
  const z = e1 + e2 + e3;
  return [e1 / z, e2 / z, e3 / z, most + Math.log(z)];
}
