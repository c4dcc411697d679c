/** The judges of a report beside each other: how decided each is, and which cheaper ones rank alike. */
import type { Vote } from "../../core/types.ts";
import type { CardNumber, CheaperRanking, PanelCard } from "../../report/tables/judge_cards.ts";
import {
  compareParts,
  fitPanel,
  type PanelInput,
  type PartsCompared,
} from "../../stats/raters/panel.ts";

/** A judge with its verdicts and what one costs it, in dollars and in tokens. */
export interface PricedJudge {
  name: string;
  games: readonly Vote[];
  /** Models that its own judgments place. */
  placed: ReadonlySet<string>;
  /** Whether its verdicts say something of the models: it chose no one place always, and is no coin. */
  carries: boolean;
  cost_usd: number | null;
  tokens: number | null;
}

/** A ranking that differs by less than this chance is told apart. */
const APART = 0.05;
/** A difference whose error is a larger part of the models' own differences could be anything. */
const MOST_ERROR = 0.5;
/** More judges than these are not tried in all combinations, but alone and in pairs. */
const MOST_COMBINED = 5;
/** Cheaper ones that are named. */
const MOST_NAMED = 2;
/** Points of a strength of 1. */
const POINTS = 400 / Math.LN10;

/** Whether a difference would be seen at all: what is mostly noise is told apart from nothing. */
const isSeen = ({ slope, error, spread }: PartsCompared): boolean =>
  slope > 0 && error < MOST_ERROR * spread;

/** Whether two rankings are not told apart, though a difference would be seen. */
export const ranksAlike = (compared: PartsCompared): boolean =>
  compared.p >= APART && isSeen(compared);

const isSmall = (set: readonly number[]): boolean => set.length <= 2;

/** The verdicts of judges between some models, as a joint fit reads them; absent models: all. */
function togetherOf(
  judges: readonly Pick<PricedJudge, "name" | "games">[],
  models?: ReadonlySet<string>,
): PanelInput {
  const index = <T>(names: T[]) => new Map([...new Set(names)].map((name, k) => [name, k]));
  const rows = judges.flatMap(({ games }, judge) =>
    games.flatMap(({ first, second, outcome, soft, question }) =>
      outcome === "error" ||
      question === undefined ||
      (models && !(models.has(first) && models.has(second)))
        ? []
        : [{ first, second, score: scoreOf(outcome, soft), question, judge }],
    ),
  );
  const known = index(rows.flatMap(({ first, second }) => [first, second]));
  const questions = index(rows.map(({ question }) => question));
  return {
    models: [...known.keys()],
    judges: judges.map(({ name }) => name),
    questions: questions.size,
    first: rows.map(({ first }) => known.get(first) as number),
    second: rows.map(({ second }) => known.get(second) as number),
    question: rows.map(({ question }) => questions.get(question) as number),
    judge: rows.map(({ judge }) => judge),
    score: rows.map(({ score }) => score),
  };
}

/** What the first got: of a soft verdict its chances, a tie as a half. */
function scoreOf(outcome: 1 | 2 | 3, soft: Vote["soft"]): number {
  if (soft) return soft[0] + soft[2] / 2;
  return outcome === 1 ? 1 : outcome === 2 ? 0 : 0.5;
}

const isFull = ({ judges, judge }: PanelInput): boolean =>
  judges.every((_, j) => Array.from(judge).includes(j));

/** Discrimination of each judge beside all of them together; null where it is not determined. */
export function discriminations(
  judges: readonly Pick<PricedJudge, "name" | "games">[],
  confidence: number,
): (CardNumber | null)[] {
  const input = togetherOf(judges);
  if (judges.length < 2 || !isFull(input)) return judges.map(() => null);
  const panel = fitPanel(input);
  const t = panel.quantile(confidence);
  const found = panel.judges.map(({ discrimination, standardError }) => {
    if (discrimination === null || standardError === null) return null;
    const half = t * standardError;
    return {
      estimate: discrimination,
      lower: discrimination - half,
      upper: discrimination + half,
    };
  });
  // Where as many go one way as the other, which of the two is up is chance.
  const along = found.filter((one) => one !== null && one.lower > 0).length;
  const against = found.filter((one) => one !== null && one.upper < 0).length;
  return against > 0 && against >= along ? found.map(() => null) : found;
}

/**
 * By judge, and for all together: the judges and panels that cost less and whose rankings are not told
 * apart from theirs (`compareParts`), the cheapest first. Only judges of known cost.
 */
export function cheaperRankings(all: readonly PricedJudge[]): {
  ofJudge: (name: string) => CheaperRanking[] | null;
  panel: PanelCard | null;
} {
  const unit = all.every(({ cost_usd }) => cost_usd !== null) ? "usd" : "tokens";
  const priceOf = (judge: PricedJudge): number | null =>
    unit === "usd" ? judge.cost_usd : judge.tokens;
  const judges = all.filter((one) => one.carries && (priceOf(one) ?? 0) > 0);
  const nothing = { ofJudge: () => null, panel: null };
  if (judges.length < 2) return nothing;
  const placed = new Set(
    [...judges[0].placed].filter((model) => judges.every((one) => one.placed.has(model))),
  );
  const input = togetherOf(judges, placed);
  if (input.models.length < 3 || !isFull(input)) return nothing;
  const numbers = judges.map((_, j) => j);
  const groups: number[][] = [];
  for (const j of numbers) {
    groups.push([j], ...groups.map((set) => [...set, j]));
    if (judges.length > MOST_COMBINED) groups.splice(0, groups.length, ...groups.filter(isSmall));
  }
  const costOf = (set: readonly number[]): number =>
    set.reduce((sum, j) => sum + (priceOf(judges[j]) as number), 0);
  const cheaperThan = (target: readonly number[]): CheaperRanking[] => {
    const found: CheaperRanking[] = [];
    const cost = costOf(target);
    const tried = groups
      .filter((set) => costOf(set) < cost)
      .sort((one, two) => costOf(one) - costOf(two));
    for (const set of tried) {
      if (found.length === MOST_NAMED) break;
      const compared = compareParts(input, target, set);
      if (compared === null || !ranksAlike(compared)) continue;
      found.push({
        judges: set.map((j) => judges[j].name),
        cost: costOf(set),
        share: costOf(set) / cost,
        p_value: compared.p,
        kendall_tau: compared.kendallTau,
        error: POINTS * compared.error,
      });
    }
    return found;
  };
  const every = { judges: judges.map(({ name }) => name), unit, cost: costOf(numbers) } as const;
  return {
    ofJudge: (name) => {
      const at = judges.findIndex((one) => one.name === name);
      return at < 0 ? null : cheaperThan([at]);
    },
    panel: { ...every, cheaper: cheaperThan(numbers) },
  };
}
