/** Whether a judge is asked for structured verdicts or for text. */
import type { BatchStore } from "../../../core/batch.ts";
import { type Message, say } from "../../../core/message.ts";
import type { VerdictKind } from "../../../core/types.ts";
import { plural } from "../../command/format.ts";
import type { Model } from "../../models/models.ts";

/** How verdicts are asked for from now on, and what is stored. */
export interface VerdictUse {
  kind: VerdictKind;
  /** Whether somebody asked for it: then prompts of the user's own ask for structured verdicts, too. */
  isAsked: boolean;
  /** How the stored judgments were asked for; undefined where nothing is stored. */
  begun: VerdictKind | undefined;
}

/** Judges that are no language models have no fields to fill in. */
const TEXT_ONLY = ["offline", "recorded"];
/** Fields of a request that asks for a structured verdict. */
const FIELDS = ["response_format", "tool_choice"];

const kindOf = ({ verdict_kind }: { verdict_kind?: string | undefined }): VerdictKind =>
  verdict_kind === "structured" ? "structured" : "text";

/** How the batches that are under way were asked. */
function kindInBatches(store: BatchStore): VerdictKind | undefined {
  const fields = store
    .open()
    .flatMap(({ events }) => events.flatMap((one) => (one.event === "written" ? one.fields : [])));
  if (fields.length === 0) return undefined;
  return fields.some((field) => FIELDS.includes(field)) ? "structured" : "text";
}

/**
 * How a judge is asked. The config's word goes before all; without it what was begun in text goes on in
 * text, so that no ranking is of two kinds of verdicts without anybody having asked for it. `stored`
 * are those that have a verdict: one that could not be read has no kind. `gameOf` names what a row is a
 * verdict on; the newest of a game is the one that counts.
 */
export function verdictUse<Row extends { verdict_kind?: string | undefined }>(
  { spec, verdict }: Model,
  asked: VerdictKind | undefined,
  { stored, gameOf }: { stored: readonly Row[]; gameOf(row: Row): string },
  store: BatchStore,
): VerdictUse {
  const wanted = TEXT_ONLY.includes(spec.provider) ? "text" : (verdict ?? asked);
  const game = stored[0] && gameOf(stored[0]);
  const first = stored.findLast((row) => gameOf(row) === game);
  const begun = first ? kindOf(first) : kindInBatches(store);
  const kind = wanted ?? (begun === "text" ? "text" : "structured");
  return { kind, begun, isAsked: (verdict ?? asked) === "structured" };
}

/**
 * What a person should know of it. `left`: how many are still to be judged; `kept`: the stored verdicts
 * that go on to count.
 */
export function verdictNotices(
  id: string,
  { kind, begun, isAsked }: VerdictUse,
  { left, kept }: { left: number; kept: readonly { verdict_kind?: string | undefined }[] },
): Message[] {
  if (left === 0) return [];
  if (kind === "text" && begun === "text" && !isAsked) {
    return [
      say`${id}: the stored judgments have verdicts in text, and judging goes on so. verdict: "structured" (--verdict structured) asks for the rest with a schema.`,
    ];
  }
  const others = kept.filter((row) => kindOf(row) !== kind).length;
  if (others === 0) return [];
  return [
    say`Notice: the verdicts of ${plural(others, "stored judgment")} of ${id} are ${kind === "structured" ? say`in text; the new ones are structured` : say`structured; the new ones are in text`}. All count together, and nothing is paid for again. verdict (--verdict) chooses.`,
  ];
}
