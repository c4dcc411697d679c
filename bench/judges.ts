/**
 * How far can a judge be trusted that people voted beside? Boards are drawn whose people have
 * strengths, and judges that see the same answers and have faults of their own; the estimates are
 * held against the people's strengths over the population of such questions.
 *
 *     npx tsx bench/judges.ts calibration [boards] [judge …]
 *     npx tsx bench/judges.ts panel [boards] [panel …]
 */
import { pathToFileURL } from "node:url";
import { createRandom, type Random } from "../jrank/core/random.ts";
import { createSyntheticBoard, SCENARIOS } from "../jrank/stats/fit/synthetic_board.ts";
import {
  type CalibratedStrengths,
  type CalibrationInput,
  calibrate,
} from "../jrank/stats/raters/calibration.ts";
import { fitPanel, type PanelInput } from "../jrank/stats/raters/panel.ts";

const ELO = 400 / Math.LN10;
const MODELS = 12;
const QUESTIONS = 60;
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
interface World {
  truth: Float64Array;
  latent: Float64Array;
  /** How well each answer is liked by people, and a share of that by judges. */
  answer: Float64Array;
  /** Length of each answer, in standard deviations; models differ. */
  length: Float64Array;
  modelLength: Float64Array;
  random: Random;
}

function drawWorld(seed: number): World {
  const random = createRandom(seed, "judges");
  const strengths = Array.from({ length: MODELS }, () => (225 / ELO) * random.normal());
  const mean = strengths.reduce((sum, s) => sum + s, 0) / MODELS;
  const centred = strengths.map((s) => s - mean);
  const truth = createSyntheticBoard({
    strengths: centred,
    questions: 1,
    effects: EFFECTS,
    random: createRandom(seed, "truth"),
  }).ofThePopulation;
  const modelLength = Float64Array.from({ length: MODELS }, () => random.normal());
  return {
    truth,
    latent: Float64Array.from(centred, (s) => s * STRETCH),
    answer: Float64Array.from(
      { length: MODELS * QUESTIONS },
      () => EFFECTS.answer * random.normal(),
    ),
    length: Float64Array.from(
      { length: MODELS * QUESTIONS },
      (_, k) => 0.8 * modelLength[Math.floor(k / QUESTIONS)] + 0.6 * random.normal(),
    ),
    modelLength,
    random,
  };
}

const seen = (model: number, question: number) => model * QUESTIONS + question;

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
    judge.signal * (latent[i] + own[seen(i, q)]) +
    (STRETCH / ELO) * (judge.length * length[seen(i, q)] + (i === 0 ? judge.family : 0));
  return rows.map(({ i, j, q }) =>
    outcome(judge.place + likes(i, q) - likes(j, q) + EFFECTS.pair * random.normal(), random),
  );
}

interface Row {
  i: number;
  j: number;
  q: number;
}

function drawRows(n: number, random: Random): Row[] {
  return Array.from({ length: n }, () => {
    const i = random.below(MODELS);
    const j = (i + 1 + random.below(MODELS - 1)) % MODELS;
    return { i, j, q: random.below(QUESTIONS) };
  });
}

/** A judge's 2,000 rows, and people's votes on some of them. */
export function calibrationBoard(
  judge: Judge,
  votes: number,
  seed: number,
): CalibrationInput & World {
  const world = drawWorld(seed);
  const { random, answer, latent, length } = world;
  const rows = drawRows(2000, random);
  const score = verdicts(world, judge, rows);
  const chosen = rows.map((_, k) => k);
  for (let k = 0; k < votes; k++) {
    const other = k + random.below(rows.length - k);
    [chosen[k], chosen[other]] = [chosen[other], chosen[k]];
  }
  const row = chosen.slice(0, votes);
  const lengthDeclared = judge.declared && judge.length > 0;
  const likes = (i: number, q: number) => latent[i] + answer[seen(i, q)];
  return {
    ...world,
    models: Array.from({ length: MODELS }, (_, i) => String(i)),
    questions: QUESTIONS,
    judged: {
      first: rows.map(({ i }) => i),
      second: rows.map(({ j }) => j),
      question: rows.map(({ q }) => q),
      score,
      features: lengthDeclared
        ? [rows.map(({ i, j, q }) => length[seen(i, q)] - length[seen(j, q)])]
        : [],
    },
    people: {
      row,
      score: row.map((k) => {
        const { i, j, q } = rows[k];
        return outcome(likes(i, q) - likes(j, q) + EFFECTS.pair * random.normal(), random);
      }),
      seen: row.map(() => (random.below(2) === 0 ? 1 : -1)),
    },
    modelFeatures: lengthDeclared
      ? [
          Array.from({ length: MODELS }, (_, i) =>
            meanOf(length.subarray(i * QUESTIONS, (i + 1) * QUESTIONS)),
          ),
        ]
      : [],
    suspects: judge.declared && judge.family > 0 ? [0] : [],
  };
}

/** What one estimate did over boards. */
class Tally {
  squares: number[] = [];
  covered: number[] = [];
  width: number[] = [];
  readonly byModel = new Float64Array(MODELS);

  add(truth: Float64Array, { strengths, covariance }: CalibratedStrengths, t: number): void {
    let square = 0;
    let held = 0;
    let width = 0;
    for (let i = 0; i < MODELS; i++) {
      const error = strengths[i] - truth[i];
      const half = t * Math.sqrt(covariance[i * (MODELS + 1)]);
      square += error ** 2 / MODELS;
      if (Math.abs(error) <= half) {
        held += 1 / MODELS;
        this.byModel[i]++;
      }
      width += (2 * half) / MODELS;
    }
    this.squares.push(square);
    this.covered.push(held);
    this.width.push(width);
  }

  summary() {
    const n = this.squares.length;
    return {
      rmse: ELO * Math.sqrt(meanOf(this.squares)),
      coverage: meanOf(this.covered),
      coverageError: deviationOf(this.covered) / Math.sqrt(n),
      model0: this.byModel[0] / n,
      worst: Math.min(...this.byModel) / n,
      width: ELO * meanOf(this.width),
    };
  }
}

function calibrationTable(boards: number, names: readonly string[]): void {
  for (const name of names) {
    for (const votes of [50, 100, 200, 300]) {
      const tallies = {
        judge: new Tally(),
        people: new Tally(),
        residual: new Tally(),
        calibrated: new Tally(),
        headline: new Tally(),
      };
      let passed = 0;
      const worth: number[] = [];
      for (let seed = 1; seed <= boards; seed++) {
        const board = calibrationBoard(JUDGES[name], votes, seed);
        const told = calibrate(board);
        const t = told.quantile(0.95);
        for (const kind of ["judge", "people", "residual", "calibrated"] as const) {
          tallies[kind].add(board.truth, told[kind], t);
        }
        tallies.headline.add(board.truth, told[told.headline], t);
        if (told.headline === "calibrated") passed++;
        worth.push(told.worth);
      }
      const alone = tallies.people.summary().width;
      for (const [kind, tally] of Object.entries(tallies)) {
        const s = tally.summary();
        console.log(
          JSON.stringify({
            judge: name,
            votes,
            boards,
            kind,
            ...rounded(s),
            ratio: round(s.width / alone, 3),
            passed: round(passed / boards, 3),
            worth: Math.round(meanOf(worth)),
          }),
        );
      }
    }
  }
}

const PANELS: Readonly<Record<string, readonly Judge[]>> = {
  "good good position random": [FAULTLESS, FAULTLESS, JUDGES.position, JUDGES.useless],
  "good good always-second": [FAULTLESS, FAULTLESS, { ...FAULTLESS, signal: 0, place: -30 }],
  "good good good weak": [FAULTLESS, FAULTLESS, FAULTLESS, { ...FAULTLESS, signal: 0.4 }],
  "good random random random": [FAULTLESS, JUDGES.useless, JUDGES.useless, JUDGES.useless],
  "good random": [FAULTLESS, JUDGES.useless],
  "good good lover": [FAULTLESS, FAULTLESS, JUDGES["length-undeclared"]],
};

/** Rows that all judges of a panel judged. */
export function panelBoard(judges: readonly Judge[], n: number, seed: number): PanelInput & World {
  const world = drawWorld(seed);
  const rows = drawRows(n, world.random);
  const all = judges.map((judge) => verdicts(world, judge, rows));
  const repeated = (pick: (row: Row) => number) => all.flatMap(() => rows.map(pick));
  return {
    ...world,
    models: Array.from({ length: MODELS }, (_, i) => String(i)),
    judges: judges.map((_, j) => String(j)),
    questions: QUESTIONS,
    first: repeated(({ i }) => i),
    second: repeated(({ j }) => j),
    question: repeated(({ q }) => q),
    judge: all.flatMap((scores, j) => scores.map(() => j)),
    score: all.flat(),
  };
}

function panelTable(boards: number, names: readonly string[]): void {
  for (const name of names) {
    for (const n of [100, 300, 1000]) {
      const joint = new Tally();
      const gammas = PANELS[name].map((): number[] => []);
      const flags = PANELS[name].map(() => 0);
      for (let seed = 1; seed <= boards; seed++) {
        const board = panelBoard(PANELS[name], n, seed);
        const panel = fitPanel(board);
        joint.add(board.truth, panel, panel.quantile(0.95));
        panel.judges.forEach(({ discrimination, agreement }, j) => {
          if (discrimination !== null) gammas[j].push(discrimination);
          if (agreement !== null && agreement.p < 0.05) flags[j]++;
        });
      }
      const gamma = gammas.map((all) => [round(meanOf(all), 3), round(deviationOf(all), 3)]);
      console.log(
        JSON.stringify({
          panel: name,
          n,
          boards,
          ...rounded(joint.summary()),
          gamma,
          flagged: flags.map((f) => f / boards),
        }),
      );
    }
  }
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function rounded<T extends Record<string, number>>(values: T): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, round(value, 3)]));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [what = "calibration", boards = "100", ...names] = process.argv.slice(2);
  const tables = { calibration: [calibrationTable, JUDGES], panel: [panelTable, PANELS] } as const;
  const [table, known] = tables[what as keyof typeof tables];
  table(Number(boards), names.length > 0 ? names : Object.keys(known));
}
