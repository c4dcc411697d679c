/**
 * The ranking file, `rankings/<judge>_<compute>.json`: its one description. The types are inferred from
 * it, and `npm run schema` writes it as a JSON Schema (`ranking.schema.json`). Whatever runs on the
 * published page imports types only from here.
 */
import { z } from "zod";
import { findingSchema } from "./finding.ts";
import {
  BOOTSTRAP_UNITS,
  COMPUTES,
  INTERVAL_METHODS,
  LICENSES,
  MODE_NAMES,
  RATING_STATUSES,
  STOP_REASONS,
  TIE_MODELS,
} from "./types.ts";

const count = z.int().min(0);
/** Weighted judgments need not be whole. */
const judgments = z.number().min(0);
const probability = z.number().min(0).max(1);
const rank = z.int().min(1);
const orNull = z.number().nullable();
const modelId = z.string().min(1);

const row = z
  .strictObject({
    model_id: modelId,
    display_name: z.string(),
    license: z.enum(LICENSES).describe("How others may use the model"),
    rating: orNull.describe("The point estimate on the display scale"),
    median: orNull.describe("50 % of the bootstrap or of the posterior"),
    lower: orNull.describe("16 %"),
    upper: orNull.describe("84 %"),
    one_sigma_plus: orNull.describe("upper - median"),
    one_sigma_minus: orNull.describe("median - lower"),
    median_rounded: orNull,
    ci_lower: orNull.describe("The interval at `confidence` by the method of `ci`; null: open"),
    ci_upper: orNull,
    standard_error: orNull,
    rank: rank.nullable(),
    rank_lower: rank.nullable().describe("The interval of the rank, for this model alone"),
    rank_upper: rank.nullable(),
    stronger_than_next_confidence: probability
      .nullable()
      .describe("P(stronger than the model on the next line); null on the last line"),
    n_matches: judgments,
    wins: judgments,
    losses: judgments,
    ties: judgments,
    win_rate: probability.nullable().describe("A tie is half a win"),
    win_rate_lower: probability
      .nullable()
      .describe("Wilson's interval of the win rate, by `win_rate_unit`"),
    win_rate_upper: probability.nullable(),
    status: z
      .enum(RATING_STATUSES)
      .describe("ok: determined by the judgments; else why numbers are null"),
    group: count.describe("Ratings of different groups cannot be compared"),
    rating_in_group: orNull.describe("The rating within its group, whose mean is init_rating"),
    ci_lower_in_group: orNull.describe("Its interval, as ci_lower to ci_upper are of the rating"),
    ci_upper_in_group: orNull,
    lower_in_group: orNull.describe("16 %"),
    upper_in_group: orNull.describe("84 %"),
    rank_lower_simultaneous: rank
      .nullable()
      .describe("The interval of the rank that holds for all models together"),
    rank_upper_simultaneous: rank.nullable(),
    tie_group: z
      .string()
      .describe("Models that share a letter are not told apart; empty: the model has no place"),
    design_effect: orNull.describe(
      "Variance with questions as the unit over variance with judgments as the unit; null without questions",
    ),
  })
  .describe("A model; a number that the judgments do not determine is null");

const outlook = z
  .strictObject({
    half_width_mean: z.number().describe("Of the intervals at `confidence`, CR3 by question"),
    half_width_widest: z.number(),
    more_judgments: count.describe("So many further judgments of the adaptive schedule"),
    more_half_width_mean: z.number().describe("would bring this"),
    more_half_width_widest: z.number(),
    floor: z.number().describe("The mean half-width that stays with these questions"),
    question_effect: z.number().describe("Standard deviation of a model's quality on a question"),
    fewest_matches_judgments: orNull.describe(
      "What the original's rule would need for the same mean half-width; null: more than there is",
    ),
    saved_judgments: orNull.describe("That minus the judgments there are; below 0: it is cheaper"),
    how: z.string(),
  })
  .describe("What the judgments bought and what more would bring; half-widths in rating points");

const control = z
  .strictObject({
    terms: z.array(
      z.strictObject({
        name: z.string(),
        unit: z.string().describe("What one unit of the term is"),
        deviation: z
          .number()
          .exactOptional()
          .describe("Of a feature of answers: its standard deviation, which is the unit"),
        beyond: z
          .string()
          .exactOptional()
          .describe("Of a judge: the judge whose advantage of place its own is compared with"),
        effect: z.number().describe("Change of the first answer's lead for one unit"),
        lower: orNull,
        upper: orNull,
      }),
    ),
    log_likelihood: z.number(),
    ratings: z.array(
      z.strictObject({ model_id: modelId, rating: orNull, ci_lower: orNull, ci_upper: orNull }),
    ),
  })
  .describe("Ratings with further terms in the likelihood (--control); intervals CR3 by question");

const models = z.array(modelId);
const anchor = z
  .strictObject({
    file: z.string(),
    date: z.string(),
    judge: z.string(),
    n_judgments: judgments,
    keep: z
      .enum(["fixed", "prior"])
      .describe(
        "fixed: the board's ratings stay; prior: they move as far as its covariance allows",
      ),
    new_models: z.array(
      z.strictObject({
        model_id: modelId,
        stronger_than: models,
        weaker_than: models,
        not_told_apart: models,
      }),
    ),
    changes: z.array(
      z.strictObject({
        model_id: modelId,
        before: z.number(),
        after: z.number(),
        standard_error: z.number(),
        p_value: probability,
        is_significant: z.boolean().describe("At 95 % for all models of the board together"),
        rank_before: rank.nullable(),
      }),
    ),
  })
  .describe("The published board that the new models were ranked on (--anchor)");

const estimate = z.strictObject({ rating: orNull, ci_lower: orNull, ci_upper: orNull });
const calibration = z
  .strictObject({
    judge: z.string(),
    raters: z.array(z.string()).describe("The people, or the files of their votes"),
    votes: count.describe("That count: on pairs that the judge judged"),
    questions: count.describe("With a vote"),
    left_out: z.record(z.string(), z.number()).describe("Votes that do not count, by reason"),
    headline: z
      .enum(["residual", "calibrated"])
      .describe("Which estimate the ratings are: see docs/methods.md"),
    reason: z.enum(["gate", "many votes"]).nullable().describe("Why it is not the calibrated one"),
    lambda: z.number().describe("How much of the judge's residuals is taken out of the votes"),
    slope: z.number().describe("Of people's votes on the judge's ratings; 1: the same scale"),
    z: z.number().describe("The slope over its standard error; above 3 the judge predicts people"),
    judge_error: z
      .number()
      .describe("Standard deviation of the judge's errors by model, in points"),
    worth: z.number().describe("So many votes of people alone would be as narrow"),
    home_advantage: z.number().describe("What being shown first is worth to people, in points"),
    weighted: z.boolean().describe("Whether the votes say with which probability they were chosen"),
    declared: z.array(modelId).describe("Models that the judge may favour: its family, and others"),
    features: z.array(z.string()).describe("What the judge may like in answers"),
    ratings: z.array(
      z.strictObject({
        model_id: modelId,
        judge: estimate.describe("The judge alone"),
        people: estimate.describe("People's votes alone"),
        residual: estimate.describe("People's votes with the judge's residuals taken out"),
        calibrated: estimate.describe("People's ratings as deviations from the judge's"),
      }),
    ),
  })
  .describe("People's votes that the ratings are calibrated to (--calibrate)");

const panel = z
  .strictObject({
    rule: z
      .enum(["model", "majority", "mean"])
      .describe(
        "One likelihood with a discrimination for each judge, or one verdict for each game",
      ),
    quorum: count.describe("Fewest judges of the panel, and of a game by majority or mean"),
    abstain_on_flip: z
      .boolean()
      .describe("Whether a judge that contradicts itself in the other order has no verdict"),
    games: count.exactOptional().describe("By majority or mean: games with enough verdicts"),
    games_left_out: count.exactOptional().describe("Those with fewer"),
    missing: z.array(z.strictObject({ judge: z.string(), why: z.string() })),
    judges: z.array(
      z.strictObject({
        judge: z.string(),
        judgments: count,
        abstained: count.describe("Judgments in which it contradicts itself"),
        family: z.array(modelId).describe("Models of its own family, which it judged"),
        discrimination: orNull
          .exactOptional()
          .describe("1: a verdict of the panel, 0: a verdict that carries nothing"),
        discrimination_lower: orNull.exactOptional(),
        discrimination_upper: orNull.exactOptional(),
        home_advantage: orNull.exactOptional().describe("Of being shown first, in points"),
        one_place: z
          .enum(["first", "second"])
          .nullable()
          .exactOptional()
          .describe("The place that it always chose"),
        disagrees: z
          .boolean()
          .nullable()
          .exactOptional()
          .describe(
            "Whether its own ranking differs from the others' by more than chance, all judges together (Holm)",
          ),
        p_value: orNull.exactOptional().describe("Of this judge's difference alone"),
        disagreement: z.number().exactOptional().describe("By so many points a model"),
        without: z
          .array(estimate.extend({ model_id: modelId }))
          .exactOptional()
          .describe("The panel's ratings without it"),
      }),
    ),
  })
  .describe("The judges that this is a ranking of (panel)");

const group = z
  .strictObject({ field: z.string(), value: z.string() })
  .describe("The group of rows that this is a ranking of (--by)");

const shrunken = z.strictObject({
  model_id: modelId,
  rating: orNull.describe("Null for a model that no judgment of the group is about"),
  ci_lower: orNull,
  ci_upper: orNull,
  deviation: orNull.describe("Rating in the group minus the rating over all groups"),
  deviation_lower: orNull,
  deviation_upper: orNull,
});

const shrinkage = z
  .strictObject({
    spread: z
      .number()
      .describe("Standard deviation of a model's rating from group to group, in points"),
    spread_lower: z.number(),
    spread_upper: z.number(),
    dispersion: z.number().describe("How much more than independent judgments questions vary"),
    degrees_of_freedom: z.number(),
    groups: z.array(
      z.strictObject({
        value: z.string(),
        own_share: probability.describe("How much of the ratings is the group's own"),
        ratings: z.array(shrunken),
      }),
    ),
  })
  .describe(
    "Ratings of the groups that lean on the whole where the group says little: random deviations of one unknown size; the mean over all models is init_rating in every group, and intervals are at `confidence`",
  );

const moreQuestionsFor = z
  .array(
    z.strictObject({
      half_width: z.number().describe("Of the wished intervals, on average"),
      questions: count.describe("So many more, judged as often as those there are"),
    }),
  )
  .describe("How many more questions bring which precision");

/** A sentence with its values, so that it can be said in each language (`core/message.ts`). */
const storedMessage = z
  .strictObject({
    text: z.string().describe("In English"),
    template: z.string().describe("The sentence without its values, which is its code"),
    get values() {
      return z.array(z.union([z.string(), storedMessage])).describe("Those of {0}, {1} …");
    },
  })
  .meta({ id: "storedMessage" });

const shrinkageRefused = z
  .strictObject({
    kind: z.enum(["win-rates", "board", "reweighted", "many-models", "few-groups"]),
    most: count.exactOptional().describe("Of many-models: with more it would take too long"),
  })
  .describe(
    "Why there are no such ratings: win rates have no strengths; models on a published board; --reweight; too many models; groups that share questions, or too few of either",
  );

const by = z
  .strictObject({
    field: z.string(),
    ungrouped: count.describe("Rows that say nothing in the field"),
    groups: z.array(
      z.strictObject({
        value: z.string(),
        file: z.string().exactOptional().describe("Its whole ranking, relative to this file"),
        refused: storedMessage.exactOptional().describe("Why there is none"),
        n_judgments: judgments,
        n_questions: count,
        more_questions: moreQuestionsFor.exactOptional(),
        ratings: z.array(
          row.pick({
            model_id: true,
            rating: true,
            ci_lower: true,
            ci_upper: true,
            rank: true,
            status: true,
          }),
        ),
      }),
    ),
    shrinkage: shrinkage.exactOptional(),
    shrinkage_refused: shrinkageRefused.exactOptional(),
  })
  .describe("The rankings of groups of rows, each that of its rows alone (--by)");

const posterior = z
  .strictObject({
    sampler: z.enum(["hmc", "importance"]),
    draws: count,
    chains: count,
    r_hat: orNull.describe("The worst of all parameters; null for importance sampling"),
    ess_bulk: z.number(),
    ess_tail: orNull,
    acceptance: orNull,
    divergences: count.nullable(),
    k_hat: orNull.describe("Of importance sampling; reliable below 0.7"),
  })
  .describe("How the posterior was drawn, and whether the draws can be relied on (mcmc)");

const influentialQuestion = z.strictObject({
  question: z.string(),
  judgments,
  model_id: modelId.describe("The model that leaving the question out would move most"),
  change: z.number().describe("by so many points"),
  spread: z.number().describe("Root of the mean squared change of all models"),
});

/** What a question is to the board, in the order of how good it is. */
const ITEM_KINDS = ["separates", "usual", "adds-nothing", "contradicted"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

const item = z.strictObject({
  question: z.string(),
  category: z.string().exactOptional(),
  judgments,
  slope: z
    .number()
    .describe(
      "Of its verdicts on the strengths that all other questions give: 1 is usual, 0 has nothing to do with them",
    ),
  lower: z.number(),
  upper: z.number(),
  kind: z.enum(ITEM_KINDS).describe("With 95 %: slope above 1, below a half, below 0; else usual"),
});

const costs = z
  .strictObject({
    models: z.array(
      z.strictObject({
        model_id: modelId,
        answers: count,
        cost_usd: orNull.describe("Of an answer, on average; null: no answer says it"),
        cost_known: count.describe("Answers whose cost is known"),
        input_tokens: orNull,
        output_tokens: orNull,
        seconds: orNull.describe("Of the calls of an answer; null: not stored"),
        unbeaten: z
          .boolean()
          .describe("No other model is rated as high and costs as little, one of them better"),
      }),
    ),
    best: modelId.nullable(),
    cheapest_with_the_best: modelId
      .nullable()
      .describe("The cheapest that shares a letter of tie_group with the best"),
  })
  .describe(
    "What answers used, where it is stored with them; models that do not say it are absent",
  );

/** The ranking file. */
export const rankingSchema = z
  .strictObject({
    schema_version: z.literal(1),
    date: z.string().describe("Of the newest judgment, ISO 8601"),
    benchmark: z.string(),
    judge: z.string(),
    mode: z.enum(MODE_NAMES).describe("How the judgments were collected"),
    group: group.exactOptional(),
    compute: z.enum(COMPUTES).describe("What the ratings are; of winrate they are shares of wins"),
    scale: z
      .number()
      .positive()
      .describe("rating = init_rating + scale / ln(base) * strength in natural-log units"),
    base: z.number().gt(1),
    init_rating: z.number(),
    seed: z.number(),
    bootstrap_n: count.describe("Rounds of the bootstrap; 0: none"),
    bootstrap_unit: z.enum(BOOTSTRAP_UNITS).describe("What was resampled"),
    undetermined_rounds: count.describe("Rounds in which some rating was not determined"),
    ci: z
      .enum([...INTERVAL_METHODS, "wilson", "posterior"])
      .describe("How ci_lower and ci_upper were made"),
    confidence: z.number().gt(0).lt(1),
    win_rate_unit: z
      .enum(BOOTSTRAP_UNITS)
      .exactOptional()
      .describe("What intervals of win rates take for independent; in files without it: judgments"),
    ties: z.enum(TIE_MODELS).describe("How ties enter the likelihood"),
    prior: z
      .union([z.literal("flat"), z.templateLiteral(["sd=", z.number().positive()])])
      .describe("flat, or the standard deviation of a strength: sd=<Elo>"),
    home_advantage: z
      .strictObject({ estimate: orNull, lower: orNull, upper: orNull, standard_error: orNull })
      .nullable()
      .describe("What being shown first is worth, in points; null: not fitted"),
    n_judgments: judgments,
    n_questions: count,
    log_likelihood: orNull,
    by_position: z
      .strictObject({ first_wins: judgments, second_wins: judgments, ties: judgments })
      .describe("How often the answer shown first won, the second did, and neither"),
    left_out: z.record(z.string(), z.number()).describe("Judgments that do not count, by reason"),
    left_out_labels: z
      .record(z.string(), z.record(z.string(), z.number()))
      .exactOptional()
      .describe("Labels of the verdicts that were left out, by reason; where that is many"),
    prompts: z
      .array(z.strictObject({ name: z.string(), hash: z.string().exactOptional(), judgments }))
      .exactOptional()
      .describe("The judge's prompts, the hash of their text, and the judgments of each"),
    reweighted: z
      .literal("every pair alike")
      .exactOptional()
      .describe("Every pair counts alike, however often it was played (--reweight)"),
    replayed: z
      .strictObject({ replays: count, slope: z.number(), standard_error: z.number() })
      .exactOptional()
      .describe(
        "How many times too far apart the schedule's earlier rule set ratings, in replays of it; strengths were divided by it (--replays)",
      ),
    control: control.exactOptional(),
    anchor: anchor.exactOptional(),
    calibration: calibration.exactOptional(),
    panel: panel.exactOptional(),
    by: by.exactOptional(),
    stop: z
      .strictObject({ reason: z.enum(STOP_REASONS), text: z.string(), judgments: count })
      .exactOptional()
      .describe("Why the judging ended, where the program judged"),
    outlook: outlook.exactOptional(),
    posterior: posterior.exactOptional(),
    tie_parameter: z
      .strictObject({ name: z.string(), estimate: orNull, probability_of_equals: probability })
      .exactOptional()
      .describe("Of a tie model: its parameter, and how often equals tie"),
    influential_questions: z
      .array(influentialQuestion)
      .exactOptional()
      .describe("The questions without which the ratings would change most"),
    costs: costs.exactOptional(),
    items: z
      .array(item)
      .exactOptional()
      .describe("What each question tells of the models; absent where that is too little to tell"),
    more_questions: moreQuestionsFor.exactOptional(),
    warnings: z
      .array(z.string())
      .describe("What is not determined or rough, and what to do about it"),
    findings: z
      .array(findingSchema)
      .exactOptional()
      .describe("`warnings` as data; absent in files of earlier versions"),
    ranking: z.array(row).describe("The best model first"),
    rank_probability: z
      .array(z.array(probability).nullable())
      .exactOptional()
      .describe("By line: P(rank = 1), P(rank = 2), …; null for models without a place"),
    stronger_probability: z
      .array(z.array(probability.nullable()))
      .exactOptional()
      .describe("By line and column: P(the line's model is stronger); null where undetermined"),
  })
  .describe("A ranking of jrank");

export interface Ranking extends z.infer<typeof rankingSchema> {}
export interface RankingRow extends z.infer<typeof row> {}
export interface RankingOutlook extends z.infer<typeof outlook> {}
export interface RankingControl extends z.infer<typeof control> {}
export interface RankingGroups extends z.infer<typeof by> {}
export interface ShrinkageRefused extends z.infer<typeof shrinkageRefused> {}
export interface RankingPanel extends z.infer<typeof panel> {}
export interface RankingCalibration extends z.infer<typeof calibration> {}
export interface RankingAnchor extends z.infer<typeof anchor> {}
/** How a posterior was drawn, and whether the draws can be relied on. */
export interface PosteriorSummary extends z.infer<typeof posterior> {}
/** What answers used. */
export interface RankingCosts extends z.infer<typeof costs> {}
/** How many more questions bring which precision. */
export type RankingMore = z.infer<typeof moreQuestionsFor>;
/** What a question tells of the models. */
export interface RankingItem extends z.infer<typeof item> {}
/** What a question does to the ratings. */
export interface InfluentialQuestion extends z.infer<typeof influentialQuestion> {}

/** The text of `ranking.schema.json`, the JSON Schema of the ranking file. */
export function rankingSchemaText(): string {
  const schema = { ...z.toJSONSchema(rankingSchema), title: "jrank ranking" };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
