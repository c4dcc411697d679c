/** The report cards of judges for a site: what judge_report.ts wrote, as it prints it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../core/message.ts";
import type { SiteCard, SiteLanguage } from "../../core/site_data.ts";
import {
  cardAgreementTable,
  cardTable,
  cardWords,
  type JudgeCard,
  REPORT_VERSION,
} from "../../report/tables/judge_cards.ts";
import type { TextTable } from "../../report/tables/text_table.ts";
import { inLanguage } from "../../words/language.ts";
import type { Context } from "../command/command.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";

/** The cards of the benchmark's `judge_report.json`; none where it is absent or something else. */
export function cardsOf({ bench }: BenchmarkData, { log }: Context): SiteCard[] {
  const file = join(bench.folder, "judge_report.json");
  if (!existsSync(file)) return [];
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as {
      schema_version: number;
      judges: JudgeCard[];
    };
    if (report.schema_version !== REPORT_VERSION) throw new Error("another version");
    return report.judges
      .filter(({ is_person }) => !is_person)
      .map((card) => ({
        judge: card.judge,
        text: { en: told(card, "en"), ja: told(card, "ja") },
      }));
  } catch {
    log(
      say`Warning: ${file} is no report of judge_report.ts as this version writes it; make it again. The site leaves it out.`,
    );
    return [];
  }
}

function told(card: JudgeCard, language: SiteLanguage) {
  const agreement = cardAgreementTable(card);
  const table = ({ head, rows }: TextTable) => ({
    head: head.map((cell) => inLanguage(cell, language)),
    rows: rows.map((row) => row.map((cell) => inLanguage(cell, language))),
  });
  return {
    tables: [table(cardTable(card)), ...(agreement ? [table(agreement)] : [])],
    words: cardWords(card).map((word) => inLanguage(word, language)),
  };
}
