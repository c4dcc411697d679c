import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answer, Question } from "../../jrank/core/types.ts";
import { describeFinding, HEALTH_CHECKS } from "../../jrank/prompt/health/health.ts";
import {
  isEcho,
  isErrorMark,
  isLoop,
  isRefusal,
  isWrongLanguage,
  templateTokenIn,
} from "../../jrank/prompt/health/health_text.ts";
import { checkHealth } from "../support/check_health.ts";

describe("language", () => {
  const ja = "日本の首都とその人口について教えてください。";
  it.each([
    ["The capital of Japan is Tokyo, with about 14 million people.", ja, true],
    ["首都は東京で、人口は約1400万人です。都心には多くの企業があります。", ja, false],
    ["東京 (Tokyo) の人口 (population) は約1400万人です。", ja, false],
    ["Tokyo", ja, false],
    ["利根川、信濃川、北上川、最上川、阿武隈川、天竜川、木曽川", ja, false],
    [
      "日本的首都是东京，人口大约一千四百万。东京是日本的政治、经济、文化中心，也是世界上最大的城市之一，拥有许多大学和企业，交通十分便利，吸引着来自全国各地的人们。",
      ja,
      true,
    ],
    ["일본의 수도는 도쿄이며 인구는 약 천사백만 명입니다.", ja, true],
    [
      "Good morning, everyone. Nice to meet you all.",
      "「おはようございます」を英語に訳してください。",
      false,
    ],
    ["도쿄는 일본의 수도이고 사람이 매우 많이 삽니다.", "일본의 수도는 어디인가요?", false],
    ["The capital of Japan is the city of Tokyo.", "일본의 수도는 어디인가요?", true],
    [
      "首都は東京で、人口は約1400万人です。企業も大学も多くあります。",
      "What is the capital of this country?",
      true,
    ],
    ["```python\nprint('hello, wonderful world of code')\n```", ja, false],
  ])("%s", (reply, question, expected) => expect(isWrongLanguage(reply, question)).toBe(expected));
});

describe("single replies", () => {
  it("knows an echo", () => {
    const question = "富士山の高さを教えてください。";
    expect(isEcho("富士山の高さを教えて下さい", question)).toBe(false);
    expect(isEcho(" 富士山の高さを、教えてください!\n3776mです。", question)).toBe(true);
    expect(isEcho("富士山の高さは3776mです。", question)).toBe(false);
    expect(isEcho("1+1は2です", "1+1は?")).toBe(false);
  });

  it.each([
    ["申し訳ありませんが、そのご質問にはお答えできません。", true],
    ["AI言語モデルとして、個人的な意見を持つことはできません。", true],
    ["I'm sorry, but I can't help with that.", true],
    ["As an AI language model, I do not have opinions.", true],
    ["I cannot assist with this request.", true],
    ["죄송합니다만, 그 질문에는 답변드릴 수 없습니다.", true],
    ["AI로서 의견을 가질 수 없습니다.", true],
    ["武士は主君に逆らうことができませんでした。", false],
    ["メールの例: お世話になっております。申し訳ありませんが、明日は休みます。", false],
    ["In winter the lake is closed, and you cannot swim.", false],
    [`${"手紙の書き方を説明します。".repeat(13)}申し訳ありませんが、お受けできません。`, false],
    ["죄송하다는 말을 먼저 하는 것이 좋습니다.", false],
  ])("refusal: %s", (reply, expected) => expect(isRefusal(reply)).toBe(expected));

  it.each([
    ["答えです。<|im_end|>", "<|im_end|>"],
    ["<｜end▁of▁sentence｜>", "<｜end▁of▁sentence｜>"],
    ["[INST] 次の質問 [/INST]", "[INST]"],
    ["<<SYS>> x", "<<SYS>>"],
    ["終わり</s>", "</s>"],
    ["はい。<end_of_turn>", "<end_of_turn>"],
    ["答え。\n### 指示:\n次の質問", "### 指示:"],
    ["答え。\n\n### Response\n", "### Response"],
    ["東京です。\nユーザー: 大阪は?", "ユーザー:"],
    ["Tokyo.\nHuman: and Osaka?", "Human:"],
    ["東京です。<NL>以上", "<NL>"],
    ["### 東京の歴史\n江戸は…", undefined],
    ["`</s>` は文の終わりを示します。", undefined],
    ["a < b and c > d", undefined],
  ])("template: %s", (reply, token) => expect(templateTokenIn(reply)).toBe(token));

  it("knows marks of failed calls and loops", () => {
    expect(["$ERROR$", "ERROR", " error\n"].map(isErrorMark)).toEqual([true, true, true]);
    expect(isErrorMark("ERROR は英語で誤りのことです。")).toBe(false);
    expect(isLoop("これは答えです。そして、次のことが重要です。".repeat(30))).toBe(true);
    expect(
      isLoop(
        Array.from({ length: 60 }, (_, k) => `${k}番目の都市は人口${k * 37}人です。`).join(""),
      ),
    ).toBe(false);
  });
});

const question = (id: number): Question => ({
  question_id: id,
  category: "x",
  turns: ["日本の川について、二つの例を挙げて詳しく説明してください。"],
});
const answer = (model_id: string, question_id: number, text: string, reason = "stop"): Answer => ({
  question_id,
  answer_id: `${model_id}${question_id}`,
  model_id,
  choices: [{ index: 0, turns: [text], finish_reasons: [reason] }],
});
const LONG =
  "利根川は関東平野を流れる大きな川で、流域面積は日本で最大です。信濃川は長野県と新潟県を流れ、日本で最も長い川として知られています。";

describe("the report", () => {
  const found = checkHealth(
    [question(1), question(2)],
    new Map([
      ["good", [answer("good", 1, LONG), answer("good", 2, `${LONG}以上です。`)]],
      [
        "twin",
        [answer("twin", 1, `${LONG.replace("、", "， ")}`), answer("twin", 2, `まず、${LONG}`)],
      ],
      ["curt", [answer("curt", 1, "利根川。"), answer("curt", 2, "", "stop")]],
      ["cut", [answer("cut", 2, LONG.slice(0, 50), "length"), answer("cut", 99, "")]],
    ]),
  );
  const marks = found.map(({ model_id, check, question_ids }) => [model_id, check, question_ids]);

  it("lists findings by model and check", () => {
    expect(marks).toEqual([
      ["good", "identical", [1]],
      ["twin", "identical", [1]],
      ["curt", "empty", [2]],
      ["curt", "short", [1]],
      ["cut", "truncated", [2]],
    ]);
  });

  it("says it in a line", () => {
    expect(found.at(-1)).toMatchObject({ n_answers: 1 });
    expect(String(describeFinding(found[2] as (typeof found)[0]))).toBe(
      "curt: 1 of 2 answers are empty (question 2)",
    );
    const many = {
      model_id: "m",
      check: "echo",
      question_ids: [1, 2, 3, 4, 5, 6],
      n_answers: 9,
    } as const;
    expect(String(describeFinding({ ...many, question_ids: [...many.question_ids] }))).toBe(
      "m: 6 of 9 answers repeat the question (questions 1, 2, 3, 4, 5, …)",
    );
  });

  it("has nothing to say of two sound answers", () => {
    const sound = new Map([["good", [answer("good", 1, LONG)]]]);
    expect(checkHealth([question(1)], sound)).toEqual([]);
  });
});

describe("the sample benchmark", () => {
  const folder = new URL("../../jrank/data/sample/", import.meta.url);
  const load = <T>(path: string): T[] =>
    readFileSync(new URL(path, folder), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as T);

  it("has a model in the wrong language, one that echoes, and an empty answer", () => {
    const answers = new Map<string, Answer[]>();
    for (const file of readdirSync(new URL("answers/", folder))) {
      const list = load<Answer>(`answers/${encodeURIComponent(file)}`);
      answers.set((list[0] as Answer).model_id, list);
    }
    const found = checkHealth(load<Question>("questions.jsonl"), answers);
    const most = (check: keyof typeof HEALTH_CHECKS): [string, number] | undefined =>
      found
        .filter((finding) => finding.check === check)
        .map(({ model_id, question_ids }): [string, number] => [model_id, question_ids.length])
        .sort((a, b) => b[1] - a[1])[0];
    expect(most("wrong_language")).toEqual(["sample/ayame-en", 20]);
    expect(most("echo")).toEqual(["yamabiko-1b", 24]);
    expect(most("empty")).toEqual(["nazuna-7b:base", 1]);
    expect(found.every(({ check }) => check in HEALTH_CHECKS)).toBe(true);
  });
});
