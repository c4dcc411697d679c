import { defineConfig } from "vitest/config";

/** Files that need a process of their own: they set clocks or the state of a module. */
const ALONE = ["tests/backend/limits.test.ts"];

const limits = {
  // A limit for what hangs, not a measure of speed: whole processes take long on a busy machine.
  testTimeout: 240_000,
  hookTimeout: 240_000,
};

export default defineConfig({
  test: {
    // Most tests wait for commands in processes of their own: one core fewer would be left idle.
    maxWorkers: "100%",
    reporters: ["default"],
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
