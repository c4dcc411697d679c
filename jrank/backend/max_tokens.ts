/** The limit of a reply where a protocol wants one and nobody gave one (Anthropic's). */
export const DEFAULT_MAX_TOKENS = 4096;
