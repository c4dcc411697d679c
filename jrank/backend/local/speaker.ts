/**
 * How a local model is spoken to: by the template inside its file, by one of FastChat's by name, or
 * by the user's own file.
 */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { saidBy, UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { decodeFile } from "../../core/text_encoding.ts";
import { chatTemplate } from "../../prompt/conversation/chat_template.ts";
import {
  type ConversationMessage,
  renderConversation,
  showsSystemMessage,
} from "../../prompt/conversation/conversation.ts";
import {
  type ConversationTemplate,
  parseConversationTemplate,
} from "../../prompt/conversation/conversation_template.ts";
import { inTime, TookTooLong } from "../call/in_time.ts";

/** What a GGUF file says about prompts. */
export interface GgufTemplate {
  /** Jinja; undefined where the file has none. */
  chatTemplate: string | undefined;
  /** The texts of the tokens that open and close a sequence; "" where there are none. */
  bos: string;
  eos: string;
}

export interface Speaker {
  render(messages: readonly ConversationMessage[]): string;
  /** Whether a system message has a place of its own; else it stands before the first question. */
  showsSystem(messages: readonly ConversationMessage[]): boolean;
  /** The text of what the model wrote, where its format writes line ends otherwise. */
  read(reply: string): string;
  stopTexts: readonly string[];
  stopTokens: readonly number[];
  /** Whether it writes the model's marks of begin and end. */
  usesMarks: boolean;
  /** What is recorded with the answers: the template's name and the hash of its source. */
  metadata: { template: string; template_sha256: string };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The template called `named`; for a Jinja file the model's own marks are filled in. */
export function namedSpeaker(named: string, marks: { bos: string; eos: string }): Speaker {
  const found = findTemplate(named);
  const metadata = { template: basename(found.file), template_sha256: sha256(found.source) };
  if (found.kind === "jinja") return jinjaSpeaker(found.source, marks, metadata);
  const { template } = found;
  return {
    render: (messages) => renderConversation(template, messages),
    showsSystem: (messages) => showsSystemMessage(template, messages),
    read: (reply) => reply.replaceAll(template.newline || "\n", "\n"),
    stopTexts: template.stop_str,
    stopTokens: template.stop_token_ids,
    usesMarks: false,
    metadata,
  };
}

/** The template inside the file; undefined where it has none. */
export function ownSpeaker({ chatTemplate, ...marks }: GgufTemplate): Speaker | undefined {
  if (chatTemplate === undefined) return undefined;
  const metadata = { template: "inside the GGUF file", template_sha256: sha256(chatTemplate) };
  return jinjaSpeaker(chatTemplate, marks, metadata);
}

/** The speaker of a model: the named template, else the file's own; neither is an error. */
export function speakerOf(
  named: string | undefined,
  gguf: GgufTemplate,
  { id, path }: { id: string; path: string },
): Speaker {
  if (named !== undefined) return namedSpeaker(named, gguf);
  const own = ownSpeaker(gguf);
  if (own) return own;
  throw new UserError(
    say`${id}: ${basename(path)} has no chat template inside; name one with conversation_template (--conv-template)`,
  );
}

/** Templates are programs of others: one that loops is ended. */
const LONGEST_RENDERING_MS = 3_000;

function jinjaSpeaker(
  source: string,
  marks: { bos: string; eos: string },
  metadata: Speaker["metadata"],
): Speaker {
  const named = <T>(act: () => T): T => {
    try {
      return inTime(LONGEST_RENDERING_MS, act);
    } catch (error) {
      if (error instanceof TookTooLong) {
        throw new UserError(
          say`the chat template does not come to an end within ${LONGEST_RENDERING_MS / 1000} s (${metadata.template})`,
        );
      }
      if (!(error instanceof UserError)) throw error;
      throw new UserError(say`${error} (${metadata.template})`);
    }
  };
  let read: ReturnType<typeof chatTemplate> | undefined;
  // Read when it is needed: a template that is not valid is an error of its first prompt.
  const template = (): ReturnType<typeof chatTemplate> => {
    read ??= chatTemplate(source, marks);
    return read;
  };
  return {
    render: (messages) => named(() => template().render(messages)),
    showsSystem: (messages) => named(() => template().showsSystem(messages)),
    read: (reply) => reply,
    stopTexts: [],
    stopTokens: [],
    usesMarks: /\b(?:bos|eos)_token\b/.test(source),
    metadata,
  };
}

const PROBE: readonly ConversationMessage[] = [{ role: "user", content: "…" }];

/** What to say where a system message of a conversation has no place in the format. */
export function systemNotice(
  speaker: Speaker,
  messages: readonly ConversationMessage[],
): Message | undefined {
  if (!messages.some(({ role }) => role === "system") || speaker.showsSystem(messages)) {
    return undefined;
  }
  return say`Notice: the template (${speaker.metadata.template}) has no place for a system prompt; it stands before the first question instead.`;
}

/** Fails where a template cannot be rendered, before a question is asked with it. */
export function checkSpeaker(speaker: Speaker, id: string): void {
  try {
    speaker.render(PROBE);
  } catch (error) {
    throw new UserError(
      say`${id}: ${saidBy(error)}. Name another template with conversation_template (--conv-template).`,
    );
  }
}

/**
 * Where a named template writes other prompts than the one inside the file: both prompts of a short
 * question, for the user to see. Undefined where they agree or the file has none.
 */
export function templateDifference(speaker: Speaker, gguf: GgufTemplate): Message | undefined {
  const own = ownSpeaker(gguf);
  if (own === undefined) return undefined;
  // A beginning-of-sequence mark is added where it is missing.
  const bare = (prompt: string): string =>
    gguf.bos !== "" && prompt.startsWith(gguf.bos) ? prompt.slice(gguf.bos.length) : prompt;
  let theirs: string;
  try {
    theirs = bare(own.render(PROBE));
  } catch (error) {
    return say`the template inside the file cannot be rendered (${saidBy(error)})`;
  }
  const ours = bare(speaker.render(PROBE));
  if (ours === theirs) return undefined;
  const show = (text: string): string =>
    JSON.stringify(text.length > 160 ? `${text.slice(0, 100)} … ${text.slice(-50)}` : text);
  return say`it makes ${show(ours)} where the one inside makes ${show(theirs)}`;
}

/** The templates that come with the program. */
export const TEMPLATES_DIR = fileURLToPath(new URL("../../../templates/", import.meta.url));

type FoundTemplate =
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
  // The original's own config says /templates/line.json, and means its folder of that name.
  const [, own] = /^\/templates\/([^/\\]+)$/.exec(nameOrPath) ?? [];
  if (own !== undefined) return [nameOrPath, resolve("templates", own), join(TEMPLATES_DIR, own)];
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
      say`there is no conversation template "${nameOrPath}".${suggest(nameOrPath, known)} In ${TEMPLATES_DIR} there are: ${known.join(", ") || say`none`}. Leave it out to use the template inside the model's file.`,
    );
  }
  const source = textOf(file);
  if (extname(file) !== ".json") return { kind: "jinja", file, source };
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new UserError(say`${file} is not valid JSON: ${saidBy(error)}`);
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
    throw new UserError(say`${file} cannot be read: ${saidBy(error)}`);
  }
  return decodeFile(bytes, file);
}
