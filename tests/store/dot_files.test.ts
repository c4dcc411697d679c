import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { listTemplates } from "../../jrank/backend/local/speaker.ts";
import {
  listBenchmarks,
  openBenchmark,
  readAnswers,
  readReferences,
} from "../../jrank/store/answers/benchmark.ts";
import { listJudges } from "../../jrank/store/answers/judgment_files.ts";
import { temporaryFolder } from "../support/command.ts";
import { writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

it("names that begin with a dot are nobody's: what macOS writes beside files is no contestant", () => {
  const bench = writeSmallBench(folder.path, { questions: 1, models: ["x"] });
  const appleDouble = Buffer.from("0005160700020000", "hex");
  for (const name of ["model_judgment", "reference_answer", "answers/.old", "templates"]) {
    mkdirSync(join(bench, name), { recursive: true });
  }
  for (const name of [
    ...["answers/._x.jsonl", "answers/.old/results.jsonl", "model_judgment/._j_pair.jsonl"],
    ...["reference_answer/._gpt-4.jsonl", "templates/._t.json"],
  ]) {
    writeFileSync(join(bench, name), appleDouble);
  }
  cpSync(join(bench, "questions.jsonl"), join(folder.path, ".hidden/questions.jsonl"));
  const opened = openBenchmark(folder.path, "b");
  expect([...readAnswers(opened).answers.keys()]).toEqual(["x"]);
  expect(readReferences(opened, undefined)).toMatchObject({ name: undefined, problems: [] });
  expect(listJudges(opened, "pair")).toEqual([]);
  expect(listTemplates(join(bench, "templates"))).toEqual([]);
  expect(listBenchmarks(folder.path)).toEqual(["b"]);
});
