/**
 * Do the numbers about judges keep their word? Boards are drawn whose truth is known, a line a cell:
 *
 *     tsx bench/judges.ts [--boards 200] [--jobs 2] [--only part-of-a-name] [--seed 0] [--minutes m]
 *
 * - `calibrate`: people have strengths, and a judge, or a panel of judges, that sees the same answers has
 *   faults of its own; the estimates are held against people's strengths over the population of such questions.
 * - `panel`: several judges in one likelihood, held against the strengths that the good ones see.
 * - `alike`: two judges whose rankings are one, or are not: how often a report calls the second a cheaper
 *   judge that gives the same ranking.
 * - `gate`: two models that are equal, or apart by so much.
 * - `groups`: ratings by category that lean on the whole.
 */
import { pathToFileURL } from "node:url";
import { createRandom, type Random } from "../jrank/core/random.ts";
import { ranksAlike } from "../jrank/run/comparing/judges_together.ts";
import { collapse } from "../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../jrank/stats/data/comparisons.ts";
import { halfWin } from "../jrank/stats/fit/half_win.ts";
import { FLAT } from "../jrank/stats/fit/prior.ts";
import { createSyntheticBoard, SCENARIOS } from "../jrank/stats/fit/synthetic_board.ts";
import { studentTQuantile } from "../jrank/stats/numeric/student_t.ts";
import { groupEffects } from "../jrank/stats/questions/group_effects.ts";
import { decide } from "../jrank/stats/rank/decision.ts";
import {
  type CalibratedStrengths,
  type CalibrationInput,
  calibrate,
} from "../jrank/stats/raters/calibration.ts";
import { compareParts, fitPanel, type PanelInput } from "../jrank/stats/raters/panel.ts";
import { type Fitted, fitModel } from "../jrank/stats/uncertainty/fitted.ts";
import { rankCovariance } from "../jrank/stats/uncertainty/rank_covariance.ts";
import { addValue, meanOf, runCells, type Sums } from "./cells.ts";

const ELO = 400 / Math.LN10;

/** How large a board of judges and people is. */
interface Size {
  models: number;
  questions: number;
  /** Verdicts of each judge. */
  rows: number;
}

const USUAL: Size = { models: 12, questions: 60, rows: 2000 };

const EFFECTS = SCENARIOS.S1;
const STRETCH = Math.sqrt(
  1 + 0.346 * (2 * EFFECTS.answer ** 2 + EFFECTS.pair ** 2 + EFFECTS.place ** 2),
);

/** What is wrong with a judge. */
interface Judge {
  /** How much of the difference it sees. */
  signal: number;
  /** Latent preference for the first place. */
  place: number;
  /** Liking for length: standard deviation over models, in Elo. */
  length: number;
  /** Liking for model 0, in Elo. */
  family: number;
  /** Whether the fault is told to the estimate. */
  declared: boolean;
}

const FAULTLESS: Judge = { signal: 1, place: 0, length: 0, family: 0, declared: false };

const JUDGES: Readonly<Record<string, Judge>> = {
  right: FAULTLESS,
  position: { ...FAULTLESS, place: -1.5 },
  noisy: { ...FAULTLESS, signal: 0.6 },
  "length-declared": { ...FAULTLESS, length: 115, declared: true },
  "length-undeclared": { ...FAULTLESS, length: 115 },
  "family-declared": { ...FAULTLESS, family: 150, declared: true },
  "family-undeclared": { ...FAULTLESS, family: 150 },
  useless: { ...FAULTLESS, signal: 0 },
};

/** People, answers and judges of one board. */
interface World extends Size {
  truth: Float64Array;
  latent: Float64Array;
  /** How well each answer is liked by people, and a share of that by judges. */
  answer: Float64Array;
  /** Length of each answer, in standard deviations; models differ. */
  length: Float64Array;
  modelLength: Float64Array;
  random: Random;
}

function drawWorld(seed: number, size: Size): World {
  const { models, questions } = size;
  const random = createRandom(seed, "judges");
  const strengths = Array.from({ length: models }, () => (225 / ELO) * random.normal());
  const mean = strengths.reduce((sum, s) => sum + s, 0) / models;
  const centred = strengths.map((s) => s - mean);
  const truth = createSyntheticBoard({
    strengths: centred,
    questions: 1,
    effects: EFFECTS,
    random: createRandom(seed, "truth"),
  }).ofThePopulation;
  const modelLength = Float64Array.from({ length: models }, () => random.normal());
  return {
    ...size,
    truth,
    latent: Float64Array.from(centred, (s) => s * STRETCH),
    answer: Float64Array.from(
      { length: models * questions },
      () => EFFECTS.answer * random.normal(),
    ),
    length: Float64Array.from(
      { length: models * questions },
      (_, k) => 0.8 * modelLength[Math.floor(k / questions)] + 0.6 * random.normal(),
    ),
    modelLength,
    random,
  };
}

const seen = ({ questions }: Size, model: number, question: number) => model * questions + question;

function outcome(score: number, random: Random): number {
  const u = random.next();
  const noisy = score + Math.log(u / (1 - u));
  return Math.abs(noisy) < EFFECTS.tie ? 0.5 : noisy > 0 ? 1 : 0;
}

/** A judge's verdicts of rows: it sees each answer with a correlation of 0.8 to how people do. */
function verdicts(world: World, judge: Judge, rows: readonly Row[]): number[] {
  const { random, answer, latent, length } = world;
  const own = Float64Array.from(answer, (u) => 0.8 * u + 0.6 * EFFECTS.answer * random.normal());
  const likes = (i: number, q: number): number =>
    judge.signal * (latent[i] + own[seen(world, i, q)]) +
    (STRETCH / ELO) * (judge.length * length[seen(world, i, q)] + (i === 0 ? judge.family : 0));
  return rows.map(({ i, j, q }) =>
    outcome(judge.place + likes(i, q) - likes(j, q) + EFFECTS.pair * random.normal(), random),
  );
}

interface Row {
  i: number;
  j: number;
  q: number;
}

function drawRows({ models, questions, rows, random }: World): Row[] {
  return Array.from({ length: rows }, () => {
    const i = random.below(models);
    const j = (i + 1 + random.below(models - 1)) % models;
    return { i, j, q: random.below(questions) };
  });
}

/** The rows of a judge or a panel, and people's votes on some of them. */
export function calibrationBoard(
  judge: Judge | readonly Judge[],
  votes: number,
  seed: number,
  size: Size = USUAL,
): CalibrationInput & { truth: Float64Array } {
  const panel = "signal" in judge ? [judge] : judge;
  const world = drawWorld(seed, size);
  const { models, questions, random, answer, latent, length, truth } = world;
  const rows = drawRows(world);
  const scores = panel.map((one) => verdicts(world, one, rows));
  const chosen = rows.map((_, k) => k);
  for (let k = 0; k < votes; k++) {
    const other = k + random.below(rows.length - k);
    [chosen[k], chosen[other]] = [chosen[other], chosen[k]];
  }
  const row = chosen.slice(0, votes);
  const isLength = panel.some((one) => one.declared && one.length > 0);
  const likes = (i: number, q: number) => latent[i] + answer[seen(world, i, q)];
  const repeated = (pick: (row: Row) => number) => panel.flatMap(() => rows.map(pick));
  const lengthOf = ({ i, j, q }: Row) => length[seen(world, i, q)] - length[seen(world, j, q)];
  return {
    truth,
    models: Array.from({ length: models }, (_, i) => String(i)),
    questions,
    judged: {
      first: repeated(({ i }) => i),
      second: repeated(({ j }) => j),
      question: repeated(({ q }) => q),
      score: scores.flat(),
      features: isLength ? [repeated(lengthOf)] : [],
      ...(panel.length > 1 && {
        judges: panel.map((_, k) => String(k)),
        judge: panel.flatMap((_, k) => rows.map(() => k)),
        game: panel.flatMap(() => rows.map((_, k) => k)),
      }),
    },
    people: {
      row,
      score: row.map((k) => {
        const { i, j, q } = rows[k];
        return outcome(likes(i, q) - likes(j, q) + EFFECTS.pair * random.normal(), random);
      }),
      seen: row.map(() => (random.below(2) === 0 ? 1 : -1)),
    },
    modelFeatures: isLength
      ? [
          Array.from({ length: models }, (_, i) =>
            averageOf(length.subarray(i * questions, (i + 1) * questions)),
          ),
        ]
      : [],
    suspects: panel.some((one) => one.declared && one.family > 0) ? [0] : [],
  };
}

/** Adds how an estimate does: model 0 (which a judge may favour) apart, the others by the rank of their truth. */
function addEstimate(
  sums: Sums,
  name: string,
  truth: Float64Array,
  { strengths, covariance }: CalibratedStrengths,
  t: number,
): void {
  const m = truth.length;
  const order = [...truth.keys()].sort((i, j) => truth[j] - truth[i]);
  let [square, held, width] = [0, 0, 0];
  order.forEach((i, rank) => {
    const error = strengths[i] - truth[i];
    const half = t * Math.sqrt(covariance[i * (m + 1)]);
    const isHeld = Number(Math.abs(error) <= half);
    square += error ** 2 / m;
    held += isHeld / m;
    width += (ELO * 2 * half) / m;
    addValue(sums, i === 0 ? `${name} model 0` : `${name} rank ${rank + 1}`, isHeld);
  });
  addValue(sums, `${name} square`, ELO ** 2 * square);
  addValue(sums, `${name} held`, held);
  addValue(sums, `${name} width`, width);
}

const percent = (sums: Sums, name: string): string => {
  const { mean, error } = meanOf(sums, name);
  return `${(100 * mean).toFixed(1)} ± ${(100 * error).toFixed(1)} %`;
};
const plain = (sums: Sums, name: string, digits = 0): string => {
  const { mean, error } = meanOf(sums, name);
  return `${mean.toFixed(digits)} ± ${error.toFixed(digits)}`;
};
const rmse = (sums: Sums, name: string): string => {
  const { mean, error } = meanOf(sums, `${name} square`);
  return `RMSE ${Math.sqrt(mean).toFixed(1)} ± ${(error / 2 / Math.sqrt(mean)).toFixed(1)}`;
};

/** Coverage over the models, of model 0, and of the rank that is covered least; error; width. */
function told(sums: Sums, name: string): string {
  const ranks = Object.keys(sums).flatMap((key) => {
    const rank = new RegExp(`^${name} rank (\\d+)$`).exec(key);
    return rank ? [{ rank: rank[1], ...meanOf(sums, key) }] : [];
  });
  const worst = ranks.reduce((low, one) => (one.mean < low.mean ? one : low));
  return [
    `coverage ${percent(sums, `${name} held`)}`,
    `(model 0 ${percent(sums, `${name} model 0`)}; worst rank ${worst.rank}: ${percent(sums, `${name} rank ${worst.rank}`)})`,
    rmse(sums, name),
    `width ${plain(sums, `${name} width`)}`,
  ].join(" ");
}

interface CalibrateCell {
  readonly kind: "calibrate";
  readonly name: string;
  readonly judges: readonly Judge[];
  readonly votes: number;
  readonly size: Size;
}

function calibrateCells(): CalibrateCell[] {
  const of = (name: string, judges: readonly Judge[], votes: number, more: Partial<Size> = {}) => {
    const size = { ...USUAL, ...more };
    const board = `${size.models} models, ${size.questions} questions, ${size.rows} verdicts`;
    return {
      kind: "calibrate" as const,
      name: `calibrate ${name}, ${votes} votes, ${board}`,
      judges,
      votes,
      size,
    };
  };
  const declared = [JUDGES["length-declared"]];
  return [
    ...Object.entries(JUDGES).flatMap(([name, judge]) =>
      [50, 100, 200, 300].map((votes) => of(name, [judge], votes)),
    ),
    ...[100, 300].flatMap((votes) => [
      of("length-declared", declared, votes, { models: 14, questions: 40 }),
      of("length-declared", declared, votes, { models: 3, questions: 60 }),
      of("length-declared", declared, votes, { models: 20, questions: 60 }),
      of("length-declared", declared, votes, { rows: 500 }),
    ]),
    of("length-declared", declared, 100, { models: 10, questions: 80 }),
    of("length-declared", declared, 300, { models: 60, questions: 80, rows: 6000 }),
    ...Object.entries(CALIBRATED_PANELS).flatMap(([name, judges]) =>
      [50, 100, 300].map((votes) => of(`panel ${name}`, judges, votes)),
    ),
  ];
}

const ESTIMATES = ["people", "residual", "calibrated", "judge"] as const;

function tallyCalibrate(
  { judges, votes, size }: CalibrateCell,
  from: number,
  boards: number,
): Sums {
  const sums: Sums = {};
  for (let seed = from; seed < from + boards; seed++) {
    const board = calibrationBoard(judges, votes, seed, size);
    const made = calibrate(board);
    const t = made.quantile(0.95);
    for (const kind of ESTIMATES) addEstimate(sums, kind, board.truth, made[kind], t);
    addEstimate(sums, "printed", board.truth, made[made.headline], t);
    addValue(sums, "passed", Number(made.headline === "calibrated"));
    addValue(sums, "worth", made.worth);
    addValue(sums, "lambda", made.lambda);
    const widthOf = ({ covariance }: CalibratedStrengths) =>
      averageOf(board.models.map((_, i) => Math.sqrt(covariance[i * (size.models + 1)])));
    const ratio = widthOf(made[made.headline]) / widthOf(made.people);
    addValue(sums, "ratio", ratio);
    addValue(sums, "wider", Number(ratio > 1.0001));
  }
  return sums;
}

function lineOfCalibrate({ name, votes }: CalibrateCell, sums: Sums): string {
  const [people, printed] = ["people", "printed"].map((one) => meanOf(sums, `${one} square`));
  const worth = (votes * people.mean) / printed.mean;
  const error = worth * Math.hypot(people.error / people.mean, printed.error / printed.mean);
  const width = meanOf(sums, "printed width").mean / meanOf(sums, "people width").mean;
  return [
    `${name} (${printed.count} boards)`,
    `printed: ${told(sums, "printed")}, ${width.toFixed(3)} of people's (by board ${plain(sums, "ratio", 3)}; wider on ${percent(sums, "wider")});`,
    `worth by width ${plain(sums, "worth")} votes, by error ${worth.toFixed(0)} ± ${error.toFixed(0)};`,
    `calibrated on ${percent(sums, "passed")}, lambda ${plain(sums, "lambda", 2)}`,
    ...ESTIMATES.map((kind) => `${kind}: ${told(sums, kind)}`),
  ].join("\n    ");
}

/** Panels that people vote beside. */
const CALIBRATED_PANELS: Readonly<Record<string, readonly Judge[]>> = {
  "right position useless": [FAULTLESS, JUDGES.position, JUDGES.useless],
  "right noisy length-declared": [FAULTLESS, JUDGES.noisy, JUDGES["length-declared"]],
  "right length length undeclared": [
    FAULTLESS,
    JUDGES["length-undeclared"],
    JUDGES["length-undeclared"],
  ],
  "useless useless useless": [JUDGES.useless, JUDGES.useless, JUDGES.useless],
};

const PANELS: Readonly<Record<string, readonly Judge[]>> = {
  "good good position random": [FAULTLESS, FAULTLESS, JUDGES.position, JUDGES.useless],
  "good good always-second": [FAULTLESS, FAULTLESS, { ...FAULTLESS, signal: 0, place: -30 }],
  "good good good weak": [FAULTLESS, FAULTLESS, FAULTLESS, { ...FAULTLESS, signal: 0.4 }],
  "good random random random": [FAULTLESS, JUDGES.useless, JUDGES.useless, JUDGES.useless],
  "good random": [FAULTLESS, JUDGES.useless],
  "good good lover": [FAULTLESS, FAULTLESS, JUDGES["length-undeclared"]],
};

interface PanelCell {
  readonly kind: "panel";
  readonly name: string;
  readonly judges: readonly Judge[];
  readonly rows: number;
}

const panelCells = (): PanelCell[] =>
  Object.entries(PANELS).flatMap(([name, judges]) =>
    [100, 300, 1000].map((rows) => ({
      kind: "panel" as const,
      name: `panel ${name}, ${rows} rows`,
      judges,
      rows,
    })),
  );

/** Rows that all judges of a panel judged. */
export function panelBoard(
  judges: readonly Judge[],
  rows: number,
  seed: number,
  size: Size = USUAL,
): PanelInput & { truth: Float64Array } {
  const { judged, people: _, ...board } = calibrationBoard(judges, 0, seed, { ...size, rows });
  const { first, second, question, score, judge = new Uint8Array(score.length) } = judged;
  return {
    ...board,
    judges: judges.map((_, j) => String(j)),
    first,
    second,
    question,
    score,
    judge,
  };
}

function tallyPanel({ judges, rows }: PanelCell, from: number, boards: number): Sums {
  const sums: Sums = {};
  for (let seed = from; seed < from + boards; seed++) {
    const board = panelBoard(judges, rows, seed);
    const panel = fitPanel(board);
    addEstimate(sums, "joint", board.truth, panel, panel.quantile(0.95));
    panel.judges.forEach(({ discrimination, agreement }, j) => {
      if (discrimination !== null) addValue(sums, `gamma ${j}`, discrimination);
      if (agreement !== null) addValue(sums, `flag ${j}`, Number(agreement.p < 0.05));
    });
  }
  return sums;
}

function lineOfPanel({ name, judges }: PanelCell, sums: Sums): string {
  const each = judges.map((_, j) => {
    const { count } = meanOf(sums, `gamma ${j}`);
    const gamma = count === 0 ? "none" : plain(sums, `gamma ${j}`, 3);
    return `judge ${j}: gamma ${gamma}, flagged ${percent(sums, `flag ${j}`)}`;
  });
  const { count } = meanOf(sums, "joint held");
  return [`${name} (${count} boards)`, told(sums, "joint"), ...each].join("\n    ");
}

interface AlikeCell {
  readonly kind: "alike";
  readonly name: string;
  /** The second judge; the first is without fault. */
  readonly judge: Judge;
  readonly size: Size;
}

function alikeCells(): AlikeCell[] {
  const seconds: Record<string, Judge> = {
    right: FAULTLESS,
    position: JUDGES.position,
    noisy: JUDGES.noisy,
    "length 60": { ...FAULTLESS, length: 60 },
    "length 115": JUDGES["length-undeclared"],
    "family 150": JUDGES["family-undeclared"],
    useless: JUDGES.useless,
  };
  const sizes = [
    [12, 60, 300],
    [12, 60, 1000],
    [8, 24, 400],
    [4, 24, 200],
    [12, 12, 300],
    [20, 80, 1000],
  ].map(([models, questions, rows]): Size => ({ models, questions, rows }));
  return Object.entries(seconds).flatMap(([name, judge]) =>
    sizes.map((size) => ({
      kind: "alike" as const,
      name: `alike ${name}, ${size.models} models, ${size.questions} questions, ${size.rows} verdicts each`,
      judge,
      size,
    })),
  );
}

function tallyAlike({ judge, size }: AlikeCell, from: number, boards: number): Sums {
  const sums: Sums = {};
  for (let seed = from; seed < from + boards; seed++) {
    const compared = compareParts(panelBoard([FAULTLESS, judge], size.rows, seed, size), [0], [1]);
    if (compared === null) continue;
    addValue(sums, "alike", Number(ranksAlike(compared)));
    addValue(sums, "apart", Number(compared.p < 0.05));
  }
  return sums;
}

const lineOfAlike = ({ name }: AlikeCell, sums: Sums): string =>
  `${name} (${meanOf(sums, "alike").count} boards)\n    called alike ${percent(sums, "alike")}, told apart ${percent(sums, "apart")}`;

interface GateCell {
  readonly kind: "gate";
  readonly name: string;
  readonly scenario: keyof typeof SCENARIOS;
  readonly models: number;
  readonly questions: number;
  readonly judgments: number;
  /** By how much the candidate is better, in Elo, and how much weaker it may be. */
  readonly lead: number;
  readonly drop: number;
}

function gateCells(): GateCell[] {
  const of = (
    scenario: GateCell["scenario"],
    [models, questions, judgments]: readonly [number, number, number],
    lead = 0,
    drop = 0,
  ): GateCell => ({
    kind: "gate",
    name: `gate ${scenario}, ${models} models, ${questions} questions, ${judgments} judgments, ${lead} Elo better, ${drop} allowed`,
    scenario,
    models,
    questions,
    judgments,
    lead,
    drop,
  });
  const usual = [8, 40, 400] as const;
  const sizes = [[3, 20, 120], usual, [8, 20, 400], [20, 40, 1000], [60, 40, 3000]] as const;
  const equal = (["S0", "S1", "S2"] as const).flatMap((name) =>
    sizes.map((size) => of(name, size)),
  );
  const apart = [50, 100, 200].flatMap((lead) =>
    [usual, [8, 160, 1600] as const].map((size) => of("S1", size, lead)),
  );
  return [...equal, ...apart, of("S1", usual, -50), of("S1", usual, -30, 30)];
}

function tallyGate(cell: GateCell, from: number, boards: number): Sums {
  const { scenario, models, questions, judgments, lead, drop, name } = cell;
  const sums: Sums = {};
  for (let seed = from; seed < from + boards; seed++) {
    const random = createRandom(seed, name);
    const strengths = Array.from({ length: models }, (_, i) =>
      i === 0 ? lead / ELO : i === 1 ? 0 : (150 / ELO) * random.normal(),
    );
    const effects = SCENARIOS[scenario];
    const board = createSyntheticBoard({ strengths, questions, effects, random });
    const rows = Array.from({ length: judgments }, (_, k): ComparisonInput => {
      const i = random.below(models);
      const j = (i + 1 + random.below(models - 1)) % models;
      const q = k % questions;
      return {
        first: String(i),
        second: String(j),
        outcome: board.judge(i, j, q, random),
        cluster: String(q),
      };
    });
    const { fit, indexOf } = fitted(rows);
    const { verdict } = decide(fit, rankCovariance(fit, fit.covariance("cr3")), {
      candidate: indexOf(0),
      baseline: [indexOf(1)],
      drop: drop / ELO,
      least: 0.95,
      confidence: 0.95,
      units: questions,
    });
    for (const one of ["pass", "fail", "undecided"]) addValue(sums, one, Number(verdict === one));
  }
  return sums;
}

function fitted(rows: readonly ComparisonInput[]): { fit: Fitted; indexOf(i: number): number } {
  const comparisons = comparisonsFrom(rows);
  const counts = collapse(comparisons);
  const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: FLAT });
  return { fit, indexOf: (i) => fit.models.indexOf(String(i)) };
}

const lineOfGate = ({ name }: GateCell, sums: Sums): string =>
  `${name} (${meanOf(sums, "pass").count} boards)\n    passed ${percent(sums, "pass")}, failed ${percent(sums, "fail")}, undecided ${percent(sums, "undecided")}`;

interface GroupsCell {
  readonly kind: "groups";
  readonly name: string;
  readonly scenario: keyof typeof SCENARIOS;
  readonly models: number;
  readonly groups: number;
  /** Of each group. */
  readonly questions: number;
  readonly judgments: number;
  /** Standard deviation between groups, in Elo. */
  readonly spread: number;
}

function groupsCells(): GroupsCell[] {
  const sizes = [
    [8, 4, 10, 100],
    [8, 8, 5, 60],
    [14, 6, 10, 150],
    [3, 4, 10, 60],
    [40, 4, 20, 600],
  ] as const;
  return (["S0", "S1", "S2"] as const).flatMap((scenario) =>
    sizes.flatMap(([models, groups, questions, judgments]) =>
      [0, 52, 139].map((spread): GroupsCell => {
        const board = `${models} models, ${groups} groups of ${questions} questions and ${judgments} judgments`;
        return {
          kind: "groups",
          name: `groups ${scenario}, ${board}, ${spread} Elo apart`,
          scenario,
          models,
          groups,
          questions,
          judgments,
          spread,
        };
      }),
    ),
  );
}

function tallyGroups(cell: GroupsCell, from: number, boards: number): Sums {
  const { scenario, models, groups, questions, judgments, spread, name } = cell;
  const sums: Sums = {};
  const order = Array.from({ length: models }, (_, i) => i);
  for (let seed = from; seed < from + boards; seed++) {
    const random = createRandom(seed, name);
    const whole = order.map(() => (150 / ELO) * random.normal());
    const made = Array.from({ length: groups }, (_, g) => {
      const own = whole.map((value) => value + (spread / ELO) * random.normal());
      const mean = averageOf(own);
      const strengths = own.map((value) => value - mean);
      const effects = SCENARIOS[scenario];
      const board = createSyntheticBoard({ strengths, questions, effects, random });
      const rows = Array.from({ length: judgments }, (_, k): ComparisonInput => {
        // Every model is first met in the order of its number, so that indices are theirs.
        const i = k < models ? k : random.below(models);
        const j = k < models ? (k + 1) % models : (i + 1 + random.below(models - 1)) % models;
        const q = random.below(questions);
        return {
          first: String(i),
          second: String(j),
          outcome: board.judge(i, j, q, random),
          cluster: `${g}/${q}`,
        };
      });
      return { truth: board.ofThePopulation, rows };
    });
    const all = comparisonsFrom(made.flatMap(({ rows }) => rows));
    const counts = collapse(all);
    const fit = fitModel("half", { comparisons: all, counts, homeAdvantage: true, prior: FLAT });
    const parts = made.map((_, g) => {
      const [start, end] = [g * judgments, (g + 1) * judgments];
      return {
        ...all,
        first: all.first.slice(start, end),
        second: all.second.slice(start, end),
        outcome: all.outcome.slice(start, end),
        cluster: all.cluster?.slice(start, end) as Uint32Array,
      };
    });
    const indexOf = order.map((i) => fit.models.indexOf(String(i)));
    const effects = groupEffects(parts, {
      likelihood: halfWin,
      tie: 0,
      homeAdvantage: fit.homeAdvantage,
      precision: 0,
      models: indexOf,
      confidence: 0.95,
    });
    if (effects === null || fit.strengths.some((value) => !Number.isFinite(value))) {
      addValue(sums, "left out", 1);
      continue;
    }
    addValue(sums, "left out", 0);
    const middle = averageOf(fit.strengths);
    // Means of a board: its groups and models are no boards of their own.
    const ofBoard: Sums = {};
    made.forEach(({ truth, rows }, g) => {
      const own = fitted(rows);
      const { size, values } = own.fit.covariance("cr3");
      const isRated = own.fit.strengths.every(Number.isFinite);
      for (const i of order) {
        const near = effects.groups[g].strengths[i];
        if (near !== null) {
          addValue(ofBoard, "held", Number(near.lower <= truth[i] && truth[i] <= near.upper));
          addValue(ofBoard, "half", (ELO * (near.upper - near.lower)) / 2);
          addValue(ofBoard, "near square", (ELO * (near.value - truth[i])) ** 2);
          const wholes = fit.strengths[indexOf[i]] - middle;
          addValue(ofBoard, "whole square", (ELO * (wholes - truth[i])) ** 2);
        }
        const at = own.indexOf(i);
        if (!isRated || at < 0) continue;
        const t = studentTQuantile(0.975, own.fit.degrees(at));
        const half = t * Math.sqrt(values[at * (size + 1)]);
        const error = own.fit.strengths[at] - truth[i];
        addValue(ofBoard, "alone held", Number(Math.abs(error) <= half));
        addValue(ofBoard, "alone half", ELO * half);
        addValue(ofBoard, "alone square", (ELO * error) ** 2);
      }
    });
    for (const key of Object.keys(ofBoard)) {
      if (!/ (squared|count)$/.test(key)) addValue(sums, key, meanOf(ofBoard, key).mean);
    }
  }
  return sums;
}

const lineOfGroups = ({ name }: GroupsCell, sums: Sums): string =>
  [
    `${name} (${meanOf(sums, "left out").count} boards, ${percent(sums, "left out")} with a model that is not placed)`,
    `leaning: coverage ${percent(sums, "held")}, half-width ${plain(sums, "half")}, ${rmse(sums, "near")}`,
    `alone: coverage ${percent(sums, "alone held")}, half-width ${plain(sums, "alone half")}, ${rmse(sums, "alone")}; the whole's: ${rmse(sums, "whole")}`,
  ].join("\n    ");

function averageOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
}

type Cell = CalibrateCell | PanelCell | AlikeCell | GateCell | GroupsCell;

function tally(cell: Cell, from: number, boards: number): Sums {
  if (cell.kind === "calibrate") return tallyCalibrate(cell, from, boards);
  if (cell.kind === "panel") return tallyPanel(cell, from, boards);
  if (cell.kind === "alike") return tallyAlike(cell, from, boards);
  return cell.kind === "gate" ? tallyGate(cell, from, boards) : tallyGroups(cell, from, boards);
}

function line(cell: Cell, sums: Sums): string {
  if (cell.kind === "calibrate") return lineOfCalibrate(cell, sums);
  if (cell.kind === "panel") return lineOfPanel(cell, sums);
  if (cell.kind === "alike") return lineOfAlike(cell, sums);
  return cell.kind === "gate" ? lineOfGate(cell, sums) : lineOfGroups(cell, sums);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const cells: Cell[] = [
    ...calibrateCells(),
    ...panelCells(),
    ...alikeCells(),
    ...gateCells(),
    ...groupsCells(),
  ];
  await runCells(import.meta.url, cells, { tally, line });
}
