/** What a ranking tells its reader, as sentences. */
import type { ChangedTexts, Finding, PromptCount } from "../core/finding.ts";
import { type Language, type Message, messageFrom } from "../core/message.ts";
import { changedTextsEn, type FindingWords, findingsEn, promptsEn } from "./findings_en.ts";
import { changedTextsJa, findingsJa, promptsJa } from "./findings_ja.ts";

const WORDS: Record<Language, FindingWords> = { en: findingsEn, ja: findingsJa };

/** A finding in a language. */
export function findingText(finding: Finding, language: Language): string {
  const say = WORDS[language][finding.kind] as (finding: Finding) => string;
  return say(finding);
}

/** A finding as a message. */
export const findingMessage = (finding: Finding): Message =>
  messageFrom(({ language }) => findingText(finding, language));

/** Which prompts judged how much, as a message. */
export const promptsMessage = (prompts: readonly PromptCount[]): Message =>
  messageFrom(({ language }) => (language === "ja" ? promptsJa : promptsEn)(prompts));

/** What has changed of the texts that judgments are about, as a message. */
export const changedMessage = (texts: ChangedTexts): Message =>
  messageFrom(({ language }) => (language === "ja" ? changedTextsJa : changedTextsEn)(texts));

/**
 * What a ranking's reader must know, in a language. A ranking of an earlier version has no findings,
 * one of a later version may have unknown ones: its warnings are shown as they stand, in English.
 */
export function warningTexts(
  { findings, warnings }: { findings?: readonly Finding[]; warnings: readonly string[] },
  language: Language,
): { text: string; language: Language }[] {
  const isKnown = findings?.every(({ kind }) => Object.hasOwn(WORDS[language], kind));
  return findings === undefined || !isKnown
    ? warnings.map((text) => ({ text, language: "en" }))
    : findings.map((finding) => ({ text: findingText(finding, language), language }));
}
