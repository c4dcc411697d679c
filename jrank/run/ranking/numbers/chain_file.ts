/** Draws of a posterior on disk: `--chain-path`. */

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../../../core/errors.ts";
import { say } from "../../../core/message.ts";
import { collapse } from "../../../stats/data/collapse.ts";
import type { Comparisons } from "../../../stats/data/comparisons.ts";
import { priorName } from "../../../stats/fit/prior.ts";
import type { Posterior } from "../../../stats/posterior/posterior.ts";
import type { RankSettings } from "../../../stats/rank/rank_options.ts";

const nullable = z.number().nullable();

/** The first line; each line after it is a draw: strengths in the order of the models, then the home advantage. */
const header = z.object({
  format: z.literal("jrank-chain-1"),
  /** SHA-256 of the counts of (first, second, outcome). */
  data: z.string(),
  /** What the draws depend on beside the data. */
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  models: z.array(z.string()),
  // In the order in which a sampler gives them, so that a ranking from the file is the same to the byte.
  summary: z.object({
    sampler: z.enum(["hmc", "importance"]),
    draws: z.int().positive(),
    chains: z.int().positive(),
    r_hat: nullable,
    ess_bulk: z.number(),
    ess_tail: nullable,
    acceptance: nullable,
    divergences: nullable,
    k_hat: nullable,
  }),
});

/** A draw: numbers, and as texts those that the data leave open. */
const drawLine = z.array(
  z.union([z.number(), z.enum(["Infinity", "-Infinity", "NaN"]).transform(Number)]),
);

/** SHA-256 of everything in the judgments that a fit depends on, whatever the order of the rows. */
function hashOfData(comparisons: Comparisons): string {
  const { models, first, second, outcome, count } = collapse(comparisons);
  // Sums of probabilities depend on their order in the last digits.
  const shown = (n: number) => (comparisons.shares === undefined ? n : Number(n.toFixed(6)));
  const cells = Array.from(count, (n, c) =>
    JSON.stringify([models[first[c]], models[second[c]], outcome[c], shown(n)]),
  );
  return createHash("sha256").update(cells.sort().join("\n")).digest("hex");
}

function optionsOf(options: RankSettings): Record<string, string | number | boolean> {
  const { ties, homeAdvantage, sampler, samples, chains, prior, seed } = options;
  return { ties, homeAdvantage, sampler, samples, chains, prior: priorName(prior), seed };
}

/**
 * The draws of a file that was made from the same data with the same options; undefined where there
 * is no file yet.
 * @throws UserError where the data or the options are others: such draws would be about something else.
 */
export function readChain(
  file: string,
  comparisons: Comparisons,
  options: RankSettings,
): Posterior | undefined {
  if (!existsSync(file)) return undefined;
  const [first = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const head = headerOf(first);
  if (head === undefined) {
    throw new UserError(say`${file} is not a file of draws (--chain-path); give another path`);
  }
  const remedy = say`Remove the file to draw anew, or give another --chain-path.`;
  if (head.data !== hashOfData(comparisons)) {
    throw new UserError(say`${file} holds draws from other judgments than these. ${remedy}`);
  }
  const wanted = optionsOf(options);
  const other = Object.keys(wanted).find((key) => wanted[key] !== head.options[key]);
  if (other !== undefined) {
    throw new UserError(
      say`${file} holds draws with ${other} ${String(head.options[other])}, not ${String(wanted[other])}. ${remedy}`,
    );
  }
  const { models, summary } = head;
  const at = new Map(models.map((model, i) => [model, i]));
  const strengths = new Float64Array(summary.draws * comparisons.models.length);
  const homeAdvantage = new Float64Array(summary.draws);
  if (lines.length !== summary.draws) {
    throw new UserError(
      say`${file} is cut off: ${lines.length} of ${summary.draws} draws. ${remedy}`,
    );
  }
  lines.forEach((line, d) => {
    const values = drawOf(line, models.length + 1);
    if (values === undefined) {
      throw new UserError(say`${file}:${d + 2}: this draw is damaged. ${remedy}`);
    }
    comparisons.models.forEach((model, i) => {
      strengths[d * comparisons.models.length + i] = values[at.get(model) as number];
    });
    homeAdvantage[d] = values[models.length];
  });
  const draws = { models: comparisons.models, count: summary.draws, undetermined: 0 };
  return { draws: { ...draws, strengths, homeAdvantage }, summary };
}

function headerOf(line: string): z.infer<typeof header> | undefined {
  try {
    return header.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The numbers of a line, or undefined where it does not hold so many. */
function drawOf(line: string, length: number): readonly number[] | undefined {
  try {
    const values = drawLine.parse(JSON.parse(line));
    return values.length === length ? values : undefined;
  } catch {
    return undefined;
  }
}

/** The content of a chain file. Strengths that the data leave open are written as strings. */
export function chainFile(
  { draws, summary }: Posterior,
  comparisons: Comparisons,
  options: RankSettings,
): string {
  const { models, count, strengths, homeAdvantage } = draws;
  const head: z.infer<typeof header> = {
    format: "jrank-chain-1",
    data: hashOfData(comparisons),
    options: optionsOf(options),
    models: [...models],
    summary,
  };
  const m = models.length;
  const written = (value: number) => (Number.isFinite(value) ? value : String(value));
  const lines = Array.from({ length: count }, (_, d) => {
    const row = Array.from(strengths.subarray(d * m, (d + 1) * m), written);
    return JSON.stringify([...row, written(homeAdvantage[d])]);
  });
  return `${[JSON.stringify(head), ...lines].join("\n")}\n`;
}
