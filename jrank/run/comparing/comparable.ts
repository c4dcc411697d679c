/** Ranking files that stand in one chart: whether they can, with which intervals and names. */
import { basename } from "node:path";
import type { ComparedRanking } from "../../chart/kinds/overplot_chart.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { RankingFile } from "../../store/books/ranking_file.ts";

/** Rankings of one kind and scale, and the width of the intervals that all of them have. */
export function checkComparable(
  files: readonly RankingFile[],
  paths: readonly string[],
): { isRate: boolean; confidence: number } {
  const [first, ...others] = files as [RankingFile, ...RankingFile[]];
  const isRate = first.compute === "winrate";
  others.forEach((other, k) => {
    const what =
      (other.compute === "winrate") !== isRate
        ? say`one holds win rates, the other ratings`
        : !isRate && (other.scale !== first.scale || other.base !== first.base)
          ? say`their scales or bases differ`
          : undefined;
    if (what === undefined) return;
    throw new UserError(
      say`${paths[0]} and ${paths[k + 1]} cannot be drawn on one axis: ${what}; rank them anew with the same --compute, --scale and --base`,
    );
  });
  const confidences = files.map(intervalOf);
  if (confidences.every((one) => one === confidences[0])) {
    return { isRate, confidence: confidences[0] };
  }
  if (files.every(({ ranking }) => ranking.some((row) => typeof row.lower === "number"))) {
    return { isRate, confidence: SIGMA };
  }
  throw new UserError(
    say`the intervals of these rankings differ (${confidences.map((one) => `${100 * one} %`).join(", ")}); rank them anew with the same --confidence`,
  );
}

/** 16 % to 84 %: what every ranking file has, the original's too. */
const SIGMA = 0.68;

function intervalOf({ ranking, confidence }: RankingFile): number {
  const hasInterval = ranking.some(
    ({ ci_lower, ci_upper }) => ci_lower != null || ci_upper != null,
  );
  return hasInterval && confidence !== undefined ? confidence : SIGMA;
}

/** A ranking with the intervals of a confidence, the best first. */
export function comparedOf(
  { ranking }: RankingFile,
  label: string,
  confidence: number,
): ComparedRanking {
  return {
    label,
    rows: ranking
      .map((row) => ({
        model_id: row.model_id,
        name: row.display_name ?? row.model_id,
        rating: (row.rating === undefined ? row.median : row.rating) ?? null,
        lower: (confidence === SIGMA ? row.lower : row.ci_lower) ?? null,
        upper: (confidence === SIGMA ? row.upper : row.ci_upper) ?? null,
      }))
      .sort(
        (a, b) => (b.rating ?? Number.NEGATIVE_INFINITY) - (a.rating ?? Number.NEGATIVE_INFINITY),
      ),
  };
}

/** The labels given; else the shortest facts that tell the files apart. */
export function labelsOf(
  files: readonly RankingFile[],
  paths: readonly string[],
  given: ReadonlyMap<number, string>,
): string[] {
  const candidates = [
    files.map(({ judge }) => judge),
    files.map(({ judge, compute }) => judge && compute && `${judge} (${compute})`),
    files.map(({ judge, benchmark }) => judge && benchmark && `${benchmark}: ${judge}`),
    files.map(({ judge, date }) => judge && date && `${judge} (${date.slice(0, 10)})`),
    paths.map((path) => basename(path, ".json")),
    [...paths],
  ];
  const isGood = (labels: readonly (string | undefined)[]): boolean =>
    labels.every((label) => label) && new Set(labels).size === labels.length;
  const labels = (candidates.find(isGood) ??
    paths.map((path, k) => `${k + 1}: ${path}`)) as string[];
  const chosen = labels.map((label, k) => given.get(k + 1) ?? label);
  if (new Set(chosen).size < chosen.length) {
    throw new UsageError(say`two rankings have the same label (${chosen.join(", ")})`);
  }
  return chosen;
}
