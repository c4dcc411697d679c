/** Every row of docs/coming_from.md is tried: command lines, flags, keys and files of the originals. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTemplate } from "../../jrank/backend/local/speaker.ts";
import { normalizeFlags } from "../../jrank/run/command/command.ts";
import { ALL_SETTINGS, flagsOf, MODEL_FLAGS } from "../../jrank/run/command/options.ts";
import {
  agreementFlags,
  apiAnswerFlags,
  modelAnswerCommand,
  takeOriginal,
} from "../../jrank/run/command/originals.ts";
import { readJudgePrompts } from "../../jrank/run/judging/asking/judge_prompts.ts";
import {
  type JudgmentKind,
  readAnswers,
  readQuestions,
  readReferences,
} from "../../jrank/store/answers/benchmark.ts";
import {
  judgmentFiles,
  listJudges,
  readSingleJudgments,
} from "../../jrank/store/answers/judgment_files.ts";
import { isOthersRanking } from "../../jrank/store/books/ranking_file.ts";
import { configReference } from "../../jrank/store/config/config_reference.ts";
import { readPlayed } from "../../jrank/store/votes/played.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const text = readFileSync(new URL("../../docs/coming_from.md", import.meta.url), "utf8");
const japanese = readFileSync(new URL("../../docs/ja/coming_from.md", import.meta.url), "utf8");
/** The rows of the table under a heading, as texts of its cells. */
function rowsUnder(heading: string, page = text): [string, string, string][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(2).map(
    (line) =>
      line
        .slice(2, -2)
        .split(" | ")
        .map((cell) => cell.trim()) as [string, string, string],
  );
}
const code = (cell: string): string => /`([^`]+)`/.exec(cell)?.[1] ?? "";

/** Our command that does what one of theirs of this name does, and the line as it takes it. */
function ours(name: string, args: string[]): { command: string; args: string[]; notes: string[] } {
  const given = normalizeFlags(args);
  const alone = { hasConfig: false, dataDir: folder.path };
  const aliases: Record<string, () => { command: string; args: string[] }> = {
    gen_model_answer: () => modelAnswerCommand(given),
    gen_api_answer: () => ({ command: "gen_api_model_answer", ...apiAnswerFlags(given) }),
    download_mt_bench_pregenerated: () => ({ command: "get_benchmark", args: given }),
    compute_agreement: () => ({ command: "check_reviewer_agreement", ...agreementFlags(given) }),
  };
  const called = aliases[name]?.() ?? { command: name, args: given };
  const taken = takeOriginal(called.command, called.args, alone);
  return { command: called.command, args: taken.args, notes: taken.notes.map(String) };
}

/** The flags that commands have. */
const known = new Map<string, Set<string>>();
beforeAll(async () => {
  const also = [...flagsOf(ALL_SETTINGS), ...Object.values(MODEL_FLAGS).flat()].flatMap(
    (flag) => flag.also,
  );
  const commands = [
    ...["streamline", "gen_local_model_answer", "gen_api_model_answer", "gen_judgment"],
    ...["make_ranking", "show_result", "qa_browser", "check_reviewer_agreement"],
    ...["overplot_rankings", "get_benchmark"],
  ];
  for (const command of commands) {
    const { stdout } = await runCommandLine(command, ["--complete"]);
    const flags = stdout.split("\n").map((line) => line.split("\t")[0]?.slice(2) ?? "");
    known.set(command, new Set([...flags, ...also]));
  }
});

function expectKnown({ command, args }: { command: string; args: readonly string[] }): void {
  const flags = args.filter((arg) => arg.startsWith("--")).map((arg) => arg.slice(2));
  expect(flags.filter((flag) => !known.get(command)?.has(flag))).toEqual([]);
}

describe("coming from another program: docs/coming_from.md", () => {
  it("has a command for each of theirs, with its flags", () => {
    writeFileSync(
      join(folder.path, "m.json"),
      JSON.stringify({ ...JP_CONFIG, model_name_or_path: "m.gguf" }),
    );
    const rows = rowsUnder("Commands");
    expect(rows.length).toBeGreaterThan(20);
    for (const [, theirs, mine] of rows) {
      const [script = "", ...args] = code(theirs).split(" ");
      const [file = "", ...flags] = code(mine)
        .replace("configs/m.json", join(folder.path, "m.json"))
        .split(" ");
      const name = file.replace(".ts", "");
      expectKnown(ours(name, flags));
      // A line that we have under its own name goes through as it stands.
      if (script.replace(".py", "") === name) {
        const typed = args.map((arg) => arg.replace("configs/m.json", join(folder.path, "m.json")));
        expectKnown(ours(name, typed));
        expect(normalizeFlags(typed)).toEqual(normalizeFlags(flags));
      }
    }
  });

  it("takes every flag of theirs, or says what takes its place", () => {
    for (const [commands, theirs, mine] of rowsUnder("Flags")) {
      for (const name of commands.split(", ")) {
        const path = name === "gen_model_answer" ? ["--model-path", "m.gguf"] : [];
        const plain = ours(name, path);
        const taken = ours(name, [...path, ...code(theirs).split(" ")]);
        expectKnown(taken);
        const told = taken.notes.some((note) => note.includes("is not needed here"));
        expect([theirs, told]).toEqual([theirs, mine === "–"]);
        const flag = normalizeFlags([code(mine)])[0] ?? "";
        const added = taken.args
          .filter((arg) => !plain.args.includes(arg))
          .map((arg) => arg.replace("force-", ""));
        if (mine !== "–")
          expect([theirs, added.includes(flag) || plain.args.includes(flag)]).toEqual([
            theirs,
            true,
          ]);
      }
    }
  });

  it("has a key or flag for each of theirs", () => {
    const reference = configReference();
    for (const [system, theirs, mine] of rowsUnder("Keys")) {
      if (mine.startsWith("–")) continue;
      const key = code(mine);
      const isKnown = key.startsWith("--")
        ? known.get("gen_local_model_answer")?.has(key.slice(2))
        : reference.includes(`\`${key.split(".").at(-1)}\``) || reference.includes(key);
      expect([system, theirs, isKnown]).toEqual([system, theirs, true]);
    }
  });

  it.each([
    ["Commands", "コマンド"],
    ["Flags", "フラグ"],
    ["Keys", "キー"],
    ["Files", "ファイル"],
  ])("has the same rows in Japanese: %s", (english, heading) => {
    // The words differ, and what stands as code does not.
    const codes = (page: string, of: string): string[][] =>
      rowsUnder(of, page).map((cells) => cells.flatMap((cell) => cell.match(/`[^`]*`/g) ?? []));
    expect(codes(japanese, heading)).toEqual(codes(text, english));
    expect(codes(text, english).length).toBeGreaterThan(15);
  });

  it("reads each of their files", () => {
    for (const [system, theirs] of rowsUnder("Files")) {
      const path = code(theirs).replaceAll("<judge>", "gpt-4").replaceAll("<model>", "m");
      const bench = join(mkdtempSync(join(folder.path, "data-")), "b");
      const file = join(bench, path);
      mkdirSync(bench);
      mkdirSync(dirname(file), { recursive: true });
      const row = FILES.find(({ of }) => of.test(path));
      expect([system, path, row !== undefined]).toEqual([system, path, true]);
      writeFileSync(file, `${JSON.stringify(row?.content(system))}\n`);
      expect([system, path, row?.isRead({ name: "b", folder: bench }, file)]).toEqual([
        system,
        path,
        true,
      ]);
    }
  });
});

const JP_CONFIG = {
  model_id: "m",
  model_name_or_path: "rinna/m",
  prompt_template: "ユーザー: {instruction}<NL>システム: ",
  generation_config: { temperature: 0.7, max_length: 2048 },
  special_token_map: { "<NL>": "\n" },
};

interface Bench {
  name: string;
  folder: string;
}
const answer = {
  question_id: 1,
  answer_id: "a",
  model_id: "m",
  choices: [{ index: 0, turns: ["x"] }],
};
const pairRow = (system: string): object => ({
  question_id: 1,
  ...(system === "Rakuda"
    ? { model1_id: "m", model2_id: "n", winner: 1, judge: ["gpt-4", "pair-ja"], turn: 1 }
    : system === "Arena-Hard"
      ? { model: "m", baseline: "n", judge: "gpt-4", games: [{ score: "A>B" }] }
      : { model_1: "m", model_2: "n", g1_winner: "tie", g2_winner: "tie", judge_model: "gpt-4" }),
});
const hasPairs = (bench: Bench): boolean =>
  listJudges(bench, "pair").includes("gpt-4") &&
  judgmentFiles(bench, "gpt-4", "pair" as JudgmentKind).flatMap((one) => readPlayed(one).rows)
    .length > 0;

/** What each kind of file holds, and whether it is read. The first that fits counts. */
const FILES: {
  of: RegExp;
  content(system: string): object;
  isRead(bench: Bench, file: string): boolean;
}[] = [
  {
    of: /^questions?\.jsonl$/,
    content: () => ({ question_id: 1, category: "c", turns: ["t"] }),
    isRead: (bench) => readQuestions(bench).questions.length === 1,
  },
  {
    of: /^reference_answer/,
    content: () => answer,
    isRead: (bench) => readReferences(bench, undefined).references.size === 1,
  },
  {
    of: /config\.json$/,
    content: () => JP_CONFIG,
    isRead: (_, file) => findTemplate(file).kind === "conversation",
  },
  {
    of: /^(?:model_answer|answers)/,
    content: () => answer,
    isRead: (bench) => readAnswers(bench).answers.has("m"),
  },
  {
    of: /judge_prompts/,
    content: () => ({
      ...{ name: "p", type: "pairwise", output_format: "last" },
      prompt_template: "{question}{answer_a}{answer_b}",
    }),
    isRead: (_, file) => readJudgePrompts(file).length === 1,
  },
  {
    of: /^rankings/,
    content: () => ({ date: "2023", judge: "gpt-4", ranking: [{ model_id: "m", median: 1 }] }),
    isRead: (_, file) => isOthersRanking(file),
  },
  {
    of: /single/,
    content: () => ({ question_id: 1, model: "m", judge: ["gpt-4", "single"], score: 7 }),
    isRead: (bench) => readSingleJudgments(bench, "gpt-4").rows.length === 1,
  },
  { of: /model_judgment/, content: pairRow, isRead: hasPairs },
];
