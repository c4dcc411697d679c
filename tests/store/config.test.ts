import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../jrank/core/message.ts";
import { asOriginal, originalMeanings, resolveConfig } from "../../jrank/store/config/config.ts";
import { configReference } from "../../jrank/store/config/config_reference.ts";
import { configSchemaText } from "../../jrank/store/config/config_schema.ts";
import { checkConfig } from "../../jrank/store/config/read_config.ts";

const top = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), "utf8");

const small = (more: object = {}): unknown => ({
  benchmark_name: "b",
  models: { judge_models: [{ id: "j" }] },
  n: 10,
  ...more,
});

const faultsOf = (config: unknown, env = {}): string => {
  try {
    checkConfig(config, env);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a config", () => {
  it("takes the original's keys as they stand", () => {
    const original = {
      benchmark_name: "rakuda_v2",
      models: {
        local_models: [
          { id: "m", path: "models/m.gguf", conversation_template: "templates/rinna.json" },
        ],
        api_models: [{ id: "gpt-4", path: "gpt-4" }],
        judge_models: [{ id: "gpt-4", path: "gpt-4" }],
        baseline_model: "m",
      },
      max_token_length: 1024,
      temperature: 0,
      num_judges: 1,
      evaluation_mode: "pairwise_n",
      repetition_penalty: 1,
      top_p: 0.9,
      num_choices: 1,
      n: 200,
    };
    const config = checkConfig(original, {});
    expect(config.temperature).toBe(0);
    expect(config.evaluation_mode).toBe("pairwise-n");
  });

  it("of the original with its num_judges and without n means what the original does", () => {
    const config = checkConfig(small({ num_judges: 1000, n: undefined }), {});
    expect(originalMeanings(config).map(String)).toEqual([
      expect.stringContaining("num_judges is 1000 and judge_models names 1: all of them judge"),
      expect.stringContaining("200 judgments by each judge"),
    ]);
    expect(resolveConfig(asOriginal(config))).toMatchObject({ num_judges: 1, n: 200 });
    const other = checkConfig(small({ n: undefined, stop: { half_width: 50 } }), {});
    expect(originalMeanings(other)).toEqual([]);
    expect(asOriginal(other).n).toBeUndefined();
    const rule = checkConfig(small({ n: undefined, evaluation_mode: "pairwise-all" }), {});
    expect(asOriginal(rule).n).toBeUndefined();
  });

  it("lists the keys of models once, however many have an unknown one", () => {
    const models = ["a", "b", "c"].map((id) => ({ id, provider: "recorded", licence: "open" }));
    const faults = faultsOf({
      benchmark_name: "b",
      n: 1,
      models: { api_models: models, judge_models: [{ id: "j" }] },
    });
    expect(
      faults.match(/licence is not a key jrank knows\. Did you mean "license"\?/g),
    ).toHaveLength(3);
    expect(faults.match(/Allowed here/g)).toHaveLength(1);
  });

  it("may leave out lists of contestants, and substitutes the environment", () => {
    expect(checkConfig(small({ benchmark_name: "$" + "{BENCH}" }), { BENCH: "x" })).toMatchObject({
      benchmark_name: "x",
    });
  });

  it.each([
    [small({ seeed: 1 }), 'seeed is not a key jrank knows. Did you mean "seed"?'],
    [small({ judgments: 400 }), 'judgments is not a key jrank knows. Did you mean "n"?'],
    [
      {
        benchmark_name: "b",
        n: 1,
        models: { api_models: [{ id: "a", Model: "gpt" }], judge_models: [{ id: "j" }] },
      },
      'models.api_models[0].Model is not a key jrank knows. Did you mean "id"?',
    ],
    [small({ top_p: 2 }), "top_p must be at most 1, got 2"],
    [small({ n: 2.5 }), "n must be a whole number, got 2.5"],
    [small({ confidence: 1 }), "confidence must be less than 1, got 1"],
    [small({ evaluation_mode: "pairwise-m" }), 'Did you mean "pairwise-n"?'],
    [small({ evaluation_mode: "pairwise-baseline" }), "models.baseline_model is missing"],
    [{ benchmark_name: "b", n: 1 }, "models is missing; it must be an object"],
    [
      small({ models: { api_models: [{ id: "a" }, { id: "a" }], judge_models: [{ id: "j" }] } }),
      'models.api_models[1].id "a" is also the id of models.api_models[0].id',
    ],
    [small({ models: { judge_models: [] } }), "models.judge_models must have at least 1 entry"],
    [
      small({ models: { judge_models: [{ id: "j", api_key_enf: 1 }] } }),
      'Did you mean "api_key_env"?',
    ],
  ])("%j is told what is wrong", (config, message) => expect(faultsOf(config)).toContain(message));

  it("is described for editors by the current schema", () => {
    expect(top("config.schema.json")).toBe(configSchemaText());
  });

  it("is described for people, every key of it, by docs/configuration.md", () => {
    expect(top("docs/configuration.md")).toBe(configReference());
    expect(top("docs/ja/configuration.md")).toBe(configReference("ja"));
    for (const language of LANGUAGES) expect(configReference(language)).not.toMatch(/\| \|$/m);
  });

  it("has an example that is valid", () => {
    expect(faultsOf(JSON.parse(top("config.json.example")))).toBe("");
  });
});
