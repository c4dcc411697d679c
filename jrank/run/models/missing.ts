/** What a run could not do, in words: what failed may come, what was refused for good will not. */
import { plural } from "../command/format.ts";

/** How many of one kind are missing, and how many of them because they were refused for good. */
export interface Missing {
  what: string;
  missing: number;
  refused: number;
}

/** What is missing and still wanted; undefined where nothing is. */
export function missingWords(
  kinds: readonly Missing[],
  { acceptRefusals }: { acceptRefusals: boolean },
): string | undefined {
  const list = (count: (kind: Missing) => number): string =>
    kinds
      .filter((kind) => count(kind) > 0)
      .map((kind) => plural(count(kind), kind.what))
      .join(" and ");
  const failed = list(({ missing, refused }) => missing - refused);
  const refused = acceptRefusals ? "" : list((kind) => kind.refused);
  const words = [
    ...(failed === "" ? [] : [`missing because calls failed: ${failed}; run again to try anew`]),
    ...(refused === ""
      ? []
      : [
          `refused for good: ${refused}; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused`,
        ]),
  ].join(". ");
  return words === "" ? undefined : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
