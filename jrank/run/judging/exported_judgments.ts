/** Stored judgments in the formats of other programs. */
import { resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { joined, say } from "../../core/message.ts";
import type { Judgment } from "../../core/types.ts";
import { openBenchmark, readAnswers } from "../../store/answers/benchmark.ts";
import { listJudges, storedJudgmentFiles } from "../../store/answers/judgment_files.ts";
import { modelAliases } from "../../store/answers/model_names.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { readJsonl } from "../../store/files/jsonl.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { fastchatRows, gamesOfRow } from "../../store/votes/fastchat_rows.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { plural } from "../command/format.ts";
import { tellProblems } from "../models/benchmark_data.ts";

/** Who reads what is written; each gives rows and what there is to say about them. */
const EXPORT_FORMATS = {
  fastchat: {
    describe: "LLM Judge's pairs, both orders in a row",
    rows: (games: readonly Judgment[], baseline: string | undefined) => {
      const { rows, oneOrder } = fastchatRows(games, { baseline });
      return {
        rows: rows as object[],
        notes:
          oneOrder === 0
            ? []
            : [
                say`${plural(oneOrder, "pair")} of ${rows.length} played in one order only: the rows have no g2_winner. LLM Judge's own show_result needs both; --both-orders of gen_judgment.ts plays them.`,
              ],
      };
    },
  },
  arena: {
    describe: "arena votes: model_a (shown first), model_b, winner",
    rows: (games: readonly Judgment[]) => {
      const winners = { 1: "model_a", 2: "model_b", 3: "tie", error: "error" } as const;
      return {
        rows: games.map(({ question_id, model1_id, model2_id, winner, judge, turn, tstamp }) => ({
          question_id,
          model_a: model1_id,
          model_b: model2_id,
          winner: winners[winner],
          judge: judge[0],
          turn,
          ...(tstamp !== undefined && { tstamp }),
        })),
        notes: [],
      };
    },
  },
} as const;

export type ExportFormatName = keyof typeof EXPORT_FORMATS;

interface ExportFlags {
  benchName?: string;
  dataDir?: string;
  judgeModel?: string[];
  inputFile?: string[];
  baselineModel?: string;
  format: ExportFormatName;
  outputFile?: string;
}

/** Writes judgments to a file, or else to stdout. */
export function exportJudgments(flags: ExportFlags, context: Context): void {
  const files = filesOf(flags);
  if (flags.outputFile !== undefined) {
    checkOutputs([flags.outputFile], files, say`give another --output-file`);
  }
  const aliases = aliasesOf(flags);
  const idOf = (name: string): string => aliases.get(name) ?? name;
  const games: Judgment[] = [];
  for (const file of files) {
    const { rows, problems } = readJsonl(file, gamesOfRow);
    tellProblems(problems, context.log);
    for (const game of rows.flat()) {
      if (!flags.inputFile || !flags.judgeModel || flags.judgeModel.includes(game.judge[0])) {
        const { model1_id, model2_id } = game;
        games.push({ ...game, model1_id: idOf(model1_id), model2_id: idOf(model2_id) });
      }
    }
  }
  if (games.length === 0) throw new UserError(say`there are no games in ${files.join(", ")}`);
  const { rows, notes } = EXPORT_FORMATS[flags.format].rows(
    games,
    flags.baselineModel === undefined ? undefined : idOf(flags.baselineModel),
  );
  const lines = rows.map((row) => JSON.stringify(row));
  if (flags.outputFile === undefined) {
    for (const line of lines) context.out(line);
  } else {
    writeWhole(resolve(flags.outputFile), `${lines.join("\n")}\n`);
    context.out(
      say`${plural(games.length, "game")} in ${plural(rows.length, "row")} written to ${flags.outputFile}.`,
    );
  }
  for (const note of notes) context.log(note);
}

/** Other names of the benchmark's models; none for files that belong to no benchmark. */
function aliasesOf({ benchName, dataDir }: ExportFlags): ReadonlyMap<string, string> {
  if (benchName === undefined) return new Map();
  return modelAliases(readAnswers(openBenchmark(dataDirOf(dataDir), benchName)).answers);
}

function filesOf({ benchName, dataDir, judgeModel, inputFile }: ExportFlags): string[] {
  if (inputFile) return inputFile.map((file) => resolve(file));
  if (benchName === undefined) {
    throw new UsageError(say`name a benchmark with --bench-name, or files with --input-file`);
  }
  const bench = openBenchmark(dataDirOf(dataDir), benchName);
  const known = listJudges(bench, "pair");
  const judges = judgeModel ?? known;
  const unknown = judges.filter((judge) => !known.includes(judge));
  if (unknown.length > 0 || judges.length === 0) {
    throw new UserError(
      say`${benchName} has no pair judgments${unknown.length > 0 ? say` by ${joined(unknown)}` : ""}; there are those by: ${known.join(", ") || say`nobody`}`,
    );
  }
  return judges.flatMap((judge) => storedJudgmentFiles(bench, judge, "pair"));
}
