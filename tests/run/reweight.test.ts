import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { writeVotes } from "../support/facts.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

describe("make_ranking --reweight", () => {
  const rank = async (name: string, ...flags: string[]): Promise<Ranking> => {
    const { code, stderr } = await runCommandLine("make_ranking", [
      ...["--input-file", writeVotes(folder.path, "data/rakuda_v1/judgments"), "--no-make-charts"],
      ...["--ci", "cr3", "--bootstrap-n", "0", "--output-path", join(folder.path, name), ...flags],
    ]);
    expect(stderr).not.toContain("bug");
    expect(code).toBe(0);
    return JSON.parse(readFileSync(join(folder.path, `${name}.json`), "utf8"));
  };

  it("moves ratings a little, keeps the tallies whole, and says so", async () => {
    const [plain, weighted] = [await rank("plain"), await rank("weighted", "--reweight")];
    expect(weighted.reweighted).toBe("every pair alike");
    expect(plain.reweighted).toBeUndefined();
    expect(weighted.n_judgments).toBe(1174);
    for (const row of plain.ranking) {
      const now = weighted.ranking.find(({ model_id }) => model_id === row.model_id);
      expect(now).toMatchObject({ n_matches: row.n_matches, wins: row.wins, ties: row.ties });
      expect(Math.abs((now?.rating ?? 0) - (row.rating ?? 0))).toBeLessThan(50);
    }
    const text = readFileSync(join(folder.path, "weighted.md"), "utf8");
    expect(text).toContain("counts alike");
  });

  it("refuses what takes weighted judgments as independent", async () => {
    const { code, stderr } = await runCommandLine("make_ranking", [
      ...["--input-file", writeVotes(folder.path, "data/rakuda_v1/judgments"), "--reweight"],
      ...["--ci", "hc0", "--bootstrap-n", "0"],
    ]);
    expect(stderr).toContain("intervals by question");
    expect(code).toBe(2);
  });
});
