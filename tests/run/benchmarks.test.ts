/** Public benchmarks from a loopback hub that serves made-up files in exactly their layouts. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addressOf, fetchFile } from "../../jrank/run/benchmarks/download.ts";
import {
  type FetchFlags,
  fetchBenchmark,
  listPublic,
} from "../../jrank/run/benchmarks/fetch_benchmark.ts";
import { initBenchmark } from "../../jrank/run/benchmarks/new_benchmark.ts";
import {
  PUBLIC_BENCHMARKS,
  type PublicFile,
} from "../../jrank/run/benchmarks/public_benchmarks.ts";
import { importQuestions, questionsIn } from "../../jrank/run/benchmarks/question_files.ts";
import { readAnswers, readQuestions } from "../../jrank/store/answers/benchmark.ts";
import {
  judgmentFiles,
  listJudges,
  publishedBaseline,
} from "../../jrank/store/answers/judgment_files.ts";
import { readConfig } from "../../jrank/store/config/read_config.ts";
import { readPlayed } from "../../jrank/store/votes/played.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";

const outer = temporaryFolder();
let folder = "";
let count = 0;

interface Asked {
  url: string;
  range: string | undefined;
  authorization: string | undefined;
}
let asked: Asked[] = [];
/** What lies at which address; a function may answer otherwise. */
let content: Record<string, string> = {};
/** Bytes after which the connection breaks, once for each address. */
let cuts: Record<string, number> = {};
let server: Server;
let env: Record<string, string> = {};

/** Breaks a connection when the client has written what came to its disk, so that there is a part to go on with. */
function cutOff(socket: Socket, written: number): void {
  const part = join(folder, "q.jsonl.part");
  if (statSync(part, { throwIfNoEntry: false })?.size === written) socket.destroy();
  else setTimeout(() => cutOff(socket, written), 5);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? "");
    const { range, authorization } = request.headers;
    asked.push({ url, range, authorization });
    const whole = content[url];
    if (whole === undefined) {
      response.writeHead(404).end("no");
      return;
    }
    const etag = `"${createHash("md5").update(whole).digest("hex")}"`;
    const bytes = Buffer.from(whole);
    const from = range && request.headers["if-range"] === etag ? Number(/\d+/.exec(range)?.[0]) : 0;
    const rest = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { etag, "content-length": rest.length });
    const cut = cuts[url];
    delete cuts[url];
    if (cut === undefined) response.end(rest);
    else response.write(rest.subarray(0, cut), () => cutOff(request.socket, cut));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  env = { HF_ENDPOINT: base, GITHUB_RAW_ENDPOINT: base };
});
afterAll(() => {
  server.close();
  outer.remove();
});
beforeEach(() => {
  folder = join(outer.path, String(count++));
  mkdirSync(folder);
  asked = [];
  content = {};
  cuts = {};
});

const get = async (name: string, flags: FetchFlags = {}) => {
  const context = { ...testContext(), env };
  await fetchBenchmark(name, { dataDir: folder, ...flags }, context);
  return context;
};
const jsonl = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const path = (file: PublicFile): string => new URL(addressOf(file.source, file.from, env)).pathname;
/** Made-up rows of a part, as its publishers write them. */
const made = (file: PublicFile): string =>
  file.from.endsWith("config.json")
    ? "{}"
    : file.part === "questions"
      ? jsonl(
          { question_id: 1, category: "c", turns: ["one", "two"] },
          { uid: "b", category: "c", prompt: "another" },
        )
      : file.part === "people"
        ? JSON.stringify(PEOPLE)
        : file.part === "judgments"
          ? jsonl(judged(file.to))
          : jsonl({ question_id: 1, model_id: file.to, choices: [{ index: 0, turns: ["x"] }] });
/** Two experts on the same pair, one of whom saw it the other way round, and an author. */
const PEOPLE = [
  { question_id: 1, model_a: "a", model_b: "b", winner: "model_a", judge: "expert_0", turn: 1 },
  { question_id: 1, model_a: "b", model_b: "a", winner: "tie", judge: "expert_1", turn: 2 },
  { question_id: 1, model_a: "a", model_b: "b", winner: "model_b", judge: "author_4", turn: 1 },
].map((vote) => ({ ...vote, conversation_a: [{ role: "user", content: "one" }] }));
/** A row of Arena-Hard's, or of LLM Judge's two kinds. */
const judged = (to: string): object =>
  to.includes("_single")
    ? { question_id: 1, model: "a", judge: ["gpt-4", "single-v1"], score: 7, turn: 1 }
    : to.includes("_pair")
      ? { question_id: 1, model_1: "a", model_2: "b", g1_winner: "tie", g2_winner: "tie", turn: 1 }
      : {
          uid: "b",
          category: "creative_writing",
          judge: to.split("/")[1],
          model: to.split("/")[2]?.replace(".jsonl", ""),
          ...(to.includes("gpt-4.1") && { baseline: "o3-mini-2025-01-31" }),
          games: [{ score: "B>>A" }, { score: "A>B" }],
        };
/** Hashes of files that were made up in a test: the table has them again after it. */
let hashes: [PublicFile, string][] = [];
/** Serves a benchmark of the table with made-up files, whose hashes are not looked at unless asked for. */
const serve = (name: string, { checked = false } = {}): readonly PublicFile[] => {
  const files = PUBLIC_BENCHMARKS[name]?.files ?? [];
  for (const file of files) {
    content[decodeURIComponent(path(file))] = made(file);
    if (checked || file.sha256 === undefined) continue;
    hashes.push([file, file.sha256]);
    delete file.sha256;
  }
  return files;
};
afterEach(() => {
  for (const [file, hash] of hashes) file.sha256 = hash;
  hashes = [];
});

describe("the table", () => {
  it("says where everything is, pinned, with a licence, and hashes where they are known", () => {
    for (const [name, { license, files }] of Object.entries(PUBLIC_BENCHMARKS)) {
      expect([name, license.length > 3]).toEqual([name, true]);
      expect(files.some(({ part }) => part === "questions")).toBe(true);
      expect(new Set(files.map(({ to }) => to)).size).toBe(files.length);
      for (const { source, sha256, to } of files) {
        expect([to, /^[0-9a-f]{40}$/.test(source.revision)]).toEqual([to, true]);
        expect([to, sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256)]).toEqual([to, true]);
        expect([to, /[:\\]|^\/|\.\./.test(to)]).toEqual([to, false]);
      }
    }
    const context = testContext();
    listPublic(context);
    expect(context.printed.join("\n")).toContain("elyza_tasks_100: ");
  });

  it("has the addresses that each source has", () => {
    const [question] = PUBLIC_BENCHMARKS.mt_bench?.files ?? [];
    expect(addressOf((question as PublicFile).source, (question as PublicFile).from, {})).toBe(
      "https://raw.githubusercontent.com/lm-sys/FastChat/0e6d3e4beaab66f4d3f93db72541a4abab8af28d/fastchat/llm_judge/data/mt_bench/question.jsonl",
    );
    const space = PUBLIC_BENCHMARKS.mt_bench?.files.at(-2) as PublicFile;
    expect(addressOf(space.source, space.from, { HF_ENDPOINT: "https://hf.example/" })).toBe(
      "https://hf.example/spaces/lmsys/mt-bench/resolve/a4b674ca573c24143824ac7f60d9173e7081e37d/data/mt_bench/model_judgment/gpt-4_pair.jsonl",
    );
  });
});

describe("get_benchmark", () => {
  it("brings all of it, says the licence first, and asks nothing twice", async () => {
    const files = serve("arena-hard-v2.0");
    const said = await get("arena-hard-v2.0");
    expect(said.told.join("\n")).toMatch(
      /From GitHub: lmarena\/arena-hard-auto.*\nLicence: Apache-2.0/,
    );
    expect(asked).toHaveLength(files.length);
    const bench = { name: "b", folder: join(folder, "arena-hard-v2.0") };
    expect(readQuestions(bench).questions).toHaveLength(2);
    expect(readAnswers(bench).answers.size).toBe(4);
    expect((await get("arena-hard-v2.0")).printed.join()).toContain("has all of it already");
    expect(asked).toHaveLength(files.length);
    expect(readdirSync(folder)).toEqual(["arena-hard-v2.0"]);
  });

  it("brings Arena-Hard's judgments where they are read, and every model's where it is asked for", async () => {
    serve("arena-hard-v0.1");
    await get("arena-hard-v0.1");
    const old = { name: "arena-hard-v0.1", folder: join(folder, "arena-hard-v0.1") };
    expect(listJudges(old, "pair")).toEqual(["gpt-4-1106-preview"]);
    const [file = ""] = judgmentFiles(old, "gpt-4-1106-preview", "pair");
    expect(readPlayed(file, { baseline: publishedBaseline(old) }).rows).toMatchObject([
      { question: "b", model1_id: "gpt-4-0314", model2_id: "gpt-3.5-turbo-0125", winner: 2 },
      { question: "b", model1_id: "gpt-3.5-turbo-0125", model2_id: "gpt-4-0314", winner: 1 },
    ]);

    serve("arena-hard-v2.0");
    await get("arena-hard-v2.0");
    const before = asked.length;
    const listed = ["model_judgment/gpt-4.1/o1:x.jsonl", "model_answer/o1:x.jsonl"];
    const at = "data/arena-hard-v2.0";
    for (const name of listed) {
      content[`/datasets/lmarena-ai/arena-hard-auto/resolve/abc/${at}/${name}`] = jsonl(
        name.includes("judgment")
          ? judged(name)
          : {
              uid: "b",
              model: "o1:x",
              messages: [{ role: "assistant", content: { answer: "x" } }],
            },
      );
    }
    content["/api/datasets/lmarena-ai/arena-hard-auto/revision/main"] = JSON.stringify({
      sha: "abc",
      siblings: [...listed, "model_judgment/gpt-4.1/qwq-32b.jsonl", "question.jsonl"].map(
        (name) => ({ rfilename: `${at}/${name}` }),
      ),
    });
    await get("arena-hard-v2.0", { allModels: true });
    // The list and the two files that were not there.
    expect(asked).toHaveLength(before + 3);
    const bench = { name: "arena-hard-v2.0", folder: join(folder, "arena-hard-v2.0") };
    expect(listJudges(bench, "pair")).toEqual(["gemini-2.5", "gpt-4.1"]);
    expect(
      judgmentFiles(bench, "gpt-4.1", "pair").flatMap((one) => readPlayed(one).rows),
    ).toHaveLength(6);
    expect([...readAnswers(bench).answers.keys()]).toContain("o1:x");
    await expect(get("vicuna_bench", { allModels: true })).rejects.toThrow("all that is known");
  });

  it("makes a judge of each person who voted on MT-Bench, as annotate.ts has them", async () => {
    serve("mt_bench");
    await get("mt_bench");
    const bench = { name: "mt_bench", folder: join(folder, "mt_bench") };
    expect(listJudges(bench, "single")).toEqual(["gpt-4"]);
    const people = ["person-author_4", "person-expert_0", "person-expert_1"];
    expect(listJudges(bench, "pair")).toEqual(["gpt-4", ...people]);
    const rows = people.flatMap((judge) =>
      judgmentFiles(bench, judge, "pair").flatMap((one) => readPlayed(one).rows),
    );
    expect(rows).toMatchObject([
      { question: "1", model1_id: "a", model2_id: "b", winner: 2, turn: 1 },
      { question: "1", model1_id: "a", model2_id: "b", winner: 1, turn: 1 },
      { question: "1", model1_id: "b", model2_id: "a", winner: 3, turn: 2 },
    ]);
    expect(rows[1]?.judge).toEqual(["person-expert_0", "people"]);
    // The file as it was published stays, for compute_agreement.
    expect(readFileSync(join(bench.folder, "people", "human_judgments.json"), "utf8")).toBe(
      JSON.stringify(PEOPLE),
    );
  });

  it("leaves nothing that looks like a benchmark where a file is missing, and goes on later", async () => {
    const files = serve("arena-hard-v2.0");
    const answers = decodeURIComponent(path(files[1] as PublicFile));
    const kept = content[answers] as string;
    delete content[answers];
    await expect(get("arena-hard-v2.0")).rejects.toThrow(`${answers} answered 404`);
    expect(readdirSync(folder)).toEqual([".getting-arena-hard-v2.0"]);
    content[answers] = kept;
    await get("arena-hard-v2.0");
    expect(asked.filter(({ url }) => url.endsWith("question.jsonl"))).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(["arena-hard-v2.0"]);
  });

  it("refuses a file that is not the known one, and a page that is no list of questions", async () => {
    serve("vicuna_bench", { checked: true });
    await expect(get("vicuna_bench")).rejects.toThrow("should be c248c5c98ba45bb0");
    expect(existsSync(join(folder, "vicuna_bench"))).toBe(false);
    const [file] = serve("arena-hard-v0.1");
    content[decodeURIComponent(path(file as PublicFile))] = "<html>sign in</html>";
    await expect(get("arena-hard-v0.1")).rejects.toThrow("is no list of questions");
    expect(existsSync(join(folder, "arena-hard-v0.1"))).toBe(false);
  });

  it("goes on where a connection was cut", async () => {
    const text = jsonl(
      ...Array.from({ length: 200 }, (_, k) => ({ question_id: k, turns: ["q"] })),
    );
    content["/o/n/r/q.jsonl"] = text;
    cuts["/o/n/r/q.jsonl"] = 1000;
    const file: PublicFile = {
      part: "questions",
      source: { kind: "github", id: "o/n", revision: "r" },
      from: "q.jsonl",
      to: "q.jsonl",
      sha256: createHash("sha256").update(text).digest("hex"),
    };
    const to = join(folder, "q.jsonl");
    await fetchFile(file, to, { env, signal: new AbortController().signal });
    expect(readFileSync(to, "utf8")).toBe(text);
    expect(asked.map(({ range }) => range)).toEqual([undefined, "bytes=1000-"]);
    expect(readdirSync(folder)).toEqual(["q.jsonl"]);
  });

  it("turns ELYZA's table into questions, and adds parts to a folder that is there", async () => {
    const csv = '"input","output","eval_aspect"\n"一\n二","例","観点"\n"三","例2","観点2"\n';
    const [file] = PUBLIC_BENCHMARKS.elyza_tasks_100?.files ?? [];
    content[path(file as PublicFile)] = csv;
    await get("elyza_tasks_100");
    expect(readQuestions({ name: "e", folder: join(folder, "elyza_tasks_100") }).questions).toEqual(
      [
        expect.objectContaining({
          question_id: 1,
          turns: ["一\n二"],
          reference: ["例"],
          eval_aspect: "観点",
        }),
        expect.objectContaining({ turns: ["三"] }),
      ],
    );
    serve("arena-hard-v2.0");
    await get("arena-hard-v2.0", { parts: ["questions"] });
    const bench = join(folder, "arena-hard-v2.0");
    writeFileSync(join(bench, "question.jsonl"), jsonl({ question_id: 9, turns: ["mine"] }));
    await get("arena-hard-v2.0");
    expect(readAnswers({ name: "a", folder: bench }).answers.size).toBe(4);
    expect(readFileSync(join(bench, "question.jsonl"), "utf8")).toContain("mine");
  });

  it("any data set of Hugging Face, with a mapping of columns and the key for the hub alone", async () => {
    content["/api/datasets/user/set/revision/main"] = JSON.stringify({
      sha: "abc",
      siblings: [
        { rfilename: "README.md" },
        { rfilename: "data/test.jsonl" },
        { rfilename: "x.csv" },
      ],
      cardData: { license: "mit" },
    });
    content["/datasets/user/set/resolve/abc/data/test.jsonl"] = jsonl({
      q: "問い",
      kind: "数学",
      a: "答え",
    });
    env.HF_TOKEN = "hf_secret";
    const columns = { textField: ["q"], categoryField: "kind", referenceField: "a" };
    await expect(get("user/set", columns)).rejects.toThrow("data/test.jsonl, x.csv");
    const said = await get("user/set", { ...columns, file: "data/test.jsonl" });
    expect(said.told.join("\n")).toContain("Licence: mit");
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(
      new Set(["Bearer hf_secret"]),
    );
    expect(readQuestions({ name: "set", folder: join(folder, "set") }).questions).toEqual([
      { question_id: 1, category: "数学", turns: ["問い"], reference: ["答え"] },
    ]);
    content["/own/repo/HEAD/q.txt"] = "一つ目\n二つ目\n";
    await get("github:own/repo", { file: "q.txt", benchName: "mine" });
    expect(asked.at(-1)?.authorization).toBeUndefined();
    delete env.HF_TOKEN;
    expect(readQuestions({ name: "m", folder: join(folder, "mine") }).questions).toHaveLength(2);
    await expect(get("rakuda_v3")).rejects.toThrow('Did you mean "rakuda_v');
    const [alpaca] = PUBLIC_BENCHMARKS.alpaca_eval?.files ?? [];
    await expect(get("alpaca_eval")).rejects.toThrow(`${(alpaca as PublicFile).from} answered 404`);
  });
});

describe("import_questions", () => {
  const read = async (name: string, bytes: string | Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return questionsIn(join(folder, name));
  };
  it("reads tables in every encoding, with columns of turns", async () => {
    const table = "質問,カテゴリ,模範解答\n日本の首都は？,地理,東京\n";
    // The same table in CP932.
    const cp932 = Buffer.from(
      "8ebf96e22c834a8365835383 8a2c96cd94cd89f0939a0a93fa967b82cc8ef19373 82cd81482c926e979d2c938c8b9e0a".replaceAll(
        " ",
        "",
      ),
      "hex",
    );
    const wanted = [
      { question_id: 1, category: "地理", turns: ["日本の首都は？"], reference: ["東京"] },
    ];
    expect(await read("a.csv", table)).toEqual(wanted);
    expect(await read("b.csv", `\ufeff${table}`)).toEqual(wanted);
    expect(await read("c.csv", Buffer.from(`\ufeff${table}`, "utf16le"))).toEqual(wanted);
    expect(await read("d.csv", cp932)).toEqual(wanted);
    expect(await read("e.tsv", "id\tturn1\tturn2\nq1\tone\ttwo\nq2\tone\t\n")).toMatchObject([
      { question_id: "q1", turns: ["one", "two"] },
      { question_id: "q2", turns: ["one"] },
    ]);
  });

  it("reads Arena-Hard's, AlpacaEval's and plain lists", async () => {
    const arena = { uid: "u", category: "hard_prompt", cluster: "x", prompt: "p" };
    expect(await read("q.jsonl", jsonl(arena))).toEqual([
      { question_id: "u", category: "hard_prompt", cluster: "x", turns: ["p"] },
    ]);
    const old = { question_id: "o", category: "c", turns: [{ content: "t" }] };
    expect(await read("o.jsonl", jsonl(old))).toMatchObject([{ question_id: "o", turns: ["t"] }]);
    const alpaca = { instruction: "i", output: "o", generator: "davinci", dataset: "helpful" };
    const [found] = await read("a.json", JSON.stringify([alpaca]));
    expect(found).toMatchObject({ turns: ["i"], category: "helpful", output: "o" });
    expect(found).not.toHaveProperty("reference");
    expect(await read("l.json", '["x", "y"]')).toMatchObject([{ turns: ["x"] }, { turns: ["y"] }]);
    expect(await read("l.txt", "x\n\ny\n")).toHaveLength(2);
  });

  it("says what is wrong, and writes over nothing", async () => {
    await expect(read("x.csv", "foo,bar\n1,2\n")).rejects.toThrow("no column holds the question");
    await expect(read("y.csv", "id,question\n1,a\n1,b\n")).rejects.toThrow(
      'y.csv:3: question_id "1"',
    );
    await expect(read("z.jsonl", jsonl({ turns: ["a", " "] }))).rejects.toThrow("turn 2 is empty");
    const context = testContext();
    const flags = { benchName: "b", dataDir: folder, inputFile: join(folder, "ok.txt") };
    writeFileSync(flags.inputFile, "one\n");
    await importQuestions(flags, context);
    await importQuestions(flags, context);
    writeFileSync(flags.inputFile, "two\n");
    await expect(importQuestions(flags, context)).rejects.toThrow("is there already");
  });
});

describe("init", () => {
  it("makes a benchmark and a config of a table", async () => {
    writeFileSync(join(folder, "mine.csv"), "question\nWhy?\n");
    const output = join(folder, "config.json");
    const context = testContext();
    const flags = {
      dataDir: folder,
      questions: join(folder, "mine.csv"),
      models: ["a", "b"],
      output,
    };
    await initBenchmark({ ...flags, judgeModel: "gpt-4o" }, context);
    expect(context.printed.at(-1)).toContain(`Config: ${output} (2 contestants`);
    const config = await readConfig(output, {});
    expect(config).toMatchObject({
      benchmark_name: "mine",
      models: { api_models: [{ id: "a" }, { id: "b" }], judge_models: [{ id: "gpt-4o" }] },
      n: 50,
    });
    await expect(initBenchmark(flags, context)).rejects.toThrow("is there already");
    const one = { ...flags, models: ["a"], output: join(folder, "one.json") };
    await initBenchmark(one, context);
    expect(context.printed.join("\n")).toContain("A ranking needs two contestants");
  });

  it("takes a public benchmark by its name, with the answers that came with it", async () => {
    serve("arena-hard-v2.0");
    const context = { ...testContext(), env };
    const output = join(folder, "c.json");
    await initBenchmark({ dataDir: folder, benchName: "arena-hard-v2.0", output }, context);
    const { api_models } = (await readConfig(output, {})).models;
    expect(api_models?.map(({ provider }) => provider)).toEqual(Array(4).fill("recorded"));
  });
});
