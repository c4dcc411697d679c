import type { Games } from "./games.ts";
import type { Prior } from "./prior.ts";

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
export function homeAdvantageIsDetermined(games: Games): boolean {
  return hasCycle(games, 1) && hasCycle(games, -1);
}

/** Whether a home advantage is fitted that only its prior tells from the strengths. */
export function homeAdvantageRests(
  games: Games,
  { homeAdvantage, prior }: { homeAdvantage: boolean; prior: Prior },
): boolean {
  return homeAdvantage && prior.homeAdvantage > 0 && !homeAdvantageIsDetermined(games);
}

/** A cycle on which wins shown second outnumber wins shown first (`sign` 1), or the reverse (-1). */
function hasCycle(games: Games, sign: 1 | -1): boolean {
  return hasPairInBothOrders(games, sign) || hasNegativeCycle(games, sign);
}

/** The usual witness, found at a glance: a pair in which the second scored in either order. */
function hasPairInBothOrders({ models, first, second, won, lost }: Games, sign: 1 | -1): boolean {
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
function hasNegativeCycle({ models, first, second, won, lost }: Games, sign: 1 | -1): boolean {
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
