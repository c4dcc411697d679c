/** LLM Judge's, Rakuda's and jp-bench's command of this name: answers of a GGUF file, or of a server. */
import { runAlias } from "./run/command/command.ts";

const run = {
  gen_local_model_answer: () => import("./gen_local_model_answer.ts"),
  gen_api_model_answer: () => import("./gen_api_model_answer.ts"),
};
await runAlias(async (args, { modelAnswerCommand }) => {
  const { command, ...taken } = modelAnswerCommand(args);
  return { ...taken, load: run[command] };
});
