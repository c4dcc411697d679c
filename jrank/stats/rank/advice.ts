import type { Finding } from "../../core/finding.ts";
import type { RatingStatus } from "../../core/types.ts";
import type { Counts } from "../data/collapse.ts";
import { pairLookup } from "../data/pair_points.ts";
import type { BradleyTerryFit } from "../fit/bradley_terry.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { QuestionDegrees } from "../uncertainty/question_degrees.ts";

/** What the data do not determine, and why. Empty where everything is determined. */
export function adviceOf(
  {
    models,
    structure,
    homeAdvantageRests = false,
  }: Pick<BradleyTerryFit, "models" | "structure"> & { homeAdvantageRests?: boolean },
  { homeAdvantage, compute, counts }: { homeAdvantage: boolean; compute: string; counts: Counts },
): Finding[] {
  const { status, component, components, group, groups, main } = structure;
  const rest = compute === "map" ? "prior" : "none";
  const byPlace = goingByPlace(counts);
  const advice: Finding[] = byPlace === undefined ? [] : [byPlace];
  if (homeAdvantageRests && byPlace === undefined) {
    advice.push({ kind: "home-advantage-open", rest: "prior" });
  }
  if (homeAdvantage && !structure.homeAdvantageDetermined && rest === "none") {
    return byPlace === undefined ? [{ kind: "home-advantage-open", rest }] : advice;
  }
  const withStatus = (one: RatingStatus): string[] => models.filter((_, i) => status[i] === one);
  const [undefeated, winless] = [withStatus("undefeated"), withStatus("winless")];
  if (undefeated.length > 0) advice.push({ kind: "undefeated", models: undefeated, rest });
  if (winless.length > 0) advice.push({ kind: "winless", models: winless, rest });
  if (components > 1) {
    const parts = parted(models, component, components).sort((a, b) => b.length - a.length);
    advice.push({ kind: "disconnected", groups: parts, rest });
  }
  const separated = withStatus("separated");
  if (separated.length > 0) {
    advice.push({
      kind: "separated",
      models: separated,
      groups: parted(models, group, groups).filter((part) => part.length > 1),
      rest,
      hasMain: main >= 0,
    });
  }
  return advice;
}

/** Below so many decided judgments of pairs in both orders a streak may be chance. */
const FEWEST_DECIDED = 10;
/** A judge that chooses one place this often judges places. */
const BY_PLACE = 0.95;

/** The judge chose one place (nearly) always, whichever answer stood there. */
function goingByPlace(counts: Counts): Finding | undefined {
  const { first, second, outcome, count } = counts;
  const pairOf = pairLookup(counts);
  const wins = [0, 0];
  for (let e = 0; e < first.length; e++) {
    if (outcome[e] !== 3 && pairOf(second[e], first[e]) >= 0) wins[outcome[e] - 1] += count[e];
  }
  const decided = wins[0] + wins[1];
  const place = wins[0] > wins[1] ? 0 : 1;
  if (decided < FEWEST_DECIDED || wins[place] < BY_PLACE * decided) return undefined;
  return {
    kind: "goes-by-place",
    place: place === 0 ? "first" : "second",
    times: wins[place],
    decided,
  };
}

function parted(models: readonly string[], label: Int32Array, labels: number): string[][] {
  return Array.from({ length: labels }, (_, l) => models.filter((_, i) => label[i] === l));
}

/** Questions that count as less than this share of their number are worth a word. */
const UNEVEN = 0.5;

/** Why intervals are rougher than they look. */
export function roughnessOf({
  unit,
  bootstrapUnit,
  questions,
  spread,
  draws,
}: {
  unit: string;
  bootstrapUnit: string;
  questions: number;
  /** Null without questions. */
  spread: QuestionDegrees | null;
  draws: Draws;
}): Finding[] {
  const findings: Finding[] = [];
  if (bootstrapUnit === "question" && unit === "judgment") {
    findings.push({
      kind: "resampled-judgments",
      cause: questions === 1 ? "one-question" : "no-questions",
    });
  }
  if (questions > 1 && questions < 10) findings.push({ kind: "few-questions", questions });
  if (unit === "question" && spread !== null && spread.effective < UNEVEN * questions) {
    const { effective, largest } = spread;
    findings.push({ kind: "unequal-questions", questions, effective, largest });
  }
  if (draws.undetermined > 0) {
    findings.push({ kind: "undetermined-rounds", rounds: draws.undetermined, of: draws.count });
  }
  return findings;
}
