/** Asking once more: the judge sees its own text and is asked for the verdict only. */
import type { ConversationMessage } from "./conversation.ts";
import { languageOf } from "./language.ts";
import { type OutputFormat, VERDICT_FORMATS } from "./verdicts.ts";

const ASK: Record<string, (form: string) => string> = {
  ja: (form) =>
    `判定が読み取れませんでした。説明は繰り返さず、判定だけを次の形で答えてください：${form}`,
  en: (form) =>
    `Your verdict could not be read. Without repeating the explanation, give the verdict only, in this form: ${form}`,
  ko: (form) =>
    `판정을 읽을 수 없었습니다. 설명을 되풀이하지 말고 판정만 다음 형식으로 답해 주세요: ${form}`,
};

/** The conversation with the judge, continued by the request for a verdict in the same language. */
export function repairMessages(
  messages: readonly ConversationMessage[],
  judgment: string,
  format: OutputFormat,
): ConversationMessage[] {
  const language = languageOf(messages.map(({ content }) => content).join("\n")) ?? "en";
  const ask = ASK[language] as (form: string) => string;
  return [
    ...messages,
    { role: "assistant", content: judgment },
    { role: "user", content: ask(VERDICT_FORMATS[format].describe) },
  ];
}
