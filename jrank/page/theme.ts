/** Light, dark, or like the system. */
import { h } from "./dom.ts";
import { recall, remember } from "./remembered.ts";
import type { Words } from "./words.ts";

const THEMES = ["auto", "light", "dark"] as const;
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
}

/** A button that goes through the three. */
export function themeButton(words: Words): HTMLElement {
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
