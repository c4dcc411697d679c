/** The website folder of a benchmark, and its server: what `qa_browser.ts` does. */
import { once } from "node:events";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { listJudges } from "../../store/answers/judgment_files.ts";
import { resolveConfig } from "../../store/config/config.ts";
import type { Context } from "../command/command.ts";
import { configAbout, dataDirOf } from "../command/command_settings.ts";
import { flagsOf, overridesOf, SITE_SETTINGS, withOverrides } from "../command/options.ts";
import { readBenchmark } from "../models/benchmark_data.ts";
import { withModelIds } from "../models/config_models.ts";
import { judgesOf } from "../models/models.ts";
import { makeRanking } from "../ranking/ranking_command.ts";
import { buildSingleFile, buildSite, unrankedJudges } from "./build_site.ts";
import { serveFolder } from "./serve_folder.ts";
import { hasPublished } from "./site_source.ts";

const DEFAULT_PORT = 8000;

/** Flags of qa_browser.ts: its own, and those of settings by their names in camel case. */
interface BrowseFlags extends Readonly<Record<string, unknown>> {
  benchName?: string;
  dataDir?: string;
  serve?: boolean;
  /** The leaderboard as one page, in place of the folder. */
  singleFile?: string;
  host?: string;
  port?: number;
  /** A config in place of config.json here; false: none. */
  config?: string | false;
}

/** Ranks what is not ranked yet, builds the site, and serves it until interrupted. */
export async function browse(flags: BrowseFlags, context: Context): Promise<void> {
  if (!flags.serve && (flags.host !== undefined || flags.port !== undefined)) {
    throw new UsageError(say`--host and --port are for --serve`);
  }
  const overrides = overridesOf(flags, flagsOf(SITE_SETTINGS));
  if (flags.singleFile !== undefined && (flags.serve || overrides.site?.out !== undefined)) {
    throw new UsageError(
      say`--single-file writes one page and no folder: leave out --out and --serve`,
    );
  }
  const found = await configAbout(flags.benchName, flags.config, context);
  const written = withOverrides(found?.written, overrides);
  const name = written.benchmark_name;
  const data = readBenchmark(dataDirOf(written.data_dir), name, {
    referenceName: written.reference_name,
    log: context.log,
  });
  const config = resolveConfig(
    withModelIds(written, data.answers, { file: found?.file ?? "", log: () => {} }),
  );
  const judges = [...listJudges(data.bench, "pair"), ...listJudges(data.bench, "single")];
  if (judges.length === 0 && !hasPublished(data) && config.site.scores === undefined) {
    if (data.answers.size === 0) {
      throw new UserError(
        say`${name} has no answers and no judgments yet; make some with streamline.ts, or gen_api_model_answer.ts and gen_judgment.ts`,
      );
    }
    context.log(
      say`${name} has no judgments yet: the site shows its questions and answers. gen_judgment.ts makes some.`,
    );
  }
  for (const judgeModel of unrankedJudges(data)) {
    await rankFirst(judgeModel, name, flags, context);
  }
  const configured = judgesOf(config);
  const job = {
    data,
    config,
    isOffline: (judge: string): boolean =>
      configured.find(({ spec }) => spec.id === judge)?.spec.provider === "offline" ||
      judge === "offline-judge",
  };
  if (flags.singleFile !== undefined) {
    await buildSingleFile({ ...job, out: flags.singleFile }, context);
    return;
  }
  const folder = await buildSite({ ...job, out: config.site.out }, context);
  if (flags.serve) await serve(folder, flags, context);
}

/** Ranks a judge's games; without any that count there is no ranking, and still a site. */
async function rankFirst(
  judgeModel: string,
  benchName: string,
  { dataDir, config }: BrowseFlags,
  context: Context,
): Promise<void> {
  context.log(say`There is no ranking of ${judgeModel} yet; making it.`);
  try {
    await makeRanking(
      {
        benchName,
        judgeModel,
        ...(dataDir !== undefined && { dataDir }),
        ...(config !== undefined && { config }),
      },
      context,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log(say`Warning: ${error}`);
  }
}

async function serve(folder: string, { host, port }: BrowseFlags, context: Context): Promise<void> {
  const server = await serveFolder(folder, {
    port: port ?? DEFAULT_PORT,
    ...(host !== undefined && { host }),
  });
  context.out(say`Serving ${server.url} (Ctrl-C ends it)`);
  const { stopping } = context.interrupt;
  if (!stopping.aborted) await once(stopping, "abort");
  await server.close();
}
