/** What a GGUF file says about prompts, read from its head without loading the model. */
import { Worker } from "node:worker_threads";
import { messageOf, missingPackage, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { type Loading, locateGguf, pointerFault } from "./gguf_file.ts";
import type { GgufTemplate } from "./speaker.ts";

/**
 * Heads of the largest models are read in two seconds; a hostile one may claim to have no end. Of the
 * processor's time: on a busy machine a good file takes longer by the clock.
 */
const LIMIT_SECONDS = 10;
/** The same for memory; the tokens of the largest vocabularies take a tenth of it. */
const LIMIT_MB = 1024;

const heads = new Map<string, Promise<GgufTemplate>>();

/**
 * The template and the marks inside a file, read once. A file that is no GGUF, or whose head does
 * not end, is a `UserError`.
 */
export async function readGgufTemplate(
  path: string,
  loading: Loading,
  limitSeconds = LIMIT_SECONDS,
): Promise<GgufTemplate> {
  const file = await locateGguf(path, say`model file`, loading);
  const head = heads.get(file) ?? readHead(file, limitSeconds);
  heads.set(file, head);
  return head;
}

/** The processor's time that this process has used, in seconds. */
function usedSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** A worker that has read a file, for the next one: to start one takes a second. */
let idle: Worker | undefined;

function readHead(file: string, limitSeconds: number): Promise<GgufTemplate> {
  const refused = (why: Said): UserError =>
    new UserError(say`${file} cannot be read as a GGUF model: ${why}`);
  const worker =
    idle ??
    new Worker(new URL("./gguf_head.mjs", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: LIMIT_MB },
      execArgv: [],
    });
  idle = undefined;
  const rest = (): void => {
    for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
    worker.unref();
    if (idle === undefined) idle = worker;
    else worker.terminate();
  };
  return new Promise<GgufTemplate>((resolve, reject) => {
    const begun = usedSeconds();
    let timer: NodeJS.Timeout | undefined;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
    };
    const giveUp = (error: unknown): void =>
      end(() => {
        worker.terminate();
        reject(error);
      });
    const watch = (seconds: number): void => {
      timer = setTimeout(() => {
        const left = limitSeconds - (usedSeconds() - begun);
        if (left > 0) watch(left);
        else giveUp(refused(say`its head was not read to the end within ${limitSeconds} s`));
      }, seconds * 1000);
    };
    watch(limitSeconds);
    worker.on("message", ({ head, error }: { head: GgufTemplate; error?: Error }) =>
      end(() => {
        rest();
        if (error === undefined) resolve(head);
        else reject(refused(pointerFault(file) ?? messageOf(error)));
      }),
    );
    worker.on("error", (error) => {
      const missing = missingPackage(error, say`Reading ${file}`);
      giveUp(missing === error ? refused(messageOf(error)) : missing);
    });
    worker.on("exit", () => giveUp(refused(say`reading it ended without a result`)));
    worker.ref();
    worker.postMessage(file);
  });
}
