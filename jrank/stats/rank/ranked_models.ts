import type { Finding } from "../../core/finding.ts";
import type { PosteriorSummary, Ranking } from "../../core/ranking.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted, TieParameter } from "../uncertainty/fitted.ts";
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
