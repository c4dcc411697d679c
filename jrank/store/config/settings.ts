/**
 * Every setting of a config: its key, its check, a sentence, its default and its flag. Settings are
 * grouped by what they are about; a command has the flags of the groups it goes by.
 */
import { DEFAULTS } from "../../core/defaults.ts";
import { say } from "../../core/message.ts";
import { type License, VERDICT_KINDS } from "../../core/types.ts";
import { PROMPT_LANGUAGES } from "../../prompt/text_language.ts";
import { MODES, SCHEDULES } from "../../schedule/schedules.ts";
import { CONTROLS, STYLE_FEATURES } from "../../stats/data/style_control.ts";
import { LIKELIHOODS } from "../../stats/fit/likelihoods.ts";
import { parsePrior } from "../../stats/fit/prior.ts";
import { COMPUTES } from "../../stats/rank/rank_options.ts";
import { INTERVALS } from "../../stats/uncertainty/interval.ts";
import { VOTE_FORMATS } from "../votes/vote_formats.ts";
import { parseWinnerLabels } from "../votes/vote_labels.ts";
import { sampling } from "./model_settings.ts";
import { numeric, object, oneOf, someOf, text, texts, whole, yes } from "./setting.ts";

const keys = <Name extends string>(table: Record<Name, unknown>): Name[] =>
  Object.keys(table) as Name[];
const LANGUAGES = ["ja", "en"] as const;
/** Points of a game or dollars: above 0. */
const positive = { above: 0 };

export const benchmark = {
  benchmark_name: text("The folder in the data directory", {
    flag: "bench-name",
    also: ["benchmark", "benchmark-name"],
    value: "name",
  }),
  data_dir: text("Folder of the benchmarks; absent: jrank/data", { value: "dir" }),
};

export const running = {
  model_list: texts("Only these contestants; absent: all", { value: "ids" }),
  first_n: whole(1, "Only the first so many questions", { value: "questions" }),
  parallel: whole(1, "Most calls at a time", { default: DEFAULTS.parallel, value: "calls" }),
  seed: whole(undefined, "Matches, samples and intervals follow from it", {
    default: DEFAULTS.seed,
  }),
  strict: yes("Faults of the answers (empty, cut off, wrong language, …) are errors", {
    default: DEFAULTS.strict,
  }),
};

export const answers = {
  max_token_length: whole(1, "Most tokens of an answer, for every model", { value: "tokens" }),
  temperature: numeric({ least: 0, most: 2 }, "Of answers; absent: by category. 0 is 0"),
  top_p: sampling.top_p,
  top_k: sampling.top_k,
  repetition_penalty: sampling.repetition_penalty,
  num_choices: whole(1, "Answers to each question; judges see the first", {
    default: DEFAULTS.num_choices,
  }),
  system_prompt: text("Of contestants", { least: 0 }),
};

export const judging = {
  num_judges: whole(1, "How many of judge_models judge, from the first; absent: all"),
  evaluation_mode: oneOf(keys(MODES), "Which answers are compared or graded", {
    default: DEFAULTS.evaluation_mode,
    flag: "mode",
    also: ["evaluation-mode"],
  }),
  n: whole(1, "Judgments to collect in pairwise-n, by each judge"),
  stop: {
    n: whole(1, "So many judgments, by each judge"),
    half_width: numeric(
      positive,
      "Every 95 % interval (CR3) reaches at most so many Elo to each side",
      { value: "Elo" },
    ),
    separated: yes("All neighbours are told apart, at a threshold that allows looking often", {
      default: DEFAULTS.separated,
    }),
    budget_usd: numeric(positive, "As budget_usd", { value: "dollars" }),
    minutes: numeric(positive, "Of this run", { also: ["minutes"] }),
  },
  schedule: oneOf(keys(SCHEDULES), "Which match comes next in pairwise-n", {
    default: DEFAULTS.schedule,
  }),
  goal: oneOf(
    ["error-bars", "ranking", "top-k", "new-model"],
    "What an adaptive schedule is to make sure of",
    { default: DEFAULTS.goal },
  ),
  top_k_models: whole(1, "k of goal top-k"),
  new_model: text("The model of goal new-model", { value: "id" }),
  both_orders: yes(
    "Every pair in both orders; absent: in pairwise-all and pairwise-baseline, and not in pairwise-n",
  ),
  judge_turns: whole(1, "Judge only the first so many turns; absent: all"),
  judge_own_answers: yes("Whether a judge may judge its own answers", {
    default: DEFAULTS.judge_own_answers,
    also: ["judge-own"],
  }),
  verdict: oneOf(
    VERDICT_KINDS,
    "How judges give verdicts; absent: structured, in text where those stored are",
    {
      also: ["verdict-kind"],
    },
  ),
  soft: yes("Store the probabilities of verdicts where they can be had, and rank by them", {
    default: DEFAULTS.soft,
  }),
  repair: yes("Ask once more when a reply has no verdict", { default: DEFAULTS.repair }),
  batch: yes("Judges and API contestants through their providers' batches, at half the price", {
    default: DEFAULTS.batch,
  }),
  batch_round: whole(1, "Matches of an adaptive schedule in one round of batches", {
    default: DEFAULTS.batch_round,
  }),
  detach: yes("Return when batches are sent; the same command collects them later", {
    default: DEFAULTS.detach,
  }),
};

/** Which judgments of a changed text count: for judging and for ranking. */
export const changes = {
  stale: oneOf(
    ["keep", "drop", "rejudge"],
    "Judgments of a prompt, question or answer that has changed since: count them, leave them out, or judge them again; absent: judging stops and asks",
  ),
};

export const baseline = {
  models: {
    baseline_model: text(
      "The model that everyone plays in pairwise-baseline, or in Arena-Hard's rows",
      { flag: "baseline-model", value: "id" },
    ),
  },
};

export const anchoring = {
  anchor: text(
    "A published ranking (.json) of the others: new models are judged (goal new-model) and ranked on it, its ratings stay as they are",
    { value: "file" },
  ),
};

export const prompts = {
  language: oneOf(PROMPT_LANGUAGES, "Of the judge's prompts; absent: told from the questions", {
    flag: "prompt-language",
  }),
  judge_file: text("Judge prompts in LLM Judge's format; absent: our own", { value: "file" }),
  judge_prompt: text("The name of the prompt to use; absent: the one that fits"),
  reference_name: text("Which file of reference_answer; absent: the only one"),
  reference_categories: texts(
    "Categories whose judge sees the reference answer; absent: math, reasoning, coding",
  ),
};

export const spending = {
  budget_usd: numeric(positive, "A run stops before it costs more", { value: "dollars" }),
  budget_total_usd: numeric(positive, "The same for all runs of the benchmark together", {
    value: "dollars",
  }),
  accept_refusals: yes("What is refused for good (a content filter, …) is no failure", {
    default: DEFAULTS.accept_refusals,
  }),
  prices: text(
    "A file of prices that come before the program's own table; absent: prices.json beside the config",
    { value: "file" },
  ),
};

export const ranking = {
  compute: oneOf(
    COMPUTES,
    "mle (maximum likelihood), map (weak prior, always finite), mcmc (posterior draws) or winrate",
    { default: DEFAULTS.compute },
  ),
  ci: oneOf(keys(INTERVALS), "How intervals are made", { default: DEFAULTS.ci }),
  confidence: numeric({ above: 0, below: 1 }, "Of intervals", { default: DEFAULTS.confidence }),
  bootstrap_n: whole(0, "Bootstrap rounds", { default: DEFAULTS.bootstrap_n }),
  bootstrap_unit: oneOf(["question", "judgment"], "What is resampled", {
    default: DEFAULTS.bootstrap_unit,
  }),
  ties: oneOf(keys(LIKELIHOODS), "How ties enter the likelihood; half is half a win", {
    default: DEFAULTS.ties,
  }),
  prior: text("Of map and mcmc: sd=<Elo>; for mcmc also flat, the original's", {
    default: DEFAULTS.prior,
    fault: (value) => (parsePrior(value) === null ? say`expected flat or sd=<Elo>` : undefined),
  }),
  home_advantage: yes("Whether an advantage of being shown first is fitted", {
    default: DEFAULTS.home_advantage,
  }),
  scale: numeric(positive, "Points of odds of base to 1", { default: DEFAULTS.scale }),
  base: numeric({ above: 1 }, "Of scale", { default: DEFAULTS.base }),
  init_rating: numeric({}, "The mean rating", { default: DEFAULTS.init_rating }),
  nsamples: whole(
    1,
    "Of mcmc: draws a chain; up to eight times as many where they do not suffice",
    { default: DEFAULTS.nsamples },
  ),
  nwalkers: whole(1, "Of mcmc: chains", { default: DEFAULTS.nwalkers }),
  sampler: oneOf(["hmc", "importance"], "Of mcmc; importance is faster, up to some 50 models", {
    default: DEFAULTS.sampler,
  }),
  chain_path: text("Of mcmc: keep the draws here, or take them from here", { value: "file" }),
  reweight: yes("Count every pair alike, however often the schedule played it", {
    default: DEFAULTS.reweight,
  }),
  replays: whole(
    2,
    "Of a board that the adaptive schedule's earlier rule judged: divide ratings by how far that sets them apart, measured by so many replays of it",
  ),
  control: someOf(CONTROLS, "Ratings as if answers were alike in this, beside the others"),
  panel: {
    rule: oneOf(
      ["model", "majority", "mean"],
      "One ranking from several judges: by one likelihood with each judge's own advantage of place and discrimination, or by the majority or mean of their verdicts on a game",
    ),
    judges: texts("Of panel: its judges; absent: judge_models, or all of the benchmark", {
      value: "ids",
    }),
    quorum: whole(2, "Of panel: fewest judges, and fewest of a game by majority or mean", {
      default: DEFAULTS.quorum,
    }),
    abstain_on_flip: yes(
      "Of panel: a judge that contradicts itself when the answers change places has no verdict on them",
      { default: DEFAULTS.abstain_on_flip },
    ),
  },
  calibrate: {
    votes: text(
      "People's votes that a second ranking is on the scale of: a file, a rater of annotate.ts, or people (all of them)",
      { flag: "calibrate", also: ["calibrate-votes"], value: "votes" },
    ),
    suspects: texts("Further models that the judge may favour; its own family always may", {
      value: "ids",
    }),
    features: someOf(
      keys(STYLE_FEATURES),
      "What the judge may like in answers; absent: length, where the answers are known",
    ),
  },
  anchor_covariance: text(
    "Of anchor: its covariance (see covariance); the ratings may move as far as it allows",
    { value: "file" },
  ),
  covariance: yes("Write the full covariance of the ratings beside the ranking", {
    default: DEFAULTS.covariance,
  }),
  csv_bom: yes("Begin .csv files of rankings with a byte order mark, as Excel needs it", {
    default: DEFAULTS.csv_bom,
  }),
  make_charts: yes("Draw the charts", { default: DEFAULTS.make_charts }),
};

const column = (says: string) => text(`A column of the rows: ${says}`, { value: "column" });

export const reading = {
  input_format: oneOf(keys(VOTE_FORMATS), "Of the files of judgments; absent: recognised", {
    also: ["format"],
  }),
  where: texts("Only rows whose fields have these values", {
    value: "field=value",
    fault: (condition) =>
      condition.indexOf("=") < 1 ? say`--where needs field=value, got "${condition}"` : undefined,
  }),
  by: text(
    "A field of the rows or of their questions (category, judge, turn, …): a ranking for each of its values, beside that of all rows",
    { value: "field" },
  ),
  games: oneOf(
    ["both", "consistent"],
    "LLM Judge's pairs: both games (so where absent), or one that is a tie unless both agree",
  ),
  duplicates: oneOf(
    ["keep", "first"],
    "Judgments stored twice: every row counts, or the first; absent: the newest of one game by one judge and prompt, and of rows that tell neither all",
  ),
  prompt: texts("Only judgments with these prompts; names or hashes; absent: those of the run", {
    value: "names",
  }),
  skip_unknown: yes("Leave out lines with an unknown verdict, and count them", {
    default: DEFAULTS.skip_unknown,
  }),
  winner_labels: text(
    'What verdicts mean that are not plain: "X=1,Y=2,Z=tie" (1, 2, tie, none; name: a model\'s)',
    {
      value: "labels",
      fault: (labels) =>
        parseWinnerLabels(labels)
          ? undefined
          : say`--winner-labels needs <label>=<1, 2, tie, none or name>, several with commas, got "${labels}"`,
    },
  ),
  model_a_field: column("the model shown first (model_a)"),
  model_b_field: column("the other model (model_b)"),
  winner_field: column("the verdict (winner)"),
  question_field: column("the question (question_id)"),
  judge_field: column("the judge (judge)"),
};

export const charts = {
  charts: {
    title: text("In place of the benchmark's name", {
      least: 0,
      flag: "title",
      also: ["charts-title"],
    }),
    subtitle: text("In place of the judge and the sample size", { least: 0 }),
    byline: text("Who publishes it", { least: 0 }),
    legend_title: text("In place of the word for licences", {
      least: 0,
      flag: "legend-title",
      also: ["charts-legend-title"],
    }),
    language: oneOf(LANGUAGES, "Of the words in charts and in the ranking's .md", {
      default: DEFAULTS.language,
    }),
    colors: object<Partial<Record<License, string>>>(
      'Colours of the licences, as {"open": "#2a2"}',
    ),
    theme: oneOf(
      ["light", "dark"],
      "Absent: light, with dark pictures beside, and pages that follow the reader",
    ),
    advanced: yes("Title, subtitle, by-line and method; absent: where one of them is written", {
      flag: "advanced-charts",
      also: ["charts-advanced"],
    }),
    plot_skip_list: texts("Models left out of the charts", {
      flag: "plot-skip-list",
      also: ["charts-plot-skip-list"],
      value: "ids",
    }),
    posterior_models: texts("Models whose densities are drawn; absent: the best five", {
      least: 1,
      flag: "posterior-models",
      also: ["charts-posterior-models"],
      value: "ids",
    }),
  },
};

export const site = {
  out: text("The folder to write", { default: DEFAULTS.site_out, also: ["out"], value: "folder" }),
  title: text("Absent: the title of the charts, or else the benchmark's name"),
  description: text("Who publishes it and what it is about", {
    least: 0,
    default: DEFAULTS.site_description,
  }),
  language: oneOf(LANGUAGES, "Absent: that of the charts. The reader can change it"),
  address: text("Where the site will be: the picture of shared links needs it", {
    pattern: /^https?:\/\/[^\s"'<>]+$/,
    value: "url",
  }),
  scores: text("A leaderboard of scores (leaderboard.json) to show beside the rankings", {
    value: "file",
  }),
  texts: yes("false: publish no questions' answers and no judgments' words", {
    default: DEFAULTS.site_texts,
  }),
};

export const publish = {
  folder: text("Where the files go: a new folder, or one made by this"),
  files: someOf(["site", "rankings", "charts", "badges"], "Absent: site, which is everything"),
  git_branch: text("The folder becomes a working tree of this branch; changes are committed", {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._/-]*$/,
  }),
};

export const wandb = {
  entity: text("The team or user at Weights & Biases; absent: the one who uploads"),
  project: text("The project that the run belongs to", { value: "name" }),
  run_name: text("The name of the run; absent: the benchmark's", { value: "name" }),
};

/** All but the models, the site and publishing, which may be absent as a whole. */
export const general = {
  ...benchmark,
  ...running,
  ...answers,
  ...judging,
  ...changes,
  ...anchoring,
  ...prompts,
  ...spending,
  ...ranking,
  ...reading,
  ...charts,
};
