/** The prompt of a question exactly as a local model would see it, without generating. */
import type { GgufTemplate, Speaker } from "../../backend/local/speaker.ts";
import {
  namedSpeaker,
  speakerOf,
  systemNotice,
  templateDifference,
} from "../../backend/local/speaker.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import type { ConversationMessage } from "../../prompt/conversation/conversation.ts";
import { openBenchmark, readQuestions } from "../../store/answers/benchmark.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { plural } from "../command/format.ts";
import { systemFor } from "./answer_question.ts";

interface ShowPromptFlags {
  benchName: string;
  dataDir?: string;
  modelPath?: string;
  convTemplate?: string;
  systemPrompt?: string;
  questionBegin?: number;
  turn?: number;
  previousAnswer?: string;
}

/**
 * The text. A named template needs no model; a Jinja file takes the marks of the model's file where
 * one is given, and without a named template the one inside the file is shown.
 */
export async function promptText(flags: ShowPromptFlags, context: Context): Promise<string> {
  const { benchName, questionBegin = 0 } = flags;
  const { questions } = readQuestions(openBenchmark(dataDirOf(flags.dataDir), benchName));
  const question = questions[questionBegin];
  if (!question) {
    throw new UserError(
      say`there are ${plural(questions.length, "question")}; --question-begin is ${questionBegin}`,
    );
  }
  const messages = messagesOf(question, flags);
  const speaker = await findSpeaker(flags, context);
  const prompt = speaker.render(messages);
  const notice = systemNotice(speaker, messages);
  if (notice) context.log(notice);
  return prompt;
}

async function findSpeaker(
  { convTemplate, modelPath }: ShowPromptFlags,
  { log, interrupt }: Context,
): Promise<Speaker> {
  if (modelPath === undefined) {
    if (convTemplate === undefined) {
      throw new UsageError(
        say`--show-prompt needs --conv-template, or --model-path for the template inside a file`,
      );
    }
    const speaker = namedSpeaker(convTemplate, { bos: "", eos: "" });
    if (speaker.usesMarks) {
      log(
        say`Notice: the template writes bos_token or eos_token, which only the model's file tells; they are left empty here. Add --model-path to see them.`,
      );
    }
    return speaker;
  }
  const { readGgufTemplate } = await import("../../backend/local/gguf_template.ts");
  const gguf: GgufTemplate = await readGgufTemplate(modelPath, { log, signal: interrupt.stopping });
  const speaker = speakerOf(convTemplate, gguf, { id: "--model-path", path: modelPath });
  const difference = convTemplate && templateDifference(speaker, gguf);
  if (difference) log(say`Notice: this is not the template inside the file: ${difference}.`);
  return speaker;
}

/** The conversation up to the turn that is shown. */
function messagesOf(
  question: Question,
  { turn = 1, previousAnswer, systemPrompt }: ShowPromptFlags,
): ConversationMessage[] {
  if (turn > question.turns.length) {
    throw new UserError(
      say`question ${question.question_id} has ${plural(question.turns.length, "turn")}, not ${turn}; choose another with --question-begin`,
    );
  }
  if (turn > 1 && previousAnswer === undefined) {
    throw new UsageError(
      say`--turn 2 needs --previous-answer, the model's answer to the first turn`,
    );
  }
  const system = systemFor(question, systemPrompt);
  const messages: ConversationMessage[] = system ? [{ role: "system", content: system }] : [];
  question.turns.slice(0, turn).forEach((content, k) => {
    if (k > 0) messages.push({ role: "assistant", content: previousAnswer ?? "" });
    messages.push({ role: "user", content });
  });
  return messages;
}
