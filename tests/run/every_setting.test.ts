/** Walks the table of settings: each works by flag and by config, alike, and is told everywhere. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  ALL_SETTINGS,
  FLAGS_ALONE,
  type Flag,
  fieldsOf,
  flagsOf,
  givenFlags,
  MODEL_FLAGS,
  overridesOf,
  withOverrides,
} from "../../jrank/run/command/options.ts";
import { type Config, resolveConfig } from "../../jrank/store/config/config.ts";
import { apiModel, judgeModel, localModel } from "../../jrank/store/config/model_settings.ts";
import { checkConfig } from "../../jrank/store/config/read_config.ts";
import { type Setting, settingsOf } from "../../jrank/store/config/setting.ts";
import { baseline, general, publish, site, wandb } from "../../jrank/store/config/settings.ts";
import { configWith, flagArguments, parsed } from "../support/flags.ts";

/** Values of settings that are no plain text, or go with others. */
const VALUES: Readonly<Record<string, unknown>> = {
  num_judges: 1,
  prior: "sd=300",
  where: ["lang=ja"],
  winner_labels: "X=1,Y=2",
  "publish.git_branch": "gh-pages",
  "site.address": "https://example.org/board/",
  colors: { open: "#2a2" },
  extra_body: { reasoning_effort: "low" },
  price: { input: 1, output: 2 },
  context_size: 4096,
};
const WRONG_TEXTS: Readonly<Record<string, string>> = {
  prior: "wide",
  where: "lang",
  winner_labels: "X",
  "publish.git_branch": "-x",
  "site.address": "example.org",
};
/** Settings that say how much is judged: by a flag, they take the place of the config's. */
const MUCH = ["n", "stop.n", "stop.half_width", "stop.separated"];

const keyOf = ({ path }: { path: readonly string[] }): string => path.join(".");

/** A value that is allowed and is not the default. */
function otherValue({ kind, default: usual }: Setting, key: string): unknown {
  const given = VALUES[key] ?? VALUES[key.split(".").at(-1) as string];
  if (given !== undefined) return given;
  switch (kind.type) {
    case "boolean":
      return usual !== true;
    case "integer":
      return Number(usual ?? kind.least ?? 0) + 3;
    case "number":
      return [0.9, 1.5, 300].find(
        (value) =>
          value !== usual &&
          value > (kind.above ?? -Infinity) &&
          value < (kind.below ?? Infinity) &&
          value <= (kind.most ?? Infinity),
      );
    case "name":
      return kind.names.find((name) => name !== usual);
    case "names":
      return kind.names.slice(0, 1);
    case "texts":
      return ["one", "two"];
    case "address":
      return ["http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1"];
    case "adapters":
      return [{ path: "a.gguf", scale: 0.5 }];
    case "text":
      return "something";
    case "object":
      throw new Error(`a value of ${key} is missing here`);
  }
}

const BASE = {
  benchmark_name: "bench",
  models: {
    api_models: [{ id: "a" }, { id: "b" }],
    judge_models: [{ id: "j" }, { id: "k" }],
  },
  publish: { folder: "public" },
  wandb: { project: "board" },
};

const byConfig = (config: object): Config => resolveConfig(checkConfig(config, {}));

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}

/** What no setting of the kind may be, in a config and by a flag. */
function wrong(setting: Setting, key: string): { value: unknown; text: string | undefined } {
  const { kind } = setting;
  const text = WRONG_TEXTS[key];
  if (text !== undefined) return { value: kind.type === "texts" ? [text] : text, text };
  if (kind.type === "boolean") return { value: "maybe", text: undefined };
  if (kind.type === "integer" || kind.type === "number") return { value: "many", text: "many" };
  if (kind.type === "name") return { value: "nonsense", text: "nonsense" };
  if (kind.type === "names") return { value: ["nonsense"], text: "nonsense" };
  if (kind.type === "object") return { value: 3, text: "{" };
  // Every text is right for these, but there must be one.
  return { value: 3, text: undefined };
}

const FLAGS = flagsOf(ALL_SETTINGS);
const named = (flags: readonly Flag[]) => flags.map((flag) => ({ flag, key: keyOf(flag) }));

describe("a setting of the config", () => {
  it.each(named(FLAGS))("$key says the same by flag and by config", ({ flag, key }) => {
    const { path, setting, name, also } = flag;
    const value = otherValue(setting, key);
    const written = { ...BASE, ...(MUCH.includes(key) ? {} : { n: 10 }) };
    const told = byConfig(configWith(written, path, value));
    const plain = checkConfig({ ...BASE, n: 10 }, {});
    const given = (spelling: string): Config => {
      const options = parsed(FLAGS, flagArguments(spelling, setting, value));
      return resolveConfig(withOverrides(plain, overridesOf(options, FLAGS)));
    };
    expect(given(name)).toEqual(told);
    for (const other of also) expect(given(other)).toEqual(told);
    expect(told).not.toEqual(byConfig({ ...BASE, n: 10 }));
  });

  it.each(named(FLAGS))("$key that is wrong is named by flag and by config", ({ flag, key }) => {
    const { path, setting, name } = flag;
    const { value, text } = wrong(setting, key);
    const args =
      setting.kind.type === "boolean"
        ? [`--${name}=maybe`]
        : [`--${name}`, ...(text === undefined ? [] : [text])];
    expect(messageOf(() => parsed(FLAGS, args))).toContain(`--${name}`);
    const message = messageOf(() => checkConfig(configWith({ ...BASE, n: 10 }, path, value), {}));
    expect(message).toContain(key);
  });
});

const ENTRIES = [
  ["local_models", { id: "m", path: "m.gguf" }, MODEL_FLAGS.local],
  ["api_models", { id: "m" }, MODEL_FLAGS.api],
  ["judge_models", { id: "m" }, MODEL_FLAGS.judge],
] as const;

describe.each(ENTRIES)("a setting of an entry of %s", (list, entry, flags) => {
  const checked = (more: object) =>
    checkConfig(
      {
        benchmark_name: "bench",
        n: 10,
        models: { judge_models: [{ id: "j" }], [list]: [{ ...entry, ...more }] },
      },
      {},
    ).models[list]?.[0];

  it.each(named(flags))("$key says the same by flag and by config", ({ flag, key }) => {
    const { setting, name, also } = flag;
    const value = otherValue(setting, key);
    for (const spelling of [name, ...also]) {
      const options = parsed(flags, flagArguments(spelling, setting, value));
      expect({ ...entry, ...fieldsOf(givenFlags(options, flags)) }).toEqual(
        checked({ [key]: value }),
      );
    }
  });

  it.each(named(flags))("$key that is wrong is named by flag and by config", ({ flag, key }) => {
    const { value, text } = wrong(flag.setting, key);
    const args =
      flag.setting.kind.type === "boolean"
        ? [`--${flag.name}=maybe`]
        : [`--${flag.name}`, ...(text === undefined ? [] : [text])];
    expect(messageOf(() => parsed(flags, args))).toContain(`--${flag.name}`);
    expect(messageOf(() => checked({ [key]: value }))).toContain(`models.${list}[0].${key}`);
  });
});

describe("the table of settings", () => {
  const page = readFileSync(
    fileURLToPath(new URL("../../docs/configuration.md", import.meta.url)),
    "utf8",
  );
  const tables = {
    "": general,
    models: baseline.models,
    site,
    publish,
    wandb,
    local: localModel,
    api: apiModel,
    judge: judgeModel,
  };
  const all = Object.entries(tables).flatMap(([name, table]) =>
    settingsOf(table).map(({ path, setting }) => ({
      key: [name, ...path].join("."),
      path,
      setting,
    })),
  );

  it.each(all)("has a sentence on $key, which the documentation shows", ({ path, setting }) => {
    expect(setting.says).toMatch(/\S{2}/);
    expect(page).toContain(`| \`${path.at(-1)}\` |`);
    expect(page).toContain(setting.says.replaceAll("|", "\\|"));
  });

  it("gives every setting a flag, or says why it has none", () => {
    const flags = new Set([...FLAGS, ...Object.values(MODEL_FLAGS).flat()].map((f) => f.setting));
    // The seed of a judge's sampling is in its entry: --seed of gen_judgment.ts is that of matches.
    const without = all
      .filter(({ setting }) => !flags.has(setting))
      .filter(({ setting }) => (setting.noFlag?.length ?? 0) < 10);
    expect(without.map(({ key }) => key)).toEqual([]);
  });

  it("has one meaning for a name: no two settings of a config are one flag", () => {
    const names = FLAGS.flatMap(({ name, also }) => [name, ...also]);
    expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([]);
  });

  it("gives reasons for flags that no config has", () => {
    const names = Object.values(FLAGS_ALONE).flat();
    const settings = new Set(FLAGS.map(({ name }) => name));
    expect(names.filter((name) => settings.has(name))).toEqual([]);
    expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([]);
  });
});
