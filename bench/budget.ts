/** A budget of $2 by whole processes: what a server's own bill says, for every kind of odd server. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startOpenAiBatchServer } from "../tests/support/batch_server.ts";
import {
  PRICE,
  SCENARIOS,
  type Scenario,
  startBillingServer,
} from "../tests/support/billing_server.ts";
import { writeSmallBench } from "../tests/support/small_bench.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const CAP = 2;

interface Line {
  what: string;
  parallel: number;
  spent: number;
  calls: number;
  exit: number | null;
}

/** Runs a command of the program to its end; the exit code. */
function run(command: string, args: readonly string[], cwd: string): Promise<number | null> {
  return new Promise((resolve) => {
    const file = join(root, "jrank", `${command}.ts`);
    const loader = import.meta.resolve("tsx");
    spawn(process.execPath, ["--import", loader, file, ...args], { cwd, stdio: "ignore" }).on(
      "close",
      resolve,
    );
  });
}

async function inBench<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "jrank-budget-"));
  writeSmallBench(folder, { questions: 60, models: ["a", "b", "c", "d", "e"] });
  writeFileSync(join(folder, "prices.json"), JSON.stringify({ models: { j: PRICE } }));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const usual = (folder: string, url: string, parallel: number): string[] => [
  ...["--bench-name", "b", "--data-dir", folder, "--base-url", url, "-y"],
  ...["--parallel", String(parallel), "--budget-usd", String(CAP)],
];

function judged(scenario: Scenario, parallel: number, more: readonly string[] = []): Promise<Line> {
  return inBench(async (folder) => {
    const server = await startBillingServer(scenario);
    const flags = [...usual(folder, server.url, parallel), "--judge-model", "j", "--n", "1000"];
    const exit = await run("gen_judgment", [...flags, ...more], folder);
    await server.close();
    const what = [scenario, ...more].join(" ");
    return { what, parallel, spent: server.spentUsd, calls: server.calls, exit };
  });
}

function answered(parallel: number): Promise<Line> {
  return inBench(async (folder) => {
    const server = await startBillingServer("plain");
    const flags = [...usual(folder, server.url, parallel), "--model", "j", "--num-choices", "12"];
    const exit = await run("gen_api_model_answer", flags, folder);
    await server.close();
    return { what: "answers", parallel, spent: server.spentUsd, calls: server.calls, exit };
  });
}

function batched(parallel: number): Promise<Line> {
  return inBench(async (folder) => {
    const server = await startOpenAiBatchServer({ reply: () => "1" });
    const flags = [...usual(folder, `${server.url}/v1`, parallel), "--batch", "--n", "1000"];
    const more = ["--judge-model", "j", "--max-tokens", "50"];
    const exit = await run("gen_judgment", [...flags, ...more], folder);
    await server.close();
    const calls = server.paid.length;
    // It tells 100 tokens in and 20 out, at half the price.
    const spent = (calls * (100 * PRICE.input + 20 * PRICE.output)) / 2e6;
    return { what: "batches", parallel, spent, calls, exit };
  });
}

/** Prints the table of caps and of what was spent. */
export async function benchBudget(print: (line: string) => void): Promise<void> {
  print("| server | parallel | cap | spent | calls | exit |\n|---|---|---|---|---|---|");
  for (const parallel of [8, 64]) {
    const scenarios = Object.keys(SCENARIOS) as Scenario[];
    const works = [
      ...scenarios.map((scenario) => () => judged(scenario, parallel)),
      () => judged("plain", parallel, ["--max-tokens", "150"]),
      () => batched(parallel),
      () => answered(parallel),
    ];
    for (const work of works) {
      const { what, spent, calls, exit } = await work();
      const cells = [what, parallel, `$${CAP}`, `$${spent.toFixed(3)}`, calls, exit];
      print(`| ${cells.join(" | ")} |`);
    }
  }
}
