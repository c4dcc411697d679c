import { spawnSync } from "node:child_process";
import fs, {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { WriteError } from "../../jrank/core/errors.ts";
import { openAppender } from "../../jrank/store/files/appender.ts";
import { filesWritten, forgetWritten } from "../../jrank/store/files/file_bytes.ts";
import { lockBenchmark } from "../../jrank/store/files/lock.ts";
import { writeError } from "../../jrank/store/files/write_error.ts";
import { writeAllWhole, writeNew, writeWhole } from "../../jrank/store/files/write_whole.ts";
import { temporaryFolder } from "../support/command.ts";
import { lockLeftover } from "../support/lock_leftover.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (...path: string[]): string => join(folder.path, ...path);
const put = (file: string, text = "x"): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const deadPid = spawnSync(process.execPath, ["--version"]).pid;

describe("a file that is written whole", () => {
  it("is made with its folder, replaced, and leaves nothing beside", async () => {
    writeWhole(at("one/a.txt"), "first");
    writeWhole(at("one/a.txt"), ["sec", "ond"]);
    await writeAllWhole([
      [at("one/b.txt"), "b"],
      [at("one/deep/c.bin"), new Uint8Array([1, 2])],
      [at("one/d.txt"), ["par", Buffer.from("ts")]],
    ]);
    expect(readFileSync(at("one/d.txt"), "utf8")).toBe("parts");
    expect(readFileSync(at("one/a.txt"), "utf8")).toBe("second");
    expect([...readFileSync(at("one/deep/c.bin"))]).toEqual([1, 2]);
    expect(readdirSync(at("one")).sort()).toEqual(["a.txt", "b.txt", "d.txt", "deep"]);
  });

  it("stays as it was where the new one cannot be written", async () => {
    put(at("two/a.txt"), "old");
    mkdirSync(at("two/b"));
    function* breaking(): Iterable<string> {
      yield "half";
      throw new Error("broken off");
    }
    expect(() => writeWhole(at("two/a.txt"), breaking())).toThrow("broken off");
    await expect(
      writeAllWhole([
        [at("two/a.txt/below"), "new"],
        [at("two/c.txt"), "new"],
      ]),
    ).rejects.toThrow(WriteError);
    expect(() => writeWhole(at("two/b"), "new")).toThrow(/cannot write .*b: /);
    expect(readFileSync(at("two/a.txt"), "utf8")).toBe("old");
    expect(readdirSync(at("two")).sort()).toEqual(["a.txt", "b"]);
  });

  it("says what to do about everything that a file system refuses", () => {
    const codes = ["EFBIG", "ENOSPC", "EACCES", "EROFS", "EDQUOT", "EIO", "ENOENT", "EXDEV"];
    for (const code of codes) {
      const error = Object.assign(new Error(`${code}: message`), { code, syscall: "write" });
      expect(writeError("x.json", error)).toBeInstanceOf(WriteError);
      expect(writeError("x.json", error).message).toMatch(/^cannot write x\.json: .*is kept\.$/);
    }
    const bug = new TypeError("x is undefined");
    expect(writeError("x.json", bug)).toBe(bug);
  });

  it.skipIf(process.getuid?.() === 0)("says that a folder is read-only", () => {
    mkdirSync(at("shut"));
    chmodSync(at("shut"), 0o555);
    expect(() => writeWhole(at("shut/a.txt"), "x")).toThrow(/may not be written; change its/);
  });
});

describe("what killed processes leave", () => {
  it("is cleared by the next one that writes there, and nothing else", () => {
    put(at("three", `a.json.${deadPid}-0.new`));
    put(at("three", `j_pair.jsonl.${deadPid}-1.spool`));
    const kept = [`b.json.${process.pid}-99.new`, "votes.csv.new", "notes.new", "a.new.json"];
    for (const name of kept) put(at("three", name));
    writeWhole(at("three/a.json"), "{}");
    expect(readdirSync(at("three")).sort()).toEqual([...kept, "a.json"].sort());
  });

  it("is cleared when a benchmark is locked, as earlier versions named it too", () => {
    const left = [
      "rankings/j_mle.json.new",
      "charts/j/mle_ranking.svg.new",
      `charts/combined.png.${deadPid}-3.new`,
      "runs/2026-01-01T00-00-00Z_streamline.json.new",
      "answers/a.jsonl.new",
    ];
    const kept = ["answers/a.jsonl", "answers/b.jsonl.new", "rankings/new", "my.csv.new"];
    for (const name of [...left, ...kept]) put(at("bench", name));
    put(at("bench/batches/j_pair/0001-x.tmp/requests.jsonl"));
    put(at("bench/batches/j_pair/0002-y/requests.jsonl"));
    lockBenchmark(at("bench"), () => {}).release();
    expect(left.filter((name) => existsSync(at("bench", name)))).toEqual([]);
    expect(kept.filter((name) => !existsSync(at("bench", name)))).toEqual([]);
    expect(readdirSync(at("bench/batches/j_pair"))).toEqual(["0002-y"]);
  });
});

it("knows what was written, and is still there", async () => {
  const [one, other, together, rows] = ["one", "other", "together", "rows"].map((name) =>
    at("written", name),
  ) as [string, string, string, string];
  writeWhole(at("written", "before"), "");
  forgetWritten();
  writeWhole(at("written", "gone"), "");
  writeWhole(one, "1");
  expect(writeNew(other, "2")).toBe(true);
  expect([writeNew(other, "3"), readFileSync(other, "utf8")]).toEqual([false, "2"]);
  await writeAllWhole([[together, "4"]]);
  const appender = openAppender(rows, () => {});
  appender.append({ a: 1 });
  appender.close();
  rmSync(at("written", "gone"));
  expect(filesWritten()).toEqual([one, other, together, rows]);
  expect(readdirSync(at("written"))).toEqual(["before", "one", "other", "rows", "together"]);
});

it("clears a benchmark in which files lie where folders are looked for", () => {
  const bench = at("odd");
  for (const place of ["charts", "batches/m", "rankings"])
    mkdirSync(join(bench, place), { recursive: true });
  mkdirSync(join(bench, "batches/m/x.tmp"));
  const kept = [
    "charts/a.svg",
    "charts/b.html",
    "batches/notes.txt",
    "batches/m/y.tmp",
    "rankings/r.json",
  ];
  for (const file of kept) writeFileSync(join(bench, file), "");
  for (const file of ["charts/a.svg.new", "rankings/r.json.new"])
    writeFileSync(join(bench, file), "");
  lockBenchmark(bench, () => {}).release();
  const left = readdirSync(bench, { recursive: true, encoding: "utf8" }).sort();
  expect(left).toEqual(["batches", "batches/m", ...kept, "charts", "rankings"].sort());
});

describe.skipIf(!existsSync("/proc/self/fd"))("what the system is asked for", () => {
  const CALLS = ["openSync", "writeSync", "fsyncSync", "ftruncateSync", "closeSync"] as const;
  const NAMES = ["renameSync", "linkSync", "rmSync"] as const;
  const openFiles = (): number => readdirSync("/proc/self/fd").length;

  /** The calls by which something is done: a file is flushed before it gets its name, and closed after. */
  function callsOf(act: () => void): string {
    const calls: string[] = [];
    const shown = (name: unknown): string =>
      String(name)
        .replace(/\.\d+-\d+\./g, ".N.")
        .replace(/new-\d+-[0-9a-f]+/, "new-N")
        .replace(/lock\.[0-9a-f]{16}/, "lock.right")
        .replace(`${folder.path}/`, "")
        .replace(" (deleted)", "");
    const real = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
    const kept = Object.fromEntries([...CALLS, ...NAMES].map((name) => [name, real[name]]));
    for (const name of [...CALLS, ...NAMES]) {
      real[name] = (...args) => {
        const [first, second] = args;
        const of = typeof first === "number" ? fs.readlinkSync(`/proc/self/fd/${first}`) : first;
        const to = name === "renameSync" || name === "linkSync" ? ` to ${shown(second)}` : "";
        calls.push(`${name.replace("Sync", "")} ${shown(of)}${to}`);
        return kept[name]?.(...args);
      };
    }
    syncBuiltinESMExports();
    try {
      act();
    } finally {
      Object.assign(real, kept);
      syncBuiltinESMExports();
    }
    return calls.join("\n");
  }

  it("flushes before a name is given, closes what it opened, and clears what was beside", () => {
    const before = openFiles();
    const bench = at("calls");
    mkdirSync(bench);
    const rows = join(bench, "rows.jsonl");
    const append = (...values: object[]) => {
      const appender = openAppender(rows, () => {});
      for (const value of values) appender.append(value);
      appender.close();
    };
    const said = Object.entries({
      "a new file of rows": () => append({ a: 1 }, { a: 2 }),
      "more rows": () => append({ a: 3 }),
      "no rows": () => append(),
      "rows behind a torn one": () => {
        appendFileSync(rows, "{");
        append({ a: 4 });
      },
      "rows of a file that goes away": () => {
        const appender = openAppender(rows, () => {});
        appender.append({ a: 5 });
        fs.unlinkSync(rows);
        expect(() => appender.append({ a: 6 })).toThrow("was deleted");
        expect(() => appender.append({ a: 7 })).toThrow("was deleted");
        expect(() => appender.close()).toThrow("was deleted");
      },
      "a file written whole": () => writeWhole(join(bench, "whole"), ["1", "2"]),
      "a new file": () => writeNew(join(bench, "new"), "1"),
      "a file that is there": () => writeNew(join(bench, "new"), "2"),
      "a lock": () => lockBenchmark(bench, () => {}).release(),
      "a lock of one that is gone": () => {
        lockLeftover(bench, { takers: 1 });
        lockBenchmark(bench, () => {}).release();
      },
    }).map(([name, act]) => `# ${name}\n${callsOf(act)}`);
    expect(openFiles()).toBe(before);
    expect(said.join("\n")).toMatchInlineSnapshot(`
      "# a new file of rows
      open calls/rows.jsonl
      write calls/rows.jsonl
      open calls/rows.jsonl.N.spool
      rm calls/rows.jsonl.N.spool
      write calls/rows.jsonl
      fsync calls/rows.jsonl
      open calls
      fsync calls
      close calls
      close calls/rows.jsonl
      close calls/rows.jsonl.N.spool
      # more rows
      open calls/rows.jsonl
      close calls/rows.jsonl
      open calls/rows.jsonl
      write calls/rows.jsonl
      open calls/rows.jsonl.N.spool
      rm calls/rows.jsonl.N.spool
      fsync calls/rows.jsonl
      close calls/rows.jsonl
      close calls/rows.jsonl.N.spool
      # no rows
      open calls/rows.jsonl
      close calls/rows.jsonl
      open calls/rows.jsonl
      close calls/rows.jsonl
      # rows behind a torn one
      open calls/rows.jsonl
      close calls/rows.jsonl
      open calls/rows.jsonl
      ftruncate calls/rows.jsonl
      write calls/rows.jsonl
      open calls/rows.jsonl.N.spool
      rm calls/rows.jsonl.N.spool
      fsync calls/rows.jsonl
      close calls/rows.jsonl
      close calls/rows.jsonl.N.spool
      # rows of a file that goes away
      open calls/rows.jsonl
      close calls/rows.jsonl
      open calls/rows.jsonl
      write calls/rows.jsonl
      open calls/rows.jsonl.N.spool
      rm calls/rows.jsonl.N.spool
      open calls/rows.jsonl.rescued
      write calls/rows.jsonl.rescued
      fsync calls/rows.jsonl.rescued
      write calls/rows.jsonl.rescued
      fsync calls/rows.jsonl.rescued
      write calls/rows.jsonl.rescued
      fsync calls/rows.jsonl.rescued
      close calls/rows.jsonl
      close calls/rows.jsonl.N.spool
      close calls/rows.jsonl.rescued
      # a file written whole
      open calls/whole.N.new
      write calls/whole.N.new
      write calls/whole.N.new
      fsync calls/whole.N.new
      close calls/whole.N.new
      rename calls/whole.N.new to calls/whole
      # a new file
      open calls/new.N.new.N.new
      write calls/new.N.new.N.new
      fsync calls/new.N.new.N.new
      close calls/new.N.new.N.new
      rename calls/new.N.new.N.new to calls/new.N.new
      link calls/new.N.new to calls/new
      rm calls/new.N.new
      # a file that is there
      open calls/new.N.new.N.new
      write calls/new.N.new.N.new
      fsync calls/new.N.new.N.new
      close calls/new.N.new.N.new
      rename calls/new.N.new.N.new to calls/new.N.new
      link calls/new.N.new to calls/new
      rm calls/new.N.new
      # a lock
      open calls/.lock.new-N
      fsync calls/.lock.new-N
      close calls/.lock.new-N
      link calls/.lock.new-N to calls/.lock
      rm calls/.lock.new-N
      rm calls/.lock
      # a lock of one that is gone
      open calls/.lock.new-N
      fsync calls/.lock.new-N
      close calls/.lock.new-N
      link calls/.lock.new-N to calls/.lock
      link calls/.lock.new-N to calls/.lock.right
      link calls/.lock.new-N to calls/.lock.right
      rename calls/.lock.new-N to calls/.lock
      rm calls/.lock.right
      rm calls/.lock.right
      rm calls/.lock.new-N
      rm calls/.lock"
    `);
  });
});
