/**
 * The program's TypeScript as JavaScript that node starts as it stands: a process that compiles what
 * it imports takes three times as long until it begins.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What files find beside themselves stays where it is. */
const OWN_URLS: Plugin = {
  name: "own urls",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/(?:jrank|tests)\/.*\.ts$/ }, ({ path }) => ({
      loader: "ts",
      contents: readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

/** Bundles modules of a checkout into a folder inside of it, where packages are found. */
export async function bundle(
  files: readonly string[],
  { folder, outdir }: { folder: string; outdir: string },
): Promise<void> {
  await build({
    absWorkingDir: folder,
    entryPoints: [...files],
    outbase: folder,
    outdir,
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    plugins: [OWN_URLS],
  });
}

const CACHE = join(root, "node_modules/.cache/jrank-tests");
const HOUR = 3_600_000;

/** The bundles of the sources as they are now, made by the first who asks. */
async function ours(): Promise<string> {
  const sources = ["jrank", "tests/support"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  const hash = createHash("sha256");
  for (const name of sources) hash.update(`${name}\n`).update(readFileSync(join(root, name)));
  const place = join(CACHE, hash.digest("hex").slice(0, 16));
  if (existsSync(place)) return place;
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(CACHE)) {
    const other = join(CACHE, name);
    if (statSync(other).mtimeMs < Date.now() - HOUR) rmSync(other, { recursive: true });
  }
  const outdir = mkdtempSync(join(CACHE, "new-"));
  const starts = /^(?:jrank\/(?:bin\/)?[^/]+|tests\/support\/\w+_worker)\.ts$/;
  await bundle(
    sources.filter((name) => starts.test(name)),
    { folder: root, outdir },
  );
  try {
    renameSync(outdir, place);
  } catch {
    // Another process of the tests was faster.
    rmSync(outdir, { recursive: true });
  }
  return place;
}

let made: Promise<string> | undefined;

/** A command of the program or a worker of the tests as a file that node starts. */
export async function bundled(file: string): Promise<string> {
  made ??= ours();
  return join(await made, file.replace(/\.ts$/, ".js"));
}
