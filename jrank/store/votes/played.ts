/** What resuming needs of stored games: which they are and who won, without their texts. */
import { existsSync } from "node:fs";
import { UserError } from "../../core/errors.ts";
import { parseLenientJson } from "../../core/lenient_json.ts";
import type { JudgedHashes, SoftVerdict, Vote, Winner } from "../../core/types.ts";
import { eachLine } from "../files/byte_lines.ts";
import { type FileProblem, problemOf } from "../files/jsonl.ts";
import { gamesOfRow } from "./fastchat_rows.ts";
import type { Row } from "./vote.ts";
import { softIn, VOTE_FORMATS } from "./vote_formats.ts";
import { type Span, scanFields, spansFor } from "./vote_scanner.ts";

export interface PlayedRow {
  /** As text: "1" is 1. */
  question: string;
  model1_id: string;
  model2_id: string;
  winner: Winner;
  judge: readonly [string, string];
  turn: number;
  /** What a schedule stamped on it. */
  schedule: unknown;
  /** Its line in the file, from 1, and its place in the line: LLM Judge's rows hold two games. */
  line: number;
  game: number;
  /** Seconds since 1970; 0 where the row does not say. */
  tstamp: number;
  hashes?: JudgedHashes | undefined;
  asked_model?: string | undefined;
  served_model?: string | undefined;
  soft_verdict?: SoftVerdict | undefined;
  verdict_kind?: string | undefined;
}

const FIELDS = [
  ...["question_id", "model1_id", "model2_id", "winner", "turn", "judge", "schedule"],
  ...["hashes", "asked_model", "served_model", "tstamp", "soft_verdict", "verdict_kind"],
].map((name) => new TextEncoder().encode(name));
const softPlace = (file: string, line: number) => `${file}:${line}: "soft_verdict"`;
type Judges = Map<string, readonly [string, string]>;

const WINNERS: Record<string, Winner> = { "1": 1, "2": 2, "3": 3, error: "error" };

/**
 * Reads the games of a file that may not have been started yet. Only the bytes of the identifying
 * fields are looked at, so files of hundreds of megabytes take a second; a line with anything
 * unusual, LLM Judge's rows of two games included, is parsed. `baseline`: the model that rows of
 * Arena-Hard are against where they do not say it.
 */
export function readPlayed(
  file: string,
  { baseline }: { baseline?: string | undefined } = {},
): { rows: PlayedRow[]; problems: FileProblem[] } {
  const rows: PlayedRow[] = [];
  const problems: FileProblem[] = [];
  if (!existsSync(file)) return { rows, problems };
  const judges: Judges = new Map();
  const spans = spansFor(FIELDS);
  let line = 0;
  eachLine(file, (bytes, start, end, last) => {
    line++;
    const scanned = scanFields(bytes, start, end, FIELDS, spans)
      ? fromSpans(bytes, spans, { judges, file, line })
      : undefined;
    if (scanned) {
      rows.push(scanned);
      return;
    }
    const text = bytes.toString("utf8", start, end).trim();
    if (text === "") return;
    try {
      const value = parseLenientJson(text);
      if (VOTE_FORMATS["arena-hard"].matches(value as Row)) {
        rows.push(...arenaHardGames(value as Row, { baseline, line }));
        return;
      }
      for (const [game, row] of gamesOfRow(value).entries()) {
        const { question_id, schedule, tstamp = 0, hashes } = row;
        rows.push({
          ...row,
          question: String(question_id),
          schedule,
          tstamp,
          line,
          game,
          hashes: hashesIn(hashes),
          soft_verdict: softIn({ ...row }, softPlace(file, line)),
        });
      }
    } catch (error) {
      if (error instanceof UserError) throw error;
      problems.push(problemOf(error, { file, line, last }));
    }
  });
  return { rows, problems };
}

/** Games of a row of Arena-Hard, which names no prompt. */
function arenaHardGames(
  row: Row,
  { baseline, line }: { baseline: string | undefined; line: number },
): PlayedRow[] {
  const games: Vote[] = VOTE_FORMATS["arena-hard"].read(row, { games: "both", baseline });
  return games.map(({ first, second, outcome, question = "", turn = 1, judge = "" }, game) => ({
    question,
    model1_id: first,
    model2_id: second,
    winner: outcome,
    judge: [judge, ""],
    turn,
    schedule: undefined,
    line,
    game,
    tstamp: Number(row.tstamp) || 0,
  }));
}

function fromSpans(
  bytes: Buffer,
  spans: readonly Span[],
  { judges, file, line }: { judges: Judges; file: string; line: number },
): PlayedRow | undefined {
  const texts = spans.map(({ start, end }) =>
    start === -1 ? undefined : bytes.toString("utf8", start, end),
  );
  const [question, first, second, winner, turn, judge, schedule, hashes, asked, served] = texts;
  const [time, soft, kind] = texts.slice(10);
  const outcome = WINNERS[winner ?? ""];
  if (!question || !first || !second || outcome === undefined || !judge?.startsWith("[")) {
    return undefined;
  }
  // Field by field: spreading small objects into it would cost three times as much as reading.
  return {
    question,
    model1_id: first,
    model2_id: second,
    winner: outcome,
    judge: judgeIn(judges, judge),
    turn: turn === undefined ? 1 : Number(turn),
    schedule: schedule === undefined ? undefined : JSON.parse(schedule),
    line,
    game: 0,
    tstamp: Number(time ?? 0) || 0,
    asked_model: asked,
    served_model: served,
    hashes: hashes === undefined ? undefined : hashesIn(JSON.parse(hashes)),
    soft_verdict:
      soft === undefined ? undefined : softIn({ soft_verdict: soft }, softPlace(file, line)),
    verdict_kind: kind,
  };
}

/** The hashes of a row; undefined where the field is not ours. */
function hashesIn(value: unknown): JudgedHashes | undefined {
  const fields = (
    typeof value === "object" && value !== null ? value : {}
  ) as Partial<JudgedHashes>;
  const { prompt, question, answers } = fields;
  const isOurs =
    typeof prompt === "string" && typeof question === "string" && Array.isArray(answers);
  return isOurs ? (fields as JudgedHashes) : undefined;
}

/** Nearly all rows of a file have the same judge and prompt: what was read once is kept. */
function judgeIn(judges: Judges, text: string): readonly [string, string] {
  const known = judges.get(text);
  if (known) return known;
  const [name, prompt = ""] = JSON.parse(text) as [string, string?];
  judges.set(text, [name, prompt]);
  return [name, prompt];
}
