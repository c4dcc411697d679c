/** The commands of `jrank`, one row each: its group in the help, what it does, an example, its file. */
import { type Message, say } from "../core/message.ts";

interface Subcommand {
  readonly group: "start" | "answers" | "judging" | "ranking" | "publishing" | "planning" | "shell";
  /** In one line of the help. */
  readonly says: Message;
  /** What one would type behind its name. */
  readonly example: string;
  /** Runs it: the file of the command reads `process.argv`. */
  readonly load: () => Promise<unknown>;
  /** The name of its file, by which it can be called too. */
  readonly file: string;
}

/** Each group with its heading, in the order of the help. */
export const GROUPS: Readonly<Record<Subcommand["group"], Message>> = {
  start: say`Start here`,
  answers: say`Answers`,
  judging: say`Judging`,
  ranking: say`Rankings`,
  publishing: say`Publishing`,
  planning: say`Planning`,
  shell: say`Your shell`,
};

/** Commands under the names that other programs have for them; docs/coming_from.md lists them. */
export const ALIASES: Readonly<Record<string, () => Promise<unknown>>> = {
  gen_model_answer: () => import("../gen_model_answer.ts"),
  gen_api_answer: () => import("../gen_api_answer.ts"),
  compute_agreement: () => import("../compute_agreement.ts"),
  download_mt_bench_pregenerated: () => import("../download_mt_bench_pregenerated.ts"),
};

export const COMMANDS: Readonly<Record<string, Subcommand>> = {
  run: {
    group: "start",
    says: say`everything from one config: answers to charts`,
    example: "--config config.json --dry-run",
    load: () => import("../streamline.ts"),
    file: "streamline",
  },
  rank: {
    group: "start",
    says: say`ranks a file of votes, anybody's: table, intervals, warnings`,
    example: "votes.csv --html ranking.html",
    load: () => import("../vote_ranking.ts"),
    file: "vote_ranking",
  },
  init: {
    group: "start",
    says: say`a benchmark and a config, from a file or a public benchmark`,
    example: "--questions questions.csv",
    load: () => import("../init.ts"),
    file: "init",
  },
  get: {
    group: "start",
    says: say`a public benchmark by its name`,
    example: "rakuda_v2",
    load: () => import("../get_benchmark.ts"),
    file: "get_benchmark",
  },
  "import-questions": {
    group: "start",
    says: say`a file of questions as a benchmark`,
    example: "--input-file questions.csv --bench-name mine",
    load: () => import("../import_questions.ts"),
    file: "import_questions",
  },
  "answer-api": {
    group: "answers",
    says: say`answers of an API model`,
    example: "--bench-name sample --model gpt-4o-mini",
    load: () => import("../gen_api_model_answer.ts"),
    file: "gen_api_model_answer",
  },
  "answer-local": {
    group: "answers",
    says: say`answers of a GGUF model on this machine`,
    example: "--bench-name sample --model-path model.gguf",
    load: () => import("../gen_local_model_answer.ts"),
    file: "gen_local_model_answer",
  },
  "import-answers": {
    group: "answers",
    says: say`answers that were made elsewhere`,
    example: "--bench-name sample --input-file answers.jsonl",
    load: () => import("../import_answers.ts"),
    file: "import_answers",
  },
  judge: {
    group: "judging",
    says: say`has a judge compare answers`,
    example: "--bench-name sample --judge-model gpt-4o --dry-run",
    load: () => import("../gen_judgment.ts"),
    file: "gen_judgment",
  },
  agreement: {
    group: "judging",
    says: say`how far judges agree with each other and with people`,
    example: "gpt-4_pair.jsonl people.csv",
    load: () => import("../check_reviewer_agreement.ts"),
    file: "check_reviewer_agreement",
  },
  annotate: {
    group: "judging",
    says: say`people judge answers on a page`,
    example: "--bench-name sample --serve",
    load: () => import("../annotate.ts"),
    file: "annotate",
  },
  "judge-report": {
    group: "judging",
    says: say`the report card of each judge: what it is good for`,
    example: "--bench-name sample --people people.csv",
    load: () => import("../judge_report.ts"),
    file: "judge_report",
  },
  export: {
    group: "judging",
    says: say`judgments as files of other programs`,
    example: "--bench-name sample --format arena",
    load: () => import("../export_judgments.ts"),
    file: "export_judgments",
  },
  scores: {
    group: "ranking",
    says: say`the leaderboard of scores, with scores made elsewhere`,
    example: "results.json --model-id org/model-7b",
    load: () => import("../make_leaderboard.ts"),
    file: "make_leaderboard",
  },
  "make-ranking": {
    group: "ranking",
    says: say`the ranking and the charts of a benchmark's judgments`,
    example: "--bench-name sample --compute mle",
    load: () => import("../make_ranking.ts"),
    file: "make_ranking",
  },
  show: {
    group: "ranking",
    says: say`LLM Judge's tables: mean grades, or wins of pairs`,
    example: "--bench-name mt_bench --judge-model gpt-4",
    load: () => import("../show_result.ts"),
    file: "show_result",
  },
  overplot: {
    group: "ranking",
    says: say`two or more rankings in one chart`,
    example: "gpt-4_mle.json claude_mle.json",
    load: () => import("../overplot_rankings.ts"),
    file: "overplot_rankings",
  },
  gate: {
    group: "ranking",
    says: say`whether a model is better than another: an exit code`,
    example: "--candidate new-model --baseline old-model",
    load: () => import("../gate.ts"),
    file: "gate",
  },
  site: {
    group: "publishing",
    says: say`the website: leaderboard, charts, every answer`,
    example: "--bench-name sample --out site --serve",
    load: () => import("../qa_browser.ts"),
    file: "qa_browser",
  },
  plan: {
    group: "planning",
    says: say`how many judgments give which precision, and what they cost`,
    example: "--models 14 --questions 40 --half-width 50",
    load: () => import("../plan.ts"),
    file: "plan",
  },
  simulate: {
    group: "planning",
    says: say`tries schedules on boards whose truth is known`,
    example: "--scenario S1 --n 500 1000",
    load: () => import("../simulate.ts"),
    file: "simulate",
  },
  completion: {
    group: "shell",
    says: say`a script for bash, zsh or fish that completes commands`,
    example: "bash >> ~/.bashrc",
    load: () => import("./completion.ts"),
    file: "completion",
  },
};
