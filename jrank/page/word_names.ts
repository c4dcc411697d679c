/** Words for the program's own names, in both languages. */
import type { SiteLanguage } from "../core/site_data.ts";
import type { License, RatingStatus } from "../core/types.ts";

/** Names of licences. */
export const licenses: Record<SiteLanguage, Record<License, string>> = {
  en: {
    closed: "closed",
    "non-commercial": "non-commercial",
    open: "open",
    unknown: "unknown",
  },
  ja: { closed: "クローズド", "non-commercial": "非商用", open: "オープン", unknown: "不明" },
};

/** Why a model has no rating. */
export const statuses: Record<SiteLanguage, Record<RatingStatus, string>> = {
  en: {
    ok: "",
    undefeated: "undefeated: no upper bound",
    winless: "winless: no lower bound",
    separated: "not comparable with the rest",
    disconnected: "no matches that connect it",
  },
  ja: {
    ok: "",
    undefeated: "全勝：上限は不明",
    winless: "全敗：下限は不明",
    separated: "他と比較できない",
    disconnected: "つながる対戦がない",
  },
};

/** Names of tie models and ways to compute; one without words here goes by its own name. */
export const methods: Record<SiteLanguage, Record<string, string>> = {
  en: {
    half: "half a win each",
    davidson: "Davidson",
    "rao-kupper": "Rao-Kupper",
    mle: "maximum likelihood",
    map: "with a weak prior",
    winrate: "win rates",
    mcmc: "posterior sampling",
  },
  ja: {
    half: "半分ずつの勝ち",
    davidson: "デビッドソン",
    "rao-kupper": "ラオ・クッパー",
    mle: "最尤推定",
    map: "弱い事前分布つき",
    winrate: "勝率",
    mcmc: "事後分布の標本",
  },
};

/** Names of charts by the end of their file names. */
export const chartNames: Record<SiteLanguage, Record<string, string>> = {
  en: {
    ranking: "Ratings with intervals",
    winrate: "Win rates",
    head_to_head: "Head to head",
    evolution: "Ratings over the number of matches",
    rank: "Ranks",
    position_bias: "Position bias",
    posterior: "Plausible ratings",
    corner: "Plausible ratings, two by two",
    differences: "Differences",
    history: "History",
    radar: "Categories",
    combined_ranking: "The judges compared",
  },
  ja: {
    ranking: "レーティングと区間",
    winrate: "勝率",
    head_to_head: "直接対決",
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
};
