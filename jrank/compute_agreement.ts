/** LLM Judge's command of this name: how far judges agree with people, counted as the paper does. */
import { runAlias } from "./run/command/command.ts";

await runAlias(async (args, { agreementFlags }) => ({
  ...agreementFlags(args),
  load: () => import("./check_reviewer_agreement.ts"),
}));
