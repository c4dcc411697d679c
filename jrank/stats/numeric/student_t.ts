/** Quantiles and tail probabilities of Student's t, Fisher's F and the normal distribution, to 1e-11; draws of chi squared. */
import type { Random } from "../../core/random.ts";

/** P(T <= t) for Student's t with `df` degrees of freedom; the normal distribution for Infinity. */
export function studentTCdf(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalCdf(t);
  if (t === 0) return 0.5;
  const square = t * t;
  const tail =
    square < df
      ? 0.5 - regularisedBeta(square / (df + square), 0.5, df / 2) / 2
      : regularisedBeta(df / (df + square), df / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/**
 * The t that P(T <= t) = p. Solved by Newton's method inside a bracket, so it is as accurate as the
 * distribution function. For example p 0.975 and 39 degrees give 2.0226909.
 */
export function studentTQuantile(p: number, df: number): number {
  if (p < 0.5) return -studentTQuantile(1 - p, df);
  if (p === 0.5) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = 1;
  while (studentTCdf(high, df) < p) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let iteration = 0; iteration < 200; iteration++) {
    const error = studentTCdf(t, df) - p;
    if (error > 0) high = t;
    else low = t;
    let next = t - error / density(t, df);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}

/** The standard normal quantile. */
export function normalQuantile(p: number): number {
  return studentTQuantile(p, Number.POSITIVE_INFINITY);
}

/** P(Z <= z) for the standard normal: the regularised incomplete gamma function of z² / 2. */
export function normalCdf(z: number): number {
  const x = (z * z) / 2;
  const tail = x < 3 ? 0.5 - lowerGammaHalf(x) / 2 : upperGammaHalf(x) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** P(1/2, x) by its power series. */
function lowerGammaHalf(x: number): number {
  return (lowerSeries(0.5, x) * Math.sqrt(x) * Math.exp(-x)) / Math.sqrt(Math.PI);
}

/** P(F > f) for Fisher's F with so many degrees of freedom above and below, which need not be whole. */
export function fTail(f: number, above: number, below: number): number {
  if (!(f > 0)) return f <= 0 ? 1 : Number.NaN;
  return regularisedBeta(below / (below + above * f), below / 2, above / 2);
}

/** P(a, x) x^-a e^x Γ(a) by its power series. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/** Q(a, x) x^-a e^x Γ(a) by its continued fraction (Lentz's method). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 500; k++) {
    const n = -k * (k - a);
    b += 2;
    d = 1 / (n * d + b);
    c = b + n / c;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return h;
}

/** Q(1/2, x) by its continued fraction. */
function upperGammaHalf(x: number): number {
  return (upperFraction(0.5, x) * Math.sqrt(x) * Math.exp(-x)) / Math.sqrt(Math.PI);
}

function density(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  const scale = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  return scale * (1 + (t * t) / df) ** (-(df + 1) / 2);
}

/** I_x(a, b) by its continued fraction (Lentz's method), on the side where it converges fast. */
function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a);
  const front = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b),
  );
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let k = 1; k < 10000; k++) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    h *= d * c;
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return (front * h) / a;
}

/** ln Γ(x): Stirling's series after shifting x above 12, where its error is below 1e-16. */
export function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 12) {
    shift += Math.log(y);
    y += 1;
  }
  const r = 1 / (y * y);
  const series =
    (1 / 12 -
      r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))))) /
    y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
}

/** A draw of chi squared: Marsaglia and Tsang's gamma (ACM Transactions 26, 2000), times 2. */
export function chiSquared(degrees: number, random: Random): number {
  const shape = degrees / 2;
  if (shape < 1) return chiSquared(degrees + 2, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const v = (1 + c * z) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.next()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}
