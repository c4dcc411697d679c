/** What a person sees who sits before a terminal while a stage runs. */
import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/command.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import { judgeSmallBench, storedPairs, writeSmallBench } from "../support/small_bench.ts";
import { runInTerminal, screenOf } from "../support/terminal.ts";

it("reads a screen as a terminal would", () => {
  expect(screenOf("abc\rX\nnew\r\x1b[Kline")).toEqual(["Xbc", "line"]);
  expect(screenOf("bar 10%\x1b[1Gbar 20%\x1b[0K")).toEqual(["bar 20%"]);
});

it.skipIf(!existsSync("/usr/bin/script"))(
  "retries and the bar keep apart, with faults at 3 %",
  async () => {
    const folder = temporaryFolder();
    const server = await startOpenAiServer({
      reply: ({ body }) => judgeSmallBench(body),
      fault: (index) =>
        index % 33 === 5
          ? {
              status: ([503, 429, 500] as const)[Math.floor(index / 33) % 3] ?? 503,
              body: { error: { message: "overloaded" } },
              headers: { "retry-after": "0" },
            }
          : undefined,
      delayMs: 15,
    });
    try {
      const bench = writeSmallBench(folder.path, { questions: 20, models: ["a", "b", "c"] });
      const args = [
        ...["--data-dir", ".", "--bench-name", "b", "--judge-model", "judge", "--n", "100"],
        ...["--provider", "openai", "--base-url", `${server.url}/v1`, "--parallel", "4", "-y"],
      ];
      const bytes = await runInTerminal("gen_judgment", args, {
        cwd: folder.path,
        env: { OPENAI_API_KEY: "none", NO_PROXY: "127.0.0.1" },
      });
      expect(storedPairs(bench, "judge")).toHaveLength(100);
      const screen = screenOf(bytes);
      const bars = screen.filter((line) => line.includes("█"));
      expect(bars).toHaveLength(1);
      expect(bars[0]).toMatch(/^Judgments of judge █{24} 100% · 100 done · 0 left/);
      const retries = screen.filter((line) => line.includes("overloaded"));
      expect(retries.length).toBeGreaterThanOrEqual(3);
      // Each line is whole: nothing before it, nothing of the bar in it.
      for (const line of retries) expect(line).toMatch(/^\S.*overloaded.*$/);
      expect(new Set(retries.map((line) => line.slice(0, 20))).size).toBe(1);
      expect(screen.join("\n")).not.toMatch(/[█░].*overloaded|overloaded.*[█░]/);
    } finally {
      await server.close();
      folder.remove();
    }
  },
);
