import { describe, expect, it } from "vitest";
import { calibrationBoard } from "../../bench/judges.ts";
import { type CalibrationInput, calibrate } from "../../jrank/stats/raters/calibration.ts";

const ELO = 400 / Math.LN10;

/** Question, first, second, the judge's score and, where a person voted, the vote and who was seen first. */
const ROWS =
  "1 0 1 1 1 +;1 2 0 0 0 -;1 1 2 1 1 -;1 3 0 0;2 1 0 .5 1 -;2 0 3 1 1 +;2 2 3 0 0 +;2 1 2 1;3 0 2 0 .5 +;3 3 1 0 1 -;" +
  "3 2 1 1 1 -;3 0 3 1;4 1 3 1 0 +;4 2 0 0 0 -;4 3 2 .5 0 +;4 0 1 0;5 3 0 1 0 -;5 1 2 1 1 +;5 0 1 1;5 2 3 1 1 +";

function example(): CalibrationInput {
  const rows = ROWS.split(";").map((row) => row.split(" "));
  const voted = rows.map((_, k) => k).filter((k) => rows[k].length > 4);
  return {
    models: ["0", "1", "2", "3"],
    questions: 5,
    judged: {
      first: rows.map((row) => Number(row[1])),
      second: rows.map((row) => Number(row[2])),
      question: rows.map((row) => Number(row[0]) - 1),
      score: rows.map((row) => Number(row[3])),
      features: [],
    },
    people: {
      row: voted,
      score: voted.map((k) => Number(rows[k][4])),
      seen: voted.map((k) => (rows[k][5] === "+" ? 1 : -1)),
    },
    modelFeatures: [],
    suspects: [],
  };
}

const elo = (strengths: Float64Array) => Array.from(strengths, (s) => s * ELO);
const errors = (covariance: Float64Array) =>
  [0, 1, 2, 3].map((i) => Math.sqrt(covariance[i * 5]) * ELO);
const close = (values: readonly number[], expected: readonly number[]) => {
  expect(values.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 4);
};

describe("calibrate", () => {
  it("gives the worked example's numbers, which two independent programs agree on", () => {
    const told = calibrate(example(), { leastQuestions: 1, isSteadied: false });
    close(Array.from(told.judge.strengths), [0.613406, 0.606053, -0.481847, -0.737612]);
    close(elo(told.people.strengths), [235.452653, -32.308885, -89.007181, -114.136587]);
    close(errors(told.people.covariance), [90.806536, 118.886147, 78.718767, 62.48605]);
    expect(told.lambda).toBeCloseTo(0.383375, 5);
    close(elo(told.residual.strengths), [238.829221, -23.426658, -92.083366, -123.319197]);
    close(errors(told.residual.covariance), [86.086824, 109.262502, 77.427379, 65.67852]);
    expect(told.peoplesHomeAdvantage).toBeCloseTo(-0.665, 5);
    expect(told.slope).toBeCloseTo(0.786593, 5);
    expect(told.z).toBeCloseTo(1.218452, 5);
    close(elo(told.calibrated.strengths), [176.761369, 46.536509, -96.6294, -126.668478]);
    close(errors(told.calibrated.covariance), [97.349203, 77.344223, 79.316656, 85.478072]);
    expect(told.deviation * ELO).toBeCloseTo(97.229127, 4);
    expect(told.quantile(0.95)).toBeCloseTo(2.776445, 6);
    expect(told.headline).toBe("residual");
    expect(told.reason).toBe("gate");
  });

  it("does not take a model for certain because it lost hardly a vote", () => {
    const coin = { signal: 0, place: 0, length: 0, family: 0, declared: false };
    const board = calibrationBoard(coin, 100, 2);
    const m = board.models.length;
    const won = new Float64Array(m);
    Array.from(board.people.row).forEach((k, v) => {
      won[board.judged.first[k]] += board.people.score[v] - 0.5;
      won[board.judged.second[k]] += 0.5 - board.people.score[v];
    });
    const best = won.indexOf(Math.max(...won));
    const [plain, steadied] = [false, true].map((isSteadied) => calibrate(board, { isSteadied }));
    for (const kind of ["people", "residual"] as const) {
      const ratio = Array.from({ length: m }, (_, i) =>
        Math.sqrt(steadied[kind].covariance[i * (m + 1)] / plain[kind].covariance[i * (m + 1)]),
      );
      expect(ratio[best]).toBeGreaterThan(1.2);
      // What one gains another gives: people's intervals are no wider on the whole.
      expect(ratio.reduce((sum, r) => sum + r / m, 0)).toBeCloseTo(1, 1);
      expect(steadied[kind].strengths).toEqual(plain[kind].strengths);
    }
    expect(steadied.calibrated).toEqual(plain.calibrated);
  });

  it("gives of two judges that say the same what one of them gives", () => {
    const one = example();
    const { judged } = one;
    const rows = judged.score.length;
    const twice = (column: ArrayLike<number>) => [...Array.from(column), ...Array.from(column)];
    const panel: CalibrationInput = {
      ...one,
      judged: {
        // The second judge saw every pair in the other order, and said the same.
        first: [...Array.from(judged.first), ...Array.from(judged.second)],
        second: [...Array.from(judged.second), ...Array.from(judged.first)],
        question: twice(judged.question),
        score: [...Array.from(judged.score), ...Array.from(judged.score, (s) => 1 - s)],
        features: [],
        judges: ["a", "b"],
        judge: Array.from({ length: 2 * rows }, (_, k) => Number(k >= rows)),
        game: Array.from({ length: 2 * rows }, (_, k) => k % rows),
      },
    };
    const [alone, both] = [one, panel].map((input) => calibrate(input, { leastQuestions: 1 }));
    // Two copies of a judge say what it says alone: only the priors (which bind little) differ.
    expect(both.lambda).toBeCloseTo(alone.lambda, 1);
    expect(both.slope).toBeCloseTo(alone.slope, 1);
    for (let i = 0; i < 4; i++) {
      expect(elo(both.judge.strengths)[i]).toBeCloseTo(elo(alone.judge.strengths)[i], -1.2);
      expect(elo(both.residual.strengths)[i]).toBeCloseTo(elo(alone.residual.strengths)[i], -0.7);
      expect(errors(both.residual.covariance)[i]).toBeCloseTo(
        errors(alone.residual.covariance)[i],
        -0.7,
      );
    }
    expect(elo(both.people.strengths)).toEqual(elo(alone.people.strengths));
  });

  it("calibrates a panel: a coin among its judges costs nothing", () => {
    const good = { signal: 1, place: 0, length: 0, family: 0, declared: false };
    const coin = { ...good, signal: 0 };
    const told = calibrate(calibrationBoard([good, { ...good, place: -1.5 }, coin], 100, 7));
    expect(told.headline).toBe("calibrated");
    expect(told.worth).toBeGreaterThan(150);
    expect(calibrate(calibrationBoard([coin, coin], 100, 7)).headline).toBe("residual");
  });

  it("wants votes on ten questions", () => {
    expect(() => calibrate(example())).toThrow(/people voted on 5 questions.*10/);
  });

  it("weighs chosen rows by one over their probability: alike is as none", () => {
    const plain = example();
    const { people } = plain;
    const alike = {
      ...plain,
      people: {
        ...people,
        probability: people.row.length ? Array.from(people.row, () => 0.2) : [],
      },
    };
    const options = { leastQuestions: 1 };
    close(
      elo(calibrate(alike, options).calibrated.strengths),
      elo(calibrate(plain, options).calibrated.strengths),
    );
    // A row with half of the probability counts as two.
    const doubled = {
      ...plain,
      people: { ...people, probability: Array.from(people.row, (_, k) => (k === 0 ? 0.5 : 1)) },
    };
    expect(elo(calibrate(doubled, options).people.strengths)[0]).not.toBeCloseTo(235.452653, 0);
  });

  it("takes the calibrated ranking with a judge that people agree with, and not with a coin", () => {
    const good = { signal: 1, place: 0, length: 0, family: 0, declared: false };
    const right = calibrate(calibrationBoard(good, 100, 7));
    expect(right.headline).toBe("calibrated");
    expect(right.worth).toBeGreaterThan(150);
    const coin = calibrate(calibrationBoard({ ...good, signal: 0 }, 100, 7));
    expect(coin.headline).toBe("residual");
    expect(coin.worth).toBeLessThan(130);
  });

  it("does not take it where a quarter of the rows is voted on", () => {
    const good = { signal: 1, place: 0, length: 0, family: 0, declared: false };
    const told = calibrate(calibrationBoard(good, 600, 3));
    expect([told.headline, told.reason]).toEqual(["residual", "many votes"]);
  });

  it("leaves a favoured model free where it is declared", () => {
    const family = { signal: 1, place: 0, length: 0, family: 400, declared: true };
    let [declaredError, silentError] = [0, 0];
    for (let seed = 1; seed <= 6; seed++) {
      const board = calibrationBoard(family, 200, seed);
      const declared = calibrate(board).calibrated;
      const silent = calibrate({ ...board, suspects: [] }).calibrated;
      declaredError += declared.strengths[0] - board.truth[0];
      silentError += silent.strengths[0] - board.truth[0];
    }
    expect(Math.abs(declaredError)).toBeLessThan(silentError);
  });
});
