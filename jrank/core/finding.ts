/**
 * What a ranking has to tell its reader besides numbers: what the data do not determine, what is
 * rough, what was left out. Plain data, described once here: the types are inferred, and the schema of
 * the ranking file has a branch for each kind. `words/findings_en.ts` and `words/findings_ja.ts` say
 * it. Whatever runs on the published page imports types only from here.
 */
import { z } from "zod";
import { RATING_STATUSES } from "./types.ts";

const number = z.number().min(0);
const text = z.string();
const models = z.array(z.string());
const groups = z.array(models).describe("The largest first");

const rest = z
  .enum(["none", "prior"])
  .describe("Where a rating that the data do not determine comes from");

const staleUse = z
  .enum(["counted", "kept", "dropped"])
  .describe(
    "What was done with judgments of texts that changed since: counted, unless a flag says otherwise",
  );

const count = z
  .strictObject({ name: text, count: number })
  .describe("A label, a model or a reason, and how often it came");

const promptCount = z
  .strictObject({
    judge: text,
    name: text,
    hash: text.exactOptional().describe("Of the prompt's text, where the rows say it"),
    judgments: number,
  })
  .describe("Judgments that were made with one prompt");

const changedTexts = z
  .strictObject({
    changed: number,
    judgments: number,
    prompt: number,
    question: number,
    reference: number,
    answers: z.array(count).describe("Models whose answers were replaced"),
  })
  .describe("Judgments of texts that are another one now, by what has changed");

function kind<const Kind extends string, Shape extends z.ZodRawShape>(
  name: Kind,
  shape: Shape,
  about: string,
) {
  return z.strictObject({ kind: z.literal(name), ...shape }).describe(about);
}

/** A finding, by its kind. */
export const findingSchema = z.discriminatedUnion("kind", [
  kind(
    "goes-by-place",
    { place: z.enum(["first", "second"]), times: number, decided: number },
    "The judge chose one place, whichever answer stood there",
  ),
  kind(
    "home-advantage-open",
    { rest },
    "The advantage of being shown first cannot be told from strengths",
  ),
  kind("undefeated", { models, rest }, "Models that won everything"),
  kind("winless", { models, rest }, "Models that lost everything"),
  kind("disconnected", { groups, rest }, "Groups of models that never met"),
  kind(
    "separated",
    {
      models,
      groups: groups.describe("Those of several models, if there are two"),
      rest,
      hasMain: z.boolean().describe("Whether the ratings are those of one largest group"),
    },
    "Points between groups went one way",
  ),
  kind(
    "upsets",
    { matches: number, lost: number, expected: number, t: z.number() },
    "Favourites lose more of the lopsided matches than the ratings say",
  ),
  kind("constant", { models }, "Models of which every question says the same"),
  kind(
    "resampled-judgments",
    { cause: z.enum(["one-question", "no-questions"]) },
    "Judgments were resampled, for there is one question, or some judgments have none",
  ),
  kind("few-questions", { questions: number }, "Too few questions for their intervals"),
  kind(
    "unequal-questions",
    {
      questions: number,
      effective: number.describe("As many equal questions would share the judgments so evenly"),
      largest: number.max(1).describe("The largest share of the judgments that one question has"),
    },
    "Few of the questions have most of the judgments",
  ),
  kind(
    "undetermined-rounds",
    { rounds: number, of: number },
    "Rounds of the bootstrap in which some rating was not determined",
  ),
  kind("win-rates", {}, "The ratings are win rates"),
  kind("posterior-by-judgment", {}, "The posterior takes judgments for independent"),
  kind("divergences", { steps: number, of: number }, "Steps of the sampler that diverged"),
  kind(
    "new-model-open",
    { model: text, status: z.enum(RATING_STATUSES).exclude(["ok"]), rest },
    "A new model whose place on a published board is open",
  ),
  kind(
    "duplicates",
    { judgments: number, leftOut: z.boolean() },
    "Judgments that are exact copies of others",
  ),
  kind(
    "soft-verdicts",
    { soft: number, judgments: number },
    "Judgments with the judge's probabilities, which enter the fit by parts",
  ),
  kind(
    "left-out",
    {
      rows: number,
      of: number,
      reasons: z
        .array(z.strictObject({ name: text, count: number, labels: z.array(count) }))
        .describe("Each with the labels of its rows, the most frequent first"),
      labelsMayMean: z
        .boolean()
        .describe("Whether a label may mean something that the reader knows"),
    },
    "Many judgments do not count",
  ),
  kind(
    "several-verdict-kinds",
    { judge: text, structured: number, text: number },
    "The judge gave some verdicts in fields and others in text",
  ),
  kind("several-prompts", { prompts: z.array(promptCount) }, "The judge had several prompts"),
  kind(
    "several-served",
    { judge: text, served: z.array(count) },
    "The judgments of one judge are by several models, as its server says",
  ),
  kind(
    "served-another",
    { judge: text, asked: text, served: text, judgments: number },
    "Another model judged than the one that was asked for",
  ),
  kind(
    "changed-texts",
    { texts: changedTexts, use: staleUse, unknown: number },
    "Texts that were judged are other ones now",
  ),
  kind(
    "earlier-schedule",
    { judgments: number, of: number },
    "Matches that an earlier rule of the adaptive schedule chose by verdicts, which spreads ratings",
  ),
  kind(
    "replayed-spread",
    { judgments: number, of: number, replays: number, slope: number },
    "The same matches, and the ratings divided by how far that rule spreads them (--replays)",
  ),
  kind("look-alikes", { models }, "Names that may be one model"),
  kind(
    "calibration-refused",
    { reason: z.enum(["gate", "many-votes"]), z: z.number() },
    "Why people's ratings are not taken as deviations from the judge's",
  ),
  kind(
    "calibration-unprotected",
    { declared: models, features: z.array(text) },
    "What calibration to people's votes does not protect from",
  ),
  kind("calibration-apart", { models }, "Models whose rating depends on trusting the judge"),
  kind("panel-family", { judge: text, models }, "A judge of a panel judges its own family"),
  kind(
    "panel-missing",
    { judges: z.array(text), left: number },
    "Judges that were to be of the panel and are not",
  ),
  kind("panel-nothing", { judges: z.array(text) }, "Judges whose verdicts carry nothing"),
  kind(
    "panel-one-place",
    { judge: text, place: z.enum(["first", "second"]) },
    "A judge of a panel that chose one place always",
  ),
  kind("panel-pair", { judges: z.array(text) }, "Of two judges nobody is the better one"),
  kind("panel-apart", { judges: z.array(text) }, "Judges that order the models differently"),
  kind("offline-judge", {}, "The offline judge judged, which is for trying the program"),
]);

export type Finding = z.infer<typeof findingSchema>;
export type FindingKind = Finding["kind"];

/** Where a rating that the data do not determine comes from: nowhere, or from the prior. */
export type Rest = z.infer<typeof rest>;
/** A label, a model or a reason, and how often it came. */
export interface Count extends z.infer<typeof count> {}
/** Judgments that were made with one prompt. */
export interface PromptCount extends z.infer<typeof promptCount> {}
/** Judgments of texts that are another one now, by what has changed. */
export interface ChangedTexts extends z.infer<typeof changedTexts> {}
