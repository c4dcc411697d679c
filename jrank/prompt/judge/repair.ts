/** Asking once more: the judge sees its own text and is asked for the verdict only. */
import type { ConversationMessage } from "../conversation/conversation.ts";
import { type InstructionLanguage, instructionLanguageOf } from "../text_language.ts";
import { DEFAULT_SCALE } from "../verdict/grades.ts";
import { withoutThinking } from "../verdict/plain_reply.ts";
import type { GradeScale } from "../verdict/verdict.ts";
import type { OutputFormat } from "../verdict/verdicts.ts";

const ASK: Record<InstructionLanguage, string> = {
  ja: "判定が読み取れませんでした。説明は繰り返さず、上の審査の結論だけを次の形で答えてください。",
  en: "Your verdict could not be read. Do not repeat the explanation; give only what you concluded above, in this form: ",
  ko: "판정을 읽을 수 없었습니다. 설명은 되풀이하지 말고 위 심사의 결론만 다음 형식으로 답해 주세요. ",
  zh: "无法读取你的判定。请不要重复说明，只用以下形式回答上面评审的结论：",
};

/** What the two assistants are called differs between prompts; "first" and "second" hold in all. */
const FORMS: Record<OutputFormat, Record<InstructionLanguage, string>> = {
  last: {
    ja: "数字一つ（先に示された回答が優れていれば1、後に示された回答が優れていれば2、優劣を決められなければ3）",
    en: "a single digit (1 if the answer shown first is better, 2 if the second is, 3 if you cannot choose)",
    ko: "숫자 하나(먼저 제시된 답변이 나으면 1, 나중에 제시된 답변이 나으면 2, 우열을 가릴 수 없으면 3)",
    zh: "一个数字（先出现的回答更好写1，后出现的回答更好写2，无法分出优劣写3）",
  },
  "[[A]]": {
    ja: "[[A]]（先の回答が優れている）、[[B]]（後の回答が優れている）、[[C]]（引き分け）のいずれか",
    en: "[[A]] if the first answer is better, [[B]] if the second is, or [[C]] for a tie",
    ko: "[[A]](먼저 제시된 답변이 나음), [[B]](나중에 제시된 답변이 나음), [[C]](무승부) 중 하나",
    zh: "[[A]]（先出现的回答更好）、[[B]]（后出现的回答更好）、[[C]]（平局）之一",
  },
  "[[A>>B]]": {
    ja: "[[A>>B]]、[[A>B]]、[[A=B]]、[[B>A]]、[[B>>A]]のいずれか（Aが先に示された回答）",
    en: "one of [[A>>B]], [[A>B]], [[A=B]], [[B>A]], [[B>>A]], where A is the answer shown first",
    ko: "[[A>>B]], [[A>B]], [[A=B]], [[B>A]], [[B>>A]] 중 하나(A는 먼저 제시된 답변)",
    zh: "[[A>>B]]、[[A>B]]、[[A=B]]、[[B>A]]、[[B>>A]]之一（A是先出现的回答）",
  },
  "[[rating]]": {
    ja: "1から10までの評点を二重の角括弧に入れたもの（例：[[5]]）",
    en: "a rating from 1 to 10 in double square brackets, for example [[5]]",
    ko: "1부터 10까지의 점수를 이중 대괄호에 넣은 것(예: [[5]])",
    zh: "1到10的分数，写在双层方括号中（例如：[[5]]）",
  },
  "[[rating_a,rating_b]]": {
    ja: "二つの回答の1から10までの評点を、示された順に二重の角括弧に入れたもの（例：[[5,5]]）",
    en: "ratings from 1 to 10 of both answers, in the order shown, in double square brackets, for example [[5,5]]",
    ko: "두 답변의 1부터 10까지의 점수를 제시된 순서대로 이중 대괄호에 넣은 것(예: [[5,5]])",
    zh: "两个回答1到10的分数，按出现的顺序写在双层方括号中（例如：[[5,5]]）",
  },
  json: {
    ja: "はじめに求められたJSONのみ",
    en: "only the JSON object that was asked for at the beginning",
    ko: "처음에 요청한 JSON 객체만",
    zh: "只写开头所要求的JSON对象",
  },
};

/**
 * The conversation with the judge, continued by the request for a verdict, in the language of the
 * instructions (the first message). Thinking is not shown again, and an empty reply not at all:
 * servers refuse empty messages.
 */
export function repairMessages(
  messages: readonly ConversationMessage[],
  judgment: string,
  { format, scale = DEFAULT_SCALE }: { format: OutputFormat; scale?: GradeScale },
): ConversationMessage[] {
  const language = instructionLanguageOf(messages[0]?.content ?? "");
  const said = withoutThinking(judgment).trim();
  return [
    ...messages,
    ...(said === "" ? [] : [{ role: "assistant" as const, content: said }]),
    { role: "user", content: ASK[language] + onScale(FORMS[format][language], scale) },
  ];
}

/** The words of a form, which are written for 1 to 10, for another scale. */
const onScale = (form: string, { min, max }: GradeScale): string =>
  form
    .replace(/(?<!\d)1(?=\s?(?:to|から|부터|到|至))/, String(min))
    .replace(/(?<!\d)10(?!\d)/, String(max))
    .replace(/\[\[5(,5)?\]\]/, (_, two) => {
      const middle = Math.round((min + max) / 2);
      return two ? `[[${middle},${middle}]]` : `[[${middle}]]`;
    });
