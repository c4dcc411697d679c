/** Scores of jaster tasks: equal to the reference, with intervals that hold what they say. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { ScoredTask } from "../../jrank/core/scores/score_board.ts";
import { TASK_PROFILES, tidyReference, tidyReply } from "../../jrank/prompt/tasks/task_profile.ts";
import { fourDecimals } from "../../jrank/prompt/tasks/text_metrics.ts";
import { jasterScores } from "../../jrank/run/scores/jaster_scores.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const drawing = { seed: 1, rounds: 200, confidence: 0.95 };
const json = (path: string) =>
  JSON.parse(readFileSync(sharedPath(`nejumi/reference/${path}`), "utf8"));

describeShared("jaster's reference", () => {
  const replies = readFileSync(sharedPath("nejumi/reference/replies.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { task: string; index: number; raw: string });

  it.each(TASK_PROFILES)("scores of %s, to the digit", (profile) => {
    const tasks = [...new Set(replies.map(({ task }) => task))].map((task): ScoredTask => {
      const { metrics, samples } = json(`jaster/test/${task}.json`);
      const pairs = replies
        .filter((one) => one.task === task)
        .map(({ index, raw }) => ({
          reply: tidyReply(profile, task, raw),
          reference: tidyReference(samples[index].output),
        }));
      return { task, metrics, pairs };
    });
    const { scores } = jasterScores(tasks, profile, drawing);
    const wanted = json(`expected/${profile}_scores.json`);
    for (const [name, value] of Object.entries(wanted.scores)) {
      const found = scores.get(name);
      if (profile === "llm-jp-eval-1.3" && ["AVG", "HE", "MT"].includes(name)) {
        // The original counts HE and MT, which have no results, as 0; here the mean is partial.
        if (name === "AVG") expect(found?.missing).toEqual(["HE", "MT"]);
        else expect(found).toBeUndefined();
        continue;
      }
      expect([name, found?.score]).toEqual([name, expect.closeTo(value as number, 12)]);
      expect(fourDecimals(found?.score as number)).toBe(wanted.as_written[name]);
    }
    if (profile === "neo") expect(scores.get("AVG")?.missing).toBeUndefined();
  });
});

/** A task of which so many samples are answered rightly. */
const taskWith = (task: string, right: number, n: number): ScoredTask => ({
  task,
  metrics: ["exact_match", "bleu"],
  pairs: Array.from({ length: n }, (_, k) => ({ reply: k < right ? "1" : "0", reference: "1" })),
});

describe("intervals", () => {
  it("are of the width that the samples allow", () => {
    const { scores } = jasterScores([taskWith("jnli", 70, 100)], "neo", {
      ...drawing,
      rounds: 2000,
    });
    const { ci_lower, ci_upper, standard_error } = scores.get("jnli_exact_match") ?? {};
    // The unbiased standard error of a mean of 100 samples: sqrt(0.7 * 0.3 / 99).
    expect(standard_error).toBeCloseTo(Math.sqrt(0.21 / 99), 2);
    expect(ci_lower).toBeCloseTo(0.61, 1);
    expect(ci_upper).toBeCloseTo(0.79, 1);
    expect(scores.has("jnli_bleu")).toBe(false);
  });

  it("are not of width 0 where all samples are alike, and are none for one sample", () => {
    const { scores } = jasterScores(
      [taskWith("jnli", 20, 20), taskWith("mawps", 1, 1), taskWith("jcommonsenseqa", 0, 50)],
      "neo",
      drawing,
    );
    const all = scores.get("jnli_exact_match");
    expect(all?.ci_upper).toBe(1);
    // 2.5 % of Beta(21, 1) is 0.839.
    expect(all?.ci_lower).toBeGreaterThan(0.78);
    expect(all?.ci_lower).toBeLessThan(0.9);
    expect(scores.get("jcommonsenseqa_exact_match")?.ci_upper).toBeGreaterThan(0.02);
    expect(scores.get("MR")).toMatchObject({
      score: 1,
      ci_lower: null,
      standard_error: null,
      n: 1,
    });
    expect(scores.get("AVG")?.ci_lower).toBeNull();
    expect(scores.get("AVG")?.missing).toEqual(["QA", "RC", "FA"]);
  });

  it("hold the true mean about as often as they say", () => {
    const random = createRandom(7, "coverage");
    const shares = [0.9, 0.6, 0.75];
    const truth = shares.reduce((sum, share) => sum + share, 0) / 3;
    let holds = 0;
    const boards = 150;
    for (let k = 0; k < boards; k++) {
      const tasks = ["jnli", "mawps", "jcommonsenseqa"].map((task, t) => {
        const n = 20;
        const right = Array.from({ length: n }, () => random.next() < shares[t]).filter(Boolean);
        return taskWith(task, right.length, n);
      });
      const { scores } = jasterScores(tasks, "neo", { ...drawing, rounds: 200 });
      const { ci_lower, ci_upper } = scores.get("AVG") ?? {};
      if ((ci_lower as number) <= truth && truth <= (ci_upper as number)) holds++;
    }
    expect(holds / boards).toBeGreaterThan(0.91);
    expect(holds / boards).toBeLessThan(0.99);
  });
});

it("the English average is over samples, whatever subject they are of", () => {
  const tasks = [taskWith("mmlu_en_anatomy", 4, 4), taskWith("mmlu_en_virology", 0, 1)];
  const { scores, categories, average } = jasterScores(tasks, "neo", drawing);
  expect([scores.get("AVG")?.score, categories, average]).toEqual([0.8, [], "AVG"]);
});
