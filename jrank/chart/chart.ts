/** The contract of a chart: a pure function from results to a self-contained Vega-Lite spec. */
import type { License, Ranking } from "../core/types.ts";
import type { ConvergencePoint } from "../stats/convergence.ts";

/** A Vega-Lite v6 specification as plain JSON. */
export type VegaLiteSpec = Record<string, unknown>;

/** What charts are drawn from; a chart that lacks what it needs draws nothing. */
export interface ChartSource {
  ranking: Ranking;
  convergence?: readonly ConvergencePoint[];
}

export interface ChartOptions {
  title?: string;
  /** In place of the judge and the sample size. */
  subtitle?: string;
  /** Who publishes it. */
  byline?: string;
  language?: "ja" | "en";
  colors?: Partial<Record<License, string>>;
  /** Models left out of the picture. */
  skip?: readonly string[];
  /** Words that must stand with the result, such as that the judge is no model. */
  note?: string;
}

export interface Chart {
  describe: string;
  /** File name without its ending; stable, because websites embed it. */
  fileName(compute: string): string;
  build(source: ChartSource, options: ChartOptions): VegaLiteSpec | undefined;
}
