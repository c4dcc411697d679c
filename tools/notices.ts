/**
 * Writes THIRD_PARTY_NOTICES.md: the licences of what is built into the package, in full, and a table of
 * what is installed beside it. `npx tsx tools/notices.ts`; with `--check` it says whether the file is as
 * it would be written.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { PAGES } from "../jrank/report/site_bundle.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const file = join(root, "THIRD_PARTY_NOTICES.md");

interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The folder of a package as another one finds it. */
function folderOf(name: string, from = root): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, "node_modules", name);
    if (existsSync(join(folder, "package.json"))) return folder;
    if (at === dirname(at)) return undefined;
  }
}

/** Packages and all they depend on, by their folders. */
function withDependencies(names: readonly string[], from = root, found = new Set<string>()) {
  for (const name of names) {
    const folder = folderOf(name, from);
    if (folder === undefined || found.has(folder)) continue;
    found.add(folder);
    withDependencies(Object.keys(manifestOf(folder).dependencies ?? {}), folder, found);
  }
  return found;
}

/** The folders of the packages that esbuild takes something from. */
async function bundledIn(contents: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    logLevel: "silent",
  });
  return Object.keys(metafile.inputs).flatMap((path) => {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    return folder === undefined ? [] : [join(root, folder)];
  });
}

const pages = Object.values(PAGES).map(({ script }) => `import "./jrank/page/${script}";`);
const builtIn = new Set([
  ...withDependencies(["vega", "vega-lite", "vega-embed"]),
  ...(await bundledIn(pages.join("\n"))),
  ...(await bundledIn('export { countTokens } from "gpt-tokenizer/encoding/o200k_base";')),
]);

/** The licences as they lie in a package. */
const textOf = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim())
    .join("\n\n");

/** Packages by the text of their licence, which many share. */
const byText = new Map<string, string[]>();
for (const folder of [...builtIn].sort()) {
  const { name, version, license } = manifestOf(folder);
  const text = textOf(folder) || `(${license}; the package has no text of it)`;
  byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
}
const { dependencies, peerDependencies } = manifestOf(root) as Manifest & {
  peerDependencies: Record<string, string>;
};
const rows = [...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies)].map((name) => {
  const folder = folderOf(name);
  if (folder === undefined) throw new Error(`${name} is not installed: run npm ci first`);
  const { version, license = "" } = manifestOf(folder);
  return `| ${name} | ${version} | ${license} | ${name in peerDependencies ? "where it is used" : "always"} |`;
});
const text = `# Third-party notices

jrank itself is under the MIT licence (LICENSE). \`npx tsx tools/notices.ts\` writes this file.

## Installed beside it

These keep their own licences in their own folders.

| package | version | licence | installed |
| --- | --- | --- | --- |
${rows.join("\n")}

The fonts of @expo-google-fonts/m-plus-1p (M PLUS 1p) are under the SIL Open Font License 1.1; PNG charts are drawn with them and do not contain them.

## Built into the package

The published pages and charts hold code of these packages.
${[...byText].map(([licence, names]) => `\n### ${names.join(", ")}\n\n\`\`\`text\n${licence}\n\`\`\`\n`).join("")}`;

if (process.argv.includes("--check")) {
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(
      "THIRD_PARTY_NOTICES.md is not as tools/notices.ts writes it: run npx tsx tools/notices.ts",
    );
    process.exitCode = 1;
  }
} else writeFileSync(file, text);
