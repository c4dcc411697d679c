import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs, { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { lockBenchmark } from "../../jrank/store/files/lock.ts";
import { thisProcess } from "../../jrank/store/files/process_identity.ts";
import { temporaryFolder } from "../support/command.ts";
import { lockLeftover } from "../support/lock_leftover.ts";

const outer = temporaryFolder();
afterAll(outer.remove);
let folder = "";
let file = "";
let count = 0;
beforeEach(() => {
  folder = join(outer.path, String(count++));
  file = join(folder, ".lock");
});
const take = (notice: Parameters<typeof lockBenchmark>[1] = () => {}) =>
  lockBenchmark(folder, notice);

describe("the lock of a benchmark", () => {
  it("lets one in, names the holder to others, and is gone when released", () => {
    const lock = take();
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
    expect(() => take()).toThrow(`process ${process.pid}`);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("works where the file system has no second names", () => {
    const { linkSync } = fs;
    fs.linkSync = () => {
      throw Object.assign(new Error("no second names"), { code: "ENOTSUP" });
    };
    syncBuiltinESMExports();
    try {
      const lock = take();
      expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
      expect(() => take()).toThrow(`process ${process.pid}`);
      lock.release();
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      fs.linkSync = linkSync;
      syncBuiltinESMExports();
    }
  });

  it("takes over the lock of a dead process, says so, and clears what was left", () => {
    lockLeftover(folder, { takers: 2 });
    const notices: string[] = [];
    take((text) => notices.push(String(text))).release();
    expect(notices[0]).toContain("taken over");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes over the lock of a dead process as earlier versions wrote it", () => {
    lockLeftover(folder);
    const { pid } = spawnSync("true");
    writeFileSync(file, JSON.stringify({ pid, host: hostname(), started: "1" }));
    take().release();
    expect(existsSync(file)).toBe(false);
  });

  it.skipIf(!existsSync("/proc/self/stat"))("knows a process id that was given again", () => {
    // A process that runs, but began at another time than the one that locked.
    lockLeftover(folder, { pid: process.pid });
    take().release();
    lockLeftover(folder, { ...thisProcess() });
    expect(() => take()).toThrow("is in use");
  });

  it.skipIf(!existsSync("/proc/sys/kernel/random/boot_id"))(
    "knows that no process outlives its machine's start",
    () => {
      lockLeftover(folder, { ...thisProcess(), boot: "an earlier one" });
      take().release();
      expect(existsSync(file)).toBe(false);
    },
  );

  it.skipIf(process.platform !== "linux")(
    "takes an ended process for gone that nobody waited for",
    async () => {
      // The shell becomes a sleep, which does not wait for the child it had.
      const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"]);
      const [line] = await once(parent.stdout, "data");
      const pid = Number(String(line).trim());
      const stat = (of: number | undefined): string => readFileSync(`/proc/${of}/stat`, "utf8");
      const pause = (): Promise<void> => new Promise((go) => setTimeout(go, 5));
      while (!stat(parent.pid).includes("(sleep)")) await pause();
      process.kill(pid, "SIGKILL");
      while (!stat(pid).includes(") Z")) await pause();
      const started =
        stat(pid)
          .slice(stat(pid).lastIndexOf(")") + 2)
          .split(" ")[19] ?? "";
      lockLeftover(folder, { pid, started });
      take().release();
      parent.kill();
    },
  );

  it("does not touch the lock of another machine, another container or an unknown writer", () => {
    for (const other of [
      { host: "another-machine" },
      { machine: "another one with the same name" },
      { pids: "pid:[1]" },
    ]) {
      lockLeftover(folder, other);
      expect(() => take()).toThrow("is in use by process");
    }
    for (const text of ["", "{", "{}", "null", '{"pid":"1","host":2}']) {
      writeFileSync(file, text);
      expect(() => take()).toThrow(`is in use by another process`);
      expect(() => take()).toThrow(`delete ${file}`);
      expect(readFileSync(file, "utf8")).toBe(text);
    }
    expect(readdirSync(folder)).toEqual([".lock"]);
  });

  it("leaves a process alone that takes the lock over right now", () => {
    lockLeftover(folder, { takers: 1 });
    const [right = ""] = readdirSync(folder).filter((name) => name !== ".lock");
    writeFileSync(join(folder, right), JSON.stringify(thisProcess()));
    expect(() => take()).toThrow(`is in use by process ${process.pid}`);
  });

  it("does not remove a lock that is another's by now", () => {
    const lock = take();
    writeFileSync(file, JSON.stringify({ ...thisProcess(), nonce: "another" }));
    lock.release();
    expect(existsSync(file)).toBe(true);
  });

  it("says that the folder cannot be written", () => {
    writeFileSync(join(outer.path, "a file"), "");
    folder = join(outer.path, "a file", "below");
    expect(() => take()).toThrow(/cannot write .*a file/);
  });
});
