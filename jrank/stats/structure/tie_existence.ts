import type { PairPoints } from "../data/pair_points.ts";

/** An arc of difference constraints: d[to] - d[from] >= fixed + slope × a. */
interface Arc {
  readonly from: number;
  readonly to: number;
  readonly fixed: number;
  readonly slope: number;
}

/**
 * Whether a tie model has a finite maximum within groups that are strongly connected. Beside the
 * directions that Bradley-Terry knows there is one more: the tie parameter and the strengths grow
 * together, which no game contradicts as long as every win was won by the stronger by a lead of at
 * least one unit and every tie lies within one. Then ever larger gaps with ever more ties fit ever
 * better (two models, 5 wins of one, 2 ties, no win of the other).
 *
 * Such strengths d and home advantage a must have a + d_first - d_second >= 1 for every win of the
 * first, <= -1 for every win of the second, and within [-1, 1] for ties: difference constraints for
 * a given a, and the a for which they hold are an interval, which cycles found to contradict cut
 * down until it is empty or a point within is found.
 */
export function tieMaximumExists(games: PairPoints, home: boolean): boolean {
  if (hasBothOutcomes(games)) return true;
  const arcs = arcsOf(games);
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (let a = 0; ; ) {
    const cycle = positiveCycle(arcs, games.models.length, a);
    if (cycle === null) return false;
    if (!home || Math.abs(cycle.slope) < 1e-9) return true;
    const bound = -cycle.fixed / cycle.slope;
    if (cycle.slope > 0) most = Math.min(most, bound);
    else least = Math.max(least, bound);
    if (least > most + 1e-9) return true;
    a = bound;
  }
}

function noTies(won: Float64Array): Float64Array {
  return new Float64Array(won.length);
}

/** The usual witness: an ordered pair that both sides won. */
function hasBothOutcomes({ won, lost, tied = noTies(won) }: PairPoints): boolean {
  return won.some((w, g) => w - tied[g] / 2 > 0 && lost[g] - tied[g] / 2 > 0);
}

function arcsOf({ first, second, won, lost, tied = noTies(won) }: PairPoints): Arc[] {
  const arcs: Arc[] = [];
  for (let g = 0; g < first.length; g++) {
    const f = first[g];
    const s = second[g];
    if (won[g] > tied[g] / 2) arcs.push({ from: s, to: f, fixed: 1, slope: -1 });
    if (lost[g] > tied[g] / 2) arcs.push({ from: f, to: s, fixed: 1, slope: 1 });
    if (tied[g] === 0) continue;
    arcs.push({ from: s, to: f, fixed: -1, slope: -1 }, { from: f, to: s, fixed: -1, slope: 1 });
  }
  return arcs;
}

/** A cycle whose constraints contradict each other at a (Bellman and Ford); null if there is none. */
function positiveCycle(arcs: Arc[], m: number, a: number): { fixed: number; slope: number } | null {
  const d = new Float64Array(m);
  const by: (Arc | undefined)[] = new Array(m);
  let raised = -1;
  for (let pass = 0; pass <= m; pass++) {
    raised = -1;
    for (const arc of arcs) {
      const wanted = d[arc.from] + arc.fixed + arc.slope * a;
      if (wanted <= d[arc.to] + 1e-9) continue;
      d[arc.to] = wanted;
      by[arc.to] = arc;
      raised = arc.to;
    }
    if (raised < 0) return null;
  }
  // After m steps back along the arcs that raised it, a model lies on the cycle.
  for (let step = 0; step < m; step++) raised = (by[raised] as Arc).from;
  let fixed = 0;
  let slope = 0;
  let at = raised;
  do {
    const arc = by[at] as Arc;
    fixed += arc.fixed;
    slope += arc.slope;
    at = arc.from;
  } while (at !== raised);
  return { fixed, slope };
}
