/**
 * `npx tsx bench/mutation.ts [--sample 60] [--seed 1] [--tests 12] [--test file] [place …]`: do the
 * tests notice when the code is wrong? Changes the code at one place at a time (`mutants.ts`) and
 * runs the tests nearest to the changed file, by the imports between them, until one fails. Prints
 * each mutant that none of them noticed, then what was noticed by file.
 *
 * A place is a folder, a file or `file:line`; without one it is the rooms below. `--sample` is how
 * many mutants are drawn (the same number from each place), 0 for all; `--workers` how many are tried
 * at a time, each in a temporary copy of the checkout. Tests that still run after their limit have
 * noticed: the mutant waits forever. A mutant that survives the nearest tests may still be noticed by
 * others that reach its file: `--tests 99` tries all, `--test` the ones that are named.
 */
import { type ChildProcess, execFileSync, fork } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, normalize, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createRandom, shuffled } from "../jrank/core/random.ts";
import { type Mutant, mutantsOf, mutate } from "./mutants.ts";

const ROOMS = [
  "jrank/stats/fit",
  "jrank/stats/uncertainty",
  "jrank/run/judging",
  "jrank/store/files",
  "jrank/backend/call",
];

const root = resolve(import.meta.dirname, "..");

/** Longest time that a test file gets: so many seconds and so many times what it takes unchanged. */
const LIMIT = { seconds: 30, times: 5 };

interface Job extends Mutant {
  file: string;
  tests: string[];
  /** Milliseconds that tests took without a change; null for one that fails then. */
  takes: Record<string, number | null>;
}

type Outcome = "killed" | "survived" | "timeout";

/** What a worker tells. */
interface Ended {
  outcome: Outcome;
  /** The test that noticed, or ran too long. */
  by: string;
}

type Said =
  | { ready: true }
  | { test: string; takes: number | null }
  | { runs: string; limit: number }
  | Ended;

// What stands where: places, tests, and the imports between them.

/** The `.ts` files of a folder of the checkout, or the file itself. */
function sourcesIn(place: string): string[] {
  if (place.endsWith(".ts")) return [place];
  return readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(place, path))
    .sort();
}

const TYPE_IMPORT = /\b(?:import|export) type [^;]+;/g;
const IMPORT = /(?:from|import)\s*\(?\s*"(\.[^"]+)"|\b\w+\(\s*"(\w+)"/g;

/** What a file imports or, as tests do, runs by the name of the command. */
function targetsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8").replace(TYPE_IMPORT, "");
  return [...text.matchAll(IMPORT)]
    .map(([, path, command]) =>
      path === undefined ? `jrank/${command}.ts` : normalize(join(dirname(file), path)),
    )
    .filter((path) => path.endsWith(".ts") && existsSync(join(root, path)));
}

/** How many imports lie between a test and each file that it reaches. */
function reachOf(test: string, targets: (file: string) => string[]): Map<string, number> {
  const reached = new Map([[test, 0]]);
  for (const [file, far] of reached) {
    for (const target of targets(file)) if (!reached.has(target)) reached.set(target, far + 1);
  }
  return reached;
}

/** Words of a file's name, cut so that `stopping` and `stopped` are one. */
const stems = (file: string): string[] =>
  basename(file)
    .split(/[_.]/)
    .filter((word) => word.length > 3 && word !== "test")
    .map((word) => word.slice(0, 5));

interface Near {
  test: string;
  isNamesake: boolean;
  far: number;
  /** How many files it reaches. */
  size: number;
}

/** For each source file the tests that reach it. */
function testsByFile(): (file: string) => Near[] {
  const known = new Map<string, string[]>();
  const targets = (file: string): string[] => {
    const of = known.get(file) ?? targetsOf(file);
    known.set(file, of);
    return of;
  };
  const tests = sourcesIn("tests")
    .filter((path) => path.endsWith(".test.ts"))
    .map((test) => ({ test, reach: reachOf(test, targets) }));
  return (file) =>
    tests.flatMap(({ test, reach }) => {
      const far = reach.get(file);
      if (far === undefined) return [];
      const isNamesake = stems(file).some((stem) => stems(test).includes(stem));
      return [{ test, isNamesake, far, size: reach.size }];
    });
}

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
  const { createVitest } = await import("vitest/node");
  const vitest = await createVitest(
    "test",
    {
      root: copy,
      // Not the checkout's own config, whose files share what they import.
      config: false,
      include: ["tests/**/*.test.ts"],
      testTimeout: 240_000,
      hookTimeout: 240_000,
      watch: false,
      bail: 1,
      isolate: true,
      reporters: [{}],
      maxWorkers: 1,
    },
    { logLevel: "silent", clearScreen: false },
  );
  await vitest.standalone();

  const passes = async (test: string): Promise<boolean> => {
    const specs = await vitest.globTestSpecifications([join(copy, test)]);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specs);
    // It gives the test files of earlier runs too.
    const module = testModules.find(({ moduleId }) => moduleId === join(copy, test));
    return unhandledErrors.length === 0 && module?.state() === "passed";
  };
  const say = (said: Said): void => void process.send?.(said);

  process.on("message", async (job: Job) => {
    const path = join(copy, job.file);
    const source = readFileSync(path, "utf8");
    const write = (text: string): void => {
      writeFileSync(path, text);
      vitest.invalidateFile(path);
    };
    let ended: Said = { outcome: "survived", by: "" };
    for (const test of job.tests) {
      // What a test does and takes without the change is known first.
      let takes = job.takes[test];
      if (takes === undefined) {
        const before = Date.now();
        takes = (await passes(test)) ? Date.now() - before : null;
        say({ test, takes });
      }
      if (takes === null) continue;
      write(mutate(source, job));
      say({ runs: test, limit: 1000 * LIMIT.seconds + LIMIT.times * takes });
      const noticed = !(await passes(test));
      write(source);
      if (noticed) {
        ended = { outcome: "killed", by: test };
        break;
      }
    }
    say(ended);
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
        } else if ("takes" in message) {
          job.takes[message.test] = message.takes;
        } else if ("runs" in message) {
          const late = { outcome: "timeout" as const, by: message.runs };
          timer = setTimeout(() => {
            child.off("exit", gone);
            done(late);
          }, message.limit);
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
function drawMutants(place: string, seed: number): Omit<Job, "tests" | "takes">[] {
  const [path = "", line] = place.split(":");
  const all = sourcesIn(path)
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
      tests: { type: "string", default: "12" },
      test: { type: "string", multiple: true },
      workers: { type: "string", default: "2" },
    },
  });
  const places = positionals.length > 0 ? positionals : ROOMS;
  for (const place of places) statSync(join(root, place.split(":")[0] ?? ""));
  const each = Number(values.sample) / places.length || Number.POSITIVE_INFINITY;
  const takes: Job["takes"] = {};
  const kills: Record<string, number> = {};
  const near = testsByFile();
  /** Namesakes of the file first, then the nearest; among those what has noticed most, and the quickest. */
  const testsOf = (file: string): string[] =>
    near(file)
      .sort(
        (a, b) =>
          Number(b.isNamesake) - Number(a.isNamesake) ||
          a.far - b.far ||
          (kills[b.test] ?? 0) - (kills[a.test] ?? 0) ||
          (takes[a.test] ?? 0) - (takes[b.test] ?? 0) ||
          a.size - b.size,
      )
      .map(({ test }) => test);
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
        const tests = values.test ?? testsOf(mutant.file).slice(0, Number(values.tests));
        const job = { ...mutant, tests, takes };
        const said = await worker.ask(job);
        if (said.by !== "") kills[said.by] = (kills[said.by] ?? 0) + 1;
        const count = counts.get(job.file) ?? { killed: 0, survived: 0, timeout: 0 };
        counts.set(job.file, count);
        count[said.outcome]++;
        const change = `${job.file}:${job.line}  ${shown(job.was)}  →  ${shown(job.now)}`;
        console.log(`${said.outcome.padEnd(8)}  ${change}  ${said.by}`);
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
  const failing = Object.keys(takes).filter((test) => takes[test] === null);
  if (failing.length > 0) console.log(`\nNot used, they fail as it is: ${failing.join(", ")}`);
}

if (process.argv[2] === "--serve") await serveMutants(process.argv[3] ?? "");
else await main();
