/** A site in one file: the leaderboard with its charts, without answers and judgments' words. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { SiteBoard, SiteRanking } from "../core/site_data.ts";
import type { SiteCode } from "./site.ts";
import { indexHtml } from "./site.ts";
import { siteBoard } from "./site_files.ts";
import type { SiteFiles, SiteSource } from "./site_input.ts";
import { inBothThemes } from "./slim_svg.ts";

/** Bytes that the file should stay below: games are left out before it is longer. */
const MOST_BYTES = 2e6;

/** The one file, and whether it was too long to hold the games by which its reader ranks anew. */
export function singleFile(source: SiteSource, code: Pick<SiteCode, "script" | "style">) {
  const board = inOneFile(siteBoard({ ...source, texts: false }), source);
  const whole = pageOf(board, code);
  if (Buffer.byteLength(whole) <= MOST_BYTES) return { html: whole, hasGames: true };
  const rankings = board.rankings.map((one): SiteRanking => ({ ...one, judge: -1 }));
  return { html: pageOf({ ...board, rankings, judges: [], grades: [] }, code), hasGames: false };
}

/** The board with the files inside that it shows: charts as one picture for both themes, tables. */
function inOneFile(board: SiteBoard, { rankings, combined, published }: SiteSource): SiteBoard {
  const files: SiteFiles = new Map(
    [...rankings, combined, ...published].flatMap((one) => [...one.files]),
  );
  const inside: [string, string][] = [];
  for (const [path, content] of files) {
    if (typeof content !== "string") continue;
    if (path.endsWith(".svg") && !path.endsWith(".dark.svg")) {
      const dark = files.get(path.replace(/\.svg$/, ".dark.svg"));
      inside.push([path, inBothThemes(content, typeof dark === "string" ? dark : content)]);
    }
    if (/^rankings\/.*\.(json|csv|md)$/.test(path)) inside.push([path, content]);
  }
  const svgOnly = (charts: SiteBoard["charts"]): SiteBoard["charts"] =>
    charts.map((chart) => ({ ...chart, endings: ["svg"] }));
  return {
    ...board,
    charts: svgOnly(board.charts),
    rankings: board.rankings.map((one) => ({ ...one, badges: [], charts: svgOnly(one.charts) })),
    inside: Object.fromEntries(inside),
  };
}

/** Unpacks the data and hands them to the page. */
const UNPACK = `(async()=>{const packed=Uint8Array.from(atob(document.getElementById("packed").textContent),(c)=>c.charCodeAt(0));const stream=new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));jrankData("board",await new Response(stream).text())})()`;

function pageOf(board: SiteBoard, { script, style }: Pick<SiteCode, "script" | "style">): string {
  // A script ends at "</script", whatever it stands in; the page's own code has it in texts only.
  const code = script.replace(/<(?=!--|\/?script)/gi, "\\x3c");
  const hash = (text: string): string =>
    `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(code)} ${hash(UNPACK)}`,
    `style-src ${hash(style)}`,
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const packed = gzipSync(JSON.stringify(board), { level: 9 }).toString("base64");
  return indexHtml(board, {
    policy,
    style: `<style>${style}</style>`,
    scripts: `<script type="application/gzip" id="packed">${packed}</script>\n<script>${code}</script>\n<script>${UNPACK}</script>`,
  });
}
