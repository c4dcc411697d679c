/** The words of the interface. */
import type { SiteLanguage } from "../core/site_data.ts";
import { en, type Words } from "./words_en.ts";
import { ja } from "./words_ja.ts";

export type { Words };

export const WORDS: Record<SiteLanguage, Words> = { en, ja };
