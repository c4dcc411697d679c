/** Watches which model a server says it is: a change behind one name is said when it comes. */
import { type Said, say } from "../../core/message.ts";
import { isServedAsAsked } from "../../store/votes/row_survey.ts";
import { listSome } from "../command/format.ts";

/** Takes the model of each reply; says once each that it is another than before, or than asked for. */
export function watchServed({
  id,
  asked,
  known,
  log,
}: {
  id: string;
  /** The model's name in requests. */
  asked: string;
  /** Models that the stored rows name. */
  known: Iterable<string | null | undefined>;
  log(text: Said): void;
}): (served: string | null | undefined) => void {
  const seen = new Set([...known].filter((name) => typeof name === "string"));
  let isNew = true;
  return (served) => {
    if (typeof served !== "string") return;
    if (!isServedAsAsked(asked, served) && (isNew || !seen.has(served))) {
      log(say`Warning: ${id} asks for ${asked}, and the server says that ${served} answers.`);
    }
    if (seen.size > 0 && !seen.has(served)) {
      log(
        say`Warning: the server of ${id} says that ${served} answers now; before it was ${listSome([...seen])}. Replies of both are stored under one name.`,
      );
    }
    isNew = false;
    seen.add(served);
  };
}

/** Says when stored rows asked for another model than is asked for now under the same name. */
export function tellOtherAsked(
  id: string,
  asked: string,
  {
    stored,
    log,
  }: { stored: readonly { asked_model?: string | undefined }[]; log(text: Said): void },
): void {
  const others = new Map<string, number>();
  for (const { asked_model } of stored) {
    if (asked_model === undefined || asked_model === asked) continue;
    others.set(asked_model, (others.get(asked_model) ?? 0) + 1);
  }
  if (others.size === 0) return;
  const counted = [...others].map(([name, count]) => `${name} (${count})`);
  log(
    say`Warning: stored judgments of ${id} asked for ${listSome(counted)}, and now it asks for ${asked}. Give another model another id, or its verdicts count together with theirs.`,
  );
}
