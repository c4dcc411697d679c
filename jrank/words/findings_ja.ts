/** What rankings tell their readers, in Japanese. */

import type { ChangedTexts, Count, PromptCount, Rest } from "../core/finding.ts";
import { thousands } from "../core/message.ts";
import type { FindingWords } from "./findings_en.ts";
import { featureJa, namesJa } from "./names_ja.ts";

const ofRest = (rest: Rest): string =>
  rest === "prior"
    ? "そこのレーティングは事前分布に頼っています"
    : "最尤推定では値が定まりません。--compute map なら弱い事前分布に頼った値が出ます";

const number = (count: number): string => thousands(count);

/** Some items, and how many more. */
export const some = (items: readonly string[], most = 8): string => {
  const shown = items.slice(0, most).join("、");
  return items.length > most ? `${shown}、ほか ${items.length - most} 件` : shown;
};

function inGroups(groups: readonly string[][], most = 4): string {
  const more = groups.length > most ? `、ほか ${groups.length - most} 組` : "";
  const shown = groups.slice(0, most).map((group) => `{${some(group, 5)}}`);
  return shown.join(" ") + more;
}

const counts = (items: readonly Count[]): string =>
  some(items.map(({ name, count }) => `${name}（${count} 件）`));

const labelled = (items: readonly Count[]): string =>
  items.length === 0
    ? ""
    : `（${some(items.map(({ name, count }) => `${JSON.stringify(name)} ${count} 件`))}）`;

/** Prompts and how many judgments have each; the judge too where there are several. */
export function promptsJa(prompts: readonly PromptCount[]): string {
  const isSeveral = new Set(prompts.map(({ judge }) => judge)).size > 1;
  return some(
    prompts.map(
      ({ judge, name, hash, judgments }) =>
        `「${name}」${hash === undefined ? "" : `（本文 ${hash}）`}${isSeveral ? `（審査員 ${judge}）` : ""} ${judgments} 件`,
    ),
  );
}

/** What has changed of the texts that judgments are about. */
export function changedTextsJa(texts: ChangedTexts): string {
  const { changed, judgments, prompt, question, reference, answers } = texts;
  const parts = [
    prompt > 0 && `プロンプトの本文が違うもの ${prompt} 件`,
    question > 0 && `質問が違うもの ${question} 件`,
    reference > 0 && `参考解答が違うもの ${reference} 件`,
    answers.length > 0 && `回答が差し替えられたモデル ${counts(answers)}`,
  ].filter((part) => part !== false);
  return `判定 ${number(judgments)} 件のうち ${changed} 件は、その後に変わった文についてのものです（${parts.join("、")}）`;
}

const USE = {
  counted:
    "これらも数えています。--stale drop で除き、gen_judgment.ts --stale rejudge で判定し直します",
  kept: "これらも数えています（--stale keep）",
  dropped: "これらは除きました（--stale drop）",
};

export const findingsJa: FindingWords = {
  "goes-by-place": ({ place, times, decided }) =>
    `両方の順序で示した組の判定のうち、勝敗のついた ${+decided.toFixed(1)} 件中 ${+times.toFixed(1)} 件で、審査員は${place === "first" ? "先" : "後"}に示された回答を選んでいます。位置で選んでいるので、これらの判定からモデルについて言えることはほとんどなく、判定を増やしても変わりません。別の審査員か別のプロンプトを使ってください。`,
  "home-advantage-open": ({ rest }) =>
    rest === "prior"
      ? "これらの判定からは、先に示される有利さとモデルの強さを区別できず、その内訳は事前分布に頼っています。両方の順序で判定するか、--no-home-advantage で順位を計算してください。"
      : "これらの判定からは、先に示される有利さとモデルの強さを区別できません。両方の順序で判定するか、--no-home-advantage か --compute map で順位を計算してください。",
  undefeated: ({ models, rest }) =>
    `${some(models, 5)} は一度も負けていないので、上限がありません（${ofRest(rest)}）。負けるまで、強いモデルとの対戦を増やしてください。`,
  winless: ({ models, rest }) =>
    `${some(models, 5)} は一度も勝っていないので、下限がありません（${ofRest(rest)}）。勝つまで、弱いモデルとの対戦を増やしてください。`,
  disconnected: ({ groups, rest }) =>
    `モデルが、互いに対戦していない ${groups.length} 組に分かれています：${inGroups(groups)}。異なる組の強さは比べられません（${ofRest(rest)}）。組の間の対戦を加えてください（例：${groups[0]?.[0]} と ${groups[1]?.[0]}）。`,
  separated: ({ models, groups, rest, hasMain }) =>
    `${groups.length > 1 ? `${inGroups(groups)} の組の間` : `${some(models, 5)} とそれ以外（またはその一部）の間`}では勝敗が一方に偏っているので、どれだけ離れているかが定まりません（${ofRest(rest)}${hasMain ? "。レーティングは最大の組のものです" : ""}）。その間の対戦を増やしてください。`,
  constant: ({ models }) =>
    `${some(models, 5)} については、どの質問（質問がなければどの判定）も同じことを示しているので、質問による違いから誤差を求められず、質問を単位とする区間はありません。判定を増やしてください。--ci fisher なら、判定を互いに独立とみなした区間が出ます。`,
  "resampled-judgments": ({ cause }) =>
    cause === "one-question"
      ? "判定はすべて一つの質問についてのものなので、判定を選び直しました。区間は、この質問についてだけ言えるものです。"
      : "判定（の一部）に質問の情報がないので、判定を選び直しました。同じ質問についての判定が複数あれば、区間は狭すぎます。",
  "few-questions": ({ questions }) =>
    `質問が ${questions} 問しかありません。これだけでは区間は大まかです。質問を増やしてください。`,
  upsets: ({ matches, lost, expected, t }) =>
    `優勢なはずの側が、レーティングから予想されるより多く負けています。レーティング上は一方が 95 % 以上で勝つはずの ${+matches.toFixed(1)} 試合のうち ${+lost.toFixed(1)} 試合で負けており、予想は ${expected.toFixed(1)} 試合です（全試合での検定：t = ${t.toFixed(1)}）。審査員の書き誤りや判定の読み取り誤りがあるとこうなります。その場合、強いモデルと弱いモデルの差の大きさは、どの試合を判定したかに左右されるので、差の大きさよりも順序を見てください。意外な判定を確認し、保存済みの判定を gen_judgment --reparse で読み直してください。`,
  "unequal-questions": ({ questions, effective, largest }) =>
    `判定が質問 ${questions} 問に偏っており、およそ ${effective.toPrecision(2)} 問分としか数えられません（1 問だけで判定の ${(100 * largest).toPrecision(2)} % を占めています）。区間はこれを見込んでいます。ほかの質問の判定を増やしてください。`,
  "undetermined-rounds": ({ rounds, of }) =>
    `選び直し ${of} 回のうち ${rounds} 回で、定まらない強さがありました。そのモデルについては無限大と数えています。`,
  "win-rates": () =>
    "勝率は誰と当たったかに左右されます。弱い相手と当たったモデルほど良く見えます。",
  "posterior-by-judgment": () =>
    "事後分布は判定を互いに独立とみなすので、区間はこの質問の組についてのものです。同じ種類の質問一般については狭すぎます（--compute mle の区間は質問を単位にします）。",
  divergences: ({ steps, of }) =>
    `標本抽出の ${of} 回のうち ${steps} 回が発散したので、事後分布の裾は正しくないかもしれません。--compute map と比べてください。`,
  "new-model-open": ({ model, status, rest }) => {
    const remedy = rest === "prior" ? "レーティングは事前分布に頼っています" : ofRest(rest);
    if (status === "disconnected") {
      return `${model} は、元のランキングのどのモデルとも、間接にも対戦していません（${remedy}）。`;
    }
    const what = {
      undefeated: "一度も負けていません",
      winless: "一度も勝っていません",
      separated: "元のランキングのモデルとの勝敗が一方に偏っています",
    }[status];
    return `${model} は${what}（${remedy}）。${status === "winless" ? "下位" : "上位"}のモデルとの対戦を増やしてください。`;
  },
  duplicates: ({ judgments, leftOut }) =>
    `${judgments} 件の判定が、前の判定とまったく同じです（質問、モデル、順序、結果）。${leftOut ? "それらは除きました。" : "それらも数えています。--duplicates first で一度だけ数えます。"}`,
  "soft-verdicts": ({ soft, judgments }) =>
    `確率つきの判定は ${judgments} 件のうち ${soft} 件です。レーティングの推定には、勝ち・負け・引き分けの確率をそのまま使います。勝敗数と勝率は、最も確率の高い結果で数えます。`,
  "left-out": ({ rows, of, reasons, labelsMayMean }) => {
    const parts = reasons.map(
      ({ name, count, labels }) =>
        `${namesJa.leftOut[name] ?? name} ${count} 件${labelled(labels)}`,
    );
    const share = +((100 * rows) / of).toPrecision(2);
    return `${of} 行のうち ${rows} 行（${share} %）を除いています：${parts.join("、")}。残りの行が、除いた行と同じ傾向とは限りません。${labelsMayMean ? "ラベルの意味は --winner-labels で指定できます。" : ""}`;
  },
  "several-verdict-kinds": ({ judge, structured, text }) =>
    `${judge} の判定は、構造化された形で ${structured} 件、文章で ${text} 件あり、両方を数えています。新しい判定の形は --verdict で選べます。`,
  "several-prompts": ({ prompts }) =>
    `同じ質問についての複数のプロンプトの判定を、合わせて数えています：${promptsJa(prompts)}。`,
  "several-served": ({ judge, served }) =>
    `${judge} の判定は、サーバーの応答によれば ${served.length} 種類のモデルによるものです：${counts(served)}。`,
  "served-another": ({ judge, asked, served, judgments }) =>
    `${judge} の判定 ${number(judgments)} 件は ${asked} に求めたものですが、サーバーの応答によれば ${served} が答えています。`,
  "changed-texts": ({ texts, use, unknown }) =>
    `${changedTextsJa(texts)}。${USE[use]}。${unknown > 0 ? `それより古い判定 ${number(unknown)} 件については分からないので、数えています。` : ""}`,
  "earlier-schedule": ({ judgments, of }) =>
    `判定 ${number(of)} 件のうち ${number(judgments)} 件は、適応的スケジュールの以前の規則が選んだ対戦です。早い段階で運のよかったモデルどうしが対戦しやすかったため、モデルが多い場合やモデルあたりの判定が少ない場合には、レーティングの差が大きく出すぎ、信頼区間が真の値を含まないことが増えます（docs/scheduling.md）。--replays 15 はその程度を測って補正し、--compute map は大部分を補正します。`,
  "replayed-spread": ({ judgments, of, replays, slope }) =>
    `判定 ${number(of)} 件のうち ${number(judgments)} 件は、適応的スケジュールの以前の規則が選んだ対戦です。この規則はレーティングの差を大きく出しすぎることがあり、似た強さのモデルで ${number(replays)} 回再現したところ ${slope.toFixed(2)} 倍でした。${slope > 1 ? "レーティングの差をこれで割っているため、最尤推定そのものではありません。信頼区間の幅は変えていません。" : "補正するものがないので、レーティングは最尤推定のままです。"}`,
  "look-alikes": ({ models }) =>
    `${some(models)} は大文字と小文字、または文字の形だけが違い、${models.length} 個の別のモデルとして順位をつけています。`,
  "calibration-refused": ({ reason, z }) =>
    reason === "gate"
      ? `審査モデルのレーティングからは人の投票を予測できないため（z ${z.toFixed(1)}、3 を超える必要があります）、人のレーティングに審査モデルを使っていません。ここに示すのは、人の投票から審査モデルの残差を除いたものです。審査モデルが何であっても正しい値ですが、人の投票だけの場合よりほとんど狭くなりません。`
      : "審査モデルの判定の 4 分の 1 を超える組に人が投票しているため、人の投票から審査モデルの残差を除いたものを示します。審査モデルが何であっても正しい値です。",
  "calibration-unprotected": ({ declared, features }) =>
    `較正したレーティングは、審査モデルの誤りの大きさがモデルによらず同程度であることを前提とします。考慮した偏り：${[...(declared.length > 0 ? [`${some(declared)} をひいきすること`] : []), ...features.map((name) => `${featureJa(name)}の好み`)].join("、") || "特になし"}。考慮していない偏り：審査モデルがほかの一つのモデルだけをひいきする場合（シミュレーションでは、そのモデルの区間が正しかったのは 0.70～0.78）。--calibrate-suspects で指定してください。`,
  "calibration-apart": ({ models }) =>
    `${some(models)}：較正したレーティングと人の投票によるレーティングの差が標準誤差の 2 倍を超えています。審査モデルは人と違う見方をしているのかもしれません。`,
  "panel-family": ({ judge, models }) =>
    `${judge} は自分と同じ系列のモデル（${some(models)}）を審査しています。審査モデルは同じ系列をひいきすることが知られています。`,
  "panel-missing": ({ judges, left }) =>
    `${some(judges)} が審査団に入っていません。残りの ${left} 個の審査モデルによるランキングです。`,
  "panel-nothing": ({ judges }) =>
    `${some(judges)} の判定は審査団のランキングについて何も伝えておらず（識別力の区間が 0 を含みます）、重みはほとんどありません。`,
  "panel-one-place": ({ judge, place }) =>
    `${judge} は回答の内容によらず、いつも${place === "first" ? "先" : "後"}の回答を選んでいます。その判定はモデルについて何も伝えません。`,
  "panel-pair": ({ judges }) =>
    `審査モデルが二つ（${some(judges)}）では、どちらがより信頼できるかを決められないので、判定を等しく数えました。三つ以上ならそれぞれに固有の重みがつきます。`,
  "panel-apart": ({ judges }) =>
    `${some(judges)} はほかの審査モデルと偶然を超えて違う順にモデルを並べています。どちらが正しいかはこれだけではわかりません。除いた場合のレーティングは JSON にあり、人の投票があれば決められます。`,
  "offline-judge": () =>
    "オフライン審査による結果です。参考解答との重なりと必須事項の有無を測ったもので、プログラムを試すためのものです。品質の評価ではありません。",
};
