/** What stands around a chart: title, subtitle, by-line, legend of licences. */
import type { Ranking, RankingRow } from "../core/ranking.ts";
import { LICENSES, type License } from "../core/types.ts";
import { wordsOf } from "../words/charts.ts";
import { ratingDigits } from "../words/shown_number.ts";
import type { Channel, ChartOptions, Title } from "./chart.ts";
import { whereNarrow } from "./responsive.ts";
import { licenseColorOf } from "./theme.ts";

/**
 * Title block of a ranking's chart: what it shows; below, who judged and how much; the by-line last.
 * A publisher's title stands where the benchmark's name would, his subtitle in place of judge and
 * number; `extra`, which says how to read the chart, stays, and so does the group of rows.
 */
export function titleOf(
  ranking: Ranking,
  name: (benchmark: string) => string,
  options: ChartOptions,
  extra: readonly string[] = [],
): Title {
  const words = wordsOf(options);
  const facts = [words.judgedBy(ranking.judge), words.judgments(ranking.n_judgments)];
  const lines =
    options.subtitle === undefined
      ? [[...facts, ...extra].join(" · ")]
      : [options.subtitle, extra.join(" · ")];
  const details = options.details ? [methodOf(ranking, options)] : [];
  const { title, subtitle: _, ...rest } = options;
  const { benchmark, group } = ranking;
  const what = [title ?? benchmark, ...(group ? [group.value] : [])].join(" · ");
  return titleBlock(name(what), lines, rest, details);
}

/** How the numbers were made, and from judgments of when. */
function methodOf(ranking: Ranking, options: ChartOptions): string {
  const words = wordsOf(options);
  const { compute, bootstrap_n, bootstrap_unit, ties, date } = ranking;
  const isRate = compute === "winrate";
  return [
    words.methods[compute] ?? compute,
    ...(isRate ? [] : [words.tieModels[ties] ?? ties]),
    ...(isRate || bootstrap_n === 0 ? [] : [words.rounds(bootstrap_n, bootstrap_unit)]),
    words.until(date.slice(0, 10)),
  ].join(" · ");
}

/** A title block; the publisher's own title and subtitle come first. */
export function titleBlock(
  title: string,
  facts: readonly string[],
  options: ChartOptions,
  details: readonly string[] = [],
): Title {
  const subtitle = options.subtitle === undefined ? facts : [options.subtitle];
  const lines = [...subtitle, ...details, options.note, options.byline];
  return {
    text: options.title ?? title,
    subtitle: lines.flatMap((line) => (line ? [line] : [])),
    anchor: "start",
    offset: 12,
  };
}

/** How a rating is printed: shares in percent, points whole, and small scales with decimals. */
export function ratingFormat({ compute, scale }: Pick<Ranking, "compute" | "scale">): string {
  if (compute === "winrate") return ".1%";
  return `.${ratingDigits({ scale })}f`;
}

/** The numbers on an axis of ratings, or of shares: written as the ratings are, without groups of digits. */
export const ratingTicks = (isRate = false): { format: string } => ({
  format: isRate ? "%" : "~r",
});

/** The rows that are drawn. */
export function shownRows({ ranking }: Ranking, { skip }: ChartOptions): RankingRow[] {
  return ranking.filter(({ model_id }) => !skip?.includes(model_id));
}

/** Characters of a name that are drawn; beyond them its middle is left out. */
const NAME_LENGTH = 60;

/** A name as it is drawn: the whole, or its two ends, which tell versions apart. */
function shortName(name: string): string {
  const letters = [...name];
  if (letters.length <= NAME_LENGTH) return name;
  return [...letters.slice(0, 39), "…", ...letters.slice(-20)].join("");
}

/**
 * The names of models in a chart, by their ids. Names that two models share are told apart by their
 * ids; long ones are shortened, and numbered where that makes them alike.
 */
export function chartNames(rows: readonly RankingRow[]): Map<string, string> {
  const whole = wholeNames(rows);
  const taken = new Set<string>();
  return new Map(
    rows.map(({ model_id }) => {
      const short = shortName(whole.get(model_id) as string);
      let name = short;
      for (let k = 2; taken.has(name); k++) name = `${short} [${k}]`;
      taken.add(name);
      return [model_id, name];
    }),
  );
}

function wholeNames(rows: readonly RankingRow[]): Map<string, string> {
  const uses = new Map<string, number>();
  for (const { display_name } of rows) uses.set(display_name, (uses.get(display_name) ?? 0) + 1);
  return new Map(
    rows.map(({ model_id, display_name }) => [
      model_id,
      uses.get(display_name) === 1 ? display_name : `${display_name} (${model_id})`,
    ]),
  );
}

/** The whole of each name that `chartNames` shortened; for tooltips. */
export function namesInFull(rows: readonly RankingRow[]): Record<string, string> {
  const whole = wholeNames(rows);
  return Object.fromEntries(
    [...chartNames(rows)].flatMap(([id, name]) =>
      whole.get(id) === name ? [] : [[name, whole.get(id) as string]],
    ),
  );
}

/** The colour channel of charts whose rows have a `license`, with its legend below. */
export function licenseColor(
  rows: readonly { license: License }[],
  options: ChartOptions,
): Channel<"color"> {
  const words = wordsOf(options);
  const { colors } = options;
  const present = LICENSES.filter((one) => rows.some(({ license }) => license === one));
  const names = (licenses: readonly License[]) => licenses.map((one) => words.licenses[one]);
  return {
    field: "license",
    type: "nominal",
    // Every licence has its place in the theme's range, whichever of them occur.
    scale: {
      domain: names(LICENSES),
      range: colors
        ? LICENSES.map((one) => colors[one] ?? licenseColorOf(one, options))
        : "ordinal",
    },
    // A legend of one licence that nobody knows says nothing.
    legend: rows.every(({ license }) => license === "unknown")
      ? null
      : {
          title: options.legendTitle ?? words.license,
          values: names(present),
          titleLimit: 0,
          orient: "bottom",
          direction: "horizontal",
          columns: whereNarrow(2, 4),
          symbolOpacity: 1,
        },
  };
}

/**
 * A tooltip: field, title and, for numbers, the format, or for names what stands for some of them.
 * What is not known is a dash; Vega-Lite's own tooltips print a missing number as 0.
 */
export function tooltip(
  ...fields: readonly (readonly [
    field: string,
    title: string,
    format?: string | Readonly<Record<string, string>>,
  ])[]
): Channel<"tooltip"> {
  const entries = fields.map(([field, title, format]) => {
    const datum = `datum[${JSON.stringify(field)}]`;
    const shown =
      typeof format === "string"
        ? `format(${datum}, ${JSON.stringify(format)})`
        : format === undefined || Object.keys(format).length === 0
          ? datum
          : `(${JSON.stringify(format)}[${datum}] || ${datum})`;
    return `${JSON.stringify(title)}: isValid(${datum}) ? ${shown} : "–"`;
  });
  return { value: { expr: `{${entries.join(", ")}}` } };
}
