/** What reading a judge's words gives; the readers are in the table of `verdicts.ts`. */

/** What was read: a winner (1, 2, or 3 for neither), a score, or why there is none. */
export type Verdict =
  | { kind: "winner"; winner: 1 | 2 | 3; form: string; grade?: string }
  | { kind: "score"; score: number; form: string }
  | { kind: "none"; reason: string };

/** The lowest and the highest grade. */
export interface GradeScale {
  min: number;
  max: number;
}

export interface VerdictFormat {
  describe: string;
  type: "pairwise" | "single";
  /** The explicit mark in a judge's own words. */
  read(text: string, scale: GradeScale): Verdict | undefined;
}
