/** Where two texts differ, word by word, as far as that helps a reader. */
import type { App } from "../parts/app.ts";
import { fill, h } from "../parts/dom.ts";

/** Words beyond which the table of common words is too large for a phone. */
const MOST_WORDS = 700;
/** With fewer words in common than this share, marks say nothing. */
const LEAST_COMMON = 0.25;

/** The words of a text with what stands between them: joined they are the text. */
function wordsOf(text: string, language: string): string[] {
  if (typeof Intl.Segmenter !== "function") return text.split(/(?<=\s)|(?=\s)/);
  const segments = new Intl.Segmenter(language, { granularity: "word" }).segment(text);
  return [...segments].map(({ segment }) => segment);
}

/** Of each word of two texts whether the longest common run of words has it (Wagner and Fischer 1974). */
function commonWords(a: readonly string[], b: readonly string[]): [boolean[], boolean[]] {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] =
        a[i] === b[j]
          ? length[(i + 1) * width + j + 1] + 1
          : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  const [inA, inB] = [a.map(() => false), b.map(() => false)];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      inA[i++] = true;
      inB[j++] = true;
    } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i++;
    else j++;
  }
  return [inA, inB];
}

/** Words that differ are marked, those that follow each other in one mark. */
function marked(words: readonly string[], isCommon: readonly boolean[]): (Node | string)[] {
  const parts: { text: string; common: boolean }[] = [];
  words.forEach((text, k) => {
    const common = isCommon[k] === true;
    const last = parts.at(-1);
    if (last?.common === common) last.text += text;
    else parts.push({ text, common });
  });
  return parts.map(({ text, common }) => (common ? text : h("mark", {}, text)));
}

/** A panel that shows the difference once it is unfolded. */
export function differencePanel({ words }: App, texts: readonly [string, string], key: string) {
  const content = h("div");
  const show = (): void => {
    const [a, b] = texts.map((text) => wordsOf(text, words.language)) as [string[], string[]];
    if (Math.max(a.length, b.length) > MOST_WORDS) {
      fill(content, h("p", { class: "quiet" }, words.differLong));
      return;
    }
    const common = commonWords(a, b);
    const shared = common[0].filter(Boolean).length / Math.max(1, a.length, b.length);
    fill(
      content,
      shared < LEAST_COMMON
        ? h("p", { class: "quiet" }, words.differAll)
        : h(
            "div",
            { class: "sides" },
            [a, b].map((own, side) =>
              h(
                "div",
                { class: `difference side-${side}`, dir: "auto" },
                marked(own, common[side]),
              ),
            ),
          ),
    );
  };
  return h(
    "details",
    {
      class: "panel",
      "data-key": key,
      toggle: (event) => {
        if ((event.target as HTMLDetailsElement).open) show();
      },
    },
    h("summary", {}, words.differ),
    content,
  );
}
