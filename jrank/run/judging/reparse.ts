/** Reads stored judgments again, without paying: what a better reader would have made of them. */

import { copyFileSync, existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Message, say } from "../../core/message.ts";
import { plainTable } from "../../report/tables/text_table.ts";
import { comparisonsFrom } from "../../stats/data/comparisons.ts";
import { rankModels } from "../../stats/rank/rank_models.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { readJsonl } from "../../store/files/jsonl.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import type { Context } from "../command/command.ts";
import { plural } from "../command/format.ts";
import { breathing } from "../command/pool.ts";
import { tellProblems } from "../models/benchmark_data.ts";
import { readInTime } from "./asking/read_in_time.ts";
import {
  type Fields,
  fieldsOf,
  formatFinder,
  heldVerdict,
  outcomeOf,
  type StoredVerdict,
  scaleFinder,
  verdictsIn,
} from "./reparse_rows.ts";

interface ReparseFlags {
  inputFile: string;
  outputFile?: string;
  outputFormat?: string;
  judgeFile?: string;
  gradeScale?: string;
  write?: boolean;
}

const SHOWN = 20;

/** The verdict that stands in a row, and the one that reading its text gives. */
interface Reread extends StoredVerdict {
  after: unknown;
  /** What the row says then. */
  fields: Fields;
  reason: string;
}

/** Prints what changes and how the ranking moves; writes only when asked to. */
export async function reparse(flags: ReparseFlags, context: Context): Promise<void> {
  const file = resolve(flags.inputFile);
  // A judge that is at work on the file would append rows that writing it anew loses.
  const isOwn = flags.write && basename(dirname(file)) === "model_judgment";
  const lock = isOwn ? lockBenchmark(dirname(dirname(file)), context.log) : undefined;
  try {
    await reparseFile(flags, file, context);
  } finally {
    lock?.release();
  }
}

async function reparseFile(flags: ReparseFlags, file: string, context: Context): Promise<void> {
  const { out, log } = context;
  if (flags.outputFile !== undefined) {
    checkOutputs(
      [flags.outputFile],
      [file, ...(flags.judgeFile === undefined ? [] : [flags.judgeFile])],
      say`give another --output-file (--write writes the judgments anew and keeps the old ones)`,
    );
  }
  const { rows, problems } = readJsonl(file, verdictsIn);
  tellProblems(problems, log);
  const formatOf = formatFinder(rows.flat(), flags, log);
  const scaleIn = scaleFinder(flags);
  const breathe = breathing(context);
  const read: Reread[][] = [];
  for (const verdicts of rows) {
    await breathe();
    read.push(
      verdicts.map((stored): Reread => {
        const scale = scaleIn(stored);
        const verdict =
          heldVerdict(stored, scale) ??
          readInTime(stored.text, formatOf(stored), { scale, shown: [stored.shown] });
        return {
          ...stored,
          after: outcomeOf(verdict, stored.field),
          fields: fieldsOf(stored, verdict),
          reason: verdict.kind === "none" ? verdict.reason : verdict.form,
        };
      }),
    );
  }
  const all = read.flat();
  const changed = all.filter(({ outcome, after }) => outcome !== after);
  out(say`${plural(all.length, "judgment")} read again; ${changed.length} would change.`);
  const kinds = new Map<string, number>();
  for (const { outcome, after } of changed) {
    const kind = `${JSON.stringify(outcome)} -> ${JSON.stringify(after)}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1])) out(`  ${kind}: ${count}`);
  if (changed.length > 0) {
    out("");
    out(await changeTable(changed.slice(0, SHOWN)));
    if (changed.length > SHOWN) out(say`and ${changed.length - SHOWN} more`);
    if (all.every(({ field }) => field !== "score")) await showMovement(all, out);
  }
  writeResult(flags, file, { read, changes: changed.length }, context);
}

function changeTable(changed: readonly Reread[]): Promise<Message> {
  return plainTable(
    [say`Question`, say`First`, say`Second`, say`Was`, say`Is`, say`Read as`],
    changed.map(({ row, first, second, outcome, after, reason }) => [
      ...[String(row.question_id), first, second],
      ...[String(outcome), String(after), reason],
    ]),
    "llllll",
  );
}

/** Ratings before and after. */
async function showMovement(read: readonly Reread[], out: Context["out"]): Promise<void> {
  const ratings = (which: "outcome" | "after"): Map<string, number | null> => {
    const inputs = read.flatMap((one) => {
      const outcome = one[which];
      if (outcome !== 1 && outcome !== 2 && outcome !== 3) return [];
      const { first, second, row } = one;
      return [{ first, second, outcome: outcome as 1 | 2 | 3, cluster: String(row.question_id) }];
    });
    if (inputs.length === 0) return new Map();
    const { ranking } = rankModels(comparisonsFrom(inputs), { seed: 1, ci: "cr3", bootstrapN: 0 });
    return new Map(ranking.map(({ model_id, rating }) => [model_id, rating]));
  };
  const [before, after] = [ratings("outcome"), ratings("after")];
  const show = (value: number | null | undefined): string =>
    value === null || value === undefined ? "–" : value.toFixed(0);
  out(say`\nHow the ranking moves:\n`);
  out(
    await plainTable(
      [say`Model`, say`Was`, say`Is`, say`Change`],
      [...new Set([...after.keys(), ...before.keys()])].map((model) => {
        const [old, rating] = [before.get(model), after.get(model)];
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
  { read, changes }: { read: readonly (readonly Reread[])[]; changes: number },
  { out }: Context,
): void {
  const content = (): string =>
    read
      .map((verdicts) => {
        const fields = verdicts.map((one) => one.fields);
        return `${JSON.stringify(Object.assign({}, verdicts[0]?.row, ...fields))}\n`;
      })
      .join("");
  if (flags.outputFile !== undefined) {
    writeWhole(resolve(flags.outputFile), content());
    out(say`\nWritten to ${flags.outputFile}.`);
    return;
  }
  if (changes === 0) return;
  if (!flags.write) {
    out(say`\nNothing was written; --write or --output-file writes it.`);
    return;
  }
  let kept = `${file}.before-reparse`;
  for (let k = 2; existsSync(kept); k++) kept = `${file}.before-reparse-${k}`;
  copyFileSync(file, kept);
  writeWhole(file, content());
  out(say`\nWritten to ${file}; the old file is kept as ${kept}.`);
}
