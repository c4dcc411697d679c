/** Holds the shape that ARCHITECTURE.md describes: floors, purity, no cycles. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { RANKING as USUAL } from "../jrank/core/defaults.ts";

const root = fileURLToPath(new URL("../jrank/", import.meta.url));

const FLOORS: Record<string, number> = {
  core: 0,
  words: 1,
  prompt: 1,
  stats: 1,
  schedule: 2,
  chart: 2,
  store: 3,
  backend: 3,
  report: 3,
  page: 3,
  library: 3,
  run: 4,
  bin: 6,
};

/** Rooms in an order in which each may use those before it. */
function inOrder(...rooms: string[]): Record<string, readonly string[]> {
  return Object.fromEntries(rooms.map((room, k) => [room, rooms.slice(0, k)]));
}

const SHARED = ["command", "models"];
const RANKING = ["ranking/numbers", "ranking/files"];
const RATERS = [...RANKING, "ranking/raters"];
const JUDGING = ["judging/asking", "judging/matches"];

/** The rooms of a folder and which others of it each may use; "" are the folder's own files. */
const ROOMS: Record<string, Record<string, readonly string[]>> = {
  core: inOrder("scores", ""),
  words: inOrder("messages", ""),
  prompt: inOrder("", "conversation", "health", "offline", "verdict", "judge", "tasks"),
  stats: inOrder(
    ...["numeric", "scores", "data", "structure", "fit", "uncertainty", "posterior", "raters"],
    "rank",
    ...["questions", "anchored", ""],
  ),
  schedule: inOrder("", "foresight"),
  chart: inOrder("", "kinds"),
  store: inOrder("files", "votes", "answers", "config", "books", "wandb", "scores"),
  backend: inOrder("call", "api", "batch", "local", ""),
  report: inOrder("tables", "picture", "", "scores"),
  page: inOrder("parts", "voting", "views", "board", ""),
  bin: inOrder(""),
  library: inOrder(""),
  run: {
    command: [],
    models: ["command"],
    "ranking/numbers": SHARED,
    "ranking/files": [...SHARED, "ranking/numbers"],
    "ranking/raters": [...SHARED, ...RANKING],
    ranking: [...SHARED, ...RATERS],
    comparing: [...SHARED, ...RANKING],
    "judging/asking": SHARED,
    "judging/matches": [...SHARED, ...RANKING, "judging/asking"],
    judging: [...SHARED, ...JUDGING],
    answering: SHARED,
    benchmarks: SHARED,
    planning: [...SHARED, ...RANKING],
    publishing: [...SHARED, ...RANKING, "ranking"],
    annotating: [...SHARED, "publishing"],
    pipeline: [
      ...[...SHARED, ...RANKING, ...JUDGING],
      ...["answering", "judging", "ranking", "comparing", "publishing"],
    ],
    scores: [...SHARED, "answering", "judging", "publishing", "pipeline"],
  },
};
/** More files in one room than a reader can keep in mind. */
const MOST_FILES = 15;
const COMMAND_FLOOR = 5;
/** Commands under the names of other programs: they load the one of ours that does it. */
const ALIASES = [
  ...["gen_model_answer.ts", "gen_api_answer.ts", "compute_agreement.ts"],
  "download_mt_bench_pregenerated.ts",
];
const HIGHEST_PURE_FLOOR = 2;

interface Source {
  /** Path below jrank/. */
  path: string;
  folder: string;
  floor: number;
  text: string;
  /** Paths below jrank/ of what it imports from the project, types included. */
  imports: string[];
  packages: string[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g;

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const folder = path.includes("/") ? (path.split("/")[0] as string) : "";
  const targets = [...text.matchAll(IMPORT)].map((match) => (match[1] ?? match[2]) as string);
  return {
    path,
    folder,
    floor: folder === "" ? COMMAND_FLOOR : (FLOORS[folder] ?? Number.NaN),
    text,
    imports: targets
      .filter((target) => target.startsWith("."))
      .map((target) => relative(root, resolve(root, dirname(path), target))),
    packages: targets.filter((target) => !target.startsWith(".")),
  };
}

const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("data"))
  .map(readSource);
const byPath = new Map(sources.map((source) => [source.path, source]));

/** Code without comments and strings, good enough to look for names in it. */
function bare(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/`(?:\\.|\$\{[^}]*\}|[^`\\])*`/g, "``")
    .replace(/"(?:\\.|[^"\\\n])*"/g, '""');
}

describe("the architecture", () => {
  it("has every folder on a floor", () => {
    expect(sources.filter((source) => Number.isNaN(source.floor)).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it("imports only from the floors below or from its own folder", () => {
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter((target) => {
          const other = byPath.get(target);
          if (!other) return !target.endsWith(".json");
          const isCommand = source.floor === COMMAND_FLOOR && !ALIASES.includes(source.path);
          if (source.floor === COMMAND_FLOOR) return isCommand && other.floor === COMMAND_FLOOR;
          return other.folder !== source.folder && other.floor >= source.floor;
        })
        .map((target) => `${source.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  /** The room of a file within its folder. */
  const roomOf = (path: string): string => dirname(path).split("/").slice(1).join("/");

  it("has every file in a room, and rooms that use only what they may", () => {
    const wrong = sources
      .filter(({ folder }) => folder !== "")
      .flatMap(({ path, folder, imports }) => {
        const room = roomOf(path);
        const mayUse = ROOMS[folder]?.[room];
        if (!mayUse) return [`${path} is in no room`];
        return imports
          .filter((target) => target.startsWith(`${folder}/`) && target.endsWith(".ts"))
          .filter((target) => roomOf(target) !== room && !mayUse.includes(roomOf(target)))
          .map((target) => `${path} imports ${target}`);
      });
    expect(wrong).toEqual([]);
  });

  it("has rooms of a size that a reader can keep in mind", () => {
    const sizes = new Map<string, number>();
    for (const { path } of sources) sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
    // Commands are read one by one, by the rows of bin/commands.ts.
    sizes.delete(".");
    expect([...sizes].filter(([, size]) => size > MOST_FILES)).toEqual([]);
  });

  it("has no two files of one name", () => {
    const names = sources.map(({ path }) => basename(path)).filter((name) => name !== "index.ts");
    expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([]);
  });

  it("has no cycles, types included", () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
        return;
      }
      if (done.has(path)) return;
      for (const target of byPath.get(path)?.imports ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const { path } of sources) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it("keeps floors 0 to 2 pure: they run in a browser as they stand", () => {
    const forbidden =
      /\b(?:process|console|globalThis|window|document|fetch|setTimeout|setInterval|Promise|async|await|performance|Buffer|require)\b|\bDate\b|\bMath\.random\b/;
    const wrong = sources
      .filter((source) => source.floor <= HIGHEST_PURE_FLOOR)
      .flatMap((source) => [
        ...source.packages
          .filter((name) => name.startsWith("node:"))
          .map((name) => `${source.path} imports ${name}`),
        ...[forbidden.exec(bare(source.text))?.[0]]
          .filter((word) => word !== undefined)
          .map((word) => `${source.path} uses ${word}`),
      ]);
    expect(wrong).toEqual([]);
  });

  it("keeps the page's code fit for a browser, and to itself", () => {
    const wrong = sources.flatMap((source) => [
      ...(source.folder === "page"
        ? [
            ...source.packages.filter((name) => !name.startsWith("markdown-it")),
            ...source.imports.filter(
              (target) =>
                (byPath.get(target)?.floor ?? 0) > HIGHEST_PURE_FLOOR &&
                !target.startsWith("page/"),
            ),
          ].map((target) => `${source.path} imports ${target}`)
        : source.imports
            .filter((target) => target.startsWith("page/"))
            .map((target) => `${source.path} imports ${target}`)),
    ]);
    expect(wrong).toEqual([]);
  });

  it("says the defaults of a ranking in core/defaults.ts alone", () => {
    const { compute, ties, ci, sampler, confidence, scale, base } = USUAL;
    const usual: Readonly<Record<string, unknown>> = {
      compute,
      ties,
      ci,
      sampler,
      confidence,
      scale,
      base,
      homeAdvantage: USUAL.home_advantage,
      initRating: USUAL.init_rating,
      bootstrapN: USUAL.bootstrap_n,
      bootstrapUnit: USUAL.bootstrap_unit,
      samples: USUAL.nsamples,
      chains: USUAL.nwalkers,
    };
    const literal = /\b(\w+)(?: =| \?\?) ([\d.]+|true|"[a-z0-9]+")(?=\s*[,})])/g;
    const wrong = sources
      .filter(({ path }) => path !== "core/defaults.ts")
      .flatMap(({ path, text }) =>
        [...text.matchAll(literal)]
          .filter(([, name = "", value = ""]) => JSON.stringify(usual[name]) === value)
          .map(([found]) => `${path}: ${found}`),
      );
    expect(wrong).toEqual([]);
  });

  it("loads the heavy packages only where they are used", () => {
    const heavy = [
      "@anthropic-ai/sdk",
      "@duckdb/node-api",
      "@resvg/resvg-js",
      "esbuild",
      "node-llama-cpp",
      "openai",
      "vega",
      "vega-embed",
      "vega-lite",
    ];
    const statically = /(?:^|\n)\s*import\s+(?!type\b)[^;]*?from\s+"([^"]+)"/g;
    const wrong = sources.flatMap((source) =>
      [...source.text.matchAll(statically)]
        .map((match) => match[1] as string)
        .filter((name) => heavy.some((one) => name === one || name.startsWith(`${one}/`)))
        .map((name) => `${source.path} imports ${name}`),
    );
    // A backend's or renderer's own file may: the tables import that file dynamically.
    expect(wrong.filter((line) => !/^(?:backend|report)\//.test(line))).toEqual([]);
  });

  it("ranks a file without loading what checks configs, which takes as long as the program itself", () => {
    const loaded = new Set<string>();
    const load = (path: string): void => {
      if (loaded.has(path)) return;
      loaded.add(path);
      const text = byPath.get(path)?.text ?? "";
      const whole = /(?:^|\n)\s*(?:import|export)\s(?!type\b)[^;]*?from\s+"([^"]+)"/g;
      for (const [, target = ""] of text.matchAll(whole)) {
        if (target.startsWith(".")) load(relative(root, resolve(root, dirname(path), target)));
      }
    };
    load("make_ranking.ts");
    load("run/ranking/ranking_command.ts");
    expect([...loaded].filter((path) => byPath.get(path)?.packages.includes("zod"))).toEqual([]);
    expect(loaded).toContain("run/ranking/numbers/rank.ts");
  });

  it("names no file in its documents that is not there", () => {
    const files = sources.map(({ path }) => `jrank/${path}`);
    const documents = ["ARCHITECTURE.md", "docs/extending.md"];
    const wrong = documents.flatMap((document) => {
      const text = readFileSync(join(root, "..", document), "utf8").replace(/```[\s\S]*?```/g, "");
      return [...text.matchAll(/`([\w/]+\.ts)`/g)]
        .map(([, name = ""]) => name)
        .filter((name) => !name.startsWith("tests/"))
        .filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)))
        .map((name) => `${document}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});
