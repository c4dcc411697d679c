/** One question to a judge: what it is shown, its words, and the verdict in them. */
import {
  type Backend,
  CallError,
  type ChatReply,
  type Message,
  type RequestSubject,
  type SamplingParams,
} from "../../../backend/call/backend.ts";
import { addUsage } from "../../../backend/call/usage.ts";
import type { BatchTask } from "../../../core/batch.ts";
import type { JudgedHashes, Question, Usage } from "../../../core/types.ts";
import { scaleOf } from "../../../prompt/judge/grade_scale.ts";
import {
  type JudgePrompt,
  renderJudgePrompt,
  rubricOf,
} from "../../../prompt/judge/judge_prompt.ts";
import { shownTurns } from "../../../prompt/judge/question_request.ts";
import { repairMessages } from "../../../prompt/judge/repair.ts";
import { DEFAULT_SCALE } from "../../../prompt/verdict/grades.ts";
import type { Verdict } from "../../../prompt/verdict/verdict.ts";
import { verdictSchema } from "../../../prompt/verdict/verdict_schema.ts";
import type { OutputFormat } from "../../../prompt/verdict/verdicts.ts";
import { judgedHashes } from "../../../store/votes/judged_hashes.ts";
import { readInTime } from "./read_in_time.ts";

export interface Judged {
  verdict: Verdict;
  /** What the judge was shown. */
  shown: string;
  /** Its words, those of a repair included. */
  judgment: string;
  usage: Usage;
  /** Of what was judged. */
  hashes: JudgedHashes;
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

/** Asks; a reply without a verdict is a result, a failed call is thrown. */
export async function askJudge(backend: Backend, asked: JudgeQuestion): Promise<Judged> {
  const { prompt, format, params, repair, signal, task } = asked;
  const messages = judgeMessages(asked);
  const shown = messages.at(-1)?.content ?? "";
  const subject = subjectOf(asked);
  const scale = scaleOf(prompt) ?? DEFAULT_SCALE;
  const readReply = (text: string): Verdict => readInTime(text, format, { shown: [shown], scale });
  const schema =
    format === "json" ? { response_schema: { ...verdictSchema(format, prompt.type, scale) } } : {};
  const set = Object.entries({ ...params, ...schema }).filter(([, value]) => value !== undefined);
  const ask = (list: readonly Message[]): Promise<ChatReply> =>
    backend.generate(
      { messages: list, params: Object.fromEntries(set), subject, task },
      { signal },
    );
  const reply = await ask(messages);
  const hashes = judgedHashes(asked);
  const { served_model } = reply;
  const made = { shown, hashes, ...(served_model !== undefined && { served_model }) };
  const verdict = readReply(reply.text);
  if (verdict.kind !== "none" || !repair) {
    return { ...made, verdict, judgment: reply.text, usage: reply.usage };
  }
  let repaired: ChatReply;
  try {
    repaired = await ask(repairMessages(messages, reply.text, { format, scale }));
  } catch (error) {
    // The first reply is paid for: it is stored without a verdict rather than asked for again.
    if (!(error instanceof CallError)) throw error;
    const usage = addUsage(reply.usage, error.usage);
    return { ...made, verdict, judgment: reply.text, usage };
  }
  return {
    ...made,
    verdict: readReply(repaired.text),
    judgment: `${reply.text}\n\n[repair]\n${repaired.text}`,
    usage: addUsage(reply.usage, repaired.usage),
  };
}
