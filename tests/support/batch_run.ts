/** A run of tasks through batches in this process, which can be made to crash between any two steps. */
import { setMaxListeners } from "node:events";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createBatches } from "../../jrank/backend/backends.ts";
import { createBatchBackend } from "../../jrank/backend/batch/batch_backend.ts";
import type { BackendSpec, ChatRequest } from "../../jrank/backend/call/backend.ts";
import type { BatchStore, StoredBatch } from "../../jrank/core/batch.ts";
import { createRandom } from "../../jrank/core/random.ts";
import { openBatchStore } from "../../jrank/store/books/batch_files.ts";

class Crash extends Error {
  override readonly name = "Crash";
}

/** Counts the steps that leave a trace; ends everything before or after the chosen one. */
interface CrashPlan {
  /** The step, from 0, that is not survived; undefined: none. */
  at: number | undefined;
  when: "before" | "after";
}

interface Steps {
  run<T>(act: () => T): T;
  readonly dead: boolean;
  readonly count: number;
}

function createSteps({ at, when }: CrashPlan): Steps {
  let count = 0;
  let dead = false;
  return {
    run(act) {
      if (dead) throw new Crash();
      const isIt = count++ === at;
      if (isIt && when === "before") {
        dead = true;
        throw new Crash();
      }
      const result = act();
      if (isIt) {
        dead = true;
        throw new Crash();
      }
      return result;
    },
    get dead() {
      return dead;
    },
    get count() {
      return count;
    },
  };
}

function crashing(store: BatchStore, steps: Steps): BatchStore {
  const batch = (stored: StoredBatch): StoredBatch => ({
    ...stored,
    get entries() {
      return stored.entries;
    },
    note: (event) => steps.run(() => stored.note(event)),
    saveResults: (lines) => steps.run(() => stored.saveResults(lines)),
    remove: () => steps.run(() => stored.remove()),
  });
  return {
    ...store,
    open: () => store.open().map(batch),
    write: (what) => batch(steps.run(() => store.write(what))),
    settle: (taskId, at) => steps.run(() => store.settle(taskId, at)),
  };
}

export interface RunOptions {
  folder: string;
  spec: BackendSpec;
  tasks: readonly string[];
  crash?: CrashPlan;
  detach?: boolean;
  nonce?: string;
  params?: ChatRequest["params"];
  env?: Record<string, string>;
  log?: string[];
}

interface RunResult {
  crashed: boolean;
  steps: number;
  handedOver: boolean;
  /** By task: why it failed. */
  failed: Map<string, string>;
}

/** The rows so far: task, reply, cost. */
export function rowsIn(folder: string): { task: string; text: string; cost?: number }[] {
  const file = join(folder, "rows.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** The question of a task, or its repair. */
function requestOf(task: string, repair = false): ChatRequest {
  return {
    messages: [
      { role: "system", content: "You are a judge." },
      { role: "user", content: `Judge ${task}` },
      ...(repair ? [{ role: "user" as const, content: `Again: ${task}` }] : []),
    ],
    params: { temperature: 0, max_tokens: 50 },
    subject: {
      kind: "answer",
      question: { question_id: task, category: "c", turns: [task] },
      turn: 1,
      choice: 0,
    },
    task: { id: task },
  };
}

/** Asks every task that has no row; asks once more where the reply is "?". */
export async function runTasks(options: RunOptions): Promise<RunResult> {
  const { folder, spec, tasks, crash = { at: undefined, when: "before" }, log = [] } = options;
  const steps = createSteps(crash);
  const store = openBatchStore(join(folder, "batches"));
  const done = new Set(rowsIn(folder).map(({ task }) => task));
  let clock = Date.now();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const provider = await createBatches(spec, {
    env: options.env ?? {},
    log: (text) => log.push(String(text)),
  });
  const failed = new Map<string, string>();
  const backend = createBatchBackend(spec, provider, crashing(store, steps), {
    now: () => clock,
    random: { ...createRandom(1, "tests"), next: () => 0 },
    nonce: () => options.nonce ?? "5eed",
    log: (text) => log.push(String(text)),
    progress: () => {},
    pause: async (ms) => {
      clock += ms;
      await new Promise((go) => setTimeout(go, 1));
    },
    stopping: stopping.signal,
    detach: options.detach ?? false,
  });
  let crashed = false;
  const perform = async (task: string): Promise<void> => {
    const ask = (repair: boolean) => {
      const request = requestOf(task, repair);
      const params = { ...request.params, ...options.params };
      return backend.generate({ ...request, params }, { signal: stopping.signal });
    };
    try {
      let reply = await ask(false);
      let cost = reply.usage.cost_usd ?? 0;
      if (reply.text === "?") {
        reply = await ask(true);
        cost += reply.usage.cost_usd ?? 0;
      }
      const row = JSON.stringify({ task, text: reply.text, cost });
      steps.run(() => appendFileSync(join(folder, "rows.jsonl"), `${row}\n`));
      backend.settled?.(task);
    } catch (error) {
      if (error instanceof Crash) crashed = true;
      else failed.set(task, error instanceof Error ? error.message : String(error));
    }
  };
  try {
    for (const id of done) backend.settled?.(id);
    await Promise.all(tasks.filter((task) => !done.has(task)).map(perform));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    crashed = true;
  }
  return {
    crashed,
    steps: steps.count,
    handedOver: backend.handedOver?.aborted ?? false,
    failed,
  };
}
