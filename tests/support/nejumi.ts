/** A Nejumi run in a folder of its own: invented tasks and questions, and a loopback server that answers. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { type RecordedRequest, startOpenAiServer, type TestServer } from "./http_server.ts";

/** The text that a request asks about. */
export const promptOf = ({ body }: RecordedRequest): string =>
  typeof body.prompt === "string"
    ? body.prompt
    : (body.messages as { content: string }[]).map(({ content }) => content).join("\n");

/** Invented tasks under real names: one of every category of Neo but FA, and one in English. */
const TASKS: Record<string, { metrics: string[]; samples: [input: string, output: string][] }> = {
  jnli: {
    metrics: ["exact_match"],
    samples: ["entailment", "neutral", "contradiction", "neutral"].map((output, k) => [
      `前提${k}\n仮説${k}`,
      output,
    ]),
  },
  jsquad: { metrics: ["char_f1"], samples: [0, 1, 2].map((k) => [`文章${k}`, `答${k}です`]) },
  niilc: { metrics: ["char_f1"], samples: [0, 1, 2].map((k) => [`質問${k}`, `名前${k}`]) },
  jcommonsenseqa: { metrics: ["exact_match"], samples: [0, 1, 2].map((k) => [`選べ${k}`, `${k}`]) },
  mawps: { metrics: ["exact_match"], samples: [0, 1, 2].map((k) => [`計算${k}`, `${k * 2}`]) },
  mmlu_en_anatomy: {
    metrics: ["exact_match"],
    samples: [
      ["Which one?", "B"],
      ["And now?", "C"],
    ],
  },
};

/** Writes the tasks as jaster has them; the examples are samples of their own. */
export function writeJaster(folder: string, tasks = TASKS): void {
  for (const split of ["test", "dev", "train"]) {
    mkdirSync(join(folder, split), { recursive: true });
    for (const [task, { metrics, samples }] of Object.entries(tasks)) {
      const own = split === "test" ? samples : samples.slice(0, 2);
      const content = {
        instruction: `${task}に答えてください。`,
        output_length: 5,
        metrics,
        few_shots: [],
        samples: own.map(([input, output]) => ({
          input: split === "test" ? input : `${split}の${input}`,
          output,
        })),
      };
      writeFileSync(join(folder, split, `${task}.json`), JSON.stringify(content));
    }
  }
}

/** Eight categories with so many questions of two turns. */
export function writeMtBench(folder: string, each = 2): void {
  mkdirSync(folder, { recursive: true });
  const categories = ["writing", "math", "stem"];
  const questions = categories.flatMap((category, c) =>
    Array.from({ length: each }, (_, k) => ({
      question_id: 10 * c + k + 1,
      category,
      turns: [`${category}の問い${k}。`, `${category}の続き${k}。`],
    })),
  );
  const text = questions.map((question) => `${JSON.stringify(question)}\n`).join("");
  writeFileSync(join(folder, "questions.jsonl"), text);
}

/** Neo's keys; `more` comes over them, by paths. */
export function neoYaml(more: Record<string, unknown> = {}): string {
  const config: Record<string, unknown> = {
    testmode: false,
    model_name: "org/toy-7b",
    run_llm_jp_eval_ja_0_shot: true,
    run_llm_jp_eval_ja_few_shots: false,
    run_llm_jp_eval_en_0_shot: false,
    run_llm_jp_eval_en_few_shots: false,
    run_mt_bench_ja: true,
    run_mt_bench_en: false,
    model: {
      api: "openai",
      pretrained_model_name_or_path: "toy-7b",
      device_map: "auto",
      load_in_8bit: false,
    },
    llm_jp_eval: {
      target_dataset: "all",
      ja_num_shots: 2,
      en_num_shots: 2,
      dataset_artifact: "wandb-japan/llm-leaderboard/jaster:v11",
      dataset_dir: "/jaster/1.2.6/evaluation/test",
    },
    mtbench: { max_new_token: 64 },
    github_version: "g-eval-v1.0",
  };
  for (const [path, value] of Object.entries(more)) {
    const keys = path.split(".");
    let at = config;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys.at(-1) as string] = value;
  }
  return stringify(config);
}

/** A judge's prompt, told from the others by its marks. */
const isJudging = (prompt: string): boolean => /\[\[/.test(prompt);

/** Answers tasks rightly where `isRight` says so; grades everything with `grade`. */
export function startNejumiServer({
  isRight = () => true,
  grade = () => "理由。[[7]]",
  fault,
}: {
  isRight?(task: string, k: number): boolean;
  grade?(prompt: string): string;
  fault?: Parameters<typeof startOpenAiServer>[0]["fault"];
} = {}): Promise<TestServer> {
  return startOpenAiServer({
    ...(fault && { fault }),
    reply: (request) => {
      const prompt = promptOf(request);
      if (isJudging(prompt)) return grade(prompt);
      for (const [task, { samples }] of Object.entries(TASKS)) {
        const k = samples.findIndex(([input]) =>
          ["応答", "Response"].some((head) => prompt.endsWith(`${input}\n\n### ${head}:\n`)),
        );
        if (prompt.includes(`${task}に`) && k >= 0)
          return isRight(task, k) ? samples[k][1] : "違う";
      }
      return `答えです。${prompt.length}`;
    },
  });
}
