/** The report cards of judges: from their rows to numbers, tables and files. */
import { basename, join, resolve } from "node:path";
import { DEFAULTS } from "../../core/defaults.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import { foreignField, type Usage, type Vote } from "../../core/types.ts";
import {
  type CardAgreement,
  type CardNumber,
  cardAgreementTable,
  cardTable,
  cardWords,
  type JudgeCard,
} from "../../report/tables/judge_cards.ts";
import { TABLE_FORMATS } from "../../report/tables/text_table.ts";
import { collapse } from "../../stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../stats/data/comparisons.ts";
import { FLAT } from "../../stats/fit/prior.ts";
import { kendallTauB } from "../../stats/numeric/rank_correlation.ts";
import { studentTQuantile } from "../../stats/numeric/student_t.ts";
import { resolveRankOptions } from "../../stats/rank/rank_options.ts";
import {
  circularThrees,
  fewestDropped,
  repeatedVerdicts,
  shareByQuestion,
} from "../../stats/raters/judge_numbers.ts";
import { fitPanel } from "../../stats/raters/panel.ts";
import { pairAgreement } from "../../stats/raters/rater_agreement.ts";
import { ratingsOf, swapConsistency, swappedPairs } from "../../stats/raters/ratings.ts";
import { type Fitted, fitModel } from "../../stats/uncertainty/fitted.ts";
import {
  type ModelAnswers,
  openBenchmark,
  questionKey,
  readAnswers,
  readQuestions,
} from "../../store/answers/benchmark.ts";
import { listJudges, storedJudgmentFiles } from "../../store/answers/judgment_files.ts";
import { ownFamily } from "../../store/answers/model_family.ts";
import { modelAliases } from "../../store/answers/model_names.ts";
import { isPerson } from "../../store/books/people.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { readVoteList } from "../../store/votes/read_votes.ts";
import { readRows } from "../../store/votes/row_source.ts";
import { inLanguage } from "../../words/language.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { tellProblems } from "../models/benchmark_data.ts";
import { controlledRatings } from "../ranking/numbers/control.ts";
import type { AgreementFlags } from "./reviewer_agreement.ts";

export interface JudgeReportFlags
  extends Pick<
    AgreementFlags,
    | "benchName"
    | "dataDir"
    | "judgeModel"
    | "modelList"
    | "inputFormat"
    | "baselineModel"
    | "bootstrapN"
    | "confidence"
    | "seed"
  > {
  people?: string[];
  format: "text" | "markdown";
  jsonFile?: string;
  markdownFile?: string;
}

/** A rater with everything that is known of its verdicts. */
interface Judge {
  name: string;
  isPerson: boolean;
  games: Vote[];
  usages: Usage[];
}

/** Points of a strength of 1. */
const POINTS = 400 / Math.LN10;
const NOTHING: CardNumber = { estimate: null, lower: null, upper: null };

/** Reads, counts, prints and writes. */
export async function judgeReport(
  files: readonly string[],
  flags: JudgeReportFlags,
  context: Context,
): Promise<void> {
  const { language, log, out } = context;
  const bench =
    flags.benchName === undefined
      ? undefined
      : openBenchmark(dataDirOf(flags.dataDir), flags.benchName);
  if ((bench === undefined) === (files.length === 0)) {
    throw new UsageError(say`name judgment files or a benchmark with --bench-name, not both`);
  }
  const answers = bench ? readAnswers(bench).answers : new Map<string, ModelAnswers>();
  const categories = new Map(
    (bench ? readQuestions(bench).questions : []).map((question) => [
      questionKey(question.question_id),
      String(foreignField(question, "category") ?? ""),
    ]),
  );
  const sources = [
    ...(bench
      ? (flags.judgeModel ?? listJudges(bench, "pair"))
          .concat(listJudges(bench, "pair").filter(isPerson))
          .filter((judge, k, all) => all.indexOf(judge) === k)
          .map((judge) => ({
            files: storedJudgmentFiles(bench, judge, "pair"),
            people: isPerson(judge),
          }))
      : files.map((file) => ({ files: [resolve(file)], people: false }))),
    ...(flags.people ?? []).map((file) => ({ files: [resolve(file)], people: true })),
  ];
  const json = flags.jsonFile ?? (bench && join(bench.folder, "judge_report.json"));
  checkOutputs(
    [json, flags.markdownFile].filter((file) => file !== undefined),
    sources.flatMap((source) => source.files),
    say`give another file`,
  );
  const judges: Judge[] = [];
  for (const source of sources) judges.push(...(await judgesIn(source, answers, flags, log)));
  if (judges.every(({ isPerson: person }) => person)) {
    throw new UserError(say`there are no judgments by a judge to report on`);
  }
  const cards = await cardsOf(judges, { answers, categories, flags });
  if (json !== undefined) {
    const report = { schema_version: 1, confidence: flags.confidence, judges: cards };
    writeWhole(resolve(json), `${JSON.stringify(report, null, 2)}\n`);
  }
  const shown: string[] = [];
  const markdown: string[] = [];
  for (const card of cards.filter((one) => !one.is_person)) {
    const others = cards.filter((one) => one !== card && !one.is_person);
    const words = cardWords(card, others);
    for (const [format, lines] of [
      [flags.format, shown],
      ["markdown", markdown],
    ] as const) {
      const agreement = cardAgreementTable(card);
      const tables = [cardTable(card), ...(agreement ? [agreement] : [])];
      if (format === "markdown") lines.push(`## ${card.judge}`);
      for (const table of tables) {
        lines.push(inLanguage(await TABLE_FORMATS[format](table), language));
      }
      lines.push(words.map((word) => inLanguage(word, language)).join("\n"));
    }
  }
  out(shown.join("\n\n"));
  if (flags.markdownFile !== undefined) {
    writeWhole(resolve(flags.markdownFile), `${markdown.join("\n\n")}\n`);
  }
  if (json !== undefined) log(say`Every number: ${json}`);
}

/** The raters of some files: each that the rows name, or one by the name of the file. */
async function judgesIn(
  { files, people }: { files: string[]; people: boolean },
  answers: ReadonlyMap<string, ModelAnswers>,
  flags: JudgeReportFlags,
  log: Context["log"],
): Promise<Judge[]> {
  const { votes, problems } = await readVoteList(files, {
    baseline: flags.baselineModel,
    format: flags.inputFormat,
    aliases: modelAliases(answers),
  });
  tellProblems(problems, log);
  const usages = new Map<string, Usage[]>();
  for (const file of files) {
    for (const { row } of (await readRows(file)).rows) {
      const { usage, judge } = row as { usage?: Usage; judge?: unknown };
      if (typeof usage !== "object" || usage === null) continue;
      const name = Array.isArray(judge) ? String(judge[0]) : String(judge ?? "");
      usages.set(name, [...(usages.get(name) ?? []), usage]);
    }
  }
  const wanted = flags.modelList && new Set(flags.modelList);
  const games = votes.filter(
    ({ first, second }) =>
      first !== second && (!wanted || (wanted.has(first) && wanted.has(second))),
  );
  const names = [...new Set(games.map(({ judge = "" }) => judge))];
  return names.map((name) => ({
    name: name === "" ? basename(files[0] ?? "") : name,
    isPerson: people || isPerson(name),
    games: games.filter(({ judge = "" }) => judge === name),
    usages: usages.get(name) ?? [],
  }));
}

interface CardsInput {
  answers: ReadonlyMap<string, ModelAnswers>;
  categories: ReadonlyMap<string, string>;
  flags: JudgeReportFlags;
}

/** Rows of games with a verdict. */
function decidedRows(games: readonly Vote[]) {
  return games.flatMap(({ first, second, outcome, weight, question, turn }) =>
    outcome === "error"
      ? []
      : [
          {
            first,
            second,
            outcome,
            weight,
            turn,
            ...(question !== undefined && { cluster: question }),
          },
        ],
  );
}

function fitOf(comparisons: Comparisons): Fitted {
  return fitModel("half", {
    comparisons,
    counts: collapse(comparisons),
    homeAdvantage: true,
    prior: FLAT,
  });
}

async function cardsOf(judges: readonly Judge[], input: CardsInput): Promise<JudgeCard[]> {
  const fits = judges.map(({ games }) => {
    const rows = decidedRows(games);
    const comparisons = rows.length > 0 ? comparisonsFrom(rows) : undefined;
    return comparisons && { rows, comparisons, fit: fitOf(comparisons) };
  });
  const gammas = discriminations(judges, input.flags.confidence);
  const cards: JudgeCard[] = [];
  for (const [k, judge] of judges.entries()) {
    cards.push(await cardOf(judge, { ...input, judges, fits, at: k, gamma: gammas[k] ?? null }));
  }
  return cards;
}

type Fit = { rows: ReturnType<typeof decidedRows>; comparisons: Comparisons; fit: Fitted };

async function cardOf(
  judge: Judge,
  {
    answers,
    categories,
    flags,
    judges,
    fits,
    at,
    gamma,
  }: CardsInput & {
    judges: readonly Judge[];
    fits: readonly (Fit | undefined)[];
    at: number;
    gamma: CardNumber | null;
  },
): Promise<JudgeCard> {
  const { games, name } = judge;
  const { confidence } = flags;
  const own = fits[at];
  const share = (rows: readonly { question?: string | undefined; is: boolean }[]) =>
    shareByQuestion(rows as { question: string | undefined; is: boolean }[], { confidence });
  const verdicts = games.filter(({ outcome }) => outcome !== "error");
  const decided = verdicts.filter(({ outcome }) => outcome !== 3);
  const firstWins = share(
    decided.map(({ question, outcome }) => ({ question, is: outcome === 1 })),
  );
  const isOne =
    firstWins.of >= LEAST_ALWAYS && (firstWins.times === 0 || firstWins.times === firstWins.of);
  const usage = (field: keyof Usage): number | null => {
    const known = judge.usages.flatMap(({ [field]: value }) =>
      typeof value === "number" ? [value] : [],
    );
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const models = [...new Set(games.flatMap(({ first, second }) => [first, second]))];
  const { consistent, pairs, lower, upper } = swapConsistency(swappedPairs(games), { confidence });
  const information = own ? informationOf(own) : null;
  const cost = usage("cost_usd");
  const fragile = own ? fragilityOf(own) : { top: null, order: null };
  return {
    judge: name,
    is_person: judge.isPerson,
    games: games.length,
    questions: new Set(games.flatMap(({ question }) => question ?? [])).size,
    models: models.length,
    without_verdict: share(
      games.map(({ question, outcome }) => ({ question, is: outcome === "error" })),
    ),
    ties: share(verdicts.map(({ question, outcome }) => ({ question, is: outcome === 3 }))),
    first_wins: firstWins,
    always: isOne ? (firstWins.times > 0 ? "first" : "second") : null,
    home_advantage: isOne || !own ? NOTHING : homeOf(own.fit, confidence),
    both_orders: { pairs, consistent, lower, upper },
    repeats: share(repeatedVerdicts(games)),
    circular: share(circularThrees(games)),
    style: own && !judge.isPerson ? await styleOf(own, answers, name, confidence) : [],
    family: familyOf(judge, { judges, models, confidence }),
    discrimination: isOne ? null : gamma,
    agreement: judges.flatMap((_, k) =>
      k === at ? [] : [agreementWith(judges, at, k, { fits, categories, flags })],
    ),
    fragile_top: isOne ? null : fragile.top,
    fragile_order: isOne ? null : fragile.order,
    cost_usd: cost,
    tokens: usage("output_tokens"),
    seconds: usage("seconds"),
    information,
    information_per_usd:
      cost !== null && cost > 0 && information !== null ? information / (1000 * cost) : null,
  };
}

/** Fewer decided games in one place may be chance. */
const LEAST_ALWAYS = 10;

/** An estimate with its t interval, in rating points. */
function around(value: number, variance: number, degrees: number, confidence: number): CardNumber {
  const half = studentTQuantile((1 + confidence) / 2, degrees) * Math.sqrt(variance);
  if (!Number.isFinite(value) || !(half > 0) || !Number.isFinite(half)) return NOTHING;
  return {
    estimate: POINTS * value,
    lower: POINTS * (value - half),
    upper: POINTS * (value + half),
  };
}

function homeOf(fit: Fitted, confidence: number): CardNumber {
  if (!fit.parameters.home) return NOTHING;
  const m = fit.models.length;
  const { size, values } = fit.covariance("cr3");
  return around(fit.homeAdvantage, values[m * (size + 1)], fit.degrees(m), confidence);
}

/** What longer or more decorated answers gain, where the answers are there. */
async function styleOf(
  { comparisons, rows }: Fit,
  answers: ReadonlyMap<string, ModelAnswers>,
  judge: string,
  confidence: number,
): Promise<JudgeCard["style"]> {
  if (comparisons.models.some((model) => !answers.has(model)) || !comparisons.cluster) return [];
  const contextOf = (k: number) => ({ turn: rows[k].turn ?? 1, judge });
  const options = resolveRankOptions({ seed: 1, ci: "cr3", bootstrapN: 0, confidence });
  const found: JudgeCard["style"] = [];
  for (const feature of ["length", "headers", "lists", "bold"] as const) {
    try {
      const { terms } = await controlledRatings(
        { comparisons, contextOf },
        answers,
        [feature],
        options,
      );
      for (const { effect, lower, upper } of terms)
        found.push({ name: feature, effect, lower, upper });
    } catch (error) {
      // A feature that no answer has, or that cannot be told from the strengths, has no effect to tell.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return found;
}

/** How much more it gives its family than the other raters do: one term beside all their strengths. */
function familyOf(
  { name, games }: Judge,
  {
    judges,
    models,
    confidence,
  }: { judges: readonly Judge[]; models: readonly string[]; confidence: number },
): JudgeCard["family"] {
  const family = isPerson(name) ? [] : ownFamily(name, models);
  const others = judges.filter((one) => one.name !== name);
  if (family.length === 0 || family.length === models.length || others.length === 0) {
    return { models: family, more: null };
  }
  const isOwn = new Set(family);
  const all = [{ name, games }, ...others].flatMap((one, k) =>
    decidedRows(one.games).map((row) => ({ row, own: k === 0 })),
  );
  const comparisons = comparisonsFrom(all.map(({ row }) => row));
  const sign = (model: string): number => Number(isOwn.has(model));
  const values = all.map(({ row, own }) => (own ? sign(row.first) - sign(row.second) : 0));
  const place = all.map(({ own }) => Number(own));
  const fit = fitModel("half", {
    comparisons,
    counts: collapse(comparisons),
    homeAdvantage: true,
    prior: FLAT,
    covariates: [
      { name: "family", values },
      { name: "place", values: place },
    ],
  });
  const { size, values: variance } = fit.covariance("cr3");
  const p = size - 2;
  const more = around(fit.effects[0], variance[p * (size + 1)], fit.degrees(p), confidence);
  return { models: family, more: more.estimate === null ? null : more };
}

/** Discrimination of each beside the panel of all judges that are no persons; null with one. */
function discriminations(judges: readonly Judge[], confidence: number): (CardNumber | null)[] {
  const machine = judges.filter(({ isPerson: person }) => !person);
  if (machine.length < 2) return judges.map(() => null);
  const index = <T>(names: T[]) => new Map([...new Set(names)].map((name, k) => [name, k]));
  const rows = machine.flatMap(({ games }, j) =>
    decidedRows(games).flatMap((row) => (row.cluster === undefined ? [] : [{ ...row, judge: j }])),
  );
  const counts = machine.map((_, j) => rows.filter(({ judge }) => judge === j).length);
  if (counts.some((count) => count === 0)) return judges.map(() => null);
  const models = index(rows.flatMap(({ first, second }) => [first, second]));
  const questions = index(rows.map(({ cluster }) => cluster));
  const panel = fitPanel({
    models: [...models.keys()],
    judges: machine.map(({ name }) => name),
    questions: questions.size,
    first: rows.map(({ first }) => models.get(first) as number),
    second: rows.map(({ second }) => models.get(second) as number),
    question: rows.map(({ cluster }) => questions.get(cluster) as number),
    judge: rows.map(({ judge }) => judge),
    score: rows.map(({ outcome }) => (outcome === 1 ? 1 : outcome === 2 ? 0 : 0.5)),
  });
  const t = panel.quantile(confidence);
  return judges.map((judge) => {
    const told = panel.judges[machine.indexOf(judge)];
    if (!told || told.discrimination === null || told.standardError === null) return null;
    const half = t * told.standardError;
    return {
      estimate: told.discrimination,
      lower: told.discrimination - half,
      upper: told.discrimination + half,
    };
  });
}

/** Verdicts of two on the same games, in all and by category, and how alike they rank. */
function agreementWith(
  judges: readonly Judge[],
  a: number,
  b: number,
  {
    fits,
    categories,
    flags,
  }: { fits: readonly (Fit | undefined)[] } & Pick<CardsInput, "categories" | "flags">,
): CardAgreement {
  const pair = [judges[a], judges[b]];
  // Whoever was shown first: people and judges need not have seen a pair in one order.
  const of = (category?: string) => {
    const ratings = ratingsOf(
      pair.map(({ name, games }) => ({
        name,
        games:
          category === undefined
            ? games
            : games.filter(({ question = "" }) => categories.get(question) === category),
      })),
      { order: "either" },
    );
    return pairAgreement(ratings, 0, 1, {
      confidence: flags.confidence,
      rounds: flags.bootstrapN,
      random: createRandom(flags.seed ?? DEFAULTS.seed, `report/${a}/${b}/${category ?? ""}`),
    });
  };
  const whole = of();
  const named = [...new Set(categories.values())].filter((category) => category !== "").sort();
  const byCategory =
    pair[1].isPerson && named.length > 1
      ? named.map((category) => ({ category, ...of(category) })).filter(({ shared }) => shared > 0)
      : [];
  return {
    with: pair[1].name,
    is_person: pair[1].isPerson,
    shared: whole.shared,
    agreement: whole.agreement,
    decisive_agreement: whole.decisive_agreement,
    kappa: whole.kappa,
    alpha: whole.alpha_nominal,
    kendall_tau: likeness(fits[a], fits[b]),
    by_category: byCategory.map(({ category, shared, agreement, kappa }) => ({
      category,
      shared,
      agreement,
      kappa,
    })),
  };
}

function likeness(one: Fit | undefined, two: Fit | undefined): number | null {
  if (!one || !two) return null;
  const both = one.fit.models.flatMap((model, i) => {
    const j = two.fit.models.indexOf(model);
    const pair = [one.fit.strengths[i], two.fit.strengths[j] ?? Number.NaN];
    return pair.every(Number.isFinite) ? [pair] : [];
  });
  return both.length < 3
    ? null
    : kendallTauB(
        both.map(([x]) => x),
        both.map(([, y]) => y),
      );
}

/** (spread of the strengths / their mean standard error by question)² for 1000 judgments. */
function informationOf({ fit, comparisons }: Fit): number | null {
  const { size, values } = fit.covariance("cr3");
  const known = [...fit.strengths.keys()].filter(
    (i) => Number.isFinite(fit.strengths[i]) && values[i * (size + 1)] > 0,
  );
  if (known.length < 2) return null;
  const variance = known.reduce((sum, i) => sum + values[i * (size + 1)], 0) / known.length;
  const spread = known.reduce((sum, i) => sum + fit.strengths[i] ** 2, 0) / (known.length - 1);
  // What errors alone would spread is no spread.
  return (1000 * Math.max(0, spread - variance)) / variance / comparisons.first.length;
}

/** What the first place and the order rest on; only of neighbours that are placed. */
function fragilityOf({ fit, comparisons }: Fit): {
  top: JudgeCard["fragile_top"];
  order: JudgeCard["fragile_order"];
} {
  const order = [...fit.strengths.keys()]
    .filter((i) => Number.isFinite(fit.strengths[i]))
    .sort((i, j) => fit.strengths[j] - fit.strengths[i]);
  const all = order
    .slice(1)
    .map((i, k) => fewestDropped(fit, comparisons, [order[k] as number, i]));
  const known = all.filter((one) => one !== null).sort((x, y) => x.verdicts - y.verdicts);
  return { top: all[0] ?? null, order: known[0] ?? null };
}
