/** Models named by an address: a loopback server in the place of the hub. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Answer } from "../../jrank/core/types.ts";
import { runCommandLine, startCommand, temporaryFolder } from "../support/command.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const bench = join(folder.path, "b");
mkdirSync(bench);
writeFileSync(
  join(bench, "questions.jsonl"),
  `${JSON.stringify({ question_id: 1, category: "writing", turns: ["問"] })}\n`,
);
const SAYS = "これは取ってきたモデルの答えです。";
const bytes = scriptedGguf({ says: SAYS });

async function startHub(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const flags = (path: string, id: string): string[] => [
  ...["--data-dir", folder.path, "--bench-name", "b", "--model-path", path],
  ...["--model-id", id, "--gpu", "cpu", "--threads", "1"],
];
/** Everything that is fetched goes below this home. */
const env = { HOME: folder.path };

const answersOf = (id: string): Answer[] =>
  readFileSync(join(bench, "answers", `${id}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);

it("fetches a file once, and needs nobody afterwards", async () => {
  const asked: string[] = [];
  const hub = await startHub(({ url = "", method, headers }, response) => {
    if (url !== "/some/model.gguf") {
      response.writeHead(404).end();
      return;
    }
    asked.push(`${method}`);
    const [, from = "0", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "") ?? [];
    const part = bytes.subarray(Number(from), to === "" ? bytes.length : Number(to) + 1);
    response.writeHead(headers.range ? 206 : 200, {
      "content-type": "application/octet-stream",
      "accept-ranges": "bytes",
      "content-length": part.length,
      "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`,
    });
    response.end(method === "HEAD" ? undefined : part);
  });
  const first = await runCommandLine(
    "gen_local_model_answer",
    flags(`${hub.url}/some/model.gguf`, "fetched"),
    { env },
  );
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining("Fetching http://")]);
  expect(answersOf("fetched")[0]?.choices[0]?.turns).toEqual([SAYS]);
  expect(asked.length).toBeGreaterThan(0);
  // Another address whose last part is the same is another model.
  const other = await runCommandLine(
    "gen_local_model_answer",
    flags(`${hub.url}/other/model.gguf`, "other"),
    { env },
  );
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("404")]);
  await hub.close();
  const again = await runCommandLine(
    "gen_local_model_answer",
    flags(`${hub.url}/some/model.gguf`, "again"),
    { env },
  );
  expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining("Fetching")]);
});

it("says so at once where nobody answers, and where there is no such file", async () => {
  const hub = await startHub((_, response) => response.writeHead(404).end());
  const absent = await runCommandLine("gen_local_model_answer", flags("hf:some/repo/m.gguf", "x"), {
    env: { ...env, HF_ENDPOINT: hub.url },
  });
  expect(absent.code).toBe(1);
  expect(absent.stderr).toMatch(/the model file hf:some\/repo\/m\.gguf cannot be fetched: .*404/);
  await hub.close();
  const offline = await runCommandLine(
    "gen_local_model_answer",
    flags("hf:some/repo/m.gguf", "x"),
    { env: { ...env, HF_ENDPOINT: hub.url } },
  );
  expect(offline.code).toBe(1);
  expect(offline.stderr).toMatch(/127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED/);
  expect(existsSync(join(bench, "answers", "x.jsonl"))).toBe(false);

  const ill = await startHub((_, response) => response.writeHead(503).end());
  const failing = await runCommandLine("gen_local_model_answer", flags(`${ill.url}/m.gguf`, "x"), {
    env,
  });
  expect([failing.code, failing.stderr]).toEqual([1, expect.stringContaining("answers 503; try")]);
  await ill.close();
});

it("ends at Ctrl-C while a server keeps it waiting", async () => {
  let asked = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let requests = 0;
  const hub = await startHub((_, response) => {
    requests++;
    if (requests > 1) asked();
    response.writeHead(requests === 1 ? 200 : 503).end();
  });
  const running = await startCommand("gen_local_model_answer", flags(`${hub.url}/m.gguf`, "x"), {
    env,
  });
  await waiting;
  running.kill("SIGINT");
  const { code, stderr } = await running.result;
  expect([code, stderr]).toEqual([130, expect.stringContaining("Interrupted")]);
  expect(existsSync(join(bench, ".lock"))).toBe(false);
  await hub.close();
});
