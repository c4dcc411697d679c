/** Votes as columns that grow: what reading a file fills, row by row. */
import type { SoftVerdict } from "../../core/types.ts";
import { rowsByCluster } from "../../stats/data/clusters.ts";
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
function mostDesignEffect(cluster: Uint32Array): number {
  const counts = new Uint32Array(mostOf(cluster) + 1);
  let pairs = 0;
  // A question's n-th row adds 2n - 1 to the square of its count.
  for (let k = 0; k < cluster.length; k++) pairs += 2 * ++counts[cluster[k]] - 1;
  return pairs / cluster.length;
}

interface VoteColumns {
  readonly length: number;
  /** How many of the games have soft verdicts. */
  readonly soft: number;
  /** Makes room for so many games at once, where it is known how many may come. */
  reserve(games: number): void;
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
   * would differ from by judgment is nothing then. They are taken over, not copied: only contexts may be
   * asked for afterwards.
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
  let cluster: Uint32Array | undefined = new Uint32Array(capacity);
  /** Undefined until a row has another context than the first one, 0. */
  let context: Int32Array | undefined;
  let weight: Float64Array | undefined;
  /** Three a row, from the first soft verdict on. */
  let shares: Float64Array | undefined;
  let isSoft: Uint8Array | undefined;
  let softRows = 0;

  const grow = (most: number): void => {
    capacity = most;
    const grown = <T extends Uint16Array | Uint8Array | Uint32Array | Int32Array | Float64Array>(
      old: T,
      next: T,
    ): T => {
      next.set(old);
      return next;
    };
    first = grown(first, new Uint16Array(capacity));
    second = grown(second, new Uint16Array(capacity));
    outcome = grown(outcome, new Uint8Array(capacity));
    if (cluster) cluster = grown(cluster, new Uint32Array(capacity));
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
    reserve(games) {
      if (length + games > capacity) grow(length + games);
    },
    contexts: () => context?.slice(0, length) ?? new Int32Array(length),
    push(i, j, result, q, where, w, soft) {
      // Twice as many would leave up to half of the memory of many million rows unused.
      if (length === capacity) grow(Math.ceil(1.5 * capacity));
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
      const told = length > 0 ? cluster?.subarray(0, length) : undefined;
      const isShared = (of: Uint32Array) =>
        length < MANY_ROWS || weight || mostDesignEffect(of) > ALONE;
      const shared = told && isShared(told) ? told : undefined;
      const model = namesIn([first, second], length, models.list);
      const question = shared && namesIn([shared], length, questions.list);
      const games = {
        first: placed(first.subarray(0, length), model.place),
        second: placed(second.subarray(0, length), model.place),
        outcome: outcome.subarray(0, length),
        ...(shares && { shares: shares.slice(0, 3 * length) }),
        ...(weight && { weight: weight.slice(0, length) }),
        ...(shared && question && { cluster: placed(shared, question.place) }),
      };
      [first, second, outcome] = [new Uint16Array(), new Uint16Array(), new Uint8Array()];
      cluster = weight = shares = isSoft = undefined;
      return { models: model.names, clusters: question?.names ?? [], ...games };
    },
    duplicates() {
      const told = cluster?.subarray(0, length);
      if (!told || length === 0 || mostDesignEffect(told) === 1) return [];
      return repeatedRows(
        told,
        (k) => (first[k] << 16) ^ (second[k] << 2) ^ outcome[k],
        (a, b) =>
          outcome[a] === outcome[b] &&
          first[a] === first[b] &&
          second[a] === second[b] &&
          hasSameShares(a, b) &&
          (context === undefined || context[a] === context[b]),
      );
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

/** Puts the places of a column's numbers in their stead; a loop, because there are millions. */
function placed<T extends Uint16Array | Uint32Array>(column: T, place: Uint32Array): T {
  for (let k = 0; k < column.length; k++) column[k] = place[column[k]];
  return column;
}

/**
 * Rows that are the same as an earlier one of their question, ascending; such rows have the same code. Question by
 * question, where the codes come along, so that what is compared lies together.
 */
function repeatedRows(
  cluster: Uint32Array,
  codeOf: (k: number) => number,
  isSame: (a: number, b: number) => boolean,
): number[] {
  const questions = mostOf(cluster) + 1;
  const { start, row } = rowsByCluster(cluster, questions);
  const { row: codes } = rowsByCluster(cluster, questions, codeOf);
  let most = 0;
  for (let q = 0; q < questions; q++) most = Math.max(most, start[q + 1] - start[q]);
  // A hash table of places in `row`; those before the question's first are of questions before it.
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * most))).fill(-1);
  const repeated: number[] = [];
  for (let q = 0; q < questions; q++) {
    const from = start[q];
    const count = start[q + 1] - from;
    if (count < 2) continue;
    const last = 2 ** Math.ceil(Math.log2(2 * count)) - 1;
    for (let r = from; r < from + count; r++) {
      const code = codes[r];
      const hash = Math.imul(code, 0x9e3779b1);
      let slot = (hash ^ (hash >>> 15)) & last;
      while (table[slot] >= from) {
        const other = table[slot];
        if (codes[other] === code && isSame(row[other], row[r])) break;
        slot = (slot + 1) & last;
      }
      if (table[slot] >= from) repeated.push(row[r]);
      else table[slot] = r;
    }
  }
  return repeated.sort((a, b) => a - b);
}

/** The largest of a column's numbers; 0 where it has none. */
function mostOf(column: ArrayLike<number>): number {
  let most = 0;
  for (let k = 0; k < column.length; k++) if (column[k] > most) most = column[k];
  return most;
}
