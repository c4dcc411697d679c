/** Numbers in the words of charts. */

/** A share in percent, with a decimal where it has one. */
export const percent = (share: number): string => `${+(share * 100).toFixed(1)}`;
/** A number with its thousands apart. */
export const thousands = (n: number): string => n.toLocaleString("en-US");
