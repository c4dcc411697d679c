import type { Draws } from "./bootstrap.ts";
import type { BradleyTerryFit } from "./bradley_terry.ts";

/**
 * In plain words: what the data do not determine, why, and which matches would settle it. Empty
 * where everything is determined.
 */
export function adviceOf(
  { models, structure }: Pick<BradleyTerryFit, "models" | "structure">,
  { homeAdvantage, compute }: { homeAdvantage: boolean; compute: string },
): string[] {
  const { status, group, groups, component, components, main, homeAdvantageDetermined } = structure;
  const having = (wanted: string) => models.filter((_, i) => status[i] === wanted);
  const map = compute === "map";
  const prior = map
    ? "its rating rests on the prior"
    : "it has no rating under maximum likelihood (--compute map gives one that rests on a weak prior)";
  const advice: string[] = [];
  if (homeAdvantage && !homeAdvantageDetermined && !map) {
    advice.push(
      "These judgments cannot tell the advantage of being shown first from the models' strengths. " +
        "Judge some pairs in both orders, or rank with --no-home-advantage or --compute map.",
    );
    return advice;
  }
  for (const model of having("undefeated")) {
    advice.push(
      `${model} was never beaten, so its strength has no upper bound: ${prior}. ` +
        "Play more matches between it and the strongest models until it loses or ties one.",
    );
  }
  for (const model of having("winless")) {
    advice.push(
      `${model} never won, so its strength has no lower bound: ${prior}. ` +
        "Play more matches between it and the weakest models until it wins or ties one.",
    );
  }
  const inGroup = (g: number) => models.filter((_, i) => group[i] === g);
  const inComponent = (c: number) => models.filter((_, i) => component[i] === c);
  if (components > 1) {
    const lists = Array.from({ length: components }, (_, c) => `{${inComponent(c).join(", ")}}`);
    advice.push(
      `The models fall into ${components} groups that never met: ${lists.join(" ")}. ` +
        "Strengths of different groups cannot be compared. Play matches between models of different groups, " +
        `for example ${inComponent(0)[0]} against ${inComponent(1)[0]}.`,
    );
  }
  const separated = having("separated");
  if (separated.length > 0) {
    const lists = Array.from({ length: groups }, (_, g) => inGroup(g))
      .filter((list) => list.length > 1)
      .map((list) => `{${list.join(", ")}}`);
    advice.push(
      `No model of one group ever took a point from the group above it: ${lists.join(" ")}` +
        `${main < 0 ? "" : `; the ratings are those of the largest`}. ` +
        `Strengths compare within a group only (${separated.join(", ")} ${map ? "rest on the prior" : "have no rating; --compute map gives ratings that rest on a weak prior"}). ` +
        "Play more matches between the groups.",
    );
  }
  return advice;
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
        : "The judgments carry no question, so judgments were resampled: where several share a question, the intervals are too narrow.",
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
