/**
 * What stored games were made of: which prompts, which texts, which model. It tells the games that do
 * not count: those that a newer one replaces, those of a prompt that was not chosen, and, where that
 * is wanted, those of a text that has changed since.
 */
import type { JudgedHashes } from "../../core/types.ts";
import type { CurrentTexts } from "./judged_hashes.ts";

/** A stored judgment, of a game or of one answer. */
export interface MadeRow {
  question: string;
  turn: number;
  /** Models as shown. */
  models: readonly string[];
  judge: readonly [string, string];
  hashes?: JudgedHashes | undefined;
  asked_model?: string | undefined;
  served_model?: string | undefined;
}

/** A prompt that judgments were made with. */
export interface PromptUse {
  judge: string;
  name: string;
  /** Undefined where the rows do not say which text the prompt had. */
  hash: string | undefined;
  judgments: number;
}

/** What of a judgment is not as it was. */
export interface Changed {
  prompt: boolean;
  question: boolean;
  reference: boolean;
  /** Models whose answers are others now. */
  models: string[];
}

export const SUPERSEDED = "replaced by a newer judgment of the same game";
export const OTHER_PROMPT = "judged with another prompt";
export const OUTDATED = "of a text that has changed since";

/** The rows that no later row replaces: of a game by one judge and prompt the newest counts. */
export function newestRows<Row extends MadeRow>(rows: readonly Row[]): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const { question, turn, models, judge } = row;
    const key = `${turn}\0${question}\0${models.join("\0")}\0${judge[0]}\0${judge[1]}`;
    // The place in the order is that of the newest.
    newest.delete(key);
    newest.set(key, row);
  }
  return [...newest.values()];
}

/** How often each prompt was used, the most used first. */
export function promptUses(rows: readonly MadeRow[]): PromptUse[] {
  const uses = new Map<string, PromptUse>();
  for (const { judge, hashes } of rows) {
    const key = `${judge[0]}\0${judge[1]}\0${hashes?.prompt}`;
    const known = uses.get(key);
    if (known) known.judgments++;
    else uses.set(key, { judge: judge[0], name: judge[1], hash: hashes?.prompt, judgments: 1 });
  }
  return [...uses.values()].sort((a, b) => b.judgments - a.judgments);
}

/**
 * The prompts of which two judged the same turn of the same question for one judge. A family
 * (another prompt for second turns, for references, for a language) judges each with one, so it is
 * no conflict. Rows that do not say their prompt's text may have had that of their prompt's name.
 */
export function promptConflicts(rows: readonly MadeRow[]): PromptUse[] {
  const uses = promptUses(rows);
  // One prompt for each judge is at odds with none.
  if (new Set(uses.map(({ judge }) => judge)).size === uses.length) return [];
  const byItem = new Map<string, Map<string, Set<string>>>();
  for (const { question, turn, judge, hashes } of rows) {
    const item = JSON.stringify([judge[0], question, turn]);
    const names = byItem.get(item) ?? new Map<string, Set<string>>();
    byItem.set(item, names);
    const texts = names.get(judge[1]) ?? new Set<string>();
    names.set(judge[1], texts);
    if (hashes) texts.add(hashes.prompt);
  }
  const inConflict = new Set<string>();
  for (const [item, names] of byItem) {
    const isOne = names.size === 1 && [...names.values()].every(({ size }) => size < 2);
    if (isOne) continue;
    const [judge] = JSON.parse(item) as [string];
    for (const name of names.keys()) inConflict.add(JSON.stringify([judge, name]));
  }
  return uses.filter(({ judge, name }) => inConflict.has(JSON.stringify([judge, name])));
}

/** Whether a prompt is meant by one of the names or hashes. */
export function isChosen({ judge, hashes }: MadeRow, chosen: readonly string[]): boolean {
  return chosen.includes(judge[1]) || (hashes !== undefined && chosen.includes(hashes.prompt));
}

/** What of a judgment's texts has changed; undefined where nothing has, or nobody can tell. */
export function changedSince(row: MadeRow, now: CurrentTexts): Changed | undefined {
  const { question, turn, models, hashes } = row;
  if (hashes === undefined) return undefined;
  const differs = (then: string | undefined, today: string | undefined): boolean =>
    then !== undefined && today !== undefined && then !== today;
  const changed = {
    prompt: differs(hashes.prompt, now.prompt?.(row.judge[1])),
    question: differs(hashes.question, now.question(question, turn)),
    reference: differs(hashes.reference, now.reference(question, turn)),
    models: models.filter((model, k) =>
      differs(hashes.answers[k], now.answer(model, question, turn)),
    ),
  };
  const isSame = !changed.prompt && !changed.question && !changed.reference;
  return isSame && changed.models.length === 0 ? undefined : changed;
}

/** How many judgments each model that was served made, by the model that was asked for. */
export function servedModels(
  rows: readonly MadeRow[],
): { judge: string; asked: string | undefined; served: string; judgments: number }[] {
  const counts = new Map<string, number>();
  for (const { judge, asked_model, served_model } of rows) {
    if (served_model === undefined) continue;
    const key = JSON.stringify([judge[0], asked_model ?? null, served_model]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, judgments]) => {
      const [judge, asked, served] = JSON.parse(key) as [string, string | null, string];
      return { judge, asked: asked ?? undefined, served, judgments };
    })
    .sort((a, b) => b.judgments - a.judgments);
}

/** What providers write behind a name: a date, a revision, or that it is the latest. */
const DATED = /^[-@:_](?:\d{4}|\d{6}|\d{8}|\d{4}-\d\d-\d\d|\d\d-\d\d(?:\d\d)?|0\d\d|latest)$/;

/**
 * Whether a served name is the one that was asked for: the same, or the same with a date behind it
 * (`gpt-4o` is served as `gpt-4o-2024-08-06`), whatever folder a server writes before it.
 */
export function isServedAsAsked(asked: string, served: string): boolean {
  const plain = (name: string): string =>
    (name.split(/[/\\]/).at(-1) as string).toLowerCase().replace(/[-:]latest$|\.gguf$/, "");
  const [one, other] = [plain(asked), plain(served)];
  return one === other || (other.startsWith(one) && DATED.test(other.slice(one.length)));
}
