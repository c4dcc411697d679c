/** The forms in which judges write verdicts, format by format: texts written for this test. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type OutputFormat,
  readVerdict,
  VERDICT_FORMATS,
} from "../../jrank/prompt/verdict/verdicts.ts";

/** The winner or score that is read; null for none. */
function read(text: string, format: OutputFormat): number | null {
  const verdict = readVerdict(text, format);
  if (verdict.kind === "none") return null;
  return verdict.kind === "winner" ? verdict.winner : verdict.score;
}

const holds = (format: OutputFormat, cases: readonly (readonly [string, number | null])[]) =>
  describe(format, () => {
    it.each(cases)("%j → %s", (text, expected) => expect(read(text, format)).toBe(expected));
  });

holds("last", [
  ["説明。\n\n最終行に「2」", 2],
  ["説明。\n**2**\n", 2],
  ["答え：２", 2],
  ["評価結果: 1", 1],
  ["説明。\n【1】", 1],
  ["説明。\n→ 1", 1],
  ["説明。\n1(アシスタント1)", 1],
  ["説明。\n1 (アシスタント1の回答が優れている)", 1],
  ["説明。\n1：アシスタント1", 1],
  ["説明。\n1です", 1],
  ["説明。\n「1」です。", 1],
  ["説明。\n2を出力します。", 2],
  ["評価: アシスタント1", 1],
  ["…\n\\boxed{1}", 1],
  ["…\n$\\boxed{2}$", 2],
  ["Final: 1", 1],
  ["Final answer: **2**", 2],
  ["Output: `1`", 1],
  ["<answer>2</answer>", 2],
  ["Winner: Assistant 1", 1],
  ["Verdict: Tie", 3],
  ["判定: 引き分け", 3],
  ["評価: 引き分け(3)", 3],
  ["勝者: アシスタントB", 2],
  ["最終評価：１（アシスタント１の回答が優れている）", 1],
  ["評価: 8/10", null],
  ["参考文献: 1", null],
  ["アシスタント1: 8点\nアシスタント2: 7点", null],
  ["アシスタント1：3\nアシスタント2：2", null],
  ["4", null],
  ["説明。\n0", null],
  ["説明。\n12", null],
  ["説明。\n\n1\n\n理由: アシスタント1の方が詳しいからです。", 1],
  ["2\n\nアシスタント2の回答は詳しく、正確です。アシスタント1は短いです。", 2],
  [
    "その有用性は非常に低く、評価は1です。\n\n一方、アシスタント2の評価は5です。\n\nしたがって、アシスタント2の回答がより優れていると判断します。",
    2,
  ],
  ["最終判定は「3」です。", 3],
  ["結論：３", 3],
  ["出力：\n\n3", 3],
  ["評価：１　です。", 1],
  ["１。", 1],
  ["説明。 最終的な答えは2。", 2],
  ["私は2を選びます。", 2],
  ["「2」を選択します。", 2],
  ["Therefore, the final verdict is 2.", 2],
  ["I give it a 2.", null],
  ["Rating: 2/3", null],
  ["### 評価\n1", 1],
  ["## 最終判定\n\n**アシスタント2**", 2],
  ["最終的な回答: アシスタント1の回答", 1],
  ["따라서 제 최종 답은 1입니다.", 1],
  ["최종 판정: **어시스턴트 2**", 2],
  ["평가: 무승부", 3],
  ["[[A]]", 1],
  ["[[C]]", 3],
  ["最終判定: [[B]]", 2],
  ['{"explanation":"良い","winner":"A"}', 1],
  ['```json\n{"winner": 3}\n```', 3],
  ["1. 正確性: アシスタント1\n2. 詳細度: アシスタント2\n3. 日本語: 同等", null],
  ["アシスタント1の評価は1、アシスタント2の評価は3です。", null],
  ["<think>1かな</think>2", 2],
  ["思考中…</think>\n3", 3],
  ["<think>\nまず、1がよい。\n1", null],
  ["<thinking>1</thinking>\n2", 2],
  ["<reasoning>最後に1</reasoning>\n2", 2],
  ["評価：一", null],
  ["三", null],
  ["説明。\n1 2 3", null],
  ["1,2,3の中から選びます。", null],
  ["最後の行に1、2、3のいずれかを出力します。", null],
  ["アシスタント1が優れていれば1、アシスタント2が優れていれば2、同等なら3を出力します。", null],
  [
    "1: アシスタント1の回答が優れている\n2: アシスタント2の回答が優れている\n3: どちらとも言えない",
    null,
  ],
  ["質問3について、アシスタント2は答えていません。", null],
  ["アシスタント1は3を選び、アシスタント2は2を選びました。", null],
]);

holds("[[A]]", [
  ["The verdict is [[b]].", 2],
  ["[[ A ]]", 1],
  ["[[Assistant B]]", 2],
  ["[[アシスタントA]]", 1],
  ["[A]", 1],
  ["Final verdict: [B]", 2],
  ["My final verdict is: **[[A]]**", 1],
  ["[[A]] or [[B]]? I say [[C]]", 3],
  ["[[D]]", null],
  ["[[A or B]]", null],
  ["最終判定：【【Ａ】】", 1],
  ["最終判定：〔〔Ｂ〕〕", 2],
  ["「「Ｂ」」", 2],
  ['"[[A]]"', 1],
  ["\\[\\[A\\]\\]", 1],
  ["[[A\n", 1],
  ["[[A]", 1],
]);

holds("[[A>>B]]", [
  ["[[A>>B]]", 1],
  ["[[A > B]]", 1],
  ["[[A&gt;&gt;B]]", 1],
  ["My final verdict is: [[B>>A]]", 2],
  ["[[Ａ＞＞Ｂ]]", 1],
  ["[[A≫B]]", 1],
  ["[[A==B]]", 3],
  ["[[A>A]]", null],
  ["[[B=A]]", 3],
  ["[[A<B]]", 2],
  ["[[A]]", null],
  ["[A>B]", 1],
]);

holds("[[rating]]", [
  ["Rating: [[7]]", 7],
  ["評価：［［８］］", 8],
  ["[[7.5]]", 7.5],
  ["[[10]]", 10],
  ["[[11]]", null],
  ["[[-1]]", null],
  ["[[85]]", null],
  ["[[8/10]]", 8],
  ["[[8 / 10]]", 8],
  ["[[rating: 7]]", 7],
  ["[[評価：7]]", 7],
  ["[[8点]]", 8],
  ["[[3/5]]", null],
  ["Rating: [5]", 5],
  ["cites [1] and [2]. Rating: 8/10", 8],
  ["not [[10]]; Rating: [[3]]", 3],
  ["I'd rate it 7 out of 10", 7],
  ["Score: 9.", 9],
  ["점수: [[6]]", 6],
  ["[[6점]]", 6],
  ["6점입니다", null],
  ["評価は7です。", 7],
  ["The year 1999. [3] says so.", null],
  ["Rating: 85", null],
  ["Rating: 8.5/10", 8.5],
  ["[[7]] [[8]]", null],
  ["評価：[[7～8]]", null],
  ["[[seven]]", null],
  ['{"rating": 7}', 7],
  ['{"score": "7"}', 7],
  ["[[0]]", null],
]);

holds("[[rating_a,rating_b]]", [
  ["[[7,4]]", 1],
  ["[[7, 4]]", 1],
  ["［［４，７］］", 2],
  ["[[5、5]]", 3],
  ["[[0,5]]", null],
  ["[[A: 7, B: 4]]", 1],
  ["[[7]], [[4]]", null],
  ["[[7/10, 8/10]]", 2],
]);

holds("json", [
  ['{"winner": 1}', 1],
  ['{"winner": "B"}', 2],
  ['{"verdict": "tie"}', 3],
  ['text {"winner": 2} more {x}', 2],
  ['{"winner": "none"}', null],
  ['{"winner": 4}', null],
  ['{"explanation": "uses { and }", "winner": "assistant 2"}', 2],
  ['{"winner": 1', null],
  ['{"score_a": 7, "score_b": 3}', null],
  ["１", null],
  ['{"winner": 1}\n{"winner": 2}', null],
]);

describe("digits that are not at the end", () => {
  it("does not take the numbers of a list for a verdict", () => {
    const text =
      "二つの回答の要点です。\n1\n東京の人口\n2\n大阪の人口\n3\n京都の人口\n名古屋の人口\n福岡の人口";
    expect(read(text, "last")).toBe(null);
  });
});

describe("headings", () => {
  it("does not take a heading for a verdict", () => {
    const text = "**アシスタントA**\n良い。\n**アシスタントB**\n不正確です。";
    expect(read(text, "[[A]]")).toBe(null);
    expect(read(text, "last")).toBe(null);
  });
});

describe("a judge in a loop", () => {
  // How long they take: linear_time.test.ts.
  it.each([
    "どちらの回答が優れているかは",
    "アシスタント1とアシスタント2の",
    "*",
    "[[",
    "(",
    "評価:",
    "{",
  ])("%s, again and again", (words) => {
    const text = words.repeat(Math.ceil(60000 / words.length));
    for (const format of Object.keys(VERDICT_FORMATS) as OutputFormat[]) {
      expect(read(text, format)).toBe(null);
      expect(read(`${text}\n\n2`, "last")).toBe(2);
    }
  });
});

describe("any text at all", () => {
  const piece = fc.constantFrom(
    ...[
      "アシスタント1",
      "アシスタント2",
      "Assistant A",
      "の回答",
      "が",
      "より",
      "優れて",
      "いません",
      "評価:",
    ],
    ...[
      "1",
      "２",
      "4",
      "[[",
      "]]",
      "A",
      ">>",
      "B",
      "{",
      "}",
      '"winner":',
      "\n",
      "。",
      "<think>",
      "</think>",
      "8/10",
    ],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );

  it("gives a winner of 1, 2 or 3, a score on the scale, or a reason", () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...(Object.keys(VERDICT_FORMATS) as OutputFormat[])),
        (words, format) => {
          const verdict = readVerdict(words, format);
          if (verdict.kind === "winner") expect([1, 2, 3]).toContain(verdict.winner);
          else if (verdict.kind === "score") {
            expect(verdict.score).toBeGreaterThanOrEqual(1);
            expect(verdict.score).toBeLessThanOrEqual(10);
          } else expect(verdict.reason).not.toBe("");
        },
      ),
      { numRuns: 500 },
    );
  });

  it("swaps the verdict when the names are swapped", () => {
    const swapped = (words: string): string =>
      words.replace(
        /アシスタント([12])/g,
        (_, side: string) => `アシスタント${side === "1" ? 2 : 1}`,
      );
    const tails = fc.constantFrom(
      ...[
        "アシスタント1の方が優れています。",
        "よって、アシスタント2を選びます。",
        "アシスタント1よりアシスタント2が良いです。",
      ],
      ...[
        "どちらも選べません。",
        "アシスタント2が優れているとは言えません。",
        "アシスタント1はアシスタント2に劣ります。",
      ],
      ...[
        "アシスタント1は詳しいです。",
        "ただし、アシスタント1の方が読みやすく優れています。",
        "アシスタント2も有用です。",
      ],
    );
    fc.assert(
      fc.property(fc.array(tails, { minLength: 1, maxLength: 4 }), (sentences) => {
        const words = sentences.join("");
        const mirror = { 1: 2, 2: 1, 3: 3 } as const;
        const [one, other] = [readVerdict(words, "last"), readVerdict(swapped(words), "last")];
        expect(other.kind).toBe(one.kind);
        if (one.kind === "winner" && other.kind === "winner") {
          expect(other.winner).toBe(mirror[one.winner]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
