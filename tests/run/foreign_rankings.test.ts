import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Said } from "../../jrank/core/message.ts";
import { createInterrupt } from "../../jrank/run/command/interrupt.ts";
import { readBenchmark } from "../../jrank/run/models/benchmark_data.ts";
import { readSiteSource } from "../../jrank/run/publishing/site_source.ts";
import { resolveConfig } from "../../jrank/store/config/config.ts";
import { temporaryFolder } from "../support/command.ts";
import { writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

it("rankings that the site cannot show are named and left out, whatever they hold", async () => {
  const bench = writeSmallBench(folder.path, { questions: 2, models: ["x", "y"] });
  mkdirSync(join(bench, "rankings"));
  const original = { date: "2023-09-27", judge: "j", ranking: [{ model_id: "x", median: 1000 }] };
  const contents = {
    "j_mle.json": JSON.stringify(original),
    "list.json": "[]",
    "empty.json": "",
    ...{
      "null.json": "null",
      "odd.json": '{"ranking": {"x": 1}}',
      "rows.json": '{"ranking": [1]}',
    },
  };
  for (const [name, content] of Object.entries(contents)) {
    writeFileSync(join(bench, "rankings", name), content);
  }
  writeFileSync(join(bench, "rankings", "._j_mle.json"), Buffer.from("00051607", "hex"));
  const logged: string[] = [];
  const log = (text: Said) => logged.push(String(text));
  const interrupt = createInterrupt("en");
  const context = {
    language: "en" as const,
    env: {},
    interactive: false,
    interrupt,
    out: () => {},
    log,
    now: () => 0,
  };
  const data = readBenchmark(folder.path, "b", context);
  const source = await readSiteSource(
    {
      data,
      config: resolveConfig({ benchmark_name: "b", models: { judge_models: [] } }),
      isOffline: () => false,
    },
    context,
  );
  interrupt.dispose();
  expect(source.rankings).toEqual([]);
  for (const name of Object.keys(contents)) {
    expect(logged.filter((line) => line.includes(name))).toHaveLength(1);
  }
  expect(logged.join("\n")).not.toContain("._j_mle");
});
