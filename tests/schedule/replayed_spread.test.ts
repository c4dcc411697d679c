/** The correction for boards that the adaptive schedule's first rule judged: its size, its law, its use. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { adaptiveSchedule } from "../../jrank/schedule/adaptive.ts";
import { replayedSpread } from "../../jrank/schedule/foresight/replayed_spread.ts";
import { playSchedule } from "../../jrank/schedule/foresight/simulation.ts";
import { comparisonsOf } from "../../jrank/schedule/stop_rule.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { createSyntheticBoard, SCENARIOS } from "../../jrank/stats/fit/synthetic_board.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { ELO } from "../stats/reference.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const MODELS = 20;
const QUESTIONS = 40;
/** A board of models 20 to 40 Elo apart, and what the schedule plays on it. */
function boardOf(seed: number, n: number, rule?: 1) {
  const strengths = Array.from({ length: MODELS }, (_, i) => (30 * (9.5 - i)) / ELO);
  const arena = createSyntheticBoard({
    strengths,
    questions: QUESTIONS,
    effects: SCENARIOS.S0,
    random: createRandom(seed, "board"),
  });
  const { played } = playSchedule(arena, { create: adaptiveSchedule, n, seed, rule });
  return { strengths, played };
}
const columnsOf = (played: ReturnType<typeof boardOf>["played"]) =>
  comparisonsOf(played, { models: MODELS, questionOf: (item) => item });

describe("replays of the first rule", () => {
  it("find how far it sets ratings apart: as far as boards whose truth is known", () => {
    const slopes = (rule?: 1): number => {
      let sum = 0;
      for (let seed = 1; seed <= 12; seed++) {
        const { strengths, played } = boardOf(seed, 300, rule);
        const fitted = fitBradleyTerry(collapse(columnsOf(played)), { homeAdvantage: true });
        const product = strengths.reduce((total, b, i) => total + b * fitted.strengths[i], 0);
        sum += product / strengths.reduce((total, b) => total + b * b, 0) / 12;
      }
      return sum;
    };
    const first = slopes(1);
    expect(first - slopes()).toBeGreaterThan(0.06);
    const comparisons = columnsOf(boardOf(40, 300, 1).played);
    const counts = collapse(comparisons);
    const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: FLAT });
    const board = {
      strengths: fit.strengths,
      covariance: fit.covariance("cr3"),
      homeAdvantage: fit.homeAdvantage,
      counts,
      questions: QUESTIONS,
    };
    const replayed = replayedSpread(board, { replays: 12, seed: 1 });
    expect(Math.abs(replayed.slope - first)).toBeLessThan(0.08);
    expect(replayed.standardError).toBeLessThan(0.06);
    expect(replayedSpread(board, { replays: 12, seed: 1 })).toEqual(replayed);
  });

  it("end where no board of theirs determines all ratings", () => {
    const counts = collapse(
      comparisonsOf([{ item: 0, first: 0, second: 1, winner: 1 }], {
        models: 2,
        questionOf: (item) => item,
      }),
    );
    const covariance = { size: 3, values: new Float64Array(9) };
    const board = { strengths: Float64Array.of(9, -9), covariance, homeAdvantage: 0, counts };
    const { slope } = replayedSpread({ ...board, questions: 1 }, { replays: 2, seed: 1 });
    expect(slope).toBeNaN();
  });

  it("divide the ratings and leave their intervals as wide as they were", () => {
    const comparisons = columnsOf(boardOf(3, 300, 1).played);
    const [plain, divided] = [1, 1.25].map((spread) =>
      rankModels(comparisons, { seed: 1, bootstrapN: 100, spread }),
    );
    for (const row of plain.ranking) {
      const same = divided.ranking.find(({ model_id }) => model_id === row.model_id);
      expect((same?.rating ?? 0) - 1000).toBeCloseTo(((row.rating ?? 0) - 1000) / 1.25, 8);
      // Ends and medians move with the rating.
      for (const end of ["ci_lower", "ci_upper", "lower", "upper", "median"] as const) {
        const [a, b] = [row, same].map((one) => (one?.[end] ?? 0) - (one?.rating ?? 0));
        expect(b).toBeCloseTo(a, 8);
      }
      expect(same?.win_rate).toBe(row.win_rate);
    }
    expect(divided.stronger_probability?.[0]?.[1]).toBeLessThan(
      plain.stronger_probability?.[0]?.[1] ?? 0,
    );
  });
});

describe("make_ranking --replays", () => {
  const written = (name: string, stamp: object) => {
    const { played } = boardOf(7, 300, 1);
    const rows = played.map(({ first, second, item, winner, propensity }, k) => ({
      question_id: item,
      model1_id: `m${first}`,
      model2_id: `m${second}`,
      winner,
      judge: ["j", "p"],
      turn: 1,
      schedule: { id: "x", index: k, ...(propensity !== undefined && { propensity }), ...stamp },
    }));
    const file = join(folder.path, `${name}.jsonl`);
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    return file;
  };
  const rank = async (file: string, ...flags: string[]) => {
    const output = join(folder.path, "ranking.json");
    const ran = await runCommandLine(
      "make_ranking",
      ["--input-file", file, "--output-path", output, "--no-make-charts", ...flags],
      { cwd: folder.path },
    );
    return { ...ran, ranking: () => JSON.parse(readFileSync(output, "utf8")) };
  };

  it("is offered, measures, divides, and says what it did in both languages", async () => {
    const file = written("old", {});
    const before = await rank(file);
    expect(before.stdout).toContain("--replays 15 measures how far");
    const { ranking, stdout, code } = await rank(file, "--replays", "5");
    expect(code).toBe(0);
    const { replayed, findings, ranking: rows } = ranking();
    expect(replayed).toMatchObject({ replays: 5 });
    expect(replayed.slope).toBeGreaterThan(1.05);
    expect(findings.map(({ kind }: { kind: string }) => kind)).toContain("replayed-spread");
    expect(findings.map(({ kind }: { kind: string }) => kind)).not.toContain("earlier-schedule");
    expect(stdout.replace(/\s+/g, " ")).toContain("no longer those of maximum likelihood");
    const [best] = rows;
    const after = await rank(file);
    const same = after.ranking().ranking.find((row: typeof best) => row.model_id === best.model_id);
    expect((same.rating - 1000) / (best.rating - 1000)).toBeCloseTo(replayed.slope, 8);
    const japanese = await rank(file, "--replays", "5", "--language", "ja");
    expect(japanese.stdout).toContain("回再現したところ");
  });

  it("refuses what it cannot correct", async () => {
    const today = await rank(written("today", { rule: 3 }), "--replays", "8");
    expect(today).toMatchObject({ code: 1 });
    expect(today.stderr).toContain("nothing to take out");
    const map = await rank(written("old", {}), "--replays", "8", "--compute", "map");
    expect(map).toMatchObject({ code: 2 });
    expect(map.stderr).toContain("--compute mle");
    const alike = join(folder.path, "alike.jsonl");
    const rows = Array.from({ length: 48 }, (_, k) => ({
      question_id: k,
      model1_id: "abcd"[k % 4],
      model2_id: "abcd"[(k + 1 + (k % 3)) % 4],
      winner: 1 + (Math.floor(k / 12) % 2),
      judge: ["j", "p"],
      turn: 1,
      schedule: { id: "x", index: k, propensity: 0.1 },
    }));
    writeFileSync(alike, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const unsure = await rank(alike, "--replays", "4");
    expect(unsure).toMatchObject({ code: 1 });
    expect(unsure.stderr).toContain("no sure measure");
    const groups = await rank(written("old", {}), "--replays", "8", "--by", "question_id");
    expect(groups.stderr).toContain("leave out --by");
  });
});
