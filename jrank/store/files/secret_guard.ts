/** No file of ours holds a key: what is published is refused, a row is stored without it. */

import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { type Secrets, secretFoundIn } from "../../core/secrets.ts";

/** The keys of this process: its environment is one, so this is too. */
const watched = new Map<string, string>();

/** From now on these keys are looked for in every file before it is written. */
export function watchSecrets(secrets: Secrets): void {
  for (const [name, value] of secrets) watched.set(name, value);
}

/** @throws UserError where the content holds the value of a watched variable. */
export function refuseSecrets(file: string, content: string | Uint8Array): void {
  if (watched.size === 0) return;
  const text = typeof content === "string" ? content : Buffer.from(content).toString("latin1");
  const name = secretFoundIn(text, watched);
  if (name === undefined) return;
  throw new UserError(
    say`${file} is not written: it would contain the value of ${name}. Look for it in the config, the questions, the answers and the judgments, and take it out`,
  );
}

/** The text with watched keys replaced by the names of their variables: servers may echo them. */
export function hideSecrets(text: string): string {
  let hidden = text;
  for (const [name, value] of watched) {
    if (hidden.includes(value)) hidden = hidden.replaceAll(value, `[${name}]`);
  }
  return hidden;
}
