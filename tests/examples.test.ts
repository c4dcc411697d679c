/** What lies in examples/ is run: the code as it stands but for where jrank is, the configs on servers here. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, it, vi } from "vitest";
import { describeChromium, openWatched } from "./support/chromium.ts";
import { runCommandLine, temporaryFolder } from "./support/command.ts";
import { startOpenAiServer } from "./support/http_server.ts";
import { scriptedGguf } from "./support/scripted_gguf.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const examples = join(root, "examples");
const folder = temporaryFolder();
afterAll(folder.remove);

/** A benchmark of three questions. */
function smallSample(): string {
  const data = join(folder.path, "data");
  mkdirSync(join(data, "sample"), { recursive: true });
  const questions = readFileSync(join(root, "jrank/data/sample/questions.jsonl"), "utf8");
  const few = questions.split("\n").filter((line) => !line.includes('"reference"'));
  writeFileSync(join(data, "sample/questions.jsonl"), few.slice(0, 3).join("\n"));
  return data;
}

const sources = Object.fromEntries(
  Object.entries<{ default: string }>(
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")).exports,
  ).flatMap(([name, { default: file }]) =>
    file === undefined
      ? []
      : [
          [
            name.replace(/^\./, "jrank"),
            join(root, file.replace("./dist", "jrank").replace(/\.js$/, ".ts")),
          ],
        ],
  ),
);

/** Runs an example's module; gives what it printed. */
async function runModule(path: string): Promise<string> {
  const outfile = join(folder.path, path.replaceAll("/", "_"));
  await build({
    entryPoints: [join(examples, path)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    alias: sources,
    logLevel: "silent",
  });
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    await import(/* @vite-ignore */ outfile);
    return log.mock.calls.map((line) => line.join(" ")).join("\n");
  } finally {
    log.mockRestore();
  }
}

it("ranks votes.csv", async () => {
  cpSync(join(examples, "rank_votes/votes.csv"), join(folder.path, "votes.csv"));
  const { stdout, code } = await runCommandLine("vote_ranking", ["votes.csv"], {
    cwd: folder.path,
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n +1 +tea .*\n +2 +coffee .*\n +3 +cocoa .*\n +4 +soda /);
});

it("finds known strengths in a harness of one's own", async () => {
  const printed = await runModule("own_harness/schedule.mjs");
  expect(printed.split("\n").length).toBe(5);
  expect(printed).toMatch(/^1\. oak \d+ \(\d+ to \d+\), \d+ matches\n/);
  expect(printed).toMatch(/5\. yew /);
});

it("chooses between two prompts", async () => {
  const server = await startOpenAiServer({
    reply: ({ body }) => {
      const messages = body.messages as { content: string }[];
      const [system, user] = messages.map(({ content }) => content);
      if (system.includes("one sentence")) return "Short.";
      if (system.includes("never heard")) return "A patient answer, for example this one.";
      return user.indexOf("A patient") < user.indexOf("Short.") ? "[[A]]" : "[[B]]";
    },
  });
  vi.stubEnv("OPENAI_BASE_URL", `${server.url}/v1`);
  try {
    const printed = await runModule("choose_prompt/choose.mjs");
    expect(printed).toContain("patient: 16 wins, 0 ties of 16");
    expect(printed).toContain("note: Only 8 questions");
    expect(server.requests.length).toBe(16 + 16);
  } finally {
    vi.unstubAllEnvs();
    await server.close();
  }
});

it("runs a fleet of servers, both of the judge's", async () => {
  const data = smallSample();
  const reply = ({ body }: { body: Record<string, unknown> }): string =>
    body.model === "my/judge-model" ? "[[A]]" : `An answer of ${body.model}.`;
  const servers = await Promise.all(Array.from({ length: 4 }, () => startOpenAiServer({ reply })));
  const [small, large, first, second] = servers.map(({ url }) => `${url}/v1`);
  try {
    const { code, stderr } = await runCommandLine(
      "streamline",
      [
        "--config",
        join(examples, "vllm_fleet/config.json"),
        "--data-dir",
        data,
        "--no-make-charts",
        "-y",
      ],
      {
        cwd: folder.path,
        env: { SMALL_URL: small, LARGE_URL: large, JUDGE_URL_1: first, JUDGE_URL_2: second },
      },
    );
    expect(stderr).toContain("Judgments of judge: 6 new");
    expect(code).toBe(0);
    const [smalls, larges, ...judged] = servers.map(({ requests }) => requests.length);
    expect([smalls, larges, judged[0] + judged[1]]).toEqual([3, 3, 6]);
    expect(Math.min(...judged)).toBeGreaterThan(0);
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
});

it("runs GGUF files of this machine", async () => {
  const data = join(folder.path, "local");
  cpSync(join(smallSample(), "sample/questions.jsonl"), join(data, "sample/questions.jsonl"));
  for (const [name, says] of Object.entries({ first: "One.", second: "Two.", judge: "[[A]]" })) {
    writeFileSync(join(folder.path, `${name}.gguf`), scriptedGguf({ says, contextLength: 4096 }));
  }
  const { code, stderr } = await runCommandLine(
    "streamline",
    [
      "--config",
      join(examples, "local_gguf/config.json"),
      "--data-dir",
      data,
      "--no-make-charts",
      "-y",
    ],
    { cwd: folder.path, env: { MODELS: folder.path } },
  );
  expect(stderr).toContain("Judgments of judge: 6 new");
  expect(code).toBe(0);
});

it("ranks in the browser with what the page imports", async () => {
  const page = readFileSync(join(examples, "browser/index.html"), "utf8");
  const [, map = ""] = /<script type="importmap">([\s\S]*?)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(map).imports.jrank).toBe("./node_modules/jrank/dist/library/index.js");
  const [, code = ""] = /<script type="module">([\s\S]*?)<\/script>/.exec(page) ?? [];
  const bundled = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    metafile: true,
    alias: sources,
  });
  // What the map does not name would not be found by a browser.
  const packages = Object.keys(bundled.metafile.inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(packages)]).toEqual([]);
  const script = bundled.outputFiles[0].text.replaceAll("</script", "<\\/script");
  writeFileSync(
    join(folder.path, "browser.html"),
    page.replace(map, "{}").replace(code, () => script),
  );
});

describeChromium("in Chromium", () => {
  it("ranks what is typed, and tells what is half typed", async () => {
    const { page, faults } = await openWatched("file:");
    await page.goto(pathToFileURL(join(folder.path, "browser.html")).href);
    const shown = (selector: string) => page.locator(selector).allInnerTexts();
    const rows = await shown("#rows tr");
    expect(rows.map((row) => row.replace(/\d+/g, "#"))).toEqual(
      ["coffee", "tea", "cocoa"].map((name) => `#\t${name}\t#\t# … #`),
    );
    // At the end of what is there: to fill in all of it would tell the page of each line.
    await page.locator("#votes").press("Control+End");
    await page.keyboard.insertText("\n11,soda");
    expect(await shown("#rows tr")).toEqual([]);
    expect(await shown("#findings li")).toEqual([expect.stringMatching(/the outcome must be/)]);
    await page.keyboard.insertText(",tea,2");
    expect((await shown("#rows tr")).length).toBe(4);
    expect(faults).toEqual([]);
  });

  it("opens the website of the finished run", async () => {
    const site = pathToFileURL(join(examples, "finished_run/site/index.html")).href;
    const { page, faults } = await openWatched("file:");
    await page.goto(site);
    await page.locator("tbody bdi:visible", { hasText: "sample/kaede-70b" }).first().waitFor();
    expect(faults).toEqual([]);
  });
});

it("has a finished run whose ranking is made of its judgments", async () => {
  const run = join(examples, "finished_run");
  expect(readdirSync(run)).toContain("mle_ranking.svg");
  const { ranking, n_judgments } = JSON.parse(readFileSync(join(run, "ranking.json"), "utf8"));
  const args = [join(run, "judgments.jsonl.gz"), "--json", "again.json"];
  const { code } = await runCommandLine("vote_ranking", args, { cwd: folder.path });
  expect(code).toBe(0);
  const again = JSON.parse(readFileSync(join(folder.path, "again.json"), "utf8"));
  expect(again.n_judgments).toBe(n_judgments);
  const ratings = (rows: { model_id: string; rating: number }[]) =>
    rows.map(({ model_id, rating }) => [model_id, Math.round(rating)]);
  expect(ratings(again.ranking)).toEqual(ratings(ranking));
  const published = join(run, "site/rankings/offline-judge_mle.json");
  expect(ratings(JSON.parse(readFileSync(published, "utf8")).ranking)).toEqual(ratings(ranking));
});
