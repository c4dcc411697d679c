/** Notices when a model's answers come from two different makings. */

import type { Backend } from "../../backend/call/backend.ts";
import { joined, type Said, say } from "../../core/message.ts";
import type { ModelAnswers } from "../../store/answers/benchmark.ts";

/** Says when the answers that are there were made with another file, template or adapter. */
export function tellOtherMaking(
  id: string,
  { metadata }: Backend,
  stored: ModelAnswers | undefined,
  log: (text: Said) => void,
): void {
  const facts = { template_sha256: "template", file: "model file", lora: "LoRA adapter" };
  const made = [...(stored?.byQuestion.values() ?? [])].flatMap(({ generation }) =>
    typeof generation === "object" && generation !== null
      ? [generation as Record<string, unknown>]
      : [],
  );
  const other = Object.entries(facts).flatMap(([fact, name]) =>
    made.some(
      (then) => "template" in then && JSON.stringify(then[fact]) !== JSON.stringify(metadata[fact]),
    )
      ? [name]
      : [],
  );
  if (other.length === 0) return;
  log(
    say`Warning: stored answers of ${id} were made with another ${joined(other, " and ")} than now; --regenerate asks all of them anew.`,
  );
}
