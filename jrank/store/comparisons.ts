/** From stored games to the columns that statistics read, with everything left out counted. */
import type { PairJudgment } from "../core/types.ts";
import type { Comparisons } from "../stats/comparisons.ts";
import { questionKey } from "./benchmark.ts";

export interface ComparisonOptions {
  /** Only games between these models; absent: all. */
  models?: ReadonlySet<string>;
  /** Only games on these questions (keys); absent: all. */
  questions?: ReadonlySet<string>;
  /** What to do with a game that is stored twice: same question, turn, order and verdict. */
  duplicates?: "keep" | "first";
}

export interface CollectedComparisons {
  comparisons: Comparisons;
  /** How many games were left out, by reason. */
  leftOut: Record<string, number>;
  /** Games that repeat an earlier one exactly; kept unless `duplicates` is "first". */
  duplicates: number;
}

/** Why a game does not count, or undefined when it does. */
function reasonAgainst(row: PairJudgment, options: ComparisonOptions): string | undefined {
  const { models, questions } = options;
  if (row.winner === "error") return "no verdict";
  if (row.model1_id === row.model2_id) return "a model against itself";
  if (models && !(models.has(row.model1_id) && models.has(row.model2_id))) {
    return "a model that is not listed";
  }
  if (questions && !questions.has(questionKey(row.question_id))) {
    return "a question that is not in the benchmark";
  }
  return undefined;
}

/** Columns from games in our schema, in their order. */
export function collectComparisons(
  rows: readonly PairJudgment[],
  options: ComparisonOptions = {},
): CollectedComparisons {
  const leftOut: Record<string, number> = {};
  const kept: PairJudgment[] = [];
  const seen = new Set<string>();
  let duplicates = 0;
  for (const row of rows) {
    const reason = reasonAgainst(row, options);
    const key = JSON.stringify([
      ...[questionKey(row.question_id), row.turn, row.model1_id, row.model2_id],
      ...[row.winner, ...row.judge],
    ]);
    const repeated = seen.has(key);
    seen.add(key);
    if (reason === undefined && repeated) duplicates++;
    if (reason !== undefined || (repeated && options.duplicates === "first")) {
      const why = reason ?? "a duplicate";
      leftOut[why] = (leftOut[why] ?? 0) + 1;
    } else {
      kept.push(row);
    }
  }
  return { comparisons: columnsOf(kept), leftOut, duplicates };
}

function columnsOf(rows: readonly PairJudgment[]): Comparisons {
  const numbered = (names: Iterable<string>): Map<string, number> =>
    new Map([...new Set(names)].sort().map((name, k) => [name, k]));
  const models = numbered(rows.flatMap((row) => [row.model1_id, row.model2_id]));
  const clusters = numbered(rows.map((row) => questionKey(row.question_id)));
  const indexOf = (map: Map<string, number>, name: string): number => map.get(name) as number;
  return {
    models: [...models.keys()],
    clusters: [...clusters.keys()],
    first: Uint16Array.from(rows, (row) => indexOf(models, row.model1_id)),
    second: Uint16Array.from(rows, (row) => indexOf(models, row.model2_id)),
    outcome: Uint8Array.from(rows, (row) => row.winner as number),
    cluster: Uint32Array.from(rows, (row) => indexOf(clusters, questionKey(row.question_id))),
  };
}
