/** Numbers on axes and in the words of charts. */

/** A share in percent, with a decimal where it has one. */
export const percent = (share: number): string => `${+(share * 100).toFixed(1)}`;
/** A number with its thousands apart. */
export const thousands = (n: number): string => n.toLocaleString("en-US");

/** A share in percent that is never rounded to certainty. */
export const uncertain = (share: number): string => {
  if (share > 0.9995 && share < 1) return ">99.9";
  return share > 0 && share < 0.0005 ? "<0.1" : percent(share);
};

/** Round numbers between two bounds, about as many as wanted and at least one. */
export function niceTicks(low: number, high: number, wanted: number): number[] {
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const steps = [5, 2, 1, 0.5].map((factor) => factor * power).filter((step) => step <= raw * 1.01);
  const ticksOf = (step: number): number[] => {
    const first = Math.ceil(low / step);
    const count = Math.floor(high / step) - first + 1;
    return Array.from({ length: count }, (_, k) => (first + k) * step);
  };
  return steps.map(ticksOf).find((ticks) => ticks.length > 0) ?? [];
}
