/** The bundled sample, judged, ranked and made into a site as a user does it: with streamline. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../../jrank/store/config/read_config.ts";
import { runCommandLine } from "./command.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface SampleSite {
  dataDir: string;
  /** The site's folder. */
  site: string;
  stdout: string;
}

/**
 * Runs everything in a folder; the site is in English. `earlier`: a line of the rankings before;
 * without `charts`, for tests that look at none, it takes half as long.
 */
export async function buildSampleSite(
  folder: string,
  { earlier, charts = true }: { earlier?: object; charts?: boolean } = {},
): Promise<SampleSite> {
  const dataDir = join(folder, "data");
  const site = join(folder, "site");
  for (const name of ["questions.jsonl", "answers", "reference_answer"]) {
    cpSync(join(root, "jrank/data/sample", name), join(dataDir, "sample", name), {
      recursive: true,
    });
  }
  if (earlier !== undefined) {
    mkdirSync(join(dataDir, "sample/rankings"));
    const registry = join(dataDir, "sample/rankings/registry.jsonl");
    writeFileSync(registry, `${JSON.stringify(earlier)}\n`);
  }
  const config = await readConfig(join(root, "config.json.example"), {});
  const own = {
    ...config,
    data_dir: dataDir,
    make_charts: charts,
    site: { out: site, language: "en" },
  };
  const { $schema: _, ...written } = own;
  writeFileSync(join(folder, "config.json"), JSON.stringify(written));
  const { code, stdout, stderr } = await runCommandLine("streamline", ["-y"], { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  return { dataDir, site, stdout };
}
