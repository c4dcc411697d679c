/** What a whole process costs. */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout whose commands are measured: this one, or that of JRANK_BENCH_CODE, to compare two. */
const CODE = process.env.JRANK_BENCH_CODE ?? fileURLToPath(new URL("../", import.meta.url));

export interface Cost {
  /** Seconds of CPU, of the user and the system. */
  readonly cpu: number;
  /** Seconds by the clock. */
  readonly seconds: number;
  /** Peak of memory. */
  readonly megabytes: number;
}

const REPORT = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process._rawDebug("cost " + (userCPUTime + systemCPUTime) / 1e6 + " " + maxRSS / 1024);
})`;

/** Runs a command of the measured checkout with arguments to its end. */
export const costOfCommand = (name: string, args: readonly string[]): Cost =>
  costOf([join(CODE, `jrank/${name}.ts`), ...args]);

/** Runs a TypeScript file with arguments to its end. */
export function costOf(args: readonly string[]): Cost {
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...["--import", import.meta.resolve("tsx")],
      ...["--import", `data:text/javascript,${encodeURIComponent(REPORT)}`],
      ...args,
    ],
    { encoding: "utf8", cwd: tmpdir() },
  );
  const seconds = (performance.now() - started) / 1000;
  const [, cpu, megabytes] = /cost (\S+) (\S+)/.exec(stderr) ?? [];
  if (status !== 0) throw new Error(stderr);
  return { cpu: Number(cpu), seconds, megabytes: Number(megabytes) };
}
