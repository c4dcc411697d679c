/** Games out of anybody's files, with everything left out counted and everything odd reported. */
import { saidBy, UserError } from "../../core/errors.ts";
import { joined, type Message, type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Vote } from "../../core/types.ts";
import type { Comparisons } from "../../stats/data/comparisons.ts";
import { type FileProblem, UnknownVerdict } from "../files/jsonl.ts";
import { readRows } from "./row_source.ts";
import { scanPlanOf, scanVotes } from "./scan_votes.ts";
import type { FormatOptions, Row } from "./vote.ts";
import { createNames, createVoteColumns, MOST_MODELS } from "./vote_columns.ts";
import {
  fieldNamer,
  missingFields,
  type QuestionField,
  type VoteFields,
  valuesOf,
} from "./vote_fields.ts";
import { contextOfRow, detectFormat, VOTE_FORMATS, type VoteFormatName } from "./vote_formats.ts";
import { shownLabel } from "./vote_labels.ts";
import { createManyNames } from "./vote_scanner.ts";

export interface ReadVotesOptions extends Partial<FormatOptions> {
  /** The format of all files; absent: recognised by the first row of each. */
  format?: VoteFormatName | undefined;
  /** Only games between these models. */
  models?: ReadonlySet<string> | undefined;
  /** The ids of models that rows may call by another name. */
  aliases?: ReadonlyMap<string, string> | undefined;
  /** Only games on these questions. */
  questions?: Pick<ReadonlySet<string>, "has"> | undefined;
  /** Only rows by this judge. */
  judge?: string | undefined;
  /** Only rows whose fields have these values. */
  where?: Readonly<Record<string, string>> | undefined;
  /** A field: the games of each of its values are given apart, too (`ReadVotes.groups`). */
  by?: string | undefined;
  /** Fields of questions, for `where` and `by`. */
  questionField?: QuestionField | undefined;
  duplicates?: "keep" | "first" | undefined;
  /** Columns that are not named as usual. */
  fields?: VoteFields | undefined;
  /** Why a game of a line does not count (its place in the line from 0); undefined: it does. */
  leave?: ((file: string, line: number, game: number) => string | undefined) | undefined;
  skipUnknown?: boolean | undefined;
}

/** Games that are ranked together, and what was left out of them. */
export interface CountedVotes {
  comparisons: Comparisons;
  /** The turn and the judge ("" where it is not named) of row k. */
  contextOf(k: number): { turn: number; judge: string };
  /** How many games were left out, by reason. */
  leftOut: Record<string, number>;
  /** The labels of those without a known verdict, by reason. */
  labelsLeftOut: Record<string, Record<string, number>>;
  /** Rows that could not be read at all; each is among the problems. */
  unreadable: number;
  /** Games that repeat an earlier one exactly; kept unless `duplicates` is "first". */
  duplicates: number;
  /** How many of the games have soft verdicts. */
  soft: number;
  /** The newest time stamp, in seconds since 1970; 0 where there is none. */
  newest: number;
}

export interface ReadVotes extends CountedVotes {
  /** By each value of the field `by`, in the order of the values: its rows as if they were alone. */
  groups: ReadonlyMap<string, CountedVotes>;
  /** How many rows say nothing in that field. */
  ungrouped: number;
  /** The judges that the rows name. */
  judges: string[];
  /** The models that the rows name, under their ids, counted or not. */
  models: string[];
  /** Names in the rows that mean a model of another id. */
  renamed: string[];
  problems: FileProblem[];
  formats: VoteFormatName[];
}

/** What is counted of some rows while they are read. */
interface Tally {
  columns: ReturnType<typeof createVoteColumns>;
  leftOut: CountedVotes["leftOut"];
  labelsLeftOut: CountedVotes["labelsLeftOut"];
  newest: number;
}

const newTally = (): Tally => ({
  columns: createVoteColumns(),
  leftOut: {},
  labelsLeftOut: {},
  newest: 0,
});

/** More groups are no groups but single rows. */
const MOST_GROUPS = 100;

const OUTCOME = { 1: 1, 2: 2, 3: 3 } as const;

/** Reads games from one or several files. */
export async function readVotes(
  files: readonly string[],
  options: ReadVotesOptions = {},
): Promise<ReadVotes> {
  const models = createNames();
  const questions = createManyNames();
  const judges = createNames();
  const contexts = createNames();
  const whole = newTally();
  const groups = new Map<string, Tally>();
  let ungrouped = 0;
  /** What the row counts in that is being read. */
  let tallies = [whole];
  const problems: FileProblem[] = [];
  const formats: VoteFormatName[] = [];
  const leaveOut = (reason: string, label?: unknown, times = 1): void => {
    for (const { leftOut, labelsLeftOut } of tallies) {
      leftOut[reason] = (leftOut[reason] ?? 0) + times;
      if (label === undefined) continue;
      labelsLeftOut[reason] ??= Object.create(null) as Record<string, number>;
      const labels = labelsLeftOut[reason];
      const shown = shownLabel(label);
      const key = shown in labels || Object.keys(labels).length < MOST_LABELS ? shown : OTHERS;
      labels[key] = (labels[key] ?? 0) + times;
    }
  };
  const seen = (seconds: number): void => {
    for (const tally of tallies) tally.newest = Math.max(tally.newest, seconds);
  };
  const settings: FormatOptions = {
    games: options.games ?? "both",
    baseline: options.baseline,
    labels: options.labels,
  };
  const usual = fieldNamer(options.fields);
  /** Verdicts that say nothing known, with the first place of each. */
  const unknown = new Map<string, { place: string; message: Said; count: number }>();

  const named = new Set<string>();
  const renamed = new Set<string>();
  const idOf = (name: string): string => {
    const id = options.aliases?.get(name);
    if (id !== undefined) renamed.add(name);
    return id ?? name;
  };

  /** Takes a vote, which is the caller's no more. */
  const add = (vote: Vote, label: unknown, times: number): void => {
    vote.first = idOf(vote.first);
    vote.second = idOf(vote.second);
    const { first, second, outcome, weight, question, turn = 1, judge = "" } = vote;
    if (judge !== "") judges.indexOf(judge);
    named.add(first).add(second);
    const reason = reasonAgainst(vote, options);
    if (reason !== undefined) {
      leaveOut(reason, reason === NO_VERDICT ? label : undefined, times);
      return;
    }
    for (const { columns } of tallies) {
      columns.push(
        models.indexOf(first),
        models.indexOf(second),
        OUTCOME[outcome as 1 | 2 | 3],
        question === undefined ? -1 : questions.indexOf(question),
        contexts.indexOf(`${turn}/${judge}`),
        weight,
        vote.soft,
      );
    }
  };

  /** Where a row counts: in the whole and, where groups are wanted, in those of its values. */
  const talliesOf = (row: Row): Tally[] => {
    const { by, questionField } = options;
    if (by === undefined) return [whole];
    const values = valuesOf(row, by, questionField);
    if (values.length === 0) ungrouped++;
    for (const value of values) if (!groups.has(value)) groups.set(value, newTally());
    if (groups.size > MOST_GROUPS) {
      throw new UserError(
        say`--by ${by} has more than ${MOST_GROUPS} values, which are too many groups to rank each of; choose a field with fewer, or rows with --where`,
      );
    }
    return [whole, ...values.map((value) => groups.get(value) as Tally)];
  };

  /** Takes the games of a row; a row that cannot be used is reported. */
  const addRow = (
    row: Row,
    format: VoteFormatName,
    { file, line, times = 1 }: { file: string; line: number; times?: number | undefined },
  ): void => {
    const label = labelOf(row);
    tallies = [whole];
    if (!isWanted(row, options)) {
      leaveOut("a row that --where does not choose");
      return;
    }
    tallies = talliesOf(row);
    const { tstamp } = row;
    if (typeof tstamp === "number") seen(tstamp);
    try {
      const votes: readonly Vote[] = VOTE_FORMATS[format].read(row, settings);
      for (let game = 0; game < votes.length; game++) {
        const vote = votes[game] as Vote;
        const reason = options.leave?.(file, line, game);
        vote.weight *= times;
        // A row of counts stands for so many judgments.
        const judgments = format === "counts" ? vote.weight : times;
        if (reason === undefined) add(vote, label, judgments);
        else leaveOut(reason);
      }
    } catch (error) {
      // What the user must say, like Arena-Hard's baseline, is wrong with every row.
      if (error instanceof UserError) throw new UserError(say`${file}:${line}: ${error}`);
      if (!(error instanceof UnknownVerdict)) {
        problems.push({ file, line, message: say`${saidBy(error)}; the row was left out` });
      } else if (options.skipUnknown) {
        leaveOut(UNKNOWN_VERDICT, label ?? "(several)", times * timesOf(row, format));
      } else {
        const shown = shownLabel(label ?? "(several)");
        const first = { place: `${file}:${line}`, message: error.said, count: 0 };
        const before = unknown.get(shown) ?? first;
        unknown.set(shown, { ...before, count: before.count + times * timesOf(row, format) });
      }
    }
  };

  for (const file of files) {
    const plan = isPlain(options) ? scanPlanOf(file, options) : undefined;
    if (plan) {
      formats.push(plan.format);
      scanVotes(file, plan, {
        questions,
        judges,
        contexts,
        leaveOut,
        models: {
          list: models.list,
          indexOf: (name) => {
            const id = idOf(name);
            named.add(id);
            return models.indexOf(id);
          },
        },
        isModelWanted: (name) => options.models?.has(name) ?? true,
        isQuestionWanted: options.questions && ((name) => options.questions?.has(name) ?? true),
        push: whole.columns.push,
        reserve: whole.columns.reserve,
        seen: (seconds) => {
          if (seconds > whole.newest) whole.newest = seconds;
        },
        addRow: (value, line) => {
          const row = usual(value);
          addRow(row, options.format ?? formatAfter(plan.format, row, file), { file, line });
        },
        problem: (problem) => problems.push(problem),
        reasonOf: options.leave && ((line) => options.leave?.(file, line, 0)),
      });
      continue;
    }
    const isCountable = isPlain(options) && options.leave === undefined && !options.format;
    const source = await readRows(file, {
      counting: isCountable ? (names) => countedBy(names, usual) : undefined,
    });
    let format = options.format;
    for (const { row: value, line, times } of source.rows) {
      if (options.fields && format === undefined) checkFields(value, options.fields, file);
      const row = usual(value);
      format = options.format ?? formatAfter(format, row, file);
      addRow(row, format, { file, line, times });
    }
    if (format) formats.push(format);
    problems.push(...source.problems);
  }
  if (unknown.size > 0) throw unknownVerdicts(unknown);
  if (models.list.length >= MOST_MODELS) {
    throw new UserError(
      say`there are ${models.list.length} models; ${MOST_MODELS - 1} are the most`,
    );
  }
  if (options.by !== undefined && groups.size === 0 && named.size > 0) {
    throw new UserError(
      say`no row says anything in the field "${options.by}" (--by), and neither does its question`,
    );
  }
  const countedOf = (tally: Tally): CountedVotes => {
    const repeated = tally.columns.duplicates();
    const first = options.duplicates === "first" && repeated.length > 0;
    if (first) tally.leftOut["a duplicate"] = repeated.length;
    const kept = first ? tally.columns.without(repeated) : tally.columns;
    let context: Int32Array | undefined;
    return {
      comparisons: kept.toComparisons(models, questions),
      contextOf(k) {
        context ??= kept.contexts();
        const name = contexts.list[context[k]];
        const at = name.indexOf("/");
        return { turn: Number(name.slice(0, at)), judge: name.slice(at + 1) };
      },
      leftOut: tally.leftOut,
      labelsLeftOut: tally.labelsLeftOut,
      duplicates: repeated.length,
      soft: kept.soft,
      newest: tally.newest,
      unreadable: 0,
    };
  };
  return {
    ...countedOf(whole),
    unreadable: problems.filter(({ line }) => line !== undefined).length,
    groups: new Map(
      [...groups]
        .sort(([a], [b]) => inOrder(a, b))
        .map(([value, tally]) => [value, countedOf(tally)]),
    ),
    ungrouped,
    problems,
    formats,
    judges: judges.list,
    models: [...named],
    renamed: [...renamed],
  };
}

/** Numbers by their size, texts by their letters. */
const inOrder = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);

/** Reasons that come with the labels that were left out. */
export const NO_VERDICT = "no verdict";
export const UNKNOWN_VERDICT = "an unknown verdict";
/** Labels counted apart for each reason. */
const MOST_LABELS = 20;
const OTHERS = "(others)";

/** The verdict of a row as the file has it; undefined where the row has several. */
function labelOf(row: Row): unknown {
  if ("winner" in row) return row.winner ?? "";
  const other = ["verdict", "result", "outcome", "preference", "vote", "choice", "label", "score"];
  const field = other.find((name) => name in row);
  return field === undefined ? undefined : (row[field] ?? "");
}

function unknownVerdicts(
  unknown: ReadonlyMap<string, { place: string; message: Said; count: number }>,
): UserError {
  const [first] = unknown.values() as unknown as [{ place: string; message: Said }];
  const all = [...unknown].map(([label, { count }]) => `${JSON.stringify(label)} ${count}`);
  const labels = [...unknown.keys()].filter((label) => !label.startsWith("("));
  const example = labels.slice(0, 3).map((label) => `${label}=tie`);
  return new UserError(
    say`${first.place}: ${first.message}. Such verdicts, with their counts: ${listSome(all)}. Say what they mean${example.length > 0 ? say` (--winner-labels "${example.join(",")}": 1, 2, tie, none or name)` : ""}, correct the rows, or leave them out with --skip-unknown.`,
  );
}

const listSome = (items: readonly string[]): Message =>
  items.length <= 10
    ? joined(items)
    : say`${joined(items.slice(0, 10))} and ${items.length - 10} more`;

function checkFields(row: Row, fields: VoteFields, file: string): void {
  const [missing] = missingFields(row, fields);
  if (missing === undefined) return;
  const known = Object.keys(row);
  throw new UserError(
    say`${file} has no column "${missing}".${suggest(missing, known)} It has: ${known.slice(0, 20).join(", ")}`,
  );
}

/** Whether the filters are such that the scanner can apply them. */
function isPlain({ where, judge, by }: ReadVotesOptions): boolean {
  return where === undefined && judge === undefined && by === undefined;
}

/** What the formats of plain votes read. */
const PLAIN_FIELDS = [
  ...["model_a", "model_b", "model1_id", "model2_id"],
  ...["winner", "judge", "judge_model", "turn"],
];

/** How many judgments a row tells of whose verdict says nothing. */
const timesOf = (row: Row, format: VoteFormatName): number =>
  format === "counts" && Number(row.count) > 0 ? Number(row.count) : 1;

/**
 * By which columns a database may count votes: plain ones on no questions, where votes that are alike
 * are no repetitions but a count.
 */
function countedBy(
  columns: readonly string[],
  usual: (row: Row) => Row,
): { by: string[]; newest: string[] } | undefined {
  const given = usual(Object.fromEntries(columns.map((name) => [name, name])));
  const format = detectFormat(given);
  const isPlainVote = format === "arena" || format === "jrank";
  if ("soft_verdict" in given) return undefined;
  if (!isPlainVote || contextOfRow(given).question !== undefined) return undefined;
  const found = (names: readonly string[]): string[] =>
    names.flatMap((name) => (name in given ? [String(given[name])] : []));
  return {
    by: found(PLAIN_FIELDS),
    newest: found(["tstamp"]),
  };
}

/** The format of a row: that of the row before, as long as it fits; a file may hold several. */
function formatAfter(before: VoteFormatName | undefined, row: Row, file: string): VoteFormatName {
  return before !== undefined && VOTE_FORMATS[before].matches(row)
    ? before
    : (detectFormat(row) ?? before ?? formatOf(row, file));
}

function formatOf(row: Row, file: string): VoteFormatName {
  const format = detectFormat(row);
  if (format) return format;
  const known = Object.entries(VOTE_FORMATS).map(
    ([name, { describe }]) => say`  ${name}: ${describe}`,
  );
  throw new UserError(
    say`${file}: the rows have the fields ${Object.keys(row).slice(0, 12).join(", ")}, which is no format known here. Known are (choose with --format):\n${joined(known, "\n")}`,
  );
}

function reasonAgainst(vote: Vote, options: ReadVotesOptions): string | undefined {
  const { models, questions, judge } = options;
  if (vote.outcome === "error") return NO_VERDICT;
  if (vote.first === vote.second) return "a model against itself";
  if (models && !(models.has(vote.first) && models.has(vote.second))) {
    return "a model that is not listed";
  }
  if (questions && vote.question !== undefined && !questions.has(vote.question)) {
    return "a question that is not in the benchmark";
  }
  return judge !== undefined && vote.judge !== judge ? "another judge" : undefined;
}

function isWanted(row: Row, { where, questionField }: ReadVotesOptions): boolean {
  if (!where) return true;
  return Object.entries(where).every(
    ([field, value]) =>
      String(row[field]) === value || valuesOf(row, field, questionField).includes(value),
  );
}

/** The games of files one by one, for tables that need each; errors and all models included. */
export async function readVoteList(
  files: readonly string[],
  options: Pick<ReadVotesOptions, "baseline" | "format" | "aliases" | "leave"> = {},
): Promise<{ votes: Vote[]; problems: FileProblem[] }> {
  const votes: Vote[] = [];
  const problems: FileProblem[] = [];
  const settings: FormatOptions = { games: "both", baseline: options.baseline };
  const idOf = (name: string): string => options.aliases?.get(name) ?? name;
  const usual = fieldNamer();
  for (const file of files) {
    const source = await readRows(file);
    let format: VoteFormatName | undefined;
    for (const { row: value, line } of source.rows) {
      const row = usual(value);
      format = options.format ?? formatAfter(format, row, file);
      try {
        for (const [game, vote] of VOTE_FORMATS[format].read(row, settings).entries()) {
          if (options.leave?.(file, line, game) !== undefined) continue;
          const { first, second } = vote;
          votes.push({ ...vote, first: idOf(first), second: idOf(second) });
        }
      } catch (error) {
        problems.push({ file, line, message: say`${saidBy(error)}; the row was left out` });
      }
    }
    problems.push(...source.problems);
  }
  return { votes, problems };
}
