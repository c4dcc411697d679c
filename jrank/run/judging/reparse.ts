/** Reads stored judgments again, without paying: what a better reader would have made of them. */
import { copyFileSync, existsSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { DEFAULT_PROMPTS } from "../../prompt/default_prompts.ts";
import { type OutputFormat, outputFormatOf, readVerdict } from "../../prompt/verdicts.ts";
import { plainTable } from "../../report/plain_table.ts";
import { comparisonsFrom } from "../../stats/comparisons.ts";
import { rankModels } from "../../stats/rank_models.ts";
import { readJsonl } from "../../store/jsonl.ts";
import { writeWhole } from "../../store/write_whole.ts";
import { tellProblems } from "../benchmark_data.ts";
import type { Context } from "../command.ts";
import { plural } from "../format.ts";
import { readJudgePrompts } from "./judge_prompts.ts";

export interface ReparseFlags {
  inputFile: string;
  outputFile?: string;
  outputFormat?: string;
  judgeFile?: string;
  write?: boolean;
}

type Fields = Record<string, unknown>;

/** Between a judge's first words and those of its repair. */
const REPAIR = "\n\n[repair]\n";
const SHOWN = 20;

/** The verdict that stands in a row, and the one that reading its text gives. */
interface Reread {
  row: Fields;
  field: "winner" | "score";
  before: unknown;
  after: unknown;
  reason: string;
}

function formatFinder(flags: ReparseFlags): (row: Fields) => OutputFormat {
  if (flags.outputFormat !== undefined) {
    const format = outputFormatOf(flags.outputFormat);
    if (!format) throw new UserError(`--output-format "${flags.outputFormat}" is unknown`);
    return () => format;
  }
  const prompts = [
    ...(flags.judgeFile === undefined ? [] : readJudgePrompts(flags.judgeFile)),
    ...DEFAULT_PROMPTS,
  ];
  return (row) => {
    const name = Array.isArray(row.judge) ? row.judge[1] : undefined;
    const prompt = prompts.find((known) => known.name === name);
    const format = prompt && outputFormatOf(prompt.output_format);
    return format ?? ("score" in row ? "[[rating]]" : "last");
  };
}

function reread(row: Fields, formatOf: (row: Fields) => OutputFormat): Reread {
  const field = "winner" in row ? "winner" : "score";
  const text = typeof row.judgment === "string" ? row.judgment : "";
  const last = text.slice(
    text.lastIndexOf(REPAIR) === -1 ? 0 : text.lastIndexOf(REPAIR) + REPAIR.length,
  );
  const verdict = readVerdict(last, formatOf(row));
  const none = field === "winner" ? "error" : -1;
  const after =
    verdict.kind === "winner" && field === "winner"
      ? verdict.winner
      : verdict.kind === "score" && field === "score"
        ? verdict.score
        : none;
  const reason = verdict.kind === "none" ? verdict.reason : verdict.form;
  return { row, field, before: row[field], after, reason };
}

/** Prints what changes and how the ranking moves; writes only when asked to. */
export async function reparse(flags: ReparseFlags, context: Context): Promise<void> {
  const { out, log } = context;
  const file = resolve(flags.inputFile);
  const { rows, problems } = readJsonl(file, (value) => {
    if (typeof value !== "object" || value === null) throw new Error("not a JSON object");
    const row = value as Fields;
    if (!("winner" in row) && !("score" in row)) {
      throw new Error('a judgment needs a "winner" or a "score"');
    }
    return row;
  });
  tellProblems(problems, log);
  const read = rows.map((row) => reread(row, formatFinder(flags)));
  const changed = read.filter(({ before, after }) => before !== after);
  out(`${plural(read.length, "judgment")} read again; ${changed.length} would change.`);
  const kinds = new Map<string, number>();
  for (const { before, after } of changed) {
    const kind = `${JSON.stringify(before)} -> ${JSON.stringify(after)}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1])) out(`  ${kind}: ${count}`);
  if (changed.length === 0) return;
  out("");
  out(
    await plainTable(
      ["Question", "First", "Second", "Was", "Is", "Read as"],
      changed
        .slice(0, SHOWN)
        .map(({ row, before, after, reason }) => [
          ...[row.question_id, row.model1_id ?? row.model, row.model2_id ?? ""].map(String),
          ...[String(before), String(after), reason],
        ]),
      "llllll",
    ),
  );
  if (changed.length > SHOWN) out(`and ${changed.length - SHOWN} more`);
  if (read.every(({ field }) => field === "winner")) await showMovement(read, out);
  writeResult(flags, file, read, context);
}

/** Ratings before and after. */
async function showMovement(read: readonly Reread[], out: (text: string) => void): Promise<void> {
  const ratings = (which: "before" | "after"): Map<string, number | null> => {
    const inputs = read.flatMap((one) => {
      const outcome = one[which];
      const { model1_id: first, model2_id: second, question_id } = one.row;
      if (outcome !== 1 && outcome !== 2 && outcome !== 3) return [];
      if (typeof first !== "string" || typeof second !== "string") return [];
      return [{ first, second, outcome: outcome as 1 | 2 | 3, cluster: String(question_id) }];
    });
    const { ranking } = rankModels(comparisonsFrom(inputs), { seed: 1, ci: "cr3", bootstrapN: 0 });
    return new Map(ranking.map(({ model_id, rating }) => [model_id, rating]));
  };
  const [before, after] = [ratings("before"), ratings("after")];
  const show = (value: number | null | undefined): string =>
    value === null || value === undefined ? "–" : value.toFixed(0);
  out("\nHow the ranking moves:\n");
  out(
    await plainTable(
      ["Model", "Was", "Is", "Change"],
      [...after].map(([model, rating]) => {
        const old = before.get(model);
        const both = typeof old === "number" && typeof rating === "number";
        return [model, show(old), show(rating), both ? (rating - old).toFixed(0) : "–"];
      }),
      "lrrr",
    ),
  );
}

function writeResult(
  flags: ReparseFlags,
  file: string,
  read: readonly Reread[],
  { out }: Context,
): void {
  const content = read
    .map(({ row, field, after }) => `${JSON.stringify({ ...row, [field]: after })}\n`)
    .join("");
  if (flags.outputFile !== undefined) {
    writeWhole(resolve(flags.outputFile), content);
    out(`\nWritten to ${flags.outputFile}.`);
  } else if (flags.write) {
    let kept = `${file}.before-reparse`;
    for (let k = 2; existsSync(kept); k++) kept = `${file}.before-reparse-${k}`;
    copyFileSync(file, kept);
    writeWhole(file, content);
    out(`\nWritten to ${file}; the old file is kept as ${kept}.`);
  } else {
    out("\nNothing was written; --write or --output-file writes it.");
  }
}
