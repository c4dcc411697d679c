/**
 * `npx tsx bench/mutation.ts [--sample 60] [--seed 1] [--seconds 60] [--test file] [place …]`: do the
 * tests notice when the code is wrong? Changes the code at one place at a time (`mutants.ts`) and
 * runs the tests that run the changed block (`line_tests.ts`) in one process until one fails. Prints
 * each mutant that none of them noticed, then what was noticed by file.
 *
 * A place is a folder, a file or `file:line`; without one it is the rooms below. `--sample` is how
 * many mutants are drawn (the same number from each place), 0 for all; `--workers` how many are tried
 * at a time, each in a temporary copy of the checkout. Tests that still run after their limit have
 * noticed: the mutant waits forever. `--seconds` is how long the tests of a mutant take together at
 * most, those with the file's name first, then the quickest; `--test` names them.
 *
 * What a test runs is noted before the first mutant, once and again when it has changed, which takes
 * as long as the test does; `--note` is a pattern of the tests that are noted.
 */
import { type ChildProcess, execFileSync, fork } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createRandom, shuffled } from "../jrank/core/random.ts";
import config from "../vitest.config.ts";
import { filesIn, type LineTest, testsByLine } from "./line_tests.ts";
import { type Mutant, mutantsOf, mutate } from "./mutants.ts";

const ROOMS = [
  "jrank/stats/fit",
  "jrank/stats/uncertainty",
  "jrank/run/judging",
  "jrank/store/files",
  "jrank/backend/call",
];

const root = resolve(import.meta.dirname, "..");

/** Longest time that tests get: so many seconds and so many times what they take unchanged. */
const LIMIT = { seconds: 60, times: 5 };

interface Job extends Mutant {
  file: string;
  tests: string[];
  /** Milliseconds. */
  limit: number;
}

/** Words of a file's name, cut so that `stopping` and `stopped` are one. */
const stems = (file: string): string[] =>
  basename(file)
    .split(/[_.]/)
    .filter((word) => word.length > 3 && word !== "test")
    .map((word) => word.slice(0, 5));

type Outcome = "killed" | "survived" | "timeout";

/** What a worker tells. */
interface Ended {
  outcome: Outcome;
  /** The test that noticed, or ran too long. */
  by: string;
}

type Said = { ready: true } | { runs: true } | Ended;

// The worker: one copy of the checkout, one vitest that stays.

/** Copies what git knows of the checkout, and its neighbour `shared`, to a new folder. */
function copyCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), "jrank-mutation-"));
  const copy = join(folder, "checkout");
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\0");
  for (const file of files) {
    if (existsSync(join(root, file)) && file !== "") cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const shared = resolve(root, "../shared");
  if (existsSync(shared)) symlinkSync(shared, join(folder, "shared"));
  return folder;
}

/** Runs in a process of its own: changes the copy as it is told, and says whether tests failed. */
async function serveMutants(folder: string): Promise<void> {
  const copy = join(folder, "checkout");
  process.chdir(copy);
  const { BaseSequencer, createVitest } = await import("vitest/node");
  let order: string[] = [];
  class AsTold extends BaseSequencer {
    override async sort<File extends { moduleId: string }>(files: File[]): Promise<File[]> {
      return files.sort((a, b) => order.indexOf(a.moduleId) - order.indexOf(b.moduleId));
    }
  }
  const vitest = await createVitest(
    "test",
    {
      root: copy,
      // Not the whole of the checkout's own config, which has several workers.
      config: false,
      projects: config.test?.projects ?? [],
      watch: false,
      bail: 1,
      reporters: [{}],
      maxWorkers: 1,
      sequence: { sequencer: AsTold },
    },
    { logLevel: "silent", clearScreen: false },
  );
  await vitest.standalone();

  /** The first of the tests that fails; all run in one process. */
  const failing = async (tests: string[]): Promise<string | undefined> => {
    order = tests.map((test) => join(copy, test));
    const specs = await vitest.globTestSpecifications(order);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specs);
    // It gives the test files of earlier runs too.
    const failed = order.filter((path) =>
      testModules.some((module) => module.moduleId === path && module.state() === "failed"),
    );
    const path = failed[0] ?? (unhandledErrors.length > 0 ? order[0] : undefined);
    return path && relative(copy, path);
  };
  const say = (said: Said): void => void process.send?.(said);
  const sound = new Map<string, boolean>();

  process.on("message", async (job: Job) => {
    const path = join(copy, job.file);
    const source = readFileSync(path, "utf8");
    const write = (text: string): void => {
      writeFileSync(path, text);
      vitest.invalidateFile(path);
    };
    let tests = job.tests.filter((test) => sound.get(test) !== false);
    let by: string | undefined;
    while (tests.length > 0) {
      write(mutate(source, job));
      say({ runs: true });
      by = await failing(tests);
      write(source);
      if (by === undefined) break;
      // Only a test that passes without the change has noticed it.
      if (!sound.has(by)) sound.set(by, (await failing([by])) === undefined);
      if (sound.get(by)) break;
      tests = tests.filter((test) => test !== by);
      by = undefined;
    }
    say({ outcome: by === undefined ? "survived" : "killed", by: by ?? "" });
  });
  // A driver that is gone has nobody to tell: the tests that still run end with their worker.
  process.on("disconnect", () => process.kill(-process.pid, "SIGKILL"));
  say({ ready: true });
}

// The driver: hands out mutants, ends what takes too long, counts.

/** Starts a worker over a copy; `ask` gives it a mutant and ends it where it takes too long. */
async function startWorker(folder: string) {
  const start = async (): Promise<ChildProcess> => {
    const child = fork(import.meta.filename, ["--serve", folder], {
      detached: true,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    await new Promise((ready) => child.once("message", ready));
    return child;
  };
  /** The worker and the tests it has started: a group of processes. */
  const end = (child: ChildProcess): void => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  let child = await start();

  const ask = async (job: Job): Promise<Ended> => {
    let timer: NodeJS.Timeout | undefined;
    const said = await new Promise<Ended>((done, fail) => {
      const gone = () => fail(new Error(`the worker ended at ${job.file}:${job.line}`));
      child.once("exit", gone);
      const listen = (message: Said): void => {
        clearTimeout(timer);
        if ("outcome" in message) {
          child.off("message", listen).off("exit", gone);
          done(message);
        } else if ("runs" in message) {
          timer = setTimeout(() => {
            child.off("exit", gone);
            done({ outcome: "timeout", by: "" });
          }, job.limit);
        }
      };
      child.on("message", listen);
      child.send(job);
    });
    if (said.outcome === "timeout") {
      end(child);
      cpSync(join(root, job.file), join(folder, "checkout", job.file));
      child = await start();
    }
    return said;
  };
  return { ask, end: () => end(child) };
}

/** The mutants of a place in an order that the seed draws. */
function drawMutants(place: string, seed: number): Omit<Job, "tests" | "limit">[] {
  const [path = "", line] = place.split(":");
  const all = (path.endsWith(".ts") ? [path] : filesIn(root, path))
    .flatMap((file) =>
      mutantsOf(readFileSync(join(root, file), "utf8")).map((mutant) => ({ ...mutant, file })),
    )
    .filter((mutant) => line === undefined || mutant.line === Number(line));
  return shuffled(all, createRandom(seed, place));
}

const shown = (code: string): string => {
  const line = code.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: "string", default: "60" },
      seed: { type: "string", default: "1" },
      seconds: { type: "string", default: "60" },
      test: { type: "string", multiple: true },
      note: { type: "string", default: "." },
      workers: { type: "string", default: "2" },
    },
  });
  const places = positionals.length > 0 ? positionals : ROOMS;
  for (const place of places) statSync(join(root, place.split(":")[0] ?? ""));
  const each = Number(values.sample) / places.length || Number.POSITIVE_INFINITY;
  const kills: Record<string, number> = {};
  const ofLine = await testsByLine(root, copyCheckout, new RegExp(values.note));
  /** Namesakes of the file first, then what has noticed most, then the quickest. */
  const testsOf = (file: string, at: number): LineTest[] => {
    const isNamesake = ({ test }: LineTest): boolean =>
      stems(file).some((stem) => stems(test).includes(stem));
    return ofLine(file, at).sort(
      (a, b) =>
        Number(isNamesake(b)) - Number(isNamesake(a)) ||
        (kills[b.test] ?? 0) - (kills[a.test] ?? 0) ||
        a.takes - b.takes,
    );
  };
  const mutants = places
    .flatMap((place) => drawMutants(place, Number(values.seed)).slice(0, Math.ceil(each)))
    .sort((a, b) => a.file.localeCompare(b.file) || a.start - b.start);

  const counts = new Map<string, Record<Outcome, number>>();
  const survivors: string[] = [];
  const work = async (): Promise<void> => {
    const folder = copyCheckout();
    const worker = await startWorker(folder);
    try {
      for (let mutant = mutants.shift(); mutant !== undefined; mutant = mutants.shift()) {
        const { file, start } = mutant;
        let takes = 0;
        const all = values.test?.map((test) => ({ test, takes: 0 })) ?? testsOf(file, start);
        const tests = all.filter((one) => {
          const isIn = takes + one.takes <= 1000 * Number(values.seconds);
          if (isIn) takes += one.takes;
          return isIn;
        });
        const limit = 1000 * LIMIT.seconds + LIMIT.times * takes;
        const job = { ...mutant, tests: tests.map(({ test }) => test), limit };
        const said = await worker.ask(job);
        if (said.by !== "") kills[said.by] = (kills[said.by] ?? 0) + 1;
        const count = counts.get(job.file) ?? { killed: 0, survived: 0, timeout: 0 };
        counts.set(job.file, count);
        count[said.outcome]++;
        const change = `${job.file}:${job.line}  ${shown(job.was)}  →  ${shown(job.now)}`;
        console.log(`${said.outcome.padEnd(8)}  ${change}  ${said.by || `${tests.length} tests`}`);
        if (said.outcome === "survived") survivors.push(change);
      }
    } finally {
      worker.end();
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, work));

  console.log("\n| file | mutants | killed | survived |\n| --- | --- | --- | --- |");
  let [all, left] = [0, 0];
  for (const [file, { killed, survived, timeout }] of [...counts].sort()) {
    console.log(`| ${file} | ${killed + timeout + survived} | ${killed + timeout} | ${survived} |`);
    all += killed + timeout + survived;
    left += survived;
  }
  console.log(`\n${all - left} of ${all} killed (${((100 * (all - left)) / all).toFixed(1)} %)`);
  if (survivors.length > 0) console.log(`\nSurvivors\n${survivors.sort().join("\n")}`);
}

if (process.argv[2] === "--serve") await serveMutants(process.argv[3] ?? "");
else await main();
