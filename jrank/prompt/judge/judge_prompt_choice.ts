/** Which prompt of a file shows a match to the judge. */

import { UserError } from "../../core/errors.ts";
import { type Message, type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { type JudgePrompt, placeholdersOf } from "./judge_prompt.ts";

/** What a match needs of its prompt. */
interface PromptNeed {
  type: "pairwise" | "single";
  /** Whether two turns are shown. */
  multiTurn: boolean;
  /** Whether a reference answer is shown. */
  reference: boolean;
  /** As the names of prompts say it (`PROMPT_LANGUAGES`); undefined where it does not matter. */
  language?: string | undefined;
  /** Of the question; decides between prompts that fit otherwise. */
  category?: string;
  name?: string;
}

const MULTI_TURN = "-multi-turn";

/** By what is shown of the second turn; LLM Judge's prompts for one turn use {ref_answer_1} as well. */
const isMultiTurn = (prompt: JudgePrompt): boolean =>
  placeholdersOf(prompt.prompt_template).some((name) => /^(?:question|answer).*_2$/.test(name));

const usesReference = (prompt: JudgePrompt): boolean =>
  placeholdersOf(prompt.prompt_template).some((name) => name.startsWith("ref_answer"));

/**
 * The prompt for a match: by name when one is asked for (for the second turn, `<name>-multi-turn`
 * where the named prompt shows one turn only), else the one that fits type, turns and reference,
 * then language (read off the names' "-ja" and the like) and category, where several fit. A file's
 * only prompt for the type and turns is taken with or without a reference.
 */
export function choosePrompt(prompts: readonly JudgePrompt[], need: PromptNeed): JudgePrompt {
  if (need.name !== undefined) return namedPrompt(prompts, need, need.name);
  const names = prompts.map(({ name }) => name).join(", ") || say`none`;
  const wanted = need.reference
    ? say`type ${need.type}, ${turnsOf(need.multiTurn)}, with reference`
    : say`type ${need.type}, ${turnsOf(need.multiTurn)}, without reference`;
  const ofTurns = prompts.filter(
    (prompt) => prompt.type === need.type && isMultiTurn(prompt) === need.multiTurn,
  );
  let fitting = ofTurns.filter((prompt) => usesReference(prompt) === need.reference);
  const [only] = ofTurns;
  if (fitting.length === 0 && need.reference && only && ofTurns.length === 1) return only;
  fitting = narrowed(fitting, ({ name }) => speaks(name, need.language));
  fitting = narrowed(fitting, ({ category }) => category === need.category);
  const [chosen, ...others] = fitting;
  if (!chosen) {
    throw new UserError(
      say`no judge prompt fits (${wanted}); there are: ${names}${wayOut(need.multiTurn)}`,
    );
  }
  if (others.length === 0) return chosen;
  throw new UserError(
    say`several judge prompts fit (${wanted}): ${fitting.map(({ name }) => name).join(", ")}; choose one with judge_prompt (--judge-prompt)`,
  );
}

const turnsOf = (multiTurn: boolean): Message => (multiTurn ? say`two turns` : say`one turn`);

const wayOut = (multiTurn: boolean): Said =>
  multiTurn ? say`; judge_turns: 1 (--judge-turns 1) judges the first turn alone` : "";

/** Whether a prompt's name says the language: "pair-zh-ref" zh, "pair-zh-hant-ref" zh-hant. */
function speaks(name: string, language: string | undefined): boolean {
  const says = (wanted: string): boolean => `-${name.toLowerCase()}-`.includes(`-${wanted}-`);
  if (language === undefined) return false;
  return says(language) && !(language === "zh" && says("zh-hant"));
}

/** Those that fit, or all where none does. */
function narrowed(
  prompts: readonly JudgePrompt[],
  fits: (prompt: JudgePrompt) => boolean,
): JudgePrompt[] {
  const found = prompts.filter(fits);
  return found.length > 0 ? found : prompts.slice();
}

function namedPrompt(prompts: readonly JudgePrompt[], need: PromptNeed, name: string): JudgePrompt {
  const names = prompts.map((prompt) => prompt.name);
  const named = prompts.find((prompt) => prompt.name === name);
  if (!named) {
    throw new UserError(
      say`there is no judge prompt "${name}"; there are: ${names.join(", ")}.${suggest(name, names)}`,
    );
  }
  if (named.type !== need.type) {
    throw new UserError(
      say`judge prompt "${name}" is of type ${named.type}, but ${need.type} is needed here`,
    );
  }
  if (isMultiTurn(named) === need.multiTurn) return named;
  const twin = need.multiTurn
    ? `${name}${MULTI_TURN}`
    : name.endsWith(MULTI_TURN) && name.slice(0, -MULTI_TURN.length);
  const other = prompts.find((prompt) => prompt.name === twin && prompt.type === need.type);
  if (other && isMultiTurn(other) === need.multiTurn) return other;
  throw new UserError(
    say`judge prompt "${name}" shows ${turnsOf(!need.multiTurn)}, but ${turnsOf(need.multiTurn)} must be shown here${twin ? say`, and there is no "${twin}"` : ""}${wayOut(need.multiTurn)}`,
  );
}
