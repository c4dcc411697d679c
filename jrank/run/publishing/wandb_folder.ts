/** Writes a run of W&B as an offline folder: a new one, or in the place of one that was not uploaded. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { say } from "../../core/message.ts";
import { namesIn } from "../../store/files/text_file.ts";
import { idFrom, offlineRun, type WandbRun } from "../../store/wandb/offline_run.ts";
import type { Context } from "../command/command.ts";
import { shownPath } from "../command/format.ts";
import { writeFolder } from "./write_folder.ts";

/** Says which results a folder is of. */
const MARK = "jrank.json";

/** An earlier folder of the same results that nobody has uploaded. */
function earlierFolder(root: string, of: string): { name: string; id: string } | undefined {
  if (!existsSync(root)) return undefined;
  for (const name of namesIn(root).reverse()) {
    const id = /^offline-run-\d{8}_\d{6}-([a-z0-9]{8})$/.exec(name)?.[1];
    const mark = join(root, name, MARK);
    if (id === undefined || !existsSync(mark)) continue;
    if (existsSync(join(root, name, `run-${id}.wandb.synced`))) continue;
    if (readFileSync(mark, "utf8").includes(`"${of}"`)) return { name, id };
  }
  return undefined;
}

/**
 * Writes the folder below `wandb/` here (or WANDB_DIR), as the Python client does. `source` tells
 * results apart: those of one benchmark or model go into one folder until it is uploaded.
 */
export async function writeWandb(
  run: Omit<WandbRun, "id" | "started">,
  source: string,
  { env, now, out }: Context,
): Promise<string> {
  const root = resolve(env.WANDB_DIR || ".", "wandb");
  const of = createHash("sha256")
    .update(JSON.stringify([source, run.entity, run.project, run.name]))
    .digest("hex")
    .slice(0, 16);
  const started = now();
  const earlier = earlierFolder(root, of);
  const id = earlier?.id ?? idFrom(`run/${of}/${started}`, 8);
  const stamp = new Date(started)
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[-:]/g, "")
    .replace("T", "_");
  const folder = join(root, earlier?.name ?? `offline-run-${stamp}-${id}`);
  const files = offlineRun({ ...run, id, started }, folder);
  files.set(MARK, `${JSON.stringify({ made_by: "jrank", of })}\n`);
  await writeFolder(folder, files);
  const shown = shownPath(folder);
  out(say`W&B:     ${shown} (upload it with: wandb sync ${shown})`);
  return folder;
}
