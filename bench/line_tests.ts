/**
 * Which tests run which lines. Each test file runs once over a copy of the checkout whose functions
 * and blocks note that they are entered, in this process and in those that tests start; what it ran
 * is kept in `node_modules/.cache/jrank-mutation` until its text changes. A block is known by its
 * text: it may move.
 * Code that stands in no function is run by whoever runs something of its file.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parseAst, startVitest, type TestModule } from "vitest/node";
import config from "../vitest.config.ts";
import { isNode } from "./mutants.ts";

/** Pages in a browser and whole processes run what other tests run, and take longest. */
const LEFT_OUT = /^tests\/(?:site|page|chart|report|words|run\/whole_processes|extending|action)\b/;

const hashOf = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 12);

/** A body of a function, or a block in it. */
interface Block {
  start: number;
  end: number;
  hash: string;
  isExpression: boolean;
}

/** Every body and block, an outer one before those inside of it. */
function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isNode(value)) return;
    const { type, expression } = value;
    const body = type === "ArrowFunctionExpression" && expression === true ? value.body : value;
    const isExpression = body !== value;
    if (isNode(body) && (isExpression || type === "BlockStatement")) {
      const { start, end } = body;
      blocks.push({ start, end, hash: hashOf(source.slice(start, end)), isExpression });
    }
    for (const child of Object.values(value)) if (typeof child === "object") walk(child);
  };
  walk(parseAst(source, { lang: "ts" }).body);
  return blocks;
}

/** The source with each block calling, the first time that it is entered, the noter. */
function noting(file: string, source: string): string {
  const blocks = blocksOf(source);
  const inserted = blocks.flatMap(({ start, end, isExpression }, n) =>
    isExpression
      ? [
          { at: start, text: `($noted[${n}]?.(),`, order: n },
          { at: end, text: ")", order: -n },
        ]
      : [{ at: start + 1, text: `$noted[${n}]?.();`, order: n }],
  );
  let [text, from] = ["", 0];
  for (const { at, text: more } of inserted.sort((a, b) => a.at - b.at || a.order - b.order)) {
    text += source.slice(from, at) + more;
    from = at;
  }
  const hashes = JSON.stringify(blocks.map(({ hash }) => hash));
  const head = `const $noted = globalThis.$noter?.(${JSON.stringify(file)}, ${hashes}) ?? [];`;
  return head + text + source.slice(from);
}

/** Loaded before the files of each test, and by processes that they start. */
const noterOf = (notes: string, url: string, copy: string): string => `
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
const files = (globalThis.$files ??= new Map());
const begin = ({ file, hashes, calls }) =>
  hashes.forEach((hash, n) => {
    calls[n] = () => {
      calls[n] = undefined;
      if (globalThis.$notes) appendFileSync(globalThis.$notes, file + " " + hash + "\\n");
    };
  });
globalThis.$noter ??= (file, hashes) => {
  const known = files.get(file) ?? { file, hashes, calls: [] };
  files.set(file, known);
  begin(known);
  return known.calls;
};
const worker = globalThis.__vitest_worker__;
if (worker) {
  const test = relative(${JSON.stringify(copy)}, worker.filepath);
  process.env.JRANK_NOTES = ${JSON.stringify(notes)} + "/" + test.replaceAll("/", "+");
  process.env.NODE_OPTIONS = "--import ${url}";
  for (const known of files.values()) begin(known);
}
globalThis.$notes = process.env.JRANK_NOTES;
`;

/** What is kept of a test. */
interface Kept {
  /** Of its text. */
  hash: string;
  /** Milliseconds. */
  takes: number;
  passes: boolean;
  /** Hashes of the blocks that it enters, by file. */
  runs: Record<string, string[]>;
}

/** A test that runs a line. */
export interface LineTest {
  test: string;
  takes: number;
}

/**
 * Gives the tests that run a place of a file, the quickest first. Runs the tests that are not yet
 * known and whose names `note` finds, over a copy of the checkout.
 */
export async function testsByLine(
  root: string,
  copyCheckout: () => string,
  note: RegExp,
): Promise<(file: string, at: number) => LineTest[]> {
  const cache = join(root, "node_modules/.cache/jrank-mutation");
  mkdirSync(cache, { recursive: true });
  const keptAt = (test: string): string => join(cache, `${test.replaceAll("/", "+")}.json`);
  const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
  const keptOf = (test: string): Kept | undefined => {
    if (!existsSync(keptAt(test))) return undefined;
    const kept = JSON.parse(readFileSync(keptAt(test), "utf8")) as Kept;
    return kept.hash === hashOf(textOf(test)) ? kept : undefined;
  };
  const tests = filesIn(root, "tests").filter(
    (file) => file.endsWith(".test.ts") && !LEFT_OUT.test(file),
  );
  const unknown = tests.filter((test) => note.test(test) && keptOf(test) === undefined);
  if (unknown.length > 0) {
    console.log(`What ${unknown.length} test files run is noted, once for each.`);
    const folder = copyCheckout();
    const copy = join(folder, "checkout");
    for (const file of filesIn(copy, "jrank")) {
      // The page runs in a browser; a first line that names an interpreter stays the first.
      if (file.startsWith("jrank/page/") || file.startsWith("jrank/bin/")) continue;
      writeFileSync(join(copy, file), noting(file, readFileSync(join(copy, file), "utf8")));
    }
    const notes = join(copy, "notes");
    mkdirSync(notes);
    const noter = join(copy, "noter.mjs");
    writeFileSync(noter, noterOf(notes, pathToFileURL(noter).href, copy));
    const keep = (module: TestModule): void => {
      const test = relative(copy, module.moduleId);
      const path = join(notes, test.replaceAll("/", "+"));
      const runs: Kept["runs"] = {};
      for (const line of existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : []) {
        const [file = "", hash = ""] = line.split(" ");
        const known = runs[file] ?? [];
        runs[file] = known;
        if (!known.includes(hash)) known.push(hash);
      }
      const { collectDuration, duration } = module.diagnostic();
      const kept: Kept = {
        hash: hashOf(textOf(test)),
        takes: Math.round(collectDuration + duration),
        passes: module.state() === "passed",
        runs,
      };
      writeFileSync(keptAt(test), JSON.stringify(kept));
    };
    const projects = config.test?.projects ?? [];
    const vitest = await startVitest(
      "test",
      unknown.map((test) => join(copy, test)),
      {
        root: copy,
        config: false,
        watch: false,
        reporters: [{ onTestModuleEnd: keep }],
        projects: projects.map((project) =>
          typeof project === "object" && "test" in project
            ? { ...project, test: { ...project.test, setupFiles: [noter] } }
            : project,
        ),
      },
      { logLevel: "silent", clearScreen: false },
    );
    await vitest.close();
    rmSync(folder, { recursive: true, force: true });
    process.exitCode = 0;
  }

  const kept = tests.flatMap((test) => {
    const known = keptOf(test);
    return known?.passes ? [{ test, ...known }] : [];
  });
  return (file, at) => {
    const blocks = blocksOf(textOf(file));
    const known = new Set(blocks.map(({ hash }) => hash));
    const hash = blocks.filter(({ start, end }) => start <= at && at < end).at(-1)?.hash;
    const ofFile = kept.filter(({ runs }) => runs[file] !== undefined);
    // Who ran a block that is gone may run what it has become.
    const ofBlock = ofFile.filter(
      ({ runs }) => hash && runs[file]?.some((ran) => ran === hash || !known.has(ran)),
    );
    return (ofBlock.length > 0 ? ofBlock : ofFile)
      .map(({ test, takes }) => ({ test, takes }))
      .sort((a, b) => a.takes - b.takes);
  };
}

/** The `.ts` files of a folder of a checkout, sorted. */
export function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join(folder, path))
    .sort();
}
