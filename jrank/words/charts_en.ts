/** The words of charts in English; every other language has the same. */
import { thousands } from "../core/message.ts";
import { namesEn } from "./names_en.ts";

/** A share in percent, with a decimal where it has one. */
export const percent = (share: number): string => `${+(share * 100).toFixed(1)}`;

/** A share in percent that is never rounded to certainty. */
export const uncertain = (share: number): string => {
  if (share > 0.9995 && share < 1) return ">99.9";
  if (share > 0 && share < 0.0005) return "<0.1";
  return share === 0 || share === 1 ? percent(share) : (share * 100).toFixed(1);
};

export const chartsEn = {
  ranking: (benchmark: string) => `${benchmark}: ranking`,
  winRate: (benchmark: string) => `${benchmark}: win rates`,
  evolution: (benchmark: string) => `${benchmark}: ratings over the number of matches`,
  headToHead: (benchmark: string) => `${benchmark}: head to head`,
  ranks: (benchmark: string) => `${benchmark}: ranks`,
  positionBias: (benchmark: string) => `${benchmark}: what the order of the answers does`,
  overplot: (labels: readonly string[]) => `Rankings compared: ${labels.join(", ")}`,
  overplotOf: (rankings: number) => `${rankings} rankings compared`,
  history: (benchmark: string) => `${benchmark}: history`,
  likeness: (labels: readonly string[], tau: string, rho: string, models: number) =>
    `${labels.length === 0 ? "Rank correlation" : labels.join(" / ")}: Kendall τ ${tau}, Spearman ρ ${rho} (${models} models in common)`,
  moved: "moved so that the models in common have the same mean",
  published: (mean: number) => `as published; the mean of each ranking is ${thousands(mean)}`,
  date: "Date of the judgments",
  posterior: (isPosterior: boolean) => (benchmark: string) =>
    `${benchmark}: ${isPosterior ? "posterior" : "bootstrap"} of the ratings`,
  ratingsOf: (isPosterior: boolean): string =>
    isPosterior ? "Posterior densities" : "Densities of the bootstrap rounds",
  differencesOf: "Differences, and how often the first is ahead",
  difference: "Difference of the ratings",
  ahead: ([least, most]: [number, number], isPosterior: boolean): string => {
    const draws = isPosterior ? "draws" : "rounds";
    if (least === 1) return `all ${draws}`;
    return `${least === most ? "" : `${uncertain(least)}–`}${uncertain(most)} % of ${draws}`;
  },
  undetermined: (share: number) => `${percent(share)} % undetermined`,
  methods: {
    mle: "Bradley-Terry, maximum likelihood",
    map: "Bradley-Terry with a weak prior",
    mcmc: "Bradley-Terry, posterior",
    winrate: "shares of games won",
  } as Readonly<Record<string, string>>,
  tieModels: {
    half: "a tie is half a win",
    davidson: "ties after Davidson",
    "rao-kupper": "ties after Rao and Kupper",
  } as Readonly<Record<string, string>>,
  rounds: (n: number, unit: string) =>
    `${thousands(n)} bootstrap rounds by ${unit === "question" ? "question" : "judgment"}`,
  until: (date: string) => `judgments until ${date}`,
  sortBy: "Sort by ",
  name: "name",
  judgesBias: "Judges compared: what the order of the answers does",
  cut: "▲▼: goes on beyond the scale",
  coloured: (shown: number, all: number) => `in colour: the first ${shown} of ${all}`,
  groups: (field: string) => (benchmark: string) => `${benchmark}: by ${field}`,
  groupsShrunken: "leaning on the whole where a group says little; colour: away from the whole",
  groupsOwn: "from the rows of each group alone; colour: away from the whole",
  costs: (benchmark: string) => `${benchmark}: rating and cost`,
  costAxis: "US dollars for 1000 answers",
  unbeaten: "line: no other model is as good for as little",
  corner: (benchmark: string) => `${benchmark}: how the ratings vary together`,
  cornerParts: "below: draws of two models; above: their correlation",
  leftOut: (share: number) =>
    `left out: ${percent(share)} % of the draws, which leave a rating open`,
  judgedBy: (judge: string) => `Judge: ${judge}`,
  judgments: (n: number) => `${thousands(n)} judgments`,
  rating: "Rating",
  groupOf: (letter: string) => `— Group ${letter} —`,
  ownGroups: "each group on its own scale: ratings of different groups are not comparable",
  winRateAxis: "Win rate (ties count half)",
  matches: "Matches",
  license: "License",
  interval: (confidence: number) => `thick: 68 %, thin: ${percent(confidence)} % interval`,
  drawsInterval: (isPosterior: boolean) =>
    `thick: 68 %, thin: 95 % of the ${isPosterior ? "draws" : "rounds"}; dot: their median`,
  rankInterval: (confidence: number) =>
    `${percent(confidence)} % intervals, each for its model alone`,
  oneInterval: (confidence: number) => `${percent(confidence)} % intervals`,
  rateUnit: (unit: "question" | "judgment" = "judgment") => `intervals by ${unit}`,
  winRateInterval: (confidence: number, unit: "question" | "judgment" = "judgment") =>
    `${percent(confidence)} % intervals by ${unit}`,
  rankAxis: "Rank",
  rankChance: "Chance of the rank",
  observed: "Games played: share won",
  expected: "By the ratings: chance to win",
  firstOf: (shown: number, all: number) => `the first ${shown} of ${all} models`,
  crossTable: (isSized: boolean) =>
    `row against column; a tie is half a win; ${isSized ? "a cell is full from 10 games on" : "small: games; –: no games"}; blank: not comparable`,
  shareAxis: "Share of verdicts",
  advantageAxis: "Advantage of being shown first (rating points)",
  verdict: { first: "first shown won", tie: "tie", second: "second shown won" },
  tip: {
    model: "model",
    opponent: "opponent",
    rank: "rank",
    rank_range: "rank interval",
    rating: "rating",
    from: "from",
    to: "to",
    fromOfAll: "from, for all models at once",
    toOfAll: "to, for all models at once",
    shareOfDraws: "share of draws",
    from68: "from (68 %)",
    to68: "to (68 %)",
    median: "median",
    from95: "from (95 %)",
    to95: "to (95 %)",
    note: "note",
    matches: "matches",
    win_rate: "win rate",
    wins: "wins",
    losses: "losses",
    ties: "ties",
    share: "share won",
    expected: "expected by the ratings",
    tieChance: "chance of a tie",
    judge: "judge",
    ranking: "ranking",
    date: "date",
    judgments: "judgments",
    verdict: "verdict",
    verdicts: "verdicts",
    shareOfAll: "share",
    advantage: "advantage",
    chance: "chance",
    license: "license",
    own: "rating in its group",
    status: "status",
    group: "group",
    deviation: "away from the whole",
    tokens: "tokens out",
    seconds: "seconds",
    category: "category",
    grade: "grade",
  },
  plan: {
    title: (models: number): string => `Planned: ${models} models`,
    subtitle: (confidence: number): string =>
      `mean half-width of the ${percent(confidence)} % intervals; dashed: what stays however many judgments follow`,
    judgments: "Judgments",
    halfWidth: "± Elo",
    neighboursRight: "neighbours in the right order",
    benchmark: "benchmark",
    questions: (questions: number): string => `${thousands(questions)} questions`,
  },
  licenses: namesEn.licenses,
  offline: namesEn.offline,
  status: namesEn.statuses,
};

/** The words that every language has. */
export type ChartWords = typeof chartsEn;
