import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that need a process of their own: they set clocks or the state of a module, or start llama.cpp,
 * whose second start in a process loses what it says.
 */
const ALONE = ["tests/backend/limits.test.ts", "tests/backend/llama_cpp.test.ts"];

/**
 * Files that take longest, the longest first: one of them that began last would be waited for. All
 * others come after them as vitest orders them.
 */
const LONG = [
  "site/leaderboard",
  "run/batch_judging",
  "run/pipeline",
  "run/publish",
  "extending",
  "site/hostile",
  "run/exactly_once",
  "chart/charts",
  "chart/embedded",
  "run/budget_cap",
  "stats/posterior",
  "examples",
  "run/whole_processes",
  "site/voting",
  "action",
  "site/answers",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

const limits = {
  // A limit for what hangs, not a measure of speed: whole processes take long on a busy machine.
  testTimeout: 240_000,
  hookTimeout: 240_000,
};

export default defineConfig({
  test: {
    // Most tests wait for commands in processes of their own: one core fewer would be left idle. One
    // more worker than cores takes longer.
    maxWorkers: "100%",
    reporters: ["default"],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...limits,
          name: "shared",
          include: ["tests/**/*.test.ts"],
          exclude: ALONE,
          // Files of one worker share what they import: loading it for each takes as long as testing.
          isolate: false,
        },
      },
      { test: { ...limits, name: "alone", include: ALONE } },
    ],
  },
});
