/** The plan of the matches depends on who plays and on the seed, not on the order in which they are named. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import { judgeSmallBench, storedPairs, writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

let server: Awaited<ReturnType<typeof startOpenAiServer>>;
beforeAll(async () => {
  server = await startOpenAiServer({ reply: ({ body }) => judgeSmallBench(body) });
});
afterAll(() => server.close());

it("judges the same matches in whatever order the contestants are named", async () => {
  const matches = async (...models: string[]): Promise<string[]> => {
    const data = join(folder.path, models.join(""));
    const bench = writeSmallBench(data, { questions: 8, models });
    const { code, stderr } = await runCommandLine("gen_judgment", [
      ...["--data-dir", data, "--bench-name", "b", "--judge-model", "j", "-y", "--parallel", "1"],
      ...["--provider", "openai", "--base-url", `${server.url}/v1`],
      ...["--no-config", "--n", "20", "--model-list", ...models],
    ]);
    expect([code, stderr.match(/Error.*/)?.[0]]).toEqual([0, undefined]);
    return storedPairs(bench, "j").map(
      ({ question_id, model1_id, model2_id }) => `${question_id} ${model1_id} ${model2_id}`,
    );
  };
  const asNamed = await matches("a", "b", "c", "d");
  expect(asNamed).toHaveLength(20);
  expect(await matches("d", "b", "a", "c")).toEqual(asNamed);
});
