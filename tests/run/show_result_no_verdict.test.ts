/** show_result.ts where every judgment is without a verdict. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

it("counts pairs without a verdict, and does not say that there are none", async () => {
  const file = join(folder.path, "errors.jsonl");
  const rows = ["q1", "q2"].map((question_id) => ({
    ...{ question_id, model1_id: "모델", model2_id: "模型", winner: "error" },
    ...{ judge: ["j", "pair"], turn: 1 },
  }));
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const { code, stderr } = await runCommandLine("show_result", [
    ...["--input-file", file, "--mode", "pairwise-all"],
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain("2 pairs in ");
  expect(stderr).toContain("all left out for a row without a verdict");
  expect(stderr).not.toContain("there are no pairs");
});
