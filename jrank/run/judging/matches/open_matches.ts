/** Matches as tasks of batches, and those of earlier runs that are not stored yet. */
import type { BatchStore, BatchTask } from "../../../core/batch.ts";
import { ADAPTIVE_RULE } from "../../../schedule/adaptive.ts";
import type { Match } from "../../../schedule/schedule.ts";
import { openTasks } from "../../models/batching.ts";
import type { Contestant } from "../../models/model_answers.ts";
import type { Item } from "../asking/items.ts";

/** What a schedule stamps on a judgment, so that it can go on with the same sequence. */
export interface ScheduleStamp {
  id: string;
  index: number;
  propensity?: number;
  /** The rule that chose it (`ADAPTIVE_RULE`); 1 where it does not say. */
  rule?: number;
}

/** A match with its stamp; one from a batch keeps the stamp of the schedule that chose it. */
export interface StampedMatch extends Match {
  stamp?: ScheduleStamp;
}

interface Players {
  items: readonly Item[];
  models: readonly Contestant[];
  promptNameOf(item: Item): string;
  sequenceId: string;
}

/** The stamp of a match that a schedule chose. */
export function stampOf(match: StampedMatch, sequenceId: string): ScheduleStamp | undefined {
  if (match.stamp || match.index === undefined) return match.stamp;
  const { index, propensity } = match;
  return {
    id: sequenceId,
    index,
    ...(propensity !== undefined && { propensity }),
    rule: ADAPTIVE_RULE,
  };
}

/** A match as a task: the same game under the same prompt has the same id. */
export function taskOfMatch(match: StampedMatch, players: Players): BatchTask {
  const { items, models, promptNameOf, sequenceId } = players;
  const item = items[match.item] as Item;
  const stamp = stampOf(match, sequenceId);
  const ids = [models[match.first]?.id, models[match.second]?.id];
  return {
    id: JSON.stringify([item.key, item.turn, ...ids, promptNameOf(item)]),
    ...(stamp && { note: stamp }),
  };
}

/** Tells whether a task is among the played matches; their names are made when first asked for. */
export function storedAmong(
  played: readonly Match[],
  players: Players,
): (taskId: string) => boolean {
  let ids: Set<string> | undefined;
  return (taskId) => {
    ids ??= new Set(played.map((match) => taskOfMatch(match, players).id));
    return ids.has(taskId);
  };
}

/** The matches in batches of earlier runs that are not among `played`, as far as they are about us. */
export function openMatches(
  store: BatchStore,
  played: readonly Match[],
  players: Players,
): StampedMatch[] {
  const { items, models, promptNameOf, sequenceId } = players;
  const open = openTasks(store, storedAmong(played, players));
  if (open.length === 0) return [];
  const itemIndex = new Map(items.map(({ key, turn }, k) => [`${turn}/${key}`, k]));
  const modelIndex = new Map(models.map(({ id }, k) => [id, k]));
  return open.flatMap(({ id, note }) => {
    const [key, turn, one, two, promptName] = JSON.parse(id) as [string, number, ...string[]];
    const item = itemIndex.get(`${turn}/${key}`);
    const first = modelIndex.get(one ?? "");
    const second = modelIndex.get(two ?? "");
    if (item === undefined || first === undefined || second === undefined) return [];
    if (promptNameOf(items[item] as Item) !== promptName) return [];
    const stamp = note as ScheduleStamp | undefined;
    const index = stamp?.id === sequenceId ? { index: stamp.index } : {};
    return [{ item, first, second, ...index, ...(stamp && { stamp }) }];
  });
}
