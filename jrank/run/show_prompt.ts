/** The prompt of a question exactly as a local model would see it, without generating. */
import { findTemplate } from "../backend/template_file.ts";
import { UsageError, UserError } from "../core/errors.ts";
import { type ConversationMessage, renderConversation } from "../prompt/conversation.ts";
import { openBenchmark, readQuestions } from "../store/benchmark.ts";
import { dataDirOf } from "./settings.ts";

export interface ShowPromptFlags {
  benchName: string;
  dataDir?: string;
  convTemplate?: string;
  questionBegin?: number;
  turn?: number;
  previousAnswer?: string;
}

/** The text, with a named template of FastChat's fields; it needs no model. */
export function promptText(flags: ShowPromptFlags): string {
  const { convTemplate, questionBegin = 0, turn = 1, previousAnswer } = flags;
  if (convTemplate === undefined) {
    throw new UsageError(
      "--show-prompt needs --conv-template (the one inside a file needs its model)",
    );
  }
  const found = findTemplate(convTemplate);
  if (found.kind !== "conversation") {
    throw new UsageError("--show-prompt shows templates with FastChat's fields; this one is Jinja");
  }
  const { questions } = readQuestions(openBenchmark(dataDirOf(flags.dataDir), flags.benchName));
  const question = questions[questionBegin];
  if (!question) {
    throw new UserError(
      `there are ${questions.length} questions; --question-begin is ${questionBegin}`,
    );
  }
  if (turn > question.turns.length) {
    throw new UserError(
      `question ${question.question_id} has ${question.turns.length} turn${question.turns.length === 1 ? "" : "s"}, not ${turn}; choose another with --question-begin`,
    );
  }
  if (turn > 1 && previousAnswer === undefined) {
    throw new UsageError("--turn 2 needs --previous-answer, the model's answer to the first turn");
  }
  const messages: ConversationMessage[] = [];
  question.turns.slice(0, turn).forEach((content, k) => {
    if (k > 0) messages.push({ role: "assistant", content: previousAnswer ?? "" });
    messages.push({ role: "user", content });
  });
  return renderConversation(found.template, messages);
}
