/**
 * No text takes a function long, whatever a model, a user or a server wrote. What grows with the
 * square of a text of 50,000 characters takes minutes where it is to take milliseconds; so a limit
 * that a slow machine keeps is enough, and no clock is compared.
 */
import { type ChildProcess, fork } from "node:child_process";
import { afterAll, expect, it } from "vitest";
import { adversarialTexts } from "../support/adversarial.ts";
import { bundled } from "../support/bundle.ts";
import { TEXT_FUNCTIONS } from "../support/text_functions.ts";

const LENGTH = 50_000;
/** For one text of one function; the slowest takes less than a tenth of it. */
const LIMIT_MS = 8_000;

const texts = adversarialTexts(LENGTH);
let runner: ChildProcess | undefined;
afterAll(() => runner?.kill("SIGKILL"));

async function start(): Promise<ChildProcess> {
  const fresh = fork(await bundled("tests/support/text_worker.ts"), { execArgv: [] });
  return new Promise((resolve, reject) => {
    fresh.once("message", () => resolve(fresh));
    fresh.once("error", reject);
  });
}

/** The name of the first text that a function does not finish in time; undefined where there is none. */
async function tooSlow(name: string): Promise<string | undefined> {
  runner ??= await start();
  const running = runner;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout;
    const end = (slow: string | undefined): void => {
      clearTimeout(timer);
      running.removeAllListeners();
      if (slow !== undefined) {
        runner = undefined;
        running.kill("SIGKILL");
      }
      resolve(slow);
    };
    const watch = (at: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(texts[at]?.[0] ?? "the beginning"), LIMIT_MS);
    };
    running.on("exit", (code) => reject(new Error(`${name} ended the process (${code})`)));
    running.on("message", ({ at }: { at: number }) => {
      if (at === texts.length) end(undefined);
      else watch(at);
    });
    watch(0);
    running.send({ name, length: LENGTH });
  });
}

it.each(Object.keys(TEXT_FUNCTIONS))(
  "%s",
  async (name) => {
    expect(await tooSlow(name)).toBeUndefined();
  },
  120_000,
);
