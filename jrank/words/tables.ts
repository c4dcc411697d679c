/** The words of a ranking's table, in English, whose shape is that of every language, and in Japanese. */
import { thousands } from "../core/message.ts";
import type { ShrinkageRefused } from "../core/ranking.ts";
import { some } from "./findings_en.ts";
import { some as someJa } from "./findings_ja.ts";
import { namesEn, type TermUnit } from "./names_en.ts";
import { featureJa, namesJa, unitJa } from "./names_ja.ts";

const number = (count: number): string => thousands(count);

/** What is told of a judge of a panel, as it is shown. */
interface PanelWords {
  judge: string;
  judgments: string;
  abstained: number;
  discrimination: string | null;
  range: string;
  home: string | null;
}

/** What is told of a calibration, as it is shown. */
interface CalibrationWords {
  raters: string;
  leftOut: readonly [string, number][];
  votes: string;
  questions: string;
  worth: string;
  z: string;
  slope: string;
  error: string;
  headline: "residual" | "calibrated";
}

export const tablesEn = {
  rank: "Rank",
  model: "Model",
  rating: "Rating",
  winRate: "Win rate",
  inGroup: "In group",
  inGroupText: (mean: string) =>
    `The judgments do not place groups of models against each other. "In group" is the letter of a model's group, its rating among that group's models alone, whose mean is ${mean}, and its interval: compare within a letter only.`,
  interval: (level: string) => `${level} interval`,
  ifEqual: "If equal",
  panel: {
    rule: {
      model:
        "One likelihood for all judges, each with its own advantage of place and discrimination; intervals by question across judges.",
      majority: "A game is what more than half of the judges said of it, else a tie.",
      mean: "A game is the mean of what the judges said of it.",
    },
    own: "The ratings are those of this panel, not of people.",
    games: (games: string, leftOut: number, quorum: number) =>
      `${games} games with verdicts of ${quorum} judges or more${leftOut > 0 ? `; ${number(leftOut)} with fewer are left out` : ""}.`,
    judge: ({ judge, judgments, abstained, discrimination, range, home }: PanelWords) =>
      `${judge}: ${judgments} judgments${abstained > 0 ? `, ${number(abstained)} in which it contradicts itself left out` : ""}${discrimination === null ? "" : `; discrimination ${discrimination} (${range})`}${home === null ? "" : `; being shown first is worth ${home} points`}.`,
  },
  peopleAlone: "People alone",
  calibration: ({
    raters,
    leftOut,
    votes,
    questions,
    worth,
    z,
    slope,
    error,
    headline,
  }: CalibrationWords) => [
    `On the scale of people: ${votes} votes of ${raters} on ${questions} questions${leftOut.length > 0 ? `; left out: ${leftOut.map(([reason, count]) => `${count} ${reason}`).join(", ")}` : ""}. Worth ${worth} human votes (mean width against that of people's votes alone).`,
    `People's votes follow the ratings of the judge (or panel) with a slope of ${slope} (z ${z})${headline === "calibrated" ? `; its errors by model are about ±${error} points` : ""}.`,
  ],
  ranks: "Ranks (each)",
  aheadOfNext: "P(> next)",
  matches: "Matches",
  tied: "Tied (all)",
  statuses: namesEn.shortStatuses,
  title: (benchmark: string, judge: string, compute: string) =>
    `${benchmark}, judged by ${judge} (${compute})`,
  tiedText: (level: string) =>
    `"Ranks (each)" are right for one model at a time with ${level}; models that share a letter under "Tied (all)" are not told apart, all comparisons being right together with ${level}. That takes more, so a model may stand at one rank and share a letter.`,
  winRateUnit: namesEn.winRateUnit,
  judgments: (judgments: string, judge: string, leftOut: readonly [string, number][]) => {
    const left = leftOut.map(([reason, count]) => `${count} ${reason}`);
    return `${judgments} judgment${judgments === "1" ? "" : "s"} by ${judge}${left.length > 0 ? `; left out: ${left.join(", ")}` : ""}.`;
  },
  home: (points: string, range: string | null) =>
    `Being shown first is worth ${points}${range === null ? "" : ` (${range})`} points.`,
  control: (terms: readonly string[], level: string) => [
    `Controlled for ${terms.join("; ")}.`,
    `"If equal" are ratings as if answers did not differ in that (${level} intervals). Part of it is quality, so read them beside the ratings, not in their place.`,
  ],
  unit: ({ unit }: TermUnit): string => unit,
  term: (name: string, unit: string, effect: string, range: string) =>
    `${name}: ${effect} points (${range}) for ${unit}`,
  groups: {
    title: (field: string) => `By ${field}: rating and rank from the rows of each alone.`,
    own: "The ratings of a group are around the mean of its own models: compare orders and gaps.",
    ungrouped: (rows: number, field: string) =>
      `${number(rows)} rows say nothing in the field ${field} and are in no group.`,
    open: (value: string, models: readonly string[]) =>
      `In ${value} the judgments do not determine ${models.join(", ")}; its own file says what would.`,
    alone: (values: readonly string[]) =>
      `Without an interval (one question, or questions that all say the same), so gaps may be chance: ${values.join(", ")}.`,
    refused: (value: string, why: string) => `There is no ranking of ${value}: ${why}`,
    shrunken: {
      title: (field: string, level: string) =>
        `By ${field}, leaning on the whole where it says little itself (± half of the ${level} interval):`,
      spread: (points: string, range: string) =>
        `From one to the next a rating varies by a standard deviation of ${points} points (${range}).`,
      shares: (shares: readonly string[]) =>
        `So much of the ratings is its own, and the rest that of the whole: ${shares.join(", ")}.`,
      apart: (model: string, value: string, points: string, range: string) =>
        `${model} in ${value} ${points} (${range})`,
      beyond: (all: readonly string[]) =>
        `Away from its rating over all, each taken alone: ${all.join("; ")}.`,
      none: "No model is told apart from its rating over all.",
      refused: ({ kind, most }: ShrinkageRefused) => {
        const why: Record<typeof kind, string> = {
          "win-rates": "win rates have no strengths",
          board: "models on a published board have the board's own groups",
          reweighted: "weights say how much a judgment matters, not how often it was made",
          "many-models": `there are more than ${most} models`,
          "few-groups": "it takes two groups of different questions, and several of them",
        };
        return `There are no ratings that lean on the whole: ${why[kind]}.`;
      },
    },
  },
  costs: {
    title: "What an answer costs, on average:",
    dollars: "$ / 1000",
    tokens: "Tokens out",
    seconds: "Seconds",
    unbeaten: "none as good for less",
    cheapest: (cheapest: string, best: string) =>
      `The cheapest that is not told apart from the best (${best}) is ${cheapest}.`,
    bestIsCheapest: (best: string) =>
      `No cheaper model of known cost is as good as ${best}, as far as can be told.`,
    unknown: (models: readonly string[]) => `No cost is known of ${some(models)}.`,
    unknownOfAll: "No cost is known of any model; a model's price in the config tells it.",
    partly: (model: string, known: number, answers: number) =>
      `Of ${model} the cost of ${number(known)} of ${number(answers)} answers is known.`,
  },
  items: {
    all: (questions: number, kinds: readonly string[]) =>
      `Of ${number(questions)} questions, with slopes (1 is usual): ${kinds.join("; ")}.`,
    separates: (count: number, named: readonly string[]) =>
      `${number(count)} separate${count === 1 ? "s" : ""} the models more than usual: ${named.join(", ")}`,
    "adds-nothing": (count: number, named: readonly string[]) =>
      `${number(count)} add${count === 1 ? "s" : ""} next to nothing: ${named.join(", ")}`,
    contradicted: (count: number, named: readonly string[]) =>
      `${number(count)} ${count === 1 ? "is" : "are"} contradicted by the rest: ${named.join(", ")}`,
    usual: () => "",
    more: (more: readonly (readonly string[])[]) =>
      `More questions of this kind for intervals that reach on average: ${more.map(([points, questions]) => `±${points} about ${questions}`).join(", ")}.`,
    moreOf: (wished: string, more: readonly (readonly [string, string])[]) =>
      `More questions for intervals of its own of ${wished} points on average: ${more.map(([value, questions]) => `${value} ${questions}`).join(", ")}.`,
  },
  reweighted: "Every pair of models counts alike, however often it was played (--reweight).",
  stopped: (judgments: number, _reason: string, why: string) =>
    `Judging ended at ${judgments} judgments: ${why}.`,
  widths: (mean: string, widest: string) =>
    `Intervals by question reach ${mean} on average (the widest ${widest})`,
  allPlayed: (now: string) =>
    `${now}; every match has been played, so only more questions narrow them.`,
  more: (now: string, more: number, mean: string, widest: string, floor: string | null) =>
    `${now}; another ${more} judgments would make it about ${mean} (${widest})${floor === null ? "" : `, and on these questions it stays above ${floor} however many follow`}.`,
  noOutlook: {
    board:
      "What more judgments would bring is not estimated: part of these intervals is the board's own error, which judgments of new models do not lessen.",
    reweighted:
      "What more judgments would bring is not estimated: judgments are not counted alike here (--reweight).",
  },
  fewestMatches: {
    unreachable:
      "The original's rule (fewest matches) could not reach this precision with all matches there are (estimated; see outlook.how in the JSON).",
    alike:
      "The original's rule (fewest matches) would need about as many for this precision: no calls saved (estimated; see outlook.how in the JSON).",
    saved: (needed: number, saved: number) =>
      `The original's rule (fewest matches) would need about ${number(needed)} judgments for this precision: about ${number(saved)} calls saved (estimated; see outlook.how in the JSON).`,
    cheaper: (needed: number) =>
      `The original's rule (fewest matches) would need about ${number(needed)} judgments for the same half-width on average, fewer than these, which were not chosen for it (estimated; see outlook.how in the JSON).`,
  },
};

export type TableWords = typeof tablesEn;

const ESTIMATED = "（推定。JSON の outlook.how を参照）";
const RULE = "元の方式（対戦数の少ない順）";

/** Why judging ended, by the reason that is kept; the sentence beside it is English. */
const STOPPED: Readonly<Record<string, string>> = {
  n: "予定した判定がすべて揃いました",
  "half-width": "区間の半幅が目標に達しました",
  separated: "隣り合うモデルがすべて区別できました",
  budget: "予算に達しました",
  minutes: "制限時間に達しました",
  interrupted: "中断されました",
  incomplete: "呼び出しに失敗した判定が残っています",
};

export const tablesJa: TableWords = {
  rank: "順位",
  model: "モデル",
  rating: "レーティング",
  winRate: "勝率",
  inGroup: "グループ内",
  inGroupText: (mean) =>
    `グループどうしの上下は、これらの判定では決まりません。「グループ内」は、モデルの属するグループの文字と、そのグループのモデルだけの中でのレーティング（平均 ${mean}）とその信頼区間です。同じ文字の中だけで比べてください。`,
  interval: (level) => `${level} 信頼区間`,
  ifEqual: "条件が同じなら",
  panel: {
    rule: {
      model:
        "すべての審査モデルを一つの尤度で扱い、位置の有利さと識別力は審査モデルごとに求めました。区間は審査モデルをまたいだ質問ごとのものです。",
      majority: "対戦の結果は、審査モデルの過半数の判定です。過半数がなければ引き分けです。",
      mean: "対戦の結果は、審査モデルの判定の平均です。",
    },
    own: "レーティングはこの審査団によるもので、人によるものではありません。",
    games: (games, leftOut, quorum) =>
      `${quorum} 個以上の審査モデルの判定がある対戦 ${games} 件${leftOut > 0 ? `（それより少ない ${number(leftOut)} 件は除きました）` : ""}。`,
    judge: ({ judge, judgments, abstained, discrimination, range, home }) =>
      `${judge}：判定 ${judgments} 件${abstained > 0 ? `（矛盾した判定 ${number(abstained)} 件を除く）` : ""}${discrimination === null ? "" : `、識別力 ${discrimination}（${range}）`}${home === null ? "" : `、先に示されることの価値は ${home} 点`}。`,
  },
  peopleAlone: "人だけ",
  calibration: ({ raters, leftOut, votes, questions, worth, z, slope, error, headline }) => [
    `人の尺度によるレーティング：${raters} の投票 ${votes} 件（質問 ${questions} 問${leftOut.length > 0 ? `、除いたもの：${leftOut.map(([reason, count]) => `${namesJa.leftOut[reason] ?? reason} ${count} 件`).join("、")}` : ""}）。人の投票 ${worth} 件に相当します（人の投票だけの場合との区間の幅の比較）。`,
    `人の投票は審査モデル（審査団）のレーティングに傾き ${slope} で従います（z ${z}）${headline === "calibrated" ? `。その誤りはモデルごとに約 ±${error} 点です` : ""}。`,
  ],
  ranks: "順位の範囲（個別）",
  aheadOfNext: "次より強い確率",
  matches: "対戦数",
  tied: "同じ組（全体）",
  statuses: namesJa.shortStatuses,
  title: (benchmark, judge, compute) => `${benchmark}　審査員：${judge}（${compute}）`,
  tiedText: (level) =>
    `「順位の範囲（個別）」はモデルひとつずつについて ${level} で正しく、「同じ組（全体）」に同じ文字があるモデルは、すべての比較が同時に ${level} で正しいとするとき区別できません。後者のほうが多くの判定を要するので、順位がひとつに決まっていても同じ文字を持つことがあります。`,
  winRateUnit: namesJa.winRateUnit,
  judgments: (judgments, judge, leftOut) => {
    const left = leftOut.map(
      ([reason, count]) => `${namesJa.leftOut[reason] ?? reason} ${count} 件`,
    );
    return `${judge} による判定 ${judgments} 件${left.length > 0 ? `（除いたもの：${left.join("、")}）` : ""}。`;
  },
  home: (points, range) =>
    `先に示されることの価値は ${points} 点${range === null ? "" : `（${range}）`}です。`,
  control: (terms, level) => [
    `次の違いを取り除きました：${terms.join("；")}。`,
    `「条件が同じなら」は、回答のその点に違いがなかった場合のレーティングです（${level} 信頼区間）。違いの一部は品質でもあるので、レーティングの代わりではなく、並べて読んでください。`,
  ],
  unit: unitJa,
  term: (name, unit, effect, range) => `${featureJa(name)}：${unit}あたり ${effect} 点（${range}）`,
  groups: {
    title: (field) => `${field} 別：それぞれの行だけから求めたレーティングと順位。`,
    own: "各グループのレーティングはそのグループのモデルの平均を基準とするので、順序と差を比べてください。",
    ungrouped: (rows, field) =>
      `${number(rows)} 行は項目 ${field} に値がなく、どのグループにも入っていません。`,
    open: (value, models) =>
      `${value} の判定では ${models.join("、")} が定まりません。定めるのに何が要るかは、そのグループのファイルにあります。`,
    alone: (values) =>
      `区間がなく（質問が一つか、どの質問も同じ結果）、差は偶然かもしれないもの：${values.join("、")}。`,
    refused: (value, why) => `${value} のランキングはありません：${why}`,
    shrunken: {
      title: (field, level) =>
        `${field} 別：判定が少ないところは全体に寄せたレーティング（± は ${level} 信頼区間の半幅）`,
      spread: (points, range) =>
        `グループによるレーティングの違いは標準偏差で ${points} 点（${range}）です。`,
      shares: (shares) =>
        `レーティングのうちグループ自身の判定による割合（残りは全体によるもの）：${shares.join("、")}。`,
      apart: (model, value, points, range) => `${value} の ${model} ${points}（${range}）`,
      beyond: (all) =>
        `全体のレーティングとの違いが偶然を超えるもの（一つずつ見た場合）：${all.join("；")}。`,
      none: "全体のレーティングと区別できるモデルはありません。",
      refused: ({ kind, most }) => {
        const why: Record<typeof kind, string> = {
          "win-rates": "勝率には強さの推定がありません",
          board: "公開済みのランキングに加えたモデルには、そのグループ別のランキングがあります",
          reweighted: "--reweight の重みは判定の回数ではありません",
          "many-models": `モデルが ${most} を超えています`,
          "few-groups": "質問の異なる二つ以上のグループと、複数の質問が必要です",
        };
        return `全体に寄せたレーティングはありません：${why[kind]}。`;
      },
    },
  },
  costs: {
    title: "回答 1 件あたりの平均：",
    dollars: "ドル / 1000 件",
    tokens: "出力トークン",
    seconds: "秒",
    unbeaten: "これより安くて同等以上のものなし",
    cheapest: (cheapest, best) =>
      `首位（${best}）と区別できないモデルのうち最も安いのは ${cheapest} です。`,
    bestIsCheapest: (best) =>
      `料金のわかる中に、${best} と区別できないほど良く、より安いモデルはありません。`,
    unknown: (models) => `料金がわからないモデル：${someJa(models)}。`,
    unknownOfAll: "どのモデルの料金もわかりません。設定のモデルの price に書くとわかります。",
    partly: (model, known, answers) =>
      `${model} は回答 ${number(answers)} 件のうち ${number(known)} 件の料金がわかっています。`,
  },
  items: {
    all: (questions, kinds) =>
      `質問 ${number(questions)} 問のうち（括弧内は傾き。1 が普通）：${kinds.join("；")}。`,
    separates: (count, named) =>
      `普通よりモデルをよく分ける質問 ${number(count)} 問：${named.join("、")}`,
    "adds-nothing": (count, named) =>
      `ほとんど役に立たない質問 ${number(count)} 問：${named.join("、")}`,
    contradicted: (count, named) =>
      `ほかの質問と食い違う質問 ${number(count)} 問：${named.join("、")}`,
    usual: () => "",
    more: (more) =>
      `区間の平均がその幅になるまでに要る、同じような質問の追加：${more.map(([points, questions]) => `±${points} におよそ ${questions} 問`).join("、")}。`,
    moreOf: (wished, more) =>
      `それぞれだけの区間を平均 ${wished} 点にするのに要る質問の追加：${more.map(([value, questions]) => `${value} ${questions}`).join("、")}。`,
  },
  reweighted: "判定の回数にかかわらず、モデルのどの組も同じ重みで数えています（--reweight）。",
  stopped: (judgments, reason, why) =>
    `判定 ${judgments} 件で終わりました：${STOPPED[reason] ?? why}。`,
  widths: (mean, widest) => `質問を単位とする区間の半幅は平均 ${mean}（最大 ${widest}）です`,
  allPlayed: (now) =>
    `${now}。すべての対戦が済んでいるので、これより狭くするには質問を増やすしかありません。`,
  more: (now, more, mean, widest, floor) =>
    `${now}。判定をあと ${more} 件加えると、およそ ${mean}（最大 ${widest}）になります${floor === null ? "" : `。この質問のままでは、いくら増やしても ${floor} より狭くなりません`}。`,
  noOutlook: {
    board:
      "判定を増やした場合の見積もりはありません：区間の一部はボード自身の誤差で、新しいモデルの判定では減りません。",
    reweighted:
      "判定を増やした場合の見積もりはありません：ここでは判定を同じ重みで数えていません（--reweight）。",
  },
  fewestMatches: {
    unreachable: `${RULE}では、すべての対戦を行ってもこの精度に届きません${ESTIMATED}。`,
    alike: `${RULE}でも、この精度に必要な判定数はほぼ同じです。節約した呼び出しはありません${ESTIMATED}。`,
    saved: (needed, saved) =>
      `${RULE}では、この精度におよそ ${number(needed)} 件の判定が必要です。およそ ${number(saved)} 回の呼び出しを節約しました${ESTIMATED}。`,
    cheaper: (needed) =>
      `${RULE}なら、半幅の平均を同じにするのに必要な判定はおよそ ${number(needed)} 件で、今回より少なく済みます。今回の対戦は半幅の平均のために選んだものではありません${ESTIMATED}。`,
  },
};
