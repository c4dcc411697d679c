import { expect, test } from "vitest";
import {
  chrF,
  measureAnswer,
  type OfflineMeasure,
  offlineRating,
  offlineWinner,
  TIE_MARGIN,
} from "../../jrank/prompt/offline/offline_judge.ts";

const scored = (score: number): OfflineMeasure => ({
  overlap: 0,
  factsFound: 0,
  factsWanted: 0,
  score,
});

test("the score is 100 (chrF + 2 × share of facts) / 3", () => {
  const reference = "富士山は静岡県と山梨県にまたがります。";
  const answer = "富士山は静岡県と長野県にまたがります。";
  const facts = [["静岡"], ["山梨"]];
  const measure = measureAnswer(answer, [reference], { turn: 1, facts });
  expect(measure).toMatchObject({ factsFound: 1, factsWanted: 2 });
  expect(measure.score).toBeCloseTo((100 * (chrF(answer, reference) + 1)) / 3, 10);
});

test("without facts the score is 100 chrF", () => {
  const measure = measureAnswer("東京です", ["東京都です"], { turn: 1 });
  expect(measure.score).toBeCloseTo(100 * chrF("東京です", "東京都です"), 10);
});

test("the reference of the judged turn counts", () => {
  const references = ["東経135度です。", "午前3時です。"];
  const facts = [["135"], ["午前3時"]];
  expect(measureAnswer("午前3時です。", references, { turn: 2, facts }).score).toBeCloseTo(100, 10);
  expect(measureAnswer("午前3時です。", references, { turn: 1, facts }).factsFound).toBe(0);
});

test("a lead must be larger than the margin", () => {
  expect(offlineWinner(scored(50), scored(50 - TIE_MARGIN))).toBe(3);
  expect(offlineWinner(scored(50), scored(50 - TIE_MARGIN - 0.01))).toBe(1);
  expect(offlineWinner(scored(50 - TIE_MARGIN - 0.01), scored(50))).toBe(2);
});

test("scores from 0 to 100 are ratings from 1 to 10", () => {
  expect([0, 49, 100].map((score) => offlineRating(scored(score)))).toEqual([1, 5, 10]);
});
