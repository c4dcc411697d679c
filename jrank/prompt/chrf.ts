/**
 * chrF: how much of a reference's character n-grams a text has, and the other way round (Popović,
 * chrF: character n-gram F-score for automatic MT evaluation, WMT 2015). As sacreBLEU counts it
 * (chrF2): n-grams of 1 to 6 characters, whitespace left out, precision and recall averaged over
 * the orders that both texts are long enough for, recall weighing twice (beta 2).
 */

const LONGEST = 6;

function ngrams(characters: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= characters.length; i++) {
    const gram = characters.slice(i, i + n).join("");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

const total = (counts: Map<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/** chrF of a text against a reference, from 0 (nothing in common) to 1 (the same characters). */
export function chrF(text: string, reference: string, { beta = 2 } = {}): number {
  const ours = [...text.replace(/\s+/gu, "")];
  const theirs = [...reference.replace(/\s+/gu, "")];
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let n = 1; n <= LONGEST; n++) {
    const found = ngrams(ours, n);
    const wanted = ngrams(theirs, n);
    const foundTotal = total(found);
    const wantedTotal = total(wanted);
    if (foundTotal === 0 || wantedTotal === 0) continue;
    let common = 0;
    for (const [gram, count] of found) common += Math.min(count, wanted.get(gram) ?? 0);
    precision += common / foundTotal;
    recall += common / wantedTotal;
    orders++;
  }
  if (orders === 0) return 0;
  precision /= orders;
  recall /= orders;
  if (precision + recall === 0) return 0;
  const b = beta * beta;
  return ((1 + b) * precision * recall) / (b * precision + recall);
}
