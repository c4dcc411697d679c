/**
 * Seeded randomness. Every function that draws takes a `Random`; nothing falls back to
 * `Math.random`, so a seed always means the same bytes.
 */

/** A stream of random numbers. */
export interface Random {
  /** Uniform on [0, 1), with 32 random bits. */
  next(): number;
  /** Fills numbers with what so many calls of `next` give, in a third of their time. */
  fill(numbers: Float64Array): void;
  /** Uniform on the integers 0 … n - 1. */
  below(n: number): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
}

/** Spreads a seed over 32-bit words: FNV-1a over the text, then a Weyl sequence with a mixer. */
function seedWords(seed: string): () => number {
  let h = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) h = Math.imul(h ^ seed.charCodeAt(i), 0x01000193);
  return () => {
    h = (h + 0x9e3779b9) | 0;
    let t = h ^ (h >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
}

/**
 * A generator for a seed, and for a purpose within it: streams with different labels are
 * independent, so drawing more for one purpose changes nothing for another. The generator is sfc32
 * (Chris Doty-Humphrey, PractRand), which passes BigCrush and needs no multiplication.
 */
export function createRandom(seed: number | string, label = ""): Random {
  const word = seedWords(`${seed}/${label}`);
  let a = word();
  let b = word();
  let c = word();
  let counter = 1;
  const bits = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();
  let spare: number | undefined;
  return {
    next: () => bits() / 4294967296,
    // As `bits`, with the state at hand.
    fill: (numbers) => {
      let [x, y, z, n] = [a, b, c, counter];
      for (let k = 0; k < numbers.length; k++) {
        const t = (((x + y) | 0) + n) | 0;
        n = (n + 1) | 0;
        x = y ^ (y >>> 9);
        y = (z + (z << 3)) | 0;
        z = (z << 21) | (z >>> 11);
        z = (z + t) | 0;
        numbers[k] = (t >>> 0) / 4294967296;
      }
      [a, b, c, counter] = [x, y, z, n];
    },
    below: (n) => Math.floor((bits() / 4294967296) * n),
    normal: () => {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = (bits() / 4294967296) * 2 - 1;
        const v = (bits() / 4294967296) * 2 - 1;
        const s = u * u + v * v;
        if (s >= 1 || s === 0) continue;
        const factor = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    },
  };
}

/** A new array with the items in random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = items.slice();
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
