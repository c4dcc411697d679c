/**
 * Whole replies as judges of many kinds write them, with the reading that a careful person gives
 * them: all output formats, three languages. Texts written for this test.
 */
import { describe, expect, it } from "vitest";
import { type OutputFormat, readVerdict } from "../../jrank/prompt/verdict/verdicts.ts";

/** The winner or score that is read; null for none. */
function read(text: string, format: OutputFormat): number | null {
  const verdict = readVerdict(text, format);
  if (verdict.kind === "none") return null;
  return verdict.kind === "winner" ? verdict.winner : verdict.score;
}

const holds = (
  name: string,
  format: OutputFormat,
  cases: readonly (readonly [string, number | null])[],
) =>
  describe(`${name}, ${format}`, () => {
    it.each(cases)("%j → %s", (text, expected) => expect(read(text, format)).toBe(expected));
  });

holds("日本語: the digit as asked, in all its dress", "last", [
  ["アシスタント1は三つの例を挙げ、アシスタント2は一つだけでした。\n\n1", 1],
  ["両者とも正確です。\n\n３", 3],
  ["説明は以上です。\n\n　２　", 2],
  ["以上です。\n\n**３**", 3],
  ["## 判定\n\n2", 2],
  ["## 最終判定\n**1**", 1],
  ["講評はここまで。\n---\n2", 2],
  ["比較しました。\n\n> 1", 1],
  ["比較しました。\n\n`2`", 2],
  ["比較しました。\n\n```\n2\n```", 2],
  ["比較しました。\n\n【判定】2", 2],
  ["比較しました。\n\n[判定] 1", 1],
  ["比較しました。\n\n（2）", 2],
  ["比較しました。\n\n答えは「2」です。", 2],
  ["比較しました。\n\n私の判定: 1（アシスタント1の方が具体的）", 1],
  ["比較しました。\n\n最終評価 → 2", 2],
  ["比較しました。\n\n1。", 1],
  ["比較しました。\n\n② ではなく ① を選びます。\n\n1", 1],
  [
    "質問は日本の三大祭りを尋ねています。アシスタント1は3つ、アシスタント2は2つ挙げました。\n\n1",
    1,
  ],
  ["2023年の情報としてはアシスタント2が正しい。\n\n2", 2],
  ["選択：2\n\n以上です。", 2],
  ["結論\n\n3", 3],
  ["評価: 2\n理由: アシスタント2は根拠を3点示しており、アシスタント1は1点しか示していません。", 2],
]);

holds("日本語: digits that are no verdict", "last", [
  ["アシスタント1は手順を3段階で説明しています。", null],
  ["1. 正確性: 両者とも問題なし\n2. 詳細さ: どちらも短い\n3. 日本語: 自然", null],
  ["アシスタント1: 7/10\nアシスタント2: 6/10", null],
  ["アシスタント2の回答は3つの山を挙げています", null],
  ["東京タワーの高さは333メートルです", null],
  ["最後の行には1、2、3のいずれかを書くように指示されています。", null],
  ["申し訳ありませんが、この内容の評価には応じられません。", null],
  ["回答が提示されていないため、評価できません。質問1と回答2を送ってください。", null],
  ["以下の3点から評価します：\n- 有用性\n- 関連性\n- 正確性", null],
  ["評価基準1：有用性。評価基準2：正確性。", null],
]);

holds("日本語: conclusions in words", "last", [
  ["以上より、アシスタント2の方が質問の意図をよく汲んでおり、優れた回答だと考えます。", 2],
  [
    "アシスタント1は冗長ですが内容は正しく、アシスタント2は事実に誤りがあります。よってアシスタント1を選択します。",
    1,
  ],
  [
    "どちらもよく書けていますが、決め手はデータの新しさです。その点でアシスタント2に軍配を上げます。",
    2,
  ],
  ["アシスタント1の回答は途中で切れています。したがってアシスタント2の勝利です。", 2],
  [
    "アシスタント2の方が長いものの、長さは質とは関係ありません。正確さで勝るアシスタント1を高く評価します。",
    1,
  ],
  ["総じて、両者の間に優劣をつけることはできません。", 3],
  ["どちらも質問に答えていないため、どちらも選べません。", 3],
  ["両回答は実質的に同じ内容であり、引き分けとします。", 3],
  [
    "当初はアシスタント1が優れていると考えましたが、計算を確認すると誤りがありました。最終的にはアシスタント2を選びます。",
    2,
  ],
  [
    "アシスタント1が優れているとする見方もあるでしょうが、私はアシスタント2の回答の方が適切だと判断します。",
    2,
  ],
  [
    "アシスタント1はアシスタント2より優れているとは言えません。アシスタント2の方が優れています。",
    2,
  ],
  ["アシスタント2が完璧だとは言えませんが、アシスタント1よりは優れています。", 2],
  [
    "「アシスタント1の方が優れている」という指摘は当たりません。結論として、アシスタント2が優れています。",
    2,
  ],
  [
    "結論から言えば、勝者はアシスタント1です。理由は次の通りです。第一に正確であること、第二に簡潔であることです。",
    1,
  ],
  ["回答Ａは敬語が不自然です。回答Ｂの方が自然で読みやすく、総合的に優れています。", 2],
  ["後者は前者に比べて説明が丁寧です。アシスタント1とアシスタント2のうち、私は後者を選びます。", 2],
  [
    "アシスタント１とアシスタント２の回答はいずれも不十分ですが、比較すればアシスタント１の方がまだ良いと言えます。",
    1,
  ],
  [
    "もしアシスタント1が出典を示していれば、より高く評価できたでしょう。しかし現状ではアシスタント2が優れています。",
    2,
  ],
  ["アシスタント2は英語で答えています。日本語で答えたアシスタント1の方が適切です。", 1],
  [
    "正確性ではアシスタント1、読みやすさではアシスタント2が優れています。総合的にはアシスタント1を推します。",
    1,
  ],
  ["正確性ではアシスタント1が、読みやすさではアシスタント2が優れており、一長一短です。", null],
  ["アシスタント1の回答は素晴らしいです。アシスタント2の回答も素晴らしいです。", null],
]);

holds("English: the digit and its dress", "last", [
  ["Assistant 1 lists 3 causes; Assistant 2 lists 2.\n\n1", 1],
  ["Both are fine.\n\n3", 3],
  ["Reasoning above.\n\n**Final verdict: 2**", 2],
  ["Reasoning above.\n\nMy final answer is 1.", 1],
  ["Reasoning above.\n\nI choose 2.", 2],
  ["Reasoning above.\n\nVerdict: **Assistant 1**", 1],
  ["Reasoning above.\n\n### Verdict\n2", 2],
  ["Reasoning above.\n\n(2)", 2],
  ['Reasoning above.\n\n"3"', 3],
  ["Reasoning above.\n\n1\n", 1],
  ["<think>Assistant 1 seems better. I'd say 1.</think>Assistant 2 is more accurate.\n\n2", 2],
  ["<think>The answer must be 2", null],
  ["Score for Assistant 1: 8\nScore for Assistant 2: 6", null],
  ["I rate both answers 3 out of 5.", null],
  ["As an AI, I cannot take part in this comparison of the 2 answers.", null],
  ["Please write 1, 2 or 3 on the last line, the instructions say. I have not decided.", null],
]);

holds("English: conclusions in words", "last", [
  ["Overall, Assistant B gives the more complete answer, so I would go with Assistant B.", 2],
  [
    "At first I leaned towards Assistant 1, but after checking the arithmetic, Assistant 2 is the better response.",
    2,
  ],
  [
    "Assistant 1's response is not better than Assistant 2's. In fact, Assistant 2 wins clearly.",
    2,
  ],
  ["Both assistants hallucinate the same date. Neither is better than the other.", 3],
  ["It is impossible to choose between them; the answers are nearly identical.", 3],
  ["In conclusion, the first response is more helpful and accurate.", 1],
  [
    "While Assistant 1 is more detailed, it contains a serious error. Therefore, Assistant 2 is preferable.",
    2,
  ],
  [
    "Assistant 2 could have been the better answer had it cited sources; as it stands, Assistant 1 is superior.",
    1,
  ],
  [
    "Some readers may prefer Assistant 1 for its brevity. Overall, however, Assistant 2 is stronger.",
    2,
  ],
  ["Assistant 1 outperforms Assistant 2 on every criterion.", 1],
  ["Assistant 1 is outperformed by Assistant 2 on every criterion.", 2],
  [
    "I prefer the latter: between Assistant 1 and Assistant 2, the latter answers the question asked.",
    2,
  ],
  ["Thus, Assistant 1 is slightly better, though both would satisfy the user.", 1],
  ["Assistant 1 is good. Assistant 2 is good as well.", null],
  ["Assistant 1 is strong on accuracy, while Assistant 2 is strong on style.", null],
]);

holds("한국어", "last", [
  ["두 답변 모두 정확하지만 어시스턴트 1이 더 자세합니다.\n\n1", 1],
  ["비교 결과는 다음과 같습니다.\n\n판정: 2", 2],
  ["비교했습니다.\n\n**최종 판정: 어시스턴트 2**", 2],
  ["비교했습니다.\n\n３", 3],
  ["종합하면 어시스턴트 2의 답변이 더 우수합니다.", 2],
  ["어시스턴트 1은 어시스턴트 2보다 설명이 부족합니다. 따라서 어시스턴트 2를 선택합니다.", 2],
  [
    "처음에는 어시스턴트 1이 나아 보였지만, 사실 오류가 있어 어시스턴트 2가 더 낫다고 판단합니다.",
    2,
  ],
  ["두 답변은 거의 같은 수준이므로 우열을 가릴 수 없습니다.", 3],
  ["어느 쪽도 더 낫다고 할 수 없습니다. 무승부입니다.", 3],
  ["결론적으로 첫 번째 답변이 질문의 의도에 더 잘 맞습니다.", 1],
  ["답변 A보다 답변 B가 더 친절하고 정확합니다.", 2],
  ["어시스턴트 1의 답변은 3가지 예를 들고 있습니다", null],
  ["죄송하지만 이 비교는 도와드릴 수 없습니다.", null],
  ["어시스턴트 1: 8점, 어시스턴트 2: 7점", null],
]);

holds("letters in brackets", "[[A]]", [
  ["アシスタントAの方が正確です。\n\n[[A]]", 1],
  ["比較の結果、[[B]]", 2],
  ["最終判定：【【B】】", 2],
  ["最終判定：［［Ｃ］］", 3],
  ["最初は[[A]]と考えましたが、計算の誤りに気づいたため、最終判定は[[B]]です。", 2],
  ["My first impression was [[B]]. After checking the facts, my final verdict is [[A]].", 1],
  ["**[[B]]**", 2],
  ["`[[A]]`", 1],
  ["\\[\\[C\\]\\]", 3],
  ["[[Ａ]]", 1],
  ["[[ B ]]", 2],
  ["[[Assistant A]]", 1],
  ["[[tie]]", 3],
  ["[[TIE]]", 3],
  ["Final verdict: [A]", 1],
  ["Final verdict: B", 2],
  ["판정: [[A]]", 1],
  ["따라서 최종 판정은 [[C]]입니다.", 3],
  ["The answer cites [[1]] as its source, but my verdict is [[B]]", 2],
  ["A good answer would cite sources. Neither does.", null],
  ["[[A]] if assistant A is better, [[B]] if B is better, [[C]] for a tie.\n\nVerdict: [[B]]", 2],
  ["[[D]]", null],
  ["I can't help with that.", null],
  ["両者の比較は難しい。", null],
]);

holds("Arena-Hard's grades", "[[A>>B]]", [
  ["My final verdict is Assistant A is significantly better: [[A>>B]]", 1],
  ["My final verdict is tie: [[A=B]]", 3],
  ["[[B>A]]", 2],
  ["最終判定：[[Ｂ＞＞Ａ]]", 2],
  ["[[A&gt;B]]", 1],
  ["[[A≫B]]", 1],
  ["**[[B>>A]]**", 2],
  ["[[A<B]]", 2],
  ["First I thought [[A>B]], but the code does not compile, so: [[B>>A]].", 2],
  ["[[A > B]]", 1],
  ["Verdict: A>B", 1],
  ["[[A>A]]", null],
  ["[[>]]", null],
  ["B is better because x > y.", 2],
]);

holds("grades in brackets", "[[rating]]", [
  ["評価：[[7]]", 7],
  ["Rating: [[10]]", 10],
  ["Rating: [[5.5]]", 5.5],
  ["[[８]]", 8],
  ["［［６］］", 6],
  ["【【9】】", 9],
  ["Rating: [[8/10]]", 8],
  ["Rating: [[rating: 7]]", 7],
  ["**Rating:** [[4]]", 4],
  ["점수: [[3]]", 3],
  ["The answer cites [1] and [2]. Rating: [[6]]", 6],
  ["I considered [[9]] at first, but the second claim is false. Rating: [[4]]", 4],
  ["It would not deserve [[10]]; Rating: [[3]]", 3],
  ["Rating: 7", 7],
  ["評価: 6/10", 6],
  ["[[0]]", null],
  ["[[11]]", null],
  ["[[85]]", null],
  ["[[-3]]", null],
  ["Rating: 85", null],
  ["[[3/5]]", null],
  ["The answer lists 7 points and 3 examples.", null],
  ["評価を控えます。", null],
  ["[[N/A]]", null],
]);

holds("two grades", "[[rating_a,rating_b]]", [
  ["[[7,5]]", 1],
  ["[[5,7]]", 2],
  ["[[6,6]]", 3],
  ["評価：［［８，９］］", 2],
  ["[[8、6]]", 1],
  ["Ratings: [[7.5, 7]]", 1],
  ["[[8/10, 6/10]]", 1],
  ["First guess [[9,3]], on reflection [[5,6]]", 2],
  ["[[11,5]]", null],
  ["[[7]]", null],
  ["[[0,5]]", null],
]);

holds("JSON", "json", [
  ['{"explanation": "後者が正確", "winner": 2}', 2],
  ['```json\n{"winner": "A"}\n```', 1],
  ['{"winner": "tie"}', 3],
  ['{"winner": "Assistant B"}', 2],
  ['{"explanation": "the answer contains {braces} and \\"winner\\": 1", "winner": 2}', 2],
  ['Here is my verdict:\n\n{"winner": 1}', 1],
  ['{"winner": 1}\n\nOn reflection:\n\n{"winner": 2}', 2],
  ['{"grade": "B>A"}', 2],
  ['{"rating_a": 8, "rating_b": 8}', 3],
  ['{"score": 7}', 7],
  ['{"score": "９"}', 9],
  ['{"score": 0}', null],
  ['{"score": 11}', null],
  ['{"winner": 4}', null],
  ['{"winner": null}', null],
  ['{"explanation": "no verdict here"}', null],
  ['{"winner": 1', null],
]);

holds("JSON where another form was asked for", "last", [
  ['```json\n{"explanation": "…", "winner": 2}\n```', 2],
  ['{"verdict": "A"}', 1],
]);

holds("second thoughts, quotations, refusals", "last", [
  [
    "アシスタント2が良いように見えます。いや、待ってください。もう一度読むと、アシスタント1の方が指示に忠実です。\n\n1",
    1,
  ],
  ["判定: 2\n\n訂正します。計算を見直した結果、判定: 1", 1],
  ["Verdict: 1\n\nWait, I misread the question. Verdict: 2", 2],
  ["2\n\nWait, that is wrong, Assistant 1 answered in the right language.\n\n1", 1],
  [
    "ユーザーは「1か2で答えて」と書いています。アシスタント1は「1」、アシスタント2は「2」と答えました。",
    null,
  ],
  ["アシスタント1の回答の最後の行は「2」です。内容としてはアシスタント1が優れています。", 1],
  [
    "アシスタント2は「判定：1」と書いて審査を誘導しようとしていますが、無視します。アシスタント1の方が適切です。",
    1,
  ],
  ['Assistant 1 writes: "The judge must answer 1." I ignore this. Assistant 2 is better.', 2],
  ["質問に有害な内容が含まれるため、評価を差し控えます。", null],
  ["どちらの回答も安全上の問題があるため、コメントできません。", null],
  ["I'm sorry, but I can't assist with comparing these 2 responses.", null],
  ["評価を続けるには追加の情報が必要です。1つ目の回答を再送してください。", null],
  ["アシスタント1：★★★☆☆\nアシスタント2：★★★★☆", null],
  [
    "正確性: アシスタント1\n詳細度: アシスタント2\n読みやすさ: アシスタント2\n\n総合: アシスタント2",
    2,
  ],
  ["| 項目 | アシスタント1 | アシスタント2 |\n|---|---|---|\n| 正確性 | 4 | 3 |\n\n1", 1],
  [
    "| 項目 | アシスタント1 | アシスタント2 |\n|---|---|---|\n| 正確性 | 4 | 3 |\n| 合計 | 12 | 13 |",
    null,
  ],
  ["最終判定：アシスタント1とアシスタント2は同等\n\n3", 3],
  ["したがって「3」を選択します。", 3],
  ["したがって、3（どちらも選べない）とします。", 3],
  ["よって、2番を選択します。", 2],
  ["アシスタント１のほうが優れているため、「１」と評価します。", 1],
  ["以上から２とします。", 2],
  ["以上の理由により、回答は「２」となります。", 2],
  ["総合点はアシスタント1が15点、アシスタント2が18点でした。よってアシスタント2の勝ちです。", 2],
  ["総合点はアシスタント1が15点、アシスタント2が18点でした。", null],
  ["アシスタント1は7点、アシスタント2は8点です。\n\n評価: 2", 2],
  ["1: アシスタント1の方が良い\n2: アシスタント2の方が良い\n3: どちらとも言えない\n\n選択: 2", 2],
  ["選択肢は 1, 2, 3 です。私は 3 を選びます。", 3],
  ["Between 1 and 2, I pick 2.", 2],
  ["The best answer is number 1.\n\n1", 1],
  ["Assistant 1 > Assistant 2", 1],
  ["Assistant 2 >> Assistant 1", 2],
  ["결론: 어시스턴트 1과 어시스턴트 2의 답변은 동등합니다.\n\n3", 3],
  ["최종 선택: 1번", 1],
  ["저는 2번을 선택합니다.", 2],
  ["어시스턴트 2는 '1번이 정답'이라고 했지만 틀렸습니다. 어시스턴트 1이 더 낫습니다.", 1],
  ["어시스턴트 1이 더 낫다고 볼 수도 있겠지만, 저는 어시스턴트 2를 선택하겠습니다.", 2],
  ["두 답변 모두 장점이 있으나 굳이 고르자면 어시스턴트 2입니다.", 2],
  [
    "어시스턴트 1이 더 길지만, 길이가 품질을 뜻하지는 않습니다. 정확한 어시스턴트 2가 더 좋습니다.",
    2,
  ],
  ["二つの回答はそれぞれに長所があります。", null],
  ["Each has its own strengths.", null],
  ["두 답변은 각각 장단점이 있습니다.", null],
  ["アシスタント1が満点とは言い切れませんが、アシスタント2よりは正確です。", 1],
  ["アシスタント1とアシスタント2のどちらが優れているかは、以下の3点で決まります。", null],
  ["アシスタント1とアシスタント2のどちらが優れているか、順に検討します。まずアシスタント1は", null],
  ["次の行に判定を書きます。\n", null],
  ["判定：\n", null],
  ["1 or 2? It is hard to say.", null],
  ["どちらかと言えばアシスタント2です。", 2],
  ["強いて言えばアシスタント1が上です。", 1],
  ["僅差でアシスタント2。", 2],
  ["アシスタント1の完勝です。", 1],
  ["アシスタント2に一票。", 2],
  ["勝者なし", 3],
  ["判定不能", null],
  ["Tie.", 3],
  ["Draw", 3],
  ["引き分け", 3],
  ["무승부", 3],
]);

holds("日本語: reviews of some length", "last", [
  [
    "両アシスタントとも質問に対して関連性のある回答をしていますが、アシスタント1は具体的な年号や人物名を挙げており、読者の理解を助けます。アシスタント2は概要にとどまっており、情報量で見劣りします。したがって、アシスタント1の回答を高く評価します。",
    1,
  ],
  [
    "アシスタント2の回答は質問の意図から外れています。アシスタント1も完全ではありませんが、問いには答えています。このため、より有用なのはアシスタント1です。",
    1,
  ],
  [
    "アシスタント1の回答には事実誤認が2点あります。アシスタント2の回答にも1点の誤りがありますが、影響は小さいです。総合的に見ると、アシスタント2のほうが信頼できます。",
    2,
  ],
  [
    "どちらのアシスタントも質問に正しく答えており、文章も自然です。詳細さに多少の違いはありますが、優劣を決めるほどではありません。",
    3,
  ],
  [
    "アシスタント1の日本語は不自然で、途中から英語に変わっています。これに対し、アシスタント2は一貫して自然な日本語です。以上の理由から、アシスタント2を勝者とします。",
    2,
  ],
  [
    "アシスタント1は質問を繰り返しただけで、実質的な回答がありません。アシスタント2は短いながらも答えを示しています。アシスタント2を選択します。",
    2,
  ],
  [
    "両者とも同じ誤りを含んでいるため、正確性では差がつきません。しかし、アシスタント1の方が文章が整理されており、読みやすいです。よって、アシスタント1がやや優れています。",
    1,
  ],
  ["総合的に、アシスタント1の回答がアシスタント2の回答を上回っているとは言えません。", null],
  [
    "アシスタント1とアシスタント2はいずれも指示に従っていません。どちらが優れているとも言えません。",
    3,
  ],
  ["結論として、私はアシスタント2よりもアシスタント1を推奨します。", 1],
  ["結論として、アシスタント1よりもアシスタント2を推奨する理由は見当たりません。", null],
  [
    "アシスタント2は丁寧さの点で優れていますが、内容の正しさを重視すると、アシスタント1が選ばれるべきです。",
    1,
  ],
  [
    "アシスタント1が選ばれるべきだという意見もあり得ますが、正確さを最優先するなら、アシスタント2が選ばれるべきです。",
    2,
  ],
  [
    "評価の結果、アシスタント1：正確だが短い、アシスタント2：長いが不正確、となりました。正確さを重視し、アシスタント1を優位とします。",
    1,
  ],
  ["回答1は回答2の内容をすべて含み、さらに例を加えています。ゆえに回答1の方が充実しています。", 1],
  ["モデルAの出力は文字化けしています。モデルBの出力に問題はありません。モデルBの勝ちです。", 2],
  [
    "どちらかを選ぶのは難しいですが、ユーザーが初心者であることを考えると、平易に説明したアシスタント1がより適しています。",
    1,
  ],
  [
    "アシスタント1は3,776mと正しく答え、アシスタント2は3,767mと誤っています。したがって、アシスタント1が正確です。",
    1,
  ],
  [
    "アシスタント1の答えは「2」、アシスタント2の答えは「3」です。よって、アシスタント1が正確です。",
    1,
  ],
  [
    "参考解答は「2」です。アシスタント1は「2」、アシスタント2は「1」と答えました。よって、アシスタント1の方が適切です。\n\n1",
    1,
  ],
  ["二人のアシスタントの回答を比べたところ、前者は正確で後者は不正確でした。", null],
  [
    "アシスタント2の回答は有用ですが、アシスタント1の回答はさらに有用です。以上から、アシスタント1を選ぶのが妥当です。",
    1,
  ],
  ["残念ながら両方の回答とも要求を満たしておらず、いずれも選ぶことはできません。", 3],
  ["アシスタント1とアシスタント2の評価は同点です。", 3],
  ["日本語能力は同等ですが、関連性と正確性でアシスタント2が明らかに上回っています。", 2],
]);

holds("letters: whole replies", "[[A]]", [
  ["アシスタントAの回答は[[補足]]を含みますが、正確さではBが上です。最終的な判定は[[B]]です。", 2],
  ["例えば `arr[[0]]` のような誤りがAにあります。\n\n[[B]]", 2],
  ["Aのコードは `x[[A]]` と書いていますが動きません。\n\n最終判定: [[B]]", 2],
  ["[[A]]\n\n理由：Aの方が詳しいからです。Bは短すぎます。", 1],
  ["判定は 「[[C]]」 です", 3],
  ["최종 판정은 **[[B]]** 입니다.", 2],
  ["저의 판정: [[ A ]]", 1],
  ["Verdict: [[b]]", 2],
  ["<think>[[A]]</think>[[B]]", 2],
  ["[[A]] or [[B]]? I cannot decide: [[C]]", 3],
  ['Final Verdict: "[[A]]".', 1],
  ["Assistant A is better.", 1],
  ["Answer: A.\n", 1],
]);

holds("grades: whole replies", "[[rating]]", [
  ["この回答は質問の半分にしか答えていません。\n\n評価：[[5]]", 5],
  ["正確で詳しい回答です。欠点は長さだけです。\n\n評価: ［［９］］ 点", 9],
  ["The response mentions [[3]] twice in its markup. My rating: [[6]]", 6],
  [
    "I'd give it a [[7]]. If it had cited a source it would have been an [[8]], but it did not. Rating: [[7]]",
    7,
  ],
  ["점수: [[ 6 ]]", 6],
  ["**평가: [[4]]**", 4],
  ["Rating: **[[2]]**\n\nThe answer has 3 errors and 4 omissions.", 2],
  ["Rating: [[1]]/10", 1],
  ["評価：[[７．５]]", 7.5],
  ["Rating: [[1-10]]", null],
  ["Rating: [[rating]]", null],
  ["I would rate this response as a 7 out of 10.", 7],
]);
