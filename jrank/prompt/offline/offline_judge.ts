/**
 * The decisions of the offline judge. It understands nothing: it measures how much an answer shares
 * with a reference answer, and how many of the required facts it says. Good for trying the program,
 * for tests, and to notice for free that a model got worse; no measure of quality.
 */

/** What was measured of one answer. */
export interface OfflineMeasure {
  /** chrF with the reference answer, 0 to 1. */
  overlap: number;
  factsFound: number;
  /** 0 where the question requires none at this turn. */
  factsWanted: number;
  /** 0 to 100. */
  score: number;
}

/** Answers whose scores are no further apart than this many points of 100 tie. */
export const TIE_MARGIN = 5;

/**
 * Measures an answer to one turn. The score is 100 times (overlap + 2 × share of the facts said) / 3:
 * a wrong fact in the right words must not win. Where the question requires no facts, it is 100 times
 * the overlap. `references`
 * holds one text a turn, and `turn` counts from 1.
 */
export function measureAnswer(
  answer: string,
  references: readonly string[],
  { turn, facts = [] }: { turn: number; facts?: readonly (readonly string[])[] | undefined },
): OfflineMeasure {
  const wanted = factsOfTurn(facts, references, turn);
  const found = wanted.filter((spellings) => saysFact(answer, spellings)).length;
  const overlap = chrF(answer, references[turn - 1] ?? "");
  const share = wanted.length === 0 ? overlap : found / wanted.length;
  return {
    overlap,
    factsFound: found,
    factsWanted: wanted.length,
    score: (100 * (overlap + 2 * share)) / 3,
  };
}

/** The better of two measured answers, or 3 where they are within the margin. */
export function offlineWinner(first: OfflineMeasure, second: OfflineMeasure): 1 | 2 | 3 {
  const lead = first.score - second.score;
  if (Math.abs(lead) <= TIE_MARGIN) return 3;
  return lead > 0 ? 1 : 2;
}

/** A whole rating from 1 to 10 for a score from 0 to 100. */
export function offlineRating({ score }: OfflineMeasure): number {
  return Math.round(1 + (9 * score) / 100);
}

/** Width and case do not matter: "３，７７６ｍ" says "3,776m". */
const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Whether a text says one of the spellings. A number must stand alone ("129" is not in "1290"), and
 * a spelling in Latin letters must begin a word ("ice" is not in "advice", "scatter" is in
 * "scattered").
 */
export function saysFact(text: string, spellings: readonly string[]): boolean {
  const words = plain(text);
  return spellings.map(plain).some((spelling) => {
    const before = /^\d/.test(spelling)
      ? "(?<!\\d)"
      : /^\p{Script=Latin}/u.test(spelling)
        ? "(?<!\\p{Script=Latin})"
        : "";
    const after = /\d$/.test(spelling) ? "(?!\\d)" : "";
    return new RegExp(before + escaped(spelling) + after, "u").test(words);
  });
}

/**
 * The facts that belong to a turn: those that its reference answer says. A fact that no reference
 * says belongs to every turn, so that none is passed over.
 */
export function factsOfTurn(
  facts: readonly (readonly string[])[],
  references: readonly string[],
  turn: number,
): readonly (readonly string[])[] {
  const reference = references[turn - 1] ?? "";
  return facts.filter(
    (spellings) =>
      saysFact(reference, spellings) || !references.some((text) => saysFact(text, spellings)),
  );
}

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

/**
 * chrF: how much of a reference's character n-grams a text has, and the other way round, from 0 to 1
 * (Popović, chrF: character n-gram F-score for automatic MT evaluation, WMT 2015). As sacreBLEU
 * counts it (chrF2): n-grams of 1 to 6 characters, whitespace left out, precision and recall averaged
 * over the orders that both texts are long enough for, recall weighing twice (beta 2).
 */
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
