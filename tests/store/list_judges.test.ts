import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { listJudges } from "../../jrank/store/answers/judgment_files.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

it("does not count a judge whose calls all failed", () => {
  const judgments = join(folder.path, "model_judgment");
  mkdirSync(judgments);
  writeFileSync(join(judgments, "a_pair.jsonl"), "{}\n");
  writeFileSync(join(judgments, "org%2Fb_pair.jsonl"), "{}\n");
  writeFileSync(join(judgments, "typo_pair.jsonl"), "");
  const bench = { name: "b", folder: folder.path };
  expect(listJudges(bench as Parameters<typeof listJudges>[0], "pair")).toEqual(["a", "org/b"]);
});
