/** Never two: real processes that want the same lock at the same moment. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundled } from "../support/bundle.ts";
import { temporaryFolder } from "../support/command.ts";
import { lockLeftover } from "../support/lock_leftover.ts";
import type { Answer, Order } from "../support/lock_worker.ts";

const ROUNDS = 200;
const WORKERS = 4;

const folder = temporaryFolder();
const workers: ChildProcess[] = [];
beforeAll(async () => {
  const worker = await bundled("tests/support/lock_worker.ts");
  for (let k = 0; k < WORKERS; k++) workers.push(fork(worker, { execArgv: [] }));
  await Promise.all(workers.map((one) => once(one, "message")));
});
afterAll(() => {
  for (const one of workers) one.kill();
  folder.remove();
});

function tell(order: Order): Promise<Answer[]> {
  return Promise.all(
    workers.map(async (one) => {
      const answer = once(one, "message");
      one.send(order);
      return (await answer)[0] as Answer;
    }),
  );
}

/** What an earlier run may have left, by the number of the round. */
const LEFT: ((place: string) => void)[] = [
  () => {},
  // Killed while it held the lock.
  (place) => lockLeftover(place),
  // Killed, and the next one was killed while it took the lock over, and the next one likewise.
  (place) => lockLeftover(place, { takers: 2 }),
  // Its process id belongs to another process by now.
  (place) => lockLeftover(place, { pid: process.pid, started: "1" }),
];

it("lets one of several in, whatever lay there", async () => {
  const wrong: unknown[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const place = join(folder.path, String(round));
    mkdirSync(place);
    LEFT[round % LEFT.length]?.(place);
    const answers = await tell({ take: place, at: Date.now() + 3 });
    const holders = answers.filter((answer) => "held" in answer && answer.held);
    if (holders.length !== 1) wrong.push({ round, answers });
    await tell({ release: true });
    const files = readdirSync(place);
    if (files.length > 0) wrong.push({ round, files });
  }
  expect(wrong).toEqual([]);
});

it("lets them in one after another", async () => {
  const place = join(folder.path, "churn");
  lockLeftover(place);
  const answers = await tell({ churn: place, times: 100 });
  expect(answers).toEqual(Array(WORKERS).fill({ entered: 100, together: 0 }));
});
