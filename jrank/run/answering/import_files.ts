/** Takes answers made elsewhere into a benchmark. */

import { existsSync } from "node:fs";
import { UserError } from "../../core/errors.ts";
import { joined, type Message, type Said, say } from "../../core/message.ts";
import type { Answer, Question } from "../../core/types.ts";
import {
  answerFile,
  type Benchmark,
  type ModelAnswers,
  questionKey,
  readAnswers,
} from "../../store/answers/benchmark.ts";
import type { FoundBy } from "../../store/answers/find_question.ts";
import type { ImportFormatName } from "../../store/answers/import_formats.ts";
import { importAnswers } from "../../store/answers/imported_answers.ts";
import { findAnswers } from "../../store/answers/model_names.ts";
import { setAside, tidyAnswers } from "../../store/answers/tidy_answers.ts";
import { openAppender } from "../../store/files/appender.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import { type Context, Incomplete } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { confirmOnce } from "../command/confirm.ts";
import { listSome, plural } from "../command/format.ts";
import { reportHealth } from "../models/answers_health.ts";
import { readBenchmark, tellProblems } from "../models/benchmark_data.ts";

interface ImportFlags {
  benchName: string;
  dataDir?: string;
  inputFile: string[];
  format?: ImportFormatName;
  modelId?: string;
  idField?: string;
  textField?: string;
  answerField?: string[];
  modelField?: string;
  turnField?: string;
  match: FoundBy;
  replace?: boolean;
  strict?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

/** What an import would do to the answers of one model. */
interface Plan {
  model: string;
  file: string;
  added: Answer[];
  /** Answers to questions that have other answers already. */
  other: Answer[];
  same: number;
  missing: number;
  /** Answers that lack later turns. */
  short: number;
}

/** Adds what is missing; what is stored is only replaced with --replace, and kept beside. */
export async function importAnswerFiles(flags: ImportFlags, context: Context): Promise<void> {
  const { log, out } = context;
  const { bench, questions } = readBenchmark(dataDirOf(flags.dataDir), flags.benchName, context);
  const { answers, problems, unused, notes } = await importAnswers(flags.inputFile, {
    questions,
    format: flags.format,
    columns: {
      question: flags.idField,
      text: flags.textField,
      answers: flags.answerField,
      model: flags.modelField,
      turn: flags.turnField,
    },
    match: flags.match,
    modelId: flags.modelId,
  });
  for (const note of notes) log(note);
  tellProblems(problems, log);
  if (answers.size === 0) {
    throw new UserError(
      say`no row of ${flags.inputFile.join(", ")} could be used for ${bench.name}; nothing was written`,
    );
  }
  const lock = lockBenchmark(bench.folder, log);
  try {
    const stored = readAnswers(bench).answers;
    const plans = [...answers].map(([model, own]) =>
      planOf(model, own, { bench, questions, stored }),
    );
    checkOutputs(
      plans.filter((plan) => writtenBy(plan, flags).length > 0).map(({ file }) => file),
      flags.inputFile,
      say`copy the file to another place first, and import the copy`,
    );
    const replaced = plans.filter(({ other }) => flags.replace && other.length > 0);
    if (replaced.length > 0 && !flags.dryRun) {
      const count = replaced.reduce((sum, { other }) => sum + other.length, 0);
      await confirmOnce(
        say`Replace ${plural(count, "answer")} of ${listSome(replaced.map(({ model }) => model))}? The old file is kept beside.`,
        { yes: flags.yes ?? false, context, no: say`Nothing was written.` },
      );
    }
    for (const plan of plans) {
      if (!flags.dryRun) write(plan, questions, { replace: flags.replace ?? false, log });
      out(describePlan(plan, flags));
    }
    if (flags.dryRun) out(say`This was a dry run: nothing was written.`);
    else {
      const all = readAnswers(bench).answers;
      await reportHealth(questions, all, [...answers.keys()], {
        strict: flags.strict ?? false,
        context,
        among: [...all.keys()],
      });
    }
  } finally {
    lock.release();
  }
  if (unused > 0) {
    throw new Incomplete(
      say`${plural(unused, "row")} could not be used (see above); the others were.`,
    );
  }
}

const saidIn = ({ choices }: Answer): string => JSON.stringify(choices.map(({ turns }) => turns));

function planOf(
  model: string,
  answers: readonly Answer[],
  benchmark: {
    bench: Benchmark;
    questions: readonly Question[];
    stored: ReadonlyMap<string, ModelAnswers>;
  },
): Plan {
  const { bench, questions, stored } = benchmark;
  const before = findAnswers(stored, model);
  const old = ({ question_id }: Answer) => before?.byQuestion.get(questionKey(question_id));
  const known = answers.filter((answer) => old(answer) !== undefined);
  const other = known.filter((answer) => saidIn(old(answer) as Answer) !== saidIn(answer));
  const turns = new Map(questions.map((q) => [questionKey(q.question_id), q.turns.length]));
  const added = answers.filter((answer) => old(answer) === undefined);
  // One file says one id, whatever the imported rows call the model.
  const model_id = before?.model_id ?? model;
  const named = (list: readonly Answer[]) => list.map((answer) => ({ ...answer, model_id }));
  return {
    model: model_id,
    added: named(added),
    other: named(other),
    file: before?.file ?? answerFile(bench, model),
    same: known.length - other.length,
    missing: questions.length - (before?.byQuestion.size ?? 0) - added.length,
    short: answers.filter(({ question_id, choices }) =>
      choices.some((choice) => choice.turns.length < (turns.get(questionKey(question_id)) ?? 0)),
    ).length,
  };
}

/** The answers that an import would write. */
function writtenBy({ added, other }: Plan, { replace }: Pick<ImportFlags, "replace">): Answer[] {
  return replace ? [...added, ...other] : added;
}

function write(
  plan: Plan,
  questions: readonly Question[],
  { replace, log }: { replace: boolean; log(text: Said): void },
): void {
  const { file, other } = plan;
  const written = writtenBy(plan, { replace });
  if (written.length === 0) return;
  if (replace && other.length > 0 && existsSync(file)) {
    const keys = new Set(other.map(({ question_id }) => questionKey(question_id)));
    log(say`The answers before are kept in ${setAside(file, keys)}.`);
  }
  const appender = openAppender<Answer>(file, () => {});
  try {
    for (const answer of written) appender.append(answer);
  } finally {
    appender.close();
  }
  tidyAnswers(file, questions);
}

function describePlan(plan: Plan, { replace, dryRun }: ImportFlags): Message {
  const { model, added, other, same, missing, short } = plan;
  const parts = [
    dryRun
      ? say`${model}: ${plural(added.length, "answer")} to add`
      : say`${model}: ${plural(added.length, "answer")} added`,
    ...(same > 0 ? [say`${same} are there already`] : []),
    ...(other.length > 0
      ? [
          replace
            ? dryRun
              ? say`${other.length} to replace`
              : say`${other.length} replaced`
            : say`${plural(other.length, "question")} had other answers already, which are kept (--replace takes these)`,
        ]
      : []),
    ...(short > 0 ? [say`${plural(short, "answer")} without the later turns`] : []),
    ...(missing > 0 ? [say`${plural(missing, "question")} still without an answer`] : []),
  ];
  return joined(parts, "; ");
}
