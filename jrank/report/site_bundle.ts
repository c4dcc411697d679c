/** The page's code, bundled for browsers from `page/` and the statistics it shares with the program. */
import { fileURLToPath } from "node:url";
import type { SiteCode } from "./site.ts";
import { chartScript } from "./site_charts.ts";

const PAGE = fileURLToPath(new URL("../page/", import.meta.url));

/** Bundles; the same sources give the same bytes. */
export async function bundlePage(): Promise<SiteCode> {
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
  return { script: text(".js"), style: text(".css"), charts: chartScript() };
}
