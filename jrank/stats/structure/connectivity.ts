import type { RatingStatus } from "../../core/types.ts";
import type { PairPoints } from "../data/pair_points.ts";
import { arcsOf, reachable, strongGroups, weakComponents } from "./graph.ts";

/**
 * What the games determine, before any number is computed.
 *
 * Draw an arc from i to j when i took a point from j (a tie gives both arcs). Strengths of two
 * models are comparable by maximum likelihood exactly when each reaches the other along arcs, that
 * is within a strongly connected group (L. R. Ford, American Mathematical Monthly 64, 1957). Between
 * groups the likelihood rises for ever as the upper one is moved up, or does not change at all.
 */
export interface Structure {
  /** Strongly connected group of each model, numbered from 0 by their first model. */
  readonly group: Int32Array;
  readonly groups: number;
  /** Weakly connected component (joined by any chain of games) of each model. */
  readonly component: Int32Array;
  readonly components: number;
  /** The group that the ratings refer to, or -1 where no group speaks for the board. */
  readonly main: number;
  /**
   * Where a model of another group lies: 1 above the main group (a chain of points leads down to
   * it, none up), -1 below it, 0 in it, NaN where the games do not say.
   */
  readonly side: Float64Array;
  readonly status: readonly RatingStatus[];
  /** False when a home advantage was asked for and cannot be told from strengths. */
  readonly homeAdvantageDetermined: boolean;
}

/**
 * A main group must hold this share of the models when other groups of three or more compete with
 * it, and more than half of them beside mere pairs: a board stands when two newcomers have only met
 * each other, while two halves that never met are two boards.
 */
const MAIN_SHARE = 2 / 3;

/**
 * Groups, components and the status of every model; cost linear in the games. The main group is that of
 * `root` where one is given, else the one that speaks for the board.
 */
export function findStructure(games: PairPoints, homeAdvantage: boolean, root = -1): Structure {
  const group = strongGroups(arcsOf(games));
  const component = weakComponents(games);
  const groups = count(group);
  const components = count(component);
  const homeAdvantageDetermined = !homeAdvantage || homeAdvantageIsDetermined(games);
  const found = root < 0 ? mainGroup(group, groups) : group[root];
  const main = homeAdvantageDetermined ? found : -1;
  const side = sides(games, group, main);
  const status = statuses(games, { group, component, components, main });
  return { group, groups, component, components, main, side, status, homeAdvantageDetermined };
}

function count(label: Int32Array): number {
  return label.reduce((most, l) => Math.max(most, l + 1), 0);
}

function mainGroup(group: Int32Array, groups: number): number {
  const size = new Int32Array(groups);
  for (const g of group) size[g]++;
  const largest = size.indexOf(Math.max(...size));
  if (size[largest] < 2) return -1;
  const rival = Math.max(...size.map((s, g) => (g === largest ? 0 : s)));
  const speaks =
    rival < 2 ||
    size[largest] >= MAIN_SHARE * group.length ||
    (rival === 2 && size[largest] > group.length / 2);
  return speaks ? largest : -1;
}

/** The component that the board is about where no group is: the one that holds the share; or -1. */
function mainComponent(component: Int32Array, components: number): number {
  const size = new Int32Array(components);
  for (const c of component) size[c]++;
  return size.findIndex((s) => s >= MAIN_SHARE * component.length);
}

function sides(games: PairPoints, group: Int32Array, main: number): Float64Array {
  const side = new Float64Array(group.length).fill(Number.NaN);
  if (main < 0) return side;
  if (group.every((g) => g === main)) return side.fill(0);
  const root = group.indexOf(main);
  const below = reachable(arcsOf(games), root);
  const above = reachable(arcsOf(games, true), root);
  return side.map((_, i) => {
    if (group[i] === main) return 0;
    return above[i] === 1 ? 1 : below[i] === 1 ? -1 : Number.NaN;
  });
}

function statuses(
  games: PairPoints,
  {
    group,
    component,
    components,
    main,
  }: Pick<Structure, "group" | "component" | "components" | "main">,
): RatingStatus[] {
  const m = group.length;
  const taken = new Float64Array(m);
  const given = new Float64Array(m);
  for (let g = 0; g < games.first.length; g++) {
    taken[games.first[g]] += games.won[g];
    given[games.first[g]] += games.lost[g];
    taken[games.second[g]] += games.lost[g];
    given[games.second[g]] += games.won[g];
  }
  const home = main < 0 ? mainComponent(component, components) : component[group.indexOf(main)];
  return Array.from(group, (g, i) => {
    if (g === main) return "ok";
    if (component[i] !== home) return "disconnected";
    if (given[i] === 0) return "undefeated";
    return taken[i] === 0 ? "winless" : "separated";
  });
}

/**
 * Whether the data determine a home advantage beside the strengths.
 *
 * A direction in which the likelihood never falls moves the home advantage by 1 and the strengths by
 * d, where no game becomes less likely: a win of the first over j needs d_j - d_i <= 1, a win of the
 * second i over j, shown first, d_j - d_i <= -1, a tie both. Such d exist unless the arcs from
 * winner to loser, of length 1 or -1, hold a cycle of negative length (difference constraints,
 * Bellman 1958); the same with all signs changed for a home advantage moved by -1. So the home
 * advantage is finite and unique exactly when there are cycles of both signs.
 */
export function homeAdvantageIsDetermined(games: PairPoints): boolean {
  return hasCycle(games, 1) && hasCycle(games, -1);
}

/** A cycle on which wins shown second outnumber wins shown first (`sign` 1), or the reverse (-1). */
function hasCycle(games: PairPoints, sign: 1 | -1): boolean {
  return hasPairInBothOrders(games, sign) || hasNegativeCycle(games, sign);
}

/** The usual witness, found at a glance: a pair in which the second scored in either order. */
function hasPairInBothOrders(
  { models, first, second, won, lost }: PairPoints,
  sign: 1 | -1,
): boolean {
  const points = sign === 1 ? lost : won;
  const m = models.length;
  const seen = new Set<number>();
  for (let g = 0; g < first.length; g++) {
    if (points[g] <= 0) continue;
    if (seen.has(second[g] * m + first[g])) return true;
    seen.add(first[g] * m + second[g]);
  }
  return false;
}

/** Bellman and Ford's relaxation; a potential below -m can only come from a negative cycle. */
function hasNegativeCycle({ models, first, second, won, lost }: PairPoints, sign: 1 | -1): boolean {
  const m = models.length;
  const d = new Int32Array(m);
  for (let pass = 0; pass <= m; pass++) {
    let changed = false;
    for (let g = 0; g < first.length; g++) {
      const i = first[g];
      const j = second[g];
      if (won[g] > 0 && d[i] + sign < d[j]) {
        d[j] = d[i] + sign;
        changed = true;
      }
      if (lost[g] > 0 && d[j] - sign < d[i]) {
        d[i] = d[j] - sign;
        changed = true;
      }
    }
    if (!changed) return false;
  }
  return true;
}
