/** Ranking files: this program's, and others', the original's first, which say less. */

import { z } from "zod";
import { saidBy, UserError } from "../../core/errors.ts";
import { parseLenientJson } from "../../core/lenient_json.ts";
import { say } from "../../core/message.ts";
import { type Ranking, rankingSchema } from "../../core/ranking.ts";
import { messageOfIssue } from "../config/schema_faults.ts";
import { readText } from "../files/text_file.ts";

const number = z.number().nullish();

/** What any ranking has: models and a number for each. */
const anyRow = z.object({
  model_id: z.string().min(1),
  display_name: z.string().optional(),
  short_name: z.string().optional(),
  rating: number,
  median: number,
  lower: number,
  upper: number,
  ci_lower: number,
  ci_upper: number,
  standard_error: number,
  one_sigma_plus: number,
  one_sigma_minus: number,
  error_plus: number,
  error_minus: number,
  n_matches: number,
  wins: number,
  losses: number,
  ties: number,
});

const anyRanking = z.object({
  schema_version: z.number().optional(),
  date: z.string().optional(),
  benchmark: z.string().optional(),
  judge: z.string().optional(),
  compute: z.string().optional(),
  // The original has no other scale, and takes ties for half wins.
  scale: z.number().positive().default(400),
  base: z.number().gt(1).default(10),
  ties: z.string().default("half"),
  confidence: z.number().optional(),
  home_advantage: z
    .object({ estimate: number, lower: number, upper: number, standard_error: number })
    .nullish(),
  by_position: z
    .object({ first_wins: z.number(), second_wins: z.number(), ties: z.number() })
    .optional(),
  n_judgments: number,
  n_questions: number,
  reweighted: z.string().optional(),
  outlook: z.looseObject({ question_effect: z.number().optional() }).optional(),
  warnings: z.array(z.string()).default([]),
  ranking: z.array(anyRow).min(1),
});

/** What every version of this program has written, of what is read here. */
const { ranking: rows, schema_version: _, findings: __, ...head } = rankingSchema.shape;
const OF_HEAD = {
  date: true,
  benchmark: true,
  judge: true,
  compute: true,
  scale: true,
  base: true,
  init_rating: true,
  ties: true,
  home_advantage: true,
  n_judgments: true,
} as const;
const OF_ROW = {
  model_id: true,
  display_name: true,
  license: true,
  rating: true,
  standard_error: true,
  rank: true,
  n_matches: true,
  wins: true,
  losses: true,
  ties: true,
  status: true,
} as const;

/**
 * A ranking of this program. Files of earlier versions lack newer fields, and those of later ones
 * have more, which are kept; what is there must be right.
 */
const ownRanking = z.looseObject({
  ...z.object(head).partial().required(OF_HEAD).shape,
  schema_version: z.number(),
  ranking: z.array(z.looseObject(rows.element.partial().required(OF_ROW).shape)).min(1),
});

type AnyRow = z.infer<typeof anyRow>;

/** A ranking as far as any program tells it. The original's have medians and 68 % intervals only. */
export type RankingFile = Omit<z.infer<typeof anyRanking>, "ranking"> & {
  ranking: (AnyRow & { rating: number | null; standard_error: number | null })[];
};

const WANTED = say`A ranking is what make_ranking.ts writes, rankings/<judge>_mle.json`;

/** Reads a ranking of any program; the error says what is not as a ranking has it. */
export function readRankingFile(file: string): RankingFile {
  const value = parsed(file);
  // A bare list of rows is one, too.
  const data = checked(anyRanking, Array.isArray(value) ? { ranking: value } : value, file);
  return { ...data, ranking: data.ranking.map(withRating) };
}

/** Reads a ranking of this program, which says how it was made and how often models played. */
export function readRanking(file: string): Ranking {
  const value = parsed(file);
  const own = ownRanking.safeParse(value);
  if (own.success) return value as Ranking;
  const any = anyRanking.safeParse(value);
  if (any.success && any.data.schema_version === undefined) {
    throw new UserError(
      say`${file} is a ranking of another program (Rakuda's original, perhaps): it does not say how it was made and how often each model played. Rank the judgments with make_ranking.ts`,
    );
  }
  return checked(ownRanking, value, file) as unknown as Ranking;
}

/** Whether a file is a ranking of another program, which says no version. */
export function isOthersRanking(file: string): boolean {
  const any = anyRanking.safeParse(valueIn(file));
  return any.success && any.data.schema_version === undefined;
}

/** Whether a file is a ranking of this program. */
export function isOwnRanking(file: string): boolean {
  return ownRanking.safeParse(valueIn(file)).success;
}

/** The JSON of a file; undefined where it is none. */
function valueIn(file: string): unknown {
  try {
    return parsed(file);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function parsed(file: string): unknown {
  const text = readText(file, "ranking");
  try {
    return parseLenientJson(text);
  } catch (error) {
    throw new UserError(say`cannot read the ranking ${file}: ${saidBy(error)}`);
  }
}

function checked<Out>(schema: z.ZodType<Out>, value: unknown, file: string): Out {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new UserError(
    say`${file} is no ranking: ${issue?.path.join(".") || say`the file`}: ${issue === undefined ? "" : messageOfIssue(issue)}. ${WANTED}`,
  );
}

/** The original's point estimate is its median, and its error one sigma to each side. */
function withRating(row: AnyRow): RankingFile["ranking"][number] {
  const plus = row.one_sigma_plus ?? row.error_plus ?? distance(row.upper, row.median);
  const minus = row.one_sigma_minus ?? row.error_minus ?? distance(row.median, row.lower);
  const sigma = typeof plus === "number" && typeof minus === "number" ? (plus + minus) / 2 : null;
  const name = row.display_name ?? row.short_name;
  return {
    ...row,
    ...(name !== undefined && { display_name: name }),
    lower: row.lower ?? shifted(row.median, minus, -1),
    upper: row.upper ?? shifted(row.median, plus, 1),
    rating: (row.rating === undefined ? row.median : row.rating) ?? null,
    standard_error: row.standard_error === undefined ? sigma : row.standard_error,
  };
}

const shifted = (from: number | null | undefined, by: number | null, sign: 1 | -1) =>
  typeof from === "number" && by !== null ? from + sign * by : null;

const distance = (high: number | null | undefined, low: number | null | undefined) =>
  typeof high === "number" && typeof low === "number" ? high - low : null;
