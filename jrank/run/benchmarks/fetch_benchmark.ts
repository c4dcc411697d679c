/** Brings a public benchmark into the data folder: all of it, or nothing that looks like it. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { judgmentFile } from "../../store/answers/benchmark.ts";
import { PEOPLE_PROMPT, personOf } from "../../store/books/people.ts";
import { readJsonl } from "../../store/files/jsonl.ts";
import { parseQuestion } from "../../store/files/records.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { readRows } from "../../store/votes/row_source.ts";
import { detectFormat, VOTE_FORMATS } from "../../store/votes/vote_formats.ts";
import { type Context, Interrupted } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { listSome, plural, shownPath } from "../command/format.ts";
import { fetchFile, headersFor, hubOf } from "./download.ts";
import {
  type Part,
  PUBLIC_BENCHMARKS,
  type PublicBenchmark,
  type PublicFile,
  type Source,
} from "./public_benchmarks.ts";
import { type QuestionColumns, questionLines, questionsIn } from "./question_files.ts";

export interface FetchFlags {
  dataDir?: string;
  /** Its folder; absent: the name. */
  benchName?: string;
  parts?: Part[];
  /** Also what the publishers have of models beyond those of the table. */
  allModels?: boolean;
  revision?: string;
  /** Of a data set or repository that is not in the table: the file of the questions. */
  file?: string;
  idField?: string;
  textField?: string[];
  categoryField?: string;
  referenceField?: string;
}

/** The table, for people. */
export function listPublic({ out }: Pick<Context, "out">): void {
  for (const [name, { about, license }] of Object.entries(PUBLIC_BENCHMARKS)) {
    out(say`${name}: ${about} (${license})`);
  }
  out(
    say`Also any data set of Hugging Face (user/name) and any file of GitHub (github:owner/name --file path), with --text-field and the like for its columns.`,
  );
}

/** Fetches everything, then puts it in its place. */
export async function fetchBenchmark(
  name: string,
  flags: FetchFlags,
  context: Context,
): Promise<void> {
  const { log, out, env, interrupt } = context;
  const isListed = Object.hasOwn(PUBLIC_BENCHMARKS, name);
  const known = isListed
    ? (PUBLIC_BENCHMARKS[name] as PublicBenchmark)
    : await describedBy(name, flags, context);
  const bench = flags.allModels ? await withAllModels(name, known, env) : known;
  if (isListed && (flags.file !== undefined || flags.revision !== undefined)) {
    throw new UsageError(
      say`--file and --revision are for data sets that are not in the table; ${name} is`,
    );
  }
  const folderName = flags.benchName ?? (isListed ? name : (name.split("/").at(-1) as string));
  const folder = join(dataDirOf(flags.dataDir), folderName);
  const wanted = bench.files.filter(({ part }) => (flags.parts ?? [part]).includes(part));
  const missing = wanted.filter(({ to }) => !existsSync(join(folder, to)));
  if (wanted.length === 0) {
    const parts = [...new Set(bench.files.map(({ part }) => part))];
    throw new UserError(say`${name} has no such part; it has: ${parts.join(", ")}`);
  }
  tellSources(name, bench, wanted, context);
  if (missing.length === 0) {
    out(say`${folder} has all of it already.`);
    return;
  }
  // A name with a dot is no benchmark: nobody takes what has come so far for the whole.
  const staging = join(dirname(folder), `.getting-${folderName}`);
  mkdirSync(staging, { recursive: true });
  for (const [k, file] of missing.entries()) {
    if (interrupt.stopping.aborted) break;
    const to = join(staging, file.to);
    if (!existsSync(to)) log(say`${k + 1} of ${missing.length}: ${file.from}`);
    await fetchFile(file, rawPath(to, file), { env, signal: interrupt.stopping }).catch((error) => {
      if (!interrupt.stopping.aborted) throw error;
    });
    if (!interrupt.stopping.aborted) await converted(file, to, staging);
  }
  if (interrupt.stopping.aborted) {
    throw new Interrupted(
      say`Interrupted. What has come is kept; the same command goes on with it.`,
    );
  }
  checkWhole(staging, missing);
  moveIn(staging, folder);
  out(say`${plural(missing.length, "file")} of ${name} in ${shownPath(folder)}.`);
}

/** A file that becomes questions is fetched under its own ending, which says how it is read. */
const rawPath = (to: string, { columns, from }: PublicFile): string =>
  columns === undefined ? to : `${to}.raw${extname(from)}`;

/** Turns a fetched table into questions of ours, and votes of people into files of judgments. */
async function converted(file: PublicFile, to: string, staging: string): Promise<void> {
  if (file.isVotes) await writePeoplesVotes(to, staging);
  if (file.columns === undefined || existsSync(to)) return;
  const raw = rawPath(to, file);
  writeWhole(to, questionLines(await questionsIn(raw, file.columns)));
  rmSync(raw);
}

/** Each voter is a judge of one's own, as those of `annotate.ts` are: nobody's second vote replaces another's. */
async function writePeoplesVotes(file: string, folder: string): Promise<void> {
  const lines = new Map<string, string>();
  for (const { row, line } of (await readRows(file)).rows) {
    const format = detectFormat(row);
    if (format === undefined) throw new UserError(say`${file}:${line} is no vote`);
    for (const vote of VOTE_FORMATS[format].read(row, { games: "both", baseline: undefined })) {
      const judge = personOf(vote.judge ?? "human");
      const judgment = {
        question_id: row.question_id,
        model1_id: vote.first,
        model2_id: vote.second,
        winner: vote.outcome,
        judge: [judge, PEOPLE_PROMPT],
        prompt: "",
        judgment: "",
        turn: vote.turn ?? 1,
      };
      lines.set(judge, `${lines.get(judge) ?? ""}${JSON.stringify(judgment)}\n`);
    }
  }
  for (const [judge, text] of lines) {
    const to = judgmentFile({ name: "", folder }, judge, "pair");
    mkdirSync(dirname(to), { recursive: true });
    writeWhole(to, text);
  }
}

/** Says where everything comes from and under which licence, before anything is fetched. */
function tellSources(
  name: string,
  { about, license }: PublicBenchmark,
  files: readonly PublicFile[],
  { log }: Context,
): void {
  const sources = [...new Set(files.map(({ source }) => JSON.stringify(source)))];
  log(say`${name}: ${about}`);
  for (const text of sources) {
    const { kind, id, revision } = JSON.parse(text) as Source;
    const at = kind === "github" ? "GitHub" : "Hugging Face";
    log(say`From ${at}: ${id}, revision ${revision}`);
  }
  log(
    say`Licence: ${license}. It is its publishers' work; what you publish of it must keep to this.`,
  );
}

/** What came must be questions, before it is put in place: a page of an error is none. */
function checkWhole(staging: string, files: readonly PublicFile[]): void {
  for (const { part, to } of files) {
    if (part !== "questions") continue;
    const file = join(staging, to);
    const { rows, problems } = readJsonl(file, parseQuestion);
    if (rows.length > 0 && problems.length === 0) continue;
    rmSync(file);
    throw new UserError(
      say`what came for ${to} is no list of questions (${problems[0]?.message ?? say`it is empty`}); nothing was put into the data folder`,
    );
  }
}

/** Puts what has come in its place: a new folder at once, missing files of an old one each by itself. */
function moveIn(staging: string, folder: string): void {
  for (const name of readdirSync(staging, { recursive: true, encoding: "utf8" })) {
    // What an earlier call began of other parts is no part of it.
    if (/\.(?:part|etag)$|\.raw\.[a-z]+$/.test(name)) rmSync(join(staging, name));
  }
  if (!existsSync(folder)) {
    renameSync(staging, folder);
    return;
  }
  for (const name of readdirSync(staging, { recursive: true, encoding: "utf8" })) {
    const target = join(folder, name);
    if (statSync(join(staging, name)).isDirectory() || existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(staging, name), target);
  }
  rmSync(staging, { recursive: true });
}

/** What Hugging Face says of a data set. */
interface HubPage {
  sha?: string;
  siblings?: { rfilename: string }[];
  cardData?: { license?: string | string[] };
}

const READABLE = [".jsonl", ".json", ".csv", ".tsv", ".txt", ".parquet"];

/** A benchmark of the table with the files of every model that the hub lists. */
async function withAllModels(
  name: string,
  bench: PublicBenchmark,
  env: Context["env"],
): Promise<PublicBenchmark> {
  if (bench.listed === undefined) {
    throw new UsageError(say`--all-models: ${name} comes with all that is known of it`);
  }
  const { source, folder, parts } = bench.listed;
  const page = await hubPage(source.id, source.revision, env);
  const names = (page.siblings ?? []).map(({ rfilename }) => rfilename);
  const found = Object.entries(parts).flatMap(([part, place]) =>
    names
      .filter((file) => file.startsWith(`${folder}/${place}/`) && file.endsWith(".jsonl"))
      .map(
        (from): PublicFile => ({
          part: part as Part,
          source: { ...source, revision: page.sha ?? source.revision },
          from,
          to: from.slice(folder.length + 1).replaceAll(":", "__"),
        }),
      ),
  );
  if (found.length === 0) {
    throw new UserError(
      say`${hubOf(env)}/datasets/${source.id} lists no file below ${folder}; it has: ${listSome(names, 20)}`,
    );
  }
  const there = new Set(bench.files.map(({ to }) => to));
  return { ...bench, files: [...bench.files, ...found.filter(({ to }) => !there.has(to))] };
}

/** A data set of Hugging Face, or a file of GitHub, that is in no table. */
async function describedBy(
  name: string,
  flags: FetchFlags,
  { env }: Context,
): Promise<PublicBenchmark> {
  const [, ownerName] = /^github:([\w.-]+\/[\w.-]+)$/.exec(name) ?? [];
  const columns: QuestionColumns = {
    id: flags.idField,
    text: flags.textField,
    category: flags.categoryField,
    reference: flags.referenceField,
  };
  const one = (source: Source, from: string, license: string): PublicBenchmark => ({
    about: from,
    license,
    files: [{ part: "questions", source, from, to: "questions.jsonl", columns }],
  });
  if (ownerName !== undefined) {
    if (flags.file === undefined)
      throw new UsageError(say`${name} needs --file, the path of the questions in it`);
    const source: Source = { kind: "github", id: ownerName, revision: flags.revision ?? "HEAD" };
    return one(source, flags.file, String(say`not known here; see the repository`));
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(name)) {
    const known = Object.keys(PUBLIC_BENCHMARKS);
    throw new UserError(
      say`there is no public benchmark "${name}" in the table.${suggest(name, known)} It has: ${known.join(", ")}. A data set of Hugging Face is user/name, a repository github:owner/name`,
    );
  }
  const page = await hubPage(name, flags.revision ?? "main", env);
  const files = (page.siblings ?? []).map(({ rfilename }) => rfilename);
  const readable = files.filter((file) => READABLE.includes(extname(file)));
  const from = flags.file ?? (readable.length === 1 ? (readable[0] as string) : undefined);
  if (from === undefined || !files.includes(from)) {
    throw new UserError(
      say`name the file of the questions with --file; ${name} has: ${listSome(readable.length > 0 ? readable : files, 20)}`,
    );
  }
  const revision = page.sha ?? flags.revision ?? "main";
  const license = [page.cardData?.license ?? []].flat().join(", ");
  return one(
    { kind: "dataset", id: name, revision },
    from,
    license || String(say`not known here; see the data set's page`),
  );
}

async function hubPage(id: string, revision: string, env: Context["env"]): Promise<HubPage> {
  const address = `${hubOf(env)}/api/datasets/${id}/revision/${encodeURIComponent(revision)}`;
  let response: Response;
  try {
    response = await fetch(address, { headers: headersFor({ kind: "dataset" }, env) });
  } catch (error) {
    throw new UserError(
      say`${address} cannot be reached (${error instanceof Error ? error.message : ""}); HF_ENDPOINT names another hub`,
    );
  }
  if (response.ok) return (await response.json()) as HubPage;
  throw new UserError(
    say`${address} answered ${response.status}: there is no such data set, or it needs HF_TOKEN`,
  );
}
