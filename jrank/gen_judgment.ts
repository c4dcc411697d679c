/** Has judges compare the contestants' answers. */
import { PROVIDERS } from "./core/types.ts";
import { PROMPT_LANGUAGES } from "./prompt/language.ts";
import { integerFlag, nameFlag, numberFlag, runCommand } from "./run/command.ts";
import { budgetFlag, temperatureFlag } from "./run/sampling_flags.ts";
import { MODES, type Mode, SCHEDULES, type ScheduleName } from "./schedule/schedules.ts";

const modes = Object.keys(MODES) as Mode[];
const schedules = Object.keys(SCHEDULES) as ScheduleName[];
const DASHED: Record<string, string> = {
  inputFile: "input-file",
  outputFile: "output-file",
  outputFormat: "output-format",
  gradeScale: "grade-scale",
  write: "write",
};
const STALE = ["keep", "drop", "rejudge"] as const;
const goals = ["error-bars", "ranking", "top-k", "new-model"] as const;

await runCommand(
  "gen_judgment.ts",
  "Has one or more judges compare or grade the contestants' answers. What is judged already is not judged again.",
  (program, context) => {
    program
      .option("--bench-name <name>", "benchmark")
      .option("--judge-model <ids...>", "one or more judges; a config's by its id")
      .option("--config <file>", "the config that describes the judges (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--provider <name>", `of the judges: ${PROVIDERS.join(", ")}`, nameFlag(PROVIDERS))
      .option("--base-url <urls...>", "an OpenAI-compatible server of the judges, or several")
      .option("--api-key-env <name>", "the environment variable that holds the judges' key")
      .option("--temperature <t>", "of the judges (0)", temperatureFlag)
      .option("--max-tokens <n>", "most tokens of a reply (the server's own)", integerFlag(1))
      .option("--judge-file <file>", "judge prompts in LLM Judge's format (default: our own)")
      .option("--judge-prompt <name>", "the prompt to use (default: the one that fits)")
      .option(
        "--prompt-language <code>",
        `of the prompts: ${PROMPT_LANGUAGES.join(", ")} (default: told from the questions)`,
        nameFlag(PROMPT_LANGUAGES),
      )
      .option("--mode <mode>", modes.join(", "), nameFlag(modes), "pairwise-n")
      .option("--n <number>", "judgments to collect in pairwise-n", integerFlag(1))
      .option(
        "--stop-half-width <Elo>",
        "stop when every 95 % interval (CR3) reaches at most so far to each side",
        numberFlag,
      )
      .option("--stop-separated", "stop when all neighbours are told apart")
      .option("--minutes <number>", "stop after so many minutes", numberFlag)
      .option("--extend [number]", "so many judgments (100) more than are stored", integerFlag(1))
      .option("--baseline-model <id>", "the model that everyone plays in pairwise-baseline")
      .option("--model-list <ids...>", "only these contestants (default: all with answers)")
      .option("--parallel <calls>", "most calls at a time (8)", integerFlag(1))
      .option("--first-n <questions>", "only the first questions", integerFlag(1))
      .option("--judge-turns <n>", "judge only the first n turns of each question", integerFlag(1))
      .option(
        "--schedule <name>",
        `${schedules.join(" or ")} (default: the config's, or adaptive)`,
        nameFlag(schedules),
      )
      .option("--goal <name>", `of the adaptive schedule: ${goals.join(", ")}`, nameFlag(goals))
      .option("--top-k <number>", "of --goal top-k: how many from the top", integerFlag(1))
      .option("--new-model <id>", "of --goal new-model: the model to place among the others")
      .option(
        "--anchor <file>",
        "of --goal new-model: a ranking (.json) of the others, where their judgments are not here",
      )
      .option("--both-orders", "show each pair in both orders (default for all and baseline)")
      .option("--no-both-orders", "show each pair in one order")
      .option("--judge-own", "let a judge judge its own answers")
      .option("--reference-name <name>", "which reference answers to use")
      .option(
        "--reference-categories <names...>",
        "judged against references (math, reasoning, coding)",
      )
      .option(
        "--rejudge <what>",
        "judge stored judgments again: errors (those without a verdict), all, or those of a prompt by its name (none)",
      )
      .option(
        "--stale <what>",
        `judgments of a prompt, question or answer that has changed since: ${STALE.join(", ")} (default: stop and ask)`,
        nameFlag(STALE),
      )
      .option("--no-repair", "do not ask once more when a reply has no verdict")
      .option("--budget-usd <dollars>", "stop before this run costs more", budgetFlag)
      .option("--budget-total-usd <dollars>", "the same for all runs of the benchmark", budgetFlag)
      .option("--accept-refusals", "what is refused for good (a filter, …) is no failure")
      .option("--retry-refused", "ask again what was refused for good in earlier runs")
      .option("--prices <file>", "prices over the program's own (default: prices.json here)")
      .option("--skip-confirm", "do not ask before calls that cost something (as -y)")
      .option("--seed <number>", "of the schedule (1)", integerFlag(0))
      .option("--batch", "through the provider's batches: half the price, within a day")
      .option("--batch-round <n>", "matches in one round of adaptive batches (200)", integerFlag(1))
      .option("--detach", "with --batch: return when it is sent; the same command collects it")
      .option("--dry-run", "tell what would be judged; call nobody")
      .option("--strict", "faults of the answers (empty, wrong language, …) are errors")
      .option("--reparse", "read stored judgments again, without paying; with --input-file")
      .option("--input-file <file>", "of --reparse: the judgments to read")
      .option("--output-file <file>", "of --reparse: where to write the result")
      .option("--output-format <name>", "of --reparse: how the verdicts were asked for")
      .option("--grade-scale <range>", "of --reparse: the lowest and highest grade, such as 0-5")
      .option("--write", "of --reparse: write the result in place; the old file is kept beside it")
      .action(async (flags) => {
        if (flags.reparse) {
          if (!flags.inputFile) program.error("--reparse needs --input-file");
          const { reparse } = await import("./run/judging/reparse.ts");
          return reparse(flags, context);
        }
        for (const name of ["inputFile", "outputFile", "outputFormat", "gradeScale", "write"]) {
          if (flags[name] !== undefined) program.error(`--${DASHED[name]} is for --reparse`);
        }
        if (!flags.benchName) program.error("required option '--bench-name <name>' not specified");
        if (!flags.judgeModel)
          program.error("required option '--judge-model <ids...>' not specified");
        const extend = flags.extend === true ? 100 : flags.extend;
        const { genJudgments } = await import("./run/judging/gen_judgments.ts");
        return genJudgments({ ...flags, ...(extend !== undefined && { extend }) }, context);
      });
  },
);
