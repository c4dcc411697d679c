/** Rankings that more raters than one judge make: a judge on the scale of people's votes, and a panel of judges. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { type Benchmark, judgmentFile } from "../../store/answers/benchmark.ts";
import { listJudges } from "../../store/answers/judgment_files.ts";
import { isPerson } from "../../store/books/people.ts";
import type { Config } from "../../store/config/config.ts";
import { fileNameOf } from "../../store/files/file_name.ts";
import { judgesOf } from "../models/models.ts";
import type { RankFilesJob, RankingPaths } from "./rank_votes.ts";

/** What the calibrated ranking of a judge is called: it has places of its own, and a history. */
const withPeople = (judge: string): string => `${judge} + people`;

/**
 * The job of the calibrated ranking beside that of the judge's own; undefined where none is asked for.
 * `bench`: whose raters may be named; absent: only files.
 */
export function calibratedJob(
  own: RankFilesJob,
  config: Config,
  {
    bench,
    answers,
    log,
  }: { bench: Benchmark | undefined } & Pick<
    NonNullable<RankFilesJob["calibrate"]>,
    "answers" | "log"
  >,
): RankFilesJob | undefined {
  const { votes, suspects = [], features } = config.calibrate;
  if (votes === undefined) return undefined;
  const files = filesOf(votes, bench);
  const spec = judgesOf(config).find((judge) => judge.spec.id === own.judge)?.spec;
  return {
    ...own,
    control: undefined,
    judge: withPeople(own.judge),
    inputs: [...(own.inputs ?? []), ...files],
    places: placesBeside(own.places, own.judge),
    options: { ...own.options, ties: "half", ci: "cr3", bootstrapN: 0, prior: "flat" },
    reading: { ...own.reading, by: undefined },
    calibrate: {
      judge: own.judge,
      path: spec?.path,
      files,
      suspects,
      features,
      answers,
      aliases: own.aliases,
      log,
    },
  };
}

/** The name of the judge's files, with the people: where theirs is no such name, a name of its own. */
function placesBeside({ ranking, charts, judgments }: RankingPaths, judge: string): RankingPaths {
  const [own, both] = [judge, withPeople(judge)].map(fileNameOf);
  const renamed = (path: string): string => {
    const name = basename(path);
    const isJudges = name === own || name.startsWith(`${own}_`);
    return join(dirname(path), isJudges ? both + name.slice(own.length) : `${name}_people`);
  };
  return { judgments, ranking: renamed(ranking), charts: renamed(charts) };
}

/** The files of votes: all raters' of the benchmark, one rater's, or a file. */
function filesOf(votes: string, bench: Benchmark | undefined): string[] {
  const raters = bench === undefined ? [] : listJudges(bench, "pair").filter(isPerson);
  const fileOf = (rater: string): string => judgmentFile(bench as Benchmark, rater, "pair");
  if (votes === "people" && raters.length > 0) return raters.map(fileOf);
  const rater = raters.find((name) => name === votes || name === `person-${votes}`);
  if (rater !== undefined) return [fileOf(rater)];
  const file = resolve(votes);
  if (existsSync(file)) return [file];
  const known = raters.map((name) => name.replace(/^person-/, "")).join(", ");
  throw new UserError(
    say`--calibrate ${votes}: there is no such file and no such rater; raters of annotate.ts are: ${known || say`nobody yet`}`,
  );
}

/** The name of a panel where a ranking has that of its judge. */
export const PANEL = "panel";

/** The judges of the panel that a config asks for, among those with judgments; and those that are missing. */
export function panelMembers(
  config: Config,
  known: readonly string[],
): { members: string[]; missing: { judge: string; why: string }[] } {
  const configured = judgesOf(config).map(({ spec }) => spec.id);
  const models = known.filter((judge) => !isPerson(judge));
  const wanted = config.panel.judges ?? (configured.length > 1 ? configured : models);
  const unknown = (config.panel.judges ?? []).find(
    (judge) => !known.includes(judge) && !configured.includes(judge),
  );
  if (unknown !== undefined) {
    throw new UserError(
      say`panel.judges names ${unknown}, which is no judge here.${suggest(unknown, [...known, ...configured])}`,
    );
  }
  return {
    members: wanted.filter((judge) => known.includes(judge)),
    missing: wanted
      .filter((judge) => !known.includes(judge))
      .map((judge) => ({ judge, why: "no judgments" })),
  };
}

/** A ranking of the rows of several judges as the panel that the config asks for. */
export function panelJob(
  own: RankFilesJob,
  config: Config,
  missing: NonNullable<RankFilesJob["panel"]>["missing"],
): RankFilesJob {
  const { rule = "model", judges, quorum, abstain_on_flip: abstainOnFlip } = config.panel;
  const isJoint = rule === "model";
  return {
    ...own,
    control: undefined,
    options: isJoint
      ? { ...own.options, ties: "half", ci: "cr3", bootstrapN: 0, prior: "flat" }
      : own.options,
    reading: { ...own.reading, by: undefined },
    panel: {
      rule,
      judges,
      quorum,
      abstainOnFlip,
      missing,
      paths: new Map(judgesOf(config).map(({ spec }) => [spec.id, spec.path])),
    },
  };
}
