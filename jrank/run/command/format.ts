/** Numbers as people read them in progress and reports. */
import { relative, resolve } from "node:path";
import { counted, joined, type Message, type Said, say, type Value } from "../../core/message.ts";

/** Seconds as "8 s", "3 min 20 s", "2 h 5 min". */
export function formatDuration(seconds: number): Message {
  const whole = Math.round(seconds);
  if (whole < 60) return say`${whole} s`;
  if (whole < 3600) return say`${Math.floor(whole / 60)} min ${whole % 60} s`;
  return say`${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** US dollars with the digits that matter: $0.0042, $0.42, $42.10. */
export function formatCost(dollars: number): string {
  if (dollars === 0) return "$0";
  return dollars < 0.1 ? `$${dollars.toFixed(4)}` : `$${dollars.toFixed(2)}`;
}

/** "1 judgment", "2 judgments". */
export const plural = (count: number, noun: string): Message => counted(count, noun);

/** Up to `most` items in a line; says how many more there are. */
export function listSome(items: readonly Value[], most = 8): Said {
  if (items.length === 0) return "";
  const shown = joined(items.slice(0, most));
  return items.length > most ? say`${shown} and ${items.length - most} more` : shown;
}

/** A path as one types it: below the working directory as a relative one, elsewhere whole. */
export function shownPath(path: string): string {
  const own = relative(".", path);
  return own.startsWith("..") ? resolve(path) : own || ".";
}
