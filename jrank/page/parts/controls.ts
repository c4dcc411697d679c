/** Controls with their labels. */
import { h, plain } from "./dom.ts";

interface Choice {
  value: string;
  text: string;
}

/** A list to choose one of. */
export function select(
  label: string,
  choices: readonly Choice[],
  chosen: string,
  onChange: (value: string) => void,
): HTMLElement {
  const list = h(
    "select",
    {
      "data-key": label,
      change: (event) => onChange((event.target as HTMLSelectElement).value),
    },
    choices.map(({ value, text }) =>
      h("option", { value, selected: value === chosen }, plain(text)),
    ),
  );
  return h("label", { class: "field" }, h("span", {}, label), list);
}

/** A list to choose one of, or nothing (null): `none` is what stands there then. */
export function selectOrNone(
  label: string,
  none: string,
  choices: readonly (Choice | string)[],
  chosen: string,
  onChange: (value: string | null) => void,
): HTMLElement {
  const given = choices.map((one) => (typeof one === "string" ? { value: one, text: one } : one));
  return select(label, [{ value: "", text: none }, ...given], chosen, (value) =>
    onChange(value === "" ? null : value),
  );
}

/** A box to tick. */
export function checkbox(
  label: string | Node,
  isChecked: boolean,
  onChange: (checked: boolean) => void,
): HTMLElement {
  const box = h("input", {
    type: "checkbox",
    "data-key": typeof label === "string" ? label : (label.textContent ?? ""),
    checked: isChecked,
    change: (event) => onChange((event.target as HTMLInputElement).checked),
  });
  return h("label", { class: "check" }, box, " ", label);
}

/** A field to search with; calls back as the reader types. */
export function searchField(
  label: string,
  value: string,
  onInput: (text: string) => void,
): HTMLElement {
  return h(
    "label",
    { class: "field" },
    h("span", {}, label),
    h("input", {
      "data-key": label,
      type: "search",
      value,
      autocomplete: "off",
      spellcheck: "false",
      input: (event) => onInput((event.target as HTMLInputElement).value),
    }),
  );
}

/** Folds texts so that full-width and half-width, capital and small letters find each other. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
