/** Configs of the leaderboard's other versions, in their own keys: what becomes of each key. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type NeoConfig, neoConfig } from "../../jrank/store/scores/neo_config.ts";
import { type Fields, nejumiKind, readNejumiYaml } from "../../jrank/store/scores/neo_file.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

/** Reads files as a run does; the last is the config. */
async function read(files: Record<string, string>): Promise<NeoConfig> {
  let file = "";
  for (const [name, content] of Object.entries(files)) {
    file = join(folder.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const value = await readNejumiYaml(file);
  expect(nejumiKind(value)).toBe("run");
  return neoConfig(value as Fields, { file, env: {} });
}
const told = ({ notices }: NeoConfig): string => notices.map(String).join("\n");

/** Version 2.0 and 2.1, with invented names; the places of the keys are those of their templates. */
const neo2 = (api: string): string => `
wandb: {log: True, entity: e, project: p, run_name: r}
${api}
testmode: false
model:
  _target_: transformers.AutoModelForCausalLM.from_pretrained
  pretrained_model_name_or_path: toy-model
  trust_remote_code: true
generator: {top_p: 1.0, top_k: 0, temperature: 0.2, repetition_penalty: 1.0}
tokenizer: {pretrained_model_name_or_path: null, use_fast: true}
max_seq_length: 2048
dataset_artifact: w/p/jaster:v2
dataset_dir: /jaster/1.1.0/evaluation/test
target_dataset: all
log_dir: ./logs
custom_prompt_template: "{instruction} {input}"
custom_fewshots_template: null
metainfo: {basemodel_name: Toy, num_few_shots: 3, test_max_num_samples: 50, dev_max_num_samples: -1}
mtbench:
  question_artifacts_path: w/p/questions_ja:v1
  referenceanswer_artifacts_path: w/p/references_ja:v1
  judge_prompt_artifacts_path: w/p/prompts_ja:v0
  bench_name: japanese_mt_bench
  judge_model: gpt-4
  mode: single
  dtype: bfloat16
`;

describe("Neo 2.0", () => {
  it.each(["openai: true\nANTHROPIC: false", 'api: "openai"'])("%s", async (api) => {
    const config = await read({ "neo2.yaml": neo2(api) });
    expect(config).toMatchObject({
      version: "Neo 2.0",
      profile: "llm-jp-eval-1.1",
      modelName: "Toy",
      api: { provider: "openai", path: "toy-model" },
      tasks: "all",
      data: { folder: "/jaster/1.1.0/evaluation/test", artifact: "w/p/jaster:v2" },
      sampling: { temperature: 0.2 },
      wandb: { entity: "e", project: "p", run_name: "r" },
    });
    expect(config.parts.map(({ name }) => name)).toEqual(["jaster_ja_3shot", "mtbench_ja"]);
    // -1 is all of them.
    expect(config.most.test).toBe(50);
    expect(config.most.dev).toBeGreaterThan(1e9);
    expect(config.wording.ja.template).toBe("{instruction} {input}");
    expect(config.mtBench.places.ja).toEqual({
      benchNames: ["japanese_mt_bench", "mt_bench_ja"],
      questions: "questions_ja:v1",
      references: "references_ja:v1",
      prompts: "prompts_ja:v0",
    });
    // APIs were asked at this temperature whatever the category is.
    expect(config.mtBench.temperature).toBe(0.1);
    expect(told(config)).toContain("is a config of Neo 2.0");
    expect(told(config)).toContain("Keys that nothing here needs: tokenizer, log_dir.");
    expect(told(config)).not.toContain("does not know");
  });

  it("log: false keeps no run of W&B", async () => {
    const text = neo2("openai: true").replace("log: True", "log: False");
    expect((await read({ "quiet.yaml": text })).wandb).toBeUndefined();
  });
});

const BASE = `
wandb: {entity: e, project: leaderboard4}
testmode: false
run: {jaster: true, mtbench: true, jbbq: true, swebench: true, aggregate: true}
model: {artifact_path: null, dtype: float16}
generator: {top_p: 1.0, temperature: 0.1, max_tokens: 128}
num_few_shots: 2
network: {http_timeout: {read: 300}}
jaster: {message_intro: 導入の文。, artifacts_path: "w/p/jaster:production", dataset_dir: jaster}
mtbench:
  temperature_override: {writing: 0.7, roleplay: 0.7, extraction: 0.0, math: 0.0, stem: 0.1, 'humanities"': 0.1}
  question_artifacts_path: w/p/question:production
  question_artifacts_path_test: w/p/small:production
  bench_name: japanese_mt_bench
  judge: {model: gpt-4.1, parallel: 32, params: {}}
  generator_config: {max_tokens: 1024}
`;
const model = (more: string): string => `
wandb: {run_name: toy}
batch_size: 32
model: {pretrained_model_name_or_path: org/toy, size_category: api}
${more}`;

describe("Nejumi 3 and 4", () => {
  it("merges a model's file over base_config.yaml beside it, and names what is not here", async () => {
    const config = await read({
      "four/base_config.yaml": BASE,
      "four/config-toy.yaml": model(
        "api: xai\ngenerator: {extra_body: {a: 1}, reasoning: {effort: high}}",
      ),
    });
    expect(config).toMatchObject({
      version: "Nejumi 3 or 4",
      profile: "nejumi3",
      modelName: "org/toy",
      api: {
        provider: "openai",
        base_url: "https://api.x.ai/v1",
        api_key_env: "XAI_API_KEY",
        extra_body: { a: 1, reasoning_effort: "high" },
      },
      data: { folder: "jaster", artifact: "w/p/jaster:production" },
      sampling: { temperature: 0.1 },
      wandb: { entity: "e", project: "leaderboard4", run_name: "toy" },
    });
    // "bench" has "en" in it, and is no English for that.
    expect(config.parts.map(({ name }) => name)).toEqual([
      ...["jaster_ja_0shot", "jaster_ja_2shot", "mtbench_ja"],
    ]);
    expect(config.wording.ja.intro).toBe("導入の文。");
    const { mtBench } = config;
    expect([mtBench.judge.id, mtBench.parallel, mtBench.maxTokens]).toEqual(["gpt-4.1", 32, 1024]);
    // By category, as the file says and jrank does where nothing is said.
    expect(mtBench.temperature).toBeUndefined();
    expect(mtBench.places.ja.questions).toBe("question:production");
    expect(told(config)).toContain("by make_leaderboard.ts: run.jbbq, run.swebench.");
    expect(told(config)).toMatch(/nothing here needs: network, batch_size, .*model.size_category/);
    expect(told(config)).not.toContain("does not know");
  });

  it("takes one temperature for all answers, and says where others are not followed", async () => {
    const base = { "temp/base_config.yaml": BASE };
    const of = (values: string) =>
      read({
        ...base,
        "temp/config-t.yaml": model(`api: openai\nmtbench: {temperature_override: ${values}}`),
      });
    const all = "writing roleplay extraction math stem".split(" ").map((one) => `${one}: 1.0`);
    const alike = await of(`{${all.join(", ")}, 'humanities"': 1.0}`);
    expect(alike.mtBench.temperature).toBe(1);
    expect(told(await of("{math: 0.5}"))).toContain("temperature_override is not followed");
    expect(told(alike)).not.toContain("temperature_override");
  });

  it("names what is missing where a model's file is alone, and a run of nothing", async () => {
    await expect(read({ "alone/config-toy.yaml": model("api: openai") })).rejects.toThrow(
      "base_config.yaml, which is neither beside it nor in configs/",
    );
    const other = "api: openai\nrun: {jaster: false, mtbench: false, jbbq: false}";
    await expect(
      read({ "none/base_config.yaml": BASE, "none/config-toy.yaml": model(other) }),
    ).rejects.toThrow("nothing of what it switches on is run here (run.swebench)");
    await expect(
      read({ "vllm/base_config.yaml": BASE, "vllm/config-toy.yaml": model("api: vllm") }),
    ).rejects.toThrow("vllm serve org/toy");
  });
});
