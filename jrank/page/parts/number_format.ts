/** Numbers and dates as the page shows them. */

/** A rating, or a share where ratings are win rates. */
export function ratingText(value: number | null, isRate: boolean): string {
  if (value === null) return "–";
  return isRate ? percentText(value) : value.toFixed(0);
}

/** 0.6364 as "63.6 %". */
export function percentText(value: number | null, digits = 1): string {
  return value === null ? "–" : `${(value * 100).toFixed(digits)}\u00a0%`;
}

/** 0.95 as "95 %". */
export function levelText(confidence: number): string {
  return `${+(confidence * 100).toFixed(1)}\u00a0%`;
}

/** Seconds since 1970 as 2026-01-31; nothing where unknown. */
export function dayText(seconds: number): string {
  return seconds > 0 ? new Date(seconds * 1000).toISOString().slice(0, 10) : "–";
}
