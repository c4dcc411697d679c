/** Tells with which prompts a judge is asked. */
import { joined, type Message, say } from "../../../core/message.ts";
import type { PromptLanguage } from "../../../prompt/text_language.ts";
import { plural } from "../../command/format.ts";
import type { Item } from "./items.ts";
import type { ItemPrompt, promptChooser } from "./judge_prompts.ts";

/** How many questions have which prompts, and in whose language. */
export interface PromptsUsed {
  /** Questions by name of the prompt of their first turn. */
  byName: ReadonlyMap<string, number>;
  /** Questions without prompts in their own language; 0 where the language is not told from them. */
  neutral: number;
  /** Questions whose stored judgments have prompts in another language, which go on. */
  kept: number;
  keptFrom?: { told: PromptLanguage; used: PromptLanguage };
  questions: number;
  /** The benchmark's own file of prompts, where stored judgments go on with it. */
  file?: string;
  /** Prompts of stored judgments whose texts are not here. */
  unknown: readonly string[];
}

/** Counts the prompts of a benchmark. */
export function promptsUsed(
  items: readonly Item[],
  promptOf: (item: Item) => ItemPrompt,
  { languages, kept: file, unknown }: ReturnType<typeof promptChooser>["uses"],
): PromptsUsed {
  const byName = new Map<string, number>();
  const firsts = items.filter(({ turn }) => turn === 1);
  for (const item of firsts) {
    const { name } = promptOf(item).prompt;
    byName.set(name, (byName.get(name) ?? 0) + 1);
  }
  const all = [...(languages?.values() ?? [])];
  const kept = all.filter(({ told, used }) => told !== used);
  return {
    byName,
    neutral: all.filter(({ used }) => used === "neutral").length,
    kept: kept.length,
    ...(kept[0] && { keptFrom: kept[0] }),
    questions: firsts.length,
    ...(file !== undefined && { file }),
    unknown: [...unknown],
  };
}

/** One line: the prompts of a judge, and how many questions have each. */
export function describePrompts(judge: string, { byName }: PromptsUsed): Message {
  const uses = [...byName].map(([name, count]) => say`${name} (${plural(count, "question")})`);
  return say`Prompts of ${judge}: ${uses.length > 0 ? joined(uses) : "–"}`;
}

/** What a person should know of the prompts' language before money is spent. */
export function promptNotices(
  judge: string,
  { byName, neutral, kept, keptFrom, questions, file, unknown }: PromptsUsed,
): Message[] {
  const notices: Message[] = [];
  if (file !== undefined) {
    notices.push(
      say`Notice: the stored judgments of ${judge} were made with prompts of ${file}; judging goes on with these. --judge-file names others.`,
    );
  }
  if (unknown.length > 0) {
    notices.push(
      say`Notice: stored judgments of ${judge} were made by another program with ${joined(unknown.map((name) => (name === "" ? say`a prompt that they do not name` : `"${name}"`)))}, whose text is not here. They count, and nothing of them is paid for again; new ones have other prompts. Put the file of those prompts into the benchmark's folder as judge_prompts.jsonl to go on with them.`,
    );
  }
  if (neutral > 0) {
    notices.push(
      say`Notice: ${neutral} of ${plural(questions, "question")} are in a language that has no judge prompts of its own, or that cannot be told; they are judged with the neutral ones (${[...byName.keys()].filter((name) => name.includes("neutral")).join(", ")}), which go by the language of the question. language (--prompt-language) or judge_file (--judge-file) choose others.`,
    );
  }
  if (keptFrom) {
    notices.push(
      say`Notice: ${plural(kept, "question")} would have the judge prompts "${keptFrom.told}" today, but the stored judgments of ${judge} have "${keptFrom.used}"; these go on, so that nothing is paid twice. language: "${keptFrom.told}" (--prompt-language ${keptFrom.told}) begins anew with the others.`,
    );
  }
  return notices;
}
