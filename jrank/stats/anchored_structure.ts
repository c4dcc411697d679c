import type { Structure } from "./connectivity.ts";
import type { Games } from "./games.ts";
import { arcsOf, reachable, strongGroups, weakComponents } from "./graph.ts";

/**
 * What the judgments determine, with the board taken as one player: its models are comparable
 * already, and the home advantage is known from it. A new model is comparable when points lead from
 * the board to it and back.
 */
export function anchoredStructure(games: Games, old: number): Structure {
  const m = games.models.length;
  const outside = withBoardAsOne(games, old);
  const below = reachable(arcsOf(outside), 0);
  const above = reachable(arcsOf(outside, true), 0);
  const groups = strongGroups(arcsOf(outside));
  const components = weakComponents(outside);
  const points = pointsOf(outside);
  const side = (i: number): number => {
    if (below[i] && above[i]) return 0;
    return above[i] ? 1 : below[i] ? -1 : Number.NaN;
  };
  const status = (i: number): Structure["status"][number] => {
    if (side(i) === 0) return "ok";
    if (components[i] !== components[0]) return "disconnected";
    if (points.lost[i] === 0) return "undefeated";
    return points.won[i] === 0 ? "winless" : "separated";
  };
  const places = Array.from({ length: m }, (_, i) => placeOutside(i, old));
  return {
    group: Int32Array.from(places, (i) => groups[i]),
    groups: Math.max(...groups) + 1,
    component: Int32Array.from(places, (i) => components[i]),
    components: Math.max(...components) + 1,
    main: groups[0],
    side: Float64Array.from(places, side),
    status: places.map(status),
    homeAdvantageDetermined: true,
  };
}

/** The games as the new models see them: the board is one player, the first. */
export function withBoardAsOne(games: Games, old: number): Games {
  return {
    ...games,
    models: ["board", ...games.models.slice(old)],
    first: games.first.map((i) => placeOutside(i, old)),
    second: games.second.map((i) => placeOutside(i, old)),
  };
}

const placeOutside = (i: number, old: number) => Math.max(0, i - old + 1);

/** Points won and lost by each model. */
function pointsOf({ models, first, second, won, lost }: Games) {
  const points = { won: new Float64Array(models.length), lost: new Float64Array(models.length) };
  for (let g = 0; g < first.length; g++) {
    points.won[first[g]] += won[g];
    points.lost[first[g]] += lost[g];
    points.won[second[g]] += lost[g];
    points.lost[second[g]] += won[g];
  }
  return points;
}
