/** Which stored games count, and what there is to say about how they were made. */
import { closeSync, openSync, readSync } from "node:fs";
import { UserError } from "../../core/errors.ts";
import type { CurrentTexts } from "../../store/judged_hashes.ts";
import { type PlayedRow, readPlayed } from "../../store/played.ts";
import {
  type Changed,
  changedSince,
  isChosen,
  isServedAsAsked,
  type MadeRow,
  newestRows,
  OTHER_PROMPT,
  OUTDATED,
  type PromptUse,
  promptConflicts,
  promptUses,
  SUPERSEDED,
  servedModels,
} from "../../store/row_survey.ts";
import { listSome, plural } from "../format.ts";

/** What is done with judgments of texts that have changed since. */
export const STALE = ["keep", "drop", "rejudge"] as const;
export type Stale = (typeof STALE)[number];

export interface CountedOptions {
  /** The ids of models that rows may call by another name. */
  aliases?: ReadonlyMap<string, string> | undefined;
  models?: readonly string[] | undefined;
  questions?: ReadonlySet<string> | undefined;
  /** Only rows by this judge. */
  judge?: string | undefined;
  /** Names or hashes of the prompts whose judgments count; absent: all, unless two are at odds. */
  prompts?: readonly string[] | undefined;
  /** The texts as they are now, where the benchmark is known. */
  now?: CurrentTexts | undefined;
  stale?: "keep" | "drop" | undefined;
  /** Whether every row counts, also one that a newer one of the same game replaces. */
  everyRow?: boolean;
  /** Whether rows are chosen by other fields too, so that prompts at odds may not meet. */
  isFiltered?: boolean;
}

export interface CountedRows {
  leave(file: string, line: number, game: number): string | undefined;
  /** For people, and for the ranking. */
  warnings: string[];
  prompts: PromptUse[];
}

interface Placed extends MadeRow {
  place: string;
  winner: PlayedRow["winner"];
}

const placeOf = (file: string, line: number, game: number): string => `${file}\0${line}\0${game}`;

/** Looks through files of our own kind (those of others do not say how they were made). */
export function countedRows(files: readonly string[], options: CountedOptions): CountedRows {
  const { aliases, models, questions, judge, prompts, now } = options;
  const left = new Map<string, string>();
  const read = files.filter(isOurs).flatMap((file) => placedRows(file, aliases));
  const rows = read.filter(
    (row) =>
      (judge === undefined || row.judge[0] === judge) &&
      (questions === undefined || questions.has(row.question)) &&
      (models === undefined || row.models.every((model) => models.includes(model))),
  );
  const newest = options.everyRow ? rows : newestRows(rows);
  const isNewest = new Set(newest);
  for (const row of rows) if (!isNewest.has(row)) left.set(row.place, SUPERSEDED);
  const chosen = prompts ? newest.filter((row) => isChosen(row, prompts)) : newest;
  if (!options.isFiltered) checkChosen(newest, chosen, prompts);
  const isKept = new Set(chosen);
  for (const row of newest) if (!isKept.has(row)) left.set(row.place, OTHER_PROMPT);
  const judged = chosen.filter(({ winner }) => winner !== "error");
  const warnings = [
    ...conflictWarnings(judged, options),
    ...servedWarnings(judged),
    ...(now === undefined ? [] : changedWarnings(judged, now, options.stale)),
  ];
  if (now !== undefined && options.stale === "drop") {
    for (const row of chosen) if (changedSince(row, now)) left.set(row.place, OUTDATED);
  }
  return {
    leave: (file, line, game) => left.get(placeOf(file, line, game)),
    warnings,
    prompts: promptUses(judged),
  };
}

/** Whether the first line is a judgment that names its judge and prompt. */
function isOurs(file: string): boolean {
  const fd = openSync(file, "r");
  try {
    const head = Buffer.alloc(1 << 20);
    const text = head.subarray(0, readSync(fd, head, 0, head.length, 0)).toString("utf8");
    const row = JSON.parse(text.replace(/^\ufeff/, "").split("\n", 1)[0] as string) as object;
    return "judge" in row && ("model1_id" in row || "g1_winner" in row) && Array.isArray(row.judge);
  } catch {
    return false;
  } finally {
    closeSync(fd);
  }
}

function placedRows(file: string, aliases: ReadonlyMap<string, string> = new Map()): Placed[] {
  const idOf = (name: string): string => aliases.get(name) ?? name;
  return readPlayed(file).rows.map((row) => ({
    ...row,
    models: [idOf(row.model1_id), idOf(row.model2_id)],
    place: placeOf(file, row.line, row.game),
  }));
}

function checkChosen(
  rows: readonly Placed[],
  chosen: readonly Placed[],
  prompts: readonly string[] | undefined,
): void {
  if (prompts === undefined || chosen.length > 0 || rows.length === 0) return;
  throw new UserError(
    `no judgment was made with the prompt ${listSome(prompts)}; there are: ${describeUses(promptUses(rows))}`,
  );
}

/** "400 with pair-ja (1f2e…), 20 with …". */
export function describeUses(uses: readonly PromptUse[]): string {
  const isSeveral = new Set(uses.map(({ judge }) => judge)).size > 1;
  return listSome(
    uses.map(
      ({ judge, name, hash, judgments }) =>
        `${judgments} with "${name}"${hash === undefined ? "" : ` (text ${hash})`}${isSeveral ? ` by ${judge}` : ""}`,
    ),
  );
}

/** Two prompts of which each judged the same questions are two instruments: one must be chosen. */
function conflictWarnings(
  rows: readonly Placed[],
  { prompts, isFiltered }: CountedOptions,
): string[] {
  const conflicts = promptConflicts(rows);
  if (conflicts.length === 0) return [];
  const named = describeUses(conflicts);
  if (prompts !== undefined || isFiltered) {
    return [`Judgments of several prompts about the same questions count together: ${named}.`];
  }
  const [first] = conflicts;
  const isOneName = conflicts.every(({ name }) => name === first?.name);
  throw new UserError(
    `the same questions were judged with ${isOneName ? "several texts of one prompt" : "several prompts"}, which may mean different things: ${named}. Choose with --prompt, by name or by the hash of a text; several count together (--prompt ${[...new Set(conflicts.map(({ name, hash }) => (isOneName && hash ? hash : name)))].join(" ")})`,
  );
}

/** A model that changed behind its name, or another than the one that was asked for. */
export function servedWarnings(rows: readonly MadeRow[]): string[] {
  const byJudge = new Map<string, ReturnType<typeof servedModels>>();
  for (const served of servedModels(rows)) {
    byJudge.set(served.judge, [...(byJudge.get(served.judge) ?? []), served]);
  }
  return [...byJudge].flatMap(([judge, all]) => {
    const names = new Map<string, number>();
    for (const { served, judgments } of all) {
      names.set(served, (names.get(served) ?? 0) + judgments);
    }
    const counted = [...names].map(([name, count]) => `${name} (${count})`);
    const other = all.filter(({ asked, served }) => asked && !isServedAsAsked(asked, served));
    return [
      ...(names.size > 1
        ? [
            `The judgments of ${judge} are by ${names.size} models, as its server says: ${listSome(counted)}.`,
          ]
        : []),
      ...other.map(
        ({ asked, served, judgments }) =>
          `${plural(judgments, "judgment")} of ${judge} asked for ${asked}, and the server says that ${served} answered.`,
      ),
    ];
  });
}

/** What has changed of judgments, in words; undefined where nothing has. `all`: how many there are. */
export function describeChanged(changed: readonly Changed[], all: number): string | undefined {
  if (changed.length === 0) return undefined;
  const models = new Map<string, number>();
  for (const model of changed.flatMap((one) => one.models)) {
    models.set(model, (models.get(model) ?? 0) + 1);
  }
  const of = (kind: "prompt" | "question" | "reference") =>
    changed.filter((one) => one[kind]).length;
  const parts = [
    ...(of("prompt") > 0 ? [`${of("prompt")} had another text of the prompt`] : []),
    ...(of("question") > 0 ? [`${of("question")} another question`] : []),
    ...(of("reference") > 0 ? [`${of("reference")} another reference answer`] : []),
    ...(models.size > 0
      ? [`answers were replaced of ${listSome([...models].map(([model, n]) => `${model} (${n})`))}`]
      : []),
  ];
  return `${changed.length} of ${plural(all, "judgment")} are about texts that have changed since: ${parts.join("; ")}`;
}

function changedWarnings(
  rows: readonly Placed[],
  now: CurrentTexts,
  stale: "keep" | "drop" | undefined,
): string[] {
  const changed = rows.flatMap((row) => changedSince(row, now) ?? []);
  const described = describeChanged(changed, rows.length);
  const unknown = rows.filter(({ hashes }) => hashes === undefined).length;
  if (described === undefined) return [];
  const rest =
    unknown > 0 ? ` Of ${plural(unknown, "older judgment")} nobody can tell; they count.` : "";
  const what =
    stale === "drop"
      ? "they were left out (--stale drop)"
      : `they count${stale === "keep" ? " (--stale keep)" : "; --stale drop leaves them out, gen_judgment.ts --stale rejudge judges them again"}`;
  return [`${described}; ${what}.${rest}`];
}
