/** The page in light or dark, and what the reader's browser remembers. */
import type { PageWords } from "../../words/page_en.ts";
import { h } from "./dom.ts";

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

const THEMES = ["auto", "light", "dark"] as const;
/** The colours of `--paper`, which browsers give their own frame. */
const PAPER = { light: "#ffffff", dark: "#14171c" };
type Theme = (typeof THEMES)[number];

let theme: Theme = "auto";

/** Sets the remembered colours, before anything is drawn. */
export function initialTheme(): void {
  const stored = recall("theme");
  apply(THEMES.find((name) => name === stored) ?? "auto");
}

function apply(next: Theme): void {
  theme = next;
  document.documentElement.dataset.theme = next;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? "dark" : "light";
    meta.content = PAPER[next === "auto" ? own : next];
  }
}

/** A button that goes through the three. */
export function themeButton(words: PageWords): HTMLElement {
  const button = h("button", {
    type: "button",
    title: words.theme,
    click: () => {
      apply(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
      remember("theme", theme);
      show();
    },
  });
  const show = (): void => {
    button.textContent = words.themes[theme];
    button.setAttribute("aria-label", `${words.theme}: ${words.themes[theme]}`);
  };
  show();
  return button;
}
