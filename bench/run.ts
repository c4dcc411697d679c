/** `npm run bench [names…]`: prints the speed of what people wait for. */
import { benchBudget } from "./budget.ts";
import { benchCoverage } from "./coverage.ts";
import { benchGeneration } from "./generation.ts";
import { benchJudging } from "./judging.ts";
import { benchLargeBoards } from "./large_boards.ts";
import { benchManyVotes, benchReadVotes } from "./read_votes.ts";
import { benchSite } from "./site.ts";
import { benchStats } from "./stats.ts";

/** What can be measured; those that take minutes run only when they are named. */
const BENCHES: Record<
  string,
  { run(print: (line: string) => void): void | Promise<void>; slow?: boolean }
> = {
  stats: { run: benchStats },
  judging: { run: benchJudging },
  generation: { run: benchGeneration },
  boards: { run: benchLargeBoards },
  votes: { run: benchReadVotes },
  many: { run: benchManyVotes, slow: true },
  site: { run: benchSite },
  coverage: { run: benchCoverage, slow: true },
  budget: { run: benchBudget, slow: true },
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(", ")}; there are: ${Object.keys(BENCHES).join(", ")}`,
  );
  process.exitCode = 2;
} else {
  for (const [name, { run, slow }] of Object.entries(BENCHES)) {
    if (named.length > 0 ? !named.includes(name) : slow) continue;
    console.log(`\n${name}`);
    await run(console.log);
  }
}
