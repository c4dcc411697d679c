/** One question to a judge: what it is shown, its words, and the verdict in them. */
import {
  type Backend,
  CallError,
  type ChatReply,
  type Message,
  type RequestSubject,
  type SamplingParams,
  type StructuredAsk,
} from "../../../backend/call/backend.ts";
import { addUsage } from "../../../backend/call/usage.ts";
import type { BatchTask } from "../../../core/batch.ts";
import { say } from "../../../core/message.ts";
import type {
  JudgedHashes,
  Question,
  SoftVerdict,
  Usage,
  VerdictKind,
} from "../../../core/types.ts";
import { scaleOf } from "../../../prompt/judge/grade_scale.ts";
import {
  type JudgePrompt,
  renderJudgePrompt,
  rubricOf,
} from "../../../prompt/judge/judge_prompt.ts";
import { shownTurns } from "../../../prompt/judge/question_request.ts";
import { repairMessages } from "../../../prompt/judge/repair.ts";
import type { StructuredPrompt } from "../../../prompt/judge/structured_prompt.ts";
import { DEFAULT_SCALE } from "../../../prompt/verdict/grades.ts";
import {
  isStructured,
  softAtToken,
  softOf,
  structuredVerdict,
} from "../../../prompt/verdict/structured_verdict.ts";
import type { Verdict } from "../../../prompt/verdict/verdict.ts";
import { verdictSchema } from "../../../prompt/verdict/verdict_schema.ts";
import type { OutputFormat } from "../../../prompt/verdict/verdicts.ts";
import { softVerdict } from "../../../stats/data/soft_verdict.ts";
import { judgedHashes } from "../../../store/votes/judged_hashes.ts";
import { readInTime } from "./read_in_time.ts";

interface Judged {
  verdict: Verdict;
  /** What the judge was shown. */
  shown: string;
  /** Its words, those of a repair included. */
  judgment: string;
  usage: Usage;
  /** Of what was judged. */
  hashes: JudgedHashes;
  /** How the verdict was asked for. */
  kind: VerdictKind;
  /** How probable the judge found each outcome, where that was wanted and could be had. */
  soft: SoftVerdict | undefined;
  /** The model that the server says it used. */
  served_model?: string;
}

export interface JudgeQuestion {
  question: Question;
  turn: number;
  /** Replies to all turns: of the model shown first and second, or of the one that is graded. */
  answers: readonly [readonly string[], readonly string[]] | readonly [readonly string[]];
  references: readonly string[] | undefined;
  prompt: JudgePrompt;
  format: OutputFormat;
  params: SamplingParams;
  /** How to ask for a structured verdict, where one is wanted. */
  structured?: StructuredPrompt | undefined;
  /** Whether the probabilities of a comparison's outcomes are wanted. */
  soft?: boolean;
  /** Whether to ask once more when the reply has no verdict. */
  repair: boolean;
  signal: AbortSignal;
  /** What the verdict is for. */
  task: BatchTask;
}

function subjectOf({ question, turn, answers, references, prompt }: JudgeQuestion): RequestSubject {
  const scale = scaleOf(prompt);
  const about = {
    question,
    turn,
    output_format: prompt.output_format,
    ...(scale && { scale }),
    ...(references && { references }),
  };
  const [first, second] = answers;
  return second === undefined
    ? { kind: "single", answer: first, ...about }
    : { kind: "pair", answers: [first, second], ...about };
}

/** What the judge is sent. */
export function judgeMessages(
  asked: Pick<JudgeQuestion, "question" | "turn" | "answers" | "references" | "prompt">,
): Message[] {
  const { question, turn, answers, references, prompt } = asked;
  const upTo = (texts: readonly string[]): readonly string[] => texts.slice(0, turn);
  const [first, second] = answers;
  const rubric = rubricOf(question);
  const { system, user } = renderJudgePrompt(prompt, {
    questions: upTo(shownTurns(question)),
    answers: upTo(first),
    ...(second && { secondAnswers: upTo(second) }),
    ...(references && { references: upTo(references) }),
    ...(rubric !== undefined && { rubric }),
  });
  return [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    { role: "user", content: user },
  ];
}

/** The same question for a verdict that a schema or a grammar holds. */
function structuredAsk(
  asked: JudgeQuestion,
  { prompt, schema, marked }: StructuredPrompt,
): StructuredAsk {
  return {
    messages: judgeMessages({ ...asked, prompt }),
    schema,
    // Rendered for models that run here alone.
    get marked() {
      return (
        marked && { messages: judgeMessages({ ...asked, prompt: marked.prompt }), ...marked.mark }
      );
    },
  };
}

/**
 * Whether a reply is what a schema or a grammar held, an object that was cut off among them. A server
 * may take a schema and not keep to it; its words are read like any other's.
 */
const isHeld = ({ structured, text }: ChatReply): boolean =>
  structured === "mark" ||
  isStructured(text) ||
  (structured === "fields" && text.trim().startsWith("{"));

/** The probabilities of the outcomes of a comparison in a reply, to four decimals. */
function softOfReply({ text, choices, tokens }: ChatReply): SoftVerdict | undefined {
  const soft = choices ? softOf(choices) : tokens && softAtToken(text, tokens);
  return soft && softVerdict(soft, say`the probabilities of a verdict`);
}

/** Asks; a reply without a verdict is a result, a failed call is thrown. */
export async function askJudge(backend: Backend, asked: JudgeQuestion): Promise<Judged> {
  const { prompt, format, params, structured, repair, signal, task } = asked;
  const messages = judgeMessages(asked);
  const shown = messages.at(-1)?.content ?? "";
  const subject = subjectOf(asked);
  const scale = scaleOf(prompt) ?? DEFAULT_SCALE;
  const readReply = (reply: ChatReply): Verdict =>
    (structured && isHeld(reply) && structuredVerdict(reply.text, prompt.type, scale)) ||
    readInTime(reply.text, format, { shown: [shown], scale });
  const schema =
    format === "json" ? { response_schema: { ...verdictSchema(format, prompt.type, scale) } } : {};
  const set = Object.entries({ ...params, ...schema }).filter(([, value]) => value !== undefined);
  const chances = asked.soft && prompt.type === "pairwise";
  const ask = (list: readonly Message[], ways: StructuredAsk | undefined): Promise<ChatReply> =>
    backend.generate(
      {
        messages: list,
        params: Object.fromEntries(set),
        subject,
        task,
        ...(ways && { structured: ways }),
        ...(chances && { chances }),
      },
      { signal },
    );
  const ways = structured && structuredAsk(asked, structured);
  const reply = await ask(messages, ways);
  const hashes = judgedHashes(asked);
  const { served_model } = reply;
  const made = {
    shown,
    hashes,
    kind: structured && isHeld(reply) ? ("structured" as const) : ("text" as const),
    ...(served_model !== undefined && { served_model }),
  };
  const softIn = (one: ChatReply, verdict: Verdict): SoftVerdict | undefined =>
    chances && verdict.kind === "winner" ? softOfReply(one) : undefined;
  const verdict = readReply(reply);
  if (verdict.kind !== "none" || !repair) {
    const soft = softIn(reply, verdict);
    return { ...made, verdict, soft, judgment: reply.text, usage: reply.usage };
  }
  let repaired: ChatReply;
  try {
    const again = (list: readonly Message[], form: OutputFormat): Message[] =>
      repairMessages(list, reply.text, { format: form, scale });
    repaired = await ask(
      again(messages, format),
      ways && { ...ways, marked: undefined, messages: again(ways.messages, "json") },
    );
  } catch (error) {
    // The first reply is paid for: it is stored without a verdict rather than asked for again.
    if (!(error instanceof CallError)) throw error;
    const usage = addUsage(reply.usage, error.usage);
    return { ...made, verdict, soft: undefined, judgment: reply.text, usage };
  }
  const read = readReply(repaired);
  return {
    ...made,
    verdict: read,
    soft: softIn(repaired, read),
    judgment: `${reply.text}\n\n[repair]\n${repaired.text}`,
    usage: addUsage(reply.usage, repaired.usage),
  };
}
