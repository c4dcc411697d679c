/**
 * New models on a board that stands: its strengths stay as they were published, or move as little as
 * their covariance allows, and the new judgments say where the new models come in.
 */

import { type ClusteredPoints, clusteredPoints } from "../data/clusters.ts";
import { collapse } from "../data/collapse.ts";
import { type Comparisons, pickedRows } from "../data/comparisons.ts";
import {
  type Covariate,
  gamesWith,
  keptRows,
  type PairPoints,
  pairPointsOf,
} from "../data/pair_points.ts";
import { type BradleyTerryFit, maximumOf, notFitted } from "../fit/bradley_terry.ts";
import { addPairPoints, sizeOf } from "../fit/design.ts";
import { halfWin } from "../fit/half_win.ts";
import type { Likelihood } from "../fit/likelihood.ts";
import { findStructure, type Structure } from "../structure/connectivity.ts";
import { tieMaximumExists } from "../structure/tie_existence.ts";
import { type Anchor, anchorPrior } from "./anchor.ts";

/** The board's models, then the new ones, on the board's scale. */
export interface AnchoredFit extends BradleyTerryFit {
  /** The judgments that were used: those with a new model. */
  readonly used: Comparisons;
  /** Judgments between models of the board; the board knows them, or they would count twice. */
  readonly leftOut: number;
  readonly newPrior: number;
  readonly anchor: Anchor;
}

/** How new models are fitted. */
export interface AnchoredOptions {
  /**
   * Precision of a normal prior on each of them around the mean of the board; 0 for maximum likelihood,
   * under which a model without a finite maximum gets none.
   */
  newPrior?: number;
  homeAdvantage?: boolean;
  likelihood?: Likelihood;
  /** A value for each row of the comparisons. */
  covariates?: readonly Covariate[];
}

/**
 * Fits the new models.
 * @throws UserError where the judgments do not determine a tie model.
 */
export function fitAnchored(
  comparisons: Comparisons,
  anchor: Anchor,
  {
    newPrior = 0,
    homeAdvantage: home = true,
    likelihood = halfWin,
    covariates = [],
  }: AnchoredOptions = {},
): AnchoredFit {
  const { used, rows } = withNewModels(comparisons, anchor.models);
  const { models } = used;
  const m = models.length;
  const old = anchor.models.length;
  const ofUsed = covariates.map(({ name, values }) => ({
    name,
    values: rows.map((k) => values[k]),
  }));
  const all = covariates.length > 0 ? gamesWith(used, ofUsed) : pairPointsOf(collapse(used));
  const structure = anchoredStructure(all, old);
  const isPlaced = (i: number) => i < old || newPrior > 0 || structure.status[i] === "ok";
  const games = keptRows(all, (g) => isPlaced(all.first[g]) && isPlaced(all.second[g]));
  const size = sizeOf({ games, likelihood, home });
  const prior = anchorPrior(anchor, { size, models: m, home, newPrior, isPlaced });
  const design = { games, likelihood, home, prior, group: new Int32Array(0) };
  // The board and the home advantage have their places: only new strengths could grow with the ties.
  const exists =
    likelihood.tie === null || newPrior > 0 || tieMaximumExists(withBoardAsOne(games, old), false);
  const maximum = exists ? maximumOf(design) : null;
  if (maximum === null && covariates.length === 0) throw notFitted(design);
  const x = maximum?.x ?? new Float64Array(size).fill(Number.NaN);
  const first = m + (home ? 1 : 0);
  return {
    ...{
      models,
      structure,
      used,
      leftOut: comparisons.first.length - rows.length,
      newPrior,
      anchor,
    },
    strengths: x
      .slice(0, m)
      .map((b, i) => (isPlaced(i) ? b : structure.side[i] * Number.POSITIVE_INFINITY)),
    homeAdvantage: home ? x[m] : 0,
    effects: x.slice(first, first + covariates.length),
    logLikelihood: addPairPoints(design, x, new Float64Array(size), null),
    iterations: maximum?.iterations ?? 0,
    parameters: { ...design, x },
  };
}

/** The judgments with a new model, with the board's models numbered first. */
export function withNewModels(comparisons: Comparisons, board: readonly string[]) {
  const known = new Set(board);
  const news = comparisons.models.filter((model) => !known.has(model));
  const models = [...board, ...news];
  const place = new Map(models.map((model, i) => [model, i]));
  const index = comparisons.models.map((model) => place.get(model) as number);
  const { first, second } = comparisons;
  const isNew = (k: number) => index[first[k]] >= board.length || index[second[k]] >= board.length;
  const rows = Array.from(first.keys()).filter(isNew);
  const used: Comparisons = {
    ...pickedRows(comparisons, rows),
    models,
    first: Uint16Array.from(rows, (k) => index[first[k]]),
    second: Uint16Array.from(rows, (k) => index[second[k]]),
  };
  return { used, rows };
}

/** The games of each question among the used judgments; each judgment alone without questions. */
export function anchoredClusters({ used, parameters }: AnchoredFit): {
  clustered: ClusteredPoints;
  byRow: boolean;
} {
  const rows = used.first.length;
  const byRow = used.cluster === undefined || new Set(used.cluster).size < 2;
  const comparisons = byRow
    ? {
        ...used,
        clusters: Array.from({ length: rows }, (_, k) => String(k)),
        cluster: Uint32Array.from({ length: rows }, (_, k) => k),
      }
    : used;
  const clustered = clusteredPoints(comparisons, parameters.games);
  if (clustered === null) throw new Error("judgments lost their clusters");
  return { clustered, byRow };
}

/**
 * What the judgments determine, with the board taken as one player: its models are comparable
 * already, and the home advantage is known from it. A new model is comparable when points lead from
 * the board to it and back.
 */
function anchoredStructure(games: PairPoints, old: number): Structure {
  const outside = findStructure(withBoardAsOne(games, old), false, 0);
  const places = Array.from(games.models, (_, i) => placeOutside(i, old));
  return {
    ...outside,
    group: Int32Array.from(places, (i) => outside.group[i]),
    component: Int32Array.from(places, (i) => outside.component[i]),
    side: Float64Array.from(places, (i) => outside.side[i]),
    status: places.map((i) => outside.status[i]),
  };
}

/** The games as the new models see them: the board is one player, the first. */
function withBoardAsOne(games: PairPoints, old: number): PairPoints {
  return {
    ...games,
    models: ["board", ...games.models.slice(old)],
    first: games.first.map((i) => placeOutside(i, old)),
    second: games.second.map((i) => placeOutside(i, old)),
  };
}

const placeOutside = (i: number, old: number) => Math.max(0, i - old + 1);
