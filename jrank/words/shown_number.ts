/** Dollars of a thousand answers of this price, with the digits that tell small ones. */
import { thousands } from "../core/message.ts";
export const shownDollars = (usd: number | null | undefined): string =>
  usd === null || usd === undefined ? "–" : shownNumber(1000 * usd, 1000 * usd < 1 ? 4 : 2);

/** Numbers of a ranking as people read them: one function a figure, for terminal, files, charts and the page. */

/** What says how a ranking's ratings are printed. */
export interface ShownAs {
  readonly compute: string;
  readonly scale: number;
}

/** Decimals of a rating: points are whole, on small scales they have two. */
export const ratingDigits = ({ scale }: Pick<ShownAs, "scale">): number => (scale >= 50 ? 0 : 2);

/** A number with so many decimals, never "-0"; a dash where it is not known. */
export function shownNumber(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined) return "–";
  const text = value.toFixed(digits);
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

/** 0.6364 as "63.6 %". */
export function shownPercent(value: number | null | undefined, digits = 1): string {
  return value === null || value === undefined ? "–" : `${shownNumber(100 * value, digits)} %`;
}

/** A rating, or a share where ratings are win rates. */
export function shownRating(value: number | null | undefined, as: ShownAs): string {
  return as.compute === "winrate" ? shownPercent(value) : shownNumber(value, ratingDigits(as));
}

/** "912 … 1040"; a side without a bound is "?", and one dash where neither has one. */
export function shownInterval(
  { ci_lower, ci_upper }: { ci_lower: number | null; ci_upper: number | null },
  as: ShownAs,
): string {
  if (ci_lower === null && ci_upper === null) return "–";
  const side = (value: number | null): string => (value === null ? "?" : shownRating(value, as));
  return `${side(ci_lower)} … ${side(ci_upper)}`;
}

/** "3–7", or "3" where the data allow one place. */
export function shownRanks(lower: number | null, upper: number | null): string {
  if (lower === null || upper === null) return "–";
  return lower === upper ? String(lower) : `${lower}–${upper}`;
}

/** A chance in whole percents that is never rounded to certainty. */
export function shownChance(chance: number | null | undefined): string {
  if (chance === null || chance === undefined) return "–";
  if (chance < 1 && chance >= 0.995) return ">99 %";
  return chance > 0 && chance < 0.005 ? "<1 %" : shownPercent(chance, 0);
}

/** 0.95 as "95 %". */
export const shownLevel = (confidence: number): string => `${+(100 * confidence).toFixed(1)} %`;

/** Judgments or matches, with their thousands apart; weighted ones need not be whole. */
export const shownCount = (count: number): string => thousands(count, 2);

/** Round numbers from low to high, about so many steps: those of an axis. */
export function roundNumbers(low: number, high: number, steps = 4): number[] {
  const rough = (high - low) / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((f) => f * power >= rough) ?? 10) * power;
  const numbers: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) numbers.push(k * step);
  return numbers;
}

/** A rating with its interval at the ranking's confidence and at 68 %. */
export interface RatingEnds {
  rating: number | null;
  ci_lower: number | null;
  ci_upper: number | null;
  lower: number | null;
  upper: number | null;
}

/** A rating among the models of one group, and the letter of that group. */
export interface GroupRating extends RatingEnds {
  letter: string;
  rating: number;
}

/**
 * Models without a rating whose rating among their own group is known: groups of two or more that
 * the judgments do not place against each other. By model id, the group's letter and the numbers.
 */
export function groupRatings(
  rows: readonly {
    model_id: string;
    rating: number | null;
    group: number;
    rating_in_group: number | null;
    ci_lower_in_group?: number | null;
    ci_upper_in_group?: number | null;
    lower_in_group?: number | null;
    upper_in_group?: number | null;
  }[],
): Map<string, GroupRating> {
  const open = rows.filter(({ rating, rating_in_group: own }) => rating === null && own !== null);
  const size = (group: number): number => open.filter((row) => row.group === group).length;
  const groups = [...new Set(open.map(({ group }) => group))].filter((group) => size(group) > 1);
  return new Map(
    open.flatMap((row) => {
      const { model_id, rating_in_group: rating } = row;
      const k = groups.indexOf(row.group);
      const letter = k < 26 ? String.fromCharCode(65 + k) : String(k + 1);
      if (k < 0 || rating === null) return [];
      const own: GroupRating = {
        letter,
        rating,
        // Files of earlier versions have no intervals here.
        ci_lower: row.ci_lower_in_group ?? null,
        ci_upper: row.ci_upper_in_group ?? null,
        lower: row.lower_in_group ?? null,
        upper: row.upper_in_group ?? null,
      };
      return [[model_id, own]];
    }),
  );
}

/** "A 1042 (981 … 1107)": the group, the rating among its models and its interval. */
export function shownInGroup(own: GroupRating | undefined, as: ShownAs): string {
  if (own === undefined) return "–";
  const interval = shownInterval(own, as);
  return `${own.letter} ${shownRating(own.rating, as)}${interval === "–" ? "" : ` (${interval})`}`;
}
