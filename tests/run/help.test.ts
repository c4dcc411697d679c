/** What `--help` shows of every command. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ALIASES } from "../../jrank/bin/commands.ts";
import * as options from "../../jrank/run/command/options.ts";
import { runCommandLine } from "../support/command.ts";

const commands = readdirSync(fileURLToPath(new URL("../../jrank/", import.meta.url)))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.replace(".ts", ""))
  // Those of other names show the help of the command that they call.
  .filter((name) => !Object.hasOwn(ALIASES, name));

const { MODEL_FLAGS } = options;
/** Settings that each command has as flags, and those of a model. */
const SETTINGS: Readonly<Record<string, [readonly string[], (readonly options.Flag[])?]>> = {
  annotate: [options.ANNOTATE_SETTINGS],
  check_reviewer_agreement: [options.AGREEMENT_SETTINGS],
  export_judgments: [options.EXPORT_SETTINGS],
  gate: [options.GATE_SETTINGS],
  gen_api_model_answer: [options.PAID_ANSWER_SETTINGS, MODEL_FLAGS.api],
  gen_judgment: [options.JUDGING_SETTINGS, MODEL_FLAGS.judge],
  gen_local_model_answer: [options.ANSWER_SETTINGS, MODEL_FLAGS.local],
  get_benchmark: [[]],
  import_answers: [options.IMPORT_SETTINGS],
  import_questions: [[]],
  init: [[]],
  make_leaderboard: [options.LEADERBOARD_SETTINGS],
  judge_report: [options.AGREEMENT_SETTINGS],
  make_ranking: [options.RANKING_SETTINGS],
  overplot_rankings: [options.OVERPLOT_SETTINGS],
  plan: [options.PLAN_SETTINGS],
  vote_ranking: [options.VOTES_SETTINGS],
  qa_browser: [options.SITE_SETTINGS],
  show_result: [options.RESULT_SETTINGS],
  simulate: [options.SIMULATE_SETTINGS],
  streamline: [options.ALL_SETTINGS],
};

const flagsIn = (help: string): string[] =>
  [...help.matchAll(/^ {2}(?:-\w, )?--([a-z0-9-]+)/gm)].map((match) => match[1] as string);

describe.each(commands)("--help of %s", (name) => {
  it("fits on a page: groups, an example, and how to see the rest", async () => {
    const { stdout, code } = await runCommandLine(name, ["--help"]);
    const lines = stdout.trimEnd().split("\n");
    expect(code).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(50);
    expect(lines.at(-1)).toContain("--help all");
    expect(stdout).toContain(`Example:\n  npx tsx jrank/${name}.ts `);
    const groups = lines.filter((line) => /^[A-Z][^.]*:$/.test(line));
    expect(groups.length).toBeGreaterThan(3);
    expect(groups).not.toContain("Options:");
  });

  it("shows with `all` every flag of its settings, and others only for a reason", async () => {
    const { stdout } = await runCommandLine(name, ["--help", "all"]);
    const [settings = [], model = []] = SETTINGS[name] ?? [];
    const own = options.flagsOf(settings);
    // What serves all comes before what an entry says of one model.
    const names = new Set(own.map((flag) => flag.name));
    const flags = [...own, ...model.filter((flag) => !names.has(flag.name))];
    const shown = flagsIn(stdout);
    const words = stdout.replace(/\s+/g, " ");
    for (const flag of flags) {
      expect(shown).toContain(flag.name);
      expect(words).toContain(flag.setting.says);
    }
    // Those that the command itself declares, which no config has.
    const source = readFileSync(new URL(`../../jrank/${name}.ts`, import.meta.url), "utf8");
    const declared = [...source.matchAll(/[oO]ption\(\s*"(?:-\w, )?--([a-z0-9-]+)/g)];
    for (const [, flag] of declared) expect(shown).toContain(flag);
    for (const flag of ["help", "language"]) expect(shown).toContain(flag);
    const known = [
      ...Object.values(options.FLAGS_ALONE).flat(),
      ...[...options.flagsOf(options.ALL_SETTINGS), ...model].flatMap((flag) => [
        flag.name,
        `no-${flag.name}`,
      ]),
    ];
    expect(shown.filter((flag) => !known.includes(flag))).toEqual([]);
  });
});

it("has a reason only for flags that a command has", async () => {
  const shown = new Set<string>();
  for (const name of commands) {
    const { stdout } = await runCommandLine(name, ["--help", "all"]);
    for (const flag of flagsIn(stdout)) shown.add(flag);
  }
  const alone = Object.values(options.FLAGS_ALONE).flat();
  expect(alone.filter((name) => !shown.has(name))).toEqual([]);
});
