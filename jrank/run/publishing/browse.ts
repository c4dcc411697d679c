/** The website folder of a benchmark, and its server: what `qa_browser.ts` does. */
import { once } from "node:events";
import { UsageError, UserError } from "../../core/errors.ts";
import { listJudges } from "../../store/benchmark.ts";
import type { ConfigFile } from "../../store/config_schema.ts";
import { readBenchmark } from "../benchmark_data.ts";
import type { Context } from "../command.ts";
import { judgesOf } from "../models.ts";
import { makeRanking } from "../ranking/make_ranking.ts";
import { dataDirOf, findConfig } from "../settings.ts";
import { buildSite, DEFAULT_SITE_FOLDER, unrankedJudges } from "./build_site.ts";
import { serveFolder } from "./serve_folder.ts";

const DEFAULT_PORT = 8000;

export interface BrowseFlags {
  benchName?: string;
  dataDir?: string;
  out?: string;
  serve?: boolean;
  host?: string;
  port?: number;
}

/** Ranks what is not ranked yet, builds the site, and serves it until interrupted. */
export async function browse(flags: BrowseFlags, context: Context): Promise<void> {
  if (!flags.serve && (flags.host !== undefined || flags.port !== undefined)) {
    throw new UsageError("--host and --port are for --serve");
  }
  const config = await configFor(flags.benchName, context);
  const name = flags.benchName ?? (config as ConfigFile).benchmark_name;
  const data = readBenchmark(dataDirOf(flags.dataDir, config), name, {
    referenceName: config?.reference_name,
    log: context.log,
  });
  if (listJudges(data.bench, "pair").length + listJudges(data.bench, "single").length === 0) {
    throw new UserError(
      `${name} has no judgments yet; make some with streamline.ts or gen_judgment.ts`,
    );
  }
  for (const judgeModel of unrankedJudges(data)) {
    await rankFirst(judgeModel, name, flags, context);
  }
  const configured = config ? judgesOf(config) : [];
  const folder = await buildSite(
    {
      ...{ data, config },
      out: flags.out ?? config?.site?.out ?? DEFAULT_SITE_FOLDER,
      isOffline: (judge) =>
        configured.find(({ spec }) => spec.id === judge)?.spec.provider === "offline" ||
        judge === "offline-judge",
    },
    context,
  );
  if (flags.serve) await serve(folder, flags, context);
}

/** Ranks a judge's games; without any that count there is no ranking, and still a site. */
async function rankFirst(
  judgeModel: string,
  benchName: string,
  { dataDir }: BrowseFlags,
  context: Context,
): Promise<void> {
  context.log(`There is no ranking of ${judgeModel} yet; making it.`);
  try {
    await makeRanking(
      {
        ...{ benchName, judgeModel, makeCharts: true, homeAdvantage: true },
        ...(dataDir !== undefined && { dataDir }),
      },
      context,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log(`Warning: ${error.message}`);
  }
}

async function serve(folder: string, { host, port }: BrowseFlags, context: Context): Promise<void> {
  const server = await serveFolder(folder, {
    port: port ?? DEFAULT_PORT,
    ...(host !== undefined && { host }),
  });
  context.out(`Serving ${server.url} (Ctrl-C ends it)`);
  const { stopping } = context.interrupt;
  if (!stopping.aborted) await once(stopping, "abort");
  await server.close();
}

/** The config, when it is about this benchmark or no benchmark was named. */
async function configFor(
  benchName: string | undefined,
  context: Context,
): Promise<ConfigFile | undefined> {
  if (benchName === undefined) return (await findConfig(undefined, context)).config;
  const { config } = await findConfig(undefined, context).catch(() => ({ config: undefined }));
  return config?.benchmark_name === benchName ? config : undefined;
}
