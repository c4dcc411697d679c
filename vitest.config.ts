import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Most tests wait for commands in processes of their own: one core fewer would be left idle.
    maxWorkers: "100%",
    // A limit for what hangs, not a measure of speed: whole processes take long on a busy machine.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ["default"],
  },
});
