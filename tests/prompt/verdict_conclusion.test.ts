/** Verdicts in words: texts written for this test, with the reading a person gives them. */
import { describe, expect, it } from "vitest";
import { readVerdict } from "../../jrank/prompt/verdicts.ts";

const winner = (text: string): number | null => {
  const verdict = readVerdict(text, "last");
  return verdict.kind === "winner" ? verdict.winner : null;
};

type Case = readonly [string, 1 | 2 | 3 | null];
const holds = (cases: readonly Case[]): void => {
  it.each(cases)("%s → %s", (text, expected) => expect(winner(text)).toBe(expected));
};

describe("日本語: one is better", () => {
  holds([
    ["以上を踏まえ、アシスタント2の方がユーザーのお役に立つと存じます。", 2],
    ["総評としては、アシスタント1に軍配が上がります。", 1],
    ["よって勝者はアシスタント2であると考えられます。", 2],
    ["僅差ではありますが、アシスタント1を選ばせていただきます。", 1],
    ["アシスタント１の回答のほうが正確で読みやすく、優れています。", 1],
    ["AよりもBのほうが丁寧で、優れていると思います。", 2],
    ["結論: 回答Aの方が適切です。", 1],
    ["結論として、モデルBの回答がモデルAを上回っていると判断いたします。", 2],
    ["アシスタントBの回答はアシスタントAに比べて具体例が豊富であり、より有用です。", 2],
    ["アシスタント2と比較すると、アシスタント1は誤りが少なく、より適切な内容になっています。", 1],
    ["優れているのはアシスタント1の回答です。", 1],
    ["最も適切な回答を提供したのはアシスタント2だと考えます。", 2],
    ["どちらも良い回答ですが、強いて選ぶならアシスタント1でしょう。", 1],
    ["どちらか一つを選ぶとすれば、アシスタント2の回答がより適切でしょう。", 2],
    ["両者とも質問に答えていますが、総合的にはアシスタント2の回答を高く評価します。", 2],
    ["アシスタント2の回答はアシスタント1に劣ります。", 1],
    ["総合的に見て、アシスタント1の説明はアシスタント2に及びません。", 2],
    ["アシスタント1の回答は、アシスタント2ほど詳しくありません。したがって、後者を選びます。", 2],
    ["アシスタント1とアシスタント2を比べると、前者の方が優れています。", 1],
    ["アシスタント2には誤りがあるため、アシスタント1の回答を推奨します。", 1],
    ["アシスタント1は英語で回答しているので、日本語で答えたアシスタント2を支持します。", 2],
    ["アシスタント1の回答は簡潔ですが、正確さに欠けます。従って、アシスタント2の勝ちとします。", 2],
    ["最初の回答よりも、二つ目の回答の方が優れています。", 2],
    ["1番目の回答の方が質問に即しており、より有用だと言えるでしょう。", 1],
    ["アシスタント2の回答の方が優れていると言わざるを得ません。", 2],
    ["アシスタント1の回答が優れていることは間違いありません。", 1],
    ["総合的に判断して、アシスタント2の回答が若干優れていると思われます。", 2],
    ["アシスタント1も悪くありませんが、やはりアシスタント2の方が良いです。", 2],
    ["内容の正確さを考慮すれば、アシスタント1の回答の方が望ましいです。", 1],
    ["**結論**：アシスタント1の回答がアシスタント2の回答より優れている。", 1],
  ]);
});

describe("日本語: a remark behind the conclusion changes nothing", () => {
  holds([
    [
      "したがって、アシスタント1の回答を選びます。ただし、読みやすさではアシスタント2の方が優れています。",
      1,
    ],
    ["総合的に見て、アシスタント2が優れています。なお、アシスタント1の回答も参考になります。", 2],
    [
      "よって、アシスタント2の方が適切だと評価します。アシスタント1は、具体例を加えることでより良い回答になるでしょう。",
      2,
    ],
    [
      "結論として、アシスタント1の回答の方が有用です。アシスタント2の回答がもう少し詳しければ、より高い評価になったかもしれません。",
      1,
    ],
    [
      "以上のことから、アシスタント1の回答がより正確だと判断します。両者の日本語能力は同等です。",
      1,
    ],
    [
      "どちらのアシスタントを選ぶこともできません。ただし、アシスタント2の方がやや丁寧で、優れています。",
      3,
    ],
  ]);
});

describe("日本語: neither", () => {
  holds([
    ["二つの回答に優劣はつけられません。", 3],
    ["甲乙つけがたい内容です。", 3],
    ["したがって、今回は引き分けとします。", 3],
    ["どちらの回答も誤りを含むため、いずれも選べません。", 3],
    ["アシスタント1とアシスタント2の回答は同程度の質であると判断します。", 3],
    ["どちらが優れているかを決めるのは困難です。", 3],
    ["総合的に見て、両者は互角です。", 3],
    ["どちらのアシスタントが優れているかは、ユーザーの好みによります。", 3],
    [
      "アシスタント2の回答が優れているとは言えません。同様に、アシスタント1の回答が優れているとも言えません。",
      3,
    ],
    ["以上より、両者に明確な差は認められません。", 3],
  ]);
});

describe("日本語: no verdict", () => {
  holds([
    ["アシスタント2の回答がアシスタント1よりも優れているとは言い難いです。", null],
    ["必ずしもアシスタント1の方が良いとは限りません。", null],
    ["アシスタント1の回答は正確です。アシスタント2の回答も正確です。", null],
    ["アシスタント1は東京を、アシスタント2は大阪を挙げています。", null],
    ["アシスタント1の回答に出典があれば、より良い回答になったでしょう。", null],
    [
      "総合的に見ると、アシスタント1の方が詳しいです。したがって、どちらのアシスタントの回答も十分とは言えません。",
      null,
    ],
    ["評価を行います。まず、二つの回答の関連性を確認します。", null],
    ["どちらの回答が優れているかを検討します。", null],
    ["アシスタント1の回答は「一票の格差」を説明しています。", null],
  ]);
});

describe("English", () => {
  holds([
    ["Assistant 1 is better than Assistant 2.", 1],
    ["In my view, Response B is the stronger one.", 2],
    ["I'd go with Assistant 2.", 2],
    ["I would pick Answer A here.", 1],
    ["Assistant 1 has a slight edge over Assistant 2.", 1],
    ["The edge goes to Assistant 2.", 2],
    ["The winner is Assistant 1.", 1],
    ["Although Assistant 1 is more detailed, Assistant 2 is the better choice.", 2],
    ["Assistant 2 is better, although Assistant 1 is more detailed.", 2],
    [
      "While Assistant A writes well, Assistant B answers the question and is more helpful overall.",
      2,
    ],
    ["Assistant 1 falls short of Assistant 2.", 2],
    ["Assistant 2 is worse than Assistant 1.", 1],
    ["Assistant 2's answer is not as good as Assistant 1's answer.", 1],
    ["Assistant 1 is outperformed by Assistant 2.", 2],
    ["Assistant 1 outperforms Assistant 2.", 1],
    ["Between the two, the second answer is superior.", 2],
    ["A is better than B because it cites its source.", 1],
    [
      "Assistant 1 and Assistant 2 both explain it, but the latter is more accurate and therefore better.",
      2,
    ],
    [
      "Overall, I prefer Assistant 1. However, Assistant 2 is better in terms of grammar, which matters less.",
      1,
    ],
    [
      "Therefore Assistant 2 is the better assistant. Assistant 1 could have been better with an example.",
      2,
    ],
    ["It's a tie.", 3],
    ["Neither answer is better than the other.", 3],
    ["Both responses are equally helpful, so I cannot pick a winner.", 3],
    ["Overall, the two answers are on par.", 3],
    ["There is no clear winner between Assistant 1 and Assistant 2.", 3],
    ["Which answer is better depends on what the user wants; I call it a draw.", 3],
    ["Assistant 1 isn't better than Assistant 2.", null],
    ["I would not say that Assistant 2 is better.", null],
    ["If Assistant 1 had given an example, it would have been better.", null],
    [
      "Assistant 1 gives a detailed answer. Assistant 2 answers a question that was not asked.",
      null,
    ],
    ["Let us see which assistant is better.", null],
  ]);
});

describe("한국어", () => {
  holds([
    ["어시스턴트 1의 답변이 더 낫습니다.", 1],
    ["따라서 답변 B가 더 낫다고 판단됩니다.", 2],
    ["어시스턴트 1보다 어시스턴트 2를 선택하겠습니다.", 2],
    ["저는 어시스턴트 2의 손을 들어주고 싶습니다.", 2],
    ["최종 승자는 어시스턴트 1입니다.", 1],
    ["종합적으로 어시스턴트 1의 답변은 어시스턴트 2에 비해 부족합니다.", 2],
    ["어시스턴트 1도 좋지만, 어시스턴트 2가 더 정확하고 우수합니다.", 2],
    ["두 번째 답변이 첫 번째 답변보다 더 적절합니다.", 2],
    ["결론적으로 어시스턴트 1이 우세합니다. 다만 문법 면에서는 어시스턴트 2가 더 낫습니다.", 1],
    ["두 답변은 비슷한 수준입니다.", 3],
    ["어느 쪽도 더 낫다고 말하기 어렵습니다.", 3],
    ["이번 대결은 무승부입니다.", 3],
    ["어시스턴트 1의 답변이 더 우수하다고 할 수 없습니다.", null],
    ["어시스턴트 1은 서울을 언급했습니다. 어시스턴트 2는 부산을 언급했습니다.", null],
    ["예시를 추가한다면 어시스턴트 1의 답변은 더 좋을 것입니다.", null],
  ]);
});
