/** Runs a schedule, and a stop rule, on a board whose truth is known or whose verdicts are stored. */
import { createRandom } from "../../core/random.ts";
import type { Standing } from "../../stats/uncertainty/standing.ts";
import type { Field, Goal, PlayedMatch } from "../schedule.ts";
import type { ScheduleFactory } from "../schedules.ts";
import { createStopRule, type ReachedTarget, type StopTargets } from "../stop_rule.ts";
import type { Arena } from "./arena.ts";
import { type Checkpoint, type MeasureOptions, measure } from "./simulation_measure.ts";

/** How a schedule is played. */
export interface PlayOptions {
  create: ScheduleFactory;
  goal?: Goal;
  parallel?: number;
  /** Verdicts come in rounds of so many matches, as batches bring them; in place of `parallel`. */
  round?: number | undefined;
  /** Judgments to play, those that the run begins with included. */
  n: number;
  /** What is stored before the run begins; absent: nothing. */
  before?: readonly PlayedMatch[];
  /** Ends the run when one is reached. */
  targets?: StopTargets;
  /** An earlier rule of the schedule; absent: today's. */
  rule?: 1 | undefined;
  seed: number;
}

interface SimulationOptions extends MeasureOptions, Omit<PlayOptions, "n" | "before"> {
  /** Numbers of judgments to measure at, ascending. With targets only the last counts: the most. */
  checkpoints: readonly number[];
}

/** How a run under a stop rule ended. */
export interface Stopped {
  /** Null where the judgments were used up first. */
  target: ReachedTarget | null;
  /** Whether a pair that was called apart when it ended lies the other way round, or is equal. */
  falseAtEnd: boolean;
  /** The same at any look. */
  falseEver: boolean;
}

export interface SimulatedRun {
  points: Checkpoint[];
  /** Null without targets, or where nobody knows the truth. */
  stopped: Stopped | null;
}

/** One run, measured at its checkpoints. */
export function simulateRun(arena: Arena, options: SimulationOptions): SimulatedRun {
  const { checkpoints, targets } = options;
  const { played, stopped } = playSchedule(arena, { ...options, n: Math.max(...checkpoints) });
  const counts = targets ? [played.length] : checkpoints;
  return {
    points: counts.map((count) => measure(arena, played.slice(0, count), options)),
    stopped,
  };
}

/** Plays a schedule, with verdicts that come in the order of their matches. */
export function playSchedule(
  arena: Arena,
  {
    create,
    goal = { name: "ranking" },
    parallel = 1,
    round,
    n,
    before = [],
    targets,
    rule: asRule,
    seed,
  }: PlayOptions,
): { played: PlayedMatch[]; stopped: Stopped | null } {
  const field: Field = {
    models: arena.models,
    items: arena.questions,
    canPlay: () => true,
    ...(arena.isOffered && { isOffered: arena.isOffered }),
    questionOf: (item) => item,
    played: before,
  };
  const rounds = round === undefined ? {} : { round };
  const options = { n, bothOrders: false, seed, parallel, ...rounds, goal };
  const schedule = create(field, asRule === undefined ? options : { ...options, rule: asRule });
  const rule = targets && createStopRule(field, targets);
  const verdicts = createRandom(seed, "verdicts");
  const played: PlayedMatch[] = [...before];
  const inFlight: PlayedMatch[] = [];
  const claims = watchClaims(arena);
  let target: ReachedTarget | undefined;
  let isLanding = false;
  for (;;) {
    target ??= rule?.reached();
    if (rule?.standing) claims.look(rule.standing);
    const mayAsk = round === undefined ? inFlight.length < parallel : !isLanding;
    const match = !target && mayAsk ? schedule.next() : undefined;
    if (match) {
      const winner = arena.judge(match.first, match.second, match.item, verdicts);
      inFlight.push({ ...match, winner });
      continue;
    }
    const landed = inFlight.shift();
    if (!landed) break;
    isLanding = inFlight.length > 0;
    schedule.settle(landed);
    rule?.settle(landed);
    played.push(landed);
  }
  return {
    played,
    stopped: targets ? { target: target ?? null, ...claims.found() } : null,
  };
}

/** Collects the looks at which a pair was called apart that is not. */
function watchClaims({ ofThePopulation, ofTheseQuestions }: Arena) {
  const truth = ofThePopulation ?? ofTheseQuestions;
  let last: Standing | undefined;
  let falseAtEnd = false;
  let falseEver = false;
  return {
    look(standing: Standing): void {
      if (standing === last) return;
      last = standing;
      const { order, apart } = standing;
      falseAtEnd = apart.some((told, k) => told && truth[order[k]] <= truth[order[k + 1]] + EQUAL);
      falseEver ||= falseAtEnd;
    },
    found: () => ({ falseAtEnd, falseEver }),
  };
}

/** Models closer than this are equal: a thousandth of an Elo. */
const EQUAL = 1e-5;
