/** What rankings tell their readers, in English. */

import type {
  ChangedTexts,
  Count,
  Finding,
  FindingKind,
  PromptCount,
  Rest,
} from "../core/finding.ts";
import { thousands } from "../core/message.ts";

/** A sentence or more for every kind of finding: a language that has not all of them does not compile. */
export type FindingWords = {
  readonly [Kind in FindingKind]: (finding: Extract<Finding, { kind: Kind }>) => string;
};

const ofRest = (rest: Rest): string =>
  rest === "prior"
    ? "ratings there rest on the prior"
    : "no rating under maximum likelihood; --compute map gives one that rests on a weak prior";

const plural = (count: number, noun: string): string =>
  `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;

/** Some items, and how many more. */
export const some = (items: readonly string[], most = 8): string => {
  const shown = items.slice(0, most).join(", ");
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
};

/** Some models, and how many more. */
function named(models: readonly string[]): string {
  return models.length > 5 ? some(models, 5) : models.join(", ").replace(/, ([^,]*)$/, " and $1");
}

function inGroups(groups: readonly string[][], most = 4): string {
  const more = groups.length > most ? ` and ${groups.length - most} more` : "";
  const shown = groups.slice(0, most).map((group) => `{${named(group)}}`);
  return shown.join(" ") + more;
}

const counts = (items: readonly Count[]): string =>
  some(items.map(({ name, count }) => `${name} (${count})`));

const labelled = (items: readonly Count[]): string =>
  items.length === 0
    ? ""
    : ` (${some(items.map(({ name, count }) => `${JSON.stringify(name)} ${count}`))})`;

/** "400 with "pair-ja" (text 1f2e…), 20 with …"; the judge too where there are several. */
export function promptsEn(prompts: readonly PromptCount[]): string {
  const isSeveral = new Set(prompts.map(({ judge }) => judge)).size > 1;
  return some(
    prompts.map(
      ({ judge, name, hash, judgments }) =>
        `${judgments} with "${name}"${hash === undefined ? "" : ` (text ${hash})`}${isSeveral ? ` by ${judge}` : ""}`,
    ),
  );
}

/** What has changed of the texts that judgments are about. */
export function changedTextsEn(texts: ChangedTexts): string {
  const { changed, judgments, prompt, question, reference, answers } = texts;
  const parts = [
    prompt > 0 && `${prompt} had another text of the prompt`,
    question > 0 && `${question} another question`,
    reference > 0 && `${reference} another reference answer`,
    answers.length > 0 && `answers were replaced of ${counts(answers)}`,
  ].filter((part) => part !== false);
  return `${changed} of ${plural(judgments, "judgment")} are about texts that have changed since: ${parts.join("; ")}`;
}

const USE = {
  counted:
    "they count; --stale drop leaves them out, gen_judgment.ts --stale rejudge judges them again",
  kept: "they count (--stale keep)",
  dropped: "they were left out (--stale drop)",
};

export const findingsEn: FindingWords = {
  "goes-by-place": ({ place, times, decided }) =>
    `The judge chose the answer shown ${place} in ${+times.toFixed(1)} of ${+decided.toFixed(1)} decided judgments of pairs that were shown in both orders: ` +
    "it goes by the place, so these judgments say next to nothing about the models, and more of them will not either. " +
    "Use another judge or another prompt.",
  "home-advantage-open": ({ rest }) =>
    `These judgments cannot tell the advantage of being shown first from the models' strengths${
      rest === "prior"
        ? ": how much is which rests on the prior. Judge some pairs in both orders, or rank with --no-home-advantage."
        : ". Judge some pairs in both orders, or rank with --no-home-advantage or --compute map."
    }`,
  undefeated: ({ models, rest }) =>
    `${named(models)} ${models.length === 1 ? "was" : "were"} never beaten, so there is no upper bound (${ofRest(rest)}). ` +
    "Play more matches against the strongest models until a point is lost.",
  winless: ({ models, rest }) =>
    `${named(models)} never took a point, so there is no lower bound (${ofRest(rest)}). ` +
    "Play more matches against the weakest models until a point is won.",
  disconnected: ({ groups, rest }) =>
    `The models fall into ${groups.length} groups that never met: ${inGroups(groups)}. ` +
    `Strengths of different groups cannot be compared (${ofRest(rest)}). ` +
    `Play matches between them, for example ${groups[0]?.[0]} against ${groups[1]?.[0]}.`,
  separated: ({ models, groups, rest, hasMain }) => {
    const what =
      groups.length > 1
        ? `Between the groups ${inGroups(groups)} all points went one way`
        : `All points between ${named(models)} and the rest, or part of it, went one way`;
    const which = hasMain ? "; the ratings are those of the largest group" : "";
    return `${what}, so how far apart they are is not determined (${ofRest(rest)}${which}). Play more matches between them.`;
  },
  constant: ({ models }) =>
    `Every question (or, without questions, every judgment) says the same of ${named(models)}, so their error cannot be told from how questions differ, and there is no interval for them by question. ` +
    "Collect more judgments; --ci fisher gives an interval as if judgments were independent.",
  "resampled-judgments": ({ cause }) =>
    cause === "one-question"
      ? "All judgments are about one question, so judgments were resampled: the intervals speak of this question only."
      : "The judgments (or some of them) carry no question, so judgments were resampled: where several share a question, the intervals are too narrow.",
  "few-questions": ({ questions }) =>
    `Only ${questions} questions: intervals from so few are rough. Judge more questions.`,
  upsets: ({ matches, lost, expected, t }) =>
    `Favourites lose more often than the ratings say: of the ${+matches.toFixed(1)} matches that the ratings give to one side with 95 % or more, it lost ${+lost.toFixed(1)}, where ${expected.toFixed(1)} would be expected (over all matches t = ${t.toFixed(1)}). ` +
    "Slips of the judge, or of reading its verdicts, do that; the distances between strong and weak models then depend on which matches were played, so trust the order more than the distances. " +
    "Look at the surprising judgments, and read stored verdicts again with gen_judgment --reparse.",
  "unequal-questions": ({ questions, effective, largest }) =>
    `The judgments are spread so unevenly over the ${questions} questions that they count as ${effective.toPrecision(2)} (one question alone has ${(100 * largest).toPrecision(2)} % of the judgments). Intervals allow for it; judge the other questions more.`,
  "undetermined-rounds": ({ rounds, of }) =>
    `${rounds} of ${of} bootstrap rounds leave some strength undetermined; they count as infinite for the models concerned.`,
  "win-rates": () =>
    "Win rates depend on who met whom: a model that met weaker opponents looks better.",
  "posterior-by-judgment": () =>
    "The posterior takes judgments for independent, so its intervals speak of this set of questions; " +
    "for a population of such questions they are too narrow (--compute mle has intervals by question).",
  divergences: ({ steps, of }) =>
    `${steps} of ${of} steps of the sampler diverged, so the tails of the posterior may be off; compare with --compute map.`,
  "new-model-open": ({ model, status, rest }) => {
    const remedy = rest === "prior" ? "the rating rests on the prior" : ofRest(rest);
    if (status === "disconnected") {
      return `${model} met no model of the board, directly or through others (${remedy}).`;
    }
    const what = {
      undefeated: "lost no point",
      winless: "won no point",
      separated: "is separated from the board",
    }[status];
    return `${model} ${what} (${remedy}). Play more matches against models ${status === "winless" ? "below" : "above"} it.`;
  },
  duplicates: ({ judgments, leftOut }) =>
    `${judgments} judgments repeat an earlier one exactly (same question, models, order and verdict)${leftOut ? " and were left out" : "; they were counted. --duplicates first counts each once"}.`,
  "soft-verdicts": ({ soft, judgments }) =>
    `Soft verdicts: ${soft} of ${judgments} judgments. They enter the fit by the judge's probabilities of a win, a loss and a tie; wins, losses, ties and win rates count the likeliest.`,
  "left-out": ({ rows, of, reasons, labelsMayMean }) => {
    const parts = reasons.map(({ name, count, labels }) => `${count} ${name}${labelled(labels)}`);
    const share = +((100 * rows) / of).toPrecision(2);
    return `${rows} of ${of} rows (${share} %) were left out: ${parts.join("; ")}. Those that are left need not be like them.${labelsMayMean ? " --winner-labels says what labels mean." : ""}`;
  },
  "several-verdict-kinds": ({ judge, structured, text }) =>
    `${judge} was asked for ${structured} structured verdicts and ${text} in text; both count. --verdict chooses for new ones.`,
  "several-prompts": ({ prompts }) =>
    `Judgments of several prompts about the same questions count together: ${promptsEn(prompts)}.`,
  "several-served": ({ judge, served }) =>
    `The judgments of ${judge} are by ${served.length} models, as its server says: ${counts(served)}.`,
  "served-another": ({ judge, asked, served, judgments }) =>
    `${plural(judgments, "judgment")} of ${judge} asked for ${asked}, and the server says that ${served} answered.`,
  "changed-texts": ({ texts, use, unknown }) =>
    `${changedTextsEn(texts)}; ${USE[use]}.${unknown > 0 ? ` Of ${plural(unknown, "older judgment")} nobody can tell; they count.` : ""}`,
  "earlier-schedule": ({ judgments, of }) =>
    `${judgments} of ${plural(of, "judgment")} were chosen by an earlier rule of the adaptive schedule. It let models that were lucky early meet each other, so where there are many models, or few judgments of each, ratings lie too far apart and intervals hold too seldom (docs/scheduling.md). --replays 15 measures how far and takes it back; --compute map takes most of it back.`,
  "replayed-spread": ({ judgments, of, replays, slope }) =>
    `${judgments} of ${plural(of, "judgment")} were chosen by an earlier rule of the adaptive schedule, which may set ratings too far apart: ${slope.toFixed(2)} times in ${plural(replays, "replay")} of it on strengths like these. ${slope > 1 ? "The differences of ratings were divided by that, and are no longer those of maximum likelihood; their intervals keep their width." : "So there is nothing to take out, and the ratings are those of maximum likelihood."}`,
  "look-alikes": ({ models }) =>
    `${some(models)} differ only in case or in the form of their letters, and are ranked as ${models.length} models.`,
  "calibration-refused": ({ reason, z }) =>
    reason === "gate"
      ? `The judge's ratings do not predict people's votes (z ${z.toFixed(1)}, more than 3 is needed), so the judge is not trusted for people's ratings: these are people's votes with the judge's residuals taken out, which is right whatever the judge does and hardly narrower than people's votes alone.`
      : "People voted on more than a quarter of the judge's rows, so the ratings are people's votes with the judge's residuals taken out, which is right whatever the judge does.",
  "calibration-unprotected": ({ declared, features }) =>
    `Calibrated ratings assume that the judge's errors by model are alike in size. Protected from: ${[...(declared.length > 0 ? [`favouring ${some(declared)}`] : []), ...features.map((name) => `a liking for ${name}`)].join(", ") || "nothing in particular"}. Not protected: a single other model that the judge favours (its own interval then held in .70 to .78 of simulated boards); declare it with --calibrate-suspects.`,
  "calibration-apart": ({ models }) =>
    `${some(models)}: the calibrated rating differs from that of people's votes by more than 2 standard errors; the judge may see ${models.length === 1 ? "it" : "them"} differently than people do.`,
  "panel-family": ({ judge, models }) =>
    `${judge} judges models of its own family (${some(models)}), which judges are known to favour.`,
  "panel-missing": ({ judges, left }) =>
    `${some(judges)} ${judges.length === 1 ? "is" : "are"} missing from the panel, which is that of the other ${left} judges.`,
  "panel-nothing": ({ judges }) =>
    `The verdicts of ${some(judges)} carry nothing along the panel's ranking (the interval of the discrimination includes 0), and have next to no weight.`,
  "panel-one-place": ({ judge, place }) =>
    `${judge} chose the ${place} answer always, whichever it was: its verdicts say nothing about models.`,
  "panel-pair": ({ judges }) =>
    `With two judges (${some(judges)}) nothing tells which of them is the more reliable, so their verdicts count alike. From three on each has a weight of its own.`,
  "panel-apart": ({ judges }) =>
    `${some(judges)} ${judges.length === 1 ? "orders" : "order"} the models differently than the other judges, by more than chance. That does not tell who is right: the JSON has the panel's ratings without ${judges.length === 1 ? "it" : "each"}, and people's votes can decide.`,
  "offline-judge": () =>
    "Made with the offline judge, which measures overlap with reference answers and required facts: a trial of the program, not a measure of quality.",
};
