/**
 * A verdict that cannot be unreadable: behind a model's free text stands a mark of which only the
 * choice is open, and the model chooses among the choices alone.
 */
import type { LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";

/** A text of which only the choice is open. */
interface Mark {
  open: string;
  choices: readonly string[];
  close: string;
}

/** The model's own probabilities, of every token. */
const UNCHANGED = { temperature: 1, topK: 0, topP: 1, minP: 0 };

/** The text without a mark that the model wrote at its end itself; the reasons stay. */
export function withoutMark(text: string, { open, choices }: Mark): string {
  const own =
    open === ""
      ? new RegExp(String.raw`(?:^|\n)[^\p{L}\p{N}\n]*(?:${choices.join("|")})[^\p{L}\p{N}]*$`, "u")
      : /\[\[[^[\]\n]{0,20}\]{0,2}[^\p{L}\p{N}]*$/u;
  return text.replace(own, "").trimEnd();
}

/**
 * The mark that the model chooses behind what it `said` to a prompt of `tokens`, and how probable each
 * choice was among the choices. A choice of several tokens has the product of their probabilities,
 * each among the tokens with which some choice goes on: what a grammar of the choices allows.
 */
export async function heldMark(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  { tokens, said, mark }: { tokens: readonly Token[]; said: readonly Token[]; mark: Mark },
): Promise<{ text: string; choices: Map<string, number> | undefined }> {
  const whole = model.detokenize([...said], true);
  const isThinking = /<think>(?![\s\S]*<\/think>)/.test(whole);
  const reasons = withoutMark(whole.replace(/<\|[^|>]*\|>\s*$|<\/s>\s*$/, ""), mark);
  const lead = `${reasons}${isThinking ? "\n</think>" : ""}\n\n${mark.open}`;
  const bos = model.tokens.shouldPrependBosToken ? model.tokens.bos : null;
  const prefix = [
    ...(bos === null || tokens[0] === bos ? [] : [bos]),
    ...tokens,
    ...model.tokenize(lead, true, "trimLeadingSpace"),
  ];
  const paths = mark.choices.map((choice) => ({
    choice,
    path: pathOf(model, mark.open, `${choice}${mark.close}`),
  }));
  const choices = new Map<string, number>();
  let isTold = true;
  const walk = async (
    done: readonly Token[],
    open: readonly { choice: string; path: readonly Token[] }[],
    share: number,
  ): Promise<void> => {
    if (open.length === 1) {
      choices.set((open[0] as { choice: string }).choice, share);
      return;
    }
    const next = await chancesAfter(sequence, [...prefix, ...done]);
    const first = new Map<Token, (typeof open)[number][]>();
    for (const one of open) {
      const token = one.path[done.length] as Token;
      first.set(token, [...(first.get(token) ?? []), one]);
    }
    const mass = [...first.keys()].reduce((sum, token) => sum + (next.get(token) ?? 0), 0);
    isTold &&= mass > 0;
    for (const [token, group] of first) {
      const p = mass > 0 ? (next.get(token) ?? 0) / mass : 1 / first.size;
      await walk([...done, token], group, share * p);
    }
  };
  await walk([], paths, 1);
  const [best] = [...choices].reduce((most, one) => (one[1] > most[1] ? one : most));
  return { text: `${mark.open}${best}${mark.close}`, choices: isTold ? choices : undefined };
}

/** The tokens of a text right behind another, where it stands without a blank before it. */
function pathOf(model: LlamaModel, open: string, text: string): Token[] {
  const before = model.tokenize(`\n\n${open}`, false);
  const both = model.tokenize(`\n\n${open}${text}`, false);
  const isPrefix = before.every((token, k) => token === both[k]);
  return isPrefix ? both.slice(before.length) : model.tokenize(text, false, "trimLeadingSpace");
}

/** The probabilities of every token behind the given ones; what is evaluated already is kept. */
async function chancesAfter(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
): Promise<ReadonlyMap<Token, number>> {
  await sequence.adaptStateToTokens(tokens.slice(0, -1), false);
  const rest = tokens.slice(sequence.nextTokenIndex);
  const input = rest.map((token, k) =>
    k === rest.length - 1
      ? ([token, { generateNext: { probabilities: true, options: UNCHANGED } }] as [
          Token,
          { generateNext: { probabilities: boolean; options: typeof UNCHANGED } },
        ])
      : token,
  );
  const [output] = (await sequence.controlledEvaluate(input)).slice(-1);
  return output?.next.probabilities ?? new Map();
}
