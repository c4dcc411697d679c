/**
 * Builds `dist`, what is published: the program as JavaScript with types and source maps, laid out as
 * the sources are, and what a clone makes when it runs: the page's code and the browser builds of Vega.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { vegaBuild } from "../jrank/report/render.ts";
import { bundlePage, PAGES, type PageName } from "../jrank/report/site_bundle.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = join(root, "dist");

/** The tables of tokens that estimates count with: one of the package's many. */
const TOKENS = "gpt-tokenizer/encoding/o200k_base";

function rewrite(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`${file} does not have what is to be changed`);
  writeFileSync(file, changed);
}

rmSync(dist, { recursive: true, force: true });
execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});

for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (!path.endsWith(".d.ts")) continue;
  // tsc rewrites the endings in code only.
  const text = readFileSync(join(dist, path), "utf8");
  const types = text.replace(/((?:from|import\() ?"\.[^"]*)\.ts"/g, '$1.js"');
  if (types !== text) writeFileSync(join(dist, path), types);
}

const worker = "backend/local/gguf_head.mjs";
copyFileSync(join(root, "jrank", worker), join(dist, worker));

mkdirSync(join(dist, "page"));
for (const name of Object.keys(PAGES) as PageName[]) {
  const { script, style } = await bundlePage(name);
  writeFileSync(join(dist, `page/${name}.min.js`), script);
  writeFileSync(join(dist, `page/${name}.min.css`), style);
}

mkdirSync(join(dist, "vendor"));
for (const name of ["vega", "vega-lite", "vega-embed"]) {
  copyFileSync(vegaBuild(name), join(dist, "vendor", `${name}.min.js`));
}
await build({
  stdin: { contents: `export { countTokens } from "${TOKENS}"`, resolveDir: root },
  outfile: join(dist, "vendor/o200k_base.js"),
  bundle: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  legalComments: "eof",
});
rewrite(join(dist, "backend/call/usage.js"), (text) =>
  text.replace(TOKENS, "../../vendor/o200k_base.js"),
);

// What stands before the first command is one file: on Node 20 each more takes a tenth of the start.
const bin = join(dist, "bin/jrank.js");
await build({
  entryPoints: [bin],
  outfile: bin,
  allowOverwrite: true,
  bundle: true,
  format: "esm",
  platform: "node",
  charset: "utf8",
  sourcemap: true,
  plugins: [
    {
      name: "commands",
      setup: ({ onResolve }) =>
        onResolve({ filter: /./ }, ({ path, kind }) =>
          kind === "dynamic-import" ? { path, external: true } : undefined,
        ),
    },
  ],
});
if (/^import [^;]*"\./m.test(readFileSync(bin, "utf8"))) throw new Error(`${bin} is not one file`);

chmodSync(bin, 0o755);
