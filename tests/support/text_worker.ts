/** Runs text functions in a process that can be ended. */
import { adversarialTexts } from "./adversarial.ts";
import { TEXT_FUNCTIONS } from "./text_functions.ts";

const tell = (at: number): void => {
  process.send?.({ at });
};

process.on("message", ({ name, length }: { name: string; length: number }) => {
  const texts = adversarialTexts(length);
  for (const [k, [, text]] of texts.entries()) {
    tell(k);
    TEXT_FUNCTIONS[name]?.(text);
  }
  tell(texts.length);
});
tell(-1);
