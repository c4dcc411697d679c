/** Every key of a config as a page of documentation, from the schema. */
import { z } from "zod";
import type { Language } from "../../core/message.ts";
import { flagsJa } from "../../words/flags_ja.ts";
import { configHeadJa, configWordsJa, judgesJa } from "../../words/messages/config_ja.ts";
import { configSchema } from "./config_schema.ts";

/** The parts of a JSON Schema that the page reads. */
interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly additionalProperties?: unknown;
}

const HEAD = `# Every key of config.json

Written from the schema that checks configs; editors read it as \`config.schema.json\` (put \`"$schema": "./config.schema.json"\` into the config). Unknown keys are errors with a suggestion. \`\${NAME}\` in a text stands for an environment variable. Only \`benchmark_name\` and \`models.judge_models\` must be there; what is absent has the default said here. Flags of a command come before the config.
`;

/** Objects with a section of their own. */
const SECTIONS: readonly (readonly [title: string, path: string])[] = [
  ["", ""],
  ["`models`", "models"],
  ["A model of `models.local_models`", "models.local_models"],
  ["A model of `models.api_models`", "models.api_models"],
  ["`stop`", "stop"],
  ["`panel`", "panel"],
  ["`calibrate`", "calibrate"],
  ["`charts`", "charts"],
  ["`site`", "site"],
  ["`publish`", "publish"],
  ["`wandb`", "wandb"],
];

/** How a language says the words of the tables and what keys mean. */
type Words = (english: string) => string;

/**
 * The text of `docs/configuration.md`, and of that in `docs/ja`.
 *
 * @throws Error where a key's meaning has no Japanese.
 */
export function configReference(language: Language = "en"): string {
  const words: Words = (english) => {
    if (language === "en" || /^(`[^`]*`)?$/.test(english)) return english;
    const said = configWordsJa[english] ?? flagsJa[english];
    if (said === undefined)
      throw new Error(`"${english}" has no Japanese in words/messages/config_ja.ts`);
    return said;
  };
  const [head, judges] = language === "en" ? [HEAD, JUDGES] : [configHeadJa, judgesJa];
  const schema: Node = JSON.parse(JSON.stringify(z.toJSONSchema(configSchema, { io: "input" })));
  const sections = SECTIONS.map(([title, path]) => {
    const table = tableOf(Object.entries(nodeAt(schema, path)?.properties ?? {}), words);
    return title === "" ? table : `## ${words(title)}\n\n${table}`;
  });
  return `${[head, ...sections, judges, ownOfJudges(schema, words)].join("\n\n").replace("\n\n\n", "\n\n")}\n`;
}

/** The keys that only judges have. */
function ownOfJudges(schema: Node, words: Words): string {
  const others = ["models.local_models", "models.api_models"].flatMap((path) =>
    Object.keys(nodeAt(schema, path)?.properties ?? {}),
  );
  const own = Object.entries(nodeAt(schema, "models.judge_models")?.properties ?? {});
  return tableOf(
    own.filter(([key]) => !others.includes(key)),
    words,
  );
}

function tableOf(keys: readonly [string, Node][], words: Words): string {
  const head = ["key", "value", "default", "meaning"].map(words).join(" | ");
  const lines = keys.map(
    ([key, node]) =>
      `| \`${key}\` | ${typeOf(node, words)} | ${defaultOf(node)} | ${cell(words(node.description ?? ""))} |`,
  );
  return [`| ${head} |`, "| --- | --- | --- | --- |", ...lines].join("\n");
}

const JUDGES =
  "A model of `models.judge_models` takes the keys of both kinds: with a GGUF file as `path` and the provider `llama_cpp` it runs in this process, else behind an API. Beside them it has:";

function nodeAt(schema: Node, path: string): Node | undefined {
  let node: Node | undefined = schema;
  for (const key of path === "" ? [] : path.split(".")) {
    node = node?.properties?.[key];
    if (node?.items) node = node.items;
  }
  return node;
}

function typeOf({ type, enum: names, anyOf, items, properties }: Node, words: Words): string {
  if (names) return names.map((name) => `\`${name}\``).join(", ");
  if (anyOf) return anyOf.map((one) => typeOf(one, words)).join(words(" or "));
  if (type === "array") {
    return `${words("list of ")}${items ? typeOf(items, words) : words("values")}`;
  }
  if (type === "object" && properties) {
    return `{ ${Object.keys(properties).slice(0, 4).join(", ")}${Object.keys(properties).length > 4 ? " …" : ""} }`;
  }
  return words(
    { integer: "whole number", number: "number", string: "text", boolean: "true or false" }[
      type ?? ""
    ] ?? "object",
  );
}

/** Nothing where there is none, or where the meaning tells what an absent key does. */
function defaultOf({ default: value }: Node): string {
  return value === undefined || value === "" ? "" : `\`${value}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
