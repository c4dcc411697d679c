/**
 * The command lines of the programs that people come from (Rakuda's jrank, LLM Judge, MT-Bench-ko,
 * jp-bench), as ours: flags under other names, flags that have no meaning here, and the originals'
 * defaults where a line of ours would lack what it needs. docs/coming_from.md has the same as tables.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";

/** A flag of an original: ours in its place, or why there is none. */
export type Meaning =
  | { readonly as: string; readonly fixed?: readonly string[] }
  | { readonly says: Said; readonly takes: 0 | 1 };

const as = (flag: string, ...fixed: string[]): Meaning => ({ as: flag, fixed });
const without = (takes: 0 | 1, says: Said): Meaning => ({ says, takes });

const VERBOSE: Readonly<Record<string, Meaning>> = {
  verbose: without(0, say`what is done is always told`),
  debug: without(0, say`what is done is always told`),
  v: without(0, say`what is done is always told`),
  vv: without(0, say`what is done is always told`),
};

const GPUS = say`a GGUF model takes the GPUs there are (--gpu); of a server say it where it is started: vllm serve --tensor-parallel-size`;

const ANSWERING: Readonly<Record<string, Meaning>> = {
  ...VERBOSE,
  "max-new-token": as("max-tokens"),
  "max-new-tokens": as("max-tokens"),
  "openai-api-base": as("base-url"),
  overwrite: as("regenerate"),
  "num-gpus-per-model": without(1, GPUS),
  "num-gpus-total": without(1, GPUS),
  "max-gpu-memory": without(1, GPUS),
  gpus: without(1, GPUS),
  device: without(1, say`--gpu chooses: auto, cuda, metal, vulkan or cpu`),
  dtype: without(
    1,
    say`a GGUF file holds its own numbers (choose the file: Q4_K_M, F16, …); of a server say it where it is started: vllm serve --dtype`,
  ),
  revision: without(
    1,
    say`--model-path hf:<user>/<repository>/<file>.gguf#<revision>, or vllm serve --revision`,
  ),
  "load-8bit": without(0, say`choose a GGUF file of 8 bits (Q8_0)`),
  "cpu-offloading": without(0, say`what does not fit the GPU stays with the CPU by itself`),
  "num-beams": without(1, say`answers are sampled; there is no search by beams`),
  "do-sample": without(0, say`--temperature 0 takes the likeliest token, above it samples`),
  "trust-remote-code": without(0, say`no code of a model is run`),
};

/** By our command, without ".ts". */
export const ORIGINAL_FLAGS: Readonly<Record<string, Readonly<Record<string, Meaning>>>> = {
  gen_local_model_answer: ANSWERING,
  gen_api_model_answer: ANSWERING,
  gen_judgment: {
    ...VERBOSE,
    overwrite: as("rejudge", "all"),
    "openai-api-base": as("base-url"),
    wandb: without(0, say`the key wandb of a config writes a run folder that wandb sync uploads`),
  },
  show_result: VERBOSE,
  make_ranking: VERBOSE,
  qa_browser: {
    share: without(
      0,
      say`nothing is put on the internet: the folder that is written goes on any web server (docs/publishing.md); --host 0.0.0.0 shows it in your network`,
    ),
  },
  check_reviewer_agreement: { judges: as("single-votes") },
  overplot_rankings: {
    "advanced-charts": without(0, say`--title and --legend-title say what stands in the chart`),
  },
};

/** What a line says: the names of its flags, and their values. */
function flagNames(args: readonly string[]): Set<string> {
  return new Set(
    args.filter((arg) => arg.startsWith("--")).map((arg) => arg.slice(2).split("=")[0]),
  );
}

/** The first value of a flag. */
function flagValue(args: readonly string[], flag: string): string | undefined {
  const at = args.findIndex((arg) => arg === `--${flag}` || arg.startsWith(`--${flag}=`));
  const [, value] = (args[at] ?? "").split(/=(.*)/s);
  return at < 0 ? undefined : (value ?? args[at + 1]);
}

/** A command line in our words, and what there is to say about it. */
export interface Taken {
  args: string[];
  notes: Said[];
}

/** The flags of originals as ours. */
function withOurFlags(args: readonly string[], known: Readonly<Record<string, Meaning>>): Taken {
  const taken: string[] = [];
  const notes: Said[] = [];
  for (let k = 0; k < args.length; k++) {
    const arg = args[k] as string;
    const [, dashes = "", name = "", value] = /^(--?)([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    const isShort = dashes === "-" && !["v", "vv"].includes(name);
    const meaning = isShort || !Object.hasOwn(known, name) ? undefined : known[name];
    if (meaning === undefined) {
      taken.push(arg);
    } else if ("as" in meaning) {
      const { as: flag, fixed = [] } = meaning;
      taken.push(value === undefined ? `--${flag}` : `--${flag}=${value}`, ...fixed);
    } else {
      notes.push(say`${dashes}${name} is not needed here: ${meaning.says}.`);
      const next = args[k + 1];
      if (meaning.takes === 1 && value === undefined && next !== undefined && !next.startsWith("-"))
        k++;
    }
  }
  return { args: taken, notes };
}

/** Where the benchmarks of the originals lie, seen from where their commands are called. */
const THEIR_DATA = "data";
const QUESTIONS = ["question.jsonl", "questions.jsonl"];

/** The benchmarks that LLM Judge, jp-bench and Rakuda go by where none is named. */
const THEIR_BENCHES = ["mt_bench", "jp_bench", "rakuda_v2"] as const;

const isBench = (dataDir: string, name: string): boolean =>
  QUESTIONS.some((file) => existsSync(join(dataDir, name, file)));

/** The flags that a line of ours would have to have, with the originals' defaults. */
function missingFlags(command: string, args: readonly string[], { dataDir }: Around): string[] {
  const given = flagNames(args);
  const has = (...names: string[]): boolean => names.some((name) => given.has(name));
  const isBrowsed = command === "qa_browser" && !has("serve");
  if (command === "qa_browser" && !(isBrowsed && has("share", "host", "port"))) return [];
  const filled: string[] = [];
  if (!has("bench-name", "benchmark", "benchmark-name", "input-file")) {
    const there = THEIR_BENCHES.find((name) =>
      [dataDir, THEIR_DATA].some((folder) => isBench(folder, name)),
    );
    filled.push("--bench-name", there ?? THEIR_BENCHES[0]);
  }
  const bench = flagValue([...args, ...filled], "bench-name") ?? flagValue(args, "benchmark") ?? "";
  if (command === "qa_browser") return [...filled, "--serve"];
  if (command.startsWith("gen_") && command !== "gen_judgment") return filled;
  const isJpBench = bench === "jp_bench";
  const mode = flagValue(args, "mode") ?? flagValue(args, "evaluation-mode");
  if (command === "gen_judgment") {
    if (!has("judge-model")) filled.push("--judge-model", "gpt-4");
    if (mode === undefined && !asksForMuch(given)) {
      filled.push("--mode", isJpBench ? "pairwise-baseline" : "single");
    }
  }
  const asked = mode ?? flagValue(filled, "mode");
  if (asked === "pairwise-baseline" && !has("baseline-model")) {
    filled.push("--baseline-model", isJpBench ? "openai--text-davinci-003" : "gpt-3.5-turbo");
  }
  return filled;
}

/** Whether a line says how much to judge, which no line of the originals does. */
const asksForMuch = (given: ReadonlySet<string>): boolean =>
  [...given].some((name) => /^(?:n|extend|stop-.*)$/.test(name));

/** Where the program stands when it is called. */
export interface Around {
  /** Whether a config.json lies here, which says what a line leaves out. */
  hasConfig: boolean;
  /** Where benchmarks are looked for when nothing is said. */
  dataDir: string;
}

/** Commands whose lines may lack what the originals have defaults for. */
const WITH_DEFAULTS = [
  ...["gen_judgment", "show_result", "qa_browser"],
  ...["gen_api_model_answer", "gen_local_model_answer"],
];

/**
 * A command line as ours. The originals' defaults stand in only where a line of ours would be
 * incomplete, and only without a config: nobody's line of today means anything else. Both are said.
 */
export function takeOriginal(command: string, args: readonly string[], around: Around): Taken {
  const asIs = ["--help", "-h", "--complete"].some((flag) => args.includes(flag));
  if (asIs) return { args: [...args], notes: [] };
  const { args: ours, notes } = withOurFlags(args, ORIGINAL_FLAGS[command] ?? {});
  const given = flagNames(args);
  const isAlone =
    !around.hasConfig && !["config", "no-config", "reparse"].some((name) => given.has(name));
  if (command === "make_ranking" && isAlone) {
    return { args: [...ours, ...theirData(ours, around, notes)], notes };
  }
  if (!WITH_DEFAULTS.includes(command) || !isAlone) return { args: ours, notes };
  const filled = missingFlags(
    command,
    args.includes("--share") ? [...ours, "--share"] : ours,
    around,
  );
  const all = [...ours, ...filled];
  if (filled.length > 0) {
    // The originals' verdicts are in text, and what they print is to be like theirs.
    if (command === "gen_judgment" && !given.has("verdict") && !asksForMuch(given)) {
      all.push("--verdict", "text");
    }
    if (command === "gen_judgment" && flagValue(filled, "mode") === "single") {
      // gpt-4 grades gpt-4 in MT-Bench's tables, where its row is marked.
      all.push("--judge-own-answers");
    }
    notes.push(say`As the originals do where nothing is said: ${filled.join(" ")}`);
  }
  const data = theirData(all, around, notes);
  const prompts =
    filled.length > 0 && command === "gen_judgment" ? theirPrompts(all, data, around) : [];
  if (prompts.length > 0)
    notes.push(say`The judge prompts are those of ${prompts[1] ?? ""}, as the originals have it.`);
  return { args: [...all, ...data, ...prompts], notes };
}

/** The file of judge prompts that the originals keep in the benchmark's folder, or beside it. */
function theirPrompts(
  args: readonly string[],
  data: readonly string[],
  { dataDir }: Around,
): string[] {
  const given = flagNames(args);
  if (given.has("judge-file") || given.has("judge-prompt")) return [];
  const folder = flagValue(args, "data-dir") ?? data[1] ?? dataDir;
  const bench = flagValue(args, "bench-name") ?? flagValue(args, "benchmark") ?? "";
  const file = [join(folder, bench), folder]
    .map((place) => join(place, "judge_prompts.jsonl"))
    .find((one) => existsSync(one));
  return file === undefined ? [] : ["--judge-file", file];
}

/** The originals' data folder, where a benchmark lies in it and not in ours. */
export function theirDataDir(bench: string, dataDir: string): string | undefined {
  return !isBench(dataDir, bench) && isBench(THEIR_DATA, bench) ? THEIR_DATA : undefined;
}

/** `--data-dir data` where the benchmark lies there, as the originals have it, and not with us. */
function theirData(args: readonly string[], { dataDir }: Around, notes: Said[]): string[] {
  const bench = flagValue(args, "bench-name") ?? flagValue(args, "benchmark");
  if (bench === undefined || flagNames(args).has("data-dir")) return [];
  if (theirDataDir(bench, dataDir) === undefined) return [];
  notes.push(say`${bench} is the benchmark in ${join(THEIR_DATA, bench)} here (--data-dir data).`);
  return ["--data-dir", THEIR_DATA];
}

/** jp-bench's config of a model, as flags of a local model. */
function modelConfig(file: string): string[] | undefined {
  let config: Record<string, unknown>;
  try {
    config = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  if (typeof config.prompt_template !== "string") return undefined;
  const { model_id, model_name_or_path, lora_model_name_or_path } = config;
  const sampling = (config.generation_config ?? {}) as Record<string, unknown>;
  const { engine, temperature, top_p, repetition_penalty } = sampling;
  const most = sampling.max_new_tokens ?? sampling.max_tokens ?? sampling.max_length;
  const flags: readonly [string, unknown][] = [
    ["model-id", model_id],
    ["model-path", model_name_or_path ?? engine],
    ["lora-path", lora_model_name_or_path],
    ["conv-template", file],
    ["temperature", temperature],
    ["top-p", top_p],
    ["repetition-penalty", repetition_penalty],
    ["max-tokens", most],
  ];
  return flags.flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`--${name}`, String(value)],
  );
}

/** Flags that mean a GGUF model, which a server has not. */
const LOCAL_ONLY = ["lora-path", "gpu", "threads", "context-size"];

/** Without these flags and their values. */
function dropped(args: readonly string[], names: readonly string[]): string[] {
  return args.filter((arg, k) => {
    const before = args[k - 1] ?? "";
    const isOne = (text: string): boolean =>
      names.some((name) => text.split("=")[0] === `--${name}`);
    return !isOne(arg) && !(isOne(before) && !before.includes("=") && !arg.startsWith("--"));
  });
}

const isGguf = (path: string): boolean => /\.gguf$/i.test(path) || /^(?:hf:|https?:)/i.test(path);

/**
 * What LLM Judge's and jp-bench's `gen_model_answer` means: a GGUF file is run here; a model of Hugging
 * Face is asked at a server, and without one the error says how to start it.
 */
export function modelAnswerCommand(args: readonly string[]): Taken & {
  command: "gen_local_model_answer" | "gen_api_model_answer";
} {
  const config = flagValue(args, "config");
  const described = config === undefined ? undefined : modelConfig(config);
  const given = flagNames(args);
  const rest = described === undefined ? [...args] : dropped(args, ["config"]);
  const notGiven = (described ?? []).filter((arg, k, all) => {
    const flag = arg.startsWith("--") ? arg : (all[k - 1] as string);
    return !given.has(flag.slice(2));
  });
  const isJpBench = described !== undefined && !given.has("bench-name");
  const all = [...rest, ...notGiven, ...(isJpBench ? ["--bench-name", "jp_bench"] : [])];
  const path = flagValue(all, "model-path");
  if (path === undefined || isGguf(path)) {
    return { command: "gen_local_model_answer", args: all, notes: [] };
  }
  const isServed = ["openai-api-base", "base-url", "provider"].some((name) => given.has(name));
  if (!isServed) throw servedError(path, all);
  const left = LOCAL_ONLY.filter((name) => flagNames(all).has(name));
  return {
    command: "gen_api_model_answer",
    args: dropped(all, left).map((arg) => arg.replace(/^--model-path(?==|$)/, "--model")),
    notes:
      left.length === 0
        ? []
        : [say`${joined(left.map((name) => `--${name}`))}: the server has its own.`],
  };
}

/** What to start for a model that is not GGUF, and how to ask it. */
function servedError(path: string, args: readonly string[]): UserError {
  const of = (flag: string, theirs: string): string => {
    const value = flagValue(args, theirs);
    return value === undefined ? "" : ` ${flag} ${value}`;
  };
  const lora = of("--enable-lora --lora-modules adapter", "lora-path").replace(
    "adapter ",
    "adapter=",
  );
  const serve = `vllm serve ${path}${of("--dtype", "dtype")}${of("--tensor-parallel-size", "num-gpus-per-model")}${of("--revision", "revision")}${lora}`;
  const again = args.map((arg) => (/\s/.test(arg) ? JSON.stringify(arg) : arg)).join(" ");
  return new UserError(
    say`${path} is no GGUF file, and this program loads no other. Start a server and ask it:\n  ${serve}\n  npx tsx jrank/gen_model_answer.ts ${again} --openai-api-base http://localhost:8000/v1\nOr name the model's GGUF form: --model-path hf:<user>/<repository>/<file>.gguf`,
  );
}

/** LLM Judge's `gen_api_answer`, whose model and length have defaults. */
export function apiAnswerFlags(args: readonly string[]): Taken {
  const given = flagNames(args);
  const filled = [
    ...(["model", "model-id"].some((name) => given.has(name)) ? [] : ["--model", "gpt-3.5-turbo"]),
    ...(["max-tokens", "max-new-token"].some((name) => given.has(name))
      ? []
      : ["--max-tokens", "1024"]),
  ];
  return { args: [...args, ...filled], notes: [] };
}

/** LLM Judge's `compute_agreement`, which has two kinds of judges and two files by default. */
export function agreementFlags(args: readonly string[]): Taken {
  const given = flagNames(args);
  const filled = [
    ...(given.has("judges") ? [] : ["--judges", "gpt4-pair", "human"]),
    ...(given.has("votefiles") || given.has("bench-name")
      ? []
      : ["--votefiles", "gpt4_judgments.json", "human_judgments.json"]),
    ...(given.has("either-order") ? [] : ["--either-order"]),
  ];
  return { args: [...args, ...filled], notes: [] };
}
