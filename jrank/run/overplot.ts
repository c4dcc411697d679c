/** Draws two or more rankings in one chart, and tells how alike they are. */
import { existsSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { type ComparedRanking, likenesses, overplotChart } from "../chart/overplot.ts";
import { MOST_SERIES } from "../chart/theme.ts";
import { UsageError, UserError } from "../core/errors.ts";
import { plainTable } from "../report/plain_table.ts";
import { readConfig } from "../store/config.ts";
import { type RankingFile, readRankingFile } from "../store/ranking_file.ts";
import { chartOptionsOf } from "./chart_options.ts";
import type { Context } from "./command.ts";

export interface OverplotFlags {
  /** By their number from 1: a name in the legend, in place of the judge. */
  labels: ReadonlyMap<number, string>;
  chartDir: string;
  legendTitle?: string;
  title?: string;
  language?: "ja" | "en";
}

/** Reads the files, draws, and prints the rank correlations. */
export async function overplotRankings(
  paths: readonly string[],
  flags: OverplotFlags,
  context: Context,
): Promise<void> {
  if (paths.length < 2 || paths.length > MOST_SERIES) {
    throw new UsageError(
      `name two to ${MOST_SERIES} ranking files to compare, got ${paths.length}`,
    );
  }
  const stray = [...flags.labels.keys()].find((k) => k > paths.length);
  if (stray !== undefined) {
    throw new UsageError(`--label${stray} has no ranking: there are ${paths.length} files`);
  }
  const files = paths.map((path) => readRankingFile(resolve(path)));
  const { isRate, confidence } = checkComparable(files, paths);
  const labels = labelsOf(files, paths, flags.labels);
  const rankings = files.map((file, k) => comparedOf(file, labels[k] as string, confidence));
  const offline = files.some(
    ({ judge, warnings }) =>
      judge === "offline-judge" || warnings.some((line) => line.includes("offline judge")),
  );
  const config = existsSync("config.json") ? await readConfig("config.json", context.env) : null;
  const { language = config?.charts?.language } = flags;
  // Title and subtitle of the config are about one ranking.
  const { title: _, subtitle: __, ...charts } = config?.charts ?? {};
  const options = chartOptionsOf({ ...charts, ...(language && { language }) }, { offline });
  const spec = overplotChart(rankings, {
    ...{ ...options, isRate, confidence, scale: files[0]?.scale ?? 400 },
    ...(flags.legendTitle !== undefined && { legendTitle: flags.legendTitle }),
    ...(flags.title !== undefined && { title: flags.title }),
  });
  if (!spec) throw new UserError("none of these rankings has a rating to draw");
  const { writeChart } = await import("./publish.ts");
  const title = `${labels.join(", ")}: rankings compared`;
  const written = await writeChart(spec, join(resolve(flags.chartDir), "combined_ranking"), {
    ...{ ...options, title },
  });
  context.out(await likenessTable(rankings));
  context.out(`\nChart: ${relative(".", written)} (also .svg, .png, .html)`);
}

async function likenessTable(rankings: readonly ComparedRanking[]): Promise<string> {
  const show = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
  const rows = likenesses(rankings).map(({ labels, models, tau, rho }) => [
    ...labels,
    ...[String(models), show(tau), show(rho)],
  ]);
  return plainTable(["Ranking", "and", "Models", "Kendall tau", "Spearman rho"], rows, "llrrr");
}

/** Rankings of one kind and scale, and the width of the intervals that all of them have. */
function checkComparable(
  files: readonly RankingFile[],
  paths: readonly string[],
): { isRate: boolean; confidence: number } {
  const [first, ...others] = files as [RankingFile, ...RankingFile[]];
  const isRate = first.compute === "winrate";
  others.forEach((other, k) => {
    const what =
      (other.compute === "winrate") !== isRate
        ? "one holds win rates, the other ratings"
        : !isRate && (other.scale !== first.scale || other.base !== first.base)
          ? "their scales or bases differ"
          : undefined;
    if (what === undefined) return;
    throw new UserError(
      `${paths[0]} and ${paths[k + 1]} cannot be drawn on one axis: ${what}; rank them anew with the same --compute, --scale and --base`,
    );
  });
  const confidences = files.map(intervalOf);
  if (confidences.every((one) => one === confidences[0])) {
    return { isRate, confidence: confidences[0] as number };
  }
  if (files.every(({ ranking }) => ranking.some((row) => typeof row.lower === "number"))) {
    return { isRate, confidence: SIGMA };
  }
  throw new UserError(
    `the intervals of these rankings differ (${confidences.map((one) => `${100 * one} %`).join(", ")}); rank them anew with the same --confidence`,
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

function comparedOf({ ranking }: RankingFile, label: string, confidence: number): ComparedRanking {
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
function labelsOf(
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
    throw new UsageError(`two rankings have the same label (${chosen.join(", ")})`);
  }
  return chosen;
}
