import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import { comparisonsFrom, rankModels } from "../../jrank/library/index.ts";
import { rankModels as rankWithPosterior } from "../../jrank/stats/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The entries of the package by what is imported, with their sources. */
const ENTRIES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")).exports as Record<
      string,
      { types: string; default: string }
    >,
  )
    .filter(([name]) => name !== "./package.json")
    .map(([name, { default: file }]) => [
      name.replace(/^\./, "jrank"),
      join(root, file.replace(/^\.\/dist/, "jrank").replace(/\.js$/, ".ts")),
    ]),
);

test.each(Object.keys(ENTRIES))("%s can be bundled for a browser", async (name) => {
  const { build } = await import("esbuild");
  const file = ENTRIES[name];
  const bundled = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  expect(bundled.errors).toEqual([]);
});

test("rankModels alone is small", async () => {
  const { build } = await import("esbuild");
  const contents = 'export { rankModels } from "./jrank/library/index.ts";';
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  // All of it is reached by some option of this one synchronous call: resampling is 3.2 kB, the jackknife
  // 2.2 kB, statements about ranks 4 kB. The sampler of a posterior (3.5 kB) is left to `jrank/stats`.
  expect(gzipSync(outputFiles[0].contents).length).toBeLessThan(30_000);
});

test("a posterior is left to jrank/stats, which is said", () => {
  const comparisons = comparisonsFrom([
    { first: "a", second: "b", outcome: 1 },
    { first: "b", second: "a", outcome: 1 },
  ]);
  const options = { compute: "mcmc", seed: 1 } as const;
  // @ts-expect-error: a type that compiles would be a promise.
  expect(() => rankModels(comparisons, options)).toThrow(/import the one of jrank\/stats/);
  expect(rankWithPosterior(comparisons, { ...options, prior: "flat" }).posterior).not.toBeNull();
});

test("every function that docs/library.md names is exported", async () => {
  const text = readFileSync(join(root, "docs/library.md"), "utf8").replace(/```.*?```/gs, "");
  const named = [...text.matchAll(/`([a-z]\w*[A-Z]\w*)(?:\(.*?)?`/g)].map((match) => match[1]);
  const library = Object.assign(
    {},
    ...(await Promise.all(Object.values(ENTRIES).map((file) => import(file)))),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !(name in library))).toEqual([]);
});

test("every example of docs/library.md runs", async () => {
  const text = readFileSync(join(root, "docs/library.md"), "utf8");
  const examples = [...text.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]);
  expect(examples.length).toBeGreaterThan(2);
  const folder = mkdtempSync(join(tmpdir(), "jrank-docs-"));
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    for (const [k, example] of examples.entries()) {
      const file = join(folder, `example_${k}.ts`);
      writeFileSync(
        file,
        example.replaceAll(/"(jrank(?:\/\w+)?)"/g, (_, name: string) => `"${ENTRIES[name]}"`),
      );
      await import(/* @vite-ignore */ file);
    }
    expect(log.mock.calls.length).toBeGreaterThan(4);
  } finally {
    log.mockRestore();
    rmSync(folder, { recursive: true });
  }
});
