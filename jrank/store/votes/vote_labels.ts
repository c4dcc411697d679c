/** What the labels of verdicts mean: plain ones by a table, the names of the models, others by a flag. */
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Vote } from "../../core/types.ts";
import { UnknownVerdict } from "../files/jsonl.ts";
import type { LabelMeaning, WinnerLabels } from "./vote.ts";

type Outcome = Vote["outcome"];

/** What may stand before "a", "1" or "b", "2" in the name of a place. */
const NOUNS = [
  ...["", "model", "assistant", "response", "option", "answer", "candidate", "system", "player"],
  ...["output", "generator", "モデル", "回答"],
];
const WINS = ["", "wins", "won", "isbetter", "better"];
const places = (...marks: readonly string[]): string[] =>
  NOUNS.flatMap((noun) => marks.map((mark) => noun + mark));
const withWins = (words: readonly string[]): string[] =>
  words.flatMap((word) => WINS.map((wins) => word + wins));

const MEANINGS: ReadonlyMap<string, Outcome> = new Map<string, Outcome>([
  ...withWins([...places("a", "1"), "left", "first"]).map((label) => [label, 1] as const),
  ...withWins([...places("b", "2"), "right", "second"]).map((label) => [label, 2] as const),
  ...(["左", "a>b"] as const).map((label) => [label, 1] as const),
  ...(["右", "b>a"] as const).map((label) => [label, 2] as const),
  ...[
    ...["tie", "tied", "draw", "drawn", "equal", "same", "a=b", "bothbad", "bothgood", "allbad"],
    ...["allgood", "tie(bothbad)", "tie(bothgood)", "tie(allbad)", "tie(allgood)"],
    ...["tie(inconsistent)", "引き分け", "引分け", "引分", "互角", "同点", "同等", "무승부"],
    ...["平局", "平手", "tie(both)"],
  ].map((label) => [label, 3] as const),
  // That two orders contradict each other, or that nobody decided, is no tie unless the file says so.
  ...[
    ...["error", "invalid", "inconsistent", "undecided"],
    ...["skip", "skipped", "abstain", "unknown"],
  ].map((label) => [label, "error"] as const),
]);

/** A label without what people write differently: case, width, blanks, brackets of LLM Judge. */
function compact(label: string): string {
  return label
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_[\]]|(?!^)-/g, "");
}

/** Labels that were looked up: a file has few, in millions of rows. */
const known = new Map<string, Outcome | undefined>();
const MOST_KNOWN = 1000;

/** What a plain label says; undefined where it is not known. */
export function plainMeaning(label: string): Outcome | undefined {
  if (known.has(label)) return known.get(label);
  const meaning = MEANINGS.get(compact(label));
  if (known.size < MOST_KNOWN) known.set(label, meaning);
  return meaning;
}

const textOf = (value: unknown): string =>
  value === null || value === undefined ? "" : String(value).trim();

/** The label as messages and counts show it. */
export const shownLabel = (value: unknown): string => textOf(value).slice(0, 60) || "(empty)";

/**
 * The verdict of a row between two models. A label may be plain ("A", "model_a", "tie"), the name
 * of one of the models, or what `given` says. One that is both a place and the name of a model in
 * another place is an error: either reading could be wrong.
 */
export function verdictOf(
  field: string,
  value: unknown,
  { first, second }: Pick<Vote, "first" | "second">,
  given: WinnerLabels = {},
): Outcome {
  const label = textOf(value);
  const named = label === first ? 1 : label === second ? 2 : undefined;
  if (Object.hasOwn(given, label)) {
    const meaning = given[label] as LabelMeaning;
    if (meaning !== "name") return meaning;
    if (named !== undefined) return named;
    throw new UnknownVerdict(say`"${field}" "${label}" is none of the two models`);
  }
  const plain = plainMeaning(label);
  const lower = label.toLowerCase();
  const alike = lower === first.toLowerCase() ? 1 : lower === second.toLowerCase() ? 2 : undefined;
  if (plain !== undefined && alike !== undefined && plain !== alike) {
    throw new UserError(
      say`"${field}" "${label}" could be the model of that name or a plain label. Say which: --winner-labels "${label}=name", or "${label}=${WORDS[plain]}"`,
    );
  }
  const outcome = named ?? plain;
  if (outcome !== undefined) return outcome;
  throw new UnknownVerdict(
    say`"${field}" must be one of model_a, model_b, A, B, left, right, tie, both_bad, or the name of one of the two models, got ${(JSON.stringify(value) ?? "").slice(0, 60)}`,
  );
}

const WORDS: Readonly<Record<Outcome, string>> = { 1: "1", 2: "2", 3: "tie", error: "none" };
const GIVEN: Readonly<Record<string, LabelMeaning>> = {
  "1": 1,
  "2": 2,
  "3": 3,
  tie: 3,
  draw: 3,
  none: "error",
  error: "error",
  name: "name",
  first: 1,
  second: 2,
  a: 1,
  b: 2,
};

/** Reads `X=1,Y=2,Z=tie`; undefined where it is not of that form. */
export function parseWinnerLabels(text: string): Record<string, LabelMeaning> | undefined {
  const labels: Record<string, LabelMeaning> = Object.create(null);
  for (const part of text.split(",")) {
    const at = part.lastIndexOf("=");
    const meaning =
      GIVEN[
        part
          .slice(at + 1)
          .trim()
          .toLowerCase()
      ];
    if (at < 1 || meaning === undefined) return undefined;
    labels[part.slice(0, at).trim()] = meaning;
  }
  return labels;
}
