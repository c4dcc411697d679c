import type { Draws } from "./bootstrap.ts";
import type { BradleyTerryFit } from "./bradley_terry.ts";
import type { Counts } from "./collapse.ts";

/**
 * In plain words: what the data do not determine, why, and which matches would settle it. Empty
 * where everything is determined.
 */
export function adviceOf(
  {
    models,
    structure,
    homeAdvantageRests = false,
  }: Pick<BradleyTerryFit, "models" | "structure"> & { homeAdvantageRests?: boolean },
  { homeAdvantage, compute, counts }: { homeAdvantage: boolean; compute: string; counts: Counts },
): string[] {
  const { status, component, components, homeAdvantageDetermined } = structure;
  const map = compute === "map";
  const byPlace = goingByPlace(counts);
  const advice: string[] = byPlace === undefined ? [] : [byPlace];
  const isExplained = byPlace !== undefined;
  if (homeAdvantageRests && !isExplained) {
    advice.push(
      "These judgments cannot tell the advantage of being shown first from the models' strengths: how much is which rests on the prior. " +
        "Judge some pairs in both orders, or rank with --no-home-advantage.",
    );
  }
  if (homeAdvantage && !homeAdvantageDetermined && !map) {
    if (isExplained) return advice;
    return [
      "These judgments cannot tell the advantage of being shown first from the models' strengths. " +
        "Judge some pairs in both orders, or rank with --no-home-advantage or --compute map.",
    ];
  }
  const consequence = map
    ? "ratings there rest on the prior"
    : "no rating under maximum likelihood; --compute map gives one that rests on a weak prior";
  const undefeated = models.filter((_, i) => status[i] === "undefeated");
  if (undefeated.length > 0) {
    advice.push(
      `${named(undefeated)} ${was(undefeated)} never beaten, so there is no upper bound (${consequence}). ` +
        "Play more matches against the strongest models until a point is lost.",
    );
  }
  const winless = models.filter((_, i) => status[i] === "winless");
  if (winless.length > 0) {
    advice.push(
      `${named(winless)} never took a point, so there is no lower bound (${consequence}). ` +
        "Play more matches against the weakest models until a point is won.",
    );
  }
  if (components > 1) {
    const parts = parted(models, component, components).sort((a, b) => b.length - a.length);
    advice.push(
      `The models fall into ${components} groups that never met: ${listed(parts)}. ` +
        `Strengths of different groups cannot be compared (${consequence}). ` +
        `Play matches between them, for example ${parts[0][0]} against ${parts[1][0]}.`,
    );
  }
  if (status.includes("separated")) advice.push(separation(models, structure, consequence));
  return advice;
}

function separation(
  models: readonly string[],
  { status, group, groups, main }: BradleyTerryFit["structure"],
  consequence: string,
): string {
  const separated = models.filter((_, i) => status[i] === "separated");
  const parts = parted(models, group, groups).filter((part) => part.length > 1);
  const what =
    parts.length > 1
      ? `Between the groups ${listed(parts)} all points went one way`
      : `All points between ${named(separated)} and the rest, or part of it, went one way`;
  const which = main < 0 ? "" : "; the ratings are those of the largest group";
  return (
    `${what}, so how far apart they are is not determined (${consequence}${which}). ` +
    "Play more matches between them."
  );
}

/** Below so many decided judgments of pairs in both orders a streak may be chance. */
const FEWEST_DECIDED = 10;
/** A judge that chooses one place this often judges places. */
const BY_PLACE = 0.95;

/** In plain words: the judge chose one place (nearly) always, whichever answer stood there. */
function goingByPlace({ models, first, second, outcome, count }: Counts): string | undefined {
  const pair = (e: number): number => first[e] * models.length + second[e];
  const shown = new Set(Array.from(first.keys(), pair));
  const wins = [0, 0];
  for (let e = 0; e < first.length; e++) {
    const isBothWays = shown.has(second[e] * models.length + first[e]);
    if (isBothWays && outcome[e] !== 3) wins[outcome[e] - 1] += count[e];
  }
  const decided = wins[0] + wins[1];
  const place = wins[0] > wins[1] ? 0 : 1;
  if (decided < FEWEST_DECIDED || wins[place] < BY_PLACE * decided) return undefined;
  return (
    `The judge chose the answer shown ${place === 0 ? "first" : "second"} in ${+wins[place].toFixed(1)} of ${+decided.toFixed(1)} decided judgments of pairs that were shown in both orders: ` +
    "it goes by the place, so these judgments say next to nothing about the models, and more of them will not either. " +
    "Use another judge or another prompt."
  );
}

/** Some names, and how many more. */
function named(models: readonly string[]): string {
  const most = 5;
  const more = models.length - most;
  return more > 0
    ? `${models.slice(0, most).join(", ")} and ${more} more`
    : models.join(", ").replace(/, ([^,]*)$/, " and $1");
}

function was(models: readonly string[]): string {
  return models.length === 1 ? "was" : "were";
}

function listed(parts: readonly string[][]): string {
  const most = 4;
  const more = parts.length > most ? ` and ${parts.length - most} more` : "";
  return (
    parts
      .slice(0, most)
      .map((part) => `{${named(part)}}`)
      .join(" ") + more
  );
}

function parted(models: readonly string[], label: Int32Array, labels: number): string[][] {
  return Array.from({ length: labels }, (_, l) => models.filter((_, i) => label[i] === l));
}

/** In plain words: why models have a rating and no interval. */
export function constancyOf(models: readonly string[]): string[] {
  if (models.length === 0) return [];
  return [
    `Every question (or, without questions, every judgment) says the same of ${named(models)}, so their error cannot be told from how questions differ, and there is no interval for them by question. ` +
      "Collect more judgments; --ci fisher gives an interval as if judgments were independent.",
  ];
}

/** In plain words: why intervals are rougher than they look. */
export function roughnessOf({
  unit,
  bootstrapUnit,
  questions,
  draws,
}: {
  unit: string;
  bootstrapUnit: string;
  questions: number;
  draws: Draws;
}): string[] {
  const warnings: string[] = [];
  if (bootstrapUnit === "question" && unit === "judgment") {
    warnings.push(
      questions === 1
        ? "All judgments are about one question, so judgments were resampled: the intervals speak of this question only."
        : "The judgments (or some of them) carry no question, so judgments were resampled: where several share a question, the intervals are too narrow.",
    );
  }
  if (questions > 1 && questions < 10) {
    warnings.push(
      `Only ${questions} questions: intervals from so few are rough. Judge more questions.`,
    );
  }
  if (draws.undetermined > 0) {
    warnings.push(
      `${draws.undetermined} of ${draws.count} bootstrap rounds leave some strength undetermined; they count as infinite for the models concerned.`,
    );
  }
  return warnings;
}
