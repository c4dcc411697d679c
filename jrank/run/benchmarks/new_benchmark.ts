/** The first steps: a benchmark's folder and a config, and what to type next. */
import { existsSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { readAnswers } from "../../store/answers/benchmark.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { inLanguage } from "../../words/language.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { plural } from "../command/format.ts";
import { fetchBenchmark } from "./fetch_benchmark.ts";
import { PUBLIC_BENCHMARKS } from "./public_benchmarks.ts";
import { questionsIn, writeQuestions } from "./question_files.ts";

interface InitFlags {
  dataDir?: string;
  benchName?: string;
  /** A file of questions. */
  questions?: string;
  models?: string[];
  judgeModel?: string;
  n?: number;
  /** Where the config is written. */
  output?: string;
}

type Ask = (question: Message, otherwise: string) => Promise<string>;

/** Asks a person at the terminal; without one the default counts. */
async function withQuestions<T>(context: Context, act: (ask: Ask) => Promise<T>): Promise<T> {
  if (!context.interactive) return act(async (_, otherwise) => otherwise);
  const { createInterface } = await import("node:readline/promises");
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await act(async (question, otherwise) => {
      const text = inLanguage(question, context.language);
      const shown = otherwise === "" ? "" : ` [${otherwise}]`;
      const given = await reader.question(`${text}${shown} `, {
        signal: context.interrupt.stopping,
      });
      return given.trim() || otherwise;
    });
  } finally {
    reader.close();
  }
}

/** Writes a benchmark and a config, and says the next command. */
export async function initBenchmark(flags: InitFlags, context: Context): Promise<void> {
  const { out } = context;
  const output = resolve(flags.output ?? "config.json");
  if (existsSync(output)) {
    throw new UserError(
      say`${output} is there already and stays as it is; write another with --output`,
    );
  }
  await withQuestions(context, async (ask) => {
    const from =
      flags.questions ??
      flags.benchName ??
      (await ask(
        say`Questions: a file (CSV, JSONL, JSON, TXT), or a benchmark (${Object.keys(PUBLIC_BENCHMARKS).join(", ")}):`,
        "",
      ));
    if (from === "") {
      throw new UsageError(say`name the questions: --questions <file>, or --bench-name <name>`);
    }
    const dataDir = dataDirOf(flags.dataDir);
    const name = await benchmarkFrom(from, flags, dataDir, context);
    const { answers } = readAnswers({ name, folder: join(dataDir, name) });
    const known = [...answers.keys()];
    const models =
      flags.models ??
      words(await ask(say`Contestants (names at their providers, with blanks):`, known.join(" ")));
    const judge = flags.judgeModel ?? (await ask(say`Judge:`, "gpt-4o"));
    const n = flags.n ?? Math.max(50, 20 * Math.max(2, models.length));
    const config = {
      benchmark_name: name,
      ...(flags.dataDir !== undefined && { data_dir: flags.dataDir }),
      models: {
        api_models: models.map((id) => (answers.has(id) ? { id, provider: "recorded" } : { id })),
        judge_models: [{ id: judge }],
      },
      evaluation_mode: "pairwise-n",
      n,
      budget_usd: 5,
    };
    writeWhole(output, `${JSON.stringify(config, null, 2)}\n`);
    out(
      say`Config: ${output} (${plural(models.length, "contestant")}, judge ${judge}, ${n} judgments, at most $5)`,
    );
    if (models.length < 2) {
      out(
        say`A ranking needs two contestants: add them to models.api_models (or models.local_models) in the config.`,
      );
    }
  });
}

const words = (text: string): string[] => text.split(/[\s,、]+/).filter((word) => word !== "");

/** The benchmark that a file or a name means, brought into the data folder where it is not there. */
async function benchmarkFrom(
  from: string,
  flags: InitFlags,
  dataDir: string,
  context: Context,
): Promise<string> {
  const isFile = flags.questions !== undefined || (extname(from) !== "" && existsSync(from));
  if (isFile) {
    const name = flags.benchName ?? basename(from, extname(from));
    const questions = await questionsIn(resolve(from));
    const file = writeQuestions(dataDir, name, questions);
    context.out(say`Benchmark: ${plural(questions.length, "question")} in ${file}`);
    return name;
  }
  const isThere = ["questions.jsonl", "question.jsonl"].some((one) =>
    existsSync(join(dataDir, from, one)),
  );
  if (!isThere) await fetchBenchmark(from, { dataDir }, context);
  return Object.hasOwn(PUBLIC_BENCHMARKS, from) || isThere
    ? from
    : (from.split("/").at(-1) as string);
}
