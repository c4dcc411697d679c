import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withoutThinking } from "../../jrank/prompt/verdict/plain_reply.ts";
import { outputFormatOf, readVerdict } from "../../jrank/prompt/verdict/verdicts.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const winner = (text: string, format: Parameters<typeof readVerdict>[1] = "last") => {
  const verdict = readVerdict(text, format);
  return verdict.kind === "winner" ? verdict.winner : null;
};
const score = (text: string) => {
  const verdict = readVerdict(text, "[[rating]]");
  return verdict.kind === "score" ? verdict.score : null;
};

describe("a digit on the last line", () => {
  it.each([
    ["どちらも良い回答です。\n\n1", 1],
    ["説明。\n２", 2],
    ["説明。\n**3**", 3],
    ["説明。\n「1」", 1],
    ["Explanation.\n\n2.", 2],
    ["評価: 1", 1],
    ["説明です。\n最終的な評価：２", 2],
    ["説明です。\n**最終判定: アシスタント2**", 2],
    ["よって、私の選択はアシスタント1です。", 1],
    ["どちらも不十分でした。よって評価は3とします。", 3],
    ["アシスタント1の回答が優れていると評価します。1", 1],
    ["Both are fine.\nVerdict: 2", 2],
    ["I choose 1.", 1],
    ["둘 다 좋은 답변입니다.\n\n최종 판정: 2", 2],
    ["설명입니다.\n3", 3],
    ["[[2]]", 2],
    ["評価: 1と考えましたが、見直しました。\n\n2", 2],
    ["まず1を選びます。いや、やはり最後の行には3を出力します。", 3],
  ])("%s", (text, expected) => expect(winner(text)).toBe(expected));

  it.each([
    "アシスタント1の評価: 3点\nアシスタント2の評価: 2点",
    "アシスタント2は3つの都市を挙げました",
    "回答は以下の3点を満たしていません。",
    "1. 東京\n2. 大阪\n3. 京都についての説明が必要です",
    "",
    "error",
  ])("reads no verdict from %s", (text) => expect(winner(text)).toBe(null));
});

describe("a conclusion in words", () => {
  it.each([
    ["したがって、アシスタント2の回答がアシスタント1の回答よりも優れていると評価します。", 2],
    ["総合的に見て、アシスタント1の方が有用です。アシスタント2は説明が不足しています。", 1],
    ["以上より、アシスタント1よりアシスタント2の回答の方が適切だと判断します。", 2],
    ["したがって、どちらのアシスタントの回答も選べません。", 3],
    ["両者の優劣をつけるのは難しいです。", 3],
    ["どちらが優れているとは一概には言えません。", 3],
    ["結論として、両者は同等の評価とします。", 3],
    ["アシスタント1の回答も良いですが、アシスタント2の回答を選びます。", 2],
    ["アシスタント1とアシスタント2の間で選ぶなら、アシスタント1の回答がより適切です。", 1],
    ["Therefore, Assistant 2 is better than Assistant 1.", 2],
    ["Overall, Assistant A gives the better answer.", 1],
    ["In conclusion, both answers are equally good.", 3],
    ["Overall, I cannot choose between the two assistants.", 3],
    ["Thus Assistant 1's answer is more accurate and more helpful.", 1],
    ["따라서 어시스턴트 2의 답변이 더 우수합니다.", 2],
    ["결론적으로 어시스턴트 1의 답변이 어시스턴트 2보다 낫습니다.", 1],
    ["두 답변의 우열을 가릴 수 없습니다.", 3],
  ])("%s", (text, expected) => expect(winner(text)).toBe(expected));

  it.each([
    "アシスタント1の方が優れているとは言えません。",
    "アシスタント1の回答は関連性が低いです。アシスタント2の回答は日本語が自然です。",
    "両方のアシスタントの回答は不適切です。",
    "Assistant 1 mentions Tokyo. Assistant 2 mentions Osaka.",
  ])("reads no verdict from %s", (text) => expect(winner(text)).toBe(null));
});

describe("brackets", () => {
  it("takes the last verdict, which FastChat's reader does not", () => {
    expect(winner("I would say [[A]], but the verdict is [[B]]", "[[A]]")).toBe(2);
    expect(winner("最終的な結論：［［Ａ］］", "[[A]]")).toBe(1);
    expect(winner("Final verdict: [[C]]", "[[A]]")).toBe(3);
    expect(winner("Final verdict: **[[tie]]**", "[[A]]")).toBe(3);
    expect(winner("Assistant A is better.", "[[A]]")).toBe(1);
  });

  it("reads ratings, not quotations, and none outside the scale", () => {
    expect(score("The answer cites [1] and [2]. Rating: [[8]]")).toBe(8);
    expect(score("cites [1] and [2]. Rating: 8/10")).toBe(8);
    expect(score("not [[10]]; Rating: [[3]]")).toBe(3);
    expect(score("Rating: [[85]]")).toBe(null);
    expect(score("Rating: [[0]]")).toBe(null);
    expect(score("[[rating: 7]]")).toBe(7);
    expect(score("[[8/10]]")).toBe(8);
    expect(score("評価：［［７．５］］")).toBe(7.5);
    expect(score("The answer is good.")).toBe(null);
    expect(readVerdict("[[85]]", "[[rating]]")).toMatchObject({ kind: "none" });
  });

  it("reads Arena-Hard's grades and keeps them", () => {
    expect(readVerdict("My final verdict: [[A>>B]]", "[[A>>B]]")).toMatchObject({
      winner: 1,
      grade: "A>>B",
    });
    expect(winner("[[A>B]] at first. Finally [[B>A]]", "[[A>>B]]")).toBe(2);
    expect(winner("[[A=B]]", "[[A>>B]]")).toBe(3);
    expect(winner("[[A<<B]]", "[[A>>B]]")).toBe(2);
  });

  it("reads two ratings", () => {
    expect(winner("[[7, 4]]", "[[rating_a,rating_b]]")).toBe(1);
    expect(winner("[[5,5]]", "[[rating_a,rating_b]]")).toBe(3);
    expect(winner("[[5,50]]", "[[rating_a,rating_b]]")).toBe(null);
  });
});

describe("other forms", () => {
  it("reads JSON under every format", () => {
    expect(winner('{"explanation": "…", "winner": 2}')).toBe(2);
    expect(winner('```json\n{"winner": "tie"}\n```', "json")).toBe(3);
    expect(readVerdict('{"score": 11}', "[[rating]]")).toMatchObject({ kind: "none" });
  });

  it("does not read thinking", () => {
    expect(winner("<think>1 は良い。\n1</think>\n2")).toBe(2);
    expect(winner("<think>まだ考えています\n1")).toBe(null);
    expect(withoutThinking("a</think>b")).toBe("b");
  });

  it("knows the formats of files made elsewhere", () => {
    expect(outputFormatOf("[[評価]]")).toBe("[[rating]]");
    expect(outputFormatOf("[[rating]]")).toBe("[[rating]]");
    expect(outputFormatOf("nonsense")).toBe(undefined);
  });
});

interface Row {
  judgment: string;
  reading: 1 | 2 | 3 | null;
  status: string;
  recorded: number;
  verdict?: string;
}
const rows = (file: string): Row[] =>
  readFileSync(sharedPath(`data/verdict_texts/${file}`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

describeShared("real judges' texts", () => {
  it("reads 1,729 GPT-4 reviews as a careful reader does", () => {
    const clear = rows("rakuda_gpt4.jsonl").filter(({ status }) =>
      ["ok", "misread"].includes(status),
    );
    const read = clear.map(({ judgment, reading }) => ({ reading, got: winner(judgment) }));
    const wrong = read.filter(({ reading, got }) => got !== null && got !== reading).length;
    const none = read.filter(({ got }) => got === null).length;
    expect(clear).toHaveLength(1729);
    expect(wrong / clear.length).toBeLessThanOrEqual(0.003);
    expect(none / clear.length).toBeLessThanOrEqual(0.03);
  });

  it("gives no ambiguous review the verdict that has no support", () => {
    const ambiguous = rows("rakuda_gpt4.jsonl").filter(({ status }) => status === "ambiguous");
    for (const { judgment, recorded } of ambiguous) expect(winner(judgment)).not.toBe(recorded);
  });

  it("reads every bracket", () => {
    const pairs = rows("jp_bench_brackets.jsonl");
    const letters: Record<string, number> = { A: 1, B: 2, C: 3 };
    for (const row of pairs) {
      expect(winner(row.judgment, "[[A]]")).toBe(letters[row.verdict as string]);
    }
    for (const row of rows("japanese_mt_bench_single.jsonl")) {
      expect(score(row.judgment)).toBe(row.recorded);
    }
  });
});
