/** Finds a conversation template: a name in the templates folder, or a path; JSON or Jinja. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf, UserError } from "../core/errors.ts";
import { suggest } from "../core/suggest.ts";
import { decodeFile } from "../core/text_encoding.ts";
import {
  type ConversationTemplate,
  parseConversationTemplate,
} from "../prompt/conversation_template.ts";

/** The templates that come with the program. */
export const TEMPLATES_DIR = fileURLToPath(new URL("../../templates/", import.meta.url));

export type FoundTemplate =
  | { kind: "conversation"; file: string; source: string; template: ConversationTemplate }
  | { kind: "jinja"; file: string; source: string };

const ENDINGS = ["", ".json", ".jinja", ".jinja2"];

/** The names of the templates in the folder. */
export function listTemplates(folder = TEMPLATES_DIR): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && ENDINGS.slice(1).includes(extname(name)))
    .sort();
}

/** Where a template may lie: a bare name is first looked for among those of the program. */
function placesOf(nameOrPath: string): string[] {
  if (isAbsolute(nameOrPath)) return [nameOrPath];
  const shipped = join(TEMPLATES_DIR, nameOrPath);
  const isBare = /^[^/\\]+$/.test(nameOrPath) && !ENDINGS.slice(1).includes(extname(nameOrPath));
  if (isBare) return [shipped, resolve(nameOrPath)];
  return [resolve(nameOrPath), shipped, resolve("..", nameOrPath)];
}

/**
 * Reads a template by a bare name ("rinna" or "rinna.json"), a relative or an absolute path. One
 * that does not exist is an error that lists those that do; nothing else is ever taken instead.
 */
export function findTemplate(nameOrPath: string): FoundTemplate {
  const places = placesOf(nameOrPath);
  const file = places
    .flatMap((place) => ENDINGS.map((ending) => place + ending))
    .find((place) => ENDINGS.slice(1).includes(extname(place)) && isFile(place));
  if (file === undefined) {
    const known = listTemplates().map((name) => name.replace(/\.[^.]+$/, ""));
    throw new UserError(
      `there is no conversation template "${nameOrPath}".${suggest(nameOrPath, known)} In ${TEMPLATES_DIR} there are: ${known.join(", ") || "none"}. Leave it out to use the template inside the model's file.`,
    );
  }
  const source = textOf(file);
  if (extname(file) !== ".json") return { kind: "jinja", file, source };
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON: ${messageOf(error)}`);
  }
  return { kind: "conversation", file, source, template: parseConversationTemplate(value, file) };
}

const isFile = (place: string): boolean =>
  statSync(place, { throwIfNoEntry: false })?.isFile() === true;

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${messageOf(error)}`);
  }
  return decodeFile(bytes, file);
}
