/** The page's code, bundled for browsers from `page/` and the statistics it shares with the program. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SiteCode } from "./site.ts";
import { chartScript } from "./site_charts.ts";

const PAGE = fileURLToPath(new URL("../page/", import.meta.url));

/** The pages, each by what it is made of: the site, charts drawn anew in it, and the page on which people vote. */
export const PAGES = {
  page: { script: "main.ts", style: "style.css" },
  chart_page: { script: "chart_page.ts", style: "chart_page.css" },
  vote_page: { script: "vote_page.ts", style: "vote_page.css" },
} as const;
export type PageName = keyof typeof PAGES;

/** A page's script and style. */
export interface PageCode {
  script: string;
  style: string;
}

/** The code of the site. */
export async function siteCode(): Promise<SiteCode> {
  return {
    ...(await pageCode("page")),
    charts: chartScript(),
    redrawn: await pageCode("chart_page"),
  };
}

/** The code of a page: as it was built with the package, or bundled from a clone's sources. */
export async function pageCode(name: PageName): Promise<PageCode> {
  const built = (ending: string): string => `${PAGE}${name}.min.${ending}`;
  return existsSync(built("js"))
    ? { script: readFileSync(built("js"), "utf8"), style: readFileSync(built("css"), "utf8") }
    : bundlePage(name);
}

/** Bundles; the same sources give the same bytes. */
export async function bundlePage(name: PageName): Promise<PageCode> {
  const { script, style } = PAGES[name];
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: { page: PAGE + script, style: PAGE + style },
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
