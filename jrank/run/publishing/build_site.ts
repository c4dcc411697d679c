/** Builds the website folder of a benchmark. */

import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { say } from "../../core/message.ts";
import { COMPUTES } from "../../core/types.ts";
import { siteFiles } from "../../report/site.ts";
import { siteCode } from "../../report/site_bundle.ts";
import type { SiteFiles } from "../../report/site_input.ts";
import { rankingPath } from "../../store/answers/benchmark.ts";
import { listJudges } from "../../store/answers/judgment_files.ts";
import { isPerson } from "../../store/books/people.ts";
import { isOthersRanking } from "../../store/books/ranking_file.ts";
import type { Config } from "../../store/config/config.ts";
import type { Context } from "../command/command.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";
import { readSiteSource } from "./site_source.ts";
import { checkFolder, writeFolder } from "./write_folder.ts";

export interface SiteJob {
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

/** Builds the files of the site, and tells which rankings are older than their judgments. */
export async function makeSiteFiles(
  job: Omit<SiteJob, "out">,
  context: Context,
): Promise<SiteFiles> {
  const source = await readSiteSource(job, context);
  for (const { ranking, stale } of source.rankings) {
    if (stale) {
      context.log(
        say`Warning: the ranking of ${ranking.judge} (${ranking.compute}) was not made from the judgments as they are now; make_ranking.ts makes it anew.`,
      );
    }
  }
  return siteFiles(source, await siteCode());
}

/** Builds and writes; gives the folder. */
export async function buildSite({ out, ...job }: SiteJob, context: Context): Promise<string> {
  const folder = resolve(out);
  const files = await makeSiteFiles(job, context);
  tellSite(folder, files, await writeFolder(folder, files), context);
  return folder;
}

function tellSite(folder: string, files: SiteFiles, bytes: number, { out }: Context): void {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  out(say`Site:    ${relative(".", folder) || "."}/index.html (${files.size} files, ${size})`);
}

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
