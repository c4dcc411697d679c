/** Builds the website folder: leaderboard, charts and every answer behind them. */
import { integerFlag, runCommand } from "./run/command/command.ts";
import { SITE_SETTINGS } from "./run/command/options.ts";

await runCommand(
  "qa_browser.ts",
  "Builds a folder with the leaderboard, its charts and an answer browser, ready for any web server; it opens from the disk too.",
  (program, context) => {
    program
      .optionsGroup("This command:")
      .option("--config <file>", "the benchmark's config (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option(
        "--single-file <file>",
        "the leaderboard with its charts as one page below 2 MB, without answers, in place of the folder",
      )
      .option("--serve", "show it in a browser until Ctrl-C")
      .option("--host <address>", "of --serve (127.0.0.1: this machine only)")
      .option("--port <number>", "of --serve (8000; 0 is any that is free)", integerFlag(0))
      .action(async (flags) => {
        const { browse } = await import("./run/publishing/browse.ts");
        await browse(flags, context);
      });
  },
  {
    example: "npx tsx jrank/qa_browser.ts --bench-name rakuda_v2 --out site --serve",
    settings: SITE_SETTINGS,
  },
);
