/** The leaderboard of scores by its own command: takes in scores made elsewhere, and writes it anew. */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { ScorePart, ScoreRow } from "../../core/scores/score_board.ts";
import { overallOf } from "../../stats/scores/make_board.ts";
import { resolveConfig } from "../../store/config/config.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import { namesIn } from "../../store/files/text_file.ts";
import {
  readRow,
  readRows,
  runFolder,
  scoresFolder,
  writeRow,
} from "../../store/scores/score_files.ts";
import { type ImportedPart, readScores } from "../../store/scores/score_imports.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { plural } from "../command/format.ts";
import { flagsOf, LEADERBOARD_SETTINGS, overridesOf, withOverrides } from "../command/options.ts";
import { writeBoards } from "./board_files.ts";
import { importedPart } from "./imported_part.ts";
import type { Drawing } from "./jaster_scores.ts";
import { leaderboardTable } from "./neo_tables.ts";

/** Rounds of the bootstrap of scores, where `--bootstrap-n` says nothing. */
const SCORE_ROUNDS = 2000;

interface LeaderboardFlags extends Readonly<Record<string, unknown>> {
  modelId?: string;
  testMode?: boolean;
  replace?: boolean;
}

/** How intervals are drawn, from the flags of a command. */
export function drawingOf(over: ReturnType<typeof overridesOf>): Drawing {
  const { seed, confidence } = resolveConfig(withOverrides(undefined, over));
  return { seed, confidence, rounds: over.bootstrap_n ?? SCORE_ROUNDS };
}

/** Takes in the files, then writes the leaderboard of all models there are. */
export async function makeLeaderboard(
  files: readonly string[],
  flags: LeaderboardFlags,
  context: Context,
): Promise<void> {
  const over = overridesOf(flags, flagsOf(LEADERBOARD_SETTINGS));
  const drawing = drawingOf(over);
  const folder = scoresFolder(dataDirOf(over.data_dir));
  const isTest = flags.testMode ?? false;
  const read = (
    await Promise.all(
      files.flatMap(filesIn).map(async (file) => ({ file, parts: await readScores(file) })),
    )
  ).flatMap(({ file, parts }) => parts.map((part) => ({ file, part })));
  const byModel = new Map<string, { file: string; part: ImportedPart }[]>();
  for (const one of read) {
    const model = flags.modelId ?? one.part.model;
    if (model === undefined) {
      throw new UserError(
        say`${one.file} does not say whose scores it holds; name the model with --model-id`,
      );
    }
    byModel.set(model, [...(byModel.get(model) ?? []), one]);
  }
  if (flags.modelId !== undefined)
    checkOneModel(
      read.map(({ part }) => part.model),
      flags.modelId,
    );
  mkdirSync(folder, { recursive: true });
  const lock = lockBenchmark(folder, context.log);
  try {
    const date = new Date(context.now()).toISOString();
    for (const [model, own] of byModel) {
      const earlier = readRow(runFolder(folder, model, isTest));
      const parts = new Map((earlier?.parts ?? []).map((part) => [part.name, part]));
      const before = new Map(parts);
      for (const { file, part } of samplesLast(own)) {
        const made = importedPart(part, { file, date, drawing });
        for (const notice of made.notices) context.log(say`Warning: ${notice}`);
        const there = before.get(part.name);
        if (there?.making.source === "asked" && !flags.replace) {
          context.log(
            say`Warning: ${model} was asked for ${part.name} here; ${file} does not take its place (--replace does).`,
          );
          continue;
        }
        parts.set(
          part.name,
          merged(before.has(part.name) ? undefined : parts.get(part.name), made.part),
        );
        before.delete(part.name);
      }
      const list = [...parts.values()];
      const row: ScoreRow = {
        model,
        display_name: earlier?.display_name ?? model,
        date,
        test_mode: isTest,
        parts: list,
        overall: overallOf(list, drawing.confidence),
      };
      writeRow(folder, row, new Map([["leaderboard_table", leaderboardTable(list)]]));
    }
    if (byModel.size > 0) context.out(say`${plural(byModel.size, "model")} taken in`);
    if (readRows(folder, isTest).length === 0) {
      throw new UserError(
        say`there are no scores in ${folder}; name files of scores, or run a Nejumi config with streamline.ts`,
      );
    }
    await writeBoards(folder, { isTest, confidence: drawing.confidence }, context);
  } finally {
    lock.release();
  }
}

/** The files of a folder that hold scores, or the file itself. */
function filesIn(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  const tables = namesIn(path).filter(
    (name) => /\.table\.json$/.test(name) && !/radar_table|output_table_dev/.test(name),
  );
  if (tables.length > 0) return tables.map((name) => join(path, name));
  throw new UserError(say`${path} holds no *.table.json; name the files of scores themselves`);
}

function checkOneModel(models: readonly (string | undefined)[], id: string): void {
  const named = [...new Set(models.filter((model) => model !== undefined))];
  if (named.length < 2) return;
  throw new UserError(
    say`--model-id ${id} names one model, but the files hold scores of ${named.join(", ")}`,
  );
}

/** Bare numbers first, so that what has its samples comes over them. */
const samplesLast = (own: readonly { file: string; part: ImportedPart }[]) =>
  [...own].sort((a, b) => Number(hasSamples(a.part)) - Number(hasSamples(b.part)));

const hasSamples = ({ tasks, grades, values }: ImportedPart): boolean =>
  [tasks, grades, values].some((samples) => samples !== undefined);

/** Two files about one part: the later one's scores, and columns that the earlier alone has. */
function merged(earlier: ScorePart | undefined, later: ScorePart): ScorePart {
  if (earlier === undefined) return later;
  return {
    ...later,
    average: later.average ?? earlier.average,
    categories: later.categories.length > 0 ? later.categories : earlier.categories,
    scores: { ...earlier.scores, ...later.scores },
  };
}
