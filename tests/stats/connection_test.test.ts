import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { createConnectionTest } from "../../jrank/stats/structure/connection_test.ts";
import { findStructure } from "../../jrank/stats/structure/connectivity.ts";
import { resampleJudgments } from "../../jrank/stats/uncertainty/resample.ts";

test("law: the quick test agrees with the full one on resampled boards", () => {
  const answers = { yes: 0, no: 0 };
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 3, max: 40 }), fc.boolean(), (seed, n, home) => {
      const random = createRandom(seed, "board");
      const rows = Array.from({ length: n }, () => {
        const i = random.below(5);
        const j = (i + 1 + random.below(4)) % 5;
        const outcome = (1 + random.below(3)) as 1 | 2 | 3;
        return { first: `m${i}`, second: `m${j}`, outcome };
      });
      const counts = collapse(comparisonsFrom(rows));
      const { parameters, structure } = fitBradleyTerry(counts, { homeAdvantage: home });
      const { games, group } = parameters;
      const quick = createConnectionTest(games, group, home && structure.homeAdvantageDetermined);
      const resample = resampleJudgments(counts, games, random);
      const won = games.won.slice();
      const lost = games.lost.slice();
      for (let round = 0; round < 10; round++) {
        resample(won, lost);
        const after = findStructure({ ...games, won, lost }, home);
        const same = after.groups === structure.groups;
        if (quick(won, lost)) {
          answers.yes++;
          expect(same).toBe(true);
          expect(after.homeAdvantageDetermined).toBe(structure.homeAdvantageDetermined);
        } else {
          answers.no++;
          // With a home advantage "no" may mean only that no pair is a witness.
          if (!home) expect(same).toBe(false);
        }
      }
    }),
    { numRuns: 100, seed: 3 },
  );
  expect(answers.yes).toBeGreaterThan(100);
  expect(answers.no).toBeGreaterThan(100);
});
