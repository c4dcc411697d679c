/** Reads verdicts that a schema or a grammar held, and the probabilities of their tokens. */
import type { SoftVerdict } from "../../core/types.ts";
import { readJson } from "./json_verdict.ts";
import type { GradeScale, Verdict } from "./verdict.ts";

/** The fields of a reply that is one JSON object with an explanation and a verdict; else undefined. */
function fieldsIn(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.trim());
  } catch {
    return undefined;
  }
  const isOurs = typeof value === "object" && value !== null && "explanation" in value;
  return isOurs ? (value as Record<string, unknown>) : undefined;
}

/** Whether a reply is of the kind that `verdictSchema` asks for. */
export const isStructured = (text: string): boolean => fieldsIn(text) !== undefined;

/** What a grammar held stands at the end. */
const MARK = /\[\[([^[\]\n]{1,12})\]\]$/;
const PLAIN = /(?:^|\n)([123])$/;

/**
 * The verdict of a structured reply: the one in its fields, or the mark at its end. What its
 * explanation seems to say is not asked: the field is the verdict. Undefined where there is none.
 */
export function structuredVerdict(
  text: string,
  type: "pairwise" | "single",
  scale: GradeScale,
): Verdict | undefined {
  const fields = fieldsIn(text);
  if (fields) {
    const { explanation: _, ...verdict } = fields;
    return readJson(JSON.stringify(verdict), scale);
  }
  const mark = MARK.exec(text.trim())?.[1] ?? (type === "pairwise" && PLAIN.exec(text.trim())?.[1]);
  if (!mark) return undefined;
  const field = type === "single" ? "score" : "winner";
  return readJson(JSON.stringify({ [field]: mark }), scale);
}

/** Which outcome a choice of a verdict is; undefined for a grade of a single answer. */
function outcomeOf(choice: string): 0 | 1 | 2 | undefined {
  const verdict = structuredVerdict(`[[${choice}]]`, "pairwise", { min: 1, max: 10 });
  return verdict?.kind === "winner" ? ((verdict.winner - 1) as 0 | 1 | 2) : undefined;
}

/** The probabilities of the outcomes from those of the choices; undefined where one is no outcome. */
export function softOf(choices: ReadonlyMap<string, number>): SoftVerdict | undefined {
  const soft = [0, 0, 0];
  for (const [choice, p] of choices) {
    const outcome = outcomeOf(choice);
    if (outcome === undefined) return undefined;
    soft[outcome] += p;
  }
  const sum = soft[0] + soft[1] + soft[2];
  return sum > 0 ? [soft[0] / sum, soft[1] / sum, soft[2] / sum] : undefined;
}

/** A token of a reply with the likeliest ones at its place, itself among them. */
interface TokenChances {
  token: string;
  top: readonly { token: string; logprob: number }[];
}

/** Where a reply states its verdict: a field of JSON, a mark in brackets, a digit on the last line. */
const PLACES = [
  /"winner"\s*:\s*"?(?=[123ABC]"?\s*[,}])/g,
  /\[\[\s*(?=[123ABC]\s*\]\])/g,
  /(?:^|\n)[^\p{L}\p{N}\n]*(?=[123][^\p{L}\p{N}]*$)/gu,
];
/** Less probability on the three outcomes together says nothing of them. */
const LEAST_MASS = 0.5;

/**
 * The probabilities of the outcomes at the token of the verdict. Undefined where the verdict is not
 * found among the tokens, or the server tells too little of its place: none are made up.
 */
export function softAtToken(
  text: string,
  tokens: readonly TokenChances[],
): SoftVerdict | undefined {
  const whole = tokens.map(({ token }) => token).join("");
  // Thinking may stand before the answer in the tokens.
  const offset = whole.lastIndexOf(text.trim());
  if (offset === -1) return undefined;
  const places = PLACES.map((place) => [...text.trim().matchAll(place)].at(-1));
  const found = places.find((match) => match !== undefined);
  if (!found) return undefined;
  const at = offset + found.index + found[0].length;
  let start = 0;
  const place = tokens.find(({ token }) => {
    start += token.length;
    return start > at;
  });
  if (!place) return undefined;
  const before = place.token.slice(0, at - (start - place.token.length));
  const chances = new Map<string, number>();
  const letters = /[ABC]/.test(whole[at] as string) ? "ABC" : "123";
  for (const { token, logprob } of place.top) {
    const rest = token.startsWith(before) ? token.slice(before.length) : token;
    const [, choice] = /^["\s]*([123ABC])(?![\p{L}\p{N}])/u.exec(rest) ?? [];
    if (choice === undefined || !letters.includes(choice)) continue;
    chances.set(choice, (chances.get(choice) ?? 0) + Math.exp(logprob));
  }
  const mass = [...chances.values()].reduce((sum, p) => sum + p, 0);
  return mass >= LEAST_MASS && mass <= 1.001 ? softOf(chances) : undefined;
}
