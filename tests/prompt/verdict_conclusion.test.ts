/** Verdicts in words: texts written for this test, with the reading a person gives them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readVerdict } from "../../jrank/prompt/verdict/verdicts.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const winner = (text: string): number | null => {
  const verdict = readVerdict(text, "last");
  return verdict.kind === "winner" ? verdict.winner : null;
};

/** A text and its reading; null: no verdict. */
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

describe("日本語: a complaint behind the preference", () => {
  holds([
    [
      "したがって、アシスタント2の回答がアシスタント1より優れていますが、質問に完全に答えているわけではありません。",
      2,
    ],
    ["両者に改善の余地がありますが、全体としてアシスタント1の回答を選びます。", 1],
    ["アシスタント2の回答の方がアシスタント1よりはマシです。", 2],
    ["アシスタント1はアシスタント2より優れていますが、それでも適切な回答とは言えません。", null],
    ["アシスタント1はアシスタント2より優れていますが、評価は難しいです。", null],
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

/**
 * Written after the rules for the texts above and before anything was changed for these: the rules
 * then contradicted none, gave up 25 and found a verdict where there is none in 6.
 */
describe("a second set", () => {
  holds([
    [
      "アシスタント1は質問の意図を正しく汲み取っています。アシスタント2は的外れです。以上により、1番のアシスタントを勝者といたします。",
      1,
    ],
    ["総合評価：アシスタント2＞アシスタント1", 2],
    ["総合評価：アシスタント1 > アシスタント2", 1],
    ["結論として、アシスタント2の応答のほうがユーザーのニーズを満たしていると考えられます。", 2],
    ["以上から、アシスタント1の方が質問により的確に答えていると言えます。", 1],
    ["したがって、より良い回答をしたのはアシスタント2です。", 2],
    ["全体として、アシスタント2の方に分があります。", 2],
    [
      "アシスタント1の回答は事実誤認が多いです。それに対しアシスタント2は正確です。よってアシスタント2を高評価とします。",
      2,
    ],
    ["どちらも一長一短であり、判定は引き分けが妥当と考えます。", 3],
    ["どちらの回答も質問に答えておらず、評価に値しません。よって勝者はなしとします。", 3],
    ["結論：どちらの回答も同じくらい優れています。", 3],
    ["両者の間に大きな違いはなく、優劣は付けられないと判断しました。", 3],
    ["アシスタント1、アシスタント2ともに正確ですが、アシスタント1の方が一歩リードしています。", 1],
    [
      "アシスタント2の説明は冗長で、アシスタント1の簡潔な説明の方が好感が持てます。したがってアシスタント1を選出します。",
      1,
    ],
    ["私はアシスタント2に投票します。", 2],
    ["アシスタント1の方が劣っていると判断します。", 2],
    ["アシスタント1の回答は不正確であり、アシスタント2に軍配を上げます。", 2],
    ["アシスタント1がアシスタント2よりも優れているという根拠はありません。", null],
    ["アシスタント1の方が優れているかもしれませんが、断定はできません。", null],
    ["アシスタント2の方が優れていると主張する人もいるでしょう。", null],
    ["仮にアシスタント1が出典を示していたら、アシスタント1を選んだでしょう。", null],
    ["アシスタント2を選ぶ理由は見当たりません。", null],
    [
      "アシスタント1は誤答、アシスタント2は正答です。ゆえにアシスタント2の方が望ましい回答です。",
      2,
    ],
    ["最終的に、僅かにアシスタント1が優位です。", 1],
    ["総じてアシスタント2の回答の質が高いと感じました。", 2],
    [
      "総合的に見ると、アシスタント2の回答の方が、ユーザーの質問に対する理解が深く、満足度が高いでしょう。",
      2,
    ],
    ["以上の理由から、アシスタント1に高い評価を与えます。", 1],
    ["以上を考慮して、アシスタント2の回答に高評価を付けます。", 2],
    ["このため、アシスタント1の回答がアシスタント2の回答に比べて劣っていると評価します。", 2],
    ["アシスタント1はアシスタント2よりも優れた回答を提供していません。", null],
    ["結果、アシスタント1の勝利です。", 1],
    ["したがって、私はアシスタント1とアシスタント2の回答を同等と評価します。", 3],
    ["したがって、アシスタント1とアシスタント2の両方に同じ評価を与えます。", 3],
    ["どちらの回答も優れており、どちらかを選ぶ必要はないと思います。", 3],
    ["よって、アシスタント2がベストです。", 2],
    ["アシスタント1の回答の方がベターです。", 1],
    [
      "アシスタント1は日本語が不自然でした。アシスタント2の日本語は自然でした。従って、アシスタント２。",
      2,
    ],
    [
      "以上の点を踏まえると、アシスタント1の回答がより包括的であり、ユーザーにとって価値があります。",
      1,
    ],
    [
      "したがって、アシスタント1の回答がより具体的です。しかし、アシスタント2の回答も間違いではありません。",
      1,
    ],
    ["Both are decent. That said, I lean toward Assistant 2.", 2],
    ["Given the above, Assistant 1 takes the win.", 1],
    ["Assistant B did a better job of explaining the concept.", 2],
    ["Assistant A's response is clearly more accurate and helpful than Assistant B's.", 1],
    ["All in all, Assistant 2 answered the question more completely.", 2],
    ["Overall, Assistant 1 does a better job at answering the user's question.", 1],
    ["Overall, Assistant 2 fails to answer, so Assistant 1 is better.", 1],
    [
      "Assistant 1 is inaccurate. Assistant 2, on the other hand, is accurate. Thus, Assistant 2.",
      2,
    ],
    ["Hence my verdict goes to Assistant 1.", 1],
    ["The better answer is Assistant 2's.", 2],
    ["Assistant 2 > Assistant 1", 2],
    ["I find both answers to be of equal quality.", 3],
    ["They are tied.", 3],
    ["Neither assistant answered correctly, so neither wins.", 3],
    ["I can't say that Assistant 1 is better.", null],
    ["Some may argue that Assistant 2 is better.", null],
    ["It would be wrong to call Assistant 1 the winner.", null],
    ["Assistant 1 would be better if it were in Japanese.", null],
    ["Overall, Assistant 1 is good and Assistant 2 is good.", null],
    ["Assistant 1 is better in terms of detail, but Assistant 2 is better overall.", 2],
    [
      "Assistant 2 is not only more accurate but also more detailed, making it the better answer.",
      2,
    ],
    ["Ultimately, I have to go with Assistant 1, despite its length.", 1],
    ["Assistant 1 provides a more comprehensive answer; therefore it should be rated higher.", 1],
    ["So Assistant 2 deserves a higher score.", 2],
    ["Assistant 2 is slightly better.", 2],
    ["Assistant 1 is much worse.", null],
    ["종합하면 답변 1이 질문에 더 충실합니다.", 1],
    ["따라서 어시스턴트 2가 더 나은 답변을 제공했습니다.", 2],
    ["그러므로 저는 어시스턴트 1에게 더 높은 점수를 주겠습니다.", 1],
    ["두 답변 중 어시스턴트 2의 답변이 더 정확합니다.", 2],
    ["둘 다 훌륭하여 우열을 가리기 어렵습니다.", 3],
    ["두 답변의 품질은 동등합니다.", 3],
    ["어시스턴트 1이 더 낫다고 보기 어렵습니다.", null],
    ["어시스턴트 2가 어시스턴트 1보다 뛰어납니다.", 2],
    ["A와 B를 비교하면 B가 더 좋습니다.", 2],
  ]);
});

/** As above, after the second set: none contradicted, 15 given up, 2 invented. */
describe("a third set", () => {
  holds([
    ["両アシスタントの回答を比べた結果、アシスタント2の回答を採用します。", 2],
    [
      "アシスタント1の回答はユーザーの期待に沿っており、満足のいくものです。一方でアシスタント2は質問を誤解しています。結論としてアシスタント1を優とします。",
      1,
    ],
    ["総合的な判断として、アシスタント1＝アシスタント2と評価します。", 3],
    [
      "アシスタント2の回答は情報量の点で勝りますが、誤情報があるため、アシスタント1を上位とします。",
      1,
    ],
    ["正確性と詳細度の両面でアシスタント2が上です。", 2],
    ["いずれの観点でもアシスタント1が上回りました。", 1],
    ["アシスタント1の圧勝です。", 1],
    ["個人的にはアシスタント2の回答が好みです。", 2],
    ["アシスタント2のほうがベターだと感じましたので、そちらを選びます。", 2],
    [
      "アシスタント1のほうが詳しい一方、アシスタント2のほうが正確です。正確さを重視し、アシスタント2を選択いたしました。",
      2,
    ],
    ["アシスタント1の答えのほうが良かったです。", 1],
    ["よって、本件ではアシスタント2を優れているとみなします。", 2],
    ["最終評価では、アシスタント1が最も高い評価を得ました。", 1],
    [
      "アシスタント2の回答が質問の趣旨に最も合致しているため、アシスタント2が優れた回答をしたと結論づけます。",
      2,
    ],
    ["以上のことから、どちらかといえばアシスタント1の方が優れていると思います。", 1],
    ["アシスタント1、アシスタント2ともに優れた回答ですので、どちらも同じ評価とします。", 3],
    ["どちらの回答も満足できるものではなく、選ぶことができませんでした。", 3],
    ["評価が難しいですが、両者引き分けということにします。", 3],
    ["回答の優劣を判断する材料が不足しているため、判断できません。", 3],
    ["申し訳ありませんが、この質問の評価はできません。", null],
    ["アシスタント1は簡潔に、アシスタント2は詳しく答えました。", null],
    ["アシスタント1の方が先に表示されていますが、順序は評価に影響しません。", null],
    [
      "評価は公平に行い、アシスタント1とアシスタント2のどちらが優れているかを最後に示します。",
      null,
    ],
    ["アシスタント1の回答を改善するには、具体例を加えるのが良いでしょう。", null],
    ["アシスタント1が優れていると思われがちですが、実際にはアシスタント2の方が優れています。", 2],
    [
      "一見アシスタント2の方が優れているように見えますが、内容を確認するとアシスタント1の方が正確で優れています。",
      1,
    ],
    ["最初はアシスタント1が良いと思いましたが、再検討の結果、アシスタント2を選びます。", 2],
    ["アシスタント1の回答ではなく、アシスタント2の回答を選びます。", 2],
    ["アシスタント2よりは、アシスタント1の方がまだましです。", 1],
    ["アシスタント1も2も不十分ですが、あえて選ぶならアシスタント2です。", 2],
    [
      "アシスタント2の回答の方がユーザーに寄り添っているため優れています。ただし、両者とも改善の余地があります。",
      2,
    ],
    [
      "よって、アシスタント1の回答が優れていると評価できます。アシスタント2は、より詳しい説明が求められます。",
      1,
    ],
    ["勝者：アシスタント２\n\n理由：より正確なため。", 2],
    ["最終判定: アシスタント1の勝ち", 1],
    ["判定結果：アシスタント2の方が優れている", 2],
    ["【結論】アシスタント1が優秀", 1],
    ["Assistant 2's response is preferred.", 2],
    ["I believe the first response is better.", 1],
    ["The second assistant provides a superior explanation.", 2],
    ["After weighing everything, Assistant 1 comes out ahead.", 1],
    ["Assistant 1 is the clear winner here.", 1],
    ["Verdict: Assistant 2 is better.", 2],
    ["In conclusion, while both have merits, Assistant 1's answer is superior.", 1],
    ["In conclusion, Assistant 1's answer is superior, while Assistant 2's is acceptable.", 1],
    ["Assistant 1 gave the more accurate answer, so I choose Assistant 1.", 1],
    [
      "Assistant 2 would have been my choice had it not been for the error, so Assistant 1 wins.",
      1,
    ],
    ["At first glance Assistant 1 seems better, but Assistant 2 is actually better.", 2],
    ["Both answers are wrong. I cannot choose either.", 3],
    ["Both answers are correct and similar in quality, so it is a draw.", 3],
    ["The two responses are essentially identical.", 3],
    ["I am unable to evaluate this.", null],
    ["I don't think Assistant 2 is better than Assistant 1.", null],
    ["Assistant 1 is not necessarily better.", null],
    ["To decide which is better, consider accuracy first.", null],
    ["Assistant 2 claims that the Yangtze is the best river.", null],
    ["Assistant 1 says the second one is better than the first book.", null],
    ["Rather than Assistant 1, I recommend Assistant 2.", 2],
    ["Assistant 1's answer, in contrast to Assistant 2's, is fully correct and thus better.", 1],
    ["Assistant A edges out Assistant B.", 1],
    ["Model 2 is superior to Model 1.", 2],
    ["Response A > Response B", 1],
    ["A is the better response.", 1],
    ["B.", null],
    ["어시스턴트 1의 승리입니다.", 1],
    ["최종적으로 어시스턴트 2의 답변을 선택합니다.", 2],
    [
      "어시스턴트 1의 답변이 어시스턴트 2의 답변보다 더 상세하고 정확하므로 더 좋은 평가를 받을 만합니다.",
      1,
    ],
    ["두 답변 모두 질문에 제대로 답하지 못했으므로 어느 것도 선택할 수 없습니다.", 3],
    ["어시스턴트 2의 답변이 조금 더 좋습니다.", 2],
    ["어시스턴트 1은 오류가 있으므로 어시스턴트 2가 더 낫다고 판단합니다.", 2],
    ["어시스턴트 1이 반드시 더 나은 것은 아닙니다.", null],
    ["비교 결과 모델 A가 우수합니다.", 1],
    ["전반적으로 두 답변은 비슷하지만 어시스턴트 2가 약간 더 우수합니다.", 2],
    ["어시스턴트 1이 아니라 어시스턴트 2를 선택합니다.", 2],
  ]);
});

/** Whole replies with headings, lists, marks and tables: none contradicted, none invented, 10 of 50 given up at first. */
describe("whole replies", () => {
  holds([
    ["アシスタント1: 9/10\nアシスタント2: 7/10\n\n**勝者: アシスタント1**", 1],
    [
      "| 観点 | アシスタント1 | アシスタント2 |\n|---|---|---|\n| 正確性 | ○ | × |\n| 詳細度 | △ | ○ |\n\n以上より、アシスタント1が優れています。\n\n1",
      1,
    ],
    [
      "## 評価\n\n**アシスタント1の回答**\n正確です。\n\n**アシスタント2の回答**\n誤りがあります。\n\n## 判定\n\n1",
      1,
    ],
    ["**総合評価**\n\nアシスタント1: 8点\nアシスタント2: 6点", null],
    [
      "正確性: アシスタント2が優れている\n詳細度: アシスタント1が優れている\n日本語: 同等\n総合: アシスタント2が優れている",
      2,
    ],
    ["説明は以上です。\n\n---\n\n2", 2],
    ["理由を述べます。アシスタント1は誤りです。\n\n最終判定\n2", 2],
    ["2\n\n以上の通り、アシスタント2を選びました。", 2],
    ["私の最終的な判断は以下の通りです。\n\n3", 3],
    ["最終的な評価：\n\n**1**\n\n（アシスタント1の方が正確であるため）", 1],
    ["よって、評価は「2」となります。", 2],
    ["したがって、2 を選択します。", 2],
    ["したがって、評価は **3**（どちらも選べない）です。", 3],
    ["1つ目の回答は短い。2つ目の回答は長い。", null],
    ["回答は3つの点で不十分です。\n1. 出典がない\n2. 説明が短い\n3. 誤字がある", null],
    ["アシスタント1の回答には2つの誤りがあり、アシスタント2の回答には3つの誤りがあります。", null],
    ["参考:\n1. https://example.com/1\n2. https://example.com/2", null],
    [
      "**Assessment**\n\n- Assistant 1: clear, correct.\n- Assistant 2: wrong date.\n\n**Final verdict:** 1",
      1,
    ],
    [
      "My evaluation:\n\nAssistant 1: 7\nAssistant 2: 9\n\nAssistant 2 is more thorough and is therefore the better answer.",
      2,
    ],
    ["...\n\nFinal verdict: Assistant 1 is better.\n\n1", 1],
    ["I think it's 2.\n\n2", 2],
    ["The answer is 2, because it is more accurate.", 2],
    ["**2**\n\nAssistant 2 was more precise.", 2],
    ["Answer: 3 (cannot choose)", 3],
    ["Choice: (1)", 1],
    ["Option 2", null],
    ["Based on the above, I'd rate Assistant 1 higher than Assistant 2.", 1],
    ["Based on the above, Assistant 2's response should be ranked higher.", 2],
    ["Assistant 1 scores higher overall.", 1],
    [
      "In summary, Assistant 1 provides accurate information while Assistant 2 does not. Assistant 1 is the one I would recommend to the user.",
      1,
    ],
    ["최종 평가\n\n1", 1],
    ["결론: 어시스턴트 2가 더 정확하고 상세합니다.\n\n2", 2],
    ["점수: 어시스턴트 1 - 8점, 어시스턴트 2 - 6점", null],
    ["판정: 2번", 2],
    ["따라서 2번 답변이 더 좋습니다.", 2],
    ["저의 선택은 1입니다.", 1],
    ["정답은 3입니다.", null],
    [
      "アシスタント1の回答は読みやすいです。アシスタント2の回答は、アシスタント1の回答よりも情報が多く、より詳しい内容です。全体的に、アシスタント2の回答を優れたものと評価します。",
      2,
    ],
    ["したがって、どちらのアシスタントも選択しません。", 3],
    ["どちらのアシスタントも正しい回答をしていないので、3を出力します。", 3],
    [
      "アシスタント1は日本語で答えていません。ユーザーは日本語しか話さないため、アシスタント1の評価は低くなります。",
      null,
    ],
    ["以上を踏まえて、アシスタント1の回答を低く、アシスタント2の回答を高く評価します。", 2],
    [
      "アシスタント1を高く評価したいところですが、誤りを見逃すことはできません。アシスタント2を選びます。",
      2,
    ],
    ["アシスタント2の回答は英語であるため低評価とし、アシスタント1を選択します。\n\n以上です。", 1],
    ["アシスタント1の方が優れています。\n\nご不明な点がございましたら、お知らせください。", 1],
    ["アシスタント1の方が優れています。\n\n追記: 2024年3月1日", 1],
    ["判定：アシスタント1の勝利（正確さで上回るため）", 1],
  ]);
});

/**
 * Real texts whose explicit verdict is cut off: what remains is read in words and held against it.
 * Some of the differences are the judge's own (praise for one, then "3"), so the bounds are a guard,
 * not a claim of error.
 */
describeShared("real texts without their explicit verdict", () => {
  interface Row {
    judgment: string;
    verdict: "A" | "B" | "C";
    verdict_form: string;
    status: string;
    reading: number;
  }
  const rows = (file: string): Row[] =>
    readFileSync(sharedPath(`data/verdict_texts/${file}`), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Row);
  const compare = (texts: readonly (readonly [string, number])[]) => {
    const read = texts.map(([text, truth]) => [winner(text), truth] as const);
    return {
      n: texts.length,
      contradicted: read.filter(([got, truth]) => got !== null && got !== truth).length,
      givenUp: read.filter(([got]) => got === null).length,
    };
  };

  it("bracketed pairs: 1 of 960 contradicted, 26 given up", () => {
    const { n, contradicted, givenUp } = compare(
      rows("jp_bench_brackets.jsonl").map(({ judgment, verdict }) => [
        judgment.normalize("NFKC").replace(/\[\[[^\]]*\]\][」。、]*/g, ""),
        { A: 1, B: 2, C: 3 }[verdict],
      ]),
    );
    expect(n).toBe(960);
    expect(contradicted / n).toBeLessThan(0.004);
    expect(givenUp / n).toBeLessThan(0.05);
  });

  it("a digit on the last line: 4 of 731 contradicted, 20 given up", () => {
    const { n, contradicted, givenUp } = compare(
      rows("rakuda_gpt4.jsonl")
        .filter(({ status, verdict_form }) => status === "ok" && /alone/.test(verdict_form))
        .map(({ judgment, reading }) => [judgment.trimEnd().replace(/\n[^\n]*$/, ""), reading]),
    );
    expect(n).toBe(731);
    expect(contradicted / n).toBeLessThan(0.008);
    expect(givenUp / n).toBeLessThan(0.06);
  });
});
