/**
 * Whole replies of judges, written for this test before the rules that read them; `verdict` is what a
 * careful person reads (null: nothing), `or` what can be defended as well. A verdict that is not there
 * is never read; that one is overlooked costs a repair call, and is counted.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type OutputFormat, readVerdict } from "../../jrank/prompt/verdict/verdicts.ts";

type Reading = number | null;
interface Reply {
  format: OutputFormat;
  text: string;
  verdict: Reading;
  or?: Reading[];
}

const replies = readFileSync(new URL("verdict_replies.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Reply);

function read({ text, format }: Reply): Reading {
  const verdict = readVerdict(text, format);
  if (verdict.kind === "none") return null;
  return verdict.kind === "winner" ? verdict.winner : verdict.score;
}

it.each(replies)("$format: $text", (reply) => {
  expect([reply.verdict, ...(reply.or ?? []), null]).toContain(read(reply));
});

it("overlooks few", () => {
  const overlooked = replies.filter(
    (reply) => reply.verdict !== null && !reply.or?.includes(null) && read(reply) === null,
  );
  expect(overlooked.map(({ text }) => text).length).toBeLessThanOrEqual(0.04 * replies.length);
});
