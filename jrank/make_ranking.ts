/** Ranks stored judgments and draws the charts. */
import {
  integerFlag,
  nameFlag,
  namesFlag,
  numberBetween,
  numberFlag,
  runCommand,
} from "./run/command.ts";
import { MODES } from "./schedule/schedules.ts";
import { INTERVALS } from "./stats/interval.ts";
import { LIKELIHOODS } from "./stats/likelihoods.ts";
import { COMPUTES } from "./stats/rank_options.ts";
import { CONTROLS } from "./stats/style_control.ts";
import { VOTE_FORMATS } from "./store/vote_formats.ts";

const keys = <Name extends string>(table: Record<Name, unknown>): Name[] =>
  Object.keys(table) as Name[];
const positive = numberBetween(0, Number.POSITIVE_INFINITY);

await runCommand(
  "make_ranking.ts",
  "Ranks stored judgments by Bradley-Terry, with confidence intervals, and draws the charts.",
  (program, context) => {
    program
      .option("--bench-name <name>", "benchmark (default: the one of config.json)")
      .option("--config <file>", "the benchmark's config (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--judge-model <id>", "the judge whose judgments are ranked")
      .option("--mode <mode>", "how they were collected", nameFlag(keys(MODES)))
      .option(
        "--compute <what>",
        "mle (exact maximum likelihood), map (with a weak prior, always finite), mcmc (posterior draws) or winrate (default: the config's, or mle)",
        nameFlag(COMPUTES),
      )
      .option("--model-list <ids...>", "only these models")
      .option("--input-file <files...>", "judgments to rank, in place of the benchmark's own")
      .option(
        "--format <name>",
        `of the input files (default: recognised): ${keys(VOTE_FORMATS).join(", ")}`,
        nameFlag(keys(VOTE_FORMATS)),
      )
      .option("--where <field=value...>", "only rows whose fields have these values")
      .option(
        "--games <which>",
        "LLM Judge's pairs: both games, or one that is a tie unless both agree (consistent)",
        nameFlag(["both", "consistent"]),
      )
      .option(
        "--winner-labels <labels>",
        'what verdicts mean that are not plain: "X=1,Y=2,Z=tie" (1, 2, tie, none; name: a model\'s)',
      )
      .option("--model-a-field <column>", "of the input files: the model shown first (model_a)")
      .option("--model-b-field <column>", "the other model (model_b)")
      .option("--winner-field <column>", "the verdict (winner)")
      .option("--question-field <column>", "the question (question_id)")
      .option("--judge-field <column>", "the judge (judge)")
      .option("--baseline-model <id>", "the baseline of Arena-Hard's rows, which do not name it")
      .option("--make-charts", "draw the charts (the default)", true)
      .option("--no-make-charts", "draw no charts")
      .option("--scale <points>", "points of a tenfold chance, with base 10 (400)", positive)
      .option(
        "--base <number>",
        "the chance that --scale stands for (10)",
        numberBetween(1, Infinity),
      )
      .option("--init-rating <points>", "the mean rating (1000)", numberFlag)
      .option("--bootstrap-n <rounds>", "bootstrap rounds (500)", integerFlag(0))
      .option(
        "--bootstrap-unit <unit>",
        "what is resampled: question (the default) or judgment",
        nameFlag(["question", "judgment"]),
      )
      .option("--ci <method>", `interval: ${keys(INTERVALS).join(", ")}`, nameFlag(keys(INTERVALS)))
      .option("--confidence <level>", "of the intervals (0.95)", numberBetween(0, 1))
      .option(
        "--ties <model>",
        `ties: ${keys(LIKELIHOODS).join(", ")}`,
        nameFlag(keys(LIKELIHOODS)),
      )
      .option(
        "--prior <prior>",
        "of map and mcmc: sd=<Elo> (sd=400); for mcmc also flat, the original's",
      )
      .option("--nsamples <number>", "of mcmc: draws a chain (1000)", integerFlag(1))
      .option("--nwalkers <number>", "of mcmc: chains (4)", integerFlag(1))
      .option(
        "--sampler <name>",
        "of mcmc: hmc (the default) or importance (faster, up to some 50 models)",
        nameFlag(["hmc", "importance"]),
      )
      .option("--chain-path <file>", "of mcmc: keep the draws here, or take them from here")
      .option(
        "--control <terms...>",
        `ratings as if answers were alike, beside the others: ${CONTROLS.join(", ")}`,
        namesFlag(CONTROLS),
      )
      .option("--no-home-advantage", "fit no advantage of being shown first")
      .option("--seed <number>", "everything random follows from it (1)", integerFlag(0))
      .option("--output-path <file>", "where to write the ranking (.json; .csv and .md beside it)")
      .option(
        "--chart-dir <folder>",
        "where to draw the charts (with --output-path: charts/<its name> beside it)",
      )
      .option("--csv-bom", "begin the .csv with a byte order mark, as Excel needs it")
      .option("--covariance", "write the full covariance of the ratings beside the ranking")
      .option(
        "--compare-with <file>",
        "an earlier ranking (.json): what changed, and is it chance?",
      )
      .option("--reweight", "count every pair alike, however often the schedule played it")
      .option(
        "--anchor <file>",
        "a published ranking (.json): rank new models on it, its ratings stay as they are",
      )
      .option(
        "--anchor-covariance <file>",
        "of --anchor: its covariance (see --covariance); the ratings may move as far as it allows",
      )
      .option("--advanced-charts", "title, subtitle and by-line of the config, method and date")
      .option("--no-advanced-charts", "none of these, whatever the config says")
      .option("--plot-skip-list <ids...>", "models left out of the charts")
      .option("--posterior-models <ids...>", "models whose densities are drawn (the best five)")
      .option(
        "--duplicates <what>",
        "judgments stored twice: keep (every row counts) or first (default: the newest of one game by one judge and prompt, and of rows that tell neither all)",
        nameFlag(["keep", "first"]),
      )
      .option("--prompt <names...>", "only judgments with these prompts; names or hashes")
      .option(
        "--stale <what>",
        "judgments of questions or answers that have changed since: keep (and say so) or drop",
        nameFlag(["keep", "drop"]),
      )
      .option("--skip-unknown", "leave out lines with an unknown verdict, and count them")
      .action(async (flags) => {
        const { makeRanking } = await import("./run/ranking/make_ranking.ts");
        const { priorFlag } = await import("./run/ranking/ranking_flags.ts");
        const prior = flags.prior === undefined ? {} : { prior: priorFlag(flags.prior) };
        await makeRanking({ ...flags, ...prior }, context);
      });
  },
);
