/** What runs jrank elsewhere: the steps of action.yml, the workflow, the Space and the Dockerfile. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { parse } from "yaml";
import { OPTIONAL_PACKAGES } from "../jrank/core/errors.ts";
import { bundled } from "./support/bundle.ts";
import { temporaryFolder } from "./support/command.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = temporaryFolder();
afterAll(folder.remove);
const text = (file: string): string => readFileSync(join(root, file), "utf8");
const { version } = JSON.parse(text("package.json"));
const action = parse(text("action.yml"));
cpSync(join(root, "examples/rank_votes/votes.csv"), join(folder.path, "votes.csv"));
const program = join(folder.path, "jrank");
writeFileSync(
  program,
  `#!/bin/sh\nexec ${process.execPath} ${await bundled("jrank/bin/jrank.ts")} "$@"\n`,
);
chmodSync(program, 0o755);

/** Runs a step as GitHub does. */
function step(name: string, env: Record<string, string>) {
  const { run } = action.runs.steps.find((one: { name: string }) => one.name === name);
  const { PATH, HOME } = process.env;
  return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
    cwd: folder.path,
    encoding: "utf8",
    env: {
      HOME,
      PATH: `${folder.path}:${PATH}`,
      GITHUB_STEP_SUMMARY: join(folder.path, "summary.md"),
      ...env,
    },
  });
}

it("ranks and gates, and tells both in the summary", () => {
  const votes = "votes.csv\n";
  expect(step("Install", { VERSION: version }).status).toBe(0);
  const ranked = step("Rank", { VOTES: votes, HTML: "out.html" });
  expect(ranked.stderr).toMatch(/^Made: out\.html\nCost: nothing .*\nNext: npx jrank gate .*\n$/);
  expect(ranked.status).toBe(0);
  expect(existsSync(join(folder.path, "out.html"))).toBe(true);
  const piped = `"${program}" rank votes.csv --html piped.html 2>/dev/null | head -1 >/dev/null`;
  spawnSync("bash", ["-c", piped], { cwd: folder.path });
  expect(existsSync(join(folder.path, "piped.html"))).toBe(true);
  const gate = (candidate: string, baseline: string) =>
    step("Gate", { VOTES: votes, CANDIDATE: candidate, BASELINE: baseline }).status;
  expect(gate("tea", "soda")).toBe(0);
  expect(gate("soda", "tea")).toBe(1);
  const summary = readFileSync(join(folder.path, "summary.md"), "utf8");
  expect(summary).toMatch(/```\n Rank {3}Model/);
  expect(summary).toContain("soda");
});

it("makes the website of a config from what is stored", () => {
  const run = join(root, "examples/finished_run");
  cpSync(
    join(root, "jrank/data/sample/questions.jsonl"),
    join(folder.path, "data/sample/questions.jsonl"),
  );
  const judged = gunzipSync(readFileSync(join(run, "judgments.jsonl.gz")));
  mkdirSync(join(folder.path, "data/sample/model_judgment"));
  writeFileSync(join(folder.path, "data/sample/model_judgment/offline-judge_pair.jsonl"), judged);
  cpSync(
    join(run, "ranking.json"),
    join(folder.path, "data/sample/rankings/offline-judge_mle.json"),
  );
  // A clone's own benchmarks are elsewhere; where the package is installed, data/ needs no word.
  const config = {
    ...JSON.parse(readFileSync(join(run, "config.json"), "utf8")),
    data_dir: "data",
  };
  writeFileSync(join(folder.path, "config.json"), JSON.stringify(config));
  const made = step("Website", { CONFIG: "config.json", SITE: "site" });
  expect([made.status, made.stderr]).toEqual([0, expect.stringMatching(/site\/badges\/.* \(8\)/)]);
  for (const file of ["index.html", "page.js", "rankings/offline-judge_mle.json"]) {
    expect(existsSync(join(folder.path, "site", file))).toBe(true);
  }
});

it("takes inputs as they are, never as commands", () => {
  for (const { run, env = {} } of action.runs.steps) {
    expect(run).not.toContain("${{");
    for (const value of Object.values(env)) expect(value).toMatch(/^\$\{\{ inputs\.[a-z]+ \}\}$/);
  }
  const hostile = step("Rank", { VOTES: "$(touch hacked);x", HTML: "out.html" });
  expect(hostile.status).not.toBe(0);
  expect(existsSync(join(folder.path, "hacked"))).toBe(false);
});

it("names today's version, inputs that there are, and versions that are tested", () => {
  expect(action.inputs.version.default).toBe(version);
  const workflow = parse(text("examples/github/leaderboard.yml"));
  const used = workflow.jobs.publish.steps.find(({ uses = "" }) => uses.startsWith("OWNER/"));
  expect(used.uses).toBe(`OWNER/jrank@v${version}`);
  for (const input of Object.keys(used.with)) expect(action.inputs).toHaveProperty(input);
  const space = parse(text("examples/huggingface_space/README.md").split("---")[1]);
  expect(space).toMatchObject({ sdk: "static", app_file: "index.html" });
  for (const [, name, pinned] of text("Dockerfile").matchAll(/ (@[\w-]+\/[\w-]+)@(\S+)/g)) {
    expect(OPTIONAL_PACKAGES).toHaveProperty([name], pinned);
  }
});

it("runs as nobody in the image, from pinned images, with no key in it", () => {
  const dockerfile = text("Dockerfile");
  for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm))
    expect(image).toMatch(/:\d+\.\d+\.\d+-/);
  expect(
    dockerfile
      .trim()
      .split("\n")
      .findLast((line) => line.startsWith("USER")),
  ).toBe("USER node");
  const ignored = text(".dockerignore").split("\n");
  for (const name of [".env", "config.json", ".git"]) expect(ignored).toContain(name);
});
