/** What several files are called together. */
import { basename } from "node:path";

/** Words, numbers and the marks between them. */
const TOKENS = /\p{L}+|\p{N}+|[^\p{L}\p{N}]+/gu;

/** The name of a file without its ending; of several: what their names share, and how many they are. */
export function nameOfFiles(files: readonly string[]): string {
  const names = files.map((file) => basename(file).replace(/\.[^.]*(?:\.gz)?$/, ""));
  const [first = "", ...others] = names;
  if (others.length === 0) return first;
  const count = `${names.length} files`;
  const tokens = names.map((name) => name.match(TOKENS) ?? []);
  const shared =
    sharedHead(tokens) ||
    sharedHead(
      tokens.map((own) => own.toReversed()),
      true,
    );
  return shared === "" ? count : `${shared} (${count})`;
}

/** The words that all begin with, if there is a letter among them. */
function sharedHead(names: readonly (readonly string[])[], isReversed = false): string {
  const [first = [], ...others] = names;
  const end = first.findIndex((token, k) => others.some((other) => other[k] !== token));
  const head = end === -1 ? [...first] : first.slice(0, end);
  const text = (isReversed ? head.reverse() : head)
    .join("")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  return /\p{L}/u.test(text) ? text : "";
}
