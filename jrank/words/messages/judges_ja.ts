/** The Japanese of report cards of judges, and of structured and soft verdicts. */
import type { Speech } from "../../core/message.ts";

export const judgesJa: Speech["sentences"] = {
  "there are no judgments by a judge to report on": "報告する審査員の判定がありません",
  "Every number: {0}": "すべての数値：{0}",
  "the report card of each judge: what it is good for": "審査員ごとの成績表：何に使えるか",
  Games: "対戦",
  "{0} on {1} questions, {2} models": "{0} 件、質問 {1} 問、モデル {2} 個",
  "Without a verdict": "判定なし",
  Ties: "引き分け",
  "First shown wins (decided games)": "先に示した方の勝ち（決着した対戦）",
  "Being shown first, points": "先に示されることの価値（点）",
  "Same verdict in both orders": "両方の順序で同じ判定",
  "{0} of {1} pairs": "{0}、{1} 組",
  "Same verdict when asked again": "もう一度尋ねて同じ判定",
  "Circles of three (a coin: 25 %)": "三すくみ（コイン投げなら 25 %）",
  "Style: {0}, points for one deviation": "文体：{0}（標準偏差あたりの点）",
  "Its own family, points more than others give":
    "同系列のモデルへの上乗せ（ほかの審査員と比べた点）",
  "{0} (no interval)": "{0}（区間なし）",
  "no model of its family": "同系列のモデルなし",
  "not to be told without other judges ({0})": "ほかの審査員がいないためわからない（{0}）",
  "{0} ({1})": "{0}（{1}）",
  "Discrimination (1: as the panel)": "識別力（1：全審査員と同じ）",
  "Verdicts that hold the first place": "首位を支える判定",
  "Verdicts that hold the order": "順序を支える判定",
  "1 verdict: {0} before {1}": "1 件を除くと {0} が {1} より上",
  "{0} verdicts: {1} before {2}": "{0} 件を除くと {1} が {2} より上",
  "Cost of a judgment, dollars": "判定 1 件の料金（ドル）",
  "not known": "不明",
  "Tokens of a judgment, read and written": "判定 1 件のトークン（入出力の計）",
  "Seconds of a judgment": "判定 1 件の秒数",
  "Information of 1000 judgments": "判定 1000 件の情報量",
  "Information of a dollar": "1 ドルあたりの情報量",
  "{0} of {1}": "{0}、{1} 件",
  "Agreement with": "一致の相手",
  "  of these {0}": "  うち {0}",
  "Ties counted": "引き分けを含む一致",
  "Both decided": "双方が決着した一致",
  "{0} chose the {1} of two, {2} of {3}: its verdicts say nothing of the models.":
    "{0} は {3} 件中 {2} 件で{1}の回答を選びました。判定はモデルについて何も示していません。",
  "{0} of the replies have no verdict: look at some, and ask for structured verdicts or a longer limit.":
    "返答の {0} に判定がありません。いくつか読んで確かめ、構造化した判定か長い上限を使ってください。",
  "It prefers the answer shown first by {0} points: ratings take that out, single verdicts do not; balance the orders.":
    "先に示した回答を {0} 点ひいきします。レーティングからは除かれますが、個々の判定には残ります。順序を釣り合わせてください。",
  "It prefers the answer shown second by {0} points: ratings take that out, single verdicts do not; balance the orders.":
    "後に示した回答を {0} 点ひいきします。レーティングからは除かれますが、個々の判定には残ります。順序を釣り合わせてください。",
  "Only {0} of the pairs get one verdict in both orders: judge close pairs in both orders.":
    "両方の順序で同じ判定になるのは {0} だけです。接戦の組は両方の順序で判定させてください。",
  "Answers with more {0} gain {1} points for one deviation; part of it may be quality: compare with --control {2}.":
    "{0}が多い回答は標準偏差あたり {1} 点得をします。一部は品質かもしれません。--control {2} の結果と比べてください。",
  "Answers with more {0} lose {1} points for one deviation; part of it may be quality: compare with --control {2}.":
    "{0}が多い回答は標準偏差あたり {1} 点損をします。一部は品質かもしれません。--control {2} の結果と比べてください。",
  "It gives its own family ({0}) {1} points more than the others do: leave its family to other judges.":
    "同系列のモデル（{0}）にほかの審査員より {1} 点多く与えます。同系列の判定はほかの審査員に任せてください。",
  "Beside those of the other judges its verdicts are no better than a coin's.":
    "ほかの審査員と並べると、判定はコイン投げより良いとは言えません。",
  "It agrees little with {0} (kappa {1}): calibrate its ranking to people's votes.":
    "{0} との一致が低い（カッパ {1}）ので、人の投票でランキングを較正してください。",
  "The first place rests on {0} of its verdicts ({1}): do not publish it as certain.":
    "首位は判定 {0} 件（{1}）に支えられているだけです。確かなものとして公表しないでください。",
  "Good for: nothing as it is.": "用途：このままでは使えません。",
  "Good for: nothing sure yet; its verdicts tell the models apart by no more than chance would.":
    "用途：まだ確かなことは言えません。判定が示すモデルの差は偶然の範囲です。",
  "Good for: an order of these models as it sees them; no votes of people stand beside it, so whether people see it so is not known.":
    "用途：この審査員から見たモデルの順序。人の投票がないため、人も同じに見るかはわかりません。",
  "Good for: an order of these models; with people it agrees as the table says.":
    "用途：モデルの順序。人との一致は表のとおりです。",
  "Nothing stands out that would have to be fixed.": "直すべき目立った点はありません。",
  "No other judge whose cost is stored stands beside it, so no cheaper one is looked for.":
    "費用が保存されている審査員がほかにいないため、より安い審査員は探していません。",
  "No cheaper judge or panel here has a ranking that is not told apart from its own.":
    "区別できないランキングになる、より安い審査員や審査団はいません。",
  "Cheaper, with a ranking that is not told apart from its own: {0}.":
    "より安く、ランキングを区別できないもの：{0}。",
  "Kendall τ {0}, p {1}, errors of ±{2} points": "ケンドール τ {0}、p {1}、誤差 ±{2} 点",
  "{0} ({1} of the cost; {2})": "{0}（料金の {1}、{2}）",
  "{0} ({1} of the tokens; {2})": "{0}（トークンの {1}、{2}）",
  "All judges together ({0}): {1} dollars a game.": "全審査員（{0}）：1 対戦あたり {1} ドル。",
  "All judges together ({0}): {1} tokens a game.": "全審査員（{0}）：1 対戦あたり {1} トークン。",
  "{0} No fewer of them have a ranking that is not told apart from theirs.":
    "{0}これより少ない審査員では、ランキングが区別できてしまいます。",
  "{0} Cheaper, with a ranking that is not told apart from theirs: {1}.":
    "{0}より安く、ランキングを区別できないもの：{1}。",
  "takes no JSON schema for its replies; verdicts are asked for in text":
    "返答の JSON スキーマを受け付けないので、判定は文章で求めます",
  "{0} refused a request with a JSON schema and took it without; verdicts are asked for in text.":
    "{0} は JSON スキーマつきの要求を断り、スキーマなしなら受け付けました。判定は文章で求めます。",
  "{0}: no probabilities came with {1}; their verdicts are hard ones.":
    "{0}：{1}には確率がありませんでした。それらは確率なしの判定として扱います。",
  "the probabilities of a verdict": "判定の確率",
  '{0}: the stored judgments have verdicts in text, and judging goes on so. verdict: "structured" (--verdict structured) asks for the rest with a schema.':
    '{0}：保存されている判定は文章で求めたものなので、続きもそうします。verdict: "structured"（--verdict structured）にすると、残りはスキーマで求めます。',
  "in text; the new ones are structured": "文章で求めたもので、新しい判定は構造化された形です",
  "structured; the new ones are in text": "構造化された形で、新しい判定は文章で求めます",
  "Notice: the verdicts of {0} of {1} are {2}. All count together, and nothing is paid for again. verdict (--verdict) chooses.":
    "注意：{1} の{0}は{2}。すべて一緒に数え、同じ判定に二度払うことはありません。形は verdict（--verdict）で選べます。",
  "{0} stored judgments": "保存されている判定 {0} 件",
  "row {0}: soft": "{0} 行目：soft",
  "{0} must be the probabilities that the first won, that the second won and of a tie: three numbers from 0 to 1 that sum to 1, got {1}":
    "{0} は、先の勝ち、後の勝ち、引き分けの確率（合計が 1 になる 0 以上 1 以下の数が三つ）でなければなりません（{1} が書かれています）",
};
