/** The judging loop over calls of one's own. */
import { expect, it } from "vitest";
import {
  comparisonsOf,
  type JudgedMatch,
  type JudgeMatchesOptions,
  type JudgeRequest,
  judgeMatches,
  readVerdict,
} from "../../jrank/library/judging.ts";

const MODELS = ["a", "b", "c"];
const questions = Array.from({ length: 6 }, (_, k) => ({
  id: `q${k}`,
  turns: [`Question ${k}?`],
  answers: Object.fromEntries(MODELS.map((model) => [model, [`Answer of ${model} to ${k}.`]])),
}));

/** The model that comes first in the alphabet wins. */
const fair = async ({ first, second }: JudgeRequest): Promise<string> =>
  first < second ? "[[A]]" : "[[B]]";

async function all(options: Partial<JudgeMatchesOptions> = {}): Promise<JudgedMatch[]> {
  const judged: JudgedMatch[] = [];
  const usual = { questions, n: 20, seed: 1, judge: fair };
  for await (const one of judgeMatches({ ...usual, ...options })) judged.push(one);
  return judged;
}

const key = ({ question, first, second }: JudgedMatch): string => `${question} ${first} ${second}`;

it("judges as many matches as are wanted, none twice", async () => {
  const judged = await all();
  expect(judged.length).toBe(20);
  expect(new Set(judged.map(key)).size).toBe(20);
  for (const { first, second, outcome } of judged) expect(outcome).toBe(first < second ? 1 : 2);
  expect(comparisonsOf(judged)[0]).toEqual({
    first: judged[0].first,
    second: judged[0].second,
    outcome: judged[0].outcome,
    cluster: judged[0].question,
  });
});

it("shows the judge both answers in their places, and no name", async () => {
  await all({
    n: 4,
    judge: async ({ user, first, second, question }) => {
      const k = question.slice(1);
      const [a, b] = [`Answer of ${first} to ${k}.`, `Answer of ${second} to ${k}.`];
      expect(user).toContain(`Question ${k}?`);
      expect(user.indexOf(a)).toBeGreaterThan(0);
      expect(user.indexOf(b)).toBeGreaterThan(user.indexOf(a));
      return "[[C]]";
    },
  });
});

it("goes on from what is stored", async () => {
  const first = await all({ n: 8, parallel: 1 });
  const rest = await all({ n: 20, parallel: 1, stored: first });
  expect(rest.length).toBe(12);
  expect(new Set([...first, ...rest].map(key)).size).toBe(20);
});

it("gives what is paid for before it throws, and asks nothing more", async () => {
  let calls = 0;
  const judged: JudgedMatch[] = [];
  const run = async (): Promise<void> => {
    const judge = async (request: JudgeRequest): Promise<string> => {
      if (++calls === 6) throw new Error("out of money");
      await new Promise((resolve) => setImmediate(resolve));
      return fair(request);
    };
    const options = { questions, n: 20, seed: 1, parallel: 3, judge };
    for await (const one of judgeMatches(options)) judged.push(one);
  };
  await expect(run()).rejects.toThrow("out of money");
  expect(judged.length).toBe(calls - 1);
  expect(calls).toBeLessThan(9);
});

it("keeps a reply without a verdict as one, and never as a tie", async () => {
  const judged = await all({ n: 3, judge: async () => "I would rather not say." });
  expect(judged.map(({ outcome }) => outcome)).toEqual([null, null, null]);
  expect(comparisonsOf(judged)).toEqual([]);
  expect(readVerdict("[[A]] is better", "[[A]]")).toMatchObject({ kind: "winner", winner: 1 });
});

it("lets models play only where they answered, and refuses ids that occur twice", async () => {
  const partly = questions.map((question, k) =>
    k < 3 ? question : { ...question, answers: { a: ["x"], b: ["y"] } },
  );
  for (const { question, first, second } of await all({ questions: partly, n: 22 })) {
    if (Number(question.slice(1)) >= 3) expect([first, second]).not.toContain("c");
  }
  await expect(all({ questions: [questions[0], questions[0]] })).rejects.toThrow("the same id");
});
