/** What a site is built from: everything in memory, so that building it is a pure function. */

import type { Ranking } from "../core/ranking.ts";
import type { ScoreBoard } from "../core/scores/score_board.ts";
import type { SiteCard, SiteLanguage, SiteMade, SitePublished } from "../core/site_data.ts";
import type {
  Answer,
  License,
  Question,
  RegistryLine,
  SingleJudgment,
  VoteWithWords,
} from "../core/types.ts";

export type SiteFiles = Map<string, string | Uint8Array>;

export interface SiteSource {
  title: string;
  description: string;
  benchmark: string;
  language: SiteLanguage;
  questions: readonly Question[];
  labels: ReadonlyMap<string, { displayName: string; license: License; link?: string }>;
  /** By model id, then by question id as text. */
  answers: ReadonlyMap<string, ReadonlyMap<string, Answer>>;
  /** By question id as text. */
  references: ReadonlyMap<string, readonly string[]>;
  judges: readonly SourceJudge[];
  grades: readonly SingleJudgment[];
  rankings: readonly SourceRanking[];
  /** A leaderboard of scores to show beside them, and its files. */
  scores?: { board: ScoreBoard; files: SiteFiles };
  /** Rankings that are shown as they were published, with their files. */
  published: readonly { shown: SitePublished; files: SiteFiles }[];
  /** Charts of several rankings together: paths without the ending, and their files. */
  combined: { charts: readonly string[]; files: SiteFiles };
  /** `registry.jsonl`, the history of the rankings; absent where none was kept. */
  registry: string | undefined;
  /** Whether answers and judgments are published. */
  texts: boolean;
  /** Where the site will be, "" where that is not known. */
  address?: string;
  cards?: readonly SiteCard[];
  made?: SiteMade;
}

export interface SourceJudge {
  id: string;
  offline: boolean;
  person?: boolean;
  games: readonly VoteWithWords[];
}

/** A ranking and its files, by their paths on the site. */
export interface SourceRanking {
  ranking: Ranking;
  stale: boolean;
  /** Path of the ranking's files without the ending. */
  path: string;
  /** Folder of its charts. */
  chartFolder: string;
  /** Names of its charts, those of other rankings of the same judge left out. */
  charts: readonly string[];
  /** Paths of the badges of its rows. */
  badges: readonly string[];
  /** The commands that make it again, one a line. */
  command?: string;
  /** Rankings that can be compared with it, the oldest first. */
  history?: readonly RegistryLine[];
  files: SiteFiles;
}
