/** A server that keeps its own bill, whatever it tells about usage: what a budget is measured by. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRandom } from "../../jrank/core/random.ts";
import { judgeSmallBench } from "./small_bench.ts";

/** US dollars per million tokens, of the server's bill and of the test's config. */
export const PRICE = { input: 20, output: 80 };

/** What is odd about a server. */
export const SCENARIOS = {
  plain: "nothing is odd",
  repair: "no first reply has a verdict",
  thinking: "thinking stands in total_tokens alone",
  usage: "usage is missing, negative, a text, or absurdly small",
  retries: "every third call fails and is on the bill all the same",
  late: "replies become ten times as long after the first fifty",
} as const;
export type Scenario = keyof typeof SCENARIOS;

export interface BillingServer {
  url: string;
  readonly spentUsd: number;
  readonly calls: number;
  readonly mostAtATime: number;
  close(): Promise<void>;
}

interface Said {
  status?: number;
  content: string;
  thought?: number;
  usage?: unknown;
}

const NONSENSE: unknown[] = [
  undefined,
  null,
  "many",
  { prompt_tokens: -400, completion_tokens: -7 },
  { prompt_tokens: "400", completion_tokens: "12" },
  { prompt_tokens: 1, completion_tokens: 0 },
];

function say(
  scenario: Scenario,
  {
    index,
    winner,
    isRepair,
    length,
  }: { index: number; winner: string; isRepair: boolean; length: number },
): Said {
  const verdict = `${"長く考えた理由。".repeat(length)}\n${winner}`;
  switch (scenario) {
    case "repair":
      return { content: isRepair ? winner : "どちらもよく書けています。".repeat(length) };
    case "thinking":
      return { content: winner, thought: 150 * length };
    case "usage":
      return { content: verdict, usage: NONSENSE[index % NONSENSE.length] };
    case "retries":
      if (index % 3 !== 1) return { content: verdict };
      return index % 2 === 0 ? { status: 500, content: verdict } : { content: "" };
    case "late":
      return { content: index < 50 ? winner : verdict };
    default:
      return { content: verdict };
  }
}

/** Starts it; replies come after some milliseconds, so that calls overlap. */
export async function startBillingServer(scenario: Scenario): Promise<BillingServer> {
  const random = createRandom(7, scenario);
  let spentUsd = 0;
  let calls = 0;
  let atATime = 0;
  let mostAtATime = 0;
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { messages } = JSON.parse(text) as { messages: { role: string; content: string }[] };
    mostAtATime = Math.max(mostAtATime, ++atATime);
    response.on("close", () => atATime--);
    const isRepair = messages.some(({ role }) => role === "assistant");
    const said = say(scenario, {
      index: calls++,
      winner: judgeSmallBench({ messages }),
      isRepair,
      length: 1 + random.below(12),
    });
    // A token for each character of the prompt and of the reply: dearer than most count.
    const input = messages.reduce((sum, { content }) => sum + content.length, 0);
    const output = said.content.length + (said.thought ?? 0);
    spentUsd += (input * PRICE.input + output * PRICE.output) / 1e6;
    await new Promise((resolve) => setTimeout(resolve, 5 + random.below(20)));
    const usage =
      "usage" in said
        ? said.usage
        : {
            prompt_tokens: input,
            completion_tokens: said.content.length,
            total_tokens: input + output,
          };
    const message = { role: "assistant", content: said.content };
    response.writeHead(said.status ?? 200, { "content-type": "application/json" });
    response.end(
      JSON.stringify(
        said.status
          ? { error: { message: "lost after the work was done" } }
          : { choices: [{ index: 0, message, finish_reason: "stop" }], usage },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    get spentUsd() {
      return spentUsd;
    },
    get calls() {
      return calls;
    },
    get mostAtATime() {
      return mostAtATime;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
