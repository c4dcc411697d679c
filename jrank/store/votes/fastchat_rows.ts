/** Pairs as LLM Judge stores them, both orders in one row: read as games, and written from games. */
import type { Judgment, QuestionId, Winner } from "../../core/types.ts";
import { parsePairJudgment } from "../files/records.ts";

type FastchatWinner = "model_1" | "model_2" | "tie" | "error";

/** A row of LLM Judge's `<judge>_pair.jsonl`. Without the second game its fields are absent. */
interface FastchatRow {
  question_id: QuestionId;
  model_1: string;
  model_2: string;
  /** Of the game that showed `model_1` first; names the model, not the place. */
  g1_winner: FastchatWinner;
  /** Of the game that showed `model_2` first. */
  g2_winner?: FastchatWinner;
  judge: [string, string];
  g1_user_prompt: string;
  g1_judgment: string;
  g2_user_prompt?: string;
  g2_judgment?: string;
  turn: number;
  tstamp?: number;
}

const WRITTEN: Record<"forth" | "back", Record<Winner, FastchatWinner>> = {
  forth: { 1: "model_1", 2: "model_2", 3: "tie", error: "error" },
  back: { 1: "model_2", 2: "model_1", 3: "tie", error: "error" },
};
const READ: Record<"forth" | "back", Record<string, Winner>> = {
  forth: { model_1: 1, model_2: 2, tie: 3, error: "error" },
  back: { model_1: 2, model_2: 1, tie: 3, error: "error" },
};

/** The outcome of a game as LLM Judge names it in `g1_winner` or `g2_winner`; as it stands if unknown. */
export function gameOutcome(field: "g1_winner" | "g2_winner", winner: unknown): Winner | string {
  return READ[field === "g1_winner" ? "forth" : "back"][String(winner)] ?? String(winner);
}

/** How LLM Judge names an outcome there. */
export function storedWinner(field: "g1_winner" | "g2_winner", outcome: Winner): FastchatWinner {
  return WRITTEN[field === "g1_winner" ? "forth" : "back"][outcome];
}

/**
 * The games of a stored row: our own rows hold one, LLM Judge's (and jp-bench's, which name the judge
 * apart) two. Throws an Error that says what is wrong with the row.
 */
export function gamesOfRow(value: unknown): Judgment[] {
  const row = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (!("model_1" in row && "g1_winner" in row)) return [parsePairJudgment(value)];
  const tstamp = Number(row.tstamp ?? Number.NaN);
  const shared = {
    question_id: row.question_id,
    judge: row.judge ?? [row.judge_model, row.judge_prompt].filter((name) => name !== undefined),
    turn: row.turn,
    ...(Number.isFinite(tstamp) && { tstamp }),
  };
  const game = (place: "forth" | "back", number: 1 | 2): Judgment =>
    parsePairJudgment({
      ...shared,
      model1_id: place === "forth" ? row.model_1 : row.model_2,
      model2_id: place === "forth" ? row.model_2 : row.model_1,
      winner: gameOutcome(`g${number}_winner`, row[`g${number}_winner`]),
      prompt: row[`g${number}_user_prompt`],
      judgment: row[`g${number}_judgment`],
    });
  const hasSecond = row.g2_winner !== undefined && row.g2_winner !== null;
  return [game("forth", 1), ...(hasSecond ? [game("back", 2)] : [])];
}

/**
 * Rows of two games each: a game, and the one of the same judge, prompt, question and turn with the
 * answers swapped. `model_1` is the model whose name sorts first, except that a baseline is always
 * `model_2` (as in LLM Judge) and that a game without its other order has `model_1` first. Rows come
 * in the order of each pair's first game; a game that was repeated begins another row, so that none
 * is lost.
 */
export function fastchatRows(
  games: readonly Judgment[],
  { baseline }: { baseline?: string | undefined } = {},
): { rows: FastchatRow[]; oneOrder: number } {
  const pairs = new Map<string, { forth: Judgment[]; back: Judgment[] }>();
  for (const game of games) {
    const [one, two] = modelsOf(game, baseline);
    const key = JSON.stringify([game.judge, String(game.question_id), game.turn, one, two]);
    const pair = pairs.get(key) ?? { forth: [], back: [] };
    pairs.set(key, pair);
    (game.model1_id === one ? pair.forth : pair.back).push(game);
  }
  const rows: FastchatRow[] = [];
  let oneOrder = 0;
  for (const { forth, back } of pairs.values()) {
    const both = Math.min(forth.length, back.length);
    const alone = [...forth.slice(both), ...back.slice(both)];
    for (let k = 0; k < both; k++) rows.push(rowOf(forth[k] as Judgment, back[k]));
    rows.push(...alone.map((game) => rowOf(game)));
    oneOrder += alone.length;
  }
  return { rows, oneOrder };
}

/** The models in the order in which a row names them. */
function modelsOf(
  { model1_id: first, model2_id: second }: Judgment,
  baseline: string | undefined,
): [string, string] {
  const turned = first === baseline || (second !== baseline && second < first);
  return turned ? [second, first] : [first, second];
}

function rowOf(first: Judgment, second?: Judgment): FastchatRow {
  const stamps = [first.tstamp, second?.tstamp].filter((stamp) => stamp !== undefined);
  return {
    question_id: first.question_id,
    model_1: first.model1_id,
    model_2: first.model2_id,
    g1_winner: WRITTEN.forth[first.winner],
    ...(second && { g2_winner: WRITTEN.back[second.winner] }),
    judge: first.judge,
    g1_user_prompt: first.prompt,
    g1_judgment: first.judgment,
    ...(second && { g2_user_prompt: second.prompt, g2_judgment: second.judgment }),
    turn: first.turn,
    ...(stamps.length > 0 && { tstamp: Math.max(...stamps) }),
  };
}
