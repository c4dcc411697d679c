/** The table of input formats, told apart by the names of a row's fields. */
import { RowError, UserError } from "../../core/errors.ts";
import { parseLenientJson } from "../../core/lenient_json.ts";
import { type Said, say } from "../../core/message.ts";
import type { SoftVerdict, Vote } from "../../core/types.ts";
import { likeliest, softVerdict } from "../../stats/data/soft_verdict.ts";
import { UnknownVerdict } from "../files/jsonl.ts";
import type { FormatOptions, Row, VoteFormat, WinnerLabels } from "./vote.ts";
import { verdictOf } from "./vote_labels.ts";

const has = (row: Row, ...fields: string[]): boolean => fields.every((field) => field in row);

const short = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60);

function name(row: Row, field: string): string {
  const value = row[field];
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && value !== "") return value;
  throw new RowError(say`"${field}" must name a model, got ${short(value)}`);
}

/** A number as it is, or as a spreadsheet in Europe writes it, with a decimal comma. */
function numberOf(value: unknown): number {
  const isComma = typeof value === "string" && /^\s*-?\d+,\d+\s*$/.test(value);
  return Number(isComma ? value.replace(",", ".") : value);
}

function count(row: Row, field: string): number {
  const value = row[field];
  if (value === null || value === undefined || value === "") return 0;
  const number = numberOf(value);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new RowError(say`"${field}" must be a number of games, got ${short(value)}`);
}

/** How often a row counts: once without a count, which is not the same as an empty one. */
function counted(row: Row): number {
  if (!has(row, "count")) return 1;
  if (row.count !== null && row.count !== "") return count(row, "count");
  throw new RowError(say`"count" must be a number of games, got ${short(row.count)}`);
}

/** The verdict that a label stands for; an unknown one is thrown, never taken for a tie. */
function outcomeOf<Outcome>(
  labels: Record<string, Outcome>,
  field: string,
  value: unknown,
): Outcome {
  const label = typeof value === "number" ? String(value) : String(value).trim().toLowerCase();
  // Labels are other people's text: "constructor" is a property of every object.
  if (Object.hasOwn(labels, label)) return labels[label] as Outcome;
  throw new UnknownVerdict(
    say`"${field}" must be one of ${Object.keys(labels)
      .filter((label) => label !== "-1")
      .join(", ")}, got ${short(value)}`,
  );
}

/** What `--winner-labels` says of a verdict. */
function givenOf(labels: WinnerLabels = {}, value: unknown): Vote["outcome"] | undefined {
  const meaning = Object.hasOwn(labels, String(value)) ? labels[String(value)] : undefined;
  return meaning === "name" ? undefined : meaning;
}

/** "1.0" is 1; an empty cell is no number, and stays what it is. */
function scoreOf(value: unknown): unknown {
  const isNumber = typeof value === "number" || (typeof value === "string" && value.trim() !== "");
  return isNumber ? numberOf(value) : value;
}

/** What rows of many formats tell beside the game. */
export function contextOfRow(row: Row): Pick<Vote, "question" | "turn" | "judge" | "probability"> {
  const question = row.question_id ?? row.question;
  const judge = Array.isArray(row.judge) ? row.judge[0] : (row.judge ?? row.judge_model);
  const judgeName = Array.isArray(judge) ? judge[0] : judge;
  // In CSV every number is a text.
  const turn = Number(row.turn ?? Number.NaN);
  // Field by field, and so in the formats: millions of rows are read here.
  const context: Partial<Vote> = {};
  if (typeof question === "string") context.question = question;
  else if (typeof question === "number") context.question = String(question);
  if (Number.isInteger(turn) && turn > 0) context.turn = turn;
  if (typeof judgeName === "string") context.judge = judgeName;
  if (typeof row.probability === "number" && row.probability > 0) {
    context.probability = row.probability;
  }
  return context;
}

/**
 * The probabilities of a row's verdict, where it has them.
 * @throws UserError where they are none: such a row is not counted as something else.
 */
export function softIn(
  { soft_verdict: value }: Row,
  place: Said = `"soft_verdict"`,
): SoftVerdict | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  // In CSV it is a text.
  const isList = typeof value === "string" && /^\s*\[[-\d.,eE\s]*\]\s*$/.test(value);
  return softVerdict(isList ? parseLenientJson(value as string) : value, place);
}

/** The game with its soft verdict, whose likeliest outcome counts. */
function withSoft(row: Row, vote: Vote): Vote {
  const soft = vote.outcome === "error" ? undefined : softIn(row);
  return soft === undefined ? vote : { ...vote, outcome: likeliest(soft), soft };
}

const OURS = { "1": 1, "2": 2, "3": 3, error: "error", "-1": "error" } as const;
const FASTCHAT = { model_1: 1, model_2: 2, tie: 3, error: "error" } as const;
const SCORES = { "1": 1, "0": 2, "0.5": 3 } as const;
/** Arena-Hard counts a strong preference three times. */
const STRONG = 3;

const PAIRS = [
  ["model_a", "model_b"],
  ["model_1", "model_2"],
  ["left", "right"],
  ["first", "second"],
] as const;
const VERDICTS = [
  "winner",
  "verdict",
  "result",
  "outcome",
  "preference",
  "vote",
  "choice",
  "label",
];

const pairIn = (row: Row): readonly [string, string] | undefined =>
  PAIRS.find((pair) => has(row, ...pair));
const verdictIn = (row: Row): string | undefined => VERDICTS.find((field) => field in row);

/** A row's two models and who won, with its weight. */
function pairOf(
  row: Row,
  [one, two]: readonly [string, string],
  verdict: string,
  { labels: given }: FormatOptions,
  weight: number,
): Vote {
  const vote = contextOfRow(row) as Vote;
  vote.first = name(row, one);
  vote.second = name(row, two);
  vote.outcome = verdictOf(verdict, row[verdict], vote, given);
  vote.weight = weight;
  return vote;
}

const swapped = (outcome: Vote["outcome"]): Vote["outcome"] =>
  outcome === 1 ? 2 : outcome === 2 ? 1 : outcome;

/** A game of Arena-Hard: its grade, with A shown first. */
function gradedGame(grade: unknown, first: string, second: string): Omit<Vote, "question"> {
  const label = String(grade).replaceAll(/[\s[\]]/g, "");
  const match = /^([AB])(>>|>|=|<|<<)([AB])$/.exec(label);
  if (grade === null || grade === undefined || label === "" || label === "error") {
    return { first, second, outcome: "error", weight: 1 };
  }
  if (!match || match[1] === match[3]) {
    throw new UnknownVerdict(say`a grade must be A>>B, A>B, A=B, B>A or B>>A, got ${short(grade)}`);
  }
  const sign = match[2] as string;
  const better = sign === "=" ? undefined : sign.startsWith(">") ? match[1] : match[3];
  return {
    first,
    second,
    outcome: better === undefined ? 3 : better === "A" ? 1 : 2,
    weight: sign.length === 2 ? STRONG : 1,
  };
}

export const VOTE_FORMATS = {
  jrank: {
    describe: say`this program's own: model1_id, model2_id, winner (1, 2, 3)`,
    matches: (row) => has(row, "model1_id", "model2_id", "winner"),
    read: (row, { labels }) => {
      const vote = contextOfRow(row) as Vote;
      vote.first = name(row, "model1_id");
      vote.second = name(row, "model2_id");
      vote.outcome = givenOf(labels, row.winner) ?? outcomeOf(OURS, "winner", row.winner);
      vote.weight = 1;
      return [withSoft(row, vote)];
    },
  },
  fastchat: {
    describe: say`LLM Judge's pairs: model_1, model_2, g1_winner, g2_winner`,
    matches: (row) => has(row, "model_1", "model_2", "g1_winner"),
    read: (row, { games }) => {
      const [one, two] = [name(row, "model_1"), name(row, "model_2")];
      const g1 = outcomeOf(FASTCHAT, "g1_winner", row.g1_winner);
      const shared = { weight: 1, ...contextOfRow(row) };
      const first: Vote = { first: one, second: two, outcome: g1, ...shared };
      if (row.g2_winner === undefined || row.g2_winner === null) return [first];
      const g2 = outcomeOf(FASTCHAT, "g2_winner", row.g2_winner);
      // The second game shows model_2 first; its winner is named as the models are.
      if (games === "both") {
        return [first, { first: two, second: one, outcome: swapped(g2), ...shared }];
      }
      const outcome = g1 === "error" || g2 === "error" ? "error" : g1 === g2 ? g1 : 3;
      return [{ ...first, outcome }];
    },
  },
  "arena-hard": {
    describe: say`Arena-Hard's games: model, games with grades such as A>>B (needs the baseline)`,
    matches: (row) => has(row, "model", "games"),
    read: (row, { baseline }) => {
      const base = typeof row.baseline === "string" ? row.baseline : baseline;
      if (base === undefined) {
        throw new UserError(
          say`Arena-Hard's rows do not name the baseline; give it with --baseline-model`,
        );
      }
      const model = name(row, "model");
      // A row without games is one without a verdict, which is counted.
      const played = Array.isArray(row.games) ? (row.games as Row[]) : [];
      const games = played.length > 0 ? played : [{}];
      // The baseline is A in the first game, B in the second.
      return games.map((game, k) => ({
        ...gradedGame(
          game?.score,
          ...((k === 0 ? [base, model] : [model, base]) as [string, string]),
        ),
        ...contextOfRow({ question_id: row.uid, ...row }),
      }));
    },
  },
  "alpaca-eval": {
    describe: say`AlpacaEval's annotations: generator_1, generator_2, preference (1 to 2)`,
    matches: (row) => has(row, "generator_1", "generator_2", "preference"),
    read: (row) => {
      const { preference, instruction, annotator } = row;
      const models = {
        first: name(row, "generator_1"),
        second: name(row, "generator_2"),
        ...contextOfRow({ question: instruction, judge: annotator }),
      };
      if (preference === null || preference === "" || Number.isNaN(preference)) {
        return [{ ...models, outcome: "error", weight: 1 }];
      }
      const value = numberOf(preference);
      if (value === 0 || value === 1.5) return [{ ...models, outcome: 3, weight: 1 }];
      if (!(value >= 1 && value <= 2)) {
        throw new UnknownVerdict(say`"preference" must be from 1 to 2, got ${short(preference)}`);
      }
      // A preference between is a chance; it counts as that share of a win for each.
      return [
        { ...models, outcome: 1 as const, weight: 2 - value },
        { ...models, outcome: 2 as const, weight: value - 1 },
      ].filter(({ weight }) => weight > 0);
    },
  },
  kaggle: {
    describe: say`arena votes in columns: winner_model_a, winner_model_b, winner_tie`,
    matches: (row) => has(row, "model_a", "model_b", "winner_model_a", "winner_model_b"),
    read: (row) => {
      const won = ["winner_model_a", "winner_model_b", "winner_tie"].map((field) =>
        count(row, field),
      );
      if (won.reduce((sum, one) => sum + one, 0) !== 1) {
        throw new UnknownVerdict(
          say`exactly one of the winner columns must be 1, got ${won.join(", ")}`,
        );
      }
      return [
        {
          first: name(row, "model_a"),
          second: name(row, "model_b"),
          outcome: (won.indexOf(1) + 1) as 1 | 2 | 3,
          weight: 1,
          ...contextOfRow(row),
        },
      ];
    },
  },
  counts: {
    describe: say`counts: model_a, model_b, winner, count; or a_wins, b_wins, ties, both_bad`,
    matches: (row) =>
      has(row, "model_a", "model_b") &&
      (has(row, "winner", "count") || has(row, "a_wins", "b_wins")),
    read: (row, options) => {
      if (!("a_wins" in row)) {
        const vote = pairOf(row, PAIRS[0], "winner", options, counted(row));
        return vote.weight > 0 ? [vote] : [];
      }
      const models = {
        first: name(row, "model_a"),
        second: name(row, "model_b"),
        ...contextOfRow(row),
      };
      const rows: Vote[] = [
        { ...models, outcome: 1, weight: count(row, "a_wins") },
        { ...models, outcome: 2, weight: count(row, "b_wins") },
        { ...models, outcome: 3, weight: count(row, "ties") + count(row, "both_bad") },
      ];
      return rows.filter(({ weight }) => weight > 0);
    },
  },
  arena: {
    describe: say`arena votes: model_a, model_b, winner (model_a, A, left, tie, both_bad, the name of a model, …)`,
    matches: (row) => has(row, "model_a", "model_b", "winner"),
    read: (row, options) => [pairOf(row, PAIRS[0], "winner", options, 1)],
  },
  "left-right": {
    describe: say`left, right, winner (left, right, tie)`,
    matches: (row) => has(row, "left", "right", "winner"),
    read: (row, options) => [pairOf(row, PAIRS[2], "winner", options, counted(row))],
  },
  scores: {
    describe: say`first, second, score of the first (1, 0.5, 0), and perhaps count`,
    matches: (row) => has(row, "first", "second", "score"),
    read: (row) => [
      {
        first: name(row, "first"),
        second: name(row, "second"),
        outcome: outcomeOf(SCORES, "score", scoreOf(row.score)),
        weight: counted(row),
        ...contextOfRow(row),
      },
    ],
  },
  pairs: {
    describe: say`any pair of columns (${PAIRS.map((pair) => pair.join(", ")).join("; ")}) with ${VERDICTS.join(", ")}`,
    matches: (row) => pairIn(row) !== undefined && verdictIn(row) !== undefined,
    read: (row, options) => [
      pairOf(row, pairIn(row) ?? PAIRS[0], verdictIn(row) ?? "winner", options, counted(row)),
    ],
  },
} as const satisfies Record<string, VoteFormat>;

export type VoteFormatName = keyof typeof VOTE_FORMATS;

/** The format that a row is in. */
export function detectFormat(row: Row): VoteFormatName | undefined {
  return (Object.keys(VOTE_FORMATS) as VoteFormatName[]).find((format) =>
    VOTE_FORMATS[format].matches(row),
  );
}
