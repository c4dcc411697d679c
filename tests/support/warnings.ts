/** What a ranking's findings say in English. */
import type { Finding } from "../../jrank/core/finding.ts";
import { findingText } from "../../jrank/words/findings.ts";

export const warningsOf = ({ findings }: { findings: readonly Finding[] }): string[] =>
  findings.map((finding) => findingText(finding, "en"));
