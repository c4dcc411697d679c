/** The words of the interface in English; their shape is that of every language. */
import type { Language } from "../core/message.ts";
import { namesEn, type TermUnit } from "./names_en.ts";

export const pageEn = {
  language: "en" as Language,
  other: "日本語",
  otherLanguage: "ja" as Language,
  skip: "Skip to the content",
  menu: "Pages",
  leaderboard: "Leaderboard",
  answers: "Answers",
  pairs: "Pairs",
  judges: "Judges",
  theme: "Colours (like the system, light or dark)",
  themes: { auto: "Auto", light: "Light", dark: "Dark" },
  judge: "Judge",
  allJudges: "all judges together",
  ranking: "Ranking",
  category: "Category",
  categories: "Categories",
  all: "all",
  question: "Question",
  questions: "Questions",
  models: "Models",
  ties: "Ties count",
  compute: "Ratings by",
  home: "allow for the advantage of being shown first",
  filter: "Filter and rank anew",
  reset: "Back to the published ranking",
  recomputed: (judgments: number, ms: number) =>
    `Ranked anew in this browser from ${judgments.toLocaleString("en-US")} judgments in ${ms} ms. These are not the published numbers.`,
  published: (judge: string, date: string) => `Published ranking: judged by ${judge}, ${date}`,
  publishedElsewhere: "As published",
  publishedAsIs:
    "Rankings of another program, or of judgments that are not here any more: their own numbers, which cannot be made again from this site.",
  stale:
    "The judgments on this site are not the ones that this ranking was made from, so ranking anew gives other numbers.",
  nothingLeft: "No judgment with a verdict is left: choose more models, questions or judges.",
  headFacts: (benchmark: string, models: string, questions: string, judgments: string) =>
    `${benchmark}: ${models} models, ${questions} questions, ${judgments} judgments`,
  ofPublished: "This is about the published ranking, not about the one that you made above.",
  columns: "Columns",
  findAmong: "Find among these",
  allOfThem: "All",
  noneOfThem: "None",
  byGroup: (field: string) => `By ${field === "category" ? "category" : field}`,
  byGroupText:
    "Ratings and ranks from the judgments of each alone, around the mean of its own models: compare orders and gaps.",
  findModel: "Find a model",
  rank: "Rank",
  model: "Model",
  rating: "Rating",
  winRate: "Win rate",
  matches: "Matches",
  matchesOf: (n: number) => `${n.toLocaleString("en-US")} matches`,
  license: "Licence",
  allLicenses: "all licences",
  newest: "Newest judgment",
  inGroup: "In group",
  inGroupText: (mean: string) =>
    `The judgments do not place groups of models against each other. "In group" is the letter of a model's group and its rating among that group's models alone, whose mean is ${mean}: compare within a letter only.`,
  interval: (level: string) => `${level} interval`,
  rankRange: "Ranks (each)",
  confident: "P(> next)",
  sortBy: (column: string) => `Sort by ${column}`,
  ratingIs: (rating: string, lower: string, upper: string) =>
    `rating ${rating}, from ${lower} to ${upper}`,
  files: "Files",
  charts: "Charts",
  badges: "Badges",
  badgesText: "Rank (and the ranks that the data allow), rating and interval, for a README:",
  interactive: "interactive",
  method: "Method",
  warnings: "Read before quoting",
  noWarnings: "The program has nothing to warn about.",
  facts: (judgments: number, questions: number, judge: string) =>
    `${judge} compared two answers at a time: ${judgments.toLocaleString("en-US")} judgments on ${questions} questions.`,
  strengths: {
    mle: "Ratings are Bradley-Terry strengths, chosen so that the verdicts are as likely as possible.",
    map: "Ratings are Bradley-Terry strengths under a weak prior, which keeps the rating of a model finite that won or lost everything.",
    mcmc: "Ratings are the medians of plausible Bradley-Terry strengths, drawn from their posterior.",
  } as Record<string, string>,
  points: (scale: number, base: number, init: number) =>
    `${scale} points stand for odds of ${base} to 1, and the average is ${init}; only differences mean something.`,
  intervals: {
    question: (level: string, rounds: number) =>
      `The ${level} interval is where a rating would lie with other questions of this kind: questions, not judgments, were resampled ${rounds} times.`,
    judgment: (level: string, rounds: number) =>
      `The ${level} interval is where a rating would lie with other judgments on these questions: judgments were resampled ${rounds} times.`,
    posterior: (level: string) =>
      `The ${level} interval holds the rating with that probability, given these judgments and the prior.`,
    formula: (level: string, name: string) =>
      `The ${level} interval is computed by the method ${name}.`,
  },
  overlap: "Two models whose intervals overlap widely are not told apart by these data.",
  winRateText:
    "The win rate is the share of its matches that a model won, ties as half. It depends on whom a model met; the rating does not.",
  winRateUnit: namesEn.winRateUnit,
  homeText: (points: string, lower: string, upper: string) =>
    `Being shown first is worth ${points} points (${lower} to ${upper}); the ratings allow for it.`,
  leftOut: (count: number, reason: string) => `${count} rows were left out: ${reason}.`,
  offline:
    "The judge is no model: it measures overlap with reference answers. This is a trial of the program, not a measure of quality.",
  chartNames: namesEn.charts,
  made: "Made with jrank. This page loads nothing from other sites.",
  findQuestion: "Find in questions",
  alsoTexts: "also in answers and judgments",
  searching: (done: number, of: number) => `searched ${done} of ${of} questions`,
  found: (count: number) => `${count} found`,
  more: (count: number) => `Show ${count} more`,
  previous: "Previous question",
  next: "Next question",
  reference: "Reference answer",
  turn: (turn: number) => `Turn ${turn}`,
  first: "First model",
  second: "Second model",
  swap: "Swap",
  noAnswer: "There is no answer of this model.",
  noTexts: "This site was published without answers and judgments.",
  loading: "Loading …",
  judgmentsOfPair: "What the judges said",
  notJudged: "No judge compared these two on this question.",
  gamesOfQuestion: "All comparisons of this question",
  shownFirst: "shown first",
  verdict: "Verdict",
  wins: (model: string) => `${model} is better`,
  tie: "tie",
  error: "no usable verdict",
  order: "Shown first",
  grades: "Grades",
  gradesBy: (judge: string, count: number) =>
    `${count.toLocaleString("en-US")} grades by ${judge}: means over questions, without intervals. A grade of one answer alone; small differences mean nothing.`,
  average: "Average",
  graded: "Graded",
  withoutScore: "No score",
  noScore: "no score",
  record: (wins: number, losses: number, ties: number) =>
    `${wins} won, ${losses} lost, ${ties} tied`,
  predicted: (percent: string) =>
    `The ranking predicts ${percent} for the first model, in neither place first.`,
  bothOrders: (agree: number, pairs: number) =>
    `Judged in both orders: ${pairs} times; the verdicts agreed ${agree} times.`,
  chips: "○ the first model is better, × the second, △ a tie, ? no usable verdict",
  neverMet: "These two never met.",
  firstWon: "the answer shown first won",
  secondWon: "the answer shown second won",
  verdicts: "Verdicts",
  anyVerdict: "any verdict",
  pairOf: "Two models, answer by answer",
  rankThis: "Rank by this question alone",
  failed: (what: string) => `Something went wrong: ${what}`,
  notFound: "There is nothing at this address.",
  controlled: "If equal",
  controlText:
    '"If equal" is the rating that a model would have if its answers were like the others\' in:',
  termText: (name: string, { unit }: TermUnit, effect: string, lower: string, upper: string) =>
    `${name}: ${effect} points (${lower} to ${upper}) for ${unit}`,
  anchored: (judge: string, date: string) =>
    `New models were placed on an earlier board (judged by ${judge}, ${date}), whose other models keep their ratings. Ranking anew knows the judgments on this site only.`,
  reweighted:
    "Every pair of models counts alike here, however often it was judged. Ranking anew counts every judgment once.",
  tied: "Tied (all)",
  tiedText: (level: string) =>
    `"Ranks (each)" lists the places that the data allow a model, right for one model at a time with ${level}. Models that share a letter under "Tied (all)" are not told apart, all comparisons being right together with ${level}. That takes more, so a model may stand at one rank and share a letter.`,
  outlook: (mean: string, widest: string, more: number, moreMean: string, moreWidest: string) =>
    `Intervals reach ±${mean} on average (the widest ±${widest}); another ${more} judgments would make it about ±${moreMean} (±${moreWidest}).`,
  influential: "Questions that move a rating most when they are left out:",
  moves: (model: string, points: string) => `${model} by ${points} points`,
  bounds: "from … to",
  barLegend: (level: string) =>
    `Dot: rating. Thick bar: 68 % interval, thin: ${level} interval. Dashed: no bound on that side.`,
  voting: {
    title: "Which answer is better?",
    task: "You see a question and two answers. Say which answer is better, or that they are equally good.",
    rules: [
      "Judge by how right, helpful and clear an answer is; length alone is no merit.",
      "You are not told who wrote the answers, and chance decides which stands first.",
      "Skip a pair on which you cannot say anything. You can stop at any time and go on later.",
    ],
    yourName: "Your name",
    start: "Start",
    asked: "Question",
    firstAnswer: "First answer",
    secondAnswer: "Second answer",
    question: "Which is better?",
    choices: { first: "First", second: "Second", tie: "Equal", skip: "Skip" },
    back: "Back",
    progress: (done: number, wanted: number) => `${done} of ${wanted}`,
    minutesLeft: (minutes: number) => ` · about ${minutes} min left`,
    thanks: "That was the last pair. Thank you!",
    save: "Save the votes",
    sendBack: "Your votes are in this browser only. Save them to a file and send it back.",
    keepsNothing: "This browser keeps nothing: save the votes before you close the page.",
    notKept: (why: string) => `Not stored: ${why}. Please try again.`,
  },
  licenses: namesEn.licenses,
  statuses: namesEn.statuses,
  methods: namesEn.methods,
  reasons: namesEn.leftOut,
};

/** The words of a language. */
export type PageWords = typeof pageEn;
