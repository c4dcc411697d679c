/**
 * What a likelihood says of games between two models. Its probabilities depend on the log odds eta =
 * home advantage + b_first - b_second + effects of covariates and, where ties are an outcome of their
 * own, on one tie parameter t; the log-likelihood is concave in both together. Everything else (fit,
 * covariances, bootstrap, posterior) follows from this.
 */
export interface Likelihood {
  /** What is told of the parameter t; null where there is none. */
  readonly tie: TieTerm | null;
  /** Expected score of the first: P(win) + P(tie) / 2. */
  score(eta: number, t: number): number;
  /** P(first), P(second) and P(tie); without a tie parameter ties are not foreseen. */
  probabilities(eta: number, t: number): readonly [number, number, number];
  /**
   * For wins of the first, wins of the second and ties: fills `out` with the log-likelihood, its
   * derivatives by eta and t, and minus its second derivatives (eta eta, eta t, t t). NaN outside the
   * parameter's range.
   */
  evaluate(
    wins: number,
    losses: number,
    ties: number,
    eta: number,
    t: number,
    out: Float64Array,
  ): void;
  /**
   * The derivative by eta alone, for eta = ln(u / v), root = sqrt(u v) and e^t = tie; fills the first of
   * `out` with that by t where there is one. A fit of a bootstrap asks for nothing else, thousands of times for every
   * pair, and here it costs no exponential and no root.
   */
  slope(
    wins: number,
    losses: number,
    ties: number,
    u: number,
    v: number,
    root: number,
    tie: number,
    out: Float64Array,
  ): number;
}

/** The tie parameter t of a likelihood. */
interface TieTerm {
  /** As the literature calls the parameter that is reported: see `reported`. */
  readonly name: string;
  /** From t to the reported parameter. */
  reported(t: number): number;
  /** t for which equals tie with this probability: where fitting starts. */
  start(share: number): number;
  /** P(tie) of equals on neutral ground. */
  ofEquals(t: number): number;
}
