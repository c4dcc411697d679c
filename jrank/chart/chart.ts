/** The contract of a chart: a pure function from results to a self-contained Vega-Lite spec. */
import type { Config, TopLevelSpec } from "vega-lite";
import type { Axis as AnyAxis } from "vega-lite/types_unstable/axis.js";
import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { Encoding } from "vega-lite/types_unstable/encoding.js";
import type { ExprRef } from "vega-lite/types_unstable/expr.js";
import type { MarkDef } from "vega-lite/types_unstable/mark.js";
import type { SelectionParameter } from "vega-lite/types_unstable/selection.js";
import type { LayerSpec } from "vega-lite/types_unstable/spec/layer.js";
import type { TopLevel, TopLevelParameter } from "vega-lite/types_unstable/spec/toplevel.js";
import type { TitleParams } from "vega-lite/types_unstable/title.js";
import type { Transform } from "vega-lite/types_unstable/transform.js";
import type { Ranking } from "../core/ranking.ts";
import type { License, RegistryLine } from "../core/types.ts";
import type { PositionCounts } from "../stats/data/win_rate.ts";
import type { HeadToHead } from "../stats/rank/head_to_head.ts";
import type { ConvergencePoint } from "../stats/uncertainty/convergence.ts";

/** A Vega-Lite v6 specification as plain JSON. */
export type VegaLiteSpec = TopLevelSpec;

/** Its parts, as vega-lite names them. */
export type { Config, Transform };
export type Axis = AnyAxis<ExprRef>;
export type Mark = MarkDef<"text", ExprRef>;
export type Param = TopLevelParameter;
export type Position = PositionFieldDef<string>;
export type Selection = SelectionParameter;
/** A title of one line, and below it lines that may be broken. */
export type Title = TitleParams<ExprRef> & { text: string };

/** Layers over each other: a panel of a chart, or all of it. */
export type Layers = LayerSpec<string>;

/** Layers with what stands around them. */
export type LayerParts = Omit<TopLevel<Layers>, "title"> & { title: Title };

/** One of them. */
export type Layer = Layers["layer"][number];

/** What a channel shows: `Channel<"x">` is the definition of a horizontal position. */
export type Channel<Name extends keyof Encoding<string>> = NonNullable<Encoding<string>[Name]>;

/** What charts are drawn from; a chart that lacks what it needs draws nothing. */
export interface ChartSource {
  ranking: Ranking;
  convergence?: readonly ConvergencePoint[];
  headToHead?: readonly HeadToHead[];
  positions?: readonly JudgePositions[];
  rankChances?: RankChances;
  draws?: RatingDraws;
  /** Rankings that can be compared with this one, the oldest first, this one among them. */
  history?: readonly RegistryLine[];
}

/** How a judge's verdicts depended on the order. */
export interface JudgePositions extends PositionCounts {
  judge: string;
  /** On the display scale; null where none was fitted. */
  home_advantage: Ranking["home_advantage"];
}

/** Plausible sets of ratings: bootstrap rounds, or draws of a posterior. */
export interface RatingDraws {
  models: readonly string[];
  /** Draws x models, row-major, on the rating scale; infinite or NaN where a draw does not tell. */
  values: Float64Array;
}

/** P(rank = r): a row for each model of `models`, a column for each rank from 1. */
export interface RankChances {
  models: readonly string[];
  chances: readonly (readonly number[])[];
}

export interface ChartOptions {
  title?: string;
  /** In place of the judge and the sample size. */
  subtitle?: string;
  /** Who publishes it. */
  byline?: string;
  /** Whether method and date stand below the subtitle. */
  details?: boolean;
  /** In place of the word for licences. */
  legendTitle?: string;
  language?: "ja" | "en";
  colors?: Partial<Record<License, string>>;
  /** Models left out of the picture. */
  skip?: readonly string[];
  /** Models of the posterior chart; absent: the best five. */
  posteriorModels?: readonly string[];
  /** Absent: light. */
  theme?: "light" | "dark";
  /** Words that must stand with the result, such as that the judge is no model. */
  note?: string;
}

export interface Chart {
  describe: string;
  /** File name without its ending; stable, because websites embed it. */
  fileName(compute: string): string;
  build(source: ChartSource, options: ChartOptions): VegaLiteSpec | undefined;
}
