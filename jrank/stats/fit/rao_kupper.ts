import type { Likelihood } from "./likelihood.ts";

/**
 * Rao and Kupper (Journal of the American Statistical Association 62, 1967): a judge who sees a
 * difference below the threshold delta calls a tie,
 *
 *     P(first) = s(eta - delta),  P(second) = s(-eta - delta),  P(tie) = the rest,   t = delta > 0
 *
 * with s the logistic function. It is the ordinal logit of three outcomes, so it is concave in all
 * parameters (Pratt, JASA 76, 1981). P(tie) = (e^(2 delta) - 1) P(first) P(second).
 */
export const raoKupper: Likelihood = {
  tie: {
    name: "delta",
    reported: (t) => t,
    start: (share) => 2 * Math.atanh(Math.min(share, 0.95)),
    ofEquals: (t) => Math.tanh(t / 2),
  },
  score: (eta, t) => (1 + logistic(eta - t) - logistic(-eta - t)) / 2,
  probabilities(eta, t) {
    const p1 = logistic(eta - t);
    const p2 = logistic(-eta - t);
    return [p1, p2, Math.expm1(2 * t) * p1 * p2];
  },
  evaluate(a, b, c, eta, t, out) {
    if (!(t > 0)) {
      out.fill(Number.NaN);
      return;
    }
    const first = a + c;
    const second = b + c;
    const p1 = logistic(eta - t);
    const p2 = logistic(-eta - t);
    const left = -Math.expm1(-2 * t);
    const w1 = first * p1 * (1 - p1);
    const w2 = second * p2 * (1 - p2);
    out[0] = first * logOf(eta - t) + second * logOf(-eta - t) + c * (2 * t + Math.log(left));
    out[1] = first * (1 - p1) - second * (1 - p2);
    out[2] = -first * (1 - p1) - second * (1 - p2) + (2 * c) / left;
    out[3] = w1 + w2;
    out[4] = w2 - w1;
    out[5] = w1 + w2 + (4 * c * (1 - left)) / (left * left);
  },
  slope(a, b, c, u, v, _root, tie, out) {
    if (!(tie > 1)) {
      out[0] = Number.NaN;
      return Number.NaN;
    }
    const first = ((a + c) * tie * v) / (u + tie * v);
    const second = ((b + c) * tie * u) / (v + tie * u);
    out[0] = -first - second;
    if (c > 0) out[0] += (2 * c * tie * tie) / ((tie - 1) * (tie + 1));
    return first - second;
  },
};

function logistic(u: number): number {
  return 1 / (1 + Math.exp(-u));
}

/** ln s(u) without overflow. */
function logOf(u: number): number {
  return u >= 0 ? -Math.log1p(Math.exp(-u)) : u - Math.log1p(Math.exp(u));
}
