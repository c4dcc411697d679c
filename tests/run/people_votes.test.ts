/** People's votes: who may ask, what is sent, and what is on the disk before the next pair comes. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { annotate } from "../../jrank/run/annotating/people_votes.ts";
import { openVoteBook, pairsToShow } from "../../jrank/run/annotating/vote_book.ts";
import { serveVotes } from "../../jrank/run/annotating/vote_server.ts";
import type { RunningServer } from "../../jrank/run/command/listen.ts";
import { readBenchmark } from "../../jrank/run/models/benchmark_data.ts";
import type {
  AnnotationProgress,
  AnnotationSet,
  AnnotationVote,
} from "../../jrank/schedule/annotation_data.ts";
import { readPairs, writePairs } from "../../jrank/store/books/people_pairs.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { storedPairs, writeSmallBench } from "../support/small_bench.ts";

const MODELS = ["alpha", "beta", "gamma", "delta"];
const folder = temporaryFolder();
let bench: string;
const flags = { benchName: "b", dataDir: folder.path };

/** A judge that compared every pair on every question, in an order that changes. */
function writeJudge(): void {
  const rows = Array.from({ length: 8 }, (_, q) =>
    MODELS.flatMap((one, i) =>
      MODELS.slice(i + 1).map((two, j) => ({
        question_id: `q${q}`,
        model1_id: (q + i + j) % 2 === 0 ? one : two,
        model2_id: (q + i + j) % 2 === 0 ? two : one,
        winner: 1 + ((q + i * j) % 2),
        judge: ["judge", "p"],
        turn: 1,
        tstamp: 1,
      })),
    ),
  ).flat();
  mkdirSync(join(bench, "model_judgment"), { recursive: true });
  writeFileSync(
    join(bench, "model_judgment", "judge_pair.jsonl"),
    rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
  );
}

async function open(host?: string): Promise<{ server: RunningServer; close(): Promise<void> }> {
  const data = readBenchmark(folder.path, "b", { log: () => {} });
  const { rows: pairs } = readPairs(data.bench);
  const shown = pairsToShow(data, pairs, () => {}).map((one) => one.shown);
  const book = openVoteBook(data, { pairs, shown }, testContext());
  const server = await serveVotes(book, { title: "b", port: 0, ...(host && { host }) });
  return {
    server,
    close: async () => {
      await server.close();
      book.close();
    },
  };
}

const ask = async (server: RunningServer, path: string, body: object, headers = {}) => {
  const response = await fetch(new URL(path, server.url), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const next = async (server: RunningServer, path: string, body: object) =>
  JSON.parse((await ask(server, path, body)).text) as AnnotationProgress;
const vote = (pair: string, choice: AnnotationVote["choice"], time: number): AnnotationVote => ({
  pair,
  choice,
  turned: false,
  seconds: 10 * time,
  time,
});

beforeAll(async () => {
  bench = writeSmallBench(folder.path, { questions: 8, models: MODELS });
  writeJudge();
  await annotate({ ...flags, static: join(folder.path, "sent"), votes: 12 }, testContext());
});
afterAll(() => folder.remove());

it("keeps the pairs of whoever chose first", async () => {
  const own = temporaryFolder();
  const one = writeSmallBench(own.path, { questions: 4, models: MODELS });
  const about = { name: "b", folder: one };
  const named = { benchName: "b", dataDir: own.path, static: join(own.path, "sent"), votes: 3 };
  await annotate({ ...named, seed: 1 }, testContext());
  const first = readPairs(about).rows;
  expect(writePairs(about, first.toReversed())).toBe(false);
  await annotate({ ...named, seed: 2 }, testContext());
  expect(readPairs(about).rows).toEqual(first);
  own.remove();
});

describe("the server of people's votes", () => {
  it("has every vote on the disk when the next pair comes, and goes on after a restart", async () => {
    const first = await open();
    let at = await next(first.server, "api/next", { rater: "Ann" });
    const seen: string[] = [];
    const choices = ["first", "second", "tie", "skip"] as const;
    for (const [k, choice] of choices.entries()) {
      const { pair } = at;
      seen.push(pair?.id ?? "");
      at = await next(first.server, "api/vote", {
        rater: "Ann",
        vote: { ...vote(pair?.id ?? "", choice, k + 1), turned: k % 2 === 1 },
      });
      const rows = storedPairs(bench, "person-Ann");
      expect(rows).toHaveLength(k + 1);
      expect(rows[k]).toMatchObject({ winner: [1, 2, 3, "error"][k], seconds: 10 * (k + 1) });
    }
    expect(at).toMatchObject({ done: 4, secondsEach: 20 });
    await first.close();
    const second = await open();
    expect(await next(second.server, "api/next", { rater: "Ann" })).toEqual(at);
    // The same vote twice is one; another one on the pair takes its place and adds nothing to do.
    await next(second.server, "api/vote", { rater: "Ann", vote: vote(seen[0], "first", 1) });
    expect(storedPairs(bench, "person-Ann")).toHaveLength(4);
    const again = await next(second.server, "api/vote", {
      rater: "Ann",
      vote: vote(seen[0], "tie", 9),
    });
    expect(again.done).toBe(4);
    expect(storedPairs(bench, "person-Ann")).toHaveLength(5);
    await second.close();
  });

  it("stores who was seen first, and the probability of the pair", async () => {
    const pairs = readPairs({ name: "b", folder: bench }).rows;
    const byId = new Map(pairs.map((pair) => [pair.pair, pair]));
    for (const row of storedPairs(bench, "person-Ann")) {
      const { pair: id, probability } = row as unknown as { pair: string; probability: number };
      const pair = byId.get(id);
      expect(probability).toBe(pair?.probability);
      // Votes 2 and 4 saw the answers turned.
      const isTurned = [2, 4].includes(row.tstamp ?? 0);
      expect(row.model1_id).toBe(isTurned ? pair?.model2_id : pair?.model1_id);
      expect(row.hashes?.answers[0]).toBe(pair?.hashes.answers[isTurned ? 1 : 0]);
    }
  });

  it("sends no names and no verdicts", async () => {
    const { server, close } = await open();
    const sent = await ask(server, "api/next", { rater: "Bob" });
    const { pair } = JSON.parse(sent.text) as AnnotationProgress;
    expect(Object.keys(pair ?? {}).sort()).toEqual(["answers", "id", "references", "turns"]);
    const texts = JSON.stringify([pair?.answers, pair?.turns]);
    // Answers of the small benchmark say who wrote them; beside the texts there is nothing.
    expect(sent.text.replace(texts.slice(1, -1), "")).not.toMatch(/judge|winner|model/);
    const folderText = readFileSync(join(folder.path, "sent", "pairs.js"), "utf8");
    expect(folderText).not.toMatch(/judge|winner|model|probability/);
    await close();
  });

  it("refuses other sites, other hosts, and what is no vote", async () => {
    const { server, close } = await open();
    const { host, port } = new URL(server.url);
    const statusOf = async (path: string, body: object, headers = {}) =>
      (await ask(server, path, body, headers)).status;
    expect(await statusOf("api/next", { rater: "Eve" }, { origin: "http://evil.example" })).toBe(
      403,
    );
    expect(await statusOf("api/next", { rater: "Eve" }, { origin: `http://${host}` })).toBe(200);
    expect(await statusOf("api/next", { rater: "Eve" }, { "content-type": "text/plain" })).toBe(
      415,
    );
    expect(await statusOf("api/next", { rater: "../../x" })).toBe(400);
    expect(await statusOf("api/next", { rater: "a".repeat(20_000) })).toBe(413);
    expect(await statusOf("api/vote", { rater: "Eve" })).toBe(400);
    expect(await statusOf("api/vote", { rater: "Eve", vote: vote("none", "tie", 1) })).toBe(400);
    expect((await fetch(new URL("api/next", server.url))).status).toBe(405);
    expect((await fetch(new URL("people/pairs.jsonl", server.url))).status).toBe(404);
    const rebound = await new Promise<number | undefined>((done) => {
      request({ port, path: "/", headers: { host: "evil.example" } }, (response) =>
        done(response.statusCode),
      ).end();
    });
    expect(rebound).toBe(403);
    await close();
  });

  it("wants a token on every other host", async () => {
    const { server, close } = await open("0.0.0.0");
    const address = new URL(server.url.replace("0.0.0.0", "127.0.0.1"));
    const token = address.searchParams.get("token") ?? "";
    expect(token.length).toBeGreaterThan(20);
    const at = { ...server, url: `http://${address.host}/` };
    const statusOf = async (given: string) =>
      (await ask(at, "api/next", { rater: "Ann" }, { authorization: `Bearer ${given}` })).status;
    expect(await statusOf(token)).toBe(200);
    expect(await statusOf(`${token.slice(0, -1)}?`)).toBe(403);
    expect((await fetch(at.url)).status).toBe(403);
    expect((await fetch(address)).status).toBe(200);
    await close();
  });

  it("takes no name whose file holds something else", async () => {
    const rows = readFileSync(join(bench, "model_judgment", "judge_pair.jsonl"), "utf8");
    writeFileSync(join(bench, "model_judgment", "person-taken_pair.jsonl"), rows);
    const { server, close } = await open();
    const refused = await ask(server, "api/next", { rater: "taken" });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.text).toContain("choose another name");
    await close();
    renameSync(join(bench, "model_judgment", "person-taken_pair.jsonl"), join(folder.path, "away"));
  });
});

describe("a folder that is sent", () => {
  const setIn = (): AnnotationSet => {
    const script = readFileSync(join(folder.path, "sent", "pairs.js"), "utf8");
    const literal = /^jrankData\('pairs','(.*)'\);\n$/s.exec(script)?.[1] ?? "";
    return JSON.parse(literal.replace(/\\(.)/g, "$1")) as AnnotationSet;
  };
  const sendBack = (name: string, content: object): string => {
    const file = join(folder.path, name);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  it("brings votes back once, under the rater's name", async () => {
    const { set, pairs } = setIn();
    expect(pairs).toHaveLength(12);
    const votes = pairs.map(({ id }, k) => vote(id, k % 3 === 0 ? "tie" : "first", k + 1));
    const sent = { made_by: "jrank annotate", set, rater: "花子", votes };
    const file = sendBack("back.json", sent);
    const context = testContext();
    await annotate({ ...flags, import: [file] }, context);
    await annotate({ ...flags, import: [file] }, context);
    expect(context.printed[0]).toContain("12 votes of 花子 added");
    expect(context.printed[1]).toContain("0 votes of 花子 added");
    expect(storedPairs(bench, "person-花子")).toHaveLength(12);
  });

  it("refuses votes on other pairs, and files of something else", async () => {
    const other = { made_by: "jrank annotate", set: "other", rater: "x", votes: [] };
    const bad = (file: string) => annotate({ ...flags, import: [file] }, testContext());
    await expect(bad(sendBack("other.json", other))).rejects.toThrow("votes on other pairs");
    await expect(bad(sendBack("none.json", {}))).rejects.toThrow("is no file of votes");
  });
});

describe("people among the judges", () => {
  it("are compared with the judge, ranked when named, and do not hide the only judge", async () => {
    const run = (name: string, args: string[]) =>
      runCommandLine(name, ["--data-dir", folder.path, "--bench-name", "b", ...args], {
        cwd: folder.path,
      });
    const agreement = await run("check_reviewer_agreement", ["--either-order"]);
    expect(agreement.stdout).toContain("person-花子");
    const usual = await run("make_ranking", ["--no-make-charts", "--no-config"]);
    expect(usual).toMatchObject({ code: 0 });
    expect(existsSync(join(bench, "rankings", "judge_mle.json"))).toBe(true);
    const own = await run("make_ranking", [
      "--no-make-charts",
      "--no-config",
      "--judge-model",
      "person-花子",
    ]);
    expect(own).toMatchObject({ code: 0 });
    const exported = await run("export_judgments", [
      "--judge-model",
      "person-花子",
      "--format",
      "arena",
    ]);
    expect(exported.stdout.trim().split("\n")).toHaveLength(12);
  });
});

describe("pairs whose texts have changed", () => {
  it("are left out, and it is said", async () => {
    const file = join(bench, "answers", "alpha.jsonl");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replaceAll("答え", "別の答え"));
    const context = testContext();
    const data = readBenchmark(folder.path, "b", { log: () => {} });
    const { rows } = readPairs(data.bench);
    const left = pairsToShow(data, rows, context.log);
    expect(left.every(({ pair }) => ![pair.model1_id, pair.model2_id].includes("alpha"))).toBe(
      true,
    );
    expect(context.told.join()).toContain("have changed since they were chosen");
    writeFileSync(file, before);
  });
});
