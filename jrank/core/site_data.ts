/**
 * The data files of a published site: what the site builder writes and the page reads. Models,
 * questions and judges are numbered; nothing is keyed by a text that somebody chose.
 */
import type { Ranking } from "./ranking.ts";
import type { ScoreBoard } from "./scores/score_board.ts";
import type { License, SoftVerdict } from "./types.ts";

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
  /** Whether `data/questions/` holds answers and judgments. */
  has_texts: boolean;
}

export interface SiteModel {
  id: string;
  name: string;
  license: License;
}

export interface SiteQuestionHead {
  id: string;
  category: string;
  turns: string[];
  /** Models (indices) with an answer. */
  answered: number[];
}

export interface SiteJudge {
  id: string;
  /** It is no model: it measures overlap with reference answers. */
  offline: boolean;
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

export interface SiteAnswer {
  model: number;
  turns: string[];
  /** Why each reply ended, where it did not end by itself. */
  notes: string[];
}

export interface SiteJudgment {
  judge: number;
  /** Row of the judge's games. */
  game: number;
  /** Name of the judge prompt. */
  prompt: string;
  /** The judge's words. */
  text: string;
}

export interface SiteGrade {
  judge: string;
  model: number;
  turn: number;
  /** -1 where the judge gave none. */
  score: number;
  text: string;
}
