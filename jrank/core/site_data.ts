/**
 * The data files of a published site: what the site builder writes and the page reads. Models,
 * questions and judges are numbered; nothing is keyed by a text that somebody chose.
 */
import type { Ranking } from "./ranking.ts";
import type { ScoreBoard } from "./scores/score_board.ts";
import type { License, SoftVerdict } from "./types.ts";

/** What begins the dark colours of a picture that has those of both themes. */
export const DARK_QUERY = "@media(prefers-color-scheme:dark)";

/** Languages of the page. */
export type SiteLanguage = "ja" | "en";

/** `data/board.js`: everything but the texts of answers and judgments. */
export interface SiteBoard {
  version: 1;
  title: string;
  /** Who publishes it, and what it is about; plain text. */
  description: string;
  benchmark: string;
  language: SiteLanguage;
  models: SiteModel[];
  questions: SiteQuestionHead[];
  judges: SiteJudge[];
  /** Single grades, by judge; empty where only pairs were judged. */
  grades: SiteGrades[];
  rankings: SiteRanking[];
  /** Scores by task and category, where the site shows some. */
  scores?: ScoreBoard;
  /** Rankings that cannot be made again from what is there, shown as they were published. */
  published: SitePublished[];
  /** Charts of several rankings together. */
  charts: SiteChart[];
  /** The report cards of judges, where judge_report.ts has written some. */
  cards: SiteCard[];
  /** What the numbers were made from; absent where nobody said it. */
  made?: SiteMade;
  /** Of a site that is one file: the texts of other files by their paths. */
  inside?: Record<string, string>;
  /** Whether `data/questions/` holds answers and judgments. */
  has_texts: boolean;
}

export interface SiteModel {
  id: string;
  name: string;
  license: License;
  /** Where more is told of it; absent where nobody said it. */
  link?: string;
}

/** What the numbers of a site were made from. */
export interface SiteMade {
  /** The program and its version. */
  program: string;
  /** The commit of the program, where it is a clone. */
  commit?: string;
  /** The commit that the inputs are of, where all of them are in one. */
  data_commit?: string;
  /** The inputs by their paths in the benchmark. */
  inputs: { path: string; sha256: string }[];
}

/** A table as it is printed. */
export interface SiteTable {
  head: string[];
  rows: string[][];
}

/** What judge_report.ts tells of a judge, in each language. */
export interface SiteCard {
  judge: string;
  text: Record<SiteLanguage, { tables: SiteTable[]; words: string[] }>;
}

interface SiteQuestionHead {
  id: string;
  category: string;
  turns: string[];
  /** Models (indices) with an answer. */
  answered: number[];
}

interface SiteJudge {
  id: string;
  /** It is no model: it measures overlap with reference answers. */
  offline: boolean;
  /** Its games are votes of people. */
  person: boolean;
  games: SiteGames;
}

/** Games as columns, in the order of the file; models and questions as indices. */
export interface SiteGames {
  question: number[];
  /** The model shown first. */
  first: number[];
  second: number[];
  /** 1: the first won, 2: the second, 3: a tie, 0: no usable verdict. */
  outcome: number[];
  turn: number[];
  /** The probabilities of soft verdicts, null of hard ones; absent where all are hard. */
  soft?: (SoftVerdict | null)[];
  /** Absent where every game counts once. */
  weight?: number[];
  /** Seconds since 1970, 0 where unknown. */
  time: number[];
}

/** Grades of one judge as columns; models and questions as indices. */
export interface SiteGrades {
  judge: string;
  /** How many grades are of questions that the benchmark does not have. */
  removed: number;
  model: number[];
  question: number[];
  turn: number[];
  /** -1 where the judge gave none. */
  score: number[];
}

/** A published ranking and where its files are, relative to the page. */
export interface SiteRanking {
  ranking: Ranking;
  /** Index of its judge among the judges, or -1 where its games are not on the site. */
  judge: number;
  /** The judgments have changed since it was made. */
  stale: boolean;
  json: string;
  csv: string;
  markdown: string;
  charts: SiteChart[];
  /** Path of the badge of each row of the ranking. */
  badges: string[];
  /** The commands that make it again, one a line. */
  command: string;
  /** What the command prints of a panel, people's votes, questions and costs. */
  facts: Record<SiteLanguage, SiteFacts>;
  /** Earlier rankings that can be compared with it, the oldest first. */
  history: SiteHistory[];
}

/** Sentences about a ranking, by what they are about. */
export interface SiteFacts {
  panel: string[];
  people: string[];
  questions: string[];
  costs: string[];
}

/** An earlier ranking as columns; models as indices. */
export interface SiteHistory {
  date: string;
  judgments: number;
  model: number[];
  rating: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
  rank: (number | null)[];
}

/** A ranking of another program, or of judgments that are gone: its own numbers, as it has them. */
export interface SitePublished {
  judge: string;
  /** As the file says it, or empty. */
  date: string;
  json: string;
  rows: {
    model: string;
    name: string;
    rating: number | null;
    lower: number | null;
    upper: number | null;
  }[];
}

export interface SiteChart {
  name: string;
  /** Paths without the ending, which is one of `endings`. */
  path: string;
  endings: string[];
  width: number;
  height: number;
}

/** `data/questions/<index>.js`: the texts of one question. */
export interface SiteQuestion {
  /** One for each turn that has one. */
  references: string[];
  answers: SiteAnswer[];
  judgments: SiteJudgment[];
  grades: SiteGrade[];
}

interface SiteAnswer {
  model: number;
  turns: string[];
  /** Why each reply ended, where it did not end by itself. */
  notes: string[];
}

interface SiteJudgment {
  judge: number;
  /** Row of the judge's games. */
  game: number;
  /** Name of the judge prompt. */
  prompt: string;
  /** The judge's words. */
  text: string;
}

interface SiteGrade {
  judge: string;
  model: number;
  turn: number;
  /** -1 where the judge gave none. */
  score: number;
  text: string;
}
