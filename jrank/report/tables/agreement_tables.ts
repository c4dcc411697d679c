/** What judges agree on, as tables for people. */
import { type Said, say } from "../../core/message.ts";
import type {
  GroupAgreement,
  IntervalEstimate,
  PairAgreement,
} from "../../stats/raters/rater_agreement.ts";
import type { SwapConsistency } from "../../stats/raters/ratings.ts";
import type { TextTable } from "./text_table.ts";

/** The agreement of judges, as it stands in the JSON output. */
export interface AgreementReport {
  /** Whether a game is the same only if the same answer was shown first. */
  order: "shown" | "either";
  confidence: number;
  raters: {
    name: string;
    games: number;
    without_verdict: number;
    without_question: number;
    repeated: number;
    swapped: SwapConsistency;
  }[];
  pairs: (PairAgreement & {
    rankings: { models: number; kendall_tau: number | null; spearman_rho: number | null };
  })[];
  /** Of all judges together; absent for two. */
  all?: GroupAgreement;
}

interface TitledTable {
  title: Said;
  table: TextTable;
}

const number = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
const percent = (value: number | null): string =>
  value === null ? "–" : `${(100 * value).toFixed(1)} %`;

/** "0.412 (0.318 … 0.500)". */
function shown({ estimate, lower, upper }: IntervalEstimate, show = number): string {
  if (lower === null && upper === null) return show(estimate);
  return `${show(estimate)} (${show(lower)} … ${show(upper)})`;
}

const names = ({ first, second }: PairAgreement): string => `${first} / ${second}`;
const SCALE = ["first", "tie", "second"];
const SHOWN_SCALE = [say`first`, say`tie`, say`second`];

/** All tables of a report, in the order in which they are read. */
export function agreementTables(report: AgreementReport): TitledTable[] {
  const { pairs, raters, confidence, all } = report;
  const level = `${+(100 * confidence).toFixed(1)} %`;
  const judged = pairs.filter(({ shared }) => shared > 0);
  return [
    {
      title: say`Agreement (in brackets: the ${level} interval, questions resampled)`,
      table: {
        head: [say`Judges`, say`Shared`, say`Agreement`, say`Both decided`, "Kappa"],
        rows: pairs.map((pair) => [
          ...[names(pair), String(pair.shared), shown(pair.agreement, percent)],
          ...[percent(pair.decisive_agreement.estimate), shown(pair.kappa)],
        ]),
        aligns: "lrrrr",
      },
    },
    {
      title: say`Agreement beyond chance, other measures`,
      table: {
        head: [
          ...[say`Judges`, say`Kappa, linear`, say`Kappa, quadratic`],
          ...["Fleiss", "Alpha", say`Alpha, interval`],
        ],
        rows: [
          ...judged.map((pair) => [
            ...[names(pair), shown(pair.kappa_linear), shown(pair.kappa_quadratic)],
            ...[pair.fleiss, pair.alpha_nominal].map(({ estimate }) => number(estimate)),
            shown(pair.alpha_interval),
          ]),
          ...(all
            ? [
                [
                  ...[say`all ${raters.length}`, "", "", number(all.fleiss.estimate)],
                  ...[number(all.alpha_nominal.estimate), shown(all.alpha_interval)],
                ],
              ]
            : []),
        ],
        aligns: "lrrrrr",
      },
    },
    ...judged.map((pair) => ({
      title: say`Verdicts: rows ${pair.first}, columns ${pair.second}`,
      table: {
        head: ["", ...SHOWN_SCALE],
        rows: pair.confusion.map((row, k) => [SHOWN_SCALE[k] as Said, ...row.map(String)]),
        aligns: "lrrr",
      },
    })),
    {
      title: say`The same pair shown in both orders`,
      table: {
        head: [
          ...[say`Judge`, say`Pairs`, say`Same verdict`, say`${level} interval`],
          ...[say`Same winner`, say`Both ties`, say`One tie`, say`First twice`, say`Second twice`],
        ],
        rows: raters.map(({ name, swapped: s }) => [
          ...[name, String(s.pairs), percent(s.consistent)],
          s.lower === null ? "–" : `${percent(s.lower)} … ${percent(s.upper)}`,
          ...[s.sameWinner, s.bothTies, s.oneTie, s.firstTwice, s.secondTwice].map(String),
        ]),
        aligns: "lrrrrrrrr",
      },
    },
    {
      title: say`The judges' rankings of the models that both rate`,
      table: {
        head: [say`Judges`, say`Models`, "Kendall's tau", "Spearman's rho"],
        rows: pairs.map((pair) => [
          ...[names(pair), String(pair.rankings.models)],
          ...[pair.rankings.kendall_tau, pair.rankings.spearman_rho].map(number),
        ]),
        aligns: "lrrr",
      },
    },
  ];
}

const MEASURES = [
  ...(["agreement", "decisive_agreement", "kappa", "kappa_linear", "kappa_quadratic"] as const),
  ...(["fleiss", "alpha_nominal", "alpha_interval"] as const),
];

/** One row a pair of judges with every number, for spreadsheets. */
export function agreementCsvTable({ pairs }: AgreementReport): TextTable {
  const head = [
    ...["first", "second", "shared", "questions"],
    ...MEASURES.flatMap((name) => [name, `${name}_lower`, `${name}_upper`]),
    ...SCALE.flatMap((row) => SCALE.map((column) => `${row}_${column}`)),
    ...["ranked_models", "kendall_tau", "spearman_rho"],
  ];
  const text = (value: number | null): string => (value === null ? "" : String(value));
  return {
    head,
    rows: pairs.map((pair) => [
      ...[pair.first, pair.second, String(pair.shared), String(pair.questions)],
      ...MEASURES.flatMap((name) => {
        const { estimate, lower, upper } = pair[name];
        return [estimate, lower, upper].map(text);
      }),
      ...pair.confusion.flat().map(String),
      ...[String(pair.rankings.models)],
      ...[pair.rankings.kendall_tau, pair.rankings.spearman_rho].map(text),
    ]),
    aligns: "l".repeat(head.length),
  };
}
