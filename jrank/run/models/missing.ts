/** What a run could not do, in words: what failed may come, what was refused for good will not. */
import { joined, type Message, say } from "../../core/message.ts";
import { plural } from "../command/format.ts";

/** How many of one kind are missing, and how many of them because they were refused for good. */
interface Missing {
  what: "judgment" | "answer";
  missing: number;
  refused: number;
}

/** What is missing and still wanted; undefined where nothing is. */
export function missingWords(
  kinds: readonly Missing[],
  { acceptRefusals }: { acceptRefusals: boolean },
): Message | undefined {
  const list = (count: (kind: Missing) => number): Message | undefined => {
    const some = kinds.filter((kind) => count(kind) > 0);
    if (some.length === 0) return undefined;
    return joined(
      some.map((kind) => plural(count(kind), kind.what)),
      " and ",
    );
  };
  const failed = list(({ missing, refused }) => missing - refused);
  const refused = acceptRefusals ? undefined : list((kind) => kind.refused);
  const sentences = [
    ...(failed ? [say`Missing because calls failed: ${failed}; run again to try anew.`] : []),
    ...(refused
      ? [
          say`Refused for good: ${refused}; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused.`,
        ]
      : []),
  ];
  return sentences.length === 0 ? undefined : joined(sentences, " ");
}
