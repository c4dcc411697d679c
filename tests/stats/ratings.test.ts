import { expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Vote } from "../../jrank/core/types.ts";
import { wilsonInterval } from "../../jrank/stats/data/win_rate.ts";
import { groupAgreement, pairAgreement } from "../../jrank/stats/raters/rater_agreement.ts";
import { ratingsOf, swappedPairs } from "../../jrank/stats/raters/ratings.ts";

const game = (
  question: string | undefined,
  first: string,
  second: string,
  outcome: Vote["outcome"],
): Vote => ({ question, first, second, outcome, weight: 1 });

it("matches games that were shown alike, and leaves out those without verdict or question", () => {
  const ratings = ratingsOf(
    [
      {
        name: "x",
        games: [game("q", "a", "b", 1), game("q", "b", "a", 3), game("q", "a", "c", 2)],
      },
      {
        name: "y",
        games: [game("q", "b", "a", 2), game("q", "a", "c", "error"), game(undefined, "a", "b", 1)],
      },
    ],
    { order: "shown" },
  );
  expect(ratings.verdicts.map((column) => [...column])).toEqual([
    [0, 1, 2],
    [-1, 2, -1],
  ]);
  expect(ratings.tallies[1]).toEqual({
    games: 3,
    withoutVerdict: 1,
    withoutQuestion: 1,
    repeated: 0,
  });
});

it("matches pairs in either order by turning verdicts, two orders that differ being a tie", () => {
  const ratings = ratingsOf(
    [
      {
        name: "x",
        games: [game("q", "b", "a", 1), game("p", "a", "b", 1), game("p", "b", "a", 1)],
      },
      { name: "y", games: [game("q", "a", "b", 2), game("p", "a", "b", 3)] },
    ],
    { order: "either" },
  );
  expect(ratings.verdicts.map((column) => [...column])).toEqual([
    [2, 1],
    [2, 1],
  ]);
  expect(ratings.tallies[0].repeated).toBe(1);
});

it("takes the majority of a rater's votes, and a tie without one", () => {
  const votes = (...outcomes: Vote["outcome"][]): Vote[] =>
    outcomes.map((outcome) => game("q", "a", "b", outcome));
  const verdict = (...outcomes: Vote["outcome"][]): number =>
    ratingsOf([{ name: "people", games: votes(...outcomes) }], { order: "shown" }).verdicts[0][0];
  expect([verdict(1, 1, 2), verdict(2, 3, 2), verdict(1, 2), verdict(1, 3)]).toEqual([0, 2, 1, 1]);
});

it("keeps turns apart", () => {
  const turns = [1, 2].map((turn) => ({ ...game("q", "a", "b", 1), turn }));
  expect(ratingsOf([{ name: "x", games: turns }], { order: "shown" }).verdicts[0]).toHaveLength(2);
});

it("finds the pairs judged in both orders, each once", () => {
  expect(
    swappedPairs([
      game("q", "a", "b", 1),
      game("q", "b", "a", 2),
      game("p", "a", "b", 1),
      game("p", "b", "a", 3),
      game("r", "a", "b", 1),
    ]),
  ).toEqual([
    [1, 2],
    [1, 3],
  ]);
});

it("gives every number of a pair, and of the group, with intervals where there are questions", () => {
  const column = (shift: number): Vote[] =>
    Array.from({ length: 60 }, (_, k) =>
      game(`q${k % 12}`, "a", `m${k}`, (((k + (k % 12 < 3 ? shift : 0)) % 3) + 1) as 1 | 2 | 3),
    );
  const ratings = ratingsOf(
    [0, 0, 1].map((shift, k) => ({ name: `r${k}`, games: column(shift) })),
    { order: "shown" },
  );
  const options = { rounds: 200, random: createRandom(1, "test") };
  const same = pairAgreement(ratings, 0, 1, options);
  expect(same).toMatchObject({ shared: 60, questions: 12 });
  // No draw of the questions differs: Wilson's end of 60 of 60 is 60 / (60 + z²).
  const least = 60 / (60 + 1.959964 ** 2);
  expect(same.agreement).toEqual({ estimate: 1, lower: expect.closeTo(least, 6), upper: 1 });
  const other = pairAgreement(ratings, 0, 2, options);
  expect(other.agreement.estimate).toBeCloseTo(0.75, 12);
  expect(other.agreement.lower as number).toBeLessThan(0.6);
  expect(other.confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(60);
  const all = groupAgreement(ratings, options);
  expect(all).toMatchObject({ units: 60, complete: 60 });
  expect(all.fleiss.estimate as number).toBeGreaterThan(other.kappa.estimate as number);
});

/** Two raters' verdicts on games of `questions` questions, one after the other. */
function twoRaters(one: readonly (1 | 2 | 3)[], two: readonly (1 | 2 | 3)[], questions: number) {
  const gamesOf = (outcomes: readonly (1 | 2 | 3)[]) =>
    outcomes.map((outcome, k) => game(`q${k % questions}`, "a", `b${k}`, outcome));
  const ratings = ratingsOf(
    [
      { name: "x", games: gamesOf(one) },
      { name: "y", games: gamesOf(two) },
    ],
    { order: "shown" },
  );
  return pairAgreement(ratings, 0, 1, { rounds: 100, random: createRandom(1, "test") });
}

const Z2 = 1.959964 ** 2;

it("counts a single question as one judgment, and gives what is beyond chance no interval", () => {
  const mixed = twoRaters([1, 2, 1, 2], [1, 2, 1, 1], 1);
  expect(mixed.kappa).toEqual({ estimate: 0.5, lower: null, upper: null });
  const { lower, upper } = wilsonInterval(0.75, 1);
  expect(mixed.agreement).toEqual({ estimate: 0.75, lower, upper });
  const vote = twoRaters([1], [1], 1);
  expect(vote.agreement).toEqual({ estimate: 1, lower: expect.closeTo(1 / (1 + Z2), 6), upper: 1 });
  expect(vote.kappa.estimate).toBeNull();
});

it("gives full agreement the ends of its share, beyond chance too", () => {
  const verdicts = [1, 2, 3, 1, 2, 1, 2, 2, 1, 3] as const;
  const same = twoRaters(verdicts, verdicts, 5);
  const most = Z2 / (10 + Z2);
  const near = (end: number) => ({ estimate: 1, lower: expect.closeTo(end, 5), upper: 1 });
  expect(same.agreement).toEqual(near(1 - most));
  expect(same.decisive_agreement).toEqual(near(8 / (8 + Z2)));
  // Shares .4, .4 and .2: by chance they would differ in .64.
  expect(same.kappa).toEqual(near(1 - most / 0.64));
  expect(same.fleiss).toEqual(near(1 - most / 0.64));
  expect(same.alpha_nominal).toEqual(near(1 - most / (0.64 * (20 / 19))));
  for (const measure of [same.kappa_linear, same.kappa_quadratic, same.alpha_interval]) {
    expect(measure).toEqual({ estimate: 1, lower: null, upper: null });
  }
});

it("gives raters that all agree no interval of no width", () => {
  const games = Array.from({ length: 20 }, (_, k) => game(`q${k}`, "a", "b", k % 2 ? 1 : 2));
  const ratings = ratingsOf(
    ["x", "y", "z"].map((name) => ({ name, games })),
    { order: "shown" },
  );
  const { fleiss } = groupAgreement(ratings, { rounds: 50, random: createRandom(1, "test") });
  expect(fleiss).toEqual({ estimate: 1, lower: null, upper: null });
});

it("gives raters who never agree the ends of their share too", () => {
  const never = twoRaters([1, 2, 1, 2, 1, 2], [2, 1, 2, 1, 2, 1], 3);
  const most = Z2 / (6 + Z2);
  expect(never.agreement).toEqual({ estimate: 0, lower: 0, upper: expect.closeTo(most, 6) });
  expect(never.kappa).toEqual({
    estimate: -1,
    lower: expect.closeTo(-1, 12),
    upper: expect.closeTo(1 - (1 - most) / 0.5, 5),
  });
});
