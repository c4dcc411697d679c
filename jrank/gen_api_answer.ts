/** LLM Judge's and MT-Bench-ko's command of this name: answers of a model behind an API. */
import { runAlias } from "./run/command/command.ts";

await runAlias(async (args, { apiAnswerFlags }) => ({
  ...apiAnswerFlags(args),
  load: () => import("./gen_api_model_answer.ts"),
}));
