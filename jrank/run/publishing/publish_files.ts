/** Publishes: copies what the config chooses to its folder, and commits it where that is a branch. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { SiteFiles } from "../../report/site_input.ts";
import type { ConfigFile } from "../../store/config/config.ts";
import type { Context } from "../command/command.ts";
import { shownPath } from "../command/format.ts";
import { checkFolder, writeFolder } from "./write_folder.ts";

type PublishConfig = NonNullable<ConfigFile["publish"]>;

const run = promisify(execFile);

/** The chosen part of a site's files. */
export function chosenFiles(files: SiteFiles, chosen: PublishConfig["files"]): SiteFiles {
  if (chosen === undefined || chosen.includes("site")) return files;
  return new Map(
    [...files].filter(([path]) => chosen.some((folder) => path.startsWith(`${folder}/`))),
  );
}

/**
 * Fails where the files could not be published in the end: the name of the branch is none for git,
 * there is no git, or the folder is something else.
 */
export async function checkPublish({
  folder: target,
  git_branch: branch,
}: PublishConfig): Promise<void> {
  const folder = resolve(target);
  checkFolder(folder);
  if (branch === undefined) return;
  await run("git", ["check-ref-format", "--branch", branch]).catch((error) => {
    throw isMissing(error)
      ? noGit()
      : new UserError(say`publish.git_branch "${branch}" is no name of a branch for git`);
  });
  if (isWorkingTree(folder)) await checkBranch(folder, branch);
  else await git(".", "rev-parse", "--git-dir");
}

/**
 * Writes the files. With a branch the folder is a working tree of that branch, made if it is not
 * there, and a change is committed to it; nothing is pushed.
 */
export async function publishFiles(
  files: SiteFiles,
  { folder: target, files: chosen, git_branch: branch }: PublishConfig,
  { message, out }: { message: string; out: Context["out"] },
): Promise<void> {
  const folder = resolve(target);
  if (branch !== undefined) await openBranch(folder, branch);
  await writeFolder(folder, chosenFiles(files, chosen));
  const shown = shownPath(folder);
  if (branch === undefined) {
    out(say`Published: ${shown}`);
    return;
  }
  await git(folder, "add", "--all", ".");
  const { stdout } = await git(folder, "status", "--porcelain");
  if (stdout.trim() === "") {
    out(say`Published: ${shown}, nothing has changed on the branch ${branch}`);
    return;
  }
  await git(folder, "commit", "--quiet", "--message", message);
  out(say`Published: ${shown}, committed to ${branch}; git push origin ${branch} puts it online`);
}

/** Makes the folder a working tree of the branch, or checks that it is one. */
async function openBranch(folder: string, branch: string): Promise<void> {
  if (isWorkingTree(folder)) return checkBranch(folder, branch);
  const known = await run("git", ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`]).then(
    () => true,
    () => false,
  );
  if (known) {
    await git(".", "worktree", "add", "--quiet", folder, branch);
    return;
  }
  // A branch of its own, without the history of the program's.
  await git(".", "worktree", "add", "--quiet", "--detach", "--no-checkout", folder);
  await git(folder, "symbolic-ref", "HEAD", `refs/heads/${branch}`);
  await git(folder, "read-tree", "--empty");
}

const isWorkingTree = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).length > 0;

async function checkBranch(folder: string, branch: string): Promise<void> {
  const top = await git(folder, "rev-parse", "--show-toplevel");
  const head = await git(folder, "symbolic-ref", "--quiet", "--short", "HEAD");
  if (resolve(top.stdout.trim()) === folder && head.stdout.trim() === branch) return;
  throw new UserError(
    say`publish.folder ${folder} is not a working tree of the branch ${branch}; name a folder that does not exist yet, and it will be made`,
  );
}

const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === "ENOENT";
const noGit = (): UserError =>
  new UserError(say`publish.git_branch needs git, which is not installed`);

async function git(folder: string, ...args: string[]): Promise<{ stdout: string }> {
  try {
    return await run("git", ["-C", folder, ...args]);
  } catch (error) {
    if (isMissing(error)) throw noGit();
    const { stderr = "" } = error as { stderr?: string };
    throw new UserError(say`git ${args[0]} failed in ${resolve(folder)}: ${stderr.trim()}`);
  }
}
