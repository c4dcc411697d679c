import type { SimultaneousRanks } from "./simultaneous_ranks.ts";

/**
 * Tie groups as letters: maximal runs of consecutive models, in the order given, none of which is
 * told apart from another. A model can stand in several; "" where it is not placed.
 */
export function tieGroups(
  order: readonly number[],
  { above, lower }: Pick<SimultaneousRanks, "above" | "lower">,
): string[] {
  const board = order.filter((i) => lower[i] !== null);
  const letters = new Map<number, string>();
  let groups = 0;
  let last = -1;
  for (let from = 0; from < board.length; from++) {
    let to = from;
    const fits = (i: number) =>
      board.slice(from, to + 1).every((j) => !above(j, i) && !above(i, j));
    while (to + 1 < board.length && fits(board[to + 1])) to++;
    if (to <= last) continue;
    last = to;
    const letter = letterOf(groups++);
    for (const i of board.slice(from, to + 1)) letters.set(i, (letters.get(i) ?? "") + letter);
  }
  return order.map((i) => letters.get(i) ?? "");
}

/** a … z, then aa, ab … in brackets, so that letters side by side stay apart. */
function letterOf(n: number): string {
  const letter = (k: number) => String.fromCharCode(97 + k);
  return n < 26 ? letter(n) : `(${letter(Math.floor(n / 26) - 1)}${letter(n % 26)})`;
}
