/**
 * The leaderboard of scores: the contract between those who make it, its files and the page. A board
 * has a row for each model, a row has parts (jaster in Japanese without examples, MT-Bench …), and a
 * part has scores by their columns.
 */

/** A mean, and how sure it is. */
export interface Score {
  /** Null where nothing was scored. */
  score: number | null;
  /** Null where only the number is known. */
  ci_lower: number | null;
  ci_upper: number | null;
  standard_error: number | null;
  /** Samples or grades behind it; null where nobody says. */
  n: number | null;
  /** Columns that belong to it and have no result: the mean is of the others alone. */
  missing?: string[];
}

/** What was left out of a part's scores, or cannot be trusted in them; absent: unknown. */
interface ScoreCounts {
  /** Samples without a reply, or answers without a grade. */
  unanswered?: number;
  /** Grades that say none (-1): left out. */
  without_score?: number;
  /** Replies that were cut off at the limit of tokens. */
  cut_off?: number;
}

/** How the numbers of a part came about; two parts that differ here are not comparable. */
export interface ScoreMaking {
  /** "asked": by this program; else the kind of file that the numbers came from. */
  source: string;
  /** What was imported, by its file's name. */
  file?: string;
  profile?: string;
  shots?: number;
  /** The folder or version of the data. */
  data?: string;
  /** Of the samples and examples that were asked. */
  data_sha256?: string;
  /** Whose words stand before each task: "neo", "own" or "config"; a template of the config: "template". */
  wording?: string;
  /** SHA-256 of those words. */
  wording_sha256?: string;
  judge?: string;
  judge_prompts?: string;
  override_max_tokens?: number;
}

/** One table of a run. */
export interface ScorePart {
  /** ISO 8601. */
  date: string;
  /** `jaster_ja_0shot`, `jaster_en_4shot`, `mtbench_ja`, or the name of what was imported. */
  name: string;
  /** What a perfect score is: 1, 10 or 100; null where nobody says. */
  scale: number | null;
  /** The column of the mean of all categories. */
  average: string | null;
  /** Columns that are means of others, in their order. */
  categories: string[];
  /** By column, sorted. */
  scores: Record<string, Score>;
  counts: ScoreCounts;
  making: ScoreMaking;
}

/** One model. */
export interface ScoreRow {
  model: string;
  display_name: string;
  /** ISO 8601. */
  date: string;
  /** Made from a few samples, to try things out. */
  test_mode: boolean;
  parts: ScorePart[];
  /** The published total of Neo, from 0 to 1; null where one of its parts is not there. */
  overall: Score | null;
}

/** `leaderboard.json`. */
export interface ScoreBoard {
  schema_version: 1;
  date: string;
  test_mode: boolean;
  /** Of the intervals. */
  confidence: number;
  /** The best first. */
  rows: ScoreRow[];
  /** What differs between the rows, said in sentences. */
  warnings: string[];
}

/** A score of which nothing but the number is known. */
export const bareScore = (score: number | null): Score => ({
  score,
  ci_lower: null,
  ci_upper: null,
  standard_error: null,
  n: null,
});

/** How a column of a part is called beside those of other parts, as the tables of Neo have it. */
export function columnOfPart({ name }: Pick<ScorePart, "name">, column: string): string {
  const [, language] = /^mtbench_(ja|en)$/.exec(name) ?? [];
  return language === undefined ? `${column}_${name}` : `${column}_MTbench_${language}`;
}

/** The replies to a task beside its references, both tidied. */
export interface ScoredTask {
  task: string;
  /** Names of metrics; those that nobody computes here give no column. */
  metrics: readonly string[];
  pairs: readonly { reply: string; reference: string }[];
}

/** A grade of one answer. */
export interface Graded {
  question: string;
  category: string;
  turn: number;
  /** -1 or less: none. */
  score: number;
}

/** A score as it is shown: four digits of shares, as Neo prints them, two of grades. */
export const shownScore = (value: number, scale: number | null): string =>
  value.toFixed(scale === 1 ? 4 : 2);
