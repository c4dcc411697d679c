/** Guesses what was meant by a name that does not exist. */
import { type Said, say } from "./message.ts";

/** Edits (insert, delete, replace, swap neighbours) from one text to the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length];
}

/** say` Did you mean "x"?` for the nearest known name, or nothing when none is near. */
export function suggest(name: string, known: readonly string[]): Said {
  const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("-", "_");
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(plain(name), plain(candidate));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best === undefined ? "" : say` Did you mean "${best}"?`;
}
