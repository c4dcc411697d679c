/**
 * The records: one line of a file each. Fields that are stored keep their `snake_case` names in
 * memory, so `judgment.question_id` tells that it lies on disk and `bootstrapN` that it does not.
 */

import type { Finding } from "./finding.ts";

/** Question ids are strings in Rakuda's files and integers in FastChat's; both are kept as found. */
export type QuestionId = string | number;

/** A question of one or more turns. Further fields (rubrics such as `criteria`) are kept. */
export interface Question {
  question_id: QuestionId;
  category: string;
  /** The user's messages, one a turn. */
  turns: string[];
  /** A reference answer for each turn that has one. */
  reference?: string[];
  /** Facts an answer must contain, for the offline judge: each entry lists its accepted spellings. */
  required_facts?: string[][];
  [field: string]: unknown;
}

/** What a call used, as the server reported it. Absent numbers were not reported. */
export interface Usage {
  input_tokens?: number;
  output_tokens?: number;
  /** Part of `output_tokens` that went into thinking, where the server says so. */
  reasoning_tokens?: number;
  /** Part of `input_tokens` that the provider served from its cache. */
  cached_tokens?: number;
  /** Part of `input_tokens` that was written to the provider's cache, which costs more. */
  cache_write_tokens?: number;
  /** In US dollars; absent when the price of the model is unknown. */
  cost_usd?: number;
}

/** One of a model's answers to a question: its reply to each turn. */
export interface Choice {
  index: number;
  turns: string[];
  /** Why each reply ended: "stop", "length", … as the backend reported it. */
  finish_reasons?: string[];
  /** The thinking that came apart from each reply. */
  reasoning?: (string | null)[];
  /** The model that the server says each reply is of; null where it did not say. */
  served_models?: (string | null)[];
}

/** A model's answers to one question. */
export interface Answer {
  question_id: QuestionId;
  answer_id: string;
  model_id: string;
  choices: Choice[];
  /** The first prompt exactly as the model saw it, where it is known. */
  prompt?: string;
  usage?: Usage;
  tstamp?: number;
  [field: string]: unknown;
}

/** 1: the first shown won, 2: the second, 3: neither, "error": the judge gave no usable verdict. */
export type Winner = 1 | 2 | 3 | "error";

/** Short hashes of what was judged; docs/file_formats.md says of what exactly. */
export interface JudgedHashes {
  /** Of the prompt as a template. */
  prompt: string;
  question: string;
  /** Of both answers in the order in which they were shown, or of the one that was graded. */
  answers: string[];
  /** Of the reference answer, where the prompt shows one. */
  reference?: string;
}

/** What a judgment was made of, and by which model. */
export interface Provenance {
  hashes?: JudgedHashes;
  /** The model that was asked for at the provider. */
  asked_model?: string;
  /** The model that the server says it was. */
  served_model?: string;
}

/** One game: two answers shown to a judge in an order, and what it said. */
export interface PairJudgment extends Provenance {
  question_id: QuestionId;
  /** Shown first. */
  model1_id: string;
  /** Shown second. */
  model2_id: string;
  winner: Winner;
  /** The judge's model id and the name of the prompt. */
  judge: [string, string];
  /** What the judge was shown. */
  prompt: string;
  /** The judge's words. */
  judgment: string;
  /** 1 for the first turn. */
  turn: number;
  usage?: Usage;
  tstamp?: number;
  [field: string]: unknown;
}

/** One grade: a judge's score of one answer. */
export interface SingleJudgment extends Provenance {
  question_id: QuestionId;
  model: string;
  judge: [string, string];
  user_prompt: string;
  judgment: string;
  /** On the prompt's scale, or -1 where the judge gave none that can be used. */
  score: number;
  /** The lowest and the highest grade, "0-5", where they are not 1 and 10. */
  grade_scale?: string;
  turn: number;
  usage?: Usage;
  tstamp?: number;
  [field: string]: unknown;
}

/** How a contestant may be used by others; decides the colour in charts. */
export const LICENSES = ["closed", "non-commercial", "open", "unknown"] as const;
export type License = (typeof LICENSES)[number];

/**
 * Why a number is missing, or how it was made. `ok`: determined by the data. The others mean that
 * the data do not determine the model's strength: it won everything (`undefeated`), lost everything
 * (`winless`), belongs to a group that never beat, or was never beaten by, the rest
 * (`separated`), or shares no chain of matches with the rest (`disconnected`).
 */
export type RatingStatus = "ok" | "undefeated" | "winless" | "separated" | "disconnected";

/** A row of the ranking file. A number that the data do not determine is null. */
export interface RankingRow {
  model_id: string;
  display_name: string;
  license: License;
  /** The point estimate on the display scale. */
  rating: number | null;
  /** 50 %, 16 % and 84 % of the bootstrap or of the posterior. */
  median: number | null;
  lower: number | null;
  upper: number | null;
  /** `upper - median` and `median - lower`, as the original prints them. */
  one_sigma_plus: number | null;
  one_sigma_minus: number | null;
  median_rounded: number | null;
  /** The interval at `confidence` by the method of `ci`; a side may be open. */
  ci_lower: number | null;
  ci_upper: number | null;
  standard_error: number | null;
  rank: number | null;
  rank_lower: number | null;
  rank_upper: number | null;
  /** P(stronger than the model on the next line); null on the last line. */
  stronger_than_next_confidence: number | null;
  n_matches: number;
  wins: number;
  losses: number;
  ties: number;
  win_rate: number | null;
  status: RatingStatus;
  [field: string]: unknown;
}

/** What the judgments bought and what more would bring; half-widths of intervals on the display scale. */
export interface RankingOutlook {
  /** At `confidence`, CR3 by question. */
  half_width_mean: number;
  half_width_widest: number;
  /** With so many further judgments of the adaptive schedule. */
  more_judgments: number;
  more_half_width_mean: number;
  more_half_width_widest: number;
  /** The mean half-width that stays with these questions, however many judgments are bought. */
  floor: number;
  /** Standard deviation of a model's quality on a question. */
  question_effect: number;
  /** What the original's rule would need for the same mean half-width; null: more than there is. */
  fewest_matches_judgments: number | null;
  /** `fewest_matches_judgments` minus the judgments there are; below 0 where it would be cheaper. */
  saved_judgments: number | null;
  how: string;
}

/** Ratings with further terms in the likelihood; intervals by question (CR3), in rating points. */
export interface RankingControl {
  terms: {
    name: string;
    /** What one unit of the term is. */
    unit: string;
    /** Change of the first's lead for one unit. */
    effect: number;
    lower: number | null;
    upper: number | null;
  }[];
  log_likelihood: number;
  ratings: {
    model_id: string;
    rating: number | null;
    ci_lower: number | null;
    ci_upper: number | null;
  }[];
}

/** The ranking file, `rankings/<judge>_<compute>.json`; the best model first. */
export interface Ranking {
  schema_version: number;
  /** ISO 8601. */
  date: string;
  benchmark: string;
  judge: string;
  mode: string;
  compute: string;
  scale: number;
  base: number;
  init_rating: number;
  seed: number;
  bootstrap_n: number;
  bootstrap_unit: string;
  undetermined_rounds: number;
  ci: string;
  confidence: number;
  ties: string;
  prior: string;
  home_advantage: {
    estimate: number | null;
    lower: number | null;
    upper: number | null;
    standard_error: number | null;
  } | null;
  n_judgments: number;
  /** How often the answer shown first won, the second did, and neither. */
  by_position?: { first_wins: number; second_wins: number; ties: number };
  left_out: Record<string, number>;
  /** Labels of the verdicts that were left out, by reason; only where much was left out. */
  left_out_labels?: Record<string, Record<string, number>>;
  /** The judge's prompts: the name, the hash of the text where rows say it, and for how many. */
  prompts?: { name: string; hash?: string; judgments: number }[];
  /** Of `--control`. */
  control?: RankingControl;
  /** Why the judging ended, where the program judged. */
  stop?: { reason: string; text: string; judgments: number };
  outlook?: RankingOutlook;
  /** What the reader must know: `findings`, said in English. */
  warnings: string[];
  /** Absent in files of earlier versions. */
  findings?: Finding[];
  ranking: RankingRow[];
  [field: string]: unknown;
}

/** A line of `rankings/registry.jsonl`: what was ranked when, and every model's place. */
export interface RegistryLine {
  date: string;
  benchmark: string;
  judge: string;
  mode: string;
  compute: string;
  n_judgments: number;
  /** What the ratings mean; lines of early versions do not say it. */
  scale?: number;
  base?: number;
  init_rating?: number;
  ties?: string;
  ranking: Pick<RankingRow, "model_id" | "rating" | "ci_lower" | "ci_upper" | "rank">[];
}

/** Who can answer requests. The backend table has one row for each. */
export const PROVIDERS = [
  "openai",
  "azure",
  "anthropic",
  "google",
  "cohere",
  "llama_cpp",
  "recorded",
  "offline",
] as const;
export type Provider = (typeof PROVIDERS)[number];
