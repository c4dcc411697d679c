/** Has people vote on the pairs that a judge judged, without being told who wrote what. */
import { integerFlag, runCommand } from "./run/command/command.ts";
import { ANNOTATE_SETTINGS } from "./run/command/options.ts";

await runCommand(
  "annotate.ts",
  "Shows people pairs of answers without names and keeps their votes beside the judges' judgments, so that judges can be compared with them and calibrated to them.",
  (program, context) => {
    program
      .optionsGroup("How people vote:")
      .option("--serve", "a page of this program, until Ctrl-C")
      .option("--host <address>", "of --serve (127.0.0.1: this machine only; others need a token)")
      .option("--port <number>", "of --serve (8001; 0 is any that is free)", integerFlag(0))
      .option("--static <folder>", "a page in a folder, to send to somebody")
      .option("--import <files...>", "what that page gave them to send back")
      .optionsGroup("Which pairs:")
      .option("--votes <number>", "votes that each person is asked for (100)", integerFlag(1))
      .option(
        "--judge-model <ids...>",
        "judges whose games are voted on; absent: all of the benchmark's",
      )
      .action(async (flags) => {
        const { annotate } = await import("./run/annotating/people_votes.ts");
        await annotate(flags, context);
      });
  },
  {
    example: "npx tsx jrank/annotate.ts --bench-name rakuda_v2 --serve",
    settings: ANNOTATE_SETTINGS,
    defaults: {},
  },
);
