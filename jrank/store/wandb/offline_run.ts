/**
 * A run of Weights & Biases as an offline folder, which `wandb sync` uploads: the log of its records,
 * its tables as artifacts and as media, its pictures. No key is needed, and none is written.
 */
import { createHash } from "node:crypto";
import { hideSecrets } from "../files/secret_guard.ts";
import { encode, type Field, logFile } from "./encode.ts";

/** A table as W&B has it. */
export interface Table {
  columns: string[];
  data: unknown[][];
}

/** What a run says. */
export interface WandbRun {
  /** Eight letters and digits. */
  id: string;
  entity: string | undefined;
  project: string;
  name: string;
  /** Milliseconds since 1970. */
  started: number;
  config: Readonly<Record<string, unknown>>;
  /** Single numbers, by name. */
  numbers: ReadonlyMap<string, number>;
  tables: ReadonlyMap<string, Table>;
  pictures: readonly Picture[];
  /** A file that goes up as an artifact of its own (the config as it was written). */
  attached?: { name: string; type: string; file: string; content: string };
}

/** A chart as PNG. */
export interface Picture {
  name: string;
  png: Uint8Array;
}

const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");
const md5 = (content: string): Buffer => createHash("md5").update(content).digest();

/** JSON without keys; numbers that are not finite are null. */
const json = (value: unknown): string => hideSecrets(JSON.stringify(value) ?? "null");

/** W&B's name of what a cell holds. */
function typeOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const type = typeof value;
  return ["number", "string", "boolean"].includes(type) ? type : "unknown";
}

/** The columns' types: none, and what stands in them. */
function columnTypes({ columns, data }: Table): object {
  const allowed = (k: number): object[] => {
    const types = new Set(data.flatMap((row) => typeOf(row[k]) ?? []));
    return ["none", ...types].map((wb_type) => ({ wb_type }));
  };
  const map = columns.map((column, k) => [
    column,
    { wb_type: "union", params: { allowed_types: allowed(k) } },
  ]);
  return { wb_type: "typedDict", params: { type_map: Object.fromEntries(map) } };
}

const plainCell = (value: unknown): unknown => {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : (value ?? null);
};

/** A name as artifacts may have it. */
const artifactName = (name: string): string => name.replace(/[^A-Za-z0-9._-]/g, "_");

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Letters and digits that follow from a text: the same content has the same ids. */
export function idFrom(text: string, length: number): string {
  let id = "";
  for (let k = 0; id.length < length; k++) {
    for (const byte of createHash("sha256").update(`${k}/${text}`).digest()) {
      // 252 is a multiple of 36: every letter is as likely as the others.
      if (byte < 252) id += LETTERS[byte % 36];
    }
  }
  return id.slice(0, length);
}

/** An artifact of one file, and its record. */
function artifactOf(
  run: WandbRun,
  about: { type: string; name: string; path: string; content: string; localPath: string },
) {
  const { type, name, path, content, localPath } = about;
  const entry = md5(content).toString("base64");
  const digest = md5(`wandb-artifact-manifest-v1\n${path}:${entry}\n`).toString("hex");
  const clientId = idFrom(`artifact/${run.id}/${name}/${digest}`, 128);
  const sequenceId = idFrom(`sequence/${run.id}/${name}`, 128);
  const manifest: Field[] = [
    [1, 1],
    [2, "wandb-storage-policy-v1"],
    [
      3,
      [
        [1, "storageLayout"],
        [2, '"V2"'],
      ],
    ],
    [
      4,
      [
        [1, path],
        [2, entry],
        [4, Buffer.byteLength(content)],
        [6, localPath],
      ],
    ],
  ];
  const record: Field[] = [
    [1, run.id],
    [2, run.project],
    ...(run.entity === undefined ? [] : [[3, run.entity] as const]),
    [4, type],
    [5, name],
    [6, digest],
    [11, "latest"],
    [12, manifest],
    [14, 1],
    [15, clientId],
    [16, sequenceId],
  ];
  return { record, clientId, sequenceId };
}

/** Numbers of the kinds of records within `Record`. */
const RECORD = {
  ...{ history: 2, summary: 3, files: 6, artifact: 8, run: 17, exit: 18, final: 20, header: 21 },
  footer: 22,
};

/** Items of history, of the summary or of the config: a key and a JSON text. */
const items = (field: number, values: Iterable<readonly [string, unknown]>): Field[] =>
  [...values].map(([key, value]) => [
    field,
    [
      [1, key],
      [16, json(value)],
    ],
  ]);

/**
 * The files of a run's folder, by their paths in it. `folder` is where they will lie: the log names
 * the files of artifacts by their whole paths, so a folder that is moved is to be made anew.
 */
export function offlineRun(run: WandbRun, folder: string): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  const records: Field[][] = [];
  const add = (kind: keyof typeof RECORD, fields: readonly Field[]): void => {
    records.push([
      [1, records.length + 1],
      [RECORD[kind], fields],
    ]);
  };
  const config = new Map<string, unknown>([...Object.entries(run.config), ["_wandb", {}]]);
  const seconds = Math.floor(run.started / 1000);
  add("header", []);
  add("run", [
    [1, run.id],
    ...(run.entity === undefined ? [] : [[2, run.entity] as const]),
    [3, run.project],
    [4, items(1, config)],
    [7, "evaluation"],
    [8, run.name],
    [
      17,
      [
        [1, seconds],
        [2, Math.round((run.started / 1000 - seconds) * 1e9)],
      ],
    ],
  ]);
  const { attached } = run;
  if (attached !== undefined) {
    const content = hideSecrets(attached.content);
    const path = `artifacts/${attached.name}/${attached.file}`;
    files.set(path, content);
    const { record } = artifactOf(run, {
      type: attached.type,
      name: attached.name,
      path: attached.file,
      content,
      localPath: `${folder}/${path}`,
    });
    add("artifact", record);
  }
  const logged: [name: string, value: unknown, path: string][] = [];
  for (const [given, table] of run.tables) {
    const name = artifactName(given);
    const step = logged.length;
    const plain: Table = {
      columns: table.columns,
      data: table.data.map((row) => row.map(plainCell)),
    };
    const size = { ncols: plain.columns.length, nrows: plain.data.length };
    const media = json(plain);
    const content = json({
      _type: "table",
      column_types: columnTypes(plain),
      ...plain,
      ...size,
    });
    const file = `${name}.table.json`;
    const collection = `run-${run.id}-${name}`;
    const place = `artifacts/${collection}/${file}`;
    const hash = sha256(media);
    const path = `media/table/${name}_${step}_${hash.slice(0, 20)}.table.json`;
    files.set(`files/${path}`, media);
    files.set(place, content);
    const { record, clientId, sequenceId } = artifactOf(run, {
      type: "run_table",
      name: collection,
      path: file,
      content,
      localPath: `${folder}/${place}`,
    });
    add("artifact", record);
    logged.push([
      name,
      {
        _type: "table-file",
        sha256: hash,
        size: Buffer.byteLength(media),
        artifact_path: `wandb-client-artifact://${clientId}/${file}`,
        _latest_artifact_path: `wandb-client-artifact://${sequenceId}:latest/${file}`,
        path,
        ...size,
      },
      path,
    ]);
  }
  for (const { name: given, png } of run.pictures) {
    const name = artifactName(given);
    const hash = sha256(png);
    const path = `media/images/${name}_${logged.length}_${hash.slice(0, 20)}.png`;
    files.set(`files/${path}`, png);
    const size = new DataView(png.buffer, png.byteOffset);
    logged.push([
      name,
      {
        _type: "image-file",
        sha256: hash,
        size: png.length,
        path,
        format: "png",
        // PNG says them behind its signature and the head of its first chunk.
        width: size.getUint32(16),
        height: size.getUint32(20),
      },
      path,
    ]);
  }
  const summary = new Map<string, unknown>();
  const history = (step: number, values: readonly (readonly [string, unknown])[]): void => {
    const all: (readonly [string, unknown])[] = [
      ...values,
      ["_timestamp", run.started / 1000],
      ["_runtime", 0],
      ["_step", step],
    ];
    for (const [key, value] of all) summary.set(key, value);
    add("history", [...items(1, all), [2, [[1, step]]]]);
  };
  logged.forEach(([name, value, path], step) => {
    add("files", [[1, [[1, path]]]]);
    history(step, [[name, value]]);
  });
  if (run.numbers.size > 0) history(logged.length, [...run.numbers]);
  add("summary", items(1, summary));
  add("exit", [[1, 0]]);
  add("final", []);
  add("footer", []);
  files.set(
    "files/wandb-summary.json",
    json({ ...Object.fromEntries(summary), _wandb: { runtime: 0 } }),
  );
  files.set(`run-${run.id}.wandb`, logFile(records.map(encode)));
  return files;
}
