/** Votes as columns that grow: what reading a file fills, row by row. */
import type { SoftVerdict } from "../../core/types.ts";
import { type Comparisons, hardShares } from "../../stats/data/comparisons.ts";

/** Numbers names in the order of their first appearance. */
export interface Names {
  readonly list: string[];
  indexOf(name: string): number;
}

export function createNames(): Names {
  const index = new Map<string, number>();
  const list: string[] = [];
  return {
    list,
    indexOf(name) {
      const known = index.get(name);
      if (known !== undefined) return known;
      index.set(name, list.length);
      return list.push(name) - 1;
    },
  };
}

/** Models of a board: the columns have 16 bits for each. */
export const MOST_MODELS = 65_536;

/** From so many rows on it is seen whether they share questions at all. */
const MANY_ROWS = 100_000;
/** A design effect that widens an interval by one percent. */
const ALONE = 1.02;

/**
 * The design effect of rows whose questions decide everything (Kish: the mean of a row's rows on its
 * question). Of an arena, where each vote has a question of its own, it is 1.
 */
function mostDesignEffect(cluster: Int32Array, rows: number): number {
  let most = 0;
  for (let k = 0; k < rows; k++) if (cluster[k] > most) most = cluster[k];
  const counts = new Uint32Array(most + 1);
  let pairs = 0;
  // A question's n-th row adds 2n - 1 to the square of its count.
  for (let k = 0; k < rows; k++) if (cluster[k] >= 0) pairs += 2 * ++counts[cluster[k]] - 1;
  return pairs / rows;
}

interface VoteColumns {
  readonly length: number;
  /** How many of the games have soft verdicts. */
  readonly soft: number;
  /** The context of every row, as it was pushed. */
  contexts(): Int32Array;
  /** Adds a game; `cluster` and `context` are -1 where the row tells none. */
  push(
    first: number,
    second: number,
    outcome: number,
    cluster: number,
    context: number,
    weight: number,
    soft?: SoftVerdict | undefined,
  ): void;
  /**
   * The columns, with the models and questions that occur in them in the order of their names, so
   * that the same votes give the same numbers in whatever order they were found. Where a row has no
   * question, none counts, and of many rows none where they hardly share any: what by question
   * would differ from by judgment is nothing then.
   */
  toComparisons(models: Pick<Names, "list">, questions: Pick<Names, "list">): Comparisons;
  /** Rows that repeat an earlier row on the same question, in the same context. */
  duplicates(): number[];
  /** The columns without the given rows (ascending). */
  without(rows: readonly number[]): VoteColumns;
}

/** New, empty columns. */
export function createVoteColumns(): VoteColumns {
  let capacity = 1 << 12;
  let length = 0;
  let first = new Uint16Array(capacity);
  let second = new Uint16Array(capacity);
  let outcome = new Uint8Array(capacity);
  /** Undefined from the first row without a question on: then none counts. */
  let cluster: Int32Array | undefined = new Int32Array(capacity);
  /** Undefined until a row has another context than the first one, 0. */
  let context: Int32Array | undefined;
  let weight: Float64Array | undefined;
  /** Three a row, from the first soft verdict on. */
  let shares: Float64Array | undefined;
  let isSoft: Uint8Array | undefined;
  let softRows = 0;

  const grow = (): void => {
    // Twice as many would leave up to half of the memory of many million rows unused.
    capacity = Math.ceil(1.5 * capacity);
    const grown = <T extends Uint16Array | Uint8Array | Int32Array | Float64Array>(
      old: T,
      next: T,
    ): T => {
      next.set(old);
      return next;
    };
    first = grown(first, new Uint16Array(capacity));
    second = grown(second, new Uint16Array(capacity));
    outcome = grown(outcome, new Uint8Array(capacity));
    if (cluster) cluster = grown(cluster, new Int32Array(capacity));
    if (context) context = grown(context, new Int32Array(capacity));
    if (weight) weight = grown(weight, new Float64Array(capacity));
    if (shares) shares = grown(shares, new Float64Array(3 * capacity));
    if (isSoft) isSoft = grown(isSoft, new Uint8Array(capacity));
  };

  const hasSameShares = (a: number, b: number): boolean =>
    shares === undefined ||
    (shares[3 * a] === shares[3 * b] && shares[3 * a + 1] === shares[3 * b + 1]);

  const columns: VoteColumns = {
    get length() {
      return length;
    },
    get soft() {
      return softRows;
    },
    contexts: () => context?.slice(0, length) ?? new Int32Array(length),
    push(i, j, result, q, where, w, soft) {
      if (length === capacity) grow();
      if (soft && !shares) {
        shares = new Float64Array(3 * capacity);
        isSoft = new Uint8Array(capacity);
        for (let k = 0; k < length; k++) shares[3 * k + outcome[k] - 1] = 1;
      }
      shares?.set(soft ?? hardShares(result), 3 * length);
      if (soft && isSoft) {
        isSoft[length] = 1;
        softRows++;
      }
      if (w !== 1 && !weight) weight = new Float64Array(capacity).fill(1, 0, length);
      first[length] = i;
      second[length] = j;
      outcome[length] = result;
      if (q < 0) cluster = undefined;
      if (where !== 0) context ??= new Int32Array(capacity);
      if (cluster) cluster[length] = q;
      if (context) context[length] = where;
      if (weight) weight[length] = w;
      length++;
    },
    toComparisons(models, questions) {
      const isShared = (of: Int32Array) =>
        length < MANY_ROWS || weight || mostDesignEffect(of, length) > ALONE;
      const shared = length > 0 && cluster && isShared(cluster) ? cluster : undefined;
      const model = namesIn([first, second], length, models.list);
      const question = shared && namesIn([shared], length, questions.list);
      return {
        models: model.names,
        clusters: question?.names ?? [],
        first: placed(first, model.place, new Uint16Array(length)),
        second: placed(second, model.place, new Uint16Array(length)),
        outcome: outcome.subarray(0, length),
        ...(shares && { shares: shares.slice(0, 3 * length) }),
        ...(weight && { weight: weight.slice(0, length) }),
        ...(shared &&
          question && { cluster: placed(shared, question.place, new Uint32Array(length)) }),
      };
    },
    duplicates() {
      const question = cluster;
      if (!question || length === 0) return [];
      if (mostDesignEffect(question, length) === 1) return [];
      const where = context ?? new Int32Array(length);
      // A hash table of rows, by all that makes them the same.
      const slots = 2 ** Math.ceil(Math.log2(2 * length));
      const table = new Int32Array(slots).fill(-1);
      const rows: number[] = [];
      for (let k = 0; k < length; k++) {
        let hash: number = Math.imul(question[k], 0x9e3779b1) ^ Math.imul(where[k] + 1, 0x85ebca6b);
        hash = Math.imul(hash ^ (hash >>> 15) ^ (first[k] << 16) ^ second[k], 0x2c1b3c6d);
        hash = Math.imul(hash ^ (hash >>> 13) ^ outcome[k], 0x297a2d39);
        let slot: number = (hash ^ (hash >>> 16)) & (slots - 1);
        for (; table[slot] !== -1; slot = (slot + 1) & (slots - 1)) {
          const other = table[slot];
          if (
            question[other] === question[k] &&
            first[other] === first[k] &&
            second[other] === second[k] &&
            outcome[other] === outcome[k] &&
            hasSameShares(other, k) &&
            where[other] === where[k]
          ) {
            break;
          }
        }
        if (table[slot] === -1) table[slot] = k;
        else rows.push(k);
      }
      return rows;
    },
    without(rows) {
      const left = createVoteColumns();
      const out = new Set(rows);
      for (let k = 0; k < length; k++) {
        if (out.has(k)) continue;
        const own = isSoft?.[k] ? shares?.slice(3 * k, 3 * k + 3) : undefined;
        const soft = own as unknown as SoftVerdict | undefined;
        const w = weight ? weight[k] : 1;
        left.push(first[k], second[k], outcome[k], cluster?.[k] ?? -1, context?.[k] ?? 0, w, soft);
      }
      return left;
    },
  };
  return columns;
}

/** The names that occur in columns, sorted, and for each number in the columns its place among them. */
function namesIn(
  columns: readonly ArrayLike<number>[],
  rows: number,
  all: readonly string[],
): { names: string[]; place: Uint32Array } {
  const isUsed = new Uint8Array(all.length);
  for (const column of columns) for (let k = 0; k < rows; k++) isUsed[column[k]] = 1;
  const used = all.map((_, k) => k).filter((k) => isUsed[k] === 1);
  used.sort((a, b) => ((all[a] as string) < (all[b] as string) ? -1 : 1));
  const place = new Uint32Array(all.length);
  used.forEach((k, at) => {
    place[k] = at;
  });
  return { names: used.map((k) => all[k] as string), place };
}

/** Fills `result` with the places of a column's numbers; a loop, because there are millions. */
function placed<T extends Uint16Array | Uint32Array>(
  column: ArrayLike<number>,
  place: Uint32Array,
  result: T,
): T {
  for (let k = 0; k < result.length; k++) result[k] = place[column[k]];
  return result;
}
