/**
 * New models on a board that stands: its strengths stay as they were published, or move as little as
 * their covariance allows, and the new judgments say where the new models come in.
 */
import { type Anchor, anchorPrecision } from "./anchor.ts";
import { anchoredStructure } from "./anchored_structure.ts";
import { clusteredGames } from "./clusters.ts";
import { collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import type { Structure } from "./connectivity.ts";
import { type Games, gamesOf } from "./games.ts";
import { evaluate, FLAT } from "./likelihood.ts";
import { maximise } from "./newton.ts";

export interface AnchoredFit {
  /** The board's models, then the new ones. */
  readonly models: readonly string[];
  /** On the board's scale; not a number where the judgments do not determine it. */
  readonly strengths: Float64Array;
  readonly homeAdvantage: number;
  readonly structure: Structure;
  /** The judgments that were used: those with a new model. */
  readonly used: Comparisons;
  /** Judgments between models of the board; the board knows them, or they would count twice. */
  readonly leftOut: number;
  /** Indices into x of the parameters that were fitted, ascending. */
  readonly free: readonly number[];
  /** Strengths and home advantage, finite. */
  readonly x: Float64Array;
  /** Information of the judgments alone at x, (models + 1)², full. */
  readonly information: Float64Array;
  /** Precision of the prior on the free parameters, free x free; `newPrior` is part of it. */
  readonly precision: Float64Array;
  readonly newPrior: number;
  readonly anchor: Anchor;
  readonly games: Games;
}

/**
 * Fits the new models. `newPrior` is the precision of a normal prior on each of them around the mean
 * of the board; 0 for maximum likelihood, under which a model without a finite maximum gets none.
 */
export function fitAnchored(
  comparisons: Comparisons,
  anchor: Anchor,
  { newPrior = 0 }: { newPrior?: number } = {},
): AnchoredFit {
  const { used, leftOut } = withNewModels(comparisons, anchor.models);
  const { models } = used;
  const m = models.length;
  const old = anchor.models.length;
  const all = gamesOf(collapse(used));
  const structure = anchoredStructure(all, old);
  const isDetermined = (i: number) => newPrior > 0 || structure.status[i] === "ok";
  const games = keptGames(all, isDetermined);
  const free = [
    ...(anchor.keep === "prior" ? anchor.models.keys() : []),
    ...models.flatMap((_, i) => (i >= old && isDetermined(i) ? [i] : [])),
    m,
  ];
  const boardMean = anchor.strengths.reduce((sum, b) => sum + b, 0) / old;
  const mean = new Float64Array(m + 1).fill(boardMean);
  mean.set(anchor.strengths);
  mean[m] = anchor.homeAdvantage;
  const precision = anchorPrecision(anchor, free, { models: m, newPrior });
  const full = mean.slice();
  const information = new Float64Array((m + 1) ** 2);
  const gradient = new Float64Array(m + 1);
  const size = free.length;
  const at = (x: Float64Array): number => {
    for (let a = 0; a < size; a++) full[free[a]] = x[a];
    return evaluate(games, FLAT, full, gradient, information);
  };
  const { x } = maximise(
    {
      size,
      evaluate(x, g, h) {
        let value = at(x);
        for (let a = 0; a < size; a++) {
          g[a] = gradient[free[a]];
          for (let b = 0; b < size; b++) {
            const pull = precision[a * size + b] * (x[b] - mean[free[b]]);
            g[a] -= pull;
            value -= (pull * (x[a] - mean[free[a]])) / 2;
            const [high, low] = free[a] > free[b] ? [free[a], free[b]] : [free[b], free[a]];
            h[a * size + b] = information[high * (m + 1) + low] + precision[a * size + b];
          }
        }
        return value;
      },
    },
    Float64Array.from(free, (k) => mean[k]),
  );
  at(x);
  return {
    ...{ models, structure, used, leftOut, free, precision, newPrior, games, anchor },
    strengths: full
      .slice(0, m)
      .map((b, i) => (i < old || isDetermined(i) ? b : structure.side[i] * Infinity)),
    homeAdvantage: full[m],
    x: full,
    information: mirrored(information, m + 1),
  };
}

/** The judgments with a new model, with the board's models numbered first. */
function withNewModels(comparisons: Comparisons, board: readonly string[]) {
  const known = new Set(board);
  const news = comparisons.models.filter((model) => !known.has(model));
  const models = [...board, ...news];
  const place = new Map(models.map((model, i) => [model, i]));
  const index = comparisons.models.map((model) => place.get(model) as number);
  const { first, second, outcome, weight, cluster } = comparisons;
  const isNew = (k: number) => index[first[k]] >= board.length || index[second[k]] >= board.length;
  const rows = Array.from(first.keys()).filter(isNew);
  const used: Comparisons = {
    models,
    clusters: comparisons.clusters,
    first: Uint16Array.from(rows, (k) => index[first[k]]),
    second: Uint16Array.from(rows, (k) => index[second[k]]),
    outcome: Uint8Array.from(rows, (k) => outcome[k]),
    ...(weight && { weight: Float64Array.from(rows, (k) => weight[k]) }),
    ...(cluster && { cluster: Uint32Array.from(rows, (k) => cluster[k]) }),
  };
  return { used, leftOut: first.length - rows.length };
}

/** Games between models that are placed. */
function keptGames(games: Games, isPlaced: (i: number) => boolean): Games {
  const kept = Array.from(games.first.keys()).filter(
    (g) => isPlaced(games.first[g]) && isPlaced(games.second[g]),
  );
  return {
    models: games.models,
    first: Uint16Array.from(kept, (g) => games.first[g]),
    second: Uint16Array.from(kept, (g) => games.second[g]),
    won: Float64Array.from(kept, (g) => games.won[g]),
    lost: Float64Array.from(kept, (g) => games.lost[g]),
  };
}

function mirrored(lower: Float64Array, n: number): Float64Array {
  const full = lower.slice();
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) full[i * n + j] = lower[j * n + i];
  return full;
}

/** The games of each question among the used judgments; each judgment alone without questions. */
export function anchoredClusters({ used, games }: AnchoredFit) {
  const rows = used.first.length;
  const byRow = used.cluster === undefined || new Set(used.cluster).size < 2;
  const comparisons = byRow
    ? {
        ...used,
        clusters: Array.from({ length: rows }, (_, k) => String(k)),
        cluster: Uint32Array.from({ length: rows }, (_, k) => k),
      }
    : used;
  const clustered = clusteredGames(comparisons, games);
  if (clustered === null) throw new Error("judgments lost their clusters");
  return { clustered, byRow };
}
