import { ENGLISH, inWords, type Message, type Said } from "./message.ts";

/**
 * A failure that the user can fix. The message says where it is, what was found and what to do;
 * it is printed without a stack. Everything else that is thrown is a bug and keeps its stack.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** What it says, in whichever language it is printed; `message` is the English. */
  readonly said: Message;

  constructor(said: Message, options?: ErrorOptions) {
    super(inWords(said, ENGLISH), options);
    this.said = said;
  }
}

/** What is wrong with a row of a file. The row is left out and told about; the others count. */
export class RowError extends Error {
  override readonly name: string = "RowError";
  readonly said: Message;

  constructor(said: Message) {
    super(inWords(said, ENGLISH));
    this.said = said;
  }
}

/** A `UserError` about a file that cannot be written: nothing that is paid for could be kept. */
export class WriteError extends UserError {}

/** A `WriteError` about a file that went away while it was written to. */
export class FileGone extends WriteError {}

/** A `UserError` about how a command was called: exit code 2. */
export class UsageError extends UserError {
  override readonly name = "UsageError";
}

/** The words of anything thrown, in English, for a message that names its cause. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What anything thrown says, in whichever language it is printed. */
export function saidBy(thrown: unknown): Said {
  return thrown instanceof Error && "said" in thrown ? (thrown.said as Said) : messageOf(thrown);
}
