/**
 * The whole process of make_ranking on 2,000,000 JSONL votes of 150 models, beside a bare prototype
 * (`vote_prototype.ts`) on the same file: CPU seconds, which other work on the machine moves less than
 * the clock, their ratio, and the peak of memory.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Cost, costOf, costOfCommand } from "./cost.ts";
import { writeVotes } from "./write_votes.ts";

const prototype = fileURLToPath(new URL("vote_prototype.ts", import.meta.url));
const VOTES = 2_000_000;
const MODELS = 150;

/** make_ranking with flags, without charts, and what it costs. */
export function costOfRanking(file: string, folder: string, flags: readonly string[]): Cost {
  const output = join(folder, "ranking.json");
  const usual = ["--no-config", "--no-make-charts", "--output-path", output];
  return costOfCommand("make_ranking", ["--input-file", file, ...usual, ...flags]);
}

/** Prints the figures. */
export async function benchReadVotes(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "jrank-bench-"));
  const file = join(folder, "votes.jsonl");
  const compare = (name: string, unit: "question" | "judgment"): void => {
    const bare = costOf([prototype, file, unit]);
    const flags = ["--bootstrap-unit", unit, "--bootstrap-n", "500"];
    const whole = costOfRanking(file, folder, flags);
    print(
      `2,000,000 votes of ${MODELS} models, ${name}, by ${unit}: ${whole.cpu.toFixed(1)} s of CPU, ${(whole.cpu / bare.cpu).toFixed(2)} x the prototype's ${bare.cpu.toFixed(1)} s; ${whole.megabytes.toFixed(0)} MB`,
    );
  };
  try {
    for (const questions of [0, 500, 20_000, 200_000, VOTES]) {
      await writeVotes(file, { votes: VOTES, models: MODELS, questions });
      const name =
        questions === 0
          ? "no question"
          : questions === VOTES
            ? "a question each"
            : `${questions.toLocaleString("en")} questions`;
      compare(name, "judgment");
      if (questions === 20_000) compare(name, "question");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The votes of a JSONL file in a database's Parquet, and as its counts in a CSV. */
async function inDatabase(file: string, { parquet, csv }: { parquet: string; csv: string }) {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT * FROM read_json('${file}')) TO '${parquet}'`);
  const columns =
    "model1_id AS model_a, model2_id AS model_b, if(winner = 3, 'tie', winner::VARCHAR) AS winner";
  await connection.run(
    `COPY (SELECT ${columns}, count(*) FROM '${parquet}' GROUP BY ALL) TO '${csv}' (HEADER)`,
  );
  connection.closeSync();
  instance.closeSync();
}

/** Prints what ten times as many votes cost, of 300 models: as JSONL, as Parquet, as counts. */
export async function benchManyVotes(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "jrank-bench-"));
  const file = join(folder, "votes.jsonl");
  const [parquet, csv] = [join(folder, "votes.parquet"), join(folder, "counts.csv")];
  const flags = ["--bootstrap-unit", "judgment"];
  try {
    await writeVotes(file, { votes: VOTES, models: 300, questions: 0 });
    const few = costOfRanking(file, folder, flags);
    await writeVotes(file, { votes: 10 * VOTES, models: 300, questions: 0 });
    await inDatabase(file, { parquet, csv });
    const many = costOfRanking(file, folder, flags);
    print(
      `20,000,000 votes of 300 models: ${many.cpu.toFixed(1)} s of CPU, ${(many.cpu / few.cpu).toFixed(1)} x those of 2,000,000; ${many.megabytes.toFixed(0)} MB`,
    );
    for (const [name, counted] of [
      ["Parquet", parquet],
      ["counts in a CSV", csv],
    ] as const) {
      const { cpu, megabytes } = costOfRanking(counted, folder, flags);
      print(
        `  as ${name}: ${cpu.toFixed(1)} s, ${(cpu / many.cpu).toFixed(2)} x; ${megabytes.toFixed(0)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
