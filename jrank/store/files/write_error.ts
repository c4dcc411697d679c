/** What to do about a file that cannot be written. */
import { UserError, WriteError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";

const ELSEWHERE = say`choose another place (--data-dir, or the flag that names the file)`;
const ADVICE: Record<string, Message> = {
  ENOSPC: say`the disk is full; make room and run the same command again`,
  EDQUOT: say`the disk quota is used up; make room and run the same command again`,
  EFBIG: say`the file would be larger than the file system or the shell's limit (ulimit -f) allows; raise the limit, or move the file away, and run the same command again`,
  EACCES: say`it may not be written; change its permissions or ${ELSEWHERE}`,
  EPERM: say`it may not be written; change its permissions or ${ELSEWHERE}`,
  EROFS: say`the file system is read-only; ${ELSEWHERE}`,
  EEXIST: say`a file is where a folder should be; move it away or ${ELSEWHERE}`,
  EISDIR: say`a folder is where a file should be; move it away or ${ELSEWHERE}`,
  ENOTDIR: say`a part of its path is a file, not a folder; ${ELSEWHERE}`,
  ENOENT: say`its folder is not there (any more); make the folder or ${ELSEWHERE}`,
  ELOOP: say`its path is a link that leads to itself; ${ELSEWHERE}`,
  ENAMETOOLONG: say`its name is too long for the file system; ${ELSEWHERE}`,
  EMFILE: say`too many files are open; raise the shell's limit (ulimit -n)`,
  ENFILE: say`too many files are open on this machine; end other programs`,
  EBUSY: say`another program holds it; close that program and run the same command again`,
  EIO: say`the disk reports an error; see to the disk before anything else`,
};

/**
 * An error of the file system as one that says what to do; anything else as it is. What is stored in
 * the file stays.
 */
export function writeError(file: string, error: unknown): Error {
  if (error instanceof UserError) return error;
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  const isOfFiles = typeof code === "string" && (code in ADVICE || syscall !== undefined);
  if (!isOfFiles) return error instanceof Error ? error : new Error(String(error));
  return new WriteError(
    say`cannot write ${file}: ${ADVICE[code] ?? message}. What was stored before is kept.`,
  );
}

/** Does something to a file; what the file system refuses becomes a `WriteError` about the file. */
export function guarded<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw writeError(file, error);
  }
}
