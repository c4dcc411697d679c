/** All that a judge can be asked, and what of it is stored. */
import { createHash } from "node:crypto";
import { ADAPTIVE_RULE } from "../../../schedule/adaptive.ts";
import type { Field, PlayedMatch } from "../../../schedule/schedule.ts";
import type { PlayedRow } from "../../../store/votes/played.ts";
import type { Contestant } from "../../models/model_answers.ts";
import { type Item, itemsOf } from "../asking/items.ts";
import type { JudgeJob } from "./judge_job.ts";
import type { ScheduleStamp } from "./open_matches.ts";

/** All there is to play, and what has been played of it. */
export interface JudgeBoard {
  items: Item[];
  models: readonly Contestant[];
  field: Field;
  /** The stored row of each played match, the newest of its game. */
  rows: PlayedRow[];
  sequenceId: string;
}

/** Matches in one round of batches; undefined where matches are judged call by call. */
export function roundOf({ judge, settings }: JudgeJob): number | undefined {
  return judge.spec.batch ? settings.batchRound : undefined;
}

/** Names the sequence of an adaptive schedule: everything but the verdicts that decides it. */
function sequenceIdOf(
  job: JudgeJob,
  items: readonly Item[],
  models: readonly Contestant[],
): string {
  const { schedule, seed, goal, topK, newModel, parallel } = job.settings;
  const round = roundOf(job);
  const parts = [
    ...[
      schedule,
      ADAPTIVE_RULE,
      seed,
      goal,
      topK ?? 0,
      newModel ?? "",
      round === undefined ? parallel : `round ${round}`,
    ],
    models.map(({ id }) => id),
    items.map(({ key, turn }) => [key, turn]),
    ...(job.settings.known ? [[...job.settings.known]] : []),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}

/** The board of a job; `rows` of other models, questions and prompts do not belong to it. */
export function boardOf(
  job: JudgeJob,
  models: readonly Contestant[],
  rows: readonly PlayedRow[],
  promptNameOf: (item: Item) => string,
): JudgeBoard {
  const items = itemsOf(job.questions);
  const sequenceId = sequenceIdOf(job, items, models);
  const itemIndex = new Map(items.map(({ key, turn }, k) => [`${turn}/${key}`, k]));
  const modelIndex = new Map(
    models.flatMap(({ id, alsoNamed }, k) => [id, ...alsoNamed].map((name) => [name, k])),
  );
  /** Where a game stands in `played`. */
  const seen = new Map<number, number>();
  const played: PlayedMatch[] = [];
  const newest: PlayedRow[] = [];
  for (const row of rows) {
    const item = itemIndex.get(`${row.turn}/${row.question}`);
    const first = modelIndex.get(row.model1_id);
    const second = modelIndex.get(row.model2_id);
    if (item === undefined || first === undefined || second === undefined) continue;
    if (first === second || row.judge[1] !== promptNameOf(items[item] as Item)) continue;
    const key = (item * models.length + first) * models.length + second;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      // The newest verdict of a game counts; its place in the sequence stays.
      played[earlier] = {
        ...(played[earlier] as PlayedMatch),
        winner: row.winner,
        soft: row.soft_verdict,
      };
      newest[earlier] = row;
      continue;
    }
    seen.set(key, played.length);
    const stamp = row.schedule as ScheduleStamp | undefined;
    newest.push(row);
    played.push({
      item,
      first,
      second,
      winner: row.winner,
      ...(row.soft_verdict && { soft: row.soft_verdict }),
      ...(stamp?.id === sequenceId && { index: stamp.index }),
    });
  }
  const able = Uint8Array.from({ length: models.length * items.length }, (_, k) => {
    const { key, turn } = items[k % items.length] as Item;
    const turns = models[Math.floor(k / items.length)]?.turnsOf(key)?.length ?? 0;
    return turns >= turn ? 1 : 0;
  });
  const field: Field = {
    models: models.length,
    items: items.length,
    canPlay: (model, item) => able[model * items.length + item] === 1,
    questionOf: (item) => (items[item] as Item).questionIndex,
    played,
  };
  return { items, models, field, rows: newest, sequenceId };
}
