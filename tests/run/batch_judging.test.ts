/** Judging through batches, as a user sees it: the same command, the same files, nothing twice. */
import { describe, expect, it } from "vitest";
import { type BatchServerOptions, startOpenAiBatchServer } from "../support/batch_server.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { storedPairs, writeSmallBench } from "../support/small_bench.ts";

const MODELS = ["a", "b", "c", "d"];

function verdict(body: Record<string, unknown>): string {
  return String(1 + (JSON.stringify(body).length % 3));
}

async function judge(
  options: Partial<BatchServerOptions>,
  flags: readonly string[],
  check: (
    bench: string,
    server: Awaited<ReturnType<typeof startOpenAiBatchServer>>,
    run: (more?: readonly string[]) => ReturnType<typeof runCommandLine>,
  ) => Promise<void>,
): Promise<void> {
  const folder = temporaryFolder();
  const bench = writeSmallBench(folder.path, { questions: 6, models: MODELS });
  const server = await startOpenAiBatchServer({ reply: verdict, ...options });
  const run = (more: readonly string[] = ["--batch"]) =>
    runCommandLine("gen_judgment", [
      ...["--bench-name", "b", "--data-dir", folder.path, "--judge-model", "j", "-y"],
      ...["--base-url", `${server.url}/v1`, ...flags, ...more],
    ]);
  try {
    await check(bench, server, run);
  } finally {
    await server.close();
    folder.remove();
  }
}

const keysOf = (bench: string): string[] =>
  storedPairs(bench, "j").map((row) => [row.question_id, row.model1_id, row.model2_id].join("/"));

describe("judging through OpenAI's batches", () => {
  it("stores every verdict once, whatever the order of the results", async () => {
    await judge(
      { looks: 1 },
      ["--n", "30", "--schedule", "fewest-matches"],
      async (bench, server, run) => {
        const result = await run();
        expect(result.stderr).toContain("batch");
        expect(result.code).toBe(0);
        expect(new Set(keysOf(bench)).size).toBe(30);
        expect(keysOf(bench)).toHaveLength(30);
        expect(server.batches).toHaveLength(1);
        const again = await run();
        expect(again.stdout).toContain("nothing was called");
        expect(server.batches).toHaveLength(1);
      },
    );
  });
});
