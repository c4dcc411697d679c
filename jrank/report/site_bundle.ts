/** The page's code, bundled for browsers from `page/` and the statistics it shares with the program. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SiteCode } from "./site.ts";
import { chartScript } from "./site_charts.ts";

const PAGE = fileURLToPath(new URL("../page/", import.meta.url));

/** The code of the page: as it was built with the package, or bundled from a clone's sources. */
export async function pageCode(): Promise<SiteCode> {
  const built = (ending: string): string => `${PAGE}page.min.${ending}`;
  const { script, style } = existsSync(built("js"))
    ? { script: readFileSync(built("js"), "utf8"), style: readFileSync(built("css"), "utf8") }
    : await bundlePage();
  return { script, style, charts: chartScript() };
}

/** Bundles; the same sources give the same bytes. */
export async function bundlePage(): Promise<Omit<SiteCode, "charts">> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: { page: `${PAGE}main.ts`, style: `${PAGE}style.css` },
    outdir: "/",
    absWorkingDir: PAGE,
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: ["es2022", "chrome105", "firefox110", "safari16"],
    // The notices of what is bundled stay with it.
    legalComments: "eof",
    logLevel: "silent",
  });
  const text = (ending: string): string =>
    (outputFiles.find(({ path }) => path.endsWith(ending)) as { text: string }).text;
  return { script: text(".js"), style: text(".css") };
}
