import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Said } from "../../jrank/core/message.ts";
import { siteFiles } from "../../jrank/report/site.ts";
import type { SiteSource } from "../../jrank/report/site_input.ts";
import { createInterrupt } from "../../jrank/run/command/interrupt.ts";
import { readBenchmark } from "../../jrank/run/models/benchmark_data.ts";
import { readSiteSource } from "../../jrank/run/publishing/site_source.ts";
import { resolveConfig } from "../../jrank/store/config/config.ts";
import { temporaryFolder } from "../support/command.ts";
import { writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

it("a ranking of another program is shown as published; what is none is named and left out", async () => {
  const bench = writeSmallBench(folder.path, { questions: 2, models: ["x", "y"] });
  mkdirSync(join(bench, "rankings"));
  const rows = [
    { model_id: "y", median: 900, lower: 880, upper: 915 },
    { model_id: "x", median: 1000, error_plus: 20, error_minus: 10, short_name: "X" },
  ];
  const original = { date: "2023-09-27T16:58:13", judge: "gpt-4", ranking: rows };
  writeFileSync(join(bench, "rankings/j_mle.json"), JSON.stringify(original));
  // The original keeps here what it published before.
  mkdirSync(join(bench, "rankings/older"));
  writeFileSync(
    join(bench, "rankings/older/j_mle_2023-08.json"),
    JSON.stringify({ ...original, date: "2023-08-01" }),
  );
  const contents = {
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
  expect(logged.join("\n")).not.toContain("j_mle");
  const [{ shown, files }] = source.published as [SiteSource["published"][number]];
  expect(source.published.map(({ shown: { json, date } }) => [json, date.slice(0, 7)])).toEqual([
    ["rankings/j_mle.json", "2023-09"],
    ["rankings/older/j_mle_2023-08.json", "2023-08"],
  ]);
  expect(shown).toEqual({
    judge: "gpt-4",
    date: "2023-09-27T16:58:13",
    json: "rankings/j_mle.json",
    rows: [
      { model: "x", name: "X", rating: 1000, lower: 990, upper: 1020 },
      { model: "y", name: "y", rating: 900, lower: 880, upper: 915 },
    ],
  });
  expect(files.get(shown.json)).toBe(JSON.stringify(original));
  const site = siteFiles(source, {
    script: "",
    style: "",
    charts: "",
    redrawn: { script: "", style: "" },
  });
  expect(site.get("rankings/j_mle.json")).toBe(JSON.stringify(original));
  expect(site.get("index.html")).toContain("<bdi>X</bdi></th><td>1000</td><td>990 … 1020</td>");
});
