/**
 * What was spent on a benchmark, call by call: `spending.jsonl`. A line before each paid call says
 * what it may cost, one after it what it did; so nothing is forgotten, neither calls without a row
 * nor those in flight when a run was killed.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Said } from "../../core/message.ts";
import { type Appender, openAppender } from "../files/appender.ts";
import { describeProblem, readJsonlIfPresent } from "../files/jsonl.ts";

type Line =
  | { before_usd: number; tstamp: number }
  | { id: string; model: string; may_usd: number; tstamp: number }
  | { id: string; usd: number };

/** Opens the book of a benchmark's folder; it comes into being with the first paid call. */
export function openSpendingBook(
  folder: string,
  { now, log }: { now(): number; log(text: Said): void },
) {
  const file = join(folder, "spending.jsonl");
  const isNew = !existsSync(file);
  const open = new Map<string, { model: string; usd: number }>();
  const dearest = new Map<string, number>();
  let spent = isNew ? spentBefore(folder) : 0;
  const before = spent;
  for (const line of readJsonlIfPresent(file, (value) => value as Line).rows) {
    if ("before_usd" in line) spent += line.before_usd;
    else if ("usd" in line) {
      spent += line.usd;
      const model = open.get(line.id)?.model ?? "";
      dearest.set(model, Math.max(dearest.get(model) ?? 0, line.usd));
      open.delete(line.id);
    } else open.set(line.id, { model: line.model, usd: line.may_usd });
  }
  for (const { usd } of open.values()) spent += usd;
  const run = now().toString(36);
  let calls = 0;
  let appender: Appender<Line> | undefined;
  const append = (line: Line): void => {
    if (appender === undefined) {
      appender = openAppender<Line>(file, (problem) => log(describeProblem(problem)));
      if (isNew) appender.append({ before_usd: before, tstamp: now() / 1000 });
    }
    appender.append(line);
  };
  return {
    spentUsd: spent,
    dearestUsd: (model: string) => dearest.get(model) ?? 0,
    openUsd: (id: string) => open.get(id)?.usd ?? 0,
    opened(id: string, { model, mayUsd }: { model: string; mayUsd: number }): void {
      open.delete(id);
      append({ id, model, may_usd: mayUsd, tstamp: now() / 1000 });
    },
    closed: (id: string, usd: number) => append({ id, usd }),
    nextId: () => `${run}-${++calls}`,
    close: () => appender?.close(),
  };
}

/**
 * What a benchmark without a book has cost as far as its files tell: for each model the costs in its
 * rows or those in the summaries of its runs, whichever is more.
 */
function spentBefore(folder: string): number {
  const byModel = new Map<string, { rows: number; runs: number }>();
  const add = (model: string, where: "rows" | "runs", usd: unknown): void => {
    if (typeof usd !== "number" || !Number.isFinite(usd) || usd <= 0) return;
    const sums = byModel.get(model) ?? { rows: 0, runs: 0 };
    sums[where] += usd;
    byModel.set(model, sums);
  };
  for (const name of ["model_judgment", "answers", "model_answer"]) {
    for (const file of filesIn(join(folder, name), ".jsonl")) {
      const costs = new Map<string, RowCost>();
      for (const [k, row] of readJsonlIfPresent(file, costIn).rows.entries()) {
        // The lines of an answer that grew repeat what the earlier ones cost.
        costs.set(row.answer ?? String(k), row);
      }
      for (const { model, usd } of costs.values()) add(model, "rows", usd);
    }
  }
  for (const file of filesIn(join(folder, "runs"), ".json")) {
    for (const { model, cost_usd } of stagesIn(file)) add(String(model), "runs", cost_usd);
  }
  return [...byModel.values()].reduce((sum, { rows, runs }) => sum + Math.max(rows, runs), 0);
}

/** Whom a row is by, what it cost, and of which answer it is a line. */
interface RowCost {
  model: string;
  usd: unknown;
  answer: string | undefined;
}

function costIn(value: unknown): RowCost {
  const { judge, model_id, usage, answer_id } = (value ?? {}) as Record<string, unknown>;
  return {
    model: String(Array.isArray(judge) ? judge[0] : model_id),
    usd: (usage as { cost_usd?: unknown } | undefined)?.cost_usd,
    answer: typeof answer_id === "string" && answer_id !== "" ? answer_id : undefined,
  };
}

function stagesIn(file: string): { model?: unknown; cost_usd?: unknown }[] {
  try {
    const { stages } = JSON.parse(readFileSync(file, "utf8")) as { stages?: unknown };
    return Array.isArray(stages) ? stages : [];
  } catch {
    // A summary that cannot be read tells nothing; the rows still do.
    return [];
  }
}

function filesIn(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending) && !name.startsWith("."))
    .map((name) => join(folder, name));
}
