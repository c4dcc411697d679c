/** What a rater sees: their name, then pair after pair, then the end. */

import { createRandom } from "../../core/random.ts";
import type {
  AnnotationPair,
  AnnotationProgress,
  AnnotationVote,
  Choice,
} from "../../schedule/annotation_data.ts";
import type { PageWords } from "../../words/page_en.ts";
import { h, plain } from "../parts/dom.ts";
import { prose } from "../parts/markdown.ts";

/** A pair as it is shown: the second of its answers may stand first. */
export interface ShownPair {
  pair: AnnotationPair;
  turned: boolean;
}

/** Chance decides which answer stands first, once for each rater and pair. */
export function shownTo(rater: string, pair: AnnotationPair): ShownPair {
  return { pair, turned: createRandom(`${rater}/${pair.id}`).next() < 0.5 };
}

/** Keys of the choices; what they do stands on the buttons. */
const KEYS = { first: "1", second: "2", tie: "3", skip: "S" } as const satisfies Record<
  Choice,
  string
>;
const MORE_KEYS: Readonly<Record<string, Choice>> = {
  arrowleft: "first",
  arrowright: "second",
  t: "tie",
};

/** The choice that a key stands for. */
export function choiceOf(key: string): Choice | undefined {
  const pressed = key.toLowerCase();
  const named = (Object.keys(KEYS) as Choice[]).find(
    (choice) => KEYS[choice].toLowerCase() === pressed,
  );
  return named ?? (Object.hasOwn(MORE_KEYS, pressed) ? MORE_KEYS[pressed] : undefined);
}

/** Asks who votes. */
export function nameForm(words: PageWords, known: string, onName: (name: string) => void): Node[] {
  const { voting } = words;
  const input = h("input", {
    type: "search",
    value: known,
    required: true,
    maxlength: 40,
    autocomplete: "off",
    spellcheck: "false",
    "data-key": "rater",
  });
  const form = h(
    "form",
    {
      class: "fields",
      submit: (event) => {
        event.preventDefault();
        const name = input.value.trim().normalize("NFC");
        if (name !== "") onName(name);
      },
    },
    h("label", { class: "field" }, h("span", {}, voting.yourName), input),
    h("button", { type: "submit", class: "strong" }, voting.start),
  );
  return [
    h("h1", {}, voting.title),
    h("p", { class: "lead" }, voting.task),
    h(
      "ul",
      {},
      voting.rules.map((rule) => h("li", {}, rule)),
    ),
    form,
  ];
}

/** Two answers without names, and what can be said of them. */
export function pairNodes(
  words: PageWords,
  { pair, turned }: ShownPair,
  { choose, back }: { choose(choice: Choice): void; back: (() => void) | undefined },
): Node[] {
  const { voting } = words;
  const answers = turned ? [pair.answers[1], pair.answers[0]] : pair.answers;
  const turns = pair.turns.flatMap((question, turn) => [
    h("section", { class: "asked" }, h("h2", {}, voting.asked), prose(question)),
    h(
      "div",
      { class: "sides" },
      answers.map((texts, side) =>
        h(
          "article",
          { class: `answer side-${side}` },
          h("h2", {}, side === 0 ? voting.firstAnswer : voting.secondAnswer),
          prose(texts[turn] ?? ""),
        ),
      ),
    ),
  ]);
  const references = pair.references.map((text) =>
    h("details", { class: "panel" }, h("summary", {}, words.reference), prose(text)),
  );
  const button = (choice: Choice): HTMLElement =>
    h(
      "button",
      {
        type: "button",
        class: "choice",
        "data-choice": choice,
        click: () => choose(choice),
      },
      voting.choices[choice],
      " ",
      h("kbd", {}, KEYS[choice]),
    );
  return [
    ...turns,
    ...references,
    h(
      "div",
      { class: "choices", role: "group", "aria-label": voting.question },
      h("p", {}, voting.question),
      (["first", "tie", "second", "skip"] as const).map(button),
      back === undefined
        ? null
        : h(
            "button",
            { type: "button", class: "choice back", click: back },
            voting.back,
            " ",
            h("kbd", {}, "B"),
          ),
    ),
  ];
}

/** How far the rater is, and how long the rest may take. */
export function progressNodes(words: PageWords, progress: AnnotationProgress): Node[] {
  const { done, wanted, secondsEach } = progress;
  const left = secondsEach === null ? "" : words.voting.minutesLeft(minutes(progress, secondsEach));
  return [
    h("progress", { max: wanted, value: done, "aria-label": words.voting.title }),
    h("span", { class: "quiet" }, words.voting.progress(done, wanted), done < wanted ? left : ""),
  ];
}

const minutes = ({ done, wanted }: AnnotationProgress, secondsEach: number): number =>
  Math.ceil(((wanted - done) * secondsEach) / 60);

/** The end, and what to do with the votes. */
export function endNodes(
  words: PageWords,
  progress: AnnotationProgress,
  back: (() => void) | undefined,
): Node[] {
  return [
    h("h1", {}, words.voting.thanks),
    h("p", {}, words.voting.progress(progress.done, progress.wanted)),
    back === undefined ? null : h("button", { type: "button", click: back }, words.voting.back),
  ].filter((node) => node !== null);
}

/** A button that gives the file to send back. */
export function sendBack(
  words: PageWords,
  file: () => { name: string; text: string },
): HTMLElement {
  const save = (): void => {
    const { name, text } = file();
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = h("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return h(
    "p",
    {},
    h("button", { type: "button", class: "save", click: save }, words.voting.save),
    " ",
    h("span", { class: "quiet" }, words.voting.sendBack),
  );
}

/** What went wrong, in the place of the pair's head. */
export function failure(words: PageWords, error: unknown): HTMLElement {
  const why = error instanceof Error ? error.message : String(error);
  return h("p", { class: "notice", role: "alert" }, plain(words.voting.notKept(why)));
}

/** A vote on what was shown. */
export function voteOn(
  { pair, turned }: ShownPair,
  choice: Choice,
  shownAt: number,
): AnnotationVote {
  const now = Date.now() / 1000;
  return {
    pair: pair.id,
    choice,
    turned,
    time: now,
    seconds: Math.round(10 * (now - shownAt)) / 10,
  };
}
