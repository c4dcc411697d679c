/**
 * All that judging says and stores, scene by scene and whole: a notice too many, one that is missing
 * and a wrong count are all noticed. The counts follow from the games: with 4 questions and models a,
 * b and c there are 24 (3 pairs, both orders) and 12 answers to grade.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import {
  type Fault,
  type RecordedRequest,
  startServer,
  type TestServer,
} from "../support/http_server.ts";
import { judgeSmallBench, storedPairs, writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
let server: TestServer;
/** What the server does in the scene at hand. */
let reply: (request: RecordedRequest) => string;
let fault: (request: RecordedRequest) => Fault | undefined;
let served: string;
let finish: (request: RecordedRequest) => string;

beforeAll(async () => {
  server = await startServer(
    { reply: (request) => reply(request), fault: (_, request) => fault(request) },
    (content, request) => ({
      model: served,
      choices: [
        { index: 0, message: { role: "assistant", content }, finish_reason: finish(request) },
      ],
      usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
    }),
  );
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

const NOW = 1_700_000_000_000;
const inFields = ({ body }: RecordedRequest): string =>
  JSON.stringify({ explanation: "One is clearer.", winner: Number(judgeSmallBench(body)) });
const about = ({ body }: RecordedRequest, text: string): boolean =>
  JSON.stringify(body.messages).includes(text);

const refusal = (message: string): Fault => ({
  status: 400,
  body: { error: { code: "content_filter", message } },
});

let scenes = 0;
/** A benchmark with a judge j that costs 1 dollar a million tokens in and 10 out. */
function scene({ models = ["a", "b", "c"], prices = true } = {}) {
  const dataDir = join(folder.path, String(scenes++));
  const bench = writeSmallBench(dataDir, { questions: 4, models });
  reply = inFields;
  fault = () => undefined;
  served = "j-1";
  finish = () => "stop";
  const config = join(dataDir, "config.json");
  const judge = {
    id: "j",
    path: "j-1",
    provider: "openai",
    base_url: `${server.url}/v1`,
    ...(prices && { price: { input: 1, output: 10 } }),
  };
  let now = NOW;
  /** What a run says, prints and ends with; `more` are flags. */
  const run = async (
    more: Record<string, unknown> = {},
    keys: Record<string, unknown> = {},
    others: object[] = [],
  ) => {
    writeFileSync(
      config,
      JSON.stringify({
        benchmark_name: "b",
        data_dir: dataDir,
        models: {
          judge_models: [{ ...judge, ...keys }, ...others.map((other) => ({ ...judge, ...other }))],
        },
      }),
    );
    const context = testContext({ now: () => now });
    const asked = server.requests.length;
    const failure = await genJudgments(
      { benchName: "b", judgeModel: ["j"], config, parallel: 1, yes: true, ...more },
      context,
    ).then(
      () => [],
      (error) => [`${error.name}: ${error.message}`],
    );
    const text = [
      ...context.told,
      ...context.printed.map((line) => `> ${line}`),
      ...failure.map((line) => `! ${line}`),
      `${server.requests.length - asked} calls`,
    ].join("\n");
    return text
      .replace(/^The judge j is the one of .*\n/m, "")
      .replaceAll(dataDir, "…")
      .replaceAll(`j (${server.url}/v1): 400 `, "")
      .replaceAll(
        " (so an earlier run was told; it is not asked again without --retry-refused)",
        " (again)",
      );
  };
  const wait = (minutes: number): void => {
    now += 60_000 * minutes;
  };
  const change = (file: string, edit: (text: string) => string): void =>
    writeFileSync(join(bench, file), edit(readFileSync(join(bench, file), "utf8")));
  return { bench, run, wait, change };
}

describe("comparisons", () => {
  it("that are made, are there, and are more than can be made", async () => {
    const { run } = scene();
    expect(await run({ n: 6 })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 6 to make: about 1.9k tokens in, 0.1k to 4.8k out, $0.0031 to $0.0504
      Judgments of j: 6 done · 0 left · $0.0120 · 0 s
      > Judgments of j: 6 new, 6 in all; 6,000 tokens in and 600 out, $0.0120
      6 calls"
    `);
    expect(await run({ n: 6 })).toMatchInlineSnapshot(`
      "> Judgments of j: all 6 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ n: 99 })).toMatchInlineSnapshot(`
      "n is 99, but only 24 different games can be played; all of them will be judged.
      To judge: j: 6 stored, 18 to make: about 5.7k tokens in, 0.4k to 14k out, $0.0093 to $0.15
      Judgments of j: 18 done · 0 left · $0.0360 · 0 s
      > Judgments of j: 18 new, 24 in all; 18,000 tokens in and 1,800 out, $0.0360
      18 calls"
    `);
    expect(await run({ n: 99, dryRun: true })).toMatchInlineSnapshot(`
      "n is 99, but only 24 different games can be played; all of them will be judged.
      > Judgments of j: 24 stored, nothing more to judge
      > Prompts of j: pair-ja (4 questions)
      > This was a dry run: nothing was called or paid for.
      0 calls"
    `);
  });

  it("are stored with all that they were made of", async () => {
    const { bench, run } = scene();
    await run({ n: 1 });
    const [row, ...others] = storedPairs(bench, "j");
    expect(others).toEqual([]);
    const { prompt, hashes, ...rest } = row;
    expect(prompt).toContain("質問");
    expect(Object.values(hashes ?? {}).flat()).not.toContain(undefined);
    expect({ ...rest, hashes: Object.keys(hashes ?? {}) }).toMatchInlineSnapshot(`
      {
        "asked_model": "j-1",
        "hashes": [
          "prompt",
          "question",
          "answers",
        ],
        "judge": [
          "j",
          "pair-ja",
        ],
        "judgment": "{"explanation":"One is clearer.","winner":3}",
        "model1_id": "b",
        "model2_id": "a",
        "question_id": "q2",
        "schedule": {
          "id": "9ae40200f637",
          "index": 0,
          "rule": 3,
        },
        "served_model": "j-1",
        "tstamp": 1700000000,
        "turn": 1,
        "usage": {
          "cost_usd": 0.002,
          "input_tokens": 1000,
          "output_tokens": 100,
          "seconds": 0,
        },
        "verdict_kind": "structured",
        "winner": 3,
      }
    `);
  });

  it("of a judge that plays, or that answers under another name", async () => {
    const { run } = scene({ models: ["a", "b", "j"] });
    expect(await run({ n: 2 })).toMatchInlineSnapshot(`
      "Warning: j is a contestant too. It does not judge matches in which it plays, so it gets no rating from itself (judge_own_answers: true allows it).
      To judge: j: 0 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, $0.0010 to $0.0168
      Judgments of j: 2 done · 0 left · $0.0040 · 0 s
      > Judgments of j: 2 new, 2 in all; 2,000 tokens in and 200 out, $0.0040
      2 calls"
    `);
    served = "other";
    expect(await run({ n: 4, judgeOwnAnswers: true })).toMatchInlineSnapshot(`
      "Warning: j judges its own answers too; judges tend to favour them.
      To judge: j: 2 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, $0.0010 to $0.0168
      Warning: j asks for j-1, and the server says that other answers.
      Warning: the server of j says that other answers now; before it was j-1. Replies of both are stored under one name.
      Judgments of j: 2 done · 0 left · $0.0040 · 0 s
      > Judgments of j: 2 new, 4 in all; 2,000 tokens in and 200 out, $0.0040
      2 calls"
    `);
    expect(await run({ n: 6, judgeOwnAnswers: true }, { path: "j-2" })).toMatchInlineSnapshot(`
      "Warning: j judges its own answers too; judges tend to favour them.
      Warning: stored judgments of j asked for j-1 (4), and now it asks for j-2. Give another model another id, or its verdicts count together with theirs.
      To judge: j: 4 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, $0.0010 to $0.0168
      Warning: j asks for j-2, and the server says that other answers.
      Judgments of j: 2 done · 0 left · $0.0040 · 0 s
      > Judgments of j: 2 new, 6 in all; 2,000 tokens in and 200 out, $0.0040
      2 calls"
    `);
    expect(await scene({ models: ["a", "j"] }).run({ n: 2 })).toMatchInlineSnapshot(`
      "Warning: j is a contestant too. It does not judge matches in which it plays, so it gets no rating from itself (judge_own_answers: true allows it).
      ! UserError: j has 1 contestant to judge; a comparison needs two. Name more models, or generate their answers first.
      0 calls"
    `);
  });

  it("that are refused, with and without others in their place", async () => {
    const { run } = scene();
    fault = (request) =>
      about(request, "q0です")
        ? refusal(about(request, "cのq0") ? "not allowed" : "filtered")
        : undefined;
    const few = { firstN: 2 };
    expect(await run({ ...few, n: 4, schedule: "fewest-matches" })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 4 to make: about 1.3k tokens in, 0.1k to 3.2k out, $0.0021 to $0.0336
      Set aside: a against c on question q0: not allowed
      Judgments of j: 4 done · 0 left · 1 failed · $0.0080 · 0 s
      1 judgment set aside because the calls failed for good; others were judged in the place of 1:
        1: a against c on question q0: not allowed
      > Judgments of j: 4 new, 4 in all; 4,000 tokens in and 400 out, $0.0080
      5 calls"
    `);
    expect(await run({ ...few, mode: "pairwise-all" })).toMatchInlineSnapshot(`
      "To judge: j: 4 stored, 8 to make: about 2.5k tokens in, 0.2k to 6.4k out, $0.0041 to $0.0672
      Set aside: a against b on question q0: filtered
      Set aside: b against a on question q0: filtered
      Set aside: a against c on question q0: not allowed (again)
      Set aside: c against a on question q0: not allowed
      Set aside: b against c on question q0: not allowed
      Set aside: c against b on question q0: not allowed
      Judgments of j: 2 done · 0 left · 6 failed · $0.0040 · 0 s
      6 judgments set aside because the calls failed for good; nothing is left to judge in the place of 6:
        3: c against a on question q0, b against c on question q0, c against b on question q0: not allowed
        2: a against b on question q0, b against a on question q0: filtered
        1: a against c on question q0: not allowed (again)
      > Judgments of j: 2 new, 6 in all; 2,000 tokens in and 200 out, $0.0040
      ! Incomplete: Refused for good: 6 judgments; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused.
      7 calls"
    `);
    const accepting = { ...few, mode: "pairwise-all", acceptRefusals: true };
    expect(await run(accepting)).toMatchInlineSnapshot(`
      "To judge: j: 6 stored, 6 to make: about 1.9k tokens in, 0.1k to 4.8k out, $0.0031 to $0.0504
      Set aside: a against b on question q0: filtered (again)
      Set aside: b against a on question q0: filtered (again)
      Set aside: a against c on question q0: not allowed (again)
      Set aside: c against a on question q0: not allowed (again)
      Set aside: b against c on question q0: not allowed (again)
      Set aside: c against b on question q0: not allowed (again)
      Judgments of j: 0 done · 0 left · 6 failed · $0 · 0 s
      6 judgments set aside because the calls failed for good; nothing is left to judge in the place of 6:
        4: a against c on question q0, c against a on question q0, b against c on question q0, c against b on question q0: not allowed (again)
        2: a against b on question q0, b against a on question q0: filtered (again)
      > Judgments of j: 0 new, 6 in all
      0 calls"
    `);
  });

  it("that are refused and cost money nevertheless", async () => {
    const { run } = scene();
    finish = (request) => (about(request, "q0です") ? "SAFETY" : "stop");
    reply = (request) => (about(request, "q0です") ? "" : inFields(request));
    expect(await run({ firstN: 2, mode: "pairwise-all" })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 12 to make: about 3.8k tokens in, 0.2k to 9.6k out, $0.0062 to $0.10
      Set aside: a against b on question q0: the answer is empty: a filter or the model itself refused the request (finish reason: SAFETY)
      Set aside: b against a on question q0: the answer is empty: a filter or the model itself refused the request (finish reason: SAFETY)
      Set aside: a against c on question q0: the answer is empty: a filter or the model itself refused the request (finish reason: SAFETY)
      Set aside: c against a on question q0: the answer is empty: a filter or the model itself refused the request (finish reason: SAFETY)
      Set aside: b against c on question q0: the answer is empty: a filter or the model itself refused the request (finish reason: SAFETY)
      Set aside: c against b on question q0: the answer is empty: a filter or the model itself refused the request (finish reason: SAFETY)
      Judgments of j: 6 done · 0 left · 6 failed · $0.0240 · 0 s
      6 judgments set aside because the calls failed for good; nothing is left to judge in the place of 6:
        6: a against b on question q0, b against a on question q0, a against c on question q0, c against a on question q0, b against c on question q0, c against b on question q0: the answer is empty: a filter or the model itself refused the request (finish reason: SAFETY)
      > Judgments of j: 6 new, 6 in all; 12,000 tokens in and 1,200 out, $0.0240
      ! Incomplete: Refused for good: 6 judgments; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused.
      12 calls"
    `);
  });

  it("that nobody can read: the run stops, and says how to ask again", async () => {
    const { run } = scene();
    reply = () => "I like both.";
    expect(await run({ mode: "pairwise-all", verdict: "text" })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0124 to $0.20
      Judgments of j: 20 done · 4 left · $0.0800 · 0 s to go
      ! UserError: none of the first 20 replies of j has a verdict, so the run was stopped. They are stored in …/b/model_judgment/j_pair.jsonl: see what the judge wrote, correct the prompt or its output_format, and read them again with --reparse.
      40 calls"
    `);
    reply = ({ body }) => judgeSmallBench(body);
    expect(await run({ n: 21, verdict: "text" })).toMatchInlineSnapshot(`
      "To judge: j: 20 stored, 1 to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0084
      Judgments of j: 1 done · 0 left · $0.0020 · 0 s
      20 judgments of j have no verdict; --rejudge errors asks again (with --dry-run it only tells the price).
      > Judgments of j: 1 new, 21 in all; 1,000 tokens in and 100 out, $0.0020
      1 calls"
    `);
    expect(await run({ n: 21, rejudge: "errors", dryRun: true })).toMatchInlineSnapshot(`
      "j: the stored judgments have verdicts in text, and judging goes on so. verdict: "structured" (--verdict structured) asks for the rest with a schema.
      > Judgments of j: 21 stored, 20 (20 of them again) to make: about 6.4k tokens in, 0.4k to 16k out, $0.0104 to $0.17
      > Prompts of j: pair-ja (4 questions)
      > This was a dry run: nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ n: 21, rejudge: "nothing" })).toMatchInlineSnapshot(`
      "! UserError: --rejudge must be errors, all, none or the name of a prompt, got "nothing"; the judgments of this run have the prompts: pair-ja
      0 calls"
    `);
    expect(await run({ n: 21, rejudge: "errors" })).toMatchInlineSnapshot(`
      "j: the stored judgments have verdicts in text, and judging goes on so. verdict: "structured" (--verdict structured) asks for the rest with a schema.
      To judge: j: 21 stored, 20 (20 of them again) to make: about 6.4k tokens in, 0.4k to 16k out, $0.0104 to $0.17
      Judgments of j: 20 done · 0 left · $0.0400 · 0 s
      > Judgments of j: 20 new, 21 in all; 20,000 tokens in and 2,000 out, $0.0400
      20 calls"
    `);
    reply = inFields;
    expect(await run({ n: 22, verdict: "structured" })).toMatchInlineSnapshot(`
      "Notice: the verdicts of 21 stored judgments of j are in text; the new ones are structured. All count together, and nothing is paid for again. verdict (--verdict) chooses.
      To judge: j: 21 stored, 1 to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0084
      Judgments of j: 1 done · 0 left · $0.0020 · 0 s
      > Judgments of j: 1 new, 22 in all; 1,000 tokens in and 100 out, $0.0020
      1 calls"
    `);
    // What is judged again does not count beside what replaces it, and is not counted after that.
    const again = await run({ n: 22, rejudge: "all", verdict: "structured" });
    expect(again).toContain("22 new, 22 in all");
    expect(again).not.toContain("Notice: the verdicts");
    expect(await run({ n: 23 })).not.toContain("in text");
    const more = await run({ n: 24, verdict: "text" });
    expect(more).toContain("the verdicts of 23 stored judgments of j are structured");
  });

  it("of which the first cannot be read go on in fields, as they were begun", async () => {
    const { bench, run } = scene();
    reply = () => "I like both.";
    await run({ n: 1, repair: false });
    reply = inFields;
    expect(await run({ n: 3 })).toMatchInlineSnapshot(`
      "To judge: j: 1 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, $0.0010 to $0.0168
      Judgments of j: 2 done · 0 left · $0.0040 · 0 s
      1 judgment of j has no verdict; --rejudge errors asks again (with --dry-run it only tells the price).
      > Judgments of j: 2 new, 3 in all; 2,000 tokens in and 200 out, $0.0040
      2 calls"
    `);
    expect(storedPairs(bench, "j").map(({ verdict_kind }) => verdict_kind)).toEqual([
      undefined,
      "structured",
      "structured",
    ]);
  });

  it("that come without probabilities", async () => {
    const { run } = scene();
    reply = (request) => (about(request, "q1です") ? "{}" : inFields(request));
    expect(await run({ mode: "pairwise-all", soft: true })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0124 to $0.20
      Judgments of j: 24 done · 0 left · $0.0600 · 0 s
      j: no probabilities came with 18 judgments; their verdicts are hard ones.
      6 judgments of j have no verdict; --rejudge errors asks again (with --dry-run it only tells the price).
      > Judgments of j: 24 new, 24 in all; 6 of the new ones without a verdict; 30,000 tokens in and 3,000 out, $0.0600
      30 calls"
    `);
  });

  it("of texts that have changed since", async () => {
    const { run, change } = scene();
    await run({ mode: "pairwise-all" });
    change("answers/a.jsonl", (text) => text.replace("aのq0への", "aのq9への"));
    const mode = { mode: "pairwise-all" };
    expect(await run(mode)).toMatchInlineSnapshot(`
      "Warning: j: 4 of 24 judgments are about texts that have changed since: answers were replaced of a (4). They count. Choose what becomes of them: --stale keep (they count), drop (they are left out) or rejudge (the same games are judged again); in a config it is the key stale.
      > Judgments of j: all 24 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ mode: "pairwise-n", n: 24, stale: "drop" })).toMatchInlineSnapshot(`
      "Warning: j: 4 of 24 judgments are about texts that have changed since: answers were replaced of a (4). They are left out (stale: drop).
      To judge: j: 20 stored, 4 to make: about 1.3k tokens in, 0.1k to 3.2k out, $0.0021 to $0.0336
      Judgments of j: 4 done · 0 left · $0.0080 · 0 s
      > Judgments of j: 4 new, 24 in all; 4,000 tokens in and 400 out, $0.0080
      4 calls"
    `);
    expect(await run({ ...mode, stale: "keep" })).toMatchInlineSnapshot(`
      "> Judgments of j: all 24 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
    change("answers/b.jsonl", (text) => text.replace("bのq1への", "bのq8への"));
    expect(await run({ ...mode, stale: "rejudge", dryRun: true })).toMatchInlineSnapshot(`
      "Warning: j: 4 of 24 judgments are about texts that have changed since: answers were replaced of b (4). 4 judgments will be made again (stale: rejudge).
      > Judgments of j: 24 stored, 4 (4 of them again) to make: about 1.3k tokens in, 0.1k to 3.2k out, $0.0021 to $0.0336
      > Prompts of j: pair-ja (4 questions)
      > This was a dry run: nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ ...mode, stale: "rejudge" })).toMatchInlineSnapshot(`
      "Warning: j: 4 of 24 judgments are about texts that have changed since: answers were replaced of b (4). 4 judgments will be made again (stale: rejudge).
      To judge: j: 24 stored, 4 (4 of them again) to make: about 1.3k tokens in, 0.1k to 3.2k out, $0.0021 to $0.0336
      Judgments of j: 4 done · 0 left · $0.0080 · 0 s
      > Judgments of j: 4 new, 24 in all; 4,000 tokens in and 400 out, $0.0080
      4 calls"
    `);
    expect(await run({ ...mode, stale: "rejudge" })).toMatchInlineSnapshot(`
      "> Judgments of j: all 24 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
  });

  it("that end by a target, by time and by money", async () => {
    const { bench, run, wait } = scene();
    const record = (): unknown =>
      JSON.parse(readFileSync(join(bench, "model_judgment/j_pair_stop.json"), "utf8"));
    reply = (request) => {
      wait(1);
      return inFields(request);
    };
    expect(await run({ n: 24, stopMinutes: 3 })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0124 to $0.20
      Judgments of j: 1 done · 23 left · $0.0020 · 23 min 0 s to go
      Judgments of j: 2 done · 22 left · $0.0040 · 22 min 0 s to go
      Judgments of j: 3 done · 21 left · $0.0060 · 21 min 0 s to go
      Judgments of j: 3 done · 21 left · $0.0060 · 21 min 0 s to go
      > Judgments of j: 3 new, 3 in all; 3,000 tokens in and 300 out, $0.0060; stopped early: 3 minutes have passed
      3 calls"
    `);
    expect(record()).toMatchInlineSnapshot(`
      {
        "judgments": 3,
        "reason": "minutes",
        "schedule": "adaptive",
        "text": "3 minutes have passed",
      }
    `);
    reply = inFields;
    expect(await run({ n: 24, budgetUsd: 0.009 })).toMatchInlineSnapshot(`
      "To judge: j: 3 stored, 21 to make: about 6.7k tokens in, 0.4k to 17k out, $0.0109 to $0.18
      Judgments of j: 4 done · 17 left · $0.0080 · 0 s to go
      > Judgments of j: 4 new, 7 in all; 4,000 tokens in and 400 out, $0.0080; stopped early: the budget of $0.009 is used up ($0.008 spent; the next call to j may cost $0.0024)
      4 calls"
    `);
    expect(record()).toMatchInlineSnapshot(`
      {
        "judgments": 7,
        "reason": "budget",
        "schedule": "adaptive",
        "text": "the budget of $0.009 is used up ($0.008 spent; the next call to j may cost $0.0024)",
      }
    `);
    expect(await run({ stopHalfWidth: 20 })).toMatchInlineSnapshot(`
      "To judge: j: 7 stored, at most 17 to make: about 5.4k tokens in, 0.3k to 14k out, $0.0088 to $0.14
      Judgments of j: 17 done · 0 left · $0.0340 · 0 s
      j: all 24 judgments are made; the widest CR3 interval reaches 333.7 Elo to each side, not 20.
      > Judgments of j: 17 new, 24 in all; 17,000 tokens in and 1,700 out, $0.0340
      17 calls"
    `);
    expect(record()).toMatchInlineSnapshot(`
      {
        "judgments": 24,
        "reason": "n",
        "schedule": "adaptive",
        "text": "all 24 judgments that can be made are there; the widest CR3 interval reaches 333.7 Elo to each side, not 20",
      }
    `);
    expect(await run({ stopHalfWidth: 5000 })).toMatchInlineSnapshot(`
      "> Judgments of j: 24 judgments are there, which is enough: every CR3 interval reaches at most 5000 Elo to each side (the widest 333.7); nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ extend: 5 })).toMatchInlineSnapshot(`
      "n is 29, but only 24 different games can be played; all of them will be judged.
      > Judgments of j: all 24 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
    expect(record()).toMatchInlineSnapshot(`
      {
        "extend_to": 24,
        "judgments": 24,
        "reason": "n",
        "schedule": "adaptive",
        "text": "all 24 judgments that can be made are there",
      }
    `);
  });

  it("that fail before the time is over, in whose place nothing may have been judged", async () => {
    const { run, wait } = scene();
    fault = (request) => (about(request, "q0です") ? refusal("filtered") : undefined);
    reply = (request) => {
      wait(1);
      return inFields(request);
    };
    const told = await run({ firstN: 2, mode: "pairwise-all", stopMinutes: 2 });
    expect(told).toMatch(/\n\d judgments set aside because the calls failed for good:\n/);
    expect(told).toContain("stopped early: 2 minutes have passed");
  });

  it("that are made again, of which some fail, some are in time and the rest follow", async () => {
    const { run, wait } = scene();
    const few = { firstN: 2, mode: "pairwise-all" };
    await run(few);
    wait(1);
    fault = (request) => (about(request, "q0です") ? refusal("filtered") : undefined);
    reply = (request) => {
      wait(1);
      return inFields(request);
    };
    expect(await run({ ...few, rejudge: "all", stopMinutes: 4 })).toMatchInlineSnapshot(`
      "To judge: j: 12 stored, 12 (12 of them again) to make: about 3.8k tokens in, 0.2k to 9.6k out, $0.0062 to $0.10
      Set aside: a against b on question q0: filtered
      Set aside: b against a on question q0: filtered
      Set aside: a against c on question q0: filtered
      Set aside: c against a on question q0: filtered
      Set aside: b against c on question q0: filtered
      Set aside: c against b on question q0: filtered
      Judgments of j: 1 done · 5 left · 6 failed · $0.0020 · 43 s to go
      Judgments of j: 2 done · 4 left · 6 failed · $0.0040 · 1 min 0 s to go
      Judgments of j: 3 done · 3 left · 6 failed · $0.0060 · 1 min 0 s to go
      Judgments of j: 4 done · 2 left · 6 failed · $0.0080 · 48 s to go
      Judgments of j: 4 done · 2 left · 6 failed · $0.0080 · 48 s to go
      6 judgments set aside because the calls failed for good:
        6: a against b on question q0, b against a on question q0, a against c on question q0, c against a on question q0, b against c on question q0, c against b on question q0: filtered
      > Judgments of j: 4 new, 12 in all; 4,000 tokens in and 400 out, $0.0080; stopped early: 4 minutes have passed
      10 calls"
    `);
    expect(await run({ ...few, rejudge: "all", dryRun: true })).toMatchInlineSnapshot(`
      "> Judgments of j: 12 stored, 8 (8 of them again) to make: about 2.5k tokens in, 0.2k to 6.4k out, $0.0041 to $0.0672
      > Prompts of j: pair-ja (2 questions)
      > This was a dry run: nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ ...few, rejudge: "all" })).toMatchInlineSnapshot(`
      "To judge: j: 12 stored, 8 (8 of them again) to make: about 2.5k tokens in, 0.2k to 6.4k out, $0.0041 to $0.0672
      Set aside: a against b on question q0: filtered (again)
      Set aside: b against a on question q0: filtered (again)
      Set aside: a against c on question q0: filtered (again)
      Set aside: c against a on question q0: filtered (again)
      Set aside: b against c on question q0: filtered (again)
      Set aside: c against b on question q0: filtered (again)
      Judgments of j: 1 done · 1 left · 6 failed · $0.0020 · 9 s to go
      Judgments of j: 2 done · 0 left · 6 failed · $0.0040 · 2 min 0 s
      Judgments of j: 2 done · 0 left · 6 failed · $0.0040 · 2 min 0 s
      6 judgments set aside because the calls failed for good; nothing is left to judge in the place of 6:
        6: a against b on question q0, b against a on question q0, a against c on question q0, c against a on question q0, b against c on question q0, c against b on question q0: filtered (again)
      > Judgments of j: 2 new, 12 in all; 2,000 tokens in and 200 out, $0.0040
      ! Incomplete: Refused for good: 6 judgments; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused.
      2 calls"
    `);
    fault = () => undefined;
    expect(await run({ ...few, rejudge: "all", retryRefused: true })).toMatchInlineSnapshot(`
      "To judge: j: 12 stored, 6 (6 of them again) to make: about 1.9k tokens in, 0.1k to 4.8k out, $0.0031 to $0.0504
      Judgments of j: 1 done · 5 left · $0.0020 · 5 min 0 s to go
      Judgments of j: 2 done · 4 left · $0.0040 · 4 min 0 s to go
      Judgments of j: 3 done · 3 left · $0.0060 · 3 min 0 s to go
      Judgments of j: 4 done · 2 left · $0.0080 · 2 min 0 s to go
      Judgments of j: 5 done · 1 left · $0.0100 · 1 min 0 s to go
      Judgments of j: 6 done · 0 left · $0.0120 · 6 min 0 s
      Judgments of j: 6 done · 0 left · $0.0120 · 6 min 0 s
      > Judgments of j: 6 new, 12 in all; 6,000 tokens in and 600 out, $0.0120
      6 calls"
    `);
    expect(await run({ ...few, rejudge: "all", dryRun: true })).toMatchInlineSnapshot(`
      "> Judgments of j: 12 stored, 12 (12 of them again) to make: about 3.8k tokens in, 0.2k to 9.6k out, $0.0062 to $0.10
      > Prompts of j: pair-ja (2 questions)
      > This was a dry run: nothing was called or paid for.
      0 calls"
    `);
  });

  it("that reach a target on the way, with several in flight", async () => {
    const { bench, run } = scene();
    expect(await run({ n: 24, stopHalfWidth: 500, parallel: 3 })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, at most 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0124 to $0.20
      Judgments of j: 17 done · 7 left · $0.0340 · 0 s to go
      > Judgments of j: 17 new, 17 in all; 17,000 tokens in and 1,700 out, $0.0340; stopped: every CR3 interval reaches at most 500 Elo to each side (the widest 474.2)
      17 calls"
    `);
    const one = scene();
    expect(await one.run({ stopHalfWidth: 500 })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, at most 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0124 to $0.20
      Judgments of j: 15 done · 9 left · $0.0300 · 0 s to go
      > Judgments of j: 15 new, 15 in all; 15,000 tokens in and 1,500 out, $0.0300; stopped: every CR3 interval reaches at most 500 Elo to each side (the widest 439.6)
      15 calls"
    `);
    expect(storedPairs(bench, "j").length).toBe(17);
    // It is looked at every few verdicts only.
    const ends: number[] = [];
    for (const stopHalfWidth of [400, 430]) {
      const other = scene();
      await other.run({ n: 24, stopHalfWidth });
      ends.push(storedPairs(other.bench, "j").length);
    }
    expect(ends).toEqual([24, 24]);
  });

  it("whose first reply has no verdict, and the second fails, or has none either", async () => {
    const { bench, run } = scene();
    const isRepair = ({ body }: RecordedRequest): boolean =>
      (body.messages as { role: string }[]).some(({ role }) => role === "assistant");
    reply = () => "I like both.";
    fault = (request) => (isRepair(request) ? refusal("filtered") : undefined);
    expect(await run({ n: 1 })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 1 to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0084
      Judgments of j: 1 done · 0 left · $0.0020 · 0 s
      1 judgment of j has no verdict; --rejudge errors asks again (with --dry-run it only tells the price).
      > Judgments of j: 1 new, 1 in all; 1 of the new ones without a verdict; 1,000 tokens in and 100 out, $0.0020
      2 calls"
    `);
    fault = () => undefined;
    expect(await run({ n: 2 })).toMatchInlineSnapshot(`
      "To judge: j: 1 stored, 1 to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0084
      Judgments of j: 1 done · 0 left · $0.0040 · 0 s
      2 judgments of j have no verdict; --rejudge errors asks again (with --dry-run it only tells the price).
      > Judgments of j: 1 new, 2 in all; 1 of the new ones without a verdict; 2,000 tokens in and 200 out, $0.0040
      2 calls"
    `);
    reply = (request) => (isRepair(request) ? inFields(request) : "I like both.");
    expect(await run({ n: 3 })).toMatchInlineSnapshot(`
      "To judge: j: 2 stored, 1 to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0084
      Judgments of j: 1 done · 0 left · $0.0040 · 0 s
      2 judgments of j have no verdict; --rejudge errors asks again (with --dry-run it only tells the price).
      > Judgments of j: 1 new, 3 in all; 2,000 tokens in and 200 out, $0.0040
      2 calls"
    `);
    const rows = storedPairs(bench, "j");
    expect(
      rows.map(({ winner, judgment, usage }) => [winner, judgment, usage]),
    ).toMatchInlineSnapshot(`
      [
        [
          "error",
          "I like both.",
          {
            "cost_usd": 0.002,
            "input_tokens": 1000,
            "output_tokens": 100,
            "seconds": 0,
          },
        ],
        [
          "error",
          "I like both.

      [repair]
      I like both.",
          {
            "cost_usd": 0.004,
            "input_tokens": 2000,
            "output_tokens": 200,
            "seconds": 0,
          },
        ],
        [
          2,
          "I like both.

      [repair]
      {"explanation":"One is clearer.","winner":2}",
          {
            "cost_usd": 0.004,
            "input_tokens": 2000,
            "output_tokens": 200,
            "seconds": 0,
          },
        ],
      ]
    `);
  });

  it("by prompts that cannot be used, and by prompts of one's own", async () => {
    const { bench, run } = scene();
    const file = join(bench, "mine.jsonl");
    const prompt = {
      name: "mine",
      type: "pairwise",
      system_prompt: "S",
      prompt_template: "{question} {answer_a} {answer_b}",
      output_format: "[[A]]",
    };
    const lines = [
      "{",
      "[1]",
      ...[{ type: "both" }, { type: undefined }, { output_format: "XML" }, { name: 3 }],
      ...[{ name: "" }, { system_prompt: 5 }],
      ...[{ prompt_template: "{question}" }, { prompt_template: undefined }],
      ...[
        { type: "single", prompt_template: "{question} {answer}", output_format: "[[rating]]" },
        {},
      ],
    ].map((one) => (typeof one === "string" ? one : JSON.stringify({ ...prompt, ...one })));
    reply = () => "[[A]]";
    const said: string[] = [];
    for (const text of [...lines, `${lines.at(-1)}\n${lines.at(-1)}`, ""]) {
      writeFileSync(file, text);
      said.push(
        text.replace(JSON.stringify(prompt).slice(1, -1), "…"),
        await run({ n: 2, judgeFile: file }),
      );
    }
    expect(said.join("\n")).toMatchInlineSnapshot(`
      "{
      ! UserError: …/b/mine.jsonl:1 is not valid JSON: Expected property name or '}' in JSON at position 1
      0 calls
      [1]
      ! UserError: …/b/mine.jsonl:1: "name" must be a text
      0 calls
      {"name":"mine","type":"both","system_prompt":"S","prompt_template":"{question} {answer_a} {answer_b}","output_format":"[[A]]"}
      ! UserError: …/b/mine.jsonl:1: "type" must be "pairwise" or "single", got "both"
      0 calls
      {"name":"mine","system_prompt":"S","prompt_template":"{question} {answer_a} {answer_b}","output_format":"[[A]]"}
      ! UserError: …/b/mine.jsonl:1: "type" must be a text
      0 calls
      {"name":"mine","type":"pairwise","system_prompt":"S","prompt_template":"{question} {answer_a} {answer_b}","output_format":"XML"}
      ! UserError: …/b/mine.jsonl:1: output_format "XML" is unknown; known: last, [[A]], [[A>>B]], [[rating]], [[rating_a,rating_b]], json
      0 calls
      {"name":3,"type":"pairwise","system_prompt":"S","prompt_template":"{question} {answer_a} {answer_b}","output_format":"[[A]]"}
      ! UserError: …/b/mine.jsonl:1: "name" must be a text
      0 calls
      {"name":"","type":"pairwise","system_prompt":"S","prompt_template":"{question} {answer_a} {answer_b}","output_format":"[[A]]"}
      ! UserError: …/b/mine.jsonl:1: "name" must not be empty
      0 calls
      {"name":"mine","type":"pairwise","system_prompt":5,"prompt_template":"{question} {answer_a} {answer_b}","output_format":"[[A]]"}
      ! UserError: …/b/mine.jsonl:1: "system_prompt" must be a text
      0 calls
      {"name":"mine","type":"pairwise","system_prompt":"S","prompt_template":"{question}","output_format":"[[A]]"}
      ! UserError: …/b/mine.jsonl:1: the prompt_template shows the judge no {answer_a}
      0 calls
      {"name":"mine","type":"pairwise","system_prompt":"S","output_format":"[[A]]"}
      ! UserError: …/b/mine.jsonl:1: "prompt_template" must be a text
      0 calls
      {"name":"mine","type":"single","system_prompt":"S","prompt_template":"{question} {answer}","output_format":"[[rating]]"}
      ! UserError: no judge prompt fits (type pairwise, one turn, without reference); there are: mine
      0 calls
      {…}
      To judge: j: 0 stored, 2 to make: about 0.0k tokens in, 0.0k to 1.6k out, $0.0004 to $0.0161
      Judgments of j: 2 done · 0 left · $0.0040 · 0 s
      > Judgments of j: 2 new, 2 in all; 2,000 tokens in and 200 out, $0.0040
      2 calls
      {…}
      {"name":"mine","type":"pairwise","system_prompt":"S","prompt_template":"{question} {answer_a} {answer_b}","output_format":"[[A]]"}
      ! UserError: several judge prompts fit (type pairwise, one turn, without reference): mine, mine; choose one with judge_prompt (--judge-prompt)
      0 calls

      ! UserError: no judge prompt fits (type pairwise, one turn, without reference); there are: none
      0 calls"
    `);
  });

  it("by several judges", async () => {
    const { run } = scene();
    const names = ["j", "k", "u", "f"];
    const others = [
      { id: "k", path: "k-1", price: { input: 2, output: 4 } },
      { id: "u", path: "u-1", price: undefined },
      { id: "f", path: "f-1", price: { input: 0, output: 0 } },
    ];
    const told = [
      await run({ judgeModel: names, n: 3, dryRun: true }, {}, others),
      await run({ judgeModel: ["j", "k"], n: 2000, stopHalfWidth: 9, dryRun: true }, {}, others),
      // They judge at the same time.
      (await run({ judgeModel: names, n: 3 }, {}, others)).split("\n").sort().join("\n"),
      await run({ judgeModel: ["j", "k"], n: 5, budgetUsd: 0.011 }, {}, others),
      await run({ judgeModel: ["u"], n: 5, budgetUsd: 1 }, {}, others),
    ];
    expect(told.join("\n\n")).toMatchInlineSnapshot(`
      "The judge k is the one of …/config.json (openai: k-1), with --parallel over it.
      The judge u is the one of …/config.json (openai: u-1), with --parallel over it.
      The judge f is the one of …/config.json (openai: f-1), with --parallel over it.
      > Judgments of j: 0 stored, 3 to make: about 1.0k tokens in, 0.1k to 2.4k out, $0.0016 to $0.0252
      > Prompts of j: pair-ja (4 questions)
      > Judgments of k: 0 stored, 3 to make: about 1.0k tokens in, 0.1k to 2.4k out, $0.0021 to $0.0120
      > Prompts of k: pair-ja (4 questions)
      > Judgments of u: 0 stored, 3 to make: about 1.0k tokens in, 0.1k to 2.4k out, price unknown (set price for the model, or put it into prices.json, to see the cost)
      > Prompts of u: pair-ja (4 questions)
      > Judgments of f: 0 stored, 3 to make, free
      > Prompts of f: pair-ja (4 questions)
      > Judgments of all judges: 9 to make, $0.0037 to $0.0372 and the unknown price of u
      > This was a dry run: nothing was called or paid for.
      0 calls

      The judge k is the one of …/config.json (openai: k-1), with --parallel over it.
      n is 2,000, but only 24 different games can be played; all of them will be judged.
      n is 2,000, but only 24 different games can be played; all of them will be judged.
      > Judgments of j: 0 stored, at most 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0124 to $0.20
      > Prompts of j: pair-ja (4 questions)
      > Judgments of k: 0 stored, at most 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0172 to $0.0959
      > Prompts of k: pair-ja (4 questions)
      > Judgments of all judges: at most 48 to make, $0.0296 to $0.30
      > This was a dry run: nothing was called or paid for.
      0 calls

      12 calls
      > Judgments of f: 3 new, 3 in all; 3,000 tokens in and 300 out
      > Judgments of j: 3 new, 3 in all; 3,000 tokens in and 300 out, $0.0060
      > Judgments of k: 3 new, 3 in all; 3,000 tokens in and 300 out, $0.0072
      > Judgments of u: 3 new, 3 in all; 3,000 tokens in and 300 out, cost unknown
      Judgments of f: 3 done · 0 left · 0 s
      Judgments of j: 3 done · 0 left · $0.0060 · 0 s
      Judgments of k: 3 done · 0 left · $0.0072 · 0 s
      Judgments of u: 3 done · 0 left · 0 s
      The judge f is the one of …/config.json (openai: f-1), with --parallel over it.
      The judge k is the one of …/config.json (openai: k-1), with --parallel over it.
      The judge u is the one of …/config.json (openai: u-1), with --parallel over it.
      To judge: all judges: 9 to make, $0.0037 to $0.0372 and the unknown price of u
      To judge: j: 0 stored, 3 to make: about 1.0k tokens in, 0.1k to 2.4k out, $0.0016 to $0.0252
      To judge: k: 0 stored, 3 to make: about 1.0k tokens in, 0.1k to 2.4k out, $0.0021 to $0.0120
      To judge: u: 0 stored, 3 to make: about 1.0k tokens in, 0.1k to 2.4k out, price unknown (set price for the model, or put it into prices.json, to see the cost)
      Warning: f asks for f-1, and the server says that j-1 answers.
      Warning: k asks for k-1, and the server says that j-1 answers.
      Warning: u asks for u-1, and the server says that j-1 answers.

      The judge k is the one of …/config.json (openai: k-1), with --parallel over it.
      To judge: j: 3 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, $0.0010 to $0.0168
      To judge: k: 3 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, $0.0014 to $0.0080
      To judge: all judges: 4 to make, $0.0025 to $0.0248
      Judgments of j: 2 done · 0 left · $0.0040 · 0 s
      Warning: k asks for k-1, and the server says that j-1 answers.
      Judgments of k: 2 done · 0 left · $0.0048 · 0 s
      > Judgments of j: 2 new, 5 in all; 2,000 tokens in and 200 out, $0.0040
      > Judgments of k: 2 new, 5 in all; 2,000 tokens in and 200 out, $0.0048
      4 calls

      The judge u is the one of …/config.json (openai: u-1), with --parallel over it.
      ! UserError: there is a budget, but the price of u-1 is unknown; set price: {"input": …, "output": …} (US dollars per million tokens; 0 where it costs nothing) for u, or put it into prices.json
      0 calls"
    `);
  });

  it("of questions with two turns and references, in categories with prompts of their own", async () => {
    const { bench, run, change } = scene({ models: ["a", "b"] });
    change("questions.jsonl", (text) =>
      text
        .replace(
          '"turns":["質問q0です。"]',
          '"turns":["質問q0です。","続き"],"reference":["参考","次"]',
        )
        .replace('"q1","category":"c"', '"q1","category":"math","reference":["42"]')
        .replace("質問q2です。", "What is it?"),
    );
    for (const id of ["a", "b"]) {
      change(`answers/${id}.jsonl`, (text) =>
        text.replace(`"${id}のq0への答えです。"`, `"${id}のq0への答えです。","${id}の次"`),
      );
    }
    const all = { mode: "pairwise-all" };
    const told = [
      await run({ ...all, dryRun: true }),
      await run({ ...all, judgeTurns: 1, dryRun: true }),
      await run(all),
      await run({ mode: "single", dryRun: true }),
      await run({ mode: "pairwise-baseline", baselineModel: "b" }),
    ];
    const rows = storedPairs(bench, "j").map(
      ({ question_id, turn, judge, prompt }) =>
        `${question_id} ${turn} ${judge[1]} ${prompt.includes("42")}`,
    );
    expect([...told, ...rows].join("\n")).toMatchInlineSnapshot(`
      "> Judgments of j: 0 stored, 10 to make: about 2.9k tokens in, 0.2k to 8.0k out, $0.0049 to $0.0836
      > Prompts of j: pair-ja (2 questions), pair-ja-ref (1 question), pair-en (1 question)
      > This was a dry run: nothing was called or paid for.
      0 calls
      > Judgments of j: 0 stored, 8 to make: about 2.3k tokens in, 0.2k to 6.4k out, $0.0039 to $0.0668
      > Prompts of j: pair-ja (2 questions), pair-ja-ref (1 question), pair-en (1 question)
      > This was a dry run: nothing was called or paid for.
      0 calls
      To judge: j: 0 stored, 10 to make: about 2.9k tokens in, 0.2k to 8.0k out, $0.0049 to $0.0836
      Judgments of j: 10 done · 0 left · $0.0200 · 0 s
      > Judgments of j: 10 new, 10 in all; 10,000 tokens in and 1,000 out, $0.0200
      10 calls
      > Judgments of j: 0 stored, 10 to make: about 2.4k tokens in, 0.2k to 8.0k out, $0.0044 to $0.0831
      > Prompts of j: single-ja (2 questions), single-ja-ref (1 question), single-en (1 question)
      > This was a dry run: nothing was called or paid for.
      0 calls
      > Judgments of j: all 10 judgments are there already; nothing was called or paid for.
      0 calls
      q0 1 pair-ja false
      q0 1 pair-ja false
      q0 2 pair-ja-multi-turn false
      q0 2 pair-ja-multi-turn false
      q1 1 pair-ja-ref true
      q1 1 pair-ja-ref true
      q2 1 pair-en false
      q2 1 pair-en false
      q3 1 pair-ja false
      q3 1 pair-ja false"
    `);
  });

  it("of answers that look broken, of which is told where something is judged", async () => {
    const { run, change } = scene();
    change("answers/a.jsonl", (text) => text.replace("aのq0への答えです。", ""));
    expect(await run({ n: 2 })).toMatchInlineSnapshot(`
      "Worth a look before judging:
        a: 1 of 4 answers are empty (question q0)
      To judge: j: 0 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, $0.0010 to $0.0168
      Judgments of j: 2 done · 0 left · $0.0040 · 0 s
      > Judgments of j: 2 new, 2 in all; 2,000 tokens in and 200 out, $0.0040
      2 calls"
    `);
    expect(await run({ n: 2 })).toMatchInlineSnapshot(`
      "> Judgments of j: all 2 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ n: 2, strict: true })).toMatchInlineSnapshot(`
      "! UserError: the answers have faults (without --strict they are only reported):
        a: 1 of 4 answers are empty (question q0)
      0 calls"
    `);
  });

  it("by a judge whose price nobody knows", async () => {
    const { run } = scene({ prices: false });
    expect(await run({ n: 2 })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 2 to make: about 0.6k tokens in, 0.0k to 1.6k out, price unknown (set price for the model, or put it into prices.json, to see the cost)
      Judgments of j: 2 done · 0 left · 0 s
      > Judgments of j: 2 new, 2 in all; 2,000 tokens in and 200 out, cost unknown
      2 calls"
    `);
    expect(await run({ n: 4, budgetUsd: 1 })).toMatchInlineSnapshot(`
      "! UserError: there is a budget, but the price of j-1 is unknown; set price: {"input": …, "output": …} (US dollars per million tokens; 0 where it costs nothing) for j, or put it into prices.json
      0 calls"
    `);
  });
});

describe("grades", () => {
  const score = ({ body }: RecordedRequest): string =>
    JSON.stringify({ explanation: "", score: 1 + (JSON.stringify(body.messages).length % 10) });

  it("that are made, are there, and are made again", async () => {
    const { bench, run, change } = scene();
    reply = (request) => (about(request, "bのq0") ? "No idea." : score(request));
    const mode = { mode: "single", repair: false };
    expect(await run(mode)).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 12 to make: about 3.2k tokens in, 0.2k to 9.6k out, $0.0056 to $0.1000
      Judgments of j: 12 done · 0 left · $0.0240 · 0 s
      1 judgment of j has no verdict; --rejudge errors asks again (with --dry-run it only tells the price).
      > Judgments of j: 12 new, 12 in all; 1 of the new ones without a verdict; 12,000 tokens in and 1,200 out, $0.0240
      12 calls"
    `);
    const rows = readFileSync(join(bench, "model_judgment/j_single.jsonl"), "utf8");
    const { user_prompt, hashes, ...row } = JSON.parse(rows.split("\n")[0]);
    expect(user_prompt).toContain("質問");
    expect({ ...row, hashes: Object.keys(hashes) }).toMatchInlineSnapshot(`
      {
        "asked_model": "j-1",
        "hashes": [
          "prompt",
          "question",
          "answers",
        ],
        "judge": [
          "j",
          "single-ja",
        ],
        "judgment": "{"explanation":"","score":8}",
        "model": "a",
        "question_id": "q0",
        "score": 8,
        "served_model": "j-1",
        "tstamp": 1700000000,
        "turn": 1,
        "usage": {
          "cost_usd": 0.002,
          "input_tokens": 1000,
          "output_tokens": 100,
          "seconds": 0,
        },
        "verdict_kind": "structured",
      }
    `);
    expect(await run({ ...mode, rejudge: "errors", dryRun: true })).toMatchInlineSnapshot(`
      "> Judgments of j: 11 stored, 1 (1 of them again) to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0083
      > Prompts of j: single-ja (4 questions)
      > This was a dry run: nothing was called or paid for.
      0 calls"
    `);
    reply = score;
    expect(await run({ ...mode, rejudge: "errors" })).toMatchInlineSnapshot(`
      "To judge: j: 11 stored, 1 (1 of them again) to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0083
      Judgments of j: 1 done · 0 left · $0.0020 · 0 s
      > Judgments of j: 1 new, 12 in all; 1,000 tokens in and 100 out, $0.0020
      1 calls"
    `);
    change("answers/a.jsonl", (text) => text.replace("aのq0への", "aのq9への"));
    expect(await run(mode)).toMatchInlineSnapshot(`
      "Warning: j: 1 of 12 judgments are about texts that have changed since: answers were replaced of a (1). They count. Choose what becomes of them: --stale keep (they count), drop (they are left out) or rejudge (the same games are judged again); in a config it is the key stale.
      > Judgments of j: all 12 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
    expect(await run({ ...mode, stale: "rejudge" })).toMatchInlineSnapshot(`
      "Warning: j: 1 of 12 judgments are about texts that have changed since: answers were replaced of a (1). 1 judgment will be made again (stale: rejudge).
      To judge: j: 11 stored, 1 (1 of them again) to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0083
      Judgments of j: 1 done · 0 left · $0.0020 · 0 s
      > Judgments of j: 1 new, 12 in all; 1,000 tokens in and 100 out, $0.0020
      1 calls"
    `);
    change("answers/a.jsonl", (text) => text.replace("aのq1への", "aのq8への"));
    expect(await run({ ...mode, stale: "drop" })).toMatchInlineSnapshot(`
      "Warning: j: 1 of 12 judgments are about texts that have changed since: answers were replaced of a (1). They are left out (stale: drop).
      To judge: j: 11 stored, 1 to make: about 0.3k tokens in, 0.0k to 0.8k out, $0.0005 to $0.0083
      Judgments of j: 1 done · 0 left · $0.0020 · 0 s
      > Judgments of j: 1 new, 12 in all; 1,000 tokens in and 100 out, $0.0020
      1 calls"
    `);
    change("answers/c.jsonl", (text) => `${text}{torn\n`);
    change("model_judgment/j_single.jsonl", (text) => `${text}{"question_id": "q0"}\n`);
    expect(await run({ ...mode, stale: "keep", verdict: "text" })).toMatchInlineSnapshot(`
      "Warning: …/b/answers/c.jsonl:5: Expected property name or '}' in JSON at position 1; the line was left out
      …/b/model_judgment/j_single.jsonl:16: "score" is missing (a number (-1 for none)); the line was left out
      > Judgments of j: all 12 judgments are there already; nothing was called or paid for.
      0 calls"
    `);
  });

  it("of a judge that plays, by a scale of one's own, in text", async () => {
    const { bench, run } = scene({ models: ["a", "b", "j"] });
    const prompt = {
      name: "five",
      type: "single",
      system_prompt: "Grade from 1 to 5.",
      prompt_template: "{question}\n{answer}",
      output_format: "[[rating]]",
      scale: "1-5",
    };
    const file = join(bench, "five.jsonl");
    writeFileSync(file, `${JSON.stringify(prompt)}\n`);
    reply = () => "Rating: [[4]]";
    const flags = { mode: "single", judgeFile: file };
    expect(await run(flags)).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 8 to make: about 0.2k tokens in, 0.2k to 6.4k out, $0.0018 to $0.0642
      j does not grade its own answers (j); judge_own_answers: true (--judge-own-answers) has it do so, as LLM Judge does.
      Judgments of j: 8 done · 0 left · $0.0160 · 0 s
      > Judgments of j: 8 new, 8 in all; 8,000 tokens in and 800 out, $0.0160
      8 calls"
    `);
    served = "other";
    expect(await run({ ...flags, judgeOwnAnswers: true }, { path: "j-2" })).toMatchInlineSnapshot(`
      "To judge: j: 8 stored, 4 to make: about 0.1k tokens in, 0.1k to 3.2k out, $0.0009 to $0.0321
      Warning: stored judgments of j asked for j-1 (8), and now it asks for j-2. Give another model another id, or its verdicts count together with theirs.
      j: the stored judgments have verdicts in text, and judging goes on so. verdict: "structured" (--verdict structured) asks for the rest with a schema.
      Warning: j asks for j-2, and the server says that other answers.
      Warning: the server of j says that other answers now; before it was j-1. Replies of both are stored under one name.
      Judgments of j: 4 done · 0 left · $0.0080 · 0 s
      > Judgments of j: 4 new, 12 in all; 4,000 tokens in and 400 out, $0.0080
      4 calls"
    `);
    const rows = readFileSync(join(bench, "model_judgment/j_single.jsonl"), "utf8");
    const { user_prompt, hashes, ...row } = JSON.parse(rows.trim().split("\n").at(-1) ?? "");
    expect(row).toMatchInlineSnapshot(`
      {
        "asked_model": "j-2",
        "grade_scale": "1-5",
        "judge": [
          "j",
          "five",
        ],
        "judgment": "Rating: [[4]]",
        "model": "j",
        "question_id": "q3",
        "score": 4,
        "served_model": "other",
        "tstamp": 1700000000,
        "turn": 1,
        "usage": {
          "cost_usd": 0.002,
          "input_tokens": 1000,
          "output_tokens": 100,
          "seconds": 0,
        },
      }
    `);
  });

  it("that are refused have nothing in their place", async () => {
    const { run } = scene();
    fault = (request) => (about(request, "q1です") ? refusal("filtered") : undefined);
    reply = score;
    expect(await run({ mode: "single" })).toMatchInlineSnapshot(`
      "To judge: j: 0 stored, 12 to make: about 3.2k tokens in, 0.2k to 9.6k out, $0.0056 to $0.1000
      Set aside: the grade of a on question q1: filtered
      Set aside: the grade of b on question q1: filtered
      Set aside: the grade of c on question q1: filtered
      Judgments of j: 9 done · 0 left · 3 failed · $0.0180 · 0 s
      3 judgments set aside because the calls failed for good; nothing is left to judge in the place of 3:
        3: the grade of a on question q1, the grade of b on question q1, the grade of c on question q1: filtered
      > Judgments of j: 9 new, 9 in all; 9,000 tokens in and 900 out, $0.0180
      ! Incomplete: Refused for good: 3 judgments; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused.
      12 calls"
    `);
    expect(await run({ mode: "single" })).toMatchInlineSnapshot(`
      "To judge: j: 9 stored, 3 to make: about 0.8k tokens in, 0.1k to 2.4k out, $0.0014 to $0.0250
      Set aside: the grade of a on question q1: filtered (again)
      Set aside: the grade of b on question q1: filtered (again)
      Set aside: the grade of c on question q1: filtered (again)
      Judgments of j: 0 done · 0 left · 3 failed · $0 · 0 s
      3 judgments set aside because the calls failed for good; nothing is left to judge in the place of 3:
        3: the grade of a on question q1, the grade of b on question q1, the grade of c on question q1: filtered (again)
      > Judgments of j: 0 new, 9 in all
      ! Incomplete: Refused for good: 3 judgments; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused.
      0 calls"
    `);
    fault = () => undefined;
    expect(await run({ mode: "single", retryRefused: true })).toMatchInlineSnapshot(`
      "To judge: j: 9 stored, 3 to make: about 0.8k tokens in, 0.1k to 2.4k out, $0.0014 to $0.0250
      Judgments of j: 3 done · 0 left · $0.0060 · 0 s
      > Judgments of j: 3 new, 12 in all; 3,000 tokens in and 300 out, $0.0060
      3 calls"
    `);
  });
});

it.each([
  ["pairwise", "pairwise-all", "{answer_a} {answer_b}", ["explanation", "winner"]],
  ["single", "single", "{answer}", ["explanation", "score"]],
])(
  "has %s prompts of one's own in JSON answered by their schema",
  async (type, mode, answers, fields) => {
    const { bench, run } = scene();
    const file = join(bench, "json.jsonl");
    const prompt = { name: "mine", type, system_prompt: "JSON.", output_format: "json" };
    const prompt_template = `{question} ${answers}`;
    writeFileSync(file, `${JSON.stringify({ ...prompt, prompt_template })}\n`);
    reply = (request) => (type === "single" ? '{"score": 3}' : inFields(request));
    const asked = server.requests.length;
    await run({ mode, judgeFile: file, firstN: 1, verdict: "text" });
    const bodies = server.requests.slice(asked).map(({ body }) => body);
    expect(bodies).toHaveLength(type === "single" ? 3 : 6);
    for (const { response_format } of bodies) {
      const { json_schema } = response_format as {
        json_schema: { schema: { required: string[] } };
      };
      expect(json_schema.schema.required).toEqual(fields);
    }
  },
);

it("refuses flags that do not go together, before anything is called", async () => {
  const { run } = scene();
  const flags: Record<string, unknown>[] = [
    { mode: "pairwise-baseline" },
    { mode: "pairwise-all", stopHalfWidth: 20 },
    { mode: "single", stopSeparated: true },
    { mode: "pairwise-baseline", baselineModel: "a", extend: 3 },
    { extend: 3, n: 4 },
    { extend: 3, stopHalfWidth: 4 },
    { extend: 3, stopSeparated: true },
    {},
    { stopSeparated: true, schedule: "fewest-matches" },
    { n: 4, goal: "new-model" },
    { n: 4, newModel: "a" },
    { n: 4, goal: "new-model", newModel: "x" },
    { n: 4, goal: "top-k" },
    { n: 4, topKModels: 2 },
    { n: 4, anchor: "x.json" },
    { stopHalfWidth: 9, goal: "new-model", newModel: "a", anchor: "x.json" },
    { n: 4, detach: true },
    { n: 4, batchRound: 5 },
    { mode: "pairwise-baseline", baselineModel: "x" },
    { n: 4, modelList: ["a", "x"] },
    { n: 4, language: "en", dryRun: true },
  ];
  const said: string[] = [];
  for (const one of flags) said.push(JSON.stringify(one), await run(one));
  expect(said.join("\n")).toMatchInlineSnapshot(`
    "{"mode":"pairwise-baseline"}
    ! UsageError: --mode pairwise-baseline needs --baseline-model
    0 calls
    {"mode":"pairwise-all","stopHalfWidth":20}
    ! UsageError: --stop-half-width, --stop-separated and --extend are for --mode pairwise-n; pairwise-all judges everything
    0 calls
    {"mode":"single","stopSeparated":true}
    ! UsageError: --stop-half-width, --stop-separated and --extend are for --mode pairwise-n; single judges everything
    0 calls
    {"mode":"pairwise-baseline","baselineModel":"a","extend":3}
    ! UsageError: --stop-half-width, --stop-separated and --extend are for --mode pairwise-n; pairwise-baseline judges everything
    0 calls
    {"extend":3,"n":4}
    ! UsageError: --extend says how much is judged; leave out --n and the stop rules
    0 calls
    {"extend":3,"stopHalfWidth":4}
    ! UsageError: --extend says how much is judged; leave out --n and the stop rules
    0 calls
    {"extend":3,"stopSeparated":true}
    ! UsageError: --extend says how much is judged; leave out --n and the stop rules
    0 calls
    {}
    n is 200, but only 24 different games can be played; all of them will be judged.
    To judge: j: 0 stored, 24 to make: about 7.6k tokens in, 0.5k to 19k out, $0.0124 to $0.20
    Judgments of j: 24 done · 0 left · $0.0480 · 0 s
    > Judgments of j: 24 new, 24 in all; 24,000 tokens in and 2,400 out, $0.0480
    24 calls
    {"stopSeparated":true,"schedule":"fewest-matches"}
    ! UsageError: --schedule fewest-matches needs --n even with a stop rule
    0 calls
    {"n":4,"goal":"new-model"}
    ! UsageError: --goal new-model and --new-model <id> go together
    0 calls
    {"n":4,"newModel":"a"}
    ! UsageError: --goal new-model and --new-model <id> go together
    0 calls
    {"n":4,"goal":"new-model","newModel":"x"}
    ! UserError: the new model "x" is not among the contestants with answers: a, b, c
    0 calls
    {"n":4,"goal":"top-k"}
    ! UsageError: --goal top-k and --top-k-models <n> go together
    0 calls
    {"n":4,"topKModels":2}
    ! UsageError: --goal top-k and --top-k-models <n> go together
    0 calls
    {"n":4,"anchor":"x.json"}
    ! UsageError: --anchor is for --goal new-model, with --n or --extend: the stop rules need the board's own judgments
    0 calls
    {"stopHalfWidth":9,"goal":"new-model","newModel":"a","anchor":"x.json"}
    ! UsageError: --anchor is for --goal new-model, with --n or --extend: the stop rules need the board's own judgments
    0 calls
    {"n":4,"detach":true}
    ! UsageError: --detach goes with --batch
    0 calls
    {"n":4,"batchRound":5}
    ! UsageError: --batch-round goes with --batch
    0 calls
    {"mode":"pairwise-baseline","baselineModel":"x"}
    ! UserError: the baseline "x" is not among the contestants with answers: a, b, c
    0 calls
    {"n":4,"modelList":["a","x"]}
    ! UserError: …/b has no answers of x (there are answers of: a, b, c). Did you mean "a"?
    0 calls
    {"n":4,"language":"en","dryRun":true}
    Notice: --language is the language in which this command speaks; that of the judge prompts is --prompt-language.
    > Judgments of j: 24 stored, nothing more to judge
    > Prompts of j: pair-ja (4 questions)
    > This was a dry run: nothing was called or paid for.
    0 calls"
  `);
});
