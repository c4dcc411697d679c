/** Draws two or more rankings in one chart, and tells how alike they are. */
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { ChartOptions } from "../../chart/chart.ts";
import {
  type ComparedRanking,
  likenesses,
  overplotChart,
} from "../../chart/kinds/overplot_chart.ts";
import { judgesBiasChart } from "../../chart/kinds/position_bias.ts";
import { MOST_SERIES } from "../../chart/theme.ts";
import { RANKING } from "../../core/defaults.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { plainTable } from "../../report/tables/text_table.ts";
import { type RankingFile, readRankingFile } from "../../store/books/ranking_file.ts";
import type { ConfigFile } from "../../store/config/config.ts";
import { readConfig } from "../../store/config/read_config.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import type { Context } from "../command/command.ts";
import { shownPath } from "../command/format.ts";
import { chartOptionsOf } from "../ranking/files/chart_options.ts";
import { chartFilesOf, pngOf } from "../ranking/files/chart_paths.ts";

interface OverplotFlags {
  /** By their number from 1: a name in the legend, in place of the judge. */
  labels: ReadonlyMap<number, string>;
  chartDir: string;
  legendTitle?: string;
  title?: string;
  language?: "ja" | "en";
}

/** Checks flags, reads the config that there may be, and draws. */
export async function overplotRankings(
  paths: readonly string[],
  flags: OverplotFlags,
  context: Context,
): Promise<void> {
  if (paths.length < 2 || paths.length > MOST_SERIES) {
    throw new UsageError(
      say`name two to ${MOST_SERIES} ranking files to compare, got ${paths.length}`,
    );
  }
  const stray = [...flags.labels.keys()].find((k) => k > paths.length);
  if (stray !== undefined) {
    throw new UsageError(say`--label${stray} has no ranking: there are ${paths.length} files`);
  }
  const config = existsSync("config.json") ? await readConfig("config.json", context.env) : null;
  const { language = config?.charts?.language } = flags;
  const charts = { ...config?.charts, ...(language && { language }) };
  await compareRankingFiles(paths, { ...flags, charts }, context);
}

/**
 * Writes `combined_ranking` and, where the rankings say what the order of the answers did,
 * `combined_position_bias`; prints the rank correlations.
 */
export async function compareRankingFiles(
  paths: readonly string[],
  { charts = {}, ...flags }: OverplotFlags & { charts?: ConfigFile["charts"] },
  { out, log }: Pick<Context, "out" | "log">,
): Promise<void> {
  const folder = resolve(flags.chartDir);
  checkOutputs(
    ["combined_ranking", "combined_position_bias"].flatMap((name) =>
      chartFilesOf(join(folder, name)),
    ),
    [...paths, "config.json"],
    say`give another place with --chart-dir`,
  );
  const files = paths.map((path) => readRankingFile(resolve(path)));
  const { isRate, confidence } = checkComparable(files, paths);
  const labels = labelsOf(files, paths, flags.labels);
  const rankings = files.map((file, k) => comparedOf(file, labels[k] as string, confidence));
  const options = optionsOf(files, charts);
  const scale = files[0]?.scale ?? RANKING.scale;
  const spec = overplotChart(rankings, {
    ...options,
    isRate,
    confidence,
    scale,
    ...(flags.legendTitle !== undefined && { legendTitle: flags.legendTitle }),
    ...(flags.title !== undefined && { title: flags.title }),
  });
  if (!spec) throw new UserError(say`none of these rankings has a rating to draw`);
  const { writeChart } = await import("../ranking/files/write_charts.ts");
  const title = `${labels.join(", ")}: rankings compared`;
  const written = [
    await writeChart(spec, join(folder, "combined_ranking"), { ...options, title }, log),
  ];
  const bias = biasOf(files, labels, { ...options, scale });
  if (bias) {
    const path = join(folder, "combined_position_bias");
    written.push(await writeChart(bias, path, { ...options, title: "Position bias" }, log));
  }
  out(await likenessTable(rankings));
  const names = written.map((file) => shownPath(file)).join(", ");
  out(say`\nCharts: ${names} (also .svg, ${pngOf(join(folder, "combined_ranking"))}.html)`);
}

/** What a config says about charts, less its words about the one ranking. */
function optionsOf(files: readonly RankingFile[], charts: NonNullable<ConfigFile["charts"]>) {
  const { title: _, subtitle: __, legend_title: ___, ...common } = charts;
  const offline = files.some(
    ({ judge, warnings }) =>
      judge === "offline-judge" || warnings.some((line) => line.includes("offline judge")),
  );
  return chartOptionsOf(common, { offline });
}

function biasOf(
  files: readonly RankingFile[],
  labels: readonly string[],
  options: ChartOptions & { scale: number },
) {
  const [confidence, ...others] = new Set(files.map((file) => file.confidence));
  if (confidence === undefined || others.length > 0) return undefined;
  const none = { first_wins: 0, second_wins: 0, ties: 0 };
  const number = (value: number | null | undefined): number | null => value ?? null;
  const positions = files.map(({ by_position = none, home_advantage: home }, k) => ({
    judge: labels[k] as string,
    ...by_position,
    home_advantage: home
      ? {
          estimate: number(home.estimate),
          lower: number(home.lower),
          upper: number(home.upper),
          standard_error: number(home.standard_error),
        }
      : null,
  }));
  return judgesBiasChart(positions, { ...options, confidence });
}

async function likenessTable(rankings: readonly ComparedRanking[]): Promise<Message> {
  const show = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
  const rows = likenesses(rankings).map(({ labels, models, tau, rho }) => [
    ...labels,
    ...[String(models), show(tau), show(rho)],
  ]);
  const head = [say`Ranking`, say`and`, say`Models`, "Kendall tau", "Spearman rho"];
  return plainTable(head, rows, "llrrr");
}

/** 16 % to 84 %: what every ranking file has, the original's too. */
const SIGMA = 0.68;

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

function intervalOf({ ranking, confidence }: RankingFile): number {
  const hasInterval = ranking.some(
    ({ ci_lower, ci_upper }) => ci_lower != null || ci_upper != null,
  );
  return hasInterval && confidence !== undefined ? confidence : SIGMA;
}

/** A ranking with the intervals of a confidence, the best first. */
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
    throw new UsageError(say`two rankings have the same label (${chosen.join(", ")})`);
  }
  return chosen;
}
