/** The verdicts that stand in stored rows, with the texts they were read from. */

import { RowError, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { Winner } from "../../core/types.ts";
import { DEFAULT_PROMPTS } from "../../prompt/judge/default_prompts.ts";
import { scaleNamed, scaleOf } from "../../prompt/judge/grade_scale.ts";
import type { JudgePrompt } from "../../prompt/judge/judge_prompt.ts";
import { DEFAULT_SCALE } from "../../prompt/verdict/grades.ts";
import { structuredVerdict } from "../../prompt/verdict/structured_verdict.ts";
import type { GradeScale, Verdict } from "../../prompt/verdict/verdict.ts";
import { type OutputFormat, outputFormatOf } from "../../prompt/verdict/verdicts.ts";
import { likeliest } from "../../stats/data/soft_verdict.ts";
import { gameOutcome, storedWinner } from "../../store/votes/fastchat_rows.ts";
import { softIn } from "../../store/votes/vote_formats.ts";
import { readJudgePrompts } from "./asking/judge_prompts.ts";
import { readInTime } from "./asking/read_in_time.ts";

export type Fields = Record<string, unknown>;

/** A stored verdict; rows of LLM Judge hold two. */
export interface StoredVerdict {
  row: Fields;
  field: "winner" | "score" | "g1_winner" | "g2_winner";
  /** The judge's last words. */
  text: string;
  /** What the judge was shown. */
  shown: string;
  /** A winner (of the model shown first: 1), "error", or a score. */
  outcome: Winner | number | unknown;
  first: string;
  second: string;
}

/** Between a judge's first words and those of its repair. */
const REPAIR = "\n\n[repair]\n";

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function lastWords(value: unknown): string {
  const text = textOf(value);
  const at = text.lastIndexOf(REPAIR);
  return at === -1 ? text : text.slice(at + REPAIR.length);
}

/** The verdicts of a row: one, or the two games of LLM Judge. Throws where there is none. */
export function verdictsIn(value: unknown): StoredVerdict[] {
  if (typeof value !== "object" || value === null) throw new RowError(say`not a JSON object`);
  const row = value as Fields;
  const text = lastWords(row.judgment);
  const shown = textOf(row.prompt ?? row.user_prompt);
  if ("winner" in row) {
    const [first, second] = [String(row.model1_id), String(row.model2_id)];
    return [{ row, field: "winner", text, shown, outcome: row.winner, first, second }];
  }
  if ("score" in row) {
    const model = String(row.model);
    return [{ row, field: "score", text, shown, outcome: row.score, first: model, second: "" }];
  }
  if (!("g1_winner" in row)) throw new RowError(say`a judgment needs a "winner" or a "score"`);
  const [one, two] = [String(row.model_1), String(row.model_2)];
  const game = (field: "g1_winner" | "g2_winner", [first, second]: [string, string]) => ({
    row,
    field,
    first,
    second,
    text: lastWords(row[field === "g1_winner" ? "g1_judgment" : "g2_judgment"]),
    shown: textOf(row[field === "g1_winner" ? "g1_user_prompt" : "g2_user_prompt"]),
    outcome: gameOutcome(field, row[field]),
  });
  const hasSecond = row.g2_winner !== undefined && row.g2_winner !== null;
  return [game("g1_winner", [one, two]), ...(hasSecond ? [game("g2_winner", [two, one])] : [])];
}

/**
 * The verdict of a row that a schema or a grammar held: it is read as it was then, and where the judge's
 * probabilities are stored they are the verdict. Undefined for all other rows.
 */
export function heldVerdict(stored: StoredVerdict, scale: GradeScale): Verdict | undefined {
  const { row, text, field } = stored;
  const soft = field === "winner" ? softIn(row) : undefined;
  if (soft) return { kind: "winner", winner: likeliest(soft), form: "probabilities" };
  if (row.verdict_kind !== "structured") return undefined;
  return structuredVerdict(text, field === "score" ? "single" : "pairwise", scale);
}

/** What reading the text gives, as `outcome` has it. */
export function outcomeOf(verdict: Verdict, field: StoredVerdict["field"]): Winner | number {
  if (field === "score") return verdict.kind === "score" ? verdict.score : -1;
  return verdict.kind === "winner" ? verdict.winner : "error";
}

/** The fields of a row in which a verdict is written. */
export function fieldsOf({ field, row }: StoredVerdict, verdict: Verdict): Fields {
  const outcome = outcomeOf(verdict, field);
  if (field === "score") return { score: outcome };
  if (field !== "winner") return { [field]: storedWinner(field, outcome as Winner) };
  const grade = verdict.kind === "winner" ? verdict.grade : undefined;
  return { winner: outcome, ...((grade !== undefined || "grade" in row) && { grade }) };
}

/** The prompt's name in a row. */
function promptNameOf(row: Fields): string {
  const name = Array.isArray(row.judge) ? row.judge[1] : row.judge_prompt;
  return typeof name === "string" ? name : "";
}

/** Tried where nobody knows the prompt; of equals the first, since `last` reads brackets as well. */
const PAIR_FORMATS: readonly OutputFormat[] = [
  "[[A]]",
  "[[A>>B]]",
  "[[rating_a,rating_b]]",
  "last",
];

/**
 * The scale of a stored grade: the flag's, the row's, or that of its prompt; of a file with one
 * prompt for grades also under another name.
 */
export function scaleFinder(flags: {
  gradeScale?: string;
  judgeFile?: string;
}): (verdict: StoredVerdict) => GradeScale {
  const told =
    flags.gradeScale === undefined ? undefined : scaleNamed(flags.gradeScale, "--grade-scale");
  const own = flags.judgeFile === undefined ? [] : readJudgePrompts(flags.judgeFile);
  const single = own.filter(({ type }) => type === "single");
  const scales = new Map([...DEFAULT_PROMPTS, ...own].map((one) => [one.name, scaleOf(one)]));
  const only = single.length === 1 ? scaleOf(single[0] as JudgePrompt) : undefined;
  return ({ row }) => {
    if (told) return told;
    if (row.grade_scale !== undefined)
      return scaleNamed(row.grade_scale, say`"grade_scale" of a row`);
    const name = promptNameOf(row);
    return (scales.has(name) ? scales.get(name) : only) ?? DEFAULT_SCALE;
  };
}

/** The format by which most of what is stored reads as it was stored. */
function guess(
  verdicts: readonly StoredVerdict[],
  scaleIn: (verdict: StoredVerdict) => GradeScale,
): { format: OutputFormat; share: number } {
  const formats = verdicts[0]?.field === "score" ? ["[[rating]]" as const] : PAIR_FORMATS;
  const shares = formats.map((format) => {
    const alike = verdicts.filter(
      (stored) =>
        outcomeOf(readInTime(stored.text, format, { scale: scaleIn(stored) }), stored.field) ===
        stored.outcome,
    );
    return { format, share: alike.length / verdicts.length };
  });
  return shares.reduce((best, one) => (one.share > best.share ? one : best));
}

/**
 * How each verdict was asked for: as the flag says, as the prompt of that name says (of the file, or
 * our own), else as most of the stored ones of that prompt can be read, which is told.
 */
export function formatFinder(
  verdicts: readonly StoredVerdict[],
  flags: { outputFormat?: string; judgeFile?: string; gradeScale?: string },
  log: (text: Said) => void,
): (verdict: StoredVerdict) => OutputFormat {
  if (flags.outputFormat !== undefined) {
    const format = outputFormatOf(flags.outputFormat);
    if (!format) throw new UserError(say`--output-format "${flags.outputFormat}" is unknown`);
    return () => format;
  }
  const prompts = [
    ...(flags.judgeFile === undefined ? [] : readJudgePrompts(flags.judgeFile)),
    ...DEFAULT_PROMPTS,
  ];
  const nameOf = ({ row, field }: StoredVerdict): string =>
    `${field === "score"}/${promptNameOf(row)}`;
  const byName = new Map<string, StoredVerdict[]>();
  for (const verdict of verdicts) {
    const key = nameOf(verdict);
    const same = byName.get(key);
    if (same) same.push(verdict);
    else byName.set(key, [verdict]);
  }
  const found = new Map<string, OutputFormat>();
  for (const [key, same] of byName) {
    const name = promptNameOf((same[0] as StoredVerdict).row);
    const prompt = prompts.find((known) => known.name === name);
    const known = prompt && outputFormatOf(prompt.output_format);
    if (known) {
      found.set(key, known);
      continue;
    }
    const { format, share } = guess(same, scaleFinder(flags));
    log(
      say`The prompt "${name}" is not known here. Its verdicts are read as ${format}, which ${(100 * share).toFixed(0)} % of those stored agree with; --judge-file or --output-format tells it otherwise.`,
    );
    found.set(key, format);
  }
  return (verdict) => found.get(nameOf(verdict)) as OutputFormat;
}
