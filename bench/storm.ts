/**
 * A storm of kills: real processes judge at a server that refuses some questions for good and fails at
 * others, and are killed with -9 again and again. Prints for each way of judging what is stored, what
 * was paid and what a kill lost at most (never more than the calls in flight). Run it by hand:
 * npx tsx bench/storm.ts [kills of each: 43] [minutes at most: 30]
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import { createRandom } from "../jrank/core/random.ts";
import { startOpenAiBatchServer } from "../tests/support/batch_server.ts";
import { type RunningCommand, startCommand, temporaryFolder } from "../tests/support/command.ts";
import { type Fault, startOpenAiServer } from "../tests/support/http_server.ts";
import { writeSmallBench } from "../tests/support/small_bench.ts";

const AT_A_TIME = 4;
const PARALLEL = 8;
const N = 420;
const MODELS = ["a", "b", "c", "d", "e", "f"];
const QUESTIONS = 22;
const REFUSED = /質問q(?:3|7)です/;
const REFUSAL = "The request was refused by the content filter.";
const FAULTS: readonly Fault[] = [
  { status: 429, headers: { "retry-after": "0" } },
  { status: 500 },
  "reset",
  "bad json",
];

interface Server {
  url: string;
  paid(): number;
  /** Requests of any kind. */
  calls(): number;
  close(): Promise<void>;
}

/** Answers call by call; every sixth request goes wrong, each time in another way. */
async function callServer(kind: Way["kind"]): Promise<Server> {
  let paid = 0;
  const server = await startOpenAiServer({
    delayMs: 10,
    fault: (index, { body }) => {
      if (REFUSED.test(JSON.stringify(body))) {
        return { status: 400, body: { error: { message: REFUSAL, code: "content_filter" } } };
      }
      return index % 6 === 5 ? FAULTS[Math.floor(index / 6) % FAULTS.length] : undefined;
    },
    reply: () => {
      paid++;
      return kind === "single" ? "Rating: [[7]]" : String(1 + (paid % 3));
    },
  });
  return { ...server, paid: () => paid, calls: () => server.requests.length };
}

/** Takes batches; every seventh request about them goes wrong. */
async function batchServer(): Promise<Server> {
  let count = 0;
  const server = await startOpenAiBatchServer({
    looks: 1,
    reply: (body) =>
      REFUSED.test(JSON.stringify(body))
        ? { status: 400, message: REFUSAL }
        : String(1 + (count++ % 3)),
    fault: (_, step) => (step % 7 === 6 ? 500 : undefined),
  });
  const calls = (): number => Object.values(server.counts).reduce((sum, n) => sum + n, 0);
  return { ...server, paid: () => server.paid.length, calls };
}

interface Way {
  name: string;
  kind: "pair" | "single";
  isBatch?: boolean;
  /** The command and its flags beyond those of all. */
  args?: readonly string[];
}

const WAYS: readonly Way[] = [
  { name: "adaptive", kind: "pair", args: ["--schedule", "adaptive", "--n", String(N)] },
  {
    name: "fewest-matches",
    kind: "pair",
    args: ["--schedule", "fewest-matches", "--n", String(N)],
  },
  { name: "pairwise-all", kind: "pair", args: ["--mode", "pairwise-all"] },
  {
    name: "pairwise-baseline",
    kind: "pair",
    args: ["--mode", "pairwise-baseline", "--baseline-model", "a"],
  },
  { name: "single", kind: "single", args: ["--mode", "single"] },
  {
    name: "adaptive, batches",
    kind: "pair",
    isBatch: true,
    args: ["--n", String(N), "--batch", "--batch-round", "25"],
  },
  { name: "streamline", kind: "pair" },
];

type Row = Record<"question_id" | "turn" | "model1_id" | "model2_id" | "model", string>;

/** A way with its own benchmark and server. */
async function prepare(way: Way, folder: string) {
  const bench = writeSmallBench(folder, { questions: QUESTIONS, models: MODELS });
  const server = await (way.isBatch ? batchServer() : callServer(way.kind));
  const judge = { id: "j", provider: "openai", base_url: `${server.url}/v1` };
  const config = join(folder, "config.json");
  writeFileSync(
    config,
    JSON.stringify({
      benchmark_name: "b",
      data_dir: folder,
      n: N,
      parallel: PARALLEL,
      bootstrap_n: 20,
      models: {
        api_models: MODELS.map((id) => ({ id, provider: "recorded" })),
        judge_models: [judge],
      },
    }),
  );
  const flags = [
    ...["--data-dir", folder, "--bench-name", "b", "--judge-model", "j", "--provider", "openai"],
    ...["--base-url", `${server.url}/v1`, "--parallel", String(PARALLEL), "-y"],
  ];
  const file = join(bench, `model_judgment/j_${way.kind}.jsonl`);
  return {
    server,
    start: (): Promise<RunningCommand> =>
      way.args
        ? startCommand("gen_judgment", [...flags, ...way.args])
        : startCommand("streamline", ["--config", config, "-y"]),
    /** Whole lines only: what a kill tears is no row. */
    lines: (): string[] =>
      existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [],
  };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Starts a process and kills it after some rows, or at some moment. Says what it lost; undefined: it had ended. */
async function killOnce(
  way: Way,
  { server, start, lines }: Prepared,
  below: (n: number) => number,
): Promise<number | undefined> {
  const [paid, calls, stored] = [server.paid(), server.calls(), lines().length];
  const command = await start();
  let ended = false;
  void command.result.then(() => {
    ended = true;
  });
  const enough = stored + 1 + below(way.kind === "single" ? 3 : 10);
  const isTime = (): boolean => (way.isBatch ? server.calls() > calls : lines().length >= enough);
  while (!ended && !isTime()) await sleep(20);
  if (way.isBatch) await sleep(below(400));
  const tooLate = ended;
  command.kill("SIGKILL");
  await command.result;
  // What was on its way has arrived by now.
  await sleep(50);
  return tooLate ? undefined : server.paid() - paid - (lines().length - stored);
}

/** Kills a way again and again, then lets it come to its end, and runs it once more. */
async function storm(
  way: Way,
  { killsOfEach, deadline }: { killsOfEach: number; deadline: number },
) {
  const folder = temporaryFolder();
  const ready = await prepare(way, folder.path);
  const { server, start, lines } = ready;
  const random = createRandom(Date.now(), way.name);
  let kills = 0;
  let lost = 0;
  while (kills < killsOfEach && Date.now() < deadline) {
    const one = await killOnce(way, ready, random.below);
    if (one === undefined) break;
    kills++;
    lost = Math.max(lost, one);
  }
  const last = await (await start()).result;
  const paid = server.paid();
  const again = await (await start()).result;
  const rows = lines().map((line): Row => JSON.parse(line));
  const games = rows.map((row) =>
    [row.question_id, row.turn, row.model1_id, row.model2_id, row.model].join("/"),
  );
  const words = last.stderr.split("\n").filter((line) => /set aside|missing|Error/.test(line));
  console.error(`${way.name}: ${words.slice(-3).join(" ")}`);
  await server.close();
  folder.remove();
  return [
    ...[way.name, kills, rows.length, new Set(games).size, paid],
    // What a killed process had handed over in a batch is collected by the next.
    way.isBatch ? `${paid - rows.length} in all` : lost,
    ...[`${last.code}, ${again.code}`, server.paid() - paid],
  ];
}

const [killsOfEach = 43, minutes = 30] = process.argv.slice(2).map(Number);
const limits = { killsOfEach, deadline: Date.now() + minutes * 60_000 };
console.log(
  "| way | kills | rows | distinct | paid | lost by one kill (max) | exit, of a rerun | paid by a rerun |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
const queue = new PQueue({ concurrency: AT_A_TIME });
await queue.addAll(
  WAYS.map((way) => async () => console.log(`| ${(await storm(way, limits)).join(" | ")} |`)),
);
