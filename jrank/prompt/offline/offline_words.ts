/** What the offline judge says about its measurements, in the language of the prompt. */
import type { InstructionLanguage } from "../text_language.ts";
import { type OfflineMeasure, TIE_MARGIN } from "./offline_judge.ts";

interface Words {
  /** What this judge is. */
  notice: string;
  formula: (hasFacts: boolean) => string;
  margin: string;
  /** `assistant` is "" where there is but one answer. */
  measured: (assistant: string, measure: OfflineMeasure) => string;
  verdict: readonly [string, string, string];
}

const hundredths = (value: number): string => value.toFixed(2);
const tenths = (value: number): string => value.toFixed(1);

const WORDS: Record<InstructionLanguage, Words> = {
  ja: {
    notice:
      "これはオフライン審査です。言語モデルは使わず、参考解答との文字の重なり（chrF）と必須事項の有無だけを測っています。",
    formula: (hasFacts) =>
      hasFacts
        ? "得点＝100×（chrF＋2×必須事項の割合）÷3。"
        : "得点＝100×chrF（この質問に必須事項はありません）。",
    margin: `得点の差が${TIE_MARGIN}点以内なら引き分けとします。`,
    measured: (assistant, { overlap, factsFound, factsWanted, score }) =>
      `${assistant === "" ? "回答" : `アシスタント${assistant}の回答`}：chrF ${hundredths(overlap)}、${factsWanted > 0 ? `必須事項 ${factsWanted}件のうち${factsFound}件、` : ""}得点 ${tenths(score)}点。`,
    verdict: [
      "アシスタント1の得点のほうが高いと測定されました。",
      "アシスタント2の得点のほうが高いと測定されました。",
      "得点の差が小さいため、引き分けです。",
    ],
  },
  en: {
    notice:
      "This is the offline judge. It uses no language model: it measures character overlap with a reference answer (chrF) and looks for required facts, nothing else.",
    formula: (hasFacts) =>
      hasFacts
        ? "Score = 100 × (chrF + 2 × share of required facts) / 3."
        : "Score = 100 × chrF (this question requires no facts).",
    margin: `Scores within ${TIE_MARGIN} points of each other are a tie.`,
    measured: (assistant, { overlap, factsFound, factsWanted, score }) =>
      `${assistant === "" ? "The answer" : `Assistant ${assistant}`}: chrF ${hundredths(overlap)}, ${factsWanted > 0 ? `${factsFound} of ${factsWanted} required facts, ` : ""}score ${tenths(score)}.`,
    verdict: [
      "The score of Assistant 1 is higher.",
      "The score of Assistant 2 is higher.",
      "The scores are too close to call.",
    ],
  },
  ko: {
    notice:
      "이것은 오프라인 심사입니다. 언어 모델을 쓰지 않고, 참고 답안과 겹치는 글자(chrF)와 필수 사항이 있는지만 잽니다.",
    formula: (hasFacts) =>
      hasFacts
        ? "점수 = 100 × (chrF + 2 × 필수 사항의 비율) ÷ 3."
        : "점수 = 100 × chrF (이 질문에는 필수 사항이 없습니다).",
    margin: `점수 차이가 ${TIE_MARGIN}점 이내이면 무승부로 합니다.`,
    measured: (assistant, { overlap, factsFound, factsWanted, score }) =>
      `${assistant === "" ? "답변" : `어시스턴트 ${assistant}의 답변`}: chrF ${hundredths(overlap)}, ${factsWanted > 0 ? `필수 사항 ${factsWanted}건 중 ${factsFound}건, ` : ""}점수 ${tenths(score)}점.`,
    verdict: [
      "어시스턴트 1의 점수가 더 높습니다.",
      "어시스턴트 2의 점수가 더 높습니다.",
      "점수 차이가 작아 무승부입니다.",
    ],
  },
  zh: {
    notice:
      "这是离线评审。它不使用语言模型，只测量与参考答案的文字重合度（chrF）以及是否包含必要事项。",
    formula: (hasFacts) =>
      hasFacts
        ? "得分＝100×（chrF＋2×必要事项的比例）÷3。"
        : "得分＝100×chrF（本题没有必要事项）。",
    margin: `得分相差${TIE_MARGIN}分以内视为平局。`,
    measured: (assistant, { overlap, factsFound, factsWanted, score }) =>
      `${assistant === "" ? "回答" : `助手${assistant}的回答`}：chrF ${hundredths(overlap)}，${factsWanted > 0 ? `必要事项${factsWanted}项中的${factsFound}项，` : ""}得分${tenths(score)}分。`,
    verdict: ["助手1的得分更高。", "助手2的得分更高。", "得分相差很小，为平局。"],
  },
};

/** The explanation of a game, without the verdict itself. */
export function explainPair(
  first: OfflineMeasure,
  second: OfflineMeasure,
  { winner, language }: { winner: 1 | 2 | 3; language: InstructionLanguage },
): string {
  const words = WORDS[language];
  return [
    words.notice,
    `${words.formula(first.factsWanted > 0)}${language === "ja" || language === "zh" ? "" : " "}${words.margin}`,
    words.measured("1", first),
    words.measured("2", second),
    words.verdict[winner - 1],
  ].join("\n");
}

/** The explanation of a rating, without the rating itself. */
export function explainRating(
  measure: OfflineMeasure,
  { language }: { language: InstructionLanguage },
): string {
  const words = WORDS[language];
  return [words.notice, words.formula(measure.factsWanted > 0), words.measured("", measure)].join(
    "\n",
  );
}
