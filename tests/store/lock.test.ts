import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lockBenchmark } from "../../jrank/store/lock.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const file = join(folder.path, ".lock");

describe("the lock of a benchmark", () => {
  it("lets one in, names the holder to others, and is gone when released", () => {
    const lock = lockBenchmark(folder.path, () => {});
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
    expect(() => lockBenchmark(folder.path, () => {})).toThrow(`process ${process.pid}`);
    lock.release();
    expect(existsSync(file)).toBe(false);
  });

  it("takes over the lock of a dead process, and says so", () => {
    const { pid } = spawnSync("true");
    writeFileSync(file, JSON.stringify({ pid, host: hostname(), started: "1" }));
    const notices: string[] = [];
    lockBenchmark(folder.path, (text) => notices.push(text)).release();
    expect(notices[0]).toContain("taken over");
  });

  it("does not touch the lock of another machine", () => {
    writeFileSync(file, JSON.stringify({ pid: 1, host: "another-machine", started: "" }));
    expect(() => lockBenchmark(folder.path, () => {})).toThrow(/another-machine/);
  });
});
