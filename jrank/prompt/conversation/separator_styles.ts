/** The table of separator styles: how the turns of a conversation become one text. */

export interface Turn {
  role: string;
  /** Null for the reply that the model is to write. */
  text: string | null;
}

interface StyleInput {
  /** The rendered system template. */
  system: string;
  /** Whether there is a system message in it. */
  hasSystem: boolean;
  turns: readonly Turn[];
  sep: string;
  sep2: string;
  roles: readonly [string, string];
  /** Of the template; one style looks at it. */
  name: string;
}

type RenderStyle = (input: StyleInput) => string;

type RenderTurn = (turn: Turn & { text: string }, index: number) => string;

/** The head, every turn that has a text, and the opening of the one that the model writes. */
function assemble(
  { turns }: StyleInput,
  head: string,
  said: RenderTurn,
  open: (role: string, index: number) => string,
): string {
  return turns.reduce(
    (text, { role, text: words }, index) =>
      text + (words === null ? open(role, index) : said({ role, text: words }, index)),
    head,
  );
}

/** `sep` behind the user's turns, `sep2` behind the assistant's. */
const alternate = ({ sep, sep2 }: StyleInput, index: number): string =>
  index % 2 === 0 ? sep : sep2;

const withSep = (system: string, sep: string): string => (system === "" ? "" : system + sep);

export const SEPARATOR_STYLES = {
  ADD_COLON_SINGLE: (input) =>
    assemble(
      input,
      input.system + input.sep,
      ({ role, text }) => `${role}: ${text}${input.sep}`,
      (role) => `${role}:`,
    ),
  ADD_COLON_TWO: (input) =>
    assemble(
      input,
      input.system + input.sep,
      ({ role, text }, index) => `${role}: ${text}${alternate(input, index)}`,
      (role) => `${role}:`,
    ),
  ADD_COLON_SPACE_SINGLE: (input) =>
    assemble(
      input,
      input.system + input.sep,
      ({ role, text }) => `${role}: ${text}${input.sep}`,
      (role) => `${role}: `,
    ),
  NO_COLON_SINGLE: (input) =>
    assemble(
      input,
      input.system,
      ({ role, text }) => `${role}${text}${input.sep}`,
      (role) => role,
    ),
  NO_COLON_TWO: (input) =>
    assemble(
      input,
      input.system,
      ({ role, text }, index) => `${role}${text}${alternate(input, index)}`,
      (role) => role,
    ),
  ADD_NEW_LINE_SINGLE: (input) =>
    assemble(
      input,
      withSep(input.system, input.sep),
      ({ role, text }) => `${role}\n${text}${input.sep}`,
      (role) => `${role}\n`,
    ),
  LLAMA2: (input) => {
    const tag = (index: number): string => input.roles[index % 2] as string;
    return assemble(
      input,
      input.hasSystem ? input.system : "[INST] ",
      ({ text }, index) =>
        index === 0 ? `${text} ` : `${tag(index)} ${text}${alternate(input, index)}`,
      (_, index) => tag(index),
    );
  },
  LLAMA3: (input) =>
    assemble(
      input,
      `<|begin_of_text|>${input.hasSystem ? input.system : ""}`,
      ({ role, text }) => `<|start_header_id|>${role}<|end_header_id|>\n\n${text.trim()}<|eot_id|>`,
      (role) => `<|start_header_id|>${role}<|end_header_id|>\n\n`,
    ),
  CHATGLM: (input) => {
    const firstRound = input.name === "chatglm2" ? 1 : 0;
    const round = (index: number): string =>
      index % 2 === 0 ? `[Round ${index / 2 + firstRound}]${input.sep}` : "";
    return assemble(
      input,
      withSep(input.system, input.sep),
      ({ role, text }, index) => `${round(index)}${role}：${text}${input.sep}`,
      (role, index) => `${round(index)}${role}：`,
    );
  },
  CHATGLM3: (input) =>
    assemble(
      input,
      input.hasSystem ? input.system : "",
      ({ role, text }) => `${role}\n${text}`,
      (role) => role,
    ),
  CHATML: (input) =>
    assemble(
      input,
      withSep(input.system, `${input.sep}\n`),
      ({ role, text }) => `${role}\n${text}${input.sep}\n`,
      (role) => `${role}\n`,
    ),
  CHATINTERN: (input) => {
    const begin = (index: number): string => (index % 2 === 0 ? "<s>" : "");
    return assemble(
      input,
      input.system,
      ({ role, text }, index) => `${begin(index)}${role}:${text}${alternate(input, index)}\n`,
      (role, index) => `${begin(index)}${role}:`,
    );
  },
  DOLLY: (input) =>
    assemble(
      input,
      input.system,
      ({ role, text }, index) =>
        `${role}:\n${text}${alternate(input, index)}${index % 2 === 1 ? "\n\n" : ""}`,
      (role) => `${role}:\n`,
    ),
  RWKV: (input) =>
    assemble(
      input,
      input.system,
      ({ role, text }) => `${role}: ${text.replaceAll("\r\n", "\n").replaceAll("\n\n", "\n")}\n\n`,
      (role) => `${role}:`,
    ),
  PHOENIX: (input) =>
    assemble(
      input,
      input.system,
      ({ role, text }) => `${role}: <s>${text}</s>`,
      (role) => `${role}: <s>`,
    ),
  ROBIN: (input) =>
    assemble(
      input,
      input.system + input.sep,
      ({ role, text }) => `${role}:\n${text}${input.sep}`,
      (role) => `${role}:\n`,
    ),
  FALCON_CHAT: (input) =>
    assemble(
      input,
      input.hasSystem ? input.system + input.sep : "",
      ({ role, text }) => `${role}: ${text}${input.sep}`,
      (role) => `${role}:`,
    ),
  METAMATH: (input) => {
    const between = (index: number): string => (index % 2 === 0 ? ":\n" : `: ${input.sep2}`);
    return assemble(
      input,
      withSep(input.system, input.sep),
      ({ role, text }, index) =>
        `${role}${between(index)}${text}${index % 2 === 0 ? input.sep : ""}`,
      (role, index) => `${role}${between(index)}`,
    );
  },
  DEEPSEEK_CHAT: (input) =>
    assemble(
      input,
      input.system,
      ({ role, text }, index) => `${role}: ${text}${alternate(input, index)}`,
      (role) => `${role}:`,
    ),
  GEMMA: (input) =>
    assemble(
      input,
      "<bos>",
      ({ role, text }) => `<start_of_turn>${role}\n${text}${input.sep}`,
      (role) => `<start_of_turn>${role}\n`,
    ),
  YUAN2: (input) => {
    // FastChat strips the letters of "<n>" off the last text; the format itself does not.
    const texts = input.turns.flatMap(({ text }) => (text === null ? [] : [text]));
    return (input.hasSystem ? input.system + input.sep2 : "") + texts.join("<n>") + input.sep;
  },
  // This family sees only the question at hand.
  CLLM: (input) =>
    assemble(
      { ...input, turns: input.turns.slice(-2) },
      input.system + input.sep,
      ({ role, text }, index) => `${role}: ${text}${alternate(input, index)}`,
      (role) => `${role}:`,
    ),
  DEFAULT: (input) =>
    assemble(
      input,
      `${input.system}\n`,
      ({ role, text }) => `${role}: ${text}\n`,
      (role) => `${role}:`,
    ),
} as const satisfies Record<string, RenderStyle>;

export type SeparatorStyle = keyof typeof SEPARATOR_STYLES;
