/** What docs/publishing.md gives people to paste is right: configs, commands, the workflow. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkConfig } from "../../jrank/store/config/read_config.ts";
import { runCommandLine } from "../support/command.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const text = readFileSync(`${root}docs/publishing.md`, "utf8");

const blocks = (language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, block]) => block,
  );

/** Commands of the program, with the flags they are given. */
function commandsIn(source: string): { name: string; flags: string[] }[] {
  return [...source.replaceAll("\\\n", " ").matchAll(/npx tsx jrank\/(\w+)\.ts([^\n]*)/g)].map(
    ([, name, rest]) => ({ name, flags: rest.match(/--[\w-]+/g) ?? [] }),
  );
}

interface Workflow {
  jobs: Record<string, { steps: { run?: string; uses?: string }[] }>;
}

describe("docs/publishing.md", () => {
  it("has configs that are accepted", () => {
    const models = { judge_models: [{ id: "judge", provider: "offline" }] };
    const configs = blocks("json").map((block) => JSON.parse(block) as object);
    expect(configs.length).toBeGreaterThan(2);
    for (const config of configs) {
      expect(() => checkConfig({ benchmark_name: "b", n: 1, models, ...config }, {})).not.toThrow();
    }
  });

  it("has a workflow whose steps are commands and actions", () => {
    const [workflow] = blocks("yaml").map((block) => parse(block) as Workflow);
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    expect(steps.every(({ run, uses }) => (run === undefined) !== (uses === undefined))).toBe(true);
    expect(commandsIn(steps.map(({ run }) => run ?? "").join("\n"))).toHaveLength(2);
  });

  it("names commands and flags that exist", async () => {
    const used = new Map<string, Set<string>>();
    for (const { name, flags } of commandsIn(text)) {
      used.set(name, new Set([...(used.get(name) ?? []), ...flags]));
    }
    expect(used.has("qa_browser")).toBe(true);
    for (const [name, flags] of used) {
      expect(existsSync(`${root}jrank/${name}.ts`), name).toBe(true);
      const { stdout } = await runCommandLine(name, ["--help", "all"]);
      for (const flag of flags) {
        // Labels are counted: --label1, --label2 and so on.
        if (!/^--label\d$/.test(flag)) expect(stdout, `${name} ${flag}`).toContain(flag);
      }
    }
  });
});
