/** What an answer looks like, apart from what it says. */
export interface Style {
  /** Characters (code points). */
  readonly length: number;
  /** Headings, list items and bold passages, code blocks left out. */
  readonly headers: number;
  readonly lists: number;
  readonly bold: number;
}

const CODE_BLOCK = /```[\s\S]*?```/g;

/** The counts of style control (Li et al., "Does style matter?", 2024), from Markdown. */
export function styleOf(text: string): Style {
  const prose = text.replace(CODE_BLOCK, "");
  const count = (pattern: RegExp) => prose.match(pattern)?.length ?? 0;
  return {
    length: [...text].length,
    headers: count(/^#{1,6}\s/gm),
    lists: count(/^[^\S\n\r\u2028\u2029]*\d+\.\s/gm) + count(/^[^\S\n\r\u2028\u2029]*[-*+]\s/gm),
    bold: count(/\*\*[^*\n]+\*\*/g) + count(/__[^_\n]+__/g),
  };
}
