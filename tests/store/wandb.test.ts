/** Offline runs of W&B: what is written is read by a reader that was held to the real client's logs. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { watchSecrets } from "../../jrank/store/files/secret_guard.ts";
import { encode, logFile } from "../../jrank/store/wandb/encode.ts";
import { offlineRun, type WandbRun } from "../../jrank/store/wandb/offline_run.ts";
import { describeShared, sharedPath } from "../support/shared.ts";
import { type LogRecord, readWandbLog } from "../support/wandb_log.ts";

describeShared("the reader", () => {
  it.each(["offline", "long-records"])("reads the real client's log %s", (name) => {
    const path = sharedPath(`nejumi/reference/wandb/python-wandb-0.16.0-${name}`);
    const wanted: LogRecord[] = JSON.parse(readFileSync(`${path}.records.json`, "utf8"));
    const found = readWandbLog(readFileSync(`${path}.wandb`));
    expect(found).toHaveLength(wanted.length);
    found.forEach((record, k) => {
      const { config: _, ...about } = wanted[k] as LogRecord;
      // Long values are cut in the list of records.
      expect(record).toMatchObject({ ...about, ...(about.items ? { items: {} } : {}) });
      for (const [key, value] of Object.entries(about.items ?? {})) {
        const own = (record.items as Record<string, string>)[key] ?? "";
        expect(own === value || /^"?\d+ characters/.test(String(value))).toBe(true);
      }
    });
  });
});

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const run: WandbRun = {
  id: "abcd1234",
  entity: "team",
  project: "board",
  name: "org/toy-7b",
  started: 1_795_733_911_500,
  config: { testmode: true, model: { api: "openai" }, words: "日本語" },
  numbers: new Map([["total", 0.5]]),
  tables: new Map([
    [
      "leaderboard_table",
      {
        columns: ["model", "AVG", "x"],
        data: [
          ["日本", 7.5, null],
          ["m", Number.NaN, { a: 1 }],
        ],
      },
    ],
    ["long/名", { columns: ["text"], data: [["あ".repeat(40_000)]] }],
  ]),
  pictures: [{ name: "radar", png: PNG }],
  attached: { name: "config", type: "config", file: "config.yaml", content: "a: 1\n" },
};
const files = offlineRun(run, "/somewhere/run");
const records = readWandbLog(Buffer.from(files.get("run-abcd1234.wandb") as Uint8Array));
const ofType = (type: string): LogRecord[] => records.filter((record) => record.type === type);
const itemOf = (record: LogRecord | undefined, key: string) =>
  JSON.parse((record?.items as Record<string, string> | undefined)?.[key] ?? "null");

describe("an offline run", () => {
  it("has its records in the order that wandb sync needs, counted from 1", () => {
    expect(records.map(({ type }) => type)).toEqual([
      ...["header", "run", "artifact", "artifact", "artifact"],
      ...["files", "history", "files", "history", "files", "history", "history"],
      ...["summary", "exit", "final", "footer"],
    ]);
    expect(records.map(({ num }) => num)).toEqual(records.map((_, k) => k + 1));
    const [about] = ofType("run");
    expect(about).toMatchObject({ run_id: "abcd1234", entity: "team", project: "board" });
    expect(about).toMatchObject({ display_name: "org/toy-7b", started: 1_795_733_911 });
    expect(about?.config).toEqual({
      testmode: "true",
      model: '{"api":"openai"}',
      words: '"日本語"',
      _wandb: "{}",
    });
  });

  it("has tables as artifacts whose digests and ids are those of their history", () => {
    const table = ofType("artifact").find(({ name }) => name === "run-abcd1234-leaderboard_table");
    const [entry] = (table?.contents ?? []) as Record<string, string>[];
    const path = "artifacts/run-abcd1234-leaderboard_table/leaderboard_table.table.json";
    const content = String(files.get(path));
    const md5 = (text: string) => createHash("md5").update(text);
    expect(entry).toEqual({
      path: "leaderboard_table.table.json",
      digest: md5(content).digest("base64"),
      size: Buffer.byteLength(content),
      local_path: `/somewhere/run/${path}`,
    });
    expect(table?.digest).toBe(
      md5(`wandb-artifact-manifest-v1\nleaderboard_table.table.json:${entry?.digest}\n`).digest(
        "hex",
      ),
    );
    expect(table).toMatchObject({
      artifact_type: "run_table",
      finalize: true,
      aliases: ["latest"],
    });
    expect(table?.client_id).toMatch(/^[a-z0-9]{128}$/);
    expect(JSON.parse(content)).toMatchObject({
      _type: "table",
      ncols: 3,
      nrows: 2,
      data: [
        ["日本", 7.5, null],
        ["m", null, '{"a":1}'],
      ],
    });
    const logged = itemOf(ofType("history")[0], "leaderboard_table");
    expect(logged).toMatchObject({
      _type: "table-file",
      artifact_path: `wandb-client-artifact://${table?.client_id}/leaderboard_table.table.json`,
      _latest_artifact_path: `wandb-client-artifact://${table?.sequence_client_id}:latest/leaderboard_table.table.json`,
    });
    const media = String(files.get(`files/${logged.path}`));
    expect(logged.sha256).toBe(createHash("sha256").update(media).digest("hex"));
    expect(logged.path).toBe(
      `media/table/leaderboard_table_0_${logged.sha256.slice(0, 20)}.table.json`,
    );
    expect([logged.size, logged.ncols, logged.nrows]).toEqual([Buffer.byteLength(media), 3, 2]);
  });

  it("has charts as media, numbers in history, and all of it in the summary", () => {
    const radar = itemOf(ofType("history")[2], "radar");
    expect(radar).toMatchObject({ _type: "image-file", format: "png", width: 1, height: 1 });
    expect(files.get(`files/${radar.path}`)).toBe(PNG);
    expect(itemOf(ofType("history")[3], "total")).toBe(0.5);
    const [summary] = ofType("summary");
    expect(itemOf(summary, "radar")).toEqual(radar);
    expect(itemOf(summary, "_step")).toBe(3);
    expect(JSON.parse(String(files.get("files/wandb-summary.json"))).total).toBe(0.5);
  });

  it("never holds a key", () => {
    const key = "secret-of-a-server-0123456789";
    watchSecrets(new Map([["SOME_KEY", key]]));
    const other = offlineRun({ ...run, config: { url: `http://x/${key}` } }, "/somewhere/run");
    for (const content of other.values()) expect(Buffer.from(content).includes(key)).toBe(false);
    expect(other.size).toBe(files.size);
  });
});

it("records end where blocks end, whatever their length", () => {
  // Around the ends of blocks, where fewer than seven bytes are left.
  for (const length of [0, 1, 32_740, 32_747, 32_748, 32_754, 32_755, 32_761, 65_536, 200_000]) {
    const record = encode([
      [2, [[1, [[16, "x".repeat(length)]]]]],
      [1, 7],
    ]);
    const [first, second] = readWandbLog(Buffer.from(logFile([record, record])));
    expect([first?.num, second?.num, first?.length]).toEqual([7, 7, record.length]);
  }
});
