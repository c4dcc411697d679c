/** One game: two answers shown to the judge, its words, and the verdict in them. */
import type { Backend, ChatReply, Message, SamplingParams } from "../backend/backend.ts";
import type { Question, Usage, Winner } from "../core/types.ts";
import { type JudgePrompt, renderJudgePrompt } from "../prompt/judge_prompt.ts";
import { type OutputFormat, readVerdict } from "../prompt/verdicts.ts";
import { addUsage } from "./usage_total.ts";

export interface Game {
  winner: Winner;
  /** Arena-Hard's grade, where the format has grades. */
  grade?: string;
  /** What the judge was shown. */
  prompt: string;
  /** Its words, those of a repair included. */
  judgment: string;
  usage: Usage;
}

export interface GameInput {
  question: Question;
  turn: number;
  answers: readonly [readonly string[], readonly string[]];
  references: readonly string[] | undefined;
  prompt: JudgePrompt;
  format: OutputFormat;
  params: SamplingParams;
  /** Whether to ask once more when the reply has no verdict. */
  repair: boolean;
  signal: AbortSignal;
}

/** Plays a game. A reply without a verdict is a result, "error"; a failed call is thrown. */
export async function playGame(backend: Backend, input: GameInput): Promise<Game> {
  const { question, turn, answers, references, prompt, format, params, repair, signal } = input;
  const upTo = (texts: readonly string[]): readonly string[] => texts.slice(0, turn);
  const { system, user } = renderJudgePrompt(prompt, {
    questions: upTo(question.turns),
    answers: upTo(answers[0]),
    secondAnswers: upTo(answers[1]),
    ...(references && { references: upTo(references) }),
  });
  const messages: Message[] = [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    { role: "user", content: user },
  ];
  const ask = (list: readonly Message[]): Promise<ChatReply> =>
    backend.generate(
      {
        messages: list,
        params: defined(params),
        subject: {
          kind: "pair",
          question,
          turn,
          answers,
          output_format: prompt.output_format,
          ...(references && { references }),
        },
      },
      { signal },
    );
  const reply = await ask(messages);
  let { text: judgment, usage } = reply;
  let verdict = readVerdict(judgment, format);
  if (verdict.kind === "none" && repair) {
    const { repairMessages } = await import("../prompt/repair.ts");
    const second = await ask(repairMessages(messages, judgment, format));
    usage = addUsage(usage, second.usage);
    verdict = readVerdict(second.text, format);
    judgment = `${judgment}\n\n[repair]\n${second.text}`;
  }
  return {
    winner: verdict.kind === "winner" ? verdict.winner : "error",
    ...(verdict.kind === "winner" && verdict.grade !== undefined && { grade: verdict.grade }),
    prompt: user,
    judgment,
    usage,
  };
}

/** The parameters that are set. */
function defined(params: SamplingParams): SamplingParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}
