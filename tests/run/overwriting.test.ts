/** No command writes over what it reads, over another's ranking, or over one that could not be made again. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { genAnswers } from "../../jrank/run/answering/gen_answers.ts";
import { compareRankingFiles } from "../../jrank/run/comparing/overplot.ts";
import { exportJudgments } from "../../jrank/run/judging/exported_judgments.ts";
import { reparse } from "../../jrank/run/judging/reparse.ts";
import { runPipeline } from "../../jrank/run/pipeline/pipeline.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import type { MakeRankingFlags } from "../../jrank/run/ranking/ranking_settings.ts";
import { tableWords } from "../../jrank/words/language.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startOpenAiServer, type TestServer } from "../support/http_server.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const outer = temporaryFolder();
afterAll(outer.remove);
let count = 0;
let folder = "";
beforeEach(() => {
  folder = join(outer.path, String(count++));
  mkdirSync(folder);
});
const at = (...path: string[]): string => join(folder, ...path);

const VOTES = `left,right,winner\n${"a,b,left\nb,a,left\na,b,right\nb,c,left\nc,b,left\nc,a,tie\n".repeat(4)}`;
const rank = (flags: Partial<MakeRankingFlags>): Promise<void> =>
  makeRanking(
    { makeCharts: false, homeAdvantage: true, bootstrapN: 0, ci: "cr3", config: false, ...flags },
    testContext(),
  );

/** All files below the folder with their contents. */
function everything(below = folder): Record<string, string> {
  const names = readdirSync(below, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file, "utf8")]),
  );
}

/** The act fails with these words and changes nothing. */
async function refuses(act: () => Promise<void> | void, words: RegExp | string): Promise<void> {
  const before = everything();
  await expect(async () => act()).rejects.toThrow(words);
  expect(everything()).toEqual(before);
}

describe("make_ranking", () => {
  it("writes no output over a file that it reads", async () => {
    for (const ending of [".csv", ".json", ".md"]) {
      writeFileSync(at(`votes${ending}`), VOTES);
      await refuses(
        () => rank({ inputFile: [at(`votes${ending}`)], outputPath: at("votes.json") }),
        /votes\.\w+ is one of the files that are read/,
      );
      rmSync(at(`votes${ending}`));
    }
    writeFileSync(at("votes.csv"), VOTES);
    symlinkSync(folder, at("link"));
    await refuses(
      () => rank({ inputFile: [at("votes.csv")], outputPath: at("link/votes") }),
      "which is",
    );
    const chain = {
      compute: "mcmc" as const,
      ci: undefined,
      bootstrapN: undefined,
      chainPath: at("votes.csv"),
    };
    await refuses(
      () => rank({ inputFile: [at("votes.csv")], outputPath: at("r"), ...chain }),
      "is one of the files that are read",
    );
    mkdirSync(at("charts"));
    writeFileSync(at("charts/mle_ranking.vl.json"), VOTES);
    await refuses(
      () =>
        rank({
          inputFile: [at("charts/mle_ranking.vl.json")],
          makeCharts: true,
          outputPath: at("r"),
          chartDir: at("charts"),
        }),
      "is one of the files that are read",
    );
    const made = { inputFile: [at("votes.csv")], outputPath: at("made") };
    await rank(made);
    await refuses(() => rank({ ...made, compareWith: at("made.json") }), "made.json is one of");
    await rank(made);
  });

  it("keeps what it did not make", async () => {
    writeFileSync(at("votes.csv"), VOTES);
    const flags = { inputFile: [at("votes.csv")], outputPath: at("r") };
    const foreign: [string, string][] = [
      [".json", '[{"rank": 1}]'],
      [".json", "null"],
      [".json", '{"name": "a package"}'],
      [".json", "no JSON"],
      [".csv", "name,score\na,1\n"],
      [".csv", ""],
      [".md", "# Notes\n"],
    ];
    for (const [ending, text] of foreign) {
      writeFileSync(at(`r${ending}`), text);
      await refuses(() => rank(flags), new RegExp(`r\\${ending} was not made by this program`));
      rmSync(at(`r${ending}`));
    }
    writeFileSync(at("r_covariance.json"), '{"mine": 1}');
    await refuses(() => rank({ ...flags, covariance: true }), "r_covariance.json was not made");
    await rank(flags);
    rmSync(at("r_covariance.json"));
    await rank({ ...flags, covariance: true });
    await rank({ ...flags, covariance: true });
    // A table in another language is the program's own, too.
    const { rank: head, model } = tableWords("ja");
    writeFileSync(at("r.md"), `| ${head} | ${model} | … |\n`);
    await rank(flags);
  });

  it("keeps the original's ranking beside the new one, with its files", async () => {
    writeFileSync(at("votes.csv"), VOTES);
    const flags = { inputFile: [at("votes.csv")], outputPath: at("r") };
    const original = '{"date": "2023-09-27T16:58", "ranking": [{"model_id": "a", "median": 1000}]}';
    for (const kept of ["r.kept-2023-09-27", "r.kept-2023-09-27-2"]) {
      writeFileSync(at("r.json"), original);
      writeFileSync(at("r.md"), "| theirs |\n");
      rmSync(at("r.csv"), { force: true });
      await rank(flags);
      expect(readFileSync(at(`${kept}.json`), "utf8")).toBe(original);
      expect(readFileSync(at(`${kept}.md`), "utf8")).toBe("| theirs |\n");
      expect(JSON.parse(readFileSync(at("r.json"), "utf8")).n_judgments).toBe(24);
    }
    await rank(flags);
    expect(readdirSync(folder).filter((name) => name.includes("kept")).length).toBe(4);
  });

  it("keeps a ranking whose judgments are gone, and ranks more of them anew", async () => {
    const file = at("votes.csv");
    const flags = { inputFile: [file], outputPath: at("r") };
    writeFileSync(file, VOTES);
    await rank(flags);
    // The same ones, counted otherwise or filtered, are not gone.
    await rank({ ...flags, modelList: ["a", "b"] });
    await rank({ ...flags, duplicates: "first" });
    await rank(flags);
    writeFileSync(file, VOTES.split("\n").slice(0, 20).join("\n"));
    const before = readFileSync(at("r.json"), "utf8");
    await rank(flags);
    const [kept = ""] = readdirSync(folder).filter((name) => /^r\.kept-.*\.json$/.test(name));
    expect(readFileSync(at(kept), "utf8")).toBe(before);
    expect(JSON.parse(readFileSync(at("r.json"), "utf8")).n_judgments).toBe(19);
    writeFileSync(file, `${VOTES}a,c,left\n`);
    await rank(flags);
    expect(JSON.parse(readFileSync(at("r.json"), "utf8")).n_judgments).toBe(25);
    // Another file's ranking is another one.
    writeFileSync(at("fewer.csv"), "left,right,winner\na,b,left\nb,a,left\n");
    await rank({ inputFile: [at("fewer.csv")], outputPath: at("r") });
  });
});

describe("streamline", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startOpenAiServer({ reply: ({ body }) => judgeSmallBench(body) });
  });
  afterAll(() => server.close());

  const run = async (said: string[] = []): Promise<void> => {
    writeFileSync(
      at("config.json"),
      JSON.stringify({
        ...{
          benchmark_name: "b",
          data_dir: folder,
          n: 6,
          bootstrap_n: 0,
          ci: "cr3",
          make_charts: false,
        },
        models: {
          api_models: ["a", "b"].map((id) => ({ id, provider: "recorded" })),
          judge_models: [{ id: "j", provider: "openai", base_url: `${server.url}/v1` }],
        },
      }),
    );
    const context = testContext();
    await runPipeline({ config: at("config.json"), yes: true }, context);
    said.push(...context.told);
  };

  it("fails before the first call where its ranking could not be written, and keeps old ones", async () => {
    const bench = writeSmallBench(folder, { questions: 4, models: ["a", "b"] });
    await run();
    const asked = server.requests.length;
    rmSync(join(bench, "rankings"), { recursive: true });
    mkdirSync(join(bench, "rankings"));
    const ranking = join(bench, "rankings/j_mle.json");
    writeFileSync(ranking, '{"name": "no ranking"}');
    await refuses(run, "was not made by this program");
    rmSync(ranking);
    await run();
    expect(storedPairs(bench, "j")).toHaveLength(6);
    expectWinners(bench, "j");
    rmSync(join(bench, "model_judgment"), { recursive: true });
    const before = readFileSync(ranking, "utf8");
    expect(server.requests).toHaveLength(asked);
    const said: string[] = [];
    await run(said);
    expect(said.join("\n")).toMatch(
      /was made from 6 judgments, and .*j_pair\.jsonl is not there any more/,
    );
    expect(server.requests.length).toBeGreaterThan(asked);
    // As many judgments again, and still the ranking of the others is kept.
    expect(JSON.parse(readFileSync(ranking, "utf8")).n_judgments).toBe(6);
    const [kept = ""] = readdirSync(join(bench, "rankings")).filter((name) =>
      /^j_mle\.kept-.*\.json$/.test(name),
    );
    expect(readFileSync(join(bench, "rankings", kept), "utf8")).toBe(before);
  });
});

describe("the other commands", () => {
  it("write over nothing that they read", async () => {
    const bench = writeSmallBench(folder, { questions: 3, models: ["a", "b"] });
    const context = testContext();
    const base = { benchName: "b", dataDir: folder };
    const answers = (answerFile: string, path = "new", more = {}): Promise<void> =>
      genAnswers(
        { ...base, modelId: "new", path, provider: "openai", answerFile, ...more },
        context,
      );
    const words = "is one of the files that are read";
    await refuses(() => answers(join(bench, "questions.jsonl")), words);
    await refuses(() => answers(join(bench, "answers/a.jsonl")), words);
    writeFileSync(at("model.gguf"), "GGUF");
    await refuses(() => answers(at("model.gguf"), at("model.gguf")), words);
    mkdirSync(at("elsewhere"));
    writeFileSync(at("elsewhere/a.jsonl"), readFileSync(join(bench, "answers/a.jsonl")));
    await refuses(() => answers(at("elsewhere/a.jsonl")), "holds answers of a, not of new");

    writeFileSync(
      at("games.jsonl"),
      `${JSON.stringify({
        question_id: "q0",
        model1_id: "a",
        model2_id: "b",
        winner: 1,
        judge: ["j", "p"],
        prompt: "p",
        judgment: "[[A]]",
        turn: 1,
        tstamp: 1,
      })}\n`,
    );
    symlinkSync(at("games.jsonl"), at("alias.jsonl"));
    for (const outputFile of [at("games.jsonl"), at("alias.jsonl")]) {
      await refuses(
        () =>
          exportJudgments({ inputFile: [at("games.jsonl")], format: "arena", outputFile }, context),
        words,
      );
      await refuses(() => reparse({ inputFile: at("games.jsonl"), outputFile }, context), words);
    }

    writeFileSync(at("votes.csv"), VOTES);
    await rank({ inputFile: [at("votes.csv")], outputPath: at("one") });
    const combined = at("combined_ranking.vl.json");
    writeFileSync(combined, readFileSync(at("one.json")));
    await refuses(
      () =>
        compareRankingFiles(
          [at("one.json"), combined],
          { labels: new Map(), chartDir: folder },
          context,
        ),
      words,
    );
  });
});
