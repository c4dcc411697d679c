/** The program's own names for people, in Japanese. */
import type { Names, TermUnit } from "./names_en.ts";

export const namesJa: Names = {
  licenses: {
    closed: "クローズド",
    "non-commercial": "非商用",
    open: "オープン",
    unknown: "不明",
  },
  statuses: {
    ok: "",
    undefeated: "全勝：上限は不明",
    winless: "全敗：下限は不明",
    separated: "他と比較できない",
    disconnected: "つながる対戦がない",
  },
  shortStatuses: {
    ok: "",
    undefeated: "全勝",
    winless: "全敗",
    separated: "比較不可",
    disconnected: "対戦なし",
  },
  methods: {
    half: "半分ずつの勝ち",
    davidson: "デビッドソン",
    "rao-kupper": "ラオ・クッパー",
    mle: "最尤推定",
    map: "弱い事前分布つき",
    winrate: "勝率",
    mcmc: "事後分布の標本",
  },
  charts: {
    ranking: "レーティングと区間",
    winrate: "勝率",
    head_to_head: "直接対決",
    groups: "グループ別",
    costs: "レーティングと料金",
    evolution: "対戦数とレーティングの推移",
    rank: "順位の範囲",
    position_bias: "位置の偏り",
    posterior: "ありうるレーティング",
    corner: "ありうるレーティングの組",
    differences: "差",
    history: "これまでの推移",
    radar: "カテゴリー別",
    combined_ranking: "審査員どうしの比較",
  },
  offline: "オフライン審査（offline judge）：参考解答との一致度を測ったもので、品質の評価ではない",
  winRateUnit: (unit = "judgment") =>
    unit === "question"
      ? "勝率の区間は、質問を単位とする Wilson の区間です（同じ質問の判定は互いに独立ではないため）。"
      : "勝率の区間は、判定を単位とする Wilson の区間です。判定を独立とみなしますが、同じ質問の判定は独立ではありません。",
  leftOut: {
    "no verdict": "判定なし",
    "not judged by the judge": "審査員が判定していないもの",
    "an unknown verdict": "意味の分からない判定",
    "a model against itself": "同じモデル同士",
    "a question that is not in the benchmark": "ベンチマークにない質問",
    "a row that cannot be read": "読めない行",
    "a duplicate": "重複",
    "another judge": "別の審査員",
    "a row that --where does not choose": "--where で選ばれない行",
    "a model that is not listed": "対象外のモデル",
    "between models of the anchor": "元のランキングのモデルどうし",
    "replaced by a newer judgment of the same game": "同じ対戦の新しい判定に置き換え",
    "judged with another prompt": "別のプロンプトでの判定",
    "of a text that has changed since": "その後に変わった文の判定",
  },
};

const FEATURES: Readonly<Record<string, string>> = {
  length: "長さ",
  headers: "見出し",
  lists: "箇条書き",
  bold: "太字",
};

/** What answers may differ in, by its name in `--control`; other terms stand as they are. */
export const featureJa = (name: string): string => FEATURES[name] ?? name;

/** The unit of a term of `--control`; that of an older file, which does not tell its parts, is English. */
export function unitJa({ unit, deviation, beyond }: TermUnit): string {
  if (deviation !== undefined) return `標準偏差（${deviation.toPrecision(3)}）`;
  return beyond === undefined ? unit : `先に示されること（${beyond} との差）`;
}
