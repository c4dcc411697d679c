/** The words of the published page. */
import type { Language } from "../core/message.ts";
import { type PageWords, pageEn } from "./page_en.ts";
import { pageJa } from "./page_ja.ts";

export type { PageWords };

export const PAGE_WORDS: Record<Language, PageWords> = { en: pageEn, ja: pageJa };
