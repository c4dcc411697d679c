/** When enough has been judged: intervals narrow enough, or all neighbours told apart. */
import { type Comparisons, hardShares } from "../stats/data/comparisons.ts";
import { type Standing, standingOf } from "../stats/uncertainty/standing.ts";
import type { Field, PlayedMatch } from "./schedule.ts";

/** What ends the judging; whichever is reached first. */
export interface StopTargets {
  /** Every model's interval reaches at most this far to each side: natural-log units, CR3. */
  halfWidth?: number | undefined;
  /** All neighbours in the order are told apart, at a threshold that allows looking often. */
  separated?: boolean | undefined;
  /** Only this model counts: its interval, and its neighbours. */
  model?: number | undefined;
}

export type ReachedTarget = "half-width" | "separated";

export interface StopRule {
  /** Counts a verdict in. */
  settle(match: PlayedMatch): void;
  /**
   * The target that is reached, as of the last look. It looks anew when enough verdicts have come
   * since; with `now`, when any has.
   */
  reached(options?: { now?: boolean }): ReachedTarget | undefined;
  /** The standing at the last look. */
  readonly standing: Standing | undefined;
}

/** No look before every model has had about ten matches: errors of fewer say little. */
const FIRST_LOOK_MATCHES = 10;
/** Verdicts between looks: at least so many, and at least a fiftieth of those there are. */
const LOOK_EVERY = 10;
const LOOK_SHARE = 50;

/** Which of the targets a standing has reached. */
function reachedTarget(
  { halfWidths, apart, order }: Standing,
  { halfWidth, separated, model }: StopTargets,
): ReachedTarget | undefined {
  const counts = (i: number): boolean => model === undefined || i === model;
  if (halfWidth !== undefined && halfWidths.every((half, i) => !counts(i) || half <= halfWidth)) {
    return "half-width";
  }
  const told = apart.every((isTold, k) => isTold || !(counts(order[k]) || counts(order[k + 1])));
  return separated && told ? "separated" : undefined;
}

/** Judgments as columns; matches without a verdict are left out. */
export function comparisonsOf(
  played: readonly PlayedMatch[],
  { models, questionOf }: Pick<Field, "models" | "questionOf">,
): Comparisons {
  const rows = played.filter(({ winner }) => winner !== "error");
  const questions = rows.map(({ item }) => questionOf(item));
  const isSoft = rows.some(({ soft }) => soft !== undefined);
  const clusters = questions.reduce((most, q) => Math.max(most, q + 1), 0);
  return {
    models: Array.from({ length: models }, (_, i) => String(i)),
    clusters: Array.from({ length: clusters }, (_, q) => String(q)),
    first: Uint16Array.from(rows, ({ first }) => first),
    second: Uint16Array.from(rows, ({ second }) => second),
    outcome: Uint8Array.from(rows, ({ winner }) => winner as number),
    ...(isSoft && {
      shares: Float64Array.from(
        rows.flatMap(({ winner, soft }) => soft ?? hardShares(Number(winner))),
      ),
    }),
    cluster: Uint32Array.from(questions),
  };
}

/**
 * Watches the verdicts of a field. A look costs a fit with its CR3 covariance, some milliseconds; it
 * is taken every few verdicts. Looking often is harmless: the width does not depend on who won, and
 * the separation threshold holds at all looks together.
 */
export function createStopRule(field: Field, targets: StopTargets): StopRule {
  const played = [...field.played];
  const firstLook = Math.ceil((FIRST_LOOK_MATCHES * field.models) / 2);
  let looked = 0;
  let standing: Standing | undefined;
  let reached: ReachedTarget | undefined;
  return {
    settle: (match) => played.push(match),
    reached({ now = false } = {}) {
      const fresh = played.length - looked;
      const due = fresh >= Math.max(LOOK_EVERY, looked / LOOK_SHARE);
      if (played.length >= firstLook && (due || (now && fresh > 0))) {
        looked = played.length;
        standing = standingOf(comparisonsOf(played, field));
        reached = reachedTarget(standing, targets);
      }
      return reached;
    },
    get standing() {
      return standing;
    },
  };
}
