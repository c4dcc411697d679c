/** The scores of jaster tasks from tidied replies: every task, its category, their mean. */
import { createRandom } from "../../core/random.ts";
import type { Score, ScoredTask } from "../../core/scores/score_board.ts";
import {
  isEnglishTask,
  TASK_CATEGORIES,
  type TaskProfile,
} from "../../prompt/tasks/task_profile.ts";
import {
  numberInReply,
  pythonFloat,
  SAMPLE_METRICS,
  TASK_METRICS,
} from "../../prompt/tasks/text_metrics.ts";
import {
  type MeanOfColumns,
  type ScoredColumn,
  type ScoredStratum,
  scoreMeans,
} from "../../stats/scores/score_means.ts";

/** How sure scores are is worked out with these. */
export interface Drawing {
  seed: number;
  rounds: number;
  confidence: number;
}

function columnOf({ task, pairs }: ScoredTask, metric: string): ScoredColumn[] {
  const name = `${task}_${metric}`;
  const own = SAMPLE_METRICS[metric];
  if (own !== undefined) {
    const sums = pairs.map(({ reply, reference }) => own(reply, reference));
    return [{ name, kind: "mean", sums, counts: sums.map(() => 1), range: [0, 1] }];
  }
  if (!TASK_METRICS.includes(metric)) return [];
  return [
    {
      name,
      kind: metric as "pearson" | "spearman",
      first: pairs.map(({ reference }) => pythonFloat(reference) ?? Number.NaN),
      second: pairs.map(({ reply }) => numberInReply(reply)),
    },
  ];
}

/**
 * Scores by column, and which columns are means of others. The English part has no categories: its
 * average is the mean over all samples.
 */
export function jasterScores(
  tasks: readonly ScoredTask[],
  profile: TaskProfile,
  { seed, rounds, confidence }: Drawing,
): { scores: Map<string, Score>; categories: string[]; average: string | null } {
  const strata: ScoredStratum[] = tasks.map((task) => ({
    units: task.pairs.length,
    columns: task.metrics.flatMap((metric) => columnOf(task, metric)),
  }));
  const isEnglish = tasks.length > 0 && tasks.every(({ task }) => isEnglishTask(task));
  const { average, categories } = TASK_CATEGORIES[profile];
  const names = Object.keys(categories);
  const means: MeanOfColumns[] = isEnglish
    ? [
        {
          name: average,
          of: strata.flatMap(({ columns }) => columns.map(({ name }) => name)),
          isPooled: true,
        },
      ]
    : [
        ...names.map((name) => ({ name, of: categories[name] })),
        ...(names.length > 0 ? [{ name: average, of: names }] : []),
      ];
  const scores = scoreMeans(strata, means, {
    random: createRandom(seed, `scores/${tasks.map(({ task }) => task).join("/")}`),
    rounds,
    confidence,
  });
  return {
    scores,
    categories: isEnglish ? [] : names.filter((name) => scores.has(name)),
    average: scores.has(average) ? average : null,
  };
}
