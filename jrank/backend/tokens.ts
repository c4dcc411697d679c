/** How many tokens a text has, for estimates before anything is paid. */

/**
 * Counts tokens with OpenAI's o200k encoding. Other models cut Japanese finer or coarser by a fifth
 * or so; estimates allow for that.
 */
export async function tokenCounter(): Promise<(text: string) => number> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  // Marks such as <|endoftext|> in an answer are text here.
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}
