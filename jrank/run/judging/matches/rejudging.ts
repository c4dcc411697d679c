/** Stored judgments that are judged again, and those whose texts have changed since. */

import { UsageError, UserError } from "../../../core/errors.ts";
import { type Said, say } from "../../../core/message.ts";
import type { Question } from "../../../core/types.ts";
import type { Benchmark, JudgmentKind } from "../../../store/answers/benchmark.ts";
import { readRejudgeRecord } from "../../../store/books/stop_record.ts";
import { type CurrentTexts, currentTexts, promptHash } from "../../../store/votes/judged_hashes.ts";
import { changedSince, type MadeRow } from "../../../store/votes/row_survey.ts";
import { changedMessage } from "../../../words/findings.ts";
import { listSome, plural } from "../../command/format.ts";
import type { Contestant } from "../../models/model_answers.ts";
import type { Model } from "../../models/models.ts";
import { changedTexts } from "../../ranking/files/counted_rows.ts";
import { type Item, itemsOf } from "../asking/items.ts";
import type { ItemPrompt } from "../asking/judge_prompts.ts";
import type { CostEstimate } from "./estimate.ts";
import type { JudgingSettings } from "./judging_limits.ts";

/** A stored judgment as judging anew needs it. */
interface StoredRow extends MadeRow {
  tstamp: number;
  hasVerdict: boolean;
}

interface Rejudging<Row> {
  /** Judged again. */
  again: Row[];
  /** Left out of what is there, as if they had not been made. */
  dropped: ReadonlySet<Row>;
  /** Judgments of changed texts, counted in words. */
  changed: Said | undefined;
  /** What a judging anew is kept as until it is finished. */
  what: string | undefined;
}

/** Hashes of what a judge would be shown now. */
export function textsOf(
  {
    questions,
    contestants,
    prompts,
  }: {
    questions: readonly Question[];
    contestants: readonly Contestant[];
    prompts: { references: ReadonlyMap<string, readonly string[]> };
  },
  promptOf: (item: Item) => ItemPrompt,
): CurrentTexts {
  const byName = new Map<string, string>();
  const shown = new Set(itemsOf(questions).map((item) => promptOf(item).prompt));
  for (const prompt of shown) byName.set(prompt.name, promptHash(prompt));
  const byId = new Map(contestants.map((contestant) => [contestant.id, contestant]));
  return {
    ...currentTexts({
      questions,
      references: prompts.references,
      turnsOf: (model, question) => byId.get(model)?.turnsOf(question),
    }),
    prompt: (name) => byName.get(name),
  };
}

/** Settles which stored judgments are judged again, and which do not count any more. */
export function settleRejudging<Row extends StoredRow>(
  rows: readonly Row[],
  now: CurrentTexts,
  {
    bench,
    judge,
    kind,
    settings,
  }: { bench: Benchmark; judge: Model; kind: JudgmentKind; settings: JudgingSettings },
): Rejudging<Row> {
  const changes = rows.map((row) => changedSince(row, now));
  const outdated = new Set(rows.filter((_, k) => changes[k] !== undefined));
  const what = settings.rejudge === "none" ? undefined : settings.rejudge;
  const again = new Set(settings.stale === "rejudge" ? outdated : []);
  if (what !== undefined) {
    const begun = readRejudgeRecord(bench, judge.spec.id, { kind, what });
    for (const row of chosenRows(rows, what)) {
      if (begun === undefined || row.tstamp < begun.before) again.add(row);
    }
  }
  if (again.size > 0 && judge.spec.batch) {
    throw new UsageError(
      say`--rejudge and --stale rejudge do not go with batches: ${judge.spec.id} must be asked call by call for them`,
    );
  }
  const changed = changedTexts(
    changes.filter((change) => change !== undefined),
    rows.length,
  );
  const dropped = settings.stale === "drop" ? outdated : new Set<Row>();
  return {
    again: [...again].filter((row) => !dropped.has(row)),
    dropped,
    changed: changed && changedMessage(changed),
    what,
  };
}

function chosenRows<Row extends StoredRow>(rows: readonly Row[], what: string): Row[] {
  if (what === "all") return [...rows];
  if (what === "errors") return rows.filter(({ hasVerdict }) => !hasVerdict);
  const chosen = rows.filter(({ judge }) => judge[1] === what);
  if (chosen.length > 0) return chosen;
  const names = [...new Set(rows.map(({ judge }) => judge[1]))];
  throw new UserError(
    say`--rejudge must be errors, all, none or the name of a prompt, got "${what}"; the judgments of this run have the prompts: ${listSome(names) || say`none`}`,
  );
}

/**
 * Says what became of judgments whose texts have changed. Where nothing was chosen and calls would be
 * paid for, that is an error: nobody pays for a board that two sets of texts made.
 */
export function tellChanged(
  { judge, changed, again = 0, calls }: Pick<CostEstimate, "judge" | "changed" | "again" | "calls">,
  {
    stale,
    isDryRun,
    log,
  }: { stale: JudgingSettings["stale"]; isDryRun: boolean; log(text: Said): void },
): void {
  if (changed === undefined) return;
  const told = say`${judge}: ${changed}`;
  if (stale === "drop") log(say`Warning: ${told}. They are left out (stale: drop).`);
  else if (stale === "keep") log(say`Warning: ${told}. They count as they are (stale: keep).`);
  else if (stale === "rejudge") {
    log(say`Warning: ${told}. ${plural(again, "judgment")} will be made again (stale: rejudge).`);
  } else {
    const choice = say`Choose what becomes of them: --stale keep (they count), drop (they are left out) or rejudge (the same games are judged again); in a config it is the key stale`;
    if (calls > 0 && !isDryRun) throw new UserError(say`${told}. ${choice}`);
    log(say`Warning: ${told}. They count. ${choice}.`);
  }
}

/** What a run with judgments that have no verdict says last; undefined where all have one. */
export function unreadLine({ judge, unread }: { judge: string; unread: number }) {
  if (unread === 0) return undefined;
  const have = unread === 1 ? say`has` : say`have`;
  return say`${plural(unread, "judgment")} of ${judge} ${have} no verdict; --rejudge errors asks again (with --dry-run it only tells the price).`;
}
