import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FileGone } from "../../jrank/core/errors.ts";
import { type Appender, openAppender } from "../../jrank/store/files/appender.ts";
import { copyBytes } from "../../jrank/store/files/file_bytes.ts";
import { type FileProblem, readJsonl } from "../../jrank/store/files/jsonl.ts";
import { bundled } from "../support/bundle.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;
const newFile = (): string => join(folder.path, String(files++), "rows.jsonl");
function fileWith(content: string): string {
  const file = newFile();
  mkdirSync(dirname(file));
  writeFileSync(file, content);
  return file;
}
const rowsOf = (file: string): unknown[] => {
  const { rows, problems } = readJsonl(file, (value) => value);
  expect(problems).toEqual([]);
  return rows;
};
const open = (file: string): Appender<unknown> =>
  openAppender(file, (problem) => {
    throw new Error(String(problem.message));
  });

describe("appending", () => {
  const problems: FileProblem[] = [];
  const append = (file: string, ...rows: unknown[]): void => {
    const appender = openAppender(file, (problem) => problems.push(problem));
    for (const row of rows) appender.append(row);
    appender.close();
  };

  it("makes the folder, adds whole lines, and leaves nothing beside", () => {
    const file = newFile();
    append(file, { a: "日本語" }, { a: "line\nbreak" });
    append(file, { a: 3 });
    expect(rowsOf(file)).toEqual([{ a: "日本語" }, { a: "line\nbreak" }, { a: 3 }]);
    expect(readdirSync(dirname(file))).toEqual(["rows.jsonl"]);
  });

  it("trims a torn tail and says so; completes a whole line that lacks its newline", () => {
    for (const torn of [`{"a":"${"x".repeat(100_000)}`, "{", '"', "1", "null", '{"a":1}}', "語"]) {
      const bytes = Buffer.from(torn);
      const file = fileWith(`{"a":1}\n${torn === "語" ? "" : torn}`);
      if (torn === "語") appendFileSync(file, bytes.subarray(0, 2));
      append(file, { a: 2 });
      expect(readFileSync(file, "utf8")).toBe('{"a":1}\n{"a":2}\n');
      expect(String(problems.at(-1)?.message)).toContain("torn");
    }
    const whole = fileWith('{"a":1}');
    append(whole, { a: 2 });
    expect(readFileSync(whole, "utf8")).toBe('{"a":1}\n{"a":2}\n');
    expect(problems).toHaveLength(7);
  });

  it.skipIf(!existsSync("/dev/full"))("says that the disk is full", () => {
    const appender = open("/dev/full");
    expect(() => appender.append({ a: 1 })).toThrow(/the disk is full.*is kept/);
  });

  it("says that a file cannot be written", () => {
    const file = fileWith("");
    expect(() => open(join(file, "below.jsonl"))).toThrow(/cannot write/);
  });

  it("keeps the rows of two writers whole, in one process", () => {
    const file = fileWith('{"a":0}\n');
    const [one, two] = [open(file), open(file)];
    for (let k = 1; k < 50; k++) (k % 3 === 0 ? one : two).append({ a: k });
    one.close();
    two.close();
    expect(rowsOf(file)).toEqual(Array.from({ length: 50 }, (_, a) => ({ a })));
  });

  it("begins a new line behind what another writer left torn", () => {
    const file = fileWith("");
    const appender = open(file);
    appender.append({ a: 1 });
    appendFileSync(file, '{"a":"to');
    appender.append({ a: 2 });
    appender.close();
    expect(readFileSync(file, "utf8")).toBe('{"a":1}\n{"a":"to\n{"a":2}\n');
  });

  it("keeps the rows of four processes whole", async () => {
    const file = newFile();
    const worker = await bundled("tests/support/append_worker.ts");
    const codes = await Promise.all(
      ["a", "b", "c", "d"].map(async (name) => {
        const args = [worker, file, name, "500"];
        const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
        return (await once(child, "close"))[0];
      }),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    const rows = rowsOf(file) as { name: string; k: number }[];
    expect(new Set(rows.map(({ name, k }) => `${name}${k}`)).size).toBe(2000);
    expect(rows).toHaveLength(2000);
  });
});

describe("rows of one turn", () => {
  it("are written together, and before a process ends in it", async () => {
    const file = newFile();
    const appender = open(file);
    const written = [1, 2].map((a) => appender.appendInTurn({ a }));
    expect(readFileSync(file, "utf8")).toBe("");
    await Promise.all(written);
    expect(rowsOf(file)).toEqual([{ a: 1 }, { a: 2 }]);
    const last = appender.appendInTurn({ a: 3 });
    // What ends a process calls these.
    process.listeners("exit").at(-1)?.(0);
    expect(rowsOf(file)).toHaveLength(3);
    await last;
    void appender.appendInTurn({ a: 4 });
    appender.close();
    expect(rowsOf(file)).toEqual([1, 2, 3, 4].map((a) => ({ a })));
  });

  it("are all kept beside a file that went away, and all are told so", async () => {
    const file = fileWith("");
    const appender = open(file);
    const written = [1, 2].map((a) => appender.appendInTurn({ a }));
    rmSync(file);
    const told = await Promise.allSettled(written);
    for (const one of told) expect(one).toMatchObject({ reason: expect.any(FileGone) });
    expect(() => appender.close()).toThrow(FileGone);
    expect(rowsOf(`${file}.rescued`)).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

it.each(["one by one", "in a turn"])("keeps the rows a full disk has room for: %s", async (way) => {
  const file = newFile();
  const worker = await bundled("tests/support/append_worker.ts");
  // So many blocks of 1,024 bytes may a file of this process have.
  const args = [
    "-c",
    'ulimit -f 60; exec "$0" "$@"',
    process.execPath,
    worker,
    file,
    "a",
    "900",
    way,
  ];
  const child = spawn("bash", args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (bytes) => {
    said += bytes;
  });
  expect((await once(child, "close"))[0]).not.toBe(0);
  expect(said).toContain(file);
  expect(readFileSync(file, "utf8")).toMatch(/\}\n$/);
  const rows = rowsOf(file) as { k: number }[];
  expect(rows.map(({ k }) => k)).toEqual(rows.map((_, k) => k));
  // A row has 500 bytes at most: nothing whole was taken back.
  expect(readFileSync(file).length).toBeGreaterThan(60 * 1024 - 500);
});

describe("copyBytes", () => {
  it("copies so many bytes, to the last, and ends where the file does", () => {
    // One byte more than what is copied at once.
    const bytes = Buffer.from(Array.from({ length: (1 << 20) + 1 }, (_, k) => k % 251));
    const [from, to] = [newFile(), newFile()];
    for (const file of [from, to]) mkdirSync(dirname(file));
    writeFileSync(from, bytes);
    for (const size of [bytes.length, bytes.length + 9, 3]) {
      const [source, copy] = [openSync(from, "r"), openSync(to, "w")];
      copyBytes(source, copy, size);
      closeSync(source);
      closeSync(copy);
      expect(readFileSync(to).equals(bytes.subarray(0, size))).toBe(true);
    }
  });
});

describe("a file that goes away while it is written", () => {
  /** Each way, and whether the rows of before can be known still. */
  const WAYS: Record<string, { act(file: string): void; says: RegExp; before: boolean }> = {
    "is deleted": { act: (file) => rmSync(file), says: /was deleted/, before: true },
    "is moved away": {
      act: (file) => renameSync(file, `${file}.elsewhere`),
      says: /was deleted or moved/,
      before: true,
    },
    "goes with its folder": {
      act: (file) => rmSync(dirname(file), { recursive: true }),
      says: /was deleted/,
      before: true,
    },
    "is replaced by an older copy, as git does": {
      act(file) {
        rmSync(file);
        writeFileSync(file, '{"a":0}\n');
      },
      says: /was replaced/,
      before: true,
    },
    "is replaced by an equal copy, as editors do": {
      act(file) {
        copyFileSync(file, `${file}.copy`);
        renameSync(`${file}.copy`, file);
      },
      says: /was replaced/,
      before: true,
    },
    "is emptied": { act: (file) => truncateSync(file), says: /was cut/, before: false },
    "is cut": { act: (file) => truncateSync(file, 12), says: /was cut/, before: false },
    "is written anew in place, longer": {
      act: (file) => writeFileSync(file, `{"other":"${"x".repeat(500)}"}\n`),
      says: /was written anew/,
      before: false,
    },
  };

  for (const [name, { act, says, before }] of Object.entries(WAYS)) {
    it(`keeps what is known beside it when it ${name}`, () => {
      const file = fileWith('{"a":0}\n');
      const appender = open(file);
      appender.append({ a: 1 });
      appender.append({ a: 2 });
      act(file);
      const left = existsSync(file) ? readFileSync(file) : undefined;
      let error: unknown;
      try {
        appender.append({ a: 3 });
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(FileGone);
      expect((error as Error).message).toMatch(says);
      expect((error as Error).message).toContain(`${file}.rescued`);
      // Calls that were in flight come back, too; they are paid for.
      expect(() => appender.append({ a: 4 })).toThrow(says);
      expect(() => appender.close()).toThrow(says);
      const run = [1, 2, 3, 4].map((a) => ({ a }));
      expect(rowsOf(`${file}.rescued`)).toEqual(before ? [{ a: 0 }, ...run] : run);
      // What lies there now is somebody else's.
      expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(left);
    });

    it(`tells when it is closed that it ${name}`, () => {
      const file = fileWith('{"a":0}\n');
      const appender = open(file);
      appender.append({ a: 1 });
      act(file);
      expect(() => appender.close()).toThrow(says);
      expect(rowsOf(`${file}.rescued`)).toEqual(before ? [{ a: 0 }, { a: 1 }] : [{ a: 1 }]);
    });
  }

  it("keeps each rescue under a name of its own", () => {
    const file = fileWith("");
    for (const name of [`${file}.rescued`, `${file}.rescued2`]) {
      const appender = open(file);
      appender.append({ a: 1 });
      rmSync(file);
      expect(() => appender.append({ a: 2 })).toThrow(name);
      expect(() => appender.close()).toThrow(name);
      expect(rowsOf(name)).toHaveLength(2);
    }
  });

  it("goes on where another program only added rows", () => {
    const file = fileWith('{"a":0}\n');
    const appender = open(file);
    appender.append({ a: 1 });
    appendFileSync(file, '{"b":1}\n');
    appender.append({ a: 2 });
    appender.close();
    expect(rowsOf(file)).toEqual([{ a: 0 }, { a: 1 }, { b: 1 }, { a: 2 }]);
  });
});
