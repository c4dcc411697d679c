/** Small choices of the reader, kept where the browser allows it. */

const PREFIX = "jrank.";

/** What was remembered; null where nothing was, or where the browser keeps nothing. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Keeps a choice for the next visit, if the browser allows it. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Private windows and some file: pages keep nothing; the choice then lasts as long as the page.
  }
}
