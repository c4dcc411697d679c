/** Which pairs the adaptive schedule will play, known strengths assumed: no verdict is drawn. */
import type { PairMatches } from "../../stats/uncertainty/precision.ts";
import { informationAt } from "../adaptive_fit.ts";
import { pairGains } from "../match_information.ts";
import type { Goal } from "../schedule.ts";

/** As in the schedule itself: matches of each model in the warm-up, and the power of the draw. */
const WARM_UP_MATCHES = 10;
const POWER = 4;
/** The information is taken anew after this share of the matches so far. */
const STEP = 0.04;

/**
 * Matches by pair, as expected after each of the `counts` (ascending), in natural-log strengths. Goes
 * on from `start` where given, else warms up evenly. Capacity is not looked at: it is for plans that
 * are far from playing everything.
 */
export function expectedMatches(
  strengths: Float64Array,
  counts: readonly number[],
  { goal, start }: { goal: Goal; start?: PairMatches },
): PairMatches[] {
  const m = strengths.length;
  const pairs = (m * (m - 1)) / 2;
  const x = Float64Array.of(...strengths, 0);
  let matches: PairMatches = start?.slice() ?? new Float64Array(m * m);
  let played = start ? sumOf(start) : 0;
  const warmUp = start ? 0 : (WARM_UP_MATCHES * m) / 2;
  return counts.map((count) => {
    while (played < count) {
      if (played < warmUp) {
        const more = Math.min(warmUp, count) - played;
        matches = matches.map((n, k) => (Math.floor(k / m) === k % m ? 0 : n + more / pairs));
        played += more;
        continue;
      }
      const more = Math.min(count - played, Math.max(10, STEP * played));
      const shares = pairShares(x, matches, goal);
      matches = matches.map((n, k) => n + more * shares[k]);
      played += more;
    }
    return matches.slice();
  });
}

function sumOf(matches: PairMatches): number {
  return matches.reduce((sum, n) => sum + n, 0) / 2;
}

/** The probability of each pair for the next match, in both of its places. */
function pairShares(x: Float64Array, matches: PairMatches, goal: Goal): Float64Array {
  const m = x.length - 1;
  const ordered = matches.map((n) => n / 2);
  const information = informationAt(x, ordered, goal, m);
  const gains = pairGains(information, x, () => true);
  const largest = gains.reduce((most, gain) => Math.max(most, gain), 0);
  const powers = gains.map((gain) => (gain / largest) ** POWER);
  const total = powers.reduce((sum, power) => sum + power, 0);
  const shares = new Float64Array(m * m);
  for (let i = 1, at = 0; i < m; i++) {
    for (let j = 0; j < i; j++, at++) {
      shares[i * m + j] = powers[at] / total;
      shares[j * m + i] = shares[i * m + j];
    }
  }
  return shares;
}
