/**
 * What the evaluators of jaster tasks do differently: how they ask, how they tidy a reply, which
 * categories they average. Neo is the one that the Nejumi leaderboard of 2024 ran.
 */
import { pythonStrip } from "./text_metrics.ts";

/** The evaluators whose numbers can be made again. */
export const TASK_PROFILES = ["neo", "llm-jp-eval-1.1", "llm-jp-eval-1.3", "nejumi3"] as const;
export type TaskProfile = (typeof TASK_PROFILES)[number];

const NLI = ["jamp", "janli", "jnli", "jsem", "jsick"];
const QA = ["jemhopqa", "jsquad", "niilc"];
const isWiki = (task: string): boolean => task.startsWith("wiki_");
const isEnglish = (task: string): boolean => task.startsWith("mmlu_en_");

const without = (text: string, words: readonly string[]): string =>
  words.reduce((left, word) => left.replaceAll(word, ""), text);
const beforeBlankLine = (text: string): string => text.split("\n\n")[0];

/** Takes every such quote off both ends. */
function unquoted(text: string, quote: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text[start] === quote) start++;
  while (end > start && text[end - 1] === quote) end--;
  return text.slice(start, end);
}

function tidyNeo(reply: string, task: string): string {
  const text = beforeBlankLine(reply).normalize("NFKC");
  if (NLI.includes(task)) return pythonStrip(text).toLowerCase();
  if (task === "jcommonsenseqa" || task === "mawps" || isWiki(task)) return pythonStrip(text);
  if (QA.includes(task)) return without(pythonStrip(text).toLowerCase(), ["回答:", "答え:"]);
  if (isEnglish(task)) return without(pythonStrip(text).toUpperCase(), ["ANSWER:", "RESPONSE:"]);
  return text;
}

function tidyByTask(reply: string, task: string): string {
  const japanese = ["応答:", "回答:", "答え:"];
  const plain = ["jcommonsenseqa", "mawps", "commonsensemoralja", "chabsa"];
  if (NLI.includes(task)) return pythonStrip(reply).toLowerCase();
  if (plain.includes(task) || isWiki(task)) return pythonStrip(reply);
  if (QA.includes(task)) return pythonStrip(without(reply, japanese)).toLowerCase();
  if (task.startsWith("jmmlu_")) return pythonStrip(without(reply, japanese)).toUpperCase();
  if (isEnglish(task)) return pythonStrip(without(reply, ["ANSWER:", "RESPONSE:"])).toUpperCase();
  return reply;
}

function tidyNejumi3(reply: string, task: string): string {
  const text = pythonStrip(beforeBlankLine(tidyByTask(reply, task)));
  return pythonStrip(unquoted(unquoted(text, "'"), '"')).normalize("NFKC");
}

const TIDY: Readonly<Record<TaskProfile, (reply: string, task: string) => string>> = {
  neo: tidyNeo,
  "llm-jp-eval-1.1": (reply) => reply.normalize("NFKC").split("\n")[0],
  "llm-jp-eval-1.3": (reply) => beforeBlankLine(reply).normalize("NFKC"),
  nejumi3: tidyNejumi3,
};

/** A model's reply as its metric sees it. */
export const tidyReply = (profile: TaskProfile, task: string, reply: string): string =>
  TIDY[profile](reply, task);

/** A task's reference as its metric sees it. */
export const tidyReference = (output: string): string => output.normalize("NFKC");

const named = (tasks: readonly string[], metric: string): string[] =>
  tasks.map((task) => `${task}_${metric}`);

const OF_1_1 = {
  NLI: named(NLI, "exact_match"),
  QA: ["jemhopqa_char_f1", "niilc_char_f1"],
  RC: ["jsquad_char_f1"],
  MC: ["jcommonsenseqa_exact_match"],
};
const WIKI_SETS = ["wiki_ner", "wiki_dependency", "wiki_pas", "wiki_coreference"];
const OF_NEO = {
  ...OF_1_1,
  FA: ["wiki_reading_char_f1", ...named(WIKI_SETS, "set_f1")],
  MR: ["mawps_exact_match"],
};
const TRANSLATIONS = ["alt-e-to-j", "alt-j-to-e", "wikicorpus-e-to-j", "wikicorpus-j-to-e"];

/** The categories of a profile with the scores that each is the mean of, and the name of their mean. */
export const TASK_CATEGORIES: Readonly<
  Record<TaskProfile, { average: string; categories: Readonly<Record<string, readonly string[]>> }>
> = {
  neo: { average: "AVG", categories: OF_NEO },
  "llm-jp-eval-1.1": { average: "AVR", categories: OF_1_1 },
  "llm-jp-eval-1.3": {
    average: "AVG",
    categories: {
      ...OF_NEO,
      HE: named(["mmluen", "jmmlu"], "exact_match"),
      EL: ["chabsa_set_f1"],
      MT: named(TRANSLATIONS, "comet_wmt22"),
    },
  },
  nejumi3: { average: "AVG", categories: {} },
};

/** The Japanese tasks of a whole run of Neo, in its order. */
export const JAPANESE_TASKS: readonly string[] = [
  ...["jamp", "janli", "jcommonsenseqa", "jemhopqa", "jnli", "jsem", "jsick", "jsquad", "niilc"],
  ...["mawps", "wiki_reading", ...WIKI_SETS],
];

/** Japanese tasks that a config may ask for beside those. */
export const OTHER_TASKS: readonly string[] = ["jsts", "chabsa"];

/** Tasks that Nejumi 3 added. */
export const NEJUMI3_TASKS: readonly string[] = [
  ...["aio", "commonsensemoralja", "jblimp", "jcola-in-domain", "jcola-out-of-domain", "kuci"],
  "mgsm",
];

/** Whether a task belongs to the English part. */
export const isEnglishTask = isEnglish;

/** How many samples of a task are asked, from the first of its file. */
export function samplesOf(
  task: string,
  split: "test" | "dev",
  { isTest, most }: { isTest: boolean; most?: { test?: number; dev?: number } },
): number {
  if (isTest) return isEnglish(task) ? 1 : 2;
  const counts = isEnglish(task) ? [5, 1] : isWiki(task) ? [20, 5] : [100, 10];
  return most?.[split] ?? counts[split === "test" ? 0 : 1];
}
