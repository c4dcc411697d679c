/**
 * Every function of the program that is given a text of a model, a user or a server. (A Jinja
 * template itself is a program; its time is limited by backend/local/speaker.ts.)
 */
import { scrub, WebPage } from "../../jrank/backend/api/http_errors.ts";
import { toReply } from "../../jrank/backend/api/reply_text.ts";
import { textWidth } from "../../jrank/chart/text_width.ts";
import { suggest } from "../../jrank/core/suggest.ts";
import { renderConversation } from "../../jrank/prompt/conversation/conversation.ts";
import { parseConversationTemplate } from "../../jrank/prompt/conversation/conversation_template.ts";
import { jinjaTemplate } from "../../jrank/prompt/conversation/jinja.ts";
import {
  bareText,
  isEcho,
  isErrorMark,
  isLoop,
  isRefusal,
  isWrongLanguage,
  templateTokenIn,
} from "../../jrank/prompt/health/health_text.ts";
import { styleOf } from "../../jrank/prompt/health/style_features.ts";
import {
  fromReviewPrompt,
  type JudgePrompt,
  placeholdersOf,
  renderJudgePrompt,
} from "../../jrank/prompt/judge/judge_prompt.ts";
import { saysFact } from "../../jrank/prompt/offline/offline_judge.ts";
import { languageAmong, languageOf } from "../../jrank/prompt/text_language.ts";
import {
  type OutputFormat,
  readVerdict,
  VERDICT_FORMATS,
} from "../../jrank/prompt/verdict/verdicts.ts";
import { escapeHtml } from "../../jrank/report/html.ts";
import { csvCell, markdownCell } from "../../jrank/report/tables/text_table.ts";
import { fileNameOf } from "../../jrank/store/files/file_name.ts";

const PROMPT: JudgePrompt = {
  name: "p",
  type: "pairwise",
  system_prompt: "",
  output_format: "last",
  prompt_template: "{question}{answer_a}{answer_b}",
};
const STRIP = jinjaTemplate(
  "{{ x.strip() }}{{ x | trim }}{{ x.split('a') | join('b') }}{{ x.title() }}",
);
const template = parseConversationTemplate(
  { roles: ["U", "A"], sep_style: "ADD_COLON_SINGLE", sep: "\n" },
  "t.json",
);

/** A failure is an answer too; only the time counts. */
const attempt = (act: () => unknown): void => {
  try {
    act();
  } catch {
    // It was quick.
  }
};

export const TEXT_FUNCTIONS: Record<string, (text: string) => unknown> = {
  ...Object.fromEntries(
    (Object.keys(VERDICT_FORMATS) as OutputFormat[]).map((format) => [
      `readVerdict ${format}`,
      (text: string) => readVerdict(text, format),
    ]),
  ),
  "readVerdict, what the judge was shown": (text) => readVerdict("1", "last", { shown: [text] }),
  bareText,
  isErrorMark,
  isLoop,
  isRefusal,
  templateTokenIn,
  styleOf,
  languageOf,
  placeholdersOf,
  escapeHtml,
  csvCell,
  markdownCell,
  isWrongLanguage: (text) =>
    isWrongLanguage(text, "空はなぜ青いのですか。詳しく説明してください。"),
  "isWrongLanguage of the question": (text) => isWrongLanguage("The sky is blue.", text),
  isEcho: (text) => isEcho(text, "空はなぜ青いのですか"),
  languageAmong: (text) => languageAmong(text, "en"),
  saysFact: (text) => saysFact(text, ["ice", "129", "富士山"]),
  renderJudgePrompt: (text) =>
    renderJudgePrompt(PROMPT, { questions: [text], answers: [text], secondAnswers: [text] }),
  "a prompt's template": (text) =>
    attempt(() =>
      renderJudgePrompt(
        { ...PROMPT, prompt_template: text },
        { questions: ["q"], answers: ["a"], secondAnswers: ["b"] },
      ),
    ),
  fromReviewPrompt: (text) => fromReviewPrompt({ prompt_id: 1, prompt_template: text }),
  "texts in Jinja": (text) => STRIP({ x: text }),
  "FastChat's system text": (text) =>
    parseConversationTemplate(
      { roles: ["U", "A"], sep_style: "LLAMA2", sep: "\n", system: text },
      "t.json",
    ),
  renderConversation: (text) => renderConversation(template, [{ role: "user", content: text }]),
  toReply: (text) => attempt(() => toReply({ content: text, finish_reason: "stop", usage: {} })),
  WebPage: (text) => new WebPage(text),
  scrub: (text) => scrub(text, "sk-secret"),
  suggest: (text) => suggest(text.slice(0, 300), ["some", "names"]),
  textWidth: (text) => textWidth(text, 12),
  fileNameOf: (text) => fileNameOf(text),
};
