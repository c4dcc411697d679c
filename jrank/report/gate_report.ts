/** The result of a gate: a sentence, JUnit XML for a pipeline, Markdown for a pull request. */
import { inWords, type Message, type Speech, say } from "../core/message.ts";
import { shownCount } from "../words/shown_number.ts";
import { escapeHtml, fitForXml } from "./html.ts";
import { markdownCell, markdownLines } from "./tables/text_table.ts";

/** What a gate found; differences in rating points. Its JSON file is this and the sentence in English. */
export interface GateResult {
  verdict: "pass" | "fail" | "undecided";
  candidate: string;
  /** A model, "rest", or a ranking file. */
  baseline: string;
  /** The models of the baseline, whose mean is meant. */
  baseline_models: string[];
  /** P(candidate - baseline > -max_drop); null where the data do not determine it. */
  probability: number | null;
  min_probability: number;
  max_drop: number;
  difference: number | null;
  standard_error: number | null;
  degrees_of_freedom: number | null;
  confidence: number;
  ci_lower: number | null;
  ci_upper: number | null;
  /** So many more would decide a difference of this size in half of the cases, and in four of five. */
  more: number | null;
  more_likely: number | null;
  /** Of what `more` speaks. */
  unit: "question" | "judgment";
  /** Models without a rating, each with why, where that is what is missing. */
  without_rating: { model_id: string; status: string }[];
  /** Whether a rating, or the error of the difference, is what is missing. */
  missing: "rating" | "error" | null;
  benchmark: string;
  judge: string;
  date: string;
  n_judgments: number;
  n_questions: number;
  /** The votes whose scale the ratings are on (`--calibrate`). */
  people: {
    votes: number;
    questions: number;
    worth: number;
    headline: "residual" | "calibrated";
  } | null;
  warnings: string[];
}

/** A probability with as many digits as its distance from the limit asks for; never 1.00. */
function chance(p: number, limit: number): string {
  const near = [2, 3, 4].find((digits) => Number(p.toFixed(digits)) !== limit) ?? 4;
  const digits = Math.abs(p - limit) < 0.005 ? Math.max(3, near) : 2;
  if (p > 0.999) return "> 0.999";
  return `= ${p > 0.995 ? p.toFixed(3) : p.toFixed(digits)}`;
}

/** Two significant digits: it is a rough number. */
function about(count: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return (step * Math.ceil(count / step)).toLocaleString("en-US");
}

const baselineName = ({ baseline, baseline_models: models }: GateResult): Message | string =>
  models.length === 1 && models[0] === baseline
    ? baseline
    : baseline === "rest"
      ? say`the mean of the ${models.length} others`
      : say`the mean of the ${models.length} models of ${baseline}`;

/** The result as one sentence. */
export function gateSentence(result: GateResult): Message {
  const { verdict, candidate, probability: p, min_probability: least, max_drop: drop } = result;
  const other = baselineName(result);
  const isDrop = drop !== 0;
  if (p !== null && verdict === "pass") {
    return isDrop
      ? say`${candidate} is not more than ${drop} points weaker than ${other}: P ${chance(p, least)}`
      : say`${candidate} is better than ${other}: P ${chance(p, least)}`;
  }
  if (p !== null && verdict === "fail") {
    return isDrop
      ? say`${candidate} is more than ${drop} points weaker than ${other}: P ${chance(1 - p, least)}`
      : say`${candidate} is worse than ${other}: P ${chance(1 - p, least)}`;
  }
  const asked = isDrop
    ? say`Whether ${candidate} is at most ${drop} points weaker than ${other}`
    : say`Whether ${candidate} is better than ${other}`;
  const level = `${+(100 * least).toFixed(2)} %`;
  if (p !== null) {
    return say`${asked} is not decided at ${level} (P ${chance(p, least)}): ${moreSaid(result)}`;
  }
  return say`${asked} is not decided: ${missingSaid(result)}`;
}

function moreSaid({ more, more_likely: likely, unit, people }: GateResult): Message {
  if (more === null) return say`no number of questions would decide a difference of this size`;
  if (likely === null || unit === "judgment") {
    return say`about ${about(more)} more judgments would decide a difference of this size`;
  }
  if (people !== null) {
    return say`about ${about(more)} more questions with votes of people would decide a difference of this size (in half of the cases; ${about(likely)} in four of five)`;
  }
  return say`about ${about(more)} more questions would decide a difference of this size (in half of the cases; ${about(likely)} in four of five)`;
}

function missingSaid({ missing, without_rating: open }: GateResult): Message {
  if (missing === "error") {
    return say`the judgments do not tell the error of their difference (they never vary, or one question alone joins the two)`;
  }
  const [first] = open;
  if (first === undefined) return say`no chain of judgments joins the two`;
  const why: Record<string, Message> = {
    undefeated: say`won everything`,
    winless: say`lost everything`,
    separated: say`belongs to a group that only won or only lost against the rest`,
    disconnected: say`never met the others by any chain of judgments`,
  };
  return say`${first.model_id} ${why[first.status] ?? say`has no rating`}, so the judgments determine no rating of it; more judgments, or --compute map, give one`;
}

const HEADINGS = {
  pass: say`Passed`,
  fail: say`Failed`,
  undecided: say`Not decided`,
} as const;

const points = (value: number | null): string => (value === null ? "–" : value.toFixed(1));

/** What the numbers are, in a line or two under the sentence. */
export function gateFacts(result: GateResult): Message[] {
  const { difference, ci_lower: lower, ci_upper: upper, confidence, n_questions: q } = result;
  const level = `${+(100 * confidence).toFixed(1)} %`;
  const judged = say`${shownCount(result.n_judgments)} judgments by ${result.judge}`;
  return [
    ...(difference === null || lower === null
      ? []
      : [
          say`Difference: ${points(difference)} points (${level}: ${points(lower)} … ${points(upper)})`,
        ]),
    q > 0 ? say`${judged}, on ${q} questions.` : say`${judged}.`,
    ...(result.people === null
      ? []
      : [
          say`On the scale of people: ${result.people.votes} votes on ${result.people.questions} questions, worth ${Math.round(result.people.worth)} votes of people alone.`,
        ]),
  ];
}

/** Markdown for a comment on a pull request. */
export function gateMarkdown(result: GateResult, speech: Speech): string {
  const words = (text: Message | string): string => inWords(text, speech);
  const level = `${+(100 * result.confidence).toFixed(1)} %`;
  const { probability: p, difference, ci_lower, ci_upper } = result;
  const isOpen = ci_lower === null || ci_upper === null;
  return `${[
    `### ${words(HEADINGS[result.verdict])}: ${markdownCell(words(gateSentence(result)))}`,
    "",
    ...markdownLines(
      [
        say`Candidate`,
        say`Baseline`,
        say`Difference`,
        say`${level} interval`,
        say`P(good enough)`,
        say`Needed`,
      ].map(words),
      [
        [
          result.candidate,
          words(baselineName(result)),
          points(difference),
          isOpen ? "–" : `${points(ci_lower)} … ${points(ci_upper)}`,
          p === null ? "–" : chance(p, result.min_probability).replace(/^= /, ""),
          String(result.min_probability),
        ],
      ],
      "llrrrr",
    ),
    "",
    // The difference stands in the table.
    ...gateFacts({ ...result, difference: null }).map((fact) => markdownCell(words(fact))),
    ...result.warnings.map((text) => `\n> ${markdownCell(text)}`),
  ].join("\n")}\n`;
}

/** A text in XML, on one line. */
const text = (value: string): string => escapeHtml(fitForXml(value.replace(/\s+/g, " ")));

const XML_HEAD = `<?xml version="1.0" encoding="UTF-8"?>\n`;
const SUITE = "jrank gate";

/** JUnit XML of a gate that could not be held: a pipeline is to read no earlier result. */
export function gateErrorJunit(
  { candidate, baseline }: Pick<GateResult, "candidate" | "baseline">,
  reason: string,
): string {
  return `${XML_HEAD}<testsuites tests="1" failures="0" errors="1">
  <testsuite name="${SUITE}" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="gate" name="${text(`${candidate} against ${baseline}`)}">
      <error message="${text(reason)}" type="error"/>
    </testcase>
  </testsuite>
</testsuites>
`;
}

/** Whether a text is JUnit XML of a gate, which a later one may write over. */
export const isGateJunit = (xml: string): boolean =>
  xml.startsWith(XML_HEAD) && xml.includes(`<testsuite name="${SUITE}" `);

/** JUnit XML with one case: a no is a failure, and what is not decided is skipped. */
export function gateJunit(result: GateResult): string {
  const { verdict, warnings } = result;
  const sentence = text(String(gateSentence(result)));
  const facts = gateFacts(result).map((fact) => text(String(fact)));
  const name = text(`${result.candidate} against ${result.baseline}`);
  const output = [...facts, ...warnings.map((one) => text(`Warning: ${one}`))].join("\n");
  const outcome = {
    pass: "",
    fail: `      <failure message="${sentence}" type="worse"/>\n`,
    undecided: `      <skipped message="${sentence}"/>\n`,
  }[verdict];
  const count = (of: GateResult["verdict"]): number => Number(verdict === of);
  return `${XML_HEAD}<testsuites tests="1" failures="${count("fail")}" errors="0">
  <testsuite name="${SUITE}" tests="1" failures="${count("fail")}" errors="0" skipped="${count("undecided")}" timestamp="${text(result.date)}">
    <testcase classname="${text(result.benchmark)}" name="${name}">
${outcome}      <system-out>${sentence}\n${output}</system-out>
    </testcase>
  </testsuite>
</testsuites>
`;
}
