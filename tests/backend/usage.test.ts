/** What servers say they used, and what it costs. */
import { describe, expect, it } from "vitest";
import { anthropicUsage } from "../../jrank/backend/api/anthropic.ts";
import { openAiUsage } from "../../jrank/backend/api/openai_protocol.ts";
import { addUsage, withCost } from "../../jrank/backend/call/usage.ts";

const tokens = (usage: ReturnType<typeof openAiUsage>) => [usage.input_tokens, usage.output_tokens];

describe("the usage of a completion", () => {
  it("takes thinking that only total_tokens shows as output", () => {
    const usage = { prompt_tokens: 300, completion_tokens: 5, total_tokens: 2305 };
    expect(openAiUsage(usage)).toEqual({
      input_tokens: 300,
      output_tokens: 2005,
      reasoning_tokens: 2000,
    });
    // Nothing visible at all.
    expect(tokens(openAiUsage({ prompt_tokens: 300, total_tokens: 1300 }))).toEqual([300, 1000]);
  });

  it("counts thinking once, whether it is in the completion or beside it", () => {
    const thinking = { completion_tokens_details: { reasoning_tokens: 90 } };
    const inside = { prompt_tokens: 10, completion_tokens: 100, total_tokens: 110, ...thinking };
    expect(tokens(openAiUsage(inside))).toEqual([10, 100]);
    const beside = { prompt_tokens: 10, completion_tokens: 20, ...thinking };
    expect(tokens(openAiUsage(beside))).toEqual([10, 110]);
    expect(tokens(openAiUsage({ ...beside, total_tokens: 120 }))).toEqual([10, 110]);
  });

  it.each([
    [null],
    ["12 tokens"],
    [[]],
    [{ prompt_tokens: -5, completion_tokens: "20", total_tokens: Number.NaN }],
    [{ prompt_tokens: null, completion_tokens: Number.POSITIVE_INFINITY }],
  ])("knows nothing from %j", (usage) => {
    expect(openAiUsage(usage)).toEqual({});
    expect(withCost(openAiUsage(usage), { input: 1, output: 1 })).toEqual({});
  });

  it("is not led astray by a total that is less than its parts", () => {
    const usage = { prompt_tokens: 300, completion_tokens: 5, total_tokens: 7 };
    expect(openAiUsage(usage)).toEqual({ input_tokens: 300, output_tokens: 5 });
    expect(openAiUsage({ prompt_tokens: 300, total_tokens: 7 })).toEqual({ input_tokens: 300 });
  });
});

describe("what the cache served", () => {
  const price = { input: 2, output: 10, cached: 0.5 };
  it("has a price of its own, whatever the server calls it", () => {
    for (const cached of [
      { prompt_tokens_details: { cached_tokens: 800_000 } },
      { prompt_cache_hit_tokens: 800_000 },
    ]) {
      const usage = openAiUsage({ prompt_tokens: 1e6, completion_tokens: 0, ...cached });
      // 0.2 M at $2 and 0.8 M at $0.5
      expect(withCost(usage, price).cost_usd).toBeCloseTo(0.8, 12);
      expect(withCost(usage, { input: 2, output: 10 }).cost_usd).toBeCloseTo(2, 12);
    }
  });

  it("is nothing where nobody says so", () => {
    expect(withCost({ input_tokens: 100, output_tokens: 0 }, price).cost_usd).toBe(200 / 1e6);
  });

  it("is no more than what was read: a cost is never below 0", () => {
    const usage = { input_tokens: 100, output_tokens: 0, cached_tokens: 1e9 };
    expect(withCost(usage, price).cost_usd).toBeCloseTo((100 * 0.5) / 1e6, 15);
  });

  it("stands beside the input at Anthropic, and writing to it costs a quarter more", () => {
    const usage = anthropicUsage({
      input_tokens: 100_000,
      output_tokens: 10,
      cache_read_input_tokens: 400_000,
      cache_creation_input_tokens: 500_000,
    });
    expect(usage).toEqual({
      input_tokens: 1_000_000,
      output_tokens: 10,
      cached_tokens: 400_000,
      cache_write_tokens: 500_000,
    });
    // 0.1 M at 3, 0.4 M at 0.3, 0.5 M at 3.75, and 10 tokens at 15
    const cost = withCost(usage, { input: 3, output: 15, cached: 0.3 }).cost_usd;
    expect(cost).toBeCloseTo(0.3 + 0.12 + 1.875 + 0.00015, 12);
    expect(addUsage(usage, usage).cache_write_tokens).toBe(1_000_000);
  });
});
