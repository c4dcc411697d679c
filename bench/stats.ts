/**
 * Speed of the statistics: real-sized boards, timed after a warm-up, the median of several runs.
 */
import { createRandom, type Random } from "../jrank/core/random.ts";
import {
  bootstrap,
  type ClusteredPoints,
  type Comparisons,
  clusteredPoints,
  collapse,
  covarianceOf,
  createRefit,
  FLAT,
  fitBradleyTerry,
  fitModel,
  rankModels,
  resampleJudgments,
  resampleQuestions,
  samplePosterior,
} from "../jrank/stats/index.ts";

/** A board of normal strengths (sd 225 Elo), random pairs, one tie in eleven. */
function randomBoard(
  { models, judgments, questions }: { models: number; judgments: number; questions: number },
  random: Random,
): Comparisons {
  const strengths = Array.from({ length: models }, () => 1.3 * random.normal());
  const first = new Uint16Array(judgments);
  const second = new Uint16Array(judgments);
  const outcome = new Uint8Array(judgments);
  const cluster = new Uint32Array(judgments);
  for (let k = 0; k < judgments; k++) {
    first[k] = random.below(models);
    second[k] = (first[k] + 1 + random.below(models - 1)) % models;
    const p = 1 / (1 + Math.exp(0.13 - strengths[first[k]] + strengths[second[k]]));
    outcome[k] = random.next() < 1 / 11 ? 3 : random.next() < p ? 1 : 2;
    cluster[k] = random.below(questions);
  }
  return {
    models: Array.from({ length: models }, (_, i) => `model-${i}`),
    clusters: Array.from({ length: questions }, (_, q) => `q${q}`),
    first,
    second,
    outcome,
    cluster,
  };
}

/** Milliseconds of one call: the first, and the median of `runs` more. */
function time(call: () => unknown, runs: number): { cold: number; warm: number } {
  const once = () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  };
  const cold = once();
  const times = Array.from({ length: runs }, once).sort((a, b) => a - b);
  return { cold, warm: times[runs >> 1] ?? cold };
}

/** Prints a line for each figure: cold and warm milliseconds beside the target. */
export function benchStats(print: (line: string) => void): void {
  const report = (name: string, target: string, call: () => unknown, runs = 20): void => {
    const { cold, warm } = time(call, runs);
    print(
      `${name.padEnd(52)} first ${cold.toFixed(2).padStart(9)} ms   median ${warm.toFixed(3).padStart(9)} ms   target ${target}`,
    );
  };
  const board = (
    size: { models: number; judgments: number; questions: number },
    targets: { fit: string; judgment: string; question: string; cr3: string; posterior: string },
    runs: number,
  ): void => {
    const comparisons = randomBoard(size, createRandom(1, "board"));
    const name = `${size.models} models x ${size.judgments}: `;
    report(
      `${name}collapse and fit`,
      targets.fit,
      () => fitBradleyTerry(collapse(comparisons)),
      runs * 10,
    );
    const counts = collapse(comparisons);
    const fit = fitBradleyTerry(counts);
    const { games } = fit.parameters;
    const refit = createRefit(fit.parameters);
    const won = games.won.slice();
    const lost = games.lost.slice();
    resampleJudgments(counts, games, createRandom(2))(won, lost);
    report(`${name}warm refit`, "0.1", () => refit(won, lost), runs * 10);
    const clustered = clusteredPoints(comparisons, games) as ClusteredPoints;
    report(
      `${name}500 bootstraps by judgment`,
      targets.judgment,
      () => bootstrap(fit, resampleJudgments(counts, games, createRandom(1)), 500),
      runs,
    );
    report(
      `${name}500 bootstraps by question`,
      targets.question,
      () => bootstrap(fit, resampleQuestions(clustered, createRandom(1)), 500),
      runs,
    );
    report(`${name}CR3`, targets.cr3, () => covarianceOf(fit, "cr3", clustered), runs);
    const input = { comparisons, counts, homeAdvantage: true, prior: FLAT };
    report(`${name}Davidson`, "-", () => fitModel("davidson", input), runs);
    const davidson = fitModel("davidson", input);
    if (size.models < 100) {
      report(
        `${name}Davidson, 500 bootstraps by question`,
        "-",
        () => davidson.bootstrap(500, "question", createRandom(1)),
        runs,
      );
    }
    const half = fitModel("half", input);
    for (const sampler of size.models < 50
      ? (["hmc", "importance"] as const)
      : (["hmc"] as const)) {
      report(
        `${name}posterior, 4000 draws (${sampler})`,
        targets.posterior,
        () => samplePosterior(half, { sampler, random: createRandom(1, "posterior") }),
        runs,
      );
    }
    report(`${name}rankModels`, "-", () => rankModels(comparisons, { seed: 1 }), runs);
  };
  board(
    { models: 12, judgments: 1174, questions: 40 },
    { fit: "5 first", judgment: "20", question: "40", cr3: "20", posterior: "500" },
    20,
  );
  board(
    { models: 300, judgments: 200_000, questions: 80 },
    { fit: "-", judgment: "4000", question: "-", cr3: "-", posterior: "-" },
    1,
  );
  board(
    { models: 150, judgments: 2_000_000, questions: 80 },
    { fit: "-", judgment: "1500", question: "-", cr3: "-", posterior: "-" },
    1,
  );
}
