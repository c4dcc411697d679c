/** Builds the website folder of a benchmark. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { MissingPackage } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { COMPUTES } from "../../core/types.ts";
import { sharePicture } from "../../report/share_picture.ts";
import { singleFile } from "../../report/single_file.ts";
import { siteFiles } from "../../report/site.ts";
import { pageCode, siteCode } from "../../report/site_bundle.ts";
import type { SiteFiles, SiteSource } from "../../report/site_input.ts";
import { rankingPath } from "../../store/answers/benchmark.ts";
import { listJudges } from "../../store/answers/judgment_files.ts";
import { isPerson } from "../../store/books/people.ts";
import { isOthersRanking } from "../../store/books/ranking_file.ts";
import type { Config } from "../../store/config/config.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import type { Context } from "../command/command.ts";
import { shownPath } from "../command/format.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";
import { readSiteSource } from "./site_source.ts";
import { checkFolder, writeFolder } from "./write_folder.ts";

interface SiteJob {
  data: BenchmarkData;
  /** What it says about labels and the site. */
  config: Config;
  /** The folder to write. */
  out: string;
  isOffline(judge: string): boolean;
}

/** Judges whose judgments this program has not ranked yet; people's votes are ranked when somebody names them. */
export function unrankedJudges({ bench }: BenchmarkData): string[] {
  const judges = listJudges(bench, "pair");
  const models = judges.filter((judge) => !isPerson(judge));
  return (models.length > 0 ? models : judges).filter(
    (judge) =>
      !COMPUTES.map((compute) => `${rankingPath(bench, judge, compute)}.json`).some(
        (file) => existsSync(file) && !isOthersRanking(file),
      ),
  );
}

/** Builds the files of the site. */
async function makeSiteFiles(job: Omit<SiteJob, "out">, context: Context): Promise<SiteFiles> {
  const source = await sourceOf(job, context);
  return siteFiles(source, await siteCode(), { picture: await pictureOf(source) });
}

/** What a site is built from; tells which rankings are older than their judgments. */
async function sourceOf(job: Omit<SiteJob, "out">, context: Context): Promise<SiteSource> {
  const source = await readSiteSource(job, context);
  for (const { ranking, stale } of source.rankings) {
    if (stale) {
      context.log(
        say`Warning: the ranking of ${ranking.judge} (${ranking.compute}) was not made from the judgments as they are now; make_ranking.ts makes it anew.`,
      );
    }
  }
  return source;
}

/** The picture of shared links; none where the packages that draw pictures are not installed. */
async function pictureOf(source: SiteSource): Promise<Uint8Array | undefined> {
  const svg = sharePicture(source);
  if (svg === undefined) return undefined;
  try {
    return await (await import("../../report/picture/render_png.ts")).renderPng(svg, { scale: 1 });
  } catch (error) {
    if (error instanceof MissingPackage) return undefined;
    throw error;
  }
}

/** Writes the leaderboard with its charts as one page. */
export async function buildSingleFile({ out, ...job }: SiteJob, context: Context): Promise<void> {
  const source = await sourceOf(job, context);
  checkOutputs(
    [out],
    (source.made?.inputs ?? []).map(({ path }) => join(job.data.bench.folder, path)),
    say`give another file`,
  );
  const { html, hasGames } = singleFile(source, await pageCode("page"));
  writeWhole(resolve(out), html);
  if (!hasGames) {
    context.log(
      say`The judgments are left out of ${shownPath(out)}, which would be longer than 2 MB with them: its readers cannot rank anew.`,
    );
  }
  context.out(say`Page:    ${shownPath(out)} (${sizeText(Buffer.byteLength(html))})`);
}

/** Builds and writes; gives the folder. */
export async function buildSite({ out, ...job }: SiteJob, context: Context): Promise<string> {
  const folder = resolve(out);
  const files = await makeSiteFiles(job, context);
  tellSite(folder, files, await writeFolder(folder, files), context);
  return folder;
}

function tellSite(folder: string, files: SiteFiles, bytes: number, { out }: Context): void {
  out(say`Site:    ${shownPath(folder)}/index.html (${files.size} files, ${sizeText(bytes)})`);
}

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** Fails before a long run where what it makes could not be published in the end. */
export async function checkConfigured({ makes_site, site, publish }: Config): Promise<void> {
  if (makes_site) checkFolder(resolve(site.out));
  if (publish) await (await import("./publish_files.ts")).checkPublish(publish);
}

/** What a config asks for after a ranking: the website folder, and publishing. */
export async function publishConfigured(
  config: Config,
  job: Pick<SiteJob, "data" | "isOffline">,
  context: Context,
): Promise<void> {
  const { makes_site, site, publish } = config;
  if (!makes_site && !publish) return;
  const files = await makeSiteFiles({ ...job, config }, context);
  if (makes_site) {
    const folder = resolve(site.out);
    tellSite(folder, files, await writeFolder(folder, files), context);
  }
  if (publish) {
    const { publishFiles } = await import("./publish_files.ts");
    const message = `Publish ${job.data.bench.name}`;
    await publishFiles(files, publish, { message, out: context.out });
  }
}
