/** What judging will cost: calls, tokens and dollars with a range, before the first call. */

import { priceOf } from "../../../backend/call/price_table.ts";
import { tokenCounter } from "../../../backend/call/usage.ts";
import { joined, type Message, type Said, say } from "../../../core/message.ts";
import { createRandom } from "../../../core/random.ts";
import type { Context } from "../../command/command.ts";
import { confirmOnce } from "../../command/confirm.ts";
import { formatCost } from "../../command/format.ts";
import type { Model } from "../../models/models.ts";
import { type JudgeQuestion, judgeMessages } from "../asking/ask_judge.ts";
import { type PromptsUsed, promptNotices } from "../asking/prompts_used.ts";

export interface CostEstimate {
  judge: string;
  /** Judgments that are there already. */
  stored: number;
  /** Judgments in batches of earlier runs: paid for, and not stored yet. */
  inBatches: number;
  /** Whether what is to be made costs half, in batches. */
  isHalf: boolean;
  calls: number;
  /** Of the calls, those of judgments that are stored and are made again. */
  again?: number;
  /** Stored judgments whose texts have changed since, counted in words. */
  changed?: Said | undefined;
  /** Whether a stop rule may make it fewer. */
  isMost: boolean;
  prompts: PromptsUsed;
  inputTokens: number;
  /** The least and the most that replies may come to. */
  outputTokens: readonly [number, number];
  /** Undefined where the price is unknown; [0, 0] where it is free. */
  costUsd: readonly [number, number] | undefined;
}

/** Prompts looked at for their mean length. */
const SAMPLE = 60;
/** Tokens of a reply: hardly more than the verdict, and one that reasons at length. */
const REPLY_TOKENS = [20, 800] as const;
/** How far other tokenizers are from the one used here. */
const TOKENIZER_MARGIN = 1.25;

/** Estimates calls from a sample of prompts, rendered as they will be sent; `askedAt` draws one. */
export async function estimateJudging(
  judge: Model,
  counts: Pick<
    CostEstimate,
    "stored" | "inBatches" | "calls" | "again" | "changed" | "isMost" | "prompts"
  >,
  askedAt: (
    random: (n: number) => number,
  ) => Pick<JudgeQuestion, "question" | "turn" | "answers" | "references" | "prompt">,
): Promise<CostEstimate> {
  const { calls } = counts;
  const price = priceOf(judge.spec);
  const isFree = price !== undefined && price.input === 0 && price.output === 0;
  let mean = 0;
  if (calls > 0 && !isFree) {
    const count = await tokenCounter();
    const random = createRandom(0, "estimate");
    const looked = Math.min(SAMPLE, calls);
    for (let k = 0; k < looked; k++) {
      const messages = judgeMessages(askedAt((n) => random.below(n)));
      for (const { content } of messages) mean += count(content) / looked;
    }
  }
  const most = judge.sampling.max_tokens ?? REPLY_TOKENS[1];
  const output = [Math.min(REPLY_TOKENS[0], most) * calls, most * calls] as const;
  const inputTokens = Math.round(mean * calls);
  return {
    judge: judge.spec.id,
    ...counts,
    inputTokens,
    isHalf: judge.spec.batch === true,
    outputTokens: output,
    costUsd: price && [
      (inputTokens * price.input + output[0] * price.output) / 1e6,
      (inputTokens * TOKENIZER_MARGIN * price.input + output[1] * price.output) / 1e6,
    ],
  };
}

/** An estimate in one line. */
export function describeEstimate(estimate: CostEstimate): Message {
  const { inputTokens, outputTokens, costUsd, stored, inBatches } = estimate;
  const there = [
    say`${stored.toLocaleString("en-US")} stored`,
    ...(inBatches > 0 ? [say`${inBatches.toLocaleString("en-US")} in batches already`] : []),
  ];
  const judge = say`${estimate.judge}: ${joined(there)}`;
  const thousands = (tokens: number): string =>
    tokens < 9950
      ? `${(tokens / 1000).toFixed(1)}k`
      : `${Math.round(tokens / 1000).toLocaleString("en-US")}k`;
  if (estimate.calls === 0) return say`${judge}, nothing more to judge`;
  const again = estimate.again
    ? say` (${estimate.again.toLocaleString("en-US")} of them again)`
    : "";
  const calls = say`${estimate.isMost ? say`at most ` : ""}${estimate.calls.toLocaleString("en-US")}${again}`;
  if (costUsd?.[1] === 0) return say`${judge}, ${calls} to make, free`;
  const tokens = say`about ${thousands(inputTokens)} tokens in, ${thousands(outputTokens[0])} to ${thousands(outputTokens[1])} out`;
  const cost = costUsd
    ? say`${formatCost(costUsd[0])} to ${formatCost(costUsd[1])}${estimate.isHalf ? say` (half price, in batches)` : ""}`
    : say`price unknown (set price for the model, or put it into prices.json, to see the cost)`;
  return say`${judge}, ${calls} to make: ${tokens}, ${cost}`;
}

/** All judges together; undefined where there are not several that cost something. */
export function describeTotal(estimates: readonly CostEstimate[]): Message | undefined {
  const paid = estimates.filter(({ calls, costUsd }) => calls > 0 && costUsd?.[1] !== 0);
  if (paid.length < 2) return undefined;
  const known = paid.flatMap(({ costUsd }) => (costUsd ? [costUsd] : []));
  const unknown = paid.filter(({ costUsd }) => costUsd === undefined).map(({ judge }) => judge);
  const sum = (end: 0 | 1): string => formatCost(known.reduce((all, range) => all + range[end], 0));
  const calls = paid.reduce((all, one) => all + one.calls, 0).toLocaleString("en-US");
  const parts = [
    ...(known.length > 0 ? [say`${sum(0)} to ${sum(1)}`] : []),
    ...(unknown.length > 0 ? [say`the unknown price of ${unknown.join(", ")}`] : []),
  ];
  const most = paid.some(({ isMost }) => isMost) ? say`at most ` : "";
  return say`all judges: ${most}${calls} to make, ${joined(parts, " and ")}`;
}

/** Tells what judging will cost, and asks once where it costs something. */
export async function confirmEstimates(
  estimates: readonly CostEstimate[],
  { yes, context }: { yes: boolean; context: Context },
): Promise<void> {
  for (const { judge, calls, prompts } of estimates) {
    if (calls > 0) for (const notice of promptNotices(judge, prompts)) context.log(notice);
  }
  const paid = estimates.filter(({ calls, costUsd }) => calls > 0 && costUsd?.[1] !== 0);
  if (paid.length === 0) return;
  for (const estimate of paid) context.log(say`To judge: ${describeEstimate(estimate)}`);
  const total = describeTotal(paid);
  if (total !== undefined) context.log(say`To judge: ${total}`);
  await confirmOnce(say`Judge them?`, {
    yes,
    context,
    no: say`Nothing was called or paid for.`,
  });
}
