/** Scores made elsewhere as parts of a row: from their samples where they are there, else bare numbers. */
import { basename } from "node:path";
import { joined, type Said, say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import { bareScore, type Score, type ScorePart } from "../../core/scores/score_board.ts";
import { TASK_CATEGORIES } from "../../prompt/tasks/task_profile.ts";
import { fourDecimals } from "../../prompt/tasks/text_metrics.ts";
import { scoreMeans } from "../../stats/scores/score_means.ts";
import type { ImportedPart } from "../../store/scores/score_imports.ts";
import { type Drawing, jasterScores } from "./jaster_scores.ts";
import { mtBenchScores } from "./mt_bench_part.ts";

type Made = Pick<ScorePart, "average" | "categories"> & { scores: Map<string, Score> };

/** What the samples of a part say. */
function fromSamples(part: ImportedPart, drawing: Drawing): Made {
  if (part.tasks) return jasterScores(part.tasks, part.profile ?? "neo", drawing);
  if (part.grades) {
    const { scores, average, categories } = mtBenchScores(part.grades, [], drawing);
    return { scores: new Map(Object.entries(scores)), average, categories };
  }
  const { seed, ...options } = drawing;
  const strata = [...(part.values ?? [])].map(([name, sums]) => ({
    units: sums.length,
    columns: [
      {
        name,
        kind: "mean" as const,
        sums,
        counts: sums.map(() => 1),
        range: [Math.min(0, ...sums), Math.max(1, ...sums)] as const,
      },
    ],
  }));
  const random = createRandom(seed, "scores/imported");
  return { scores: scoreMeans(strata, [], { random, ...options }), average: null, categories: [] };
}

/** The columns of bare numbers that are means of others. */
function namedMeans({ name, profile, numbers }: ImportedPart): Omit<Made, "scores"> {
  const has = (column: string): boolean => numbers.has(column);
  if (name.startsWith("mtbench_")) {
    const categories = [...numbers.keys()].filter((column) => column !== "AVG").sort();
    return { average: has("AVG") ? "AVG" : null, categories };
  }
  if (profile === undefined) return { average: null, categories: [] };
  const { average, categories } = TASK_CATEGORIES[profile];
  return {
    average: has(average) ? average : null,
    categories: Object.keys(categories).filter(has),
  };
}

/**
 * A part of a row. Numbers that the samples give again take the place of the file's; where the two
 * differ in what is printed, it is said.
 */
export function importedPart(
  part: ImportedPart,
  { file, date, drawing }: { file: string; date: string; drawing: Drawing },
): { part: ScorePart; notices: Said[] } {
  const made = fromSamples(part, drawing);
  const named = namedMeans(part);
  const scores = new Map<string, Score>();
  const other: string[] = [];
  for (const [column, number] of part.numbers) {
    const again = made.scores.get(column);
    scores.set(column, again ?? bareScore(number));
    if (again?.score != null && Math.abs(again.score - number) > 6e-5) {
      other.push(`${column} ${fourDecimals(number)} (${fourDecimals(again.score)})`);
    }
  }
  for (const [column, score] of made.scores) scores.set(column, score);
  const { name, scale, profile, shots, source } = part;
  const { grades } = part;
  return {
    part: {
      name,
      date,
      scale,
      average: made.average ?? named.average,
      categories: made.categories.length > 0 ? made.categories : named.categories,
      scores: Object.fromEntries([...scores].sort(([a], [b]) => (a < b ? -1 : 1))),
      counts: grades ? { without_score: grades.filter(({ score }) => score < 0).length } : {},
      making: {
        source,
        file: basename(file),
        ...(profile !== undefined && { profile }),
        ...(shots !== undefined && { shots }),
      },
    },
    notices:
      other.length > 0
        ? [
            say`${file}: its numbers differ from those of its samples, which count: ${joined(other)}.`,
          ]
        : [],
  };
}
