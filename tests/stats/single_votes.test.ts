import { expect, it } from "vitest";
import { singleVotes } from "../../jrank/stats/raters/single_votes.ts";

type SingleVote = Parameters<typeof singleVotes>[0][number];
const vote = (judge: string, outcome: 1 | 2 | 3, more: Partial<SingleVote> = {}): SingleVote => ({
  question: "81",
  turn: 1,
  first: "a",
  second: "b",
  outcome,
  judge,
  ...more,
});

it("counts every vote of one kind against every of the other, whichever answer was first", () => {
  const votes = [
    vote("gpt-4", 2),
    vote("expert_1", 1, { first: "b", second: "a" }),
    vote("expert_2", 3),
    vote("author_1", 2),
    vote("gpt-4", 3, { turn: 2 }),
    vote("expert_1", 3, { turn: 2, first: "b", second: "a" }),
  ];
  // By hand, as LLM Judge's compute_agreement counts: b wins for gpt-4 and expert_1, expert_2 ties.
  expect(singleVotes(votes, ["gpt4-pair", "human"])).toEqual([
    { turn: 1, with_ties: true, total: 2, agree: 1, ratio: 0.5 },
    { turn: 1, with_ties: false, total: 1, agree: 1, ratio: 1 },
    { turn: 2, with_ties: true, total: 1, agree: 1, ratio: 1 },
    { turn: 2, with_ties: false, total: 0, agree: 0, ratio: null },
  ]);
});

it("compares each two votes of one kind once", () => {
  const votes = [vote("expert_1", 1), vote("expert_2", 1), vote("expert_3", 2)];
  expect(singleVotes(votes, ["human", "human"])[0]).toMatchObject({ total: 3, agree: 1 });
  expect(singleVotes(votes, ["expert_1", "expert_3"])[0]).toMatchObject({ total: 1, agree: 0 });
});
