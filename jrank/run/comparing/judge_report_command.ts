/** The report cards of judges: from their rows to numbers, tables and files. */
import { basename, join, resolve } from "node:path";
import { DEFAULTS } from "../../core/defaults.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import { foreignField, type Usage, type Vote } from "../../core/types.ts";
import {
  type CardAgreement,
  type CardNumber,
  cardAgreementTable,
  cardTable,
  cardWords,
  type JudgeCard,
  type PanelCard,
  panelWords,
  REPORT_VERSION,
} from "../../report/tables/judge_cards.ts";
import { TABLE_FORMATS } from "../../report/tables/text_table.ts";
import { collapse } from "../../stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../stats/data/comparisons.ts";
import { FLAT } from "../../stats/fit/prior.ts";
import { studentTQuantile } from "../../stats/numeric/student_t.ts";
import { resolveRankOptions } from "../../stats/rank/rank_options.ts";
import {
  circularThrees,
  fewestDropped,
  fitHalf,
  informationOf,
  meanByQuestion,
  repeatedVerdicts,
  shareByQuestion,
  tauByQuestion,
} from "../../stats/raters/judge_numbers.ts";
import { pairAgreement } from "../../stats/raters/rater_agreement.ts";
import { ratingsOf, swappedPairs } from "../../stats/raters/ratings.ts";
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
import { findingMessage } from "../../words/findings.ts";
import { inLanguage } from "../../words/language.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { tellProblems, textsNow } from "../models/benchmark_data.ts";
import { type CountedOptions, countedRows, type Stale } from "../ranking/files/counted_rows.ts";
import { controlledRatings } from "../ranking/numbers/control.ts";
import { cheaperRankings, discriminations, type PricedJudge } from "./judges_together.ts";
import type { AgreementFlags } from "./reviewer_agreement.ts";

interface JudgeReportFlags
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
  stale?: Stale;
  people?: string[];
  format: "text" | "markdown";
  jsonFile?: string;
  markdownFile?: string;
}

/** A rater with everything that is known of its verdicts. */
interface Judge {
  name: string;
  isPerson: boolean;
  /** Those that its ranking counts, and replies without a verdict. */
  games: Vote[];
  /** With those that a newer one of the same game replaces. */
  stored: Vote[];
  usages: { question: string | undefined; usage: Usage }[];
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
  if (flags.stale === "rejudge") {
    throw new UsageError(say`--stale rejudge is for gen_judgment.ts; a report can keep or drop`);
  }
  const answers = bench ? readAnswers(bench).answers : new Map<string, ModelAnswers>();
  const { questions } = bench ? readQuestions(bench) : { questions: [] };
  const categories = new Map(
    questions.map((question) => [
      questionKey(question.question_id),
      String(foreignField(question, "category") ?? ""),
    ]),
  );
  const counting: CountedOptions = {
    aliases: modelAliases(answers),
    models: flags.modelList,
    ...(bench && {
      questions: new Set(questions.map((question) => questionKey(question.question_id))),
      now: textsNow(questions, answers),
      stale: flags.stale,
    }),
  };
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
  for (const source of sources) judges.push(...(await judgesIn(source, counting, flags, context)));
  if (judges.every(({ isPerson: person }) => person)) {
    throw new UserError(say`there are no judgments by a judge to report on`);
  }
  const { cards, panel } = await cardsOf(judges, { answers, categories, flags });
  if (json !== undefined) {
    const report = {
      schema_version: REPORT_VERSION,
      confidence: flags.confidence,
      judges: cards,
      panel,
    };
    writeWhole(resolve(json), `${JSON.stringify(report, null, 2)}\n`);
  }
  const partsOf = async (format: JudgeReportFlags["format"]): Promise<Said[]> => {
    const parts: Said[] = [];
    for (const card of cards.filter((one) => !one.is_person)) {
      const agreement = cardAgreementTable(card);
      if (format === "markdown") parts.push(`## ${card.judge}`);
      for (const table of [cardTable(card), ...(agreement ? [agreement] : [])]) {
        parts.push(await TABLE_FORMATS[format](table));
      }
      parts.push(joined(cardWords(card), "\n"));
    }
    return panel ? [...parts, panelWords(panel)] : parts;
  };
  out(joined(await partsOf(flags.format), "\n\n"));
  if (flags.markdownFile !== undefined) {
    const text = inLanguage(joined(await partsOf("markdown"), "\n\n"), language);
    writeWhole(resolve(flags.markdownFile), `${text}\n`);
  }
  if (json !== undefined) log(say`Every number: ${json}`);
}

/** The raters of some files: each that the rows name, or one by the name of the file. */
async function judgesIn(
  { files, people }: { files: string[]; people: boolean },
  counting: CountedOptions,
  flags: JudgeReportFlags,
  { log }: Pick<Context, "log">,
): Promise<Judge[]> {
  const { leave, findings } = countedRows(files, counting);
  for (const finding of findings) {
    log(say`Warning: ${findingMessage(finding)}`);
  }
  const reading = {
    baseline: flags.baselineModel,
    format: flags.inputFormat,
    aliases: counting.aliases,
  };
  const all = await readVoteList(files, reading);
  const counted = leave ? await readVoteList(files, { ...reading, leave }) : all;
  tellProblems(all.problems, log);
  const usages = new Map<string, Judge["usages"]>();
  for (const file of files) {
    for (const { row } of (await readRows(file)).rows) {
      const { usage, judge, question_id } = row as {
        usage?: Usage;
        judge?: unknown;
        question_id?: string | number;
      };
      if (typeof usage !== "object" || usage === null) continue;
      const name = Array.isArray(judge) ? String(judge[0]) : String(judge ?? "");
      const question = question_id === undefined ? undefined : questionKey(question_id);
      const known = usages.get(name) ?? [];
      known.push({ question, usage });
      usages.set(name, known);
    }
  }
  const wanted = counting.models && new Set(counting.models);
  const isAsked = ({ first, second, question }: Vote): boolean =>
    first !== second &&
    (!wanted || (wanted.has(first) && wanted.has(second))) &&
    (!counting.questions || (question !== undefined && counting.questions.has(question)));
  const games = counted.votes.filter(isAsked);
  const stored = all.votes.filter(isAsked);
  const names = [...new Set(games.map(({ judge = "" }) => judge))];
  const of = (votes: readonly Vote[], name: string): Vote[] =>
    votes.filter(({ judge = "" }) => judge === name);
  return names.map((name) => ({
    name: name === "" ? basename(files[0] ?? "") : name,
    isPerson: people || isPerson(name),
    games: of(games, name),
    stored: of(stored, name),
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
  return games.flatMap(({ first, second, outcome, soft, weight, question, turn }) =>
    outcome === "error"
      ? []
      : [
          {
            first,
            second,
            outcome,
            soft,
            weight,
            turn,
            ...(question !== undefined && { cluster: question }),
          },
        ],
  );
}

async function cardsOf(
  judges: readonly Judge[],
  input: CardsInput,
): Promise<{ cards: JudgeCard[]; panel: PanelCard | null }> {
  const fits = judges.map(({ games }) => {
    const rows = decidedRows(games);
    const comparisons = rows.length > 0 ? comparisonsFrom(rows) : undefined;
    return comparisons && { rows, comparisons, fit: fitHalf(comparisons, true) };
  });
  const machine = judges.filter(({ isPerson: person }) => !person);
  const gammas = discriminations(machine, input.flags.confidence);
  const cards: Omit<JudgeCard, "cheaper" | "cheaper_unit">[] = [];
  for (const [at, judge] of judges.entries()) {
    const gamma = gammas[machine.indexOf(judge)] ?? null;
    cards.push(await cardOf(judge, { ...input, judges, fits, at, gamma }));
  }
  const priced = machine.map((judge): PricedJudge => {
    const at = judges.indexOf(judge);
    const { cost_usd, tokens, always, discrimination } = cards[at];
    const fit = fits[at]?.fit;
    return {
      name: judge.name,
      games: judge.games,
      placed: new Set(fit?.models.filter((_, i) => Number.isFinite(fit.strengths[i]))),
      carries: always === null && (discrimination === null || (discrimination.lower ?? 0) > 0),
      cost_usd: cost_usd?.estimate ?? null,
      tokens: tokens?.estimate ?? null,
    };
  });
  const { ofJudge, panel } = cheaperRankings(priced);
  return {
    cards: cards.map((card) => ({
      ...card,
      cheaper: card.is_person ? null : ofJudge(card.judge),
      cheaper_unit: panel?.unit ?? null,
    })),
    panel,
  };
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
): Promise<Omit<JudgeCard, "cheaper" | "cheaper_unit">> {
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
  const meanOf = (of: (usage: Usage) => number | undefined): CardNumber | null => {
    const known = judge.usages.flatMap(({ question, usage }) => {
      const value = of(usage);
      return value === undefined ? [] : [{ question, value }];
    });
    return known.length === 0 ? null : meanByQuestion(known, { confidence });
  };
  const models = [...new Set(games.flatMap(({ first, second }) => [first, second]))];
  const information = own ? informationOf(own.comparisons, { confidence }) : NOTHING;
  const cost = meanOf(({ cost_usd }) => cost_usd);
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
    both_orders: share(consistentPairs(games)),
    repeats: share(repeatedVerdicts(judge.stored)),
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
    tokens: meanOf(({ input_tokens = 0, output_tokens }) =>
      output_tokens === undefined ? undefined : input_tokens + output_tokens,
    ),
    seconds: meanOf(({ seconds }) => seconds),
    information,
    information_per_usd: ofDollar(information, cost?.estimate ?? 0),
  };
}

/** What a dollar buys of it, at the mean cost of a judgment. */
function ofDollar({ estimate, lower, upper }: CardNumber, cost: number): CardNumber {
  const by = (value: number | null) => (value === null || cost <= 0 ? null : value / (1000 * cost));
  return { estimate: by(estimate), lower: by(lower), upper: by(upper) };
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

/** Pairs that were judged in both orders, and whether both verdicts are one. */
function consistentPairs(games: readonly Vote[]): { question: string; is: boolean }[] {
  const byQuestion = new Map<string, Vote[]>();
  for (const game of games) {
    const { question } = game;
    if (question !== undefined)
      byQuestion.set(question, [...(byQuestion.get(question) ?? []), game]);
  }
  return [...byQuestion].flatMap(([question, own]) =>
    swappedPairs(own).map(([shown, swapped]) => ({
      question,
      is: shown === 3 ? swapped === 3 : shown + swapped === 3,
    })),
  );
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
  const [one, two] = [fits[a], fits[b]];
  const randomOf = (what: string) =>
    createRandom(flags.seed ?? DEFAULTS.seed, `report/${a}/${b}/${what}`);
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
      random: randomOf(category ?? ""),
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
    kendall_tau:
      one && two
        ? tauByQuestion([one.fit, two.fit], {
            confidence: flags.confidence,
            rounds: flags.bootstrapN,
            random: randomOf("tau"),
          })
        : NOTHING,
    by_category: byCategory.map((own) => ({
      category: own.category,
      shared: own.shared,
      agreement: own.agreement,
      decisive_agreement: own.decisive_agreement,
      kappa: own.kappa,
      alpha: own.alpha_nominal,
    })),
  };
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
