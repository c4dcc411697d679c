/**
 * The program's warnings in Japanese. They are written in English where they arise; each pattern
 * takes one sentence of them apart. A warning without a pattern is shown as it is.
 */

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/ratings there rest on the prior/, "そこのレーティングは事前分布に頼っています"],
  [
    /no rating under maximum likelihood; --compute map gives one that rests on a weak prior/,
    "最尤推定では値が定まりません。--compute map なら弱い事前分布に頼った値が出ます",
  ],
  [/; the ratings are those of the largest group/, "。レーティングは最大の組のものです"],
];

const inJapanese = (reason: string): string =>
  REASONS.reduce((text, [pattern, words]) => text.replace(pattern, words), reason);

/** Why rows are left out. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "no verdict": "判定なし",
  "an unknown verdict": "意味の分からない判定",
  "a model against itself": "同じモデル同士",
  "a question that is not in the benchmark": "ベンチマークにない質問",
  "a row that cannot be read": "読めない行",
};

const leftOutInJapanese = (parts: string): string =>
  Object.entries(LEFT_OUT).reduce((text, [reason, words]) => text.replace(reason, words), parts);

const PATTERNS: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [
    /^(\d+) of (\d+) rows \((.*?) %\) were left out: (.*)\. Those that are left /s,
    (count, rows, share, parts) =>
      `${rows} 行のうち ${count} 行（${share} %）を除いています：${leftOutInJapanese(parts)}。残りの行が、除いた行と同じ傾向とは限りません。`,
  ],
  [
    /^Made with the offline judge, /,
    () =>
      "オフライン審査による結果です。参考解答との重なりと必須事項の有無を測ったもので、プログラムを試すためのものです。品質の評価ではありません。",
  ],
  [
    /^The judge chose the answer shown (first|second) in ([\d.]+) of ([\d.]+) decided judgments /,
    (place, some, all) =>
      `両方の順序で示した組の判定のうち、勝敗のついた ${all} 件中 ${some} 件で、審査員は${place === "first" ? "先" : "後"}に示された回答を選んでいます。位置で選んでいるので、これらの判定からモデルについて言えることはほとんどなく、判定を増やしても変わりません。別の審査員か別のプロンプトを使ってください。`,
  ],
  [
    /^These judgments cannot tell the advantage of being shown first .* rests on the prior\. /s,
    () =>
      "これらの判定からは、先に示される有利さとモデルの強さを区別できず、その内訳は事前分布に頼っています。両方の順序で判定するか、--no-home-advantage で順位を計算してください。",
  ],
  [
    /^These judgments cannot tell the advantage of being shown first /,
    () =>
      "これらの判定からは、先に示される有利さとモデルの強さを区別できません。両方の順序で判定するか、--no-home-advantage か --compute map で順位を計算してください。",
  ],
  [
    /^(.*) (?:was|were) never beaten, so there is no upper bound \((.*)\)\. /s,
    (models, reason) =>
      `${models} は一度も負けていないので、上限がありません（${inJapanese(reason)}）。負けるまで、強いモデルとの対戦を増やしてください。`,
  ],
  [
    /^(.*) never took a point, so there is no lower bound \((.*)\)\. /s,
    (models, reason) =>
      `${models} は一度も勝っていないので、下限がありません（${inJapanese(reason)}）。勝つまで、弱いモデルとの対戦を増やしてください。`,
  ],
  [
    /^The models fall into (\d+) groups that never met: (.*)\. Strengths of different groups cannot be compared \((.*)\)\. Play matches between them, for example (.*)\.$/s,
    (count, groups, reason, example) =>
      `モデルが、互いに対戦していない ${count} 組に分かれています：${groups}。異なる組の強さは比べられません（${inJapanese(reason)}）。組の間の対戦を加えてください（例：${example.replace(" against ", " と ")}）。`,
  ],
  [
    /^(?:Between the groups (.*) all points|All points between (.*) and the rest, or part of it,) went one way, so how far apart they are is not determined \((.*)\)\. /s,
    (groups, models, reason) =>
      `${groups ?? models} では勝敗が一方に偏っているので、どれだけ離れているかが定まりません（${inJapanese(reason)}）。その間の対戦を増やしてください。`,
  ],
  [
    /^All judgments are about one question, /,
    () => "判定はすべて一つの質問についてのものです。区間は、この質問についてだけ言えるものです。",
  ],
  [
    /^The judgments \(or some of them\) carry no question, /,
    () =>
      "判定（の一部）に質問の情報がないので、判定を選び直しました。同じ質問についての判定が複数あれば、区間は狭すぎます。",
  ],
  [
    /^Every question \(or, without questions, every judgment\) says the same of (.*), so their error /s,
    (models) =>
      `${models} については、どの質問（質問がなければどの判定）も同じことを示しているので、質問による違いから誤差を求められず、質問を単位とする区間はありません。判定を増やしてください。--ci fisher なら、判定を互いに独立とみなした区間が出ます。`,
  ],
  [
    /^Only (\d+) questions: /,
    (count) =>
      `質問が ${count} 問しかありません。これだけでは区間は大まかです。質問を増やしてください。`,
  ],
  [
    /^(\d+) of (\d+) bootstrap rounds leave some strength undetermined/,
    (some, all) =>
      `選び直し ${all} 回のうち ${some} 回で、定まらない強さがありました。そのモデルについては無限大と数えています。`,
  ],
  [
    /^Win rates depend on who met whom: /,
    () => "勝率は誰と当たったかに左右されます。弱い相手と当たったモデルほど良く見えます。",
  ],
  [
    /^The posterior takes judgments for independent, /,
    () =>
      "事後分布は判定を互いに独立とみなすので、区間はこの質問の組についてのものです。同じ種類の質問一般については狭すぎます（--compute mle の区間は質問を単位にします）。",
  ],
  [
    /^(\d+) of (\d+) steps of the sampler diverged, /,
    (some, all) =>
      `標本抽出の ${all} 回のうち ${some} 回が発散したので、事後分布の裾は正しくないかもしれません。--compute map と比べてください。`,
  ],
  [
    /^(\d+) judgments repeat an earlier one exactly .*(?:(and were left out)|they were counted)/s,
    (count, leftOut) =>
      `${count} 件の判定が、前の判定とまったく同じです（質問、モデル、順序、結果）。${leftOut ? "それらは除きました。" : "それらも数えています。--duplicates first で一度だけ数えます。"}`,
  ],
];

/** A warning in Japanese; undefined where no pattern knows it. */
export function japaneseWarning(warning: string): string | undefined {
  for (const [pattern, words] of PATTERNS) {
    const match = pattern.exec(warning);
    if (match) return words(...match.slice(1));
  }
  return undefined;
}
