/**
 * Judging with one's own calls: prompts, verdicts, and a loop that chooses matches, asks and reads.
 * Nothing here calls a model or writes a file: `judge` is a function of the caller's. Runs in Node
 * and in a browser.
 */
import { UserError } from "../core/errors.ts";
import { say } from "../core/message.ts";
import { DEFAULT_PROMPTS } from "../prompt/judge/default_prompts.ts";
import { scaleOf } from "../prompt/judge/grade_scale.ts";
import { type JudgePrompt, renderJudgePrompt } from "../prompt/judge/judge_prompt.ts";
import { choosePrompt } from "../prompt/judge/judge_prompt_choice.ts";
import { DEFAULT_SCALE } from "../prompt/verdict/grades.ts";
import type { Verdict } from "../prompt/verdict/verdict.ts";
import { outputFormatOf, readVerdict } from "../prompt/verdict/verdicts.ts";
import type { Field, Goal, Match, PlayedMatch } from "../schedule/schedule.ts";
import { SCHEDULES, type ScheduleName } from "../schedule/schedules.ts";
import type { ComparisonInput } from "../stats/data/comparisons.ts";

export { DEFAULT_PROMPTS } from "../prompt/judge/default_prompts.ts";
export { type JudgePrompt, renderJudgePrompt } from "../prompt/judge/judge_prompt.ts";
export { choosePrompt } from "../prompt/judge/judge_prompt_choice.ts";
export type { GradeScale, Verdict } from "../prompt/verdict/verdict.ts";
export { type OutputFormat, readVerdict, VERDICT_FORMATS } from "../prompt/verdict/verdicts.ts";

/** A question with the models' answers to it; two turns are judged together. */
export interface JudgedQuestion {
  id: string;
  turns: readonly string[];
  /** By model, a text for each turn. A model without answers does not play. */
  answers: Readonly<Record<string, readonly string[]>>;
  /** A right answer to each turn, which the judge is shown. */
  reference?: readonly string[];
}

/** What the judge is asked. */
export interface JudgeRequest {
  system: string;
  user: string;
  /** The two models, whose names the judge does not see. */
  first: string;
  second: string;
  question: string;
}

/** One judgment: store it as it is, and hand it back as `stored` to go on. */
export interface JudgedMatch {
  question: string;
  /** The model whose answer was shown first. */
  first: string;
  second: string;
  /** 1, 2 or 3 (a tie); null where the reply has no verdict. */
  outcome: 1 | 2 | 3 | null;
  /** Of the prompt. */
  prompt: string;
  /** The judge's words. */
  reply: string;
  /** What the schedule remembers of the match. */
  index?: number;
  propensity?: number;
}

export interface JudgeMatchesOptions {
  questions: readonly JudgedQuestion[];
  /** Asks the judge and gives its words. */
  judge: (request: JudgeRequest) => Promise<string>;
  /** Judgments wanted in all, the stored ones included. */
  n: number;
  /** The same seed chooses the same matches. */
  seed: number;
  schedule?: ScheduleName;
  /** What the judgments are for. */
  goal?: Goal;
  /** Most calls at a time. */
  parallel?: number;
  /** Absent: the usual one, in this language ("en", "ja", "zh", "ko" …), with the reference if there is one. */
  prompt?: JudgePrompt;
  language?: string;
  /** Judgments of an earlier run. */
  stored?: readonly JudgedMatch[];
}

/**
 * Judges match after match, and gives each judgment as it comes. Where a call throws, nothing more is
 * asked; the judgments of calls in flight are given first, then the error is thrown. A reply without
 * a verdict is a judgment with `outcome` null.
 */
export async function* judgeMatches(options: JudgeMatchesOptions): AsyncGenerator<JudgedMatch> {
  const { questions, judge, n, seed, schedule: name = "adaptive", parallel = 8 } = options;
  const { goal = { name: "ranking" }, language = "en", prompt, stored = [] } = options;
  const models = [...new Set(questions.flatMap(({ answers }) => Object.keys(answers)))].sort();
  const field = fieldOf(questions, models, stored);
  const schedule = SCHEDULES[name].create(field, { n, seed, parallel, goal, bothOrders: false });
  const asking = new Map<Match, Promise<Asked>>();
  let failure: { error: unknown } | undefined;
  for (;;) {
    while (failure === undefined && asking.size < parallel) {
      const match = schedule.next();
      if (match === undefined) break;
      asking.set(match, ask(match));
    }
    if (asking.size === 0) break;
    const { match, judged, error } = await Promise.race(asking.values());
    asking.delete(match);
    if (judged === undefined) {
      schedule.release(match);
      failure ??= { error };
    } else {
      schedule.settle({ ...match, winner: judged.outcome ?? "error" });
      yield judged;
    }
  }
  if (failure !== undefined) throw failure.error;

  async function ask(match: Match): Promise<Asked> {
    const question = questions[match.item];
    const [first, second] = [models[match.first], models[match.second]];
    const [answers, secondAnswers] = [question.answers[first], question.answers[second]];
    const { turns, reference } = question;
    try {
      const shown =
        prompt ??
        choosePrompt(DEFAULT_PROMPTS, {
          type: "pairwise",
          multiTurn: turns.length > 1,
          reference: reference !== undefined,
          language,
        });
      const { system, user } = renderJudgePrompt(shown, {
        questions: turns,
        answers,
        secondAnswers,
        ...(reference && { references: reference }),
      });
      const reply = await judge({ system, user, first, second, question: question.id });
      const verdict = verdictOf(reply, shown, user);
      const { index, propensity } = match;
      return {
        match,
        judged: {
          question: question.id,
          first,
          second,
          outcome: verdict.kind === "winner" ? verdict.winner : null,
          prompt: shown.name,
          reply,
          ...(index !== undefined && { index }),
          ...(propensity !== undefined && { propensity }),
        },
      };
    } catch (error) {
      return { match, error };
    }
  }
}

interface Asked {
  match: Match;
  judged?: JudgedMatch;
  error?: unknown;
}

/** The verdict in a judge's reply to a prompt; `shown` is what it was shown, whose words are not its own. */
export function verdictOf(reply: string, prompt: JudgePrompt, shown: string): Verdict {
  const format = outputFormatOf(prompt.output_format);
  if (format === undefined) {
    throw new UserError(
      say`judge prompt "${prompt.name}": output_format "${prompt.output_format}" is not known`,
    );
  }
  return readVerdict(reply, format, { shown: [shown], scale: scaleOf(prompt) ?? DEFAULT_SCALE });
}

/** Judgments as rows of `comparisonsFrom`, those without a verdict left out. */
export function comparisonsOf(judgments: readonly JudgedMatch[]): ComparisonInput[] {
  return judgments.flatMap(({ first, second, outcome, question }) =>
    outcome === null ? [] : [{ first, second, outcome, cluster: question }],
  );
}

function fieldOf(
  questions: readonly JudgedQuestion[],
  models: readonly string[],
  stored: readonly JudgedMatch[],
): Field {
  const items = new Map(questions.map(({ id }, item) => [id, item]));
  if (items.size < questions.length) throw new UserError(say`two questions have the same id`);
  const places = new Map(models.map((model, k) => [model, k]));
  const played = stored.flatMap((judged): PlayedMatch[] => {
    const item = items.get(judged.question);
    const first = places.get(judged.first);
    const second = places.get(judged.second);
    if (item === undefined || first === undefined || second === undefined) return [];
    const { index, propensity } = judged;
    return [
      {
        item,
        first,
        second,
        winner: judged.outcome ?? "error",
        ...(index !== undefined && { index }),
        ...(propensity !== undefined && { propensity }),
      },
    ];
  });
  return {
    models: models.length,
    items: questions.length,
    canPlay: (model, item) => questions[item].answers[models[model]] !== undefined,
    questionOf: (item) => item,
    played,
  };
}
