/** Writes a whole folder of made files, and takes away those of an earlier time that it no longer has. */
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { writeAllWhole, writeWhole } from "../../store/files/write_whole.ts";

/** Lists what was written, so that a later run removes nothing else. */
const LIST = "files.json";
const MADE_BY = "jrank";

/**
 * Writes the files below a folder that is new, empty or was written by this function before. Files
 * whose content stays the same are not touched. Gives the number of bytes of all files.
 *
 * @throws UserError where the folder is a link or holds something else, which is left as it is.
 */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<number> {
  const before = listBefore(folder);
  let bytes = 0;
  const changed: [string, Buffer][] = [];
  const known = new Set(before);
  for (const [path, content] of files) {
    const file = inside(folder, path);
    const next = Buffer.from(content);
    bytes += next.length;
    if (existsSync(file)) {
      if (readFileSync(file).equals(next)) continue;
      if (!known.has(path)) {
        throw new UserError(
          say`${file} was not written by jrank and would be lost. Nothing was written; move it away`,
        );
      }
    }
    changed.push([file, next]);
  }
  const gone = before.filter((path) => !files.has(path)).map((path) => inside(folder, path));
  const list = `${JSON.stringify({ made_by: MADE_BY, files: [...files.keys()].sort() }, null, 1)}\n`;
  const listFile = inside(folder, LIST);
  bytes += Buffer.byteLength(list);
  // The list comes first: a folder that was left half written can be written again.
  if (!existsSync(listFile) || readFileSync(listFile, "utf8") !== list) writeWhole(listFile, list);
  await writeAllWhole(changed);
  for (const file of gone) {
    rmSync(file, { force: true });
    removeEmpty(dirname(file), resolve(folder));
  }
  return bytes;
}

/** @throws UserError where `writeFolder` would refuse the folder: to be told before a long run. */
export function checkFolder(folder: string): void {
  listBefore(folder);
}

/** The path of a file, which must lie in the folder. */
function inside(folder: string, path: string): string {
  const file = resolve(folder, path);
  const below = relative(resolve(folder), file);
  if (below === "" || below === ".." || below.startsWith(`..${sep}`)) {
    throw new UserError(
      say`${path} does not lie in ${folder}; ${join(folder, LIST)} was tampered with`,
    );
  }
  for (let part = dirname(file); part !== resolve(folder); part = dirname(part)) refuseLink(part);
  refuseLink(file);
  return file;
}

/** What is written through a link is written, and later removed, somewhere else. */
function refuseLink(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new UserError(
    say`${path} is a link to ${readlinkSync(path)}; name the folder that it leads to, or another one`,
  );
}

function listBefore(folder: string): string[] {
  refuseLink(resolve(folder));
  if (!existsSync(folder) || readdirSync(folder).every((name) => name.startsWith(".git"))) {
    return [];
  }
  const list = join(folder, LIST);
  if (existsSync(list)) {
    try {
      const { made_by, files } = JSON.parse(readFileSync(list, "utf8")) as Record<string, unknown>;
      if (made_by === MADE_BY && Array.isArray(files)) {
        return files.filter((path) => typeof path === "string");
      }
    } catch {
      // It is somebody else's, like a folder without one.
    }
  }
  throw new UserError(
    say`${folder} is not empty and was not written by jrank; choose a new or empty folder, or empty it yourself`,
  );
}

function removeEmpty(folder: string, top: string): void {
  if (folder === top || !folder.startsWith(top) || !existsSync(folder)) return;
  if (readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), top);
}
