/** The leaderboard of scores, and scores made elsewhere that are to stand in it. */
import { runCommand } from "./run/command/command.ts";
import { LEADERBOARD_SETTINGS } from "./run/command/options.ts";

await runCommand(
  "make_leaderboard.ts",
  "Takes in scores made elsewhere (llm-jp-eval's results, lm-evaluation-harness's, W&B's tables, CSV) and writes the leaderboard of scores of all models: nejumi/leaderboard.json, .csv and .md in the data directory.",
  (program, context) => {
    program
      .argument("[files...]", "files of scores, or folders of W&B tables; none: the board alone")
      .optionsGroup("Input:")
      .option("--model-id <id>", "whose scores they are, where the files do not say it")
      .option("--replace", "take the place of scores that were asked for here")
      .optionsGroup("What is shown:")
      .option("--test-mode", "the board of runs in test mode, which lies apart")
      .action(async (files: string[], flags) => {
        const { makeLeaderboard } = await import("./run/scores/leaderboard.ts");
        await makeLeaderboard(files, flags, context);
      });
  },
  {
    example: "npx tsx jrank/make_leaderboard.ts results.json --model-id org/model-7b",
    settings: LEADERBOARD_SETTINGS,
  },
);
