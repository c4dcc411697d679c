/** Numbers in the words of charts. */

/** A share in percent, with a decimal where it has one. */
export const percent = (share: number): string => `${+(share * 100).toFixed(1)}`;
/** A number with its thousands apart. */
export const thousands = (n: number): string => n.toLocaleString("en-US");

/** A share in percent that is never rounded to certainty. */
export const uncertain = (share: number): string => {
  if (share > 0.9995 && share < 1) return ">99.9";
  return share > 0 && share < 0.0005 ? "<0.1" : percent(share);
};
