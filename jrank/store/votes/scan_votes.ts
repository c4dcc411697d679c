/** Reads large JSONL files of plain votes by scanning their bytes, straight into columns. */
import { statSync } from "node:fs";
import { messageOf } from "../../core/errors.ts";
import { parseLenientJson } from "../../core/lenient_json.ts";
import { eachLine, MARK } from "../files/byte_lines.ts";
import type { FileProblem } from "../files/jsonl.ts";
import { headOf } from "./row_source.ts";
import type { LabelMeaning, Row, WinnerLabels } from "./vote.ts";
import type { Names } from "./vote_columns.ts";
import { fieldNamer, missingFields, type VoteFields } from "./vote_fields.ts";
import { detectFormat, type VoteFormatName } from "./vote_formats.ts";
import { plainMeaning } from "./vote_labels.ts";
import {
  createByteNames,
  type LineShape,
  type ManyNames,
  numberAt,
  type Span,
  scanFields,
  scanShape,
  shapeOf,
  spansFor,
} from "./vote_scanner.ts";

/** Files below this size are parsed; there is nothing to win. */
const SCANNED_FROM = 4_000_000;

/** So many lines of another shape than the line before are looked at for theirs. */
const MOST_SHAPES = 32;

/** For so many lines room is made ahead, however short a large file's first ones are. */
const MOST_AHEAD = 32_000_000;

interface ScanPlan {
  /** How many lines the file has, if all are as long as its first ones. */
  lines: number;
  format: "jrank" | "arena";
  /** The two models, the verdict, the question, the turn, the judge, the time, a soft verdict. */
  fields: readonly Uint8Array[];
  /** What a label says: 0 where there is no verdict; undefined where a name or nothing known. */
  outcomeOf(label: string): number | undefined;
  /** Whether the label may be the name of one of the models. */
  hasNames: boolean;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const OUTCOMES = { "1": 1, "2": 2, "3": 3, error: 0, "-1": 0 } as const;

/** How rows of a format are scanned. */
function planOf(
  format: ScanPlan["format"],
  { fields, labels = {} }: Pick<ScanOptions, "fields" | "labels">,
): Omit<ScanPlan, "lines"> {
  const number = (outcome: LabelMeaning | undefined): number | undefined =>
    outcome === "error" ? 0 : outcome === "name" ? undefined : outcome;
  const given = (label: string) => (Object.hasOwn(labels, label) ? labels[label] : undefined);
  const others = [
    fields?.question ?? "question_id",
    "turn",
    fields?.judge ?? "judge",
    "tstamp",
    "soft_verdict",
  ];
  if (format === "jrank") {
    return {
      format,
      hasNames: false,
      fields: ["model1_id", "model2_id", "winner", ...others].map(encode),
      outcomeOf: (label) =>
        number(given(label)) ??
        (Object.hasOwn(OUTCOMES, label) ? OUTCOMES[label as keyof typeof OUTCOMES] : undefined),
    };
  }
  const { modelA = "model_a", modelB = "model_b", winner = "winner" } = fields ?? {};
  return {
    format,
    hasNames: true,
    fields: [modelA, modelB, winner, ...others].map(encode),
    outcomeOf: (label) => number(given(label) ?? plainMeaning(label)),
  };
}

/** What of reading votes the scanner must know. */
interface ScanOptions {
  format?: VoteFormatName | undefined;
  fields?: VoteFields | undefined;
  labels?: WinnerLabels | undefined;
}

/** How to scan a file; undefined where it is small, or not JSONL of a format that can be scanned. */
export function scanPlanOf(file: string, options: ScanOptions): ScanPlan | undefined {
  const read = headOf(file, 1 << 16);
  const head = MARK.equals(read.subarray(0, MARK.length)) ? read.subarray(MARK.length) : read;
  const newline = head.indexOf(0x0a);
  const { size } = statSync(file);
  if (head[0] !== 0x7b || head[1] === 0 || newline === -1 || size < SCANNED_FROM) return undefined;
  try {
    const row = parseLenientJson(head.subarray(0, newline).toString("utf8")) as Row;
    // Fields that are spelt otherwise, or missing, are for the reader that knows spellings.
    const isUsual =
      fieldNamer()(row) === row && missingFields(row, options.fields ?? {}).length === 0;
    const format = options.format ?? detectFormat(fieldNamer(options.fields)(row));
    if (!isUsual || (format !== "jrank" && format !== "arena")) return undefined;
    const lines = head.reduce((sum, byte) => sum + Number(byte === 0x0a), 0);
    return { ...planOf(format, options), lines: Math.ceil((size / head.length) * lines) };
  } catch {
    return undefined;
  }
}

interface ScanTarget {
  models: Names;
  questions: ManyNames;
  judges: Names;
  contexts: Names;
  isModelWanted(name: string): boolean;
  /** Undefined where every question is. */
  isQuestionWanted: ((name: string) => boolean) | undefined;
  leaveOut(reason: string, label?: string): void;
  push(i: number, j: number, outcome: number, cluster: number, context: number, w: number): void;
  /** Makes room for so many games. */
  reserve(games: number): void;
  /** Takes the time of a row, in seconds since 1970; NaN where it has none. */
  seen(seconds: number): void;
  /** Takes a row that had to be parsed. */
  addRow(row: Row, line: number): void;
  problem(problem: FileProblem): void;
  /** Why the game of a line does not count (undefined: it does); undefined where all do. */
  reasonOf: ((line: number) => string | undefined) | undefined;
}

/** Reads the votes of a file; a line that cannot be scanned is parsed, and reported if it is bad. */
export function scanVotes(file: string, plan: ScanPlan, target: ScanTarget): void {
  const { models, questions, judges, contexts, push, leaveOut, reasonOf } = target;
  const spans = spansFor(plan.fields);
  const [first, second, winner, question, turn, judge, time, soft] = spans as [
    ...[Span, Span, Span, Span],
    ...[Span, Span, Span, Span],
  ];
  const labels: { label: string; lower: string; plain: number | undefined }[] = [];
  const lowerNames: string[] = [];
  const modelOf = createByteNames(models.indexOf);
  const labelOf = createByteNames(
    (label) => labels.push({ label, lower: label.toLowerCase(), plain: plan.outcomeOf(label) }) - 1,
  );
  const judgeOf = createByteNames((raw) => judges.indexOf(judgeName(raw)));
  const turnOf = createByteNames((text) => Number(text));
  const wantedModels: boolean[] = [];
  const wantedQuestions: boolean[] = [];
  const contextOf: number[][] = [];
  let line = 0;

  const parse = (bytes: Buffer, start: number, end: number, last: boolean): void => {
    const text = bytes.subarray(start, end).toString("utf8").trim();
    if (text === "") return;
    try {
      target.addRow(parseLenientJson(text) as Row, line);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const torn = "the last line is torn (an interrupted write); it was left out";
      const message = last ? torn : `${messageOf(error)}; the line was left out`;
      target.problem({ file, line, message });
    }
  };

  // Lines may be a little shorter on average than the first; room that is not used takes no memory.
  target.reserve(Math.min(MOST_AHEAD, Math.ceil(1.05 * plan.lines)));
  let shape: LineShape | undefined;
  let learnt = 0;
  const scan = (bytes: Buffer, start: number, end: number): boolean => {
    if (shape !== undefined && scanShape(bytes, start, end, shape, spans)) return true;
    const borders: number[] | undefined = learnt < MOST_SHAPES ? [] : undefined;
    if (!scanFields(bytes, start, end, plan.fields, spans, borders)) return false;
    if (borders !== undefined) {
      shape = shapeOf(bytes, start, end, borders);
      learnt++;
    }
    return true;
  };

  eachLine(file, (bytes, start, end, last) => {
    line++;
    if (
      !scan(bytes, start, end) ||
      first.start === -1 ||
      second.start === -1 ||
      winner.start === -1 ||
      soft.start !== -1 ||
      first.end === first.start ||
      second.end === second.start
    ) {
      parse(bytes, start, end, last);
      return;
    }
    const reason = reasonOf?.(line);
    if (reason !== undefined) {
      leaveOut(reason);
      return;
    }
    if (time.start !== -1) target.seen(numberAt(bytes, time.start, time.end));
    const { label, lower, plain } = labels[labelOf(bytes, winner)] as (typeof labels)[number];
    const i = modelOf(bytes, first);
    const j = modelOf(bytes, second);
    let outcome = plain;
    if (plan.hasNames) {
      lowerNames[i] ??= (models.list[i] as string).toLowerCase();
      lowerNames[j] ??= (models.list[j] as string).toLowerCase();
      const named = lower === lowerNames[i] ? 1 : lower === lowerNames[j] ? 2 : 0;
      if (named !== 0 && outcome === undefined && label === models.list[named === 1 ? i : j]) {
        outcome = named;
      } else if (named !== 0 && outcome !== named) outcome = undefined;
    }
    if (outcome === undefined) {
      parse(bytes, start, end, last);
      return;
    }
    if (outcome === 0) {
      leaveOut("no verdict", label);
      return;
    }
    if (i === j) {
      leaveOut("a model against itself");
      return;
    }
    wantedModels[i] ??= target.isModelWanted(models.list[i] as string);
    wantedModels[j] ??= target.isModelWanted(models.list[j] as string);
    if (!wantedModels[i] || !wantedModels[j]) {
      leaveOut("a model that is not listed");
      return;
    }
    let q = -1;
    if (question.start !== -1) {
      q = questions.indexOfBytes(bytes, question);
      if (target.isQuestionWanted) {
        wantedQuestions[q] ??= target.isQuestionWanted(questions.list[q]);
        if (!wantedQuestions[q]) {
          leaveOut("a question that is not in the benchmark");
          return;
        }
      }
    }
    const t = turn.start === -1 ? 1 : turnOf(bytes, turn);
    const who = judge.start === -1 ? -1 : judgeOf(bytes, judge);
    contextOf[t] ??= [];
    const ofTurn = contextOf[t];
    ofTurn[who + 1] ??= contexts.indexOf(`${t}/${who === -1 ? "" : judges.list[who]}`);
    push(i, j, outcome, q, ofTurn[who + 1], 1);
  });
}

/** The judge of `"gpt-4"` (without its quotes) or of `["gpt-4", "pair-ja"]`. */
function judgeName(raw: string): string {
  if (!raw.startsWith("[")) return raw;
  const [judge] = JSON.parse(raw) as unknown[];
  return Array.isArray(judge) ? String(judge[0]) : String(judge);
}
