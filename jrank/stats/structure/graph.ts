import type { PairPoints } from "../data/pair_points.ts";

/** Graphs over models: who took points from whom. */

/** Arcs by model: the targets of i are `to[start[i]] … to[start[i + 1] - 1]`. */
interface Arcs {
  readonly start: Uint32Array;
  readonly to: Uint16Array;
}

/** The graph of the games: i to j when i took a point from j, or the other way when `reversed`. */
export function arcsOf({ models, first, second, won, lost }: PairPoints, reversed = false): Arcs {
  const m = models.length;
  const start = new Uint32Array(m + 1);
  const each = (visit: (from: number, to: number) => void): void => {
    for (let g = 0; g < first.length; g++) {
      if (won[g] > 0) visit(reversed ? second[g] : first[g], reversed ? first[g] : second[g]);
      if (lost[g] > 0) visit(reversed ? first[g] : second[g], reversed ? second[g] : first[g]);
    }
  };
  each((from) => {
    start[from + 1]++;
  });
  for (let i = 0; i < m; i++) start[i + 1] += start[i];
  const to = new Uint16Array(start[m]);
  const next = start.slice();
  each((from, target) => {
    to[next[from]++] = target;
  });
  return { start, to };
}

/**
 * Strongly connected groups, numbered by their first model. Tarjan's algorithm (SIAM Journal on Computing 1, 1972) without recursion.
 */
export function strongGroups({ start, to }: Arcs): Int32Array {
  const m = start.length - 1;
  const order = new Int32Array(m).fill(-1);
  const low = new Int32Array(m);
  const group = new Int32Array(m).fill(-1);
  const next = start.slice(0, m);
  const stack: number[] = [];
  const path: number[] = [];
  let visited = 0;
  let groups = 0;
  for (let root = 0; root < m; root++) {
    if (order[root] >= 0) continue;
    path.push(root);
    while (path.length > 0) {
      const i = path[path.length - 1];
      if (order[i] < 0) {
        order[i] = low[i] = visited++;
        stack.push(i);
      }
      let descended = false;
      while (next[i] < start[i + 1]) {
        const j = to[next[i]++];
        if (order[j] < 0) {
          path.push(j);
          descended = true;
          break;
        }
        if (group[j] < 0) low[i] = Math.min(low[i], order[j]);
      }
      if (descended) continue;
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent], low[i]);
      if (low[i] !== order[i]) continue;
      for (let j = -1; j !== i; ) {
        j = stack.pop() as number;
        group[j] = groups;
      }
      groups++;
    }
  }
  return renumbered(group);
}

/** Models joined by any chain of games, numbered by their first model. */
export function weakComponents({ models, first, second, won, lost }: PairPoints): Int32Array {
  const parent = Int32Array.from(models, (_, i) => i);
  const root = (i: number): number => {
    let top = i;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top]];
      top = parent[top];
    }
    return top;
  };
  for (let g = 0; g < first.length; g++) {
    if (won[g] + lost[g] > 0) parent[root(first[g])] = root(second[g]);
  }
  return renumbered(parent.map((_, i) => root(i)));
}

/** Labels as 0, 1, 2 … in the order of their first appearance. */
function renumbered(label: Int32Array): Int32Array {
  const number = new Map<number, number>();
  return label.map((old) => {
    const known = number.get(old);
    if (known !== undefined) return known;
    number.set(old, number.size);
    return number.size - 1;
  });
}

/** The models that can be reached from `root` along arcs, itself included. */
export function reachable({ start, to }: Arcs, root: number): Uint8Array {
  const seen = new Uint8Array(start.length - 1);
  const queue = [root];
  seen[root] = 1;
  for (const i of queue) {
    for (let a = start[i]; a < start[i + 1]; a++) {
      if (seen[to[a]] === 1) continue;
      seen[to[a]] = 1;
      queue.push(to[a]);
    }
  }
  return seen;
}
