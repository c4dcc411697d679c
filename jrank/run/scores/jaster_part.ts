/** One jaster part of a run: its prompts as questions of a benchmark, its answers as scores. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { UserError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";
import type { ScoredTask, ScoreMaking, ScorePart } from "../../core/scores/score_board.ts";
import type { Answer, Question } from "../../core/types.ts";
import {
  isEnglishTask,
  JAPANESE_TASKS,
  NEJUMI3_TASKS,
  samplesOf,
  tidyReference,
  tidyReply,
} from "../../prompt/tasks/task_profile.ts";
import {
  NEO_INTRO_SHA256,
  OWN_INTRO,
  type PromptWording,
  type TaskSample,
  taskPrompt,
} from "../../prompt/tasks/task_prompt.ts";
import { SAMPLE_METRICS, TASK_METRICS } from "../../prompt/tasks/text_metrics.ts";
import { questionKey } from "../../store/answers/benchmark.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import {
  type JasterFolder,
  readTaskFile,
  type Split,
  type TaskFile,
  tasksIn,
} from "../../store/scores/jaster_files.ts";
import type { NeoConfig, NeoPart } from "../../store/scores/neo_config.ts";
import { shownPath } from "../command/format.ts";
import { type Drawing, jasterScores } from "./jaster_scores.ts";

/** A sample as it is asked. */
interface AskedSample {
  task: string;
  split: "test" | "dev";
  index: number;
  sample: TaskSample;
  question: Question;
}

/** A part that is ready to be asked. */
export interface JasterPart {
  name: string;
  language: "ja" | "en";
  shots: number;
  /** Every sample of a whole run, and those of this one. */
  all: AskedSample[];
  asked: AskedSample[];
  metrics: Map<string, string[]>;
  making: ScoreMaking;
  notices: Said[];
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The tasks of a part that have data, and those that a whole run would have besides. */
function tasksOf(
  config: NeoConfig,
  { language }: NeoPart,
  there: readonly string[],
): { tasks: string[]; absent: string[] } {
  const isOurs = (task: string): boolean => isEnglishTask(task) === (language === "en");
  if (config.tasks === "all") {
    if (language === "en") return { tasks: there.filter(isOurs), absent: [] };
    const more =
      config.profile === "nejumi3"
        ? [...NEJUMI3_TASKS, ...there.filter((task) => task.startsWith("jmmlu"))]
        : [];
    const wanted = [...JAPANESE_TASKS, ...more.filter((task) => there.includes(task))];
    return {
      tasks: wanted.filter((task) => there.includes(task)),
      absent: wanted.filter((task) => !there.includes(task)),
    };
  }
  const wanted = config.tasks
    .flatMap((task) => (task === "mmlu_en" ? there.filter(isEnglishTask) : [task]))
    .filter(isOurs);
  const lacking = wanted.filter((task) => !there.includes(task));
  if (lacking.length > 0) {
    throw new UserError(
      say`llm_jp_eval.target_dataset names ${joined(lacking)}, of which there is no file; there are ${joined(there)}`,
    );
  }
  return { tasks: wanted, absent: [] };
}

/** Whose words the prompts begin with, and whether published numbers can be compared with these. */
function wordingOf({ intro, template, language, profile }: PromptWording): {
  wording: string;
  wording_sha256: string;
} {
  const words = template ?? intro ?? OWN_INTRO[language];
  const hash = sha256(`${words}\n`);
  if (template !== undefined) return { wording: "template", wording_sha256: hash };
  const isNeo = profile === "neo" && hash === NEO_INTRO_SHA256[language];
  const own = intro === undefined ? "own" : "config";
  return { wording: isNeo ? "neo" : own, wording_sha256: hash };
}

/** The folder of the data as far as it says which version they are: `jaster/1.2.6`. */
const versionOf = ({ folder }: JasterFolder): string =>
  (folder.split(sep).at(-1) === "evaluation" ? dirname(folder) : folder)
    .split(sep)
    .slice(-2)
    .join("/");

function readSplit(data: JasterFolder, split: Split, task: string): TaskFile {
  const file = readTaskFile(data, split, task);
  if (file !== undefined) return file;
  throw new UserError(say`${join(data.folder, split, `${task}.json`)} is not there`);
}

/** Prepares a part: everything that can be wrong with its data is an error now. */
export function jasterPart(
  part: NeoPart & { kind: "jaster" },
  config: NeoConfig,
  data: JasterFolder,
): JasterPart {
  const { tasks, absent } = tasksOf(config, part, tasksIn(data));
  const wording = config.wording[part.language];
  const all: AskedSample[] = [];
  const asked: AskedSample[] = [];
  const metrics = new Map<string, string[]>();
  const patterned: string[] = [];
  const unscored: string[] = [];
  const digest = createHash("sha256");
  for (const task of tasks) {
    const test = readSplit(data, "test", task);
    const dev = readTaskFile(data, "dev", task);
    const shots = shotsOf(data, task, part.shots);
    if (test.wantsPattern) patterned.push(task);
    const names = config.profile === "nejumi3" ? metricsOfNejumi3(task, test) : test.metrics;
    metrics.set(task, names);
    const known = names.filter((name) => name in SAMPLE_METRICS || TASK_METRICS.includes(name));
    unscored.push(
      ...names.filter((name) => !known.includes(name)).map((name) => `${task}_${name}`),
    );
    for (const [split, file] of [
      ["test", test],
      ["dev", dev],
    ] as const) {
      if (file === undefined) continue;
      const whole = samplesOf(task, split, { isTest: false, most: config.most });
      const few = samplesOf(task, split, { isTest: true });
      file.samples.slice(0, whole).forEach((sample, index) => {
        const question = questionOf(
          { task, split, index, sample },
          { instruction: file.instruction, shots, wording, config, length: test.outputLength },
        );
        const one = { task, split, index, sample, question };
        all.push(one);
        if (!config.isTest || index < few) asked.push(one);
        digest.update(JSON.stringify([task, split, file.instruction, sample, shots]));
      });
    }
  }
  return {
    name: part.name,
    language: part.language,
    shots: part.shots,
    all,
    asked,
    metrics,
    making: {
      source: "asked",
      profile: config.profile,
      shots: part.shots,
      data: versionOf(data),
      data_sha256: digest.digest("hex").slice(0, 16),
      ...wordingOf(wording),
      ...(config.overrideMaxTokens !== undefined && {
        override_max_tokens: config.overrideMaxTokens,
      }),
    },
    notices: [
      ...(absent.length > 0
        ? [say`${part.name}: there are no files of ${joined(absent)}; scores are of the others.`]
        : []),
      ...(tasks.length === 0 ? [say`${part.name}: none of the tasks has data here.`] : []),
      ...(patterned.length > 0
        ? [
            say`${part.name}: ${joined(patterned)} ask for an answer to be found by a pattern, which Neo did not do; whole replies are scored.`,
          ]
        : []),
      ...(unscored.length > 0
        ? [
            say`${part.name}: ${joined(unscored)} need other programs; their scores can be brought by make_leaderboard.ts.`,
          ]
        : []),
    ],
  };
}

/** Nejumi 3 reports the first metric alone, and compares the numbers of two tasks as numbers. */
function metricsOfNejumi3(task: string, { metrics }: TaskFile): string[] {
  if (["mawps", "mgsm"].includes(task)) return ["exact_match_figure"];
  return metrics.slice(0, 1);
}

function shotsOf(data: JasterFolder, task: string, count: number): TaskSample[] {
  if (count === 0) return [];
  const { samples } = readSplit(data, "train", task);
  if (samples.length >= count) return samples.slice(0, count);
  throw new UserError(
    say`${join(data.folder, "train", `${task}.json`)} has ${samples.length} samples; ${count} shots were asked for`,
  );
}

/** A sample as a question. Its id says what is asked, so another wording is another question. */
function questionOf(
  { task, split, index, sample }: Omit<AskedSample, "question">,
  about: {
    instruction: string;
    shots: readonly TaskSample[];
    wording: PromptWording;
    config: NeoConfig;
    length: number;
  },
): Question {
  const { instruction, shots, wording, config, length } = about;
  const { temperature, top_p, top_k } = config.sampling;
  const prompt = taskPrompt({ instruction, shots, input: sample.input }, wording);
  const request = {
    max_tokens: config.overrideMaxTokens ?? length,
    temperature,
    ...(top_p !== undefined && { top_p }),
    ...(top_k !== undefined && { top_k }),
  };
  const hash = sha256(JSON.stringify([prompt, request])).slice(0, 8);
  return {
    question_id: `${task}/${split}/${index}/${hash}`,
    category: task,
    turns: [prompt],
    reference: [sample.output],
    ...request,
    may_be_empty: true,
  } as Question;
}

/** Writes the questions of a whole run, where they are not there already. */
export function writeQuestions({ all }: JasterPart, folder: string): void {
  const file = join(folder, "questions.jsonl");
  const text = all.map(({ question }) => `${JSON.stringify(question)}\n`).join("");
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeWhole(file, text);
}

/** A sample with what was answered. */
export interface AnsweredSample extends AskedSample {
  /** Undefined where there is no answer. */
  answer: Answer | undefined;
  reply: string;
  reference: string;
}

/** The samples of a run beside their tidied replies. */
export function answeredSamples(
  { asked }: JasterPart,
  config: NeoConfig,
  answers: ReadonlyMap<string, Answer> | undefined,
): AnsweredSample[] {
  return asked.map((one) => {
    const answer = answers?.get(questionKey(one.question.question_id));
    return {
      ...one,
      answer,
      reply: tidyReply(config.profile, one.task, answer?.choices[0]?.turns[0] ?? ""),
      reference: tidyReference(one.sample.output),
    };
  });
}

/** What providers call an end at the limit of tokens. */
const CUT_OFF = /length|max_?tokens/i;

/** Whether a reply ended at the limit of tokens. */
export const isCutOff = (answer: Answer | undefined): boolean =>
  answer?.choices[0]?.finish_reasons?.some((reason) => CUT_OFF.test(reason)) ?? false;

/** The scores of a part; only test samples count. */
export function scoredPart(
  part: JasterPart,
  samples: readonly AnsweredSample[],
  config: NeoConfig,
  drawing: Drawing,
  date: string,
): ScorePart {
  const test = samples.filter(({ split }) => split === "test");
  const answered = test.filter(({ answer }) => answer !== undefined);
  const tasks: ScoredTask[] = [...part.metrics].map(([task, metrics]) => ({
    task,
    metrics,
    pairs: answered.filter((one) => one.task === task),
  }));
  const { scores, categories, average } = jasterScores(tasks, config.profile, drawing);
  return {
    name: part.name,
    date,
    scale: 1,
    average,
    categories,
    scores: Object.fromEntries([...scores].sort(([a], [b]) => (a < b ? -1 : 1))),
    counts: {
      unanswered: test.length - answered.length,
      cut_off: answered.filter(({ answer }) => isCutOff(answer)).length,
    },
    making: part.making,
  };
}

/** Where a part's questions and answers lie. */
export const partFolder = (folder: string, { name }: { name: string }): string =>
  join(folder, name);

/** A path as it is shown. */
export const shown = (path: string): string => shownPath(path);
