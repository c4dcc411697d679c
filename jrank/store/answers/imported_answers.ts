/**
 * Reads files of answers made elsewhere into answers to a benchmark's questions. Rows are gathered
 * until the turns and choices of an answer are together.
 */

import { createHash } from "node:crypto";
import { basename } from "node:path";
import { RowError, saidBy, UserError } from "../../core/errors.ts";
import { joined, type Message, type Said, say } from "../../core/message.ts";
import type { Answer, Choice, Question } from "../../core/types.ts";
import { isErrorMark } from "../../prompt/health/health_text.ts";
import type { FileProblem } from "../files/jsonl.ts";
import { readRows, type SourceRow } from "../votes/row_source.ts";
import { questionKey } from "./benchmark.ts";
import { type FoundBy, questionFinder } from "./find_question.ts";
import type { ImportColumns, ImportedAnswer } from "./import_format.ts";
import { detectImportFormat, IMPORT_FORMATS, type ImportFormatName } from "./import_formats.ts";

interface ImportOptions {
  questions: readonly Question[];
  /** The format of all files; absent: recognised by the first row of each. */
  format?: ImportFormatName | undefined;
  columns: ImportColumns;
  match: FoundBy;
  /** The model where rows name none, or a new name for the only model that they name. */
  modelId?: string | undefined;
}

interface Imported {
  /** By model, in the order of the questions. */
  answers: Map<string, Answer[]>;
  /** What is wrong in the files. */
  problems: FileProblem[];
  /** How many rows could not be used; each is among the problems with its line. */
  unused: number;
  /** What was recognised, file by file. */
  notes: Message[];
}

/** Reads all files. A row that cannot be used is a problem with its line, never a silent gap. */
export async function importAnswers(
  files: readonly string[],
  options: ImportOptions,
): Promise<Imported> {
  const drafts = new Map() as Drafts;
  const problems: FileProblem[] = [];
  const notes: Message[] = [];
  let unused = 0;
  for (const file of files) unused += await importFile(file, options, { drafts, problems, notes });
  const named = renamed(drafts, options.modelId);
  const answers = new Map(
    [...named].map(([model, own]): [string, Answer[]] => [
      model,
      options.questions.flatMap(({ question_id }) => {
        const draft = own.get(questionKey(question_id));
        return draft ? [toAnswer(model, draft)] : [];
      }),
    ]),
  );
  return { answers, problems, unused, notes };
}

/** Reads one file into what was found; gives the number of rows that could not be used. */
async function importFile(
  file: string,
  options: ImportOptions,
  found: { drafts: Drafts; problems: FileProblem[]; notes: Message[] },
): Promise<number> {
  const { problems, notes, drafts } = found;
  const source = await readRows(file);
  const rows = [...source.rows];
  problems.push(...source.problems);
  let unused = source.problems.length;
  const [first] = rows;
  if (!first) throw new UserError(say`${file} holds no row of answers`);
  const format = options.format ?? detected(first, file, options.columns);
  if (options.match === "order" && format !== "lm-eval") {
    checkOrder(file, { rows: rows.length, broken: unused, questions: options.questions.length });
  }
  const reader = IMPORT_FORMATS[format].open(first.row, options.columns, file);
  const { note } = reader as { note?: Said };
  notes.push(say`${file}: read as ${format}${note === undefined ? "" : say` (${note})`}`);
  const find = questionFinder(options.questions, options.match);
  let otherTexts = 0;
  rows.forEach(({ row, line }, k) => {
    try {
      const answer = reader.read(row);
      checkReplies(answer);
      const { question, otherText } = find(answer, k);
      if (otherText) otherTexts++;
      const model = answer.model ?? "";
      const own = drafts.get(model) ?? new Map();
      drafts.set(model, own);
      place(own, question, answer, { format, file: basename(file) });
    } catch (error) {
      if (error instanceof UserError) throw error;
      unused++;
      const message = say`${saidBy(error)}; the row was left out`;
      problems.push(
        source.entries
          ? { file, message: say`entry ${line}: ${message}` }
          : { file, line, message },
      );
    }
  });
  if (otherTexts > 0) {
    problems.push({
      file,
      message: say`${otherTexts} rows name another text than the question of their id has; check that they were made with this benchmark (--match text finds questions by their text)`,
    });
  }
  return unused;
}

function detected({ row }: SourceRow, file: string, columns: ImportColumns): ImportFormatName {
  const format = detectImportFormat(row, columns);
  if (format) return format;
  const known = Object.entries(IMPORT_FORMATS).map(
    ([name, { describe }]) => say`  ${name}: ${describe}`,
  );
  throw new UserError(
    say`${file}: the rows have the fields ${Object.keys(row).slice(0, 12).join(", ")}, which is no format known here; name the column of the answers with --answer-field. Known are (choose with --format):\n${joined(known, "\n")}`,
  );
}

/** In order, one row too few gives every later answer to a wrong question. */
function checkOrder(
  file: string,
  { rows, broken, questions }: { rows: number; broken: number; questions: number },
): void {
  if (rows === questions && broken === 0) return;
  throw new UserError(
    say`${file} has ${rows} rows${broken > 0 ? say` and ${broken} that cannot be read` : ""}; --match order needs one for each of the ${questions} questions`,
  );
}

function checkReplies({ choices }: ImportedAnswer): void {
  for (const { turns } of choices) {
    if (turns.length === 0 || turns.some((reply) => reply.trim() === "")) {
      throw new RowError(say`the answer is empty`);
    }
    if (turns.some(isErrorMark)) throw new RowError(say`the answer is the mark of a failed call`);
  }
}

/** By model ("" where rows name none) and question. */
type Drafts = Map<string, Map<string, Draft>>;

interface Draft {
  question: Question;
  choices: Choice[];
  kept: Readonly<Record<string, unknown>>;
  source: { format: string; file: string };
}

/** Puts an answer to its question; a second one must be another turn, or say the same. */
function place(
  own: Map<string, Draft>,
  question: Question,
  answer: ImportedAnswer,
  source: Draft["source"],
): void {
  const key = questionKey(question.question_id);
  const asked = question.turns.length;
  const before = own.get(key);
  const { turn, kept } = answer;
  if (turn !== undefined) {
    const said = before?.choices[0]?.turns ?? [];
    if (turn > asked) throw new RowError(say`question ${key} has ${asked} turns, not ${turn}`);
    if (turn !== said.length + 1) {
      throw new RowError(
        say`turn ${turn} of question ${key} ${turn <= said.length ? say`occurs twice` : say`comes before its earlier turns`}`,
      );
    }
    const turns = [...said, answer.choices[0]?.turns[0] as string];
    own.set(key, { question, choices: [{ index: 0, turns }], kept, source });
    return;
  }
  const most = Math.max(...answer.choices.map(({ turns }) => turns.length));
  if (most > asked) throw new RowError(say`it has ${most} turns, question ${key} has ${asked}`);
  if (before === undefined) {
    own.set(key, { question, choices: [...answer.choices], kept, source });
    return;
  }
  // The harness writes a sample once for every filter.
  const texts = (choices: readonly Choice[]): string => JSON.stringify(choices.map((c) => c.turns));
  if (texts(before.choices) !== texts(answer.choices)) {
    throw new RowError(
      say`question ${key} was answered by an earlier row already, with other words`,
    );
  }
}

/** Gives rows without a model their name. */
function renamed(drafts: Drafts, modelId: string | undefined): Drafts {
  const models = [...drafts.keys()];
  if (modelId !== undefined) {
    if (models.length > 1) {
      throw new UserError(
        say`the files hold answers of ${models.map((model) => `"${model}"`).join(", ")}; --model-id can name only one model`,
      );
    }
    return new Map([...drafts.values()].map((own) => [modelId, own]));
  }
  if (drafts.has("")) {
    throw new UserError(say`the rows do not say which model answered; name it with --model-id`);
  }
  return drafts;
}

/** The record of a draft; the same text gets the same id. */
function toAnswer(model: string, { question, choices, kept, source }: Draft): Answer {
  const { question_id } = question;
  const hash = createHash("sha256")
    .update(JSON.stringify([model, question_id, choices]))
    .digest("hex");
  return {
    question_id,
    answer_id: hash.slice(0, 22),
    model_id: model,
    choices,
    ...(source.format !== "fastchat" && {
      generation: { imported_from: source.format, file: source.file },
    }),
    ...kept,
  };
}
