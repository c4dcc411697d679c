/** Ranking files to compare: this program's, and the original's, which say less. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf, UserError } from "../core/errors.ts";

const number = z.number().nullish();

const schema = z.object({
  date: z.string().optional(),
  benchmark: z.string().optional(),
  judge: z.string().optional(),
  compute: z.string().optional(),
  scale: z.number().default(400),
  base: z.number().default(10),
  confidence: z.number().optional(),
  home_advantage: z
    .object({ estimate: number, lower: number, upper: number, standard_error: number })
    .nullish(),
  by_position: z
    .object({ first_wins: z.number(), second_wins: z.number(), ties: z.number() })
    .optional(),
  warnings: z.array(z.string()).default([]),
  ranking: z
    .array(
      z.object({
        model_id: z.string(),
        display_name: z.string().optional(),
        ...{ rating: number, median: number, lower: number, upper: number },
        ...{ ci_lower: number, ci_upper: number },
      }),
    )
    .min(1),
});

/** A ranking as it was stored. The original's have no `rating`, only medians and 68 % intervals. */
export type RankingFile = z.infer<typeof schema>;

/** Reads a ranking file; the error says what is not as a ranking has it. */
export function readRankingFile(file: string): RankingFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`cannot read the ranking ${file}: ${messageOf(error)}`);
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new UserError(
    `${file} is no ranking: ${issue?.path.join(".") || "the file"}: ${issue?.message}. A ranking is what make_ranking.ts writes, rankings/<judge>_mle.json`,
  );
}
