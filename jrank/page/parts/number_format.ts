/** Numbers and dates as the page shows them: those of every other output, with blanks that do not break. */
import {
  type ShownAs,
  shownChance,
  shownInterval,
  shownLevel,
  shownPercent,
  shownRating,
} from "../../words/shown_number.ts";

const unbroken = (text: string): string => text.replaceAll(" %", "\u00a0%");

export const ratingText = (value: number | null, as: ShownAs): string =>
  unbroken(shownRating(value, as));

export const intervalText = (row: Parameters<typeof shownInterval>[0], as: ShownAs): string =>
  unbroken(shownInterval(row, as));

export const percentText = (value: number | null, digits = 1): string =>
  unbroken(shownPercent(value, digits));

export const chanceText = (chance: number | null): string => unbroken(shownChance(chance));

export const levelText = (confidence: number): string => unbroken(shownLevel(confidence));

/** Seconds since 1970 as 2026-01-31; nothing where unknown. */
export function dayText(seconds: number): string {
  return seconds > 0 ? new Date(seconds * 1000).toISOString().slice(0, 10) : "–";
}
