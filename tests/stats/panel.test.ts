import { describe, expect, it } from "vitest";
import { panelBoard } from "../../bench/judges.ts";
import { chiSquaredTail } from "../../jrank/stats/numeric/student_t.ts";
import { compareParts, fitPanel, type PanelInput } from "../../jrank/stats/raters/panel.ts";

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

  it("refuses a judge without a verdict", () => {
    const board = panelBoard([GOOD], 50, 1);
    expect(() => fitPanel({ ...board, judges: ["0", "silent"] })).toThrow(/silent gave no verdict/);
  });
});

describe("chiSquaredTail", () => {
  it("gives the tables' 5 % and 0.1 % points", () => {
    // NIST/SEMATECH e-Handbook, table of upper critical values of chi squared.
    for (const [x, degrees, p] of [
      [3.841, 1, 0.05],
      [18.307, 10, 0.05],
      [67.505, 50, 0.05],
      [29.588, 10, 0.001],
      [0.0158, 1, 0.9],
    ]) {
      expect(chiSquaredTail(x, degrees)).toBeCloseTo(p, 4);
    }
    expect(chiSquaredTail(2, 2)).toBeCloseTo(Math.exp(-1), 14);
    expect(chiSquaredTail(0, 3)).toBe(1);
  });
});
