import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("every function that docs/library.md names is exported", async () => {
  const text = readFileSync(join(root, "docs/library.md"), "utf8").replace(/```.*?```/gs, "");
  const named = [...text.matchAll(/`([a-z]\w*[A-Z]\w*)(?:\(.*?)?`/g)].map((match) => match[1]);
  const library = await import("../../jrank/stats/index.ts");
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
      writeFileSync(file, example.replaceAll('"jrank/stats"', `"${root}jrank/stats/index.ts"`));
      await import(/* @vite-ignore */ file);
    }
    expect(log.mock.calls.length).toBeGreaterThan(4);
  } finally {
    log.mockRestore();
    rmSync(folder, { recursive: true });
  }
});
