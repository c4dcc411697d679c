/** The main job of whichever config a file is: one of ours, or one of the Nejumi leaderboard. */
import { type Fields, nejumiKind, readNejumiYaml } from "../../store/scores/neo_file.ts";
import type { Context } from "../command/command.ts";
import { type PipelineFlags, runPipeline } from "../pipeline/pipeline.ts";

/** Runs the config that the flags name. */
export async function runFile(flags: PipelineFlags, context: Context): Promise<void> {
  const { config } = flags;
  if (config === undefined) return runPipeline(flags, context);
  const value = await readNejumiYaml(config);
  const kind = nejumiKind(value);
  if (kind === undefined) return runPipeline(flags, context);
  const given = { ...flags, config };
  if (kind === "blend") {
    const { runBlend } = await import("./blend.ts");
    return runBlend(value as Fields, given, context);
  }
  const { runNejumi } = await import("./nejumi.ts");
  return runNejumi(value as Fields, given, context);
}
