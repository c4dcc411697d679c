import { describe, expect, it } from "vitest";
import { panelBoard } from "../../bench/judges.ts";
import { fTail } from "../../jrank/stats/numeric/student_t.ts";
import {
  chanceOfNothing,
  compareParts,
  fitPanel,
  type PanelInput,
} from "../../jrank/stats/raters/panel.ts";

const GOOD = { signal: 1, place: 0, length: 0, family: 0, declared: false };
const COIN = { ...GOOD, signal: 0 };

/** Minus the log posterior of the panel, written out without any of its code. */
function posterior(
  input: PanelInput,
  b: ArrayLike<number>,
  alpha: ArrayLike<number>,
  gamma: ArrayLike<number>,
): number {
  let value = 0;
  for (let k = 0; k < input.score.length; k++) {
    const j = input.judge[k];
    const p = 1 / (1 + Math.exp(-(alpha[j] + gamma[j] * (b[input.first[k]] - b[input.second[k]]))));
    value += input.score[k] * Math.log(p) + (1 - input.score[k]) * Math.log(1 - p);
  }
  for (let i = 0; i < b.length; i++) value -= b[i] ** 2 / 32;
  for (let j = 0; j < alpha.length; j++) value -= alpha[j] ** 2 / 18;
  return value;
}

describe("fitPanel", () => {
  it("stands at the maximum of the posterior written out", () => {
    const board = panelBoard([GOOD, { ...GOOD, place: -1.5 }, { ...GOOD, signal: 0.5 }], 200, 5);
    const { strengths, judges } = fitPanel(board);
    // On the fit's own scale the reference judge has gamma 1: gamma / k and k b give k back.
    const told = judges.map(({ discrimination }) => discrimination ?? 0);
    const reference = Math.max(...told);
    const b = strengths.map((s) => s * reference);
    const gamma = told.map((g) => g / reference);
    const alpha = judges.map(({ homeAdvantage }) => homeAdvantage);
    const best = posterior(board, b, alpha, gamma);
    const nudged = (values: readonly number[], at: number, by: number) =>
      values.map((v, i) => (i === at ? v + by : v));
    for (const by of [-0.01, 0.01]) {
      for (let i = 0; i < b.length; i++) {
        expect(posterior(board, nudged([...b], i, by), alpha, gamma)).toBeLessThan(best);
      }
      for (let j = 0; j < 3; j++) {
        expect(posterior(board, b, nudged(alpha, j, by), gamma)).toBeLessThan(best);
        if (gamma[j] !== 1) {
          expect(posterior(board, b, alpha, nudged(gamma, j, by))).toBeLessThan(best);
        }
      }
    }
  });

  it("gives a judge that tosses a coin no weight, whichever stands first", () => {
    for (const panel of [
      [COIN, GOOD, GOOD],
      [GOOD, GOOD, COIN],
    ]) {
      const { judges } = fitPanel(panelBoard(panel, 400, 9));
      const coin = judges[panel.indexOf(COIN)];
      expect(Math.abs(coin.discrimination ?? 9)).toBeLessThan(3 * (coin.standardError ?? 0) + 0.02);
      expect(judges[1].discrimination).toBeGreaterThan(0.7);
    }
  });

  it("counts two copies of a judge as one: strengths and widths stay", () => {
    const board = panelBoard([GOOD], 300, 4);
    const twice: PanelInput = {
      ...board,
      judges: ["0", "1"],
      first: [...Array.from(board.first), ...Array.from(board.first)],
      second: [...Array.from(board.second), ...Array.from(board.second)],
      question: [...Array.from(board.question), ...Array.from(board.question)],
      score: [...Array.from(board.score), ...Array.from(board.score)],
      judge: Array.from({ length: 600 }, (_, k) => (k < 300 ? 0 : 1)),
    };
    const one = fitPanel(board);
    const two = fitPanel(twice);
    // The weak prior counts half as much beside twice the rows.
    for (let i = 0; i < 12; i++) {
      expect(Math.abs(two.strengths[i] - one.strengths[i])).toBeLessThan(0.05);
      expect(two.covariance[i * 13] / one.covariance[i * 13]).toBeCloseTo(1, 0);
    }
    // Of two judges nobody is the better one.
    expect(two.judges.map(({ discrimination }) => discrimination)).toEqual([null, null]);
    expect(one.judges[0]).toMatchObject({ discrimination: null, agreement: null });
  });

  it("weighs two judges alike, unless one carries nothing", () => {
    const board = panelBoard([GOOD, { ...GOOD, signal: 0.5 }], 600, 8);
    const alike = fitPanel(board);
    expect(alike.judges.every(({ discrimination }) => discrimination === null)).toBe(true);
    // Their own home advantages, one scale: what a fit of all rows with a place for each gives.
    const pooled = fitPanel({
      ...board,
      judges: ["both"],
      judge: new Uint8Array(board.score.length),
    });
    for (let i = 0; i < 12; i++) {
      expect(alike.strengths[i]).toBeCloseTo(pooled.strengths[i], 1);
    }
    const [good, coin] = fitPanel(panelBoard([GOOD, COIN], 600, 8)).judges;
    expect(good.discrimination).toBeGreaterThan(0.9);
    expect(coin.discrimination).toBeLessThan(0.2);
  });

  it("tells no difference between a judge and a panel like it, and one from a lover of length", () => {
    const lover = { ...GOOD, length: 200 };
    const board = panelBoard([GOOD, GOOD, GOOD, lover], 600, 6);
    const alike = compareParts(board, [0], [1, 2]);
    expect(alike?.p).toBeGreaterThan(0.05);
    expect(compareParts(board, [0, 1], [3])?.p).toBeLessThan(0.01);
    // A judge against a panel it is of: the error is that of the difference, and smaller.
    expect(compareParts(board, [0], [0, 1, 2])?.error).toBeLessThan(alike?.error ?? 0);
    expect(compareParts(board, [0], [0])?.error).toBeCloseTo(0, 9);
  });

  it("finds a judge of another taste, and a judge that always chooses one place", () => {
    const lover = { ...GOOD, length: 200 };
    const { judges } = fitPanel(panelBoard([GOOD, GOOD, lover], 600, 6));
    expect(judges[2].agreement?.p).toBeLessThan(0.01);
    const always = fitPanel(panelBoard([GOOD, GOOD, { ...COIN, place: -30 }], 300, 6)).judges[2];
    expect(always).toMatchObject({ constant: "second", discrimination: null });
  });

  it("asks nothing of coins: a good judge beside them agrees with nobody, and contradicts nobody", () => {
    const { judges } = fitPanel(panelBoard([GOOD, COIN, COIN], 400, 9));
    expect(judges[0].agreement).toBeNull();
    expect(judges[1].agreement?.p).toBeGreaterThan(0.01);
  });

  it("finds a judge whose order is the others' turned round, which has no scale in common", () => {
    const board = panelBoard([GOOD, GOOD, GOOD], 400, 9);
    const score = Array.from(board.score, (one, k) => (board.judge[k] === 2 ? 1 - one : one));
    const turned = fitPanel({ ...board, score }).judges[2];
    expect(turned.discrimination).toBeLessThan(-0.5);
    expect(turned.agreement?.slope).toBe(0);
    expect(turned.agreement?.p).toBeLessThan(1e-4);
  });

  it("has numbers where the verdicts of two judges cancel out, on no larger a scale than theirs", () => {
    const one = panelBoard([GOOD], 200, 9);
    const twice = <T>(column: ArrayLike<T>): T[] => [...Array.from(column), ...Array.from(column)];
    const board: PanelInput = {
      ...one,
      judges: ["one", "turned"],
      first: twice(one.first),
      second: twice(one.second),
      question: twice(one.question),
      judge: Array.from({ length: 400 }, (_, k) => Number(k >= 200)),
      score: [...Array.from(one.score), ...Array.from(one.score, (value) => 1 - value)],
    };
    const { strengths, judges } = fitPanel(board);
    const gammas = judges.map(({ discrimination }) => discrimination);
    expect(gammas.map(Number).sort((a, b) => a - b)).toEqual([
      expect.closeTo(-Math.SQRT1_2, 1),
      expect.closeTo(Math.SQRT1_2, 1),
    ]);
    const alone = fitPanel(one).strengths;
    expect(Math.max(...strengths)).toBeLessThan(1.6 * Math.max(...alone.map(Math.abs)));
    const ties = fitPanel({ ...board, score: twice(one.score).map(() => 0.5) });
    expect([...ties.strengths].every((value) => Math.abs(value) < 1e-6)).toBe(true);
  });

  it("refuses a judge without a verdict", () => {
    const board = panelBoard([GOOD], 50, 1);
    expect(() => fitPanel({ ...board, judges: ["0", "silent"] })).toThrow(/silent gave no verdict/);
  });
});

describe("chanceOfNothing", () => {
  it("is Student's t where one value is free, and Fisher's F of two that do not hang together", () => {
    // Three values on one line: t of the first, from 11 degrees, at its 5 % point.
    const t = 2.200985;
    const line = [1, -0.5, -0.5];
    const values = Float64Array.from(line, (value) => t * value);
    const together = Float64Array.from(line.flatMap((one) => line.map((two) => one * two)));
    expect(chanceOfNothing(values, together, { rank: 1, questions: 12 })).toBeCloseTo(0.05, 6);
    // NIST/SEMATECH e-Handbook: the upper 5 % point of F with 2 and 10 degrees is 4.103.
    const free = Float64Array.of(1, 0, 0, 1);
    const two = Float64Array.of(Math.sqrt(4.103), -Math.sqrt(4.103));
    expect(chanceOfNothing(two, free, { rank: 2, questions: 11 })).toBeCloseTo(0.05, 4);
  });

  it("tells equal judges apart in about one board of twenty, however few questions there are", () => {
    // Of 120 boards 6 at 5 %, one standard error 2.4. By chi squared with m - 2 degrees it was 18.
    const size = { models: 8, questions: 12, rows: 120 };
    let apart = 0;
    for (let seed = 0; seed < 120; seed++) {
      const compared = compareParts(panelBoard([GOOD, GOOD], 120, seed, size), [0], [1]);
      if ((compared?.p ?? 1) < 0.05) apart++;
    }
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThan(14);
  });

  it("finds no difference between a judge and its copy in another order of rows", () => {
    const board = panelBoard([GOOD], 200, 3);
    const turned = Array.from({ length: 200 }, (_, k) => 199 - k);
    const both = (column: ArrayLike<number>) => [
      ...Array.from(column),
      ...turned.map((k) => column[k]),
    ];
    const compared = compareParts(
      {
        ...board,
        judges: ["0", "copy"],
        first: both(board.first),
        second: both(board.second),
        question: both(board.question),
        score: both(board.score),
        judge: both(board.judge).map((_, k) => (k < 200 ? 0 : 1)),
      },
      [0],
      [1],
    );
    expect(compared).toMatchObject({ p: 1 });
  });
});

describe("fTail", () => {
  it("gives the tables' points, and Student's and chi squared's where it is one of them", () => {
    // NIST/SEMATECH e-Handbook, tables of upper critical values of F and of chi squared.
    for (const [f, above, below, p] of [
      [161.448, 1, 1, 0.05],
      [4.103, 2, 10, 0.05],
      [2.348, 10, 20, 0.05],
      [4.849, 10, 10, 0.01],
      [18.307 / 10, 10, 1e7, 0.05],
    ]) {
      expect(fTail(f, above, below)).toBeCloseTo(p, 4);
    }
    expect(fTail(2.262157 ** 2, 1, 9)).toBeCloseTo(0.05, 6);
    expect(fTail(0, 3, 5)).toBe(1);
  });
});
