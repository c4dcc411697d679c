import type { Finding } from "../../core/finding.ts";
import type { PosteriorSummary, Ranking } from "../../core/ranking.ts";
import { priorName } from "../fit/prior.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted, TieParameter } from "../uncertainty/fitted.ts";
import { influentialQuestions } from "../uncertainty/influential_questions.ts";
import type { RankSettings } from "./rank_options.ts";
import type { RankedRow } from "./ranked_rows.ts";

/** Everything numeric of a ranking file, and what charts and tables beyond it need. */
export interface RankedModels {
  /** The best first; equals in the order of their ids. */
  readonly ranking: RankedRow[];
  /** On the display scale; null where none was fitted. */
  readonly home_advantage: Ranking["home_advantage"];
  readonly undetermined_rounds: number;
  /** What is not determined or rough. */
  readonly findings: Finding[];
  /** Judgments counted: matches of a model with itself are not. */
  readonly n_judgments: number;
  readonly n_questions: number;
  /** What was resampled: judgments where rows carry no question or one question only. */
  readonly bootstrap_unit: Ranking["bootstrap_unit"];
  readonly log_likelihood: number | null;
  /** The parameter of the tie model; null where ties are half wins. */
  readonly tie: TieParameter | null;
  /** Model ids of each group of comparable models, and of each component joined by games. */
  readonly groups: string[][];
  readonly components: string[][];
  /** In the order of the ranking: P(rank = 1), P(rank = 2), …; null for models without a place. */
  readonly rank_probability: (number[] | null)[] | null;
  /** In the order of the ranking: P(row stronger than column); null where undetermined. */
  readonly stronger_probability: (number | null)[][] | null;
  /** How a posterior was drawn; null for other methods. */
  readonly posterior: PosteriorSummary | null;
  /** Null for win rates. */
  readonly fit: Fitted | null;
  readonly draws: Draws | null;
  /** By question (CR3), or by judgment (HC0) without questions: behind the rank statements (`rankCovariance`). */
  readonly covariance: Covariance | null;
}

/** The fields of a ranking file that say how it was made and from how much. */
export function methodFields(numbers: RankedModels, options: RankSettings) {
  const { compute } = options;
  const isResampled = compute === "mle" || compute === "map";
  return {
    compute,
    scale: options.scale,
    base: options.base,
    init_rating: options.initRating,
    seed: Number(options.seed),
    bootstrap_n: isResampled ? options.bootstrapN : 0,
    bootstrap_unit: numbers.bootstrap_unit,
    undetermined_rounds: numbers.undetermined_rounds,
    ci: isResampled ? options.ci : compute === "winrate" ? "wilson" : "posterior",
    confidence: options.confidence,
    win_rate_unit: numbers.n_questions > 1 ? "question" : "judgment",
    ties: options.ties,
    prior: compute === "map" || compute === "mcmc" ? priorName(options.prior) : "flat",
    home_advantage: numbers.home_advantage,
    n_judgments: numbers.n_judgments,
    n_questions: numbers.n_questions,
    log_likelihood: numbers.log_likelihood,
  } as const;
}

/** Its fields about the fit. */
export function fitFields({ posterior, tie, fit }: RankedModels, { scale, base }: RankSettings) {
  return {
    ...(posterior && { posterior }),
    ...(tie && {
      tie_parameter: {
        name: tie.name,
        estimate: tie.estimate,
        probability_of_equals: tie.probabilityOfEquals,
      },
    }),
    ...(fit && { influential_questions: influentialQuestions(fit, { scale, base }) }),
  };
}

/** Its chances of ranks and pairs. */
export function chanceFields({ rank_probability, stronger_probability }: RankedModels) {
  return {
    ...(rank_probability && {
      rank_probability: rank_probability.map((row) => row?.map(rounded) ?? null),
    }),
    ...(stronger_probability && {
      stronger_probability: stronger_probability.map((row) => row.map(rounded)),
    }),
  };
}

/** Four decimals are more than draws give, and keep the file small. */
function rounded<T extends number | null>(probability: T): T | number {
  return probability === null ? probability : Math.round(probability * 1e4) / 1e4;
}
