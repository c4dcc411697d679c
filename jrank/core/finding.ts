/**
 * What a ranking has to tell its reader besides numbers: what the data do not determine, what is
 * rough, what was left out. Plain data; `words/findings_en.ts` and `words/findings_ja.ts` say it.
 */

/** Where a rating that the data do not determine comes from: nowhere, or from the prior. */
export type Rest = "none" | "prior";

/** What was done with judgments of texts that changed since: counted, unless a flag says otherwise. */
export type StaleUse = "counted" | "kept" | "dropped";

/** A label, a model or a reason, and how often it came. */
export interface Count {
  name: string;
  count: number;
}

/** Judgments that were made with one prompt. */
export interface PromptCount {
  judge: string;
  name: string;
  /** Of the prompt's text, where the rows say it. */
  hash?: string;
  judgments: number;
}

/** Judgments of texts that are another one now, by what has changed. */
export interface ChangedTexts {
  changed: number;
  judgments: number;
  prompt: number;
  question: number;
  reference: number;
  /** Models whose answers were replaced. */
  answers: Count[];
}

export type Finding =
  /** The judge chose one place, whichever answer stood there. */
  | { kind: "goes-by-place"; place: "first" | "second"; times: number; decided: number }
  /** The advantage of being shown first cannot be told from strengths. */
  | { kind: "home-advantage-open"; rest: Rest }
  | { kind: "undefeated"; models: string[]; rest: Rest }
  | { kind: "winless"; models: string[]; rest: Rest }
  /** Groups of models that never met, the largest first. */
  | { kind: "disconnected"; groups: string[][]; rest: Rest }
  /** Points between groups went one way; `groups` are those of several models, if there are two. */
  | {
      kind: "separated";
      models: string[];
      groups: string[][];
      rest: Rest;
      /** Whether the ratings are those of one largest group. */
      hasMain: boolean;
    }
  /** Models of which every question says the same. */
  | { kind: "constant"; models: string[] }
  /** Judgments were resampled, for there is one question, or some judgments have none. */
  | { kind: "resampled-judgments"; cause: "one-question" | "no-questions" }
  | { kind: "few-questions"; questions: number }
  | { kind: "undetermined-rounds"; rounds: number; of: number }
  | { kind: "win-rates" }
  | { kind: "posterior-by-judgment" }
  | { kind: "divergences"; steps: number; of: number }
  /** A new model whose place on a published board is open. */
  | {
      kind: "new-model-open";
      model: string;
      status: "undefeated" | "winless" | "separated" | "disconnected";
      rest: Rest;
    }
  | { kind: "duplicates"; judgments: number; leftOut: boolean }
  | {
      kind: "left-out";
      rows: number;
      of: number;
      /** By reason, each with the labels of its rows, the most frequent first. */
      reasons: (Count & { labels: Count[] })[];
      /** Whether a label may mean something that the reader knows. */
      labelsMayMean: boolean;
    }
  | { kind: "several-prompts"; prompts: PromptCount[] }
  /** The judgments of one judge are by several models, as its server says. */
  | { kind: "several-served"; judge: string; served: Count[] }
  | { kind: "served-another"; judge: string; asked: string; served: string; judgments: number }
  | { kind: "changed-texts"; texts: ChangedTexts; use: StaleUse; unknown: number }
  | { kind: "look-alikes"; models: string[] }
  | { kind: "offline-judge" };

export type FindingKind = Finding["kind"];
