/** What a config says about charts. */
import type { ChartOptions } from "../../../chart/chart.ts";
import type { ConfigFile } from "../../../store/config/config.ts";
import { wordsOf } from "../../../words/charts.ts";

/**
 * The chart options of a config. Title, subtitle, by-line, title of the legend, and a line on method
 * and date make an advanced chart: on request, or where the config writes one of them.
 */
export function chartOptionsOf(
  charts: NonNullable<ConfigFile["charts"]>,
  { offline }: { offline: boolean },
): ChartOptions {
  const { title, subtitle, byline, legend_title: legendTitle } = charts;
  const { language, colors, theme, plot_skip_list, posterior_models: posteriorModels } = charts;
  const words = Object.entries({ title, subtitle, byline, legendTitle }).filter(
    ([, value]) => value !== undefined,
  );
  const isAdvanced = charts.advanced ?? words.length > 0;
  return {
    ...(isAdvanced && { ...Object.fromEntries(words), details: true }),
    ...(language !== undefined && { language }),
    ...(colors !== undefined && { colors }),
    ...(theme !== undefined && { theme }),
    ...(posteriorModels !== undefined && { posteriorModels }),
    skip: plot_skip_list ?? [],
    ...(offline && { note: wordsOf({ language: language ?? "en" }).offline }),
  };
}
