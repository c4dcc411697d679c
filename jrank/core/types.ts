/**
 * The records: one line of a file each. Fields that are stored keep their `snake_case` names in
 * memory, so `judgment.question_id` tells that it lies on disk and `bootstrapN` that it does not.
 */

/** Question ids are strings in Rakuda's files and integers in FastChat's; both are kept as found. */
export type QuestionId = string | number;

/**
 * A question of one or more turns. What else its line says (a rubric, how to sample) is kept in memory
 * and in files, and is read by `foreignField`.
 */
export interface Question {
  question_id: QuestionId;
  category: string;
  /** The user's messages, one a turn. */
  turns: string[];
  /** A reference answer for each turn that has one. */
  reference?: string[];
  /** Facts an answer must contain, for the offline judge: each entry lists its accepted spellings. */
  required_facts?: string[][];
}

/** A field of a line that is no part of its record, such as a question's rubric; undefined where it has none. */
export function foreignField(record: object, field: string): unknown {
  return (record as Readonly<Record<string, unknown>>)[field];
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
  /** How long the calls took; absent of batches. */
  seconds?: number;
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

/** A model's answers to one question. Further fields of its line are kept. */
export interface Answer {
  question_id: QuestionId;
  answer_id: string;
  model_id: string;
  choices: Choice[];
  /** The first prompt exactly as the model saw it, where it is known. */
  prompt?: string;
  /** How it was made, as the backend tells it; other programs may have anything there. */
  generation?: unknown;
  usage?: Usage;
  tstamp?: number;
}

/** 1: the first shown won, 2: the second, 3: neither, "error": the judge gave no usable verdict. */
export type Winner = 1 | 2 | 3 | "error";

/** The probabilities that the first won, that the second won and of a tie; they sum to 1. */
export type SoftVerdict = readonly [first: number, second: number, tie: number];

/** How a verdict was asked for: in words or a mark that are read, or in fields that a schema or a grammar holds. */
export const VERDICT_KINDS = ["structured", "text"] as const;
export type VerdictKind = (typeof VERDICT_KINDS)[number];

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
interface Provenance {
  hashes?: JudgedHashes;
  /** The model that was asked for at the provider. */
  asked_model?: string;
  /** The model that the server says it was. */
  served_model?: string;
}

/** One game: two answers shown to a judge in an order, and what it said. Further fields of its line are kept. */
export interface Judgment extends Provenance {
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
  /** The grade of a verdict with grades, such as "A>>B". */
  grade?: string;
  /** How probable the judge found each outcome, where that could be had and was asked for. */
  soft_verdict?: SoftVerdict;
  /** How the verdict was asked for; absent: in text. */
  verdict_kind?: VerdictKind;
  /** What the schedule needs to go on with its sequence: see `schedule/schedule.ts`. */
  schedule?: unknown;
  usage?: Usage;
  tstamp?: number;
}

/** One grade: a judge's score of one answer. Further fields of its line are kept. */
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
  /** How the grade was asked for; absent: in text. */
  verdict_kind?: VerdictKind;
  turn: number;
  usage?: Usage;
  tstamp?: number;
}

/** One judgment as anybody's file tells it. */
export interface Vote {
  /** The model shown first. */
  first: string;
  second: string;
  /** 1: the first won, 2: the second won, 3: a tie, "error": no usable verdict. */
  outcome: 1 | 2 | 3 | "error";
  /** How probable each outcome is, of a soft verdict; `outcome` is the likeliest. */
  soft?: SoftVerdict | undefined;
  /** How many judgments it stands for; 1 unless the row is a count. */
  weight: number;
  question?: string | undefined;
  turn?: number | undefined;
  judge?: string | undefined;
  /** Of being chosen for voting, where the row says it. */
  probability?: number | undefined;
}

/** A vote with what pages show of it. */
export interface VoteWithWords extends Vote {
  /** The judge's words; empty where the row has none. */
  text: string;
  /** Name of the judge prompt. */
  prompt: string;
  /** Seconds since 1970; 0 where unknown. */
  time: number;
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
export const RATING_STATUSES = [
  "ok",
  "undefeated",
  "winless",
  "separated",
  "disconnected",
] as const;
export type RatingStatus = (typeof RATING_STATUSES)[number];

/** What is judged; `schedule/schedules.ts` has a row for each. */
export const MODE_NAMES = ["pairwise-n", "pairwise-all", "pairwise-baseline", "single"] as const;
export type Mode = (typeof MODE_NAMES)[number];

/** What a ranking can be computed by: the names of `--compute`. */
export const COMPUTES = ["mle", "map", "mcmc", "winrate"] as const;
export type Compute = (typeof COMPUTES)[number];

/** How ties enter the likelihood: the names of `--ties`; `stats/fit/likelihoods.ts` has a row for each. */
export const TIE_MODELS = ["half", "davidson", "rao-kupper"] as const;
export type TieModel = (typeof TIE_MODELS)[number];

/** How intervals are made: the names of `--ci`; `stats/uncertainty/interval.ts` has a row for each. */
export const INTERVAL_METHODS = [
  "bootstrap",
  "percentile",
  "basic",
  "cr3",
  "cr1",
  "hc0",
  "fisher",
] as const;
export type IntervalMethod = (typeof INTERVAL_METHODS)[number];

/** What the bootstrap resamples. */
export const BOOTSTRAP_UNITS = ["question", "judgment"] as const;
export type BootstrapUnit = (typeof BOOTSTRAP_UNITS)[number];

/** Why judging ended. */
export const STOP_REASONS = [
  "n",
  "half-width",
  "separated",
  "budget",
  "minutes",
  "interrupted",
  "incomplete",
] as const;

/** A line of `rankings/registry.jsonl`: what was ranked when, and every model's place. */
export interface RegistryLine {
  date: string;
  benchmark: string;
  judge: string;
  mode: Mode;
  /** The group of rows that was ranked (`--by`). */
  group?: { field: string; value: string };
  compute: Compute;
  n_judgments: number;
  /** What the ratings mean; lines of early versions do not say it. */
  scale?: number;
  base?: number;
  init_rating?: number;
  ties?: TieModel;
  ranking: {
    model_id: string;
    rating: number | null;
    ci_lower: number | null;
    ci_upper: number | null;
    rank: number | null;
  }[];
}

/** Who can answer requests. The backend table has one row for each. */
export const PROVIDERS = [
  "openai",
  "azure",
  "anthropic",
  "google",
  "cohere",
  "mistral",
  "llama_cpp",
  "recorded",
  "offline",
] as const;
export type Provider = (typeof PROVIDERS)[number];
