/** A model added to a published board: GPT-4's judgments of Rakuda v1 without one of its models. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { readBoard } from "../../jrank/run/ranking/numbers/published_board.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { writeVotes } from "../support/facts.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const NEW = "stabilityai/StableBeluga2";
const at = (name: string): string => join(folder.path, name);
const read = (name: string): Ranking => JSON.parse(readFileSync(at(name), "utf8"));

describe("make_ranking --anchor", () => {
  const judgments = () => writeVotes(folder.path, "data/rakuda_v1/judgments");
  const rank = (...flags: string[]) =>
    runCommandLine("make_ranking", ["--input-file", judgments(), "--no-make-charts", ...flags]);

  beforeAll(async () => {
    const rows = readFileSync(judgments(), "utf8").trim().split("\n");
    const ids = new Set(rows.map((line) => JSON.parse(line).model1_id as string));
    ids.delete(NEW);
    const { code } = await rank(
      ...["--model-list", ...ids, "--covariance", "--ci", "cr3", "--bootstrap-n", "0"],
      ...["--output-path", at("old.json")],
    );
    expect(code).toBe(0);
  });

  it("has the variances of the published standard errors, in rating points and in logits", () => {
    const { models, covariance } = JSON.parse(readFileSync(at("old_covariance.json"), "utf8"));
    const points = 400 / Math.LN10;
    const boards = [undefined, at("old_covariance.json")].map((file) =>
      readBoard(at("old.json"), file),
    );
    for (const { model_id, standard_error } of read("old.json").ranking) {
      const place = models.indexOf(model_id);
      expect(Math.sqrt(covariance[place][place])).toBeCloseTo(standard_error as number, 6);
      for (const { anchor } of boards) {
        const i = anchor.models.indexOf(model_id);
        const variance = anchor.covariance[i * (anchor.models.length + 2)];
        expect(Math.sqrt(variance) * points).toBeCloseTo(standard_error as number, 6);
      }
    }
  });

  it("keeps a fixed board to the last digit and places the new model", async () => {
    const { code, stdout } = await rank(
      "--anchor",
      at("old.json"),
      "--output-path",
      at("new.json"),
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`${NEW} enters at rank 3`);
    expect(stdout).toContain("rwkv-world-jp-v1 3 → 4");
    const [old, merged] = [read("old.json"), read("new.json")];
    for (const row of old.ranking) {
      const now = merged.ranking.find(({ model_id }) => model_id === row.model_id);
      for (const key of ["rating", "ci_lower", "ci_upper", "standard_error", "median"] as const) {
        expect(now?.[key]).toBe(row[key]);
      }
      expect(now?.n_matches).toBeGreaterThanOrEqual(row.n_matches);
    }
    expect(merged.left_out).toMatchObject({ "between models of the anchor": 1019 });
    const facts = merged.anchor;
    expect(facts).toMatchObject({ keep: "fixed", file: "old.json", n_judgments: 1019 });
    // The fit to all 1,174 judgments (../shared/STATISTICS.md, 2.3) has it at 1188 with an error of 48.
    const found = merged.ranking.find(({ model_id }) => model_id === NEW);
    expect(Math.abs((found?.rating ?? 0) - 1188)).toBeLessThan(48);
    expect(found?.standard_error).toBeGreaterThan(35);
  });

  it("lets the board move as far as its covariance allows, and says what is more than chance", async () => {
    const { code, stdout } = await rank(
      ...["--anchor", at("old.json"), "--anchor-covariance", at("old_covariance.json")],
      ...["--output-path", at("moved.json")],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/\d+ of 11 changes are more than chance/);
    const facts = read("moved.json").anchor;
    expect(facts?.keep).toBe("prior");
    const mean = (facts?.changes ?? []).reduce((sum, c) => sum + c.after - c.before, 0) / 11;
    expect(Math.abs(mean)).toBeLessThan(0.01);
  });

  it("never writes over the anchor, and says what does not fit", async () => {
    const cases: [string[], string, number][] = [
      [["--anchor", at("old.json"), "--output-path", at("old.json")], "is the anchor itself", 2],
      [["--anchor", at("old.json"), "--compute", "winrate"], "--anchor is for", 2],
      [["--anchor", at("old.json"), "--scale", "100"], "leave it out", 2],
      [["--anchor-covariance", at("old_covariance.json")], "belongs to --anchor", 2],
      [["--anchor", at("old_covariance.json")], "is no ranking", 1],
      [["--anchor", at("old.json"), "--anchor-covariance", at("old.json")], "cannot read", 1],
    ];
    for (const [flags, message, expected] of cases) {
      const { code, stderr } = await rank(...flags);
      expect(stderr).toContain(message);
      expect(code).toBe(expected);
    }
  });
});
