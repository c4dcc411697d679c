/** Which stored games count, and what there is to say about how they were made. */
import { closeSync, openSync, readSync } from "node:fs";
import { UserError } from "../../../core/errors.ts";
import type { ChangedTexts, Finding, PromptCount } from "../../../core/finding.ts";
import { say } from "../../../core/message.ts";
import { FIRST_RULE_WITH_WAVE } from "../../../schedule/adaptive.ts";
import type { CurrentTexts } from "../../../store/votes/judged_hashes.ts";
import { type PlayedRow, readPlayed } from "../../../store/votes/played.ts";
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
} from "../../../store/votes/row_survey.ts";
import { promptsMessage } from "../../../words/findings.ts";
import { listSome } from "../../command/format.ts";

/** What is done with judgments of texts that have changed since. */
const STALE = ["keep", "drop", "rejudge"] as const;
export type Stale = (typeof STALE)[number];

export interface CountedOptions {
  /** The ids of models that rows may call by another name. */
  aliases?: ReadonlyMap<string, string> | undefined;
  models?: readonly string[] | undefined;
  questions?: Pick<ReadonlySet<string>, "has"> | undefined;
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
  /** Why a game of a line does not count (its place in the line from 0); undefined where all do. */
  leave: ((file: string, line: number, game: number) => string | undefined) | undefined;
  findings: Finding[];
  prompts: PromptUse[];
}

/** A tenth of the matches chosen in a way hardly moves the others' ratings. */
const EARLY_SHARE = 0.1;

interface Placed extends MadeRow, Pick<PlayedRow, "winner" | "schedule" | "line" | "game"> {
  verdict_kind: string | undefined;
  file: string;
}

/** Reasons against games by their place: the file, the line from 1, and the place in the line from 0. */
function createLeft() {
  const byFile = new Map<string, Map<number, string>>();
  // A line holds two games at most.
  return {
    isEmpty: () => byFile.size === 0,
    set({ file, line, game }: Placed, reason: string): void {
      const ofFile = byFile.get(file) ?? new Map<number, string>();
      byFile.set(file, ofFile.set(2 * line + game, reason));
    },
    get: (file: string, line: number, game: number) => byFile.get(file)?.get(2 * line + game),
  };
}

/** Looks through files of our own kind (those of others do not say how they were made). */
export function countedRows(files: readonly string[], options: CountedOptions): CountedRows {
  const { aliases, models, questions, judge, prompts, now } = options;
  const left = createLeft();
  const read = files.filter(isOurs).flatMap((file) => placedRows(file, aliases));
  const rows = read.filter(
    (row) =>
      (judge === undefined || row.judge[0] === judge) &&
      (questions === undefined || questions.has(row.question)) &&
      (models === undefined || row.models.every((model) => models.includes(model))),
  );
  const newest = options.everyRow ? rows : newestRows(rows);
  const isNewest = new Set(newest);
  for (const row of rows) if (!isNewest.has(row)) left.set(row, SUPERSEDED);
  const chosen = prompts ? newest.filter((row) => isChosen(row, prompts)) : newest;
  if (!options.isFiltered) checkChosen(newest, chosen, prompts);
  const isKept = new Set(chosen);
  for (const row of newest) if (!isKept.has(row)) left.set(row, OTHER_PROMPT);
  const dropped = new Set(
    now !== undefined && options.stale === "drop"
      ? chosen.filter((row) => changedSince(row, now))
      : [],
  );
  for (const row of dropped) left.set(row, OUTDATED);
  const judged = chosen.filter(({ winner }) => winner !== "error");
  const counted = judged.filter((row) => !dropped.has(row));
  const findings = [
    ...severalPrompts(counted, options),
    ...kindFindings(counted),
    ...servedFindings(counted),
    ...scheduleFindings(counted),
    ...(now === undefined ? [] : changedFindings(judged, now, options.stale)),
  ];
  return {
    leave: left.isEmpty() ? undefined : left.get,
    findings,
    prompts: promptUses(counted),
  };
}

/** Whether the first line is a judgment that names its judge and prompt. */
function isOurs(file: string): boolean {
  const fd = openSync(file, "r");
  try {
    const head = Buffer.alloc(1 << 20);
    const text = head.subarray(0, readSync(fd, head, 0, head.length, 0)).toString("utf8");
    const row = JSON.parse(text.replace(/^\ufeff/, "").split("\n", 1)[0] as string) as object;
    const isNamed = ("judge" in row && Array.isArray(row.judge)) || "judge_model" in row;
    return isNamed && ("model1_id" in row || "g1_winner" in row);
  } catch {
    return false;
  } finally {
    closeSync(fd);
  }
}

function placedRows(file: string, aliases: ReadonlyMap<string, string> = new Map()): Placed[] {
  const idOf = (name: string): string => aliases.get(name) ?? name;
  // Field by field: spreading millions of rows would cost more than reading them.
  return readPlayed(file).rows.map((row) => ({
    question: row.question,
    turn: row.turn,
    models: [idOf(row.model1_id), idOf(row.model2_id)],
    judge: row.judge,
    hashes: row.hashes,
    asked_model: row.asked_model,
    served_model: row.served_model,
    winner: row.winner,
    verdict_kind: row.verdict_kind,
    schedule: row.schedule,
    file,
    line: row.line,
    game: row.game,
  }));
}

function checkChosen(
  rows: readonly Placed[],
  chosen: readonly Placed[],
  prompts: readonly string[] | undefined,
): void {
  if (prompts === undefined || chosen.length > 0 || rows.length === 0) return;
  throw new UserError(
    say`no judgment was made with the prompt ${listSome(prompts)}; there are: ${promptsMessage(countsOf(promptUses(rows)))}`,
  );
}

/** Uses of prompts as a finding has them. */
export const countsOf = (uses: readonly PromptUse[]): PromptCount[] =>
  uses.map(({ judge, name, hash, judgments }) => ({
    judge,
    name,
    ...(hash !== undefined && { hash }),
    judgments,
  }));

/** Two prompts of which each judged the same questions are two instruments: one must be chosen. */
function severalPrompts(
  rows: readonly Placed[],
  { prompts, isFiltered }: CountedOptions,
): Finding[] {
  const conflicts = promptConflicts(rows);
  if (conflicts.length === 0) return [];
  if (prompts !== undefined || isFiltered) {
    return [{ kind: "several-prompts", prompts: countsOf(conflicts) }];
  }
  const isOneName = conflicts.every(({ name }) => name === conflicts[0]?.name);
  const what = isOneName ? say`several texts of one prompt` : say`several prompts`;
  const names = conflicts.map(({ name, hash }) => (isOneName && hash ? hash : name));
  throw new UserError(
    say`the same questions were judged with ${what}, which may mean different things: ${promptsMessage(countsOf(conflicts))}. Choose with --prompt, by name or by the hash of a text; several count together (--prompt ${[...new Set(names)].join(" ")})`,
  );
}

/** Judges whose verdicts were asked for in two ways, which may not be alike. */
function kindFindings(rows: readonly Placed[]): Finding[] {
  const judges = new Map<string, { structured: number; text: number }>();
  for (const { judge, verdict_kind: kind } of rows) {
    const counts = judges.get(judge[0]) ?? { structured: 0, text: 0 };
    counts[kind === "structured" ? "structured" : "text"]++;
    judges.set(judge[0], counts);
  }
  return [...judges].flatMap(([judge, { structured, text }]): Finding[] =>
    structured > 0 && text > 0 ? [{ kind: "several-verdict-kinds", judge, structured, text }] : [],
  );
}

/** A model that changed behind its name, or another than the one that was asked for. */
function servedFindings(rows: readonly MadeRow[]): Finding[] {
  const byJudge = new Map<string, ReturnType<typeof servedModels>>();
  for (const served of servedModels(rows)) {
    byJudge.set(served.judge, [...(byJudge.get(served.judge) ?? []), served]);
  }
  return [...byJudge].flatMap(([judge, all]): Finding[] => {
    const names = new Map<string, number>();
    for (const { served, judgments } of all) {
      names.set(served, (names.get(served) ?? 0) + judgments);
    }
    const several: Finding = {
      kind: "several-served",
      judge,
      served: [...names].map(([name, count]) => ({ name, count })),
    };
    return [
      ...(names.size > 1 ? [several] : []),
      ...all.flatMap(({ asked, served, judgments }): Finding[] =>
        asked && !isServedAsAsked(asked, served)
          ? [{ kind: "served-another", judge, asked, served, judgments }]
          : [],
      ),
    ];
  });
}

/** Many matches that were chosen by their verdicts, under a rule whose ratings lie too far apart. */
function scheduleFindings(rows: readonly Pick<Placed, "schedule">[]): Finding[] {
  const early = rows.filter(({ schedule }) => {
    const stamp = schedule as { propensity?: number; rule?: number } | null | undefined;
    // Those of the warm-up carry no propensity: no verdict chose them.
    return stamp?.propensity !== undefined && (stamp.rule ?? 1) < FIRST_RULE_WITH_WAVE;
  });
  if (early.length < EARLY_SHARE * rows.length || early.length === 0) return [];
  return [{ kind: "earlier-schedule", judgments: early.length, of: rows.length }];
}

/** What has changed of judgments; undefined where nothing has. `all`: how many there are. */
export function changedTexts(changed: readonly Changed[], all: number): ChangedTexts | undefined {
  if (changed.length === 0) return undefined;
  const models = new Map<string, number>();
  for (const model of changed.flatMap((one) => one.models)) {
    models.set(model, (models.get(model) ?? 0) + 1);
  }
  const of = (kind: "prompt" | "question" | "reference") =>
    changed.filter((one) => one[kind]).length;
  return {
    changed: changed.length,
    judgments: all,
    prompt: of("prompt"),
    question: of("question"),
    reference: of("reference"),
    answers: [...models].map(([name, count]) => ({ name, count })),
  };
}

function changedFindings(
  rows: readonly Placed[],
  now: CurrentTexts,
  stale: "keep" | "drop" | undefined,
): Finding[] {
  const texts = changedTexts(
    rows.flatMap((row) => changedSince(row, now) ?? []),
    rows.length,
  );
  if (texts === undefined) return [];
  const use = stale === "drop" ? "dropped" : stale === "keep" ? "kept" : "counted";
  const unknown = rows.filter(({ hashes }) => hashes === undefined).length;
  return [{ kind: "changed-texts", texts, use, unknown }];
}
