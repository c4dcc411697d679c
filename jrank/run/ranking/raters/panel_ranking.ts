/** One ranking from several judges: by a likelihood in which each has its own, or by their majority or mean. */

import { UserError } from "../../../core/errors.ts";
import type { Finding } from "../../../core/finding.ts";
import { say } from "../../../core/message.ts";
import type { RankingPanel } from "../../../core/ranking.ts";
import { determinedRows, rankEstimates } from "../../../stats/anchored/rank_estimates.ts";
import { type Comparisons, hardVerdicts, pickedRows } from "../../../stats/data/comparisons.ts";
import { scoreOfRow } from "../../../stats/data/pair_points.ts";
import { holm } from "../../../stats/rank/compare_rankings.ts";
import type { RankSettings } from "../../../stats/rank/rank_options.ts";
import {
  chanceOfNothing,
  fitPanel,
  type Panel,
  type PanelInput,
  type PanelJudge,
} from "../../../stats/raters/panel.ts";
import { ownFamily } from "../../../store/answers/model_family.ts";
import type { CountedVotes } from "../../../store/votes/read_votes.ts";
import type { MadeRanking } from "../numbers/rank.ts";

/** How the verdicts of a panel become one ranking. */
export interface PanelJob {
  rule: "model" | "majority" | "mean";
  /** Fewest judges, and fewest verdicts of a game that counts by majority or mean. */
  quorum: number;
  /** Whether a judge has no verdict on a pair on which it contradicts itself. */
  abstainOnFlip: boolean;
  /** What the providers call the judges, by their ids: for their families. */
  paths: ReadonlyMap<string, string>;
  /** Its judges; absent: all that the rows name. */
  judges: readonly string[] | undefined;
  /** Judges that were to be of the panel and are not. */
  missing: readonly { judge: string; why: string }[];
}

/** Whose verdicts those of several judges are. */
const PANEL = "panel";

/** Judges whose rankings differ from the others' by less than this chance, all together, are named. */
const DISAGREES = 0.05;

/** A judge's own strengths that chance alone spreads so with a larger probability are no taste. */
const FLAT = 0.01;

/** How probable a judge's strengths are where it tells no model from another. */
function flatness({ strengths, covariance, questions }: Panel): number {
  return chanceOfNothing(strengths, covariance, { rank: strengths.length - 1, questions });
}

/** The rows that count, with the judge of each. */
interface PanelRows {
  comparisons: Comparisons;
  rows: number[];
  judge: string[];
  abstained: Map<string, number>;
}

/** The games of a panel as its rule counts them. */
interface PanelGames {
  comparisons: Comparisons;
  /** By row of the comparisons: the vote that it is, or the first of those it is made of. */
  votes: readonly number[];
  /** By row: whose verdict it is; the panel's own where it is made of several. */
  judge: readonly string[];
  facts: RankingPanel;
  findings: Finding[];
}

/**
 * The panel's ranking of the rows.
 * @throws UserError with fewer judges than the quorum, or two whose rankings contradict each other.
 */
export function panelRanking(
  votes: CountedVotes,
  job: PanelJob,
  options: RankSettings,
): MadeRanking {
  const games = panelGames(votes, job);
  const { comparisons, facts, findings } = games;
  return job.rule === "model"
    ? byLikelihood(games, options)
    : { comparisons, findings, facts: { panel: facts } };
}

/**
 * What the panel's rule makes of the rows.
 * @throws UserError with fewer judges than the quorum.
 */
export function panelGames(votes: CountedVotes, job: PanelJob): PanelGames {
  const counted = rowsOf(votes, job);
  const judges = [...new Set(counted.rows.map((k) => counted.judge[k]))].sort();
  if (judges.length < Math.max(2, job.quorum)) {
    const why = job.missing.map(({ judge }) => judge).join(", ");
    throw new UserError(
      say`a panel needs ${Math.max(2, job.quorum)} judges (panel.quorum), and there are verdicts of ${judges.length}: ${judges.join(", ") || say`nobody`}${why === "" ? "" : say`; missing: ${why}`}`,
    );
  }
  const { models } = votes.comparisons;
  const facts: RankingPanel = {
    rule: job.rule,
    quorum: Math.max(2, job.quorum),
    abstain_on_flip: job.abstainOnFlip,
    missing: [...job.missing],
    judges: judges.map((judge) => ({
      judge,
      judgments: counted.rows.filter((k) => counted.judge[k] === judge).length,
      abstained: counted.abstained.get(judge) ?? 0,
      family: ownFamily(judge, models, job.paths.get(judge)),
    })),
  };
  const findings: Finding[] = [
    ...facts.judges
      .filter(({ family }) => family.length > 0)
      .map(({ judge, family }) => ({ kind: "panel-family" as const, judge, models: family })),
    ...(job.missing.length > 0
      ? [
          {
            kind: "panel-missing" as const,
            judges: job.missing.map(({ judge }) => judge),
            left: judges.length,
          },
        ]
      : []),
  ];
  if (job.rule !== "model") return { ...byVerdicts(votes, counted, facts), findings };
  return {
    comparisons: picked(votes.comparisons, counted.rows),
    votes: counted.rows,
    judge: counted.rows.map((k) => counted.judge[k]),
    facts,
    findings,
  };
}

/** The rows without those on which their judge contradicts itself. */
function rowsOf({ comparisons, contextOf }: CountedVotes, job: PanelJob): PanelRows {
  const { first, second, outcome, cluster, clusters, models } = comparisons;
  if (cluster === undefined)
    throw new UserError(say`a panel needs judgments that name their questions`);
  const judge = Array.from(first, (_, k) => contextOf(k).judge);
  const rows = Array.from(first.keys()).filter(
    (k) => first[k] !== second[k] && (job.judges?.includes(judge[k]) ?? true),
  );
  const abstained = new Map<string, number>();
  if (!job.abstainOnFlip) return { comparisons, rows, judge, abstained };
  const winnerOf = (k: number): string =>
    outcome[k] === 3 ? "" : models[outcome[k] === 1 ? first[k] : second[k]];
  const keyOf = (k: number): string =>
    JSON.stringify([
      judge[k],
      clusters[cluster[k]],
      contextOf(k).turn,
      ...[first[k], second[k]].sort(),
    ]);
  const seen = new Map<string, { orders: Set<number>; winners: Set<string> }>();
  for (const k of rows) {
    const pair = seen.get(keyOf(k)) ?? { orders: new Set(), winners: new Set() };
    pair.orders.add(first[k]);
    pair.winners.add(winnerOf(k));
    seen.set(keyOf(k), pair);
  }
  const kept = rows.filter((k) => {
    const pair = seen.get(keyOf(k));
    const isFlip = pair !== undefined && pair.orders.size > 1 && pair.winners.size > 1;
    if (isFlip) abstained.set(judge[k], (abstained.get(judge[k]) ?? 0) + 1);
    return !isFlip;
  });
  return { comparisons, rows: kept, judge, abstained };
}

/** Rows of the comparisons, as comparisons of their own between the models that they are of. */
function picked(comparisons: Comparisons, rows: readonly number[]): Comparisons {
  const { first, second } = comparisons;
  const used = new Set(rows.flatMap((k) => [first[k], second[k]]));
  const kept = comparisons.models.map((_, i) => i).filter((i) => used.has(i));
  const index = new Map(kept.map((i, at) => [i, at]));
  return {
    ...pickedRows(comparisons, rows),
    models: kept.map((i) => comparisons.models[i]),
    first: Uint16Array.from(rows, (k) => index.get(first[k]) as number),
    second: Uint16Array.from(rows, (k) => index.get(second[k]) as number),
  };
}

/** The rows of some judges as the joint fit reads them. */
export function panelInput(
  { comparisons, judge }: Pick<PanelGames, "comparisons" | "judge">,
  { models, rows }: { models: readonly string[]; rows: readonly number[] },
  judges: readonly string[],
): PanelInput {
  const index = comparisons.models.map((model) => models.indexOf(model));
  const own = rows.filter((k) => judges.includes(judge[k]));
  return {
    models,
    judges,
    questions: comparisons.clusters.length,
    first: own.map((k) => index[comparisons.first[k]]),
    second: own.map((k) => index[comparisons.second[k]]),
    question: own.map((k) => (comparisons.cluster as Uint32Array)[k]),
    judge: own.map((k) => judges.indexOf(judge[k])),
    score: own.map((k) => scoreOfRow(comparisons, k)),
  };
}

/** A panel by its joint fit, and what is told of its judges. */
interface ToldPanel {
  panel: Panel;
  facts: RankingPanel;
  findings: Finding[];
  /** Judges who alone tell something, of whom one of two, or half, order the models against the rest. */
  contradiction: { judges: string[]; p: number } | undefined;
}

/** Each judge with a home advantage and a discrimination of its own. */
export function judgedPanel(
  games: PanelGames,
  placed: { models: readonly string[]; rows: readonly number[] },
  options: RankSettings,
): ToldPanel {
  const { facts } = games;
  const { models } = placed;
  const judges = facts.judges.map(({ judge }) => judge);
  const inputOf = (members: readonly string[]) => panelInput(games, placed, members);
  const panel = fitPanel(inputOf(judges));
  const points = options.scale / Math.log(options.base);
  const t = panel.quantile(options.confidence);
  const nothing = panel.judges.filter(
    ({ judge: name, discrimination, standardError }) =>
      discrimination !== null &&
      standardError !== null &&
      discrimination - t * standardError <= 0 &&
      // A judge with a taste of its own carries nothing along the panel's scale, and yet it has one.
      flatness(fitPanel(inputOf([name]))) > FLAT,
  );
  const saysNothing = (one: PanelJudge): boolean => nothing.includes(one);
  const asked = panel.judges.filter(
    (one) => one.agreement !== null && one.constant === null && !saysNothing(one),
  );
  const chances = asked.map(({ agreement }) => agreement?.p ?? 1);
  // Of two judges there is one question only, asked from both sides.
  const differ =
    asked.length > 2 ? holm(chances, DISAGREES) : chances.map((chance) => chance < DISAGREES);
  const disagrees = (one: PanelJudge): boolean => differ[asked.indexOf(one)] ?? false;
  const apart = panel.judges.filter(disagrees);
  const informed = panel.judges.filter((one) => one.constant === null && !saysNothing(one));
  const ratingsOf = ({ strengths, covariance, quantile }: Panel) =>
    models.map((model_id, i) => {
      const rating = options.initRating + points * strengths[i];
      const half =
        points * quantile(options.confidence) * Math.sqrt(covariance[i * (models.length + 1)]);
      return { model_id, rating, ci_lower: rating - half, ci_upper: rating + half };
    });
  const told: RankingPanel = {
    ...facts,
    judges: facts.judges.map((known) => {
      const one = panel.judges.find((member) => member.judge === known.judge) as PanelJudge;
      const { discrimination, standardError, agreement, constant } = one;
      const half = standardError === null ? null : t * standardError;
      const isApart = disagrees(one);
      return {
        ...known,
        discrimination,
        discrimination_lower:
          discrimination === null || half === null ? null : discrimination - half,
        discrimination_upper:
          discrimination === null || half === null ? null : discrimination + half,
        home_advantage: constant === null ? points * one.homeAdvantage : null,
        one_place: constant,
        disagrees: agreement === null ? null : isApart,
        p_value: agreement?.p ?? null,
        ...(isApart &&
          agreement && {
            disagreement: points * agreement.size,
            without: ratingsOf(fitPanel(inputOf(judges.filter((name) => name !== known.judge)))),
          }),
      };
    }),
  };
  const named = (list: readonly PanelJudge[]): string[] => list.map((one) => one.judge);
  const findings: Finding[] = [
    ...games.findings,
    ...(nothing.length > 0 ? [{ kind: "panel-nothing" as const, judges: named(nothing) }] : []),
    ...panel.judges.flatMap((one) =>
      one.constant === null
        ? []
        : [{ kind: "panel-one-place" as const, judge: one.judge, place: one.constant }],
    ),
    ...(panel.judges.length === 2 &&
    panel.judges.every((one) => one.constant === null) &&
    panel.judges.every((one) => one.discrimination === null)
      ? [{ kind: "panel-pair" as const, judges: named(panel.judges) }]
      : []),
    ...(apart.length > 0 ? [{ kind: "panel-apart" as const, judges: named(apart) }] : []),
  ];
  const against = informed.filter(
    ({ discrimination, standardError }) =>
      discrimination !== null && standardError !== null && discrimination + t * standardError < 0,
  );
  const isSplit = informed.length === 2 ? apart.length > 0 : 2 * against.length >= informed.length;
  const contradiction =
    informed.length > 1 && isSplit
      ? {
          judges: named(informed),
          p: Math.max(0, ...apart.map(({ agreement }) => agreement?.p ?? 1)),
        }
      : undefined;
  return { panel, facts: told, findings, contradiction };
}

/** The joint fit's ranking. */
function byLikelihood(games: PanelGames, options: RankSettings): MadeRanking {
  const { comparisons } = games;
  const placed = determinedRows(comparisons);
  const { models } = placed;
  if (models.length < 2) {
    throw new UserError(say`the panel's judgments do not determine the ratings of two models yet`);
  }
  const { panel, facts, findings, contradiction } = judgedPanel(games, placed, options);
  if (contradiction && contradiction.judges.length > 2) {
    throw new UserError(
      say`of ${contradiction.judges.join(", ")} half order the models against the others, and nobody can tell which half is right: read the ranking of each, or have people vote (annotate.ts) and calibrate`,
    );
  }
  if (contradiction) {
    throw new UserError(
      say`${contradiction.judges.join(", ")} order the models differently (p ${contradiction.p.toPrecision(1)}), and of two judges nobody can tell which is right: read the ranking of each, or have people vote (annotate.ts) and calibrate`,
    );
  }
  const { strengths, covariance, questions } = panel;
  const numbers = rankEstimates(
    comparisons,
    { models, strengths, covariance, degrees: questions - 1 },
    options,
    findings,
  );
  return { numbers, comparisons, facts: { panel: facts } };
}

/** A game for each question and pair of models: what most judges said, or the mean of what they said. */
function byVerdicts(
  { comparisons, contextOf }: CountedVotes,
  { rows }: PanelRows,
  facts: RankingPanel,
): Omit<PanelGames, "findings"> {
  const { first, second, outcome, cluster, clusters } = comparisons;
  const games = new Map<string, number[]>();
  for (const k of rows) {
    const key = JSON.stringify([
      clusters[(cluster as Uint32Array)[k]],
      contextOf(k).turn,
      ...[first[k], second[k]].sort(),
    ]);
    games.set(key, [...(games.get(key) ?? []), k]);
  }
  const isCounted = (own: readonly number[]): boolean =>
    new Set(own.map((k) => contextOf(k).judge)).size >= facts.quorum;
  const kept = [...games.values()].filter(isCounted);
  if (kept.length === 0) {
    throw new UserError(
      say`no question and pair of models has verdicts of ${facts.quorum} judges: let them judge the same games (--both-orders, or an n for all matches), or take panel.rule "model", which needs no shared games`,
    );
  }
  const told = { ...facts, games: kept.length, games_left_out: games.size - kept.length };
  if (facts.rule === "mean") {
    const own = kept.flat();
    const share = new Map(kept.flatMap((game) => game.map((k) => [k, 1 / game.length] as const)));
    const weight = Float64Array.from(own, (k) => share.get(k) as number);
    const made = { ...picked(comparisons, own), weight };
    return { comparisons: made, votes: own, judge: own.map(() => PANEL), facts: told };
  }
  const own = kept.map((game) => game[0]);
  const made = picked(comparisons, own);
  const outcomes = Uint8Array.from(kept, (game) => {
    // As seen from the first of the game's first row.
    const of = (k: number): number =>
      outcome[k] === 3 || first[k] === first[game[0]] ? outcome[k] : 3 - outcome[k];
    const counts = [1, 2, 3].map((o) => game.filter((k) => of(k) === o).length);
    const most = counts.indexOf(Math.max(...counts));
    return counts[most] > game.length / 2 ? most + 1 : 3;
  });
  const judged = { ...hardVerdicts(made), outcome: outcomes };
  return { comparisons: judged, votes: own, judge: own.map(() => PANEL), facts: told };
}
