/** The whole process of make_ranking on 2,000,000 JSONL votes of 150 models. */
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "../jrank/core/random.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const VOTES = 2_000_000;
const MODELS = 150;
const REPORT = `process.on("exit", () => process._rawDebug("maxrss " + process.resourceUsage().maxRSS))`;

/** Writes votes of models of normal strengths (sd 225 Elo), one tie in eleven. */
async function writeVotes(file: string, questions: boolean): Promise<void> {
  const random = createRandom(1, "votes");
  const strengths = Array.from({ length: MODELS }, () => 1.3 * random.normal());
  const out = createWriteStream(file);
  let lines: string[] = [];
  for (let k = 0; k < VOTES; k++) {
    const i = random.below(MODELS);
    const j = (i + 1 + random.below(MODELS - 1)) % MODELS;
    const p = 1 / (1 + Math.exp(strengths[j] - strengths[i]));
    const winner = random.next() < 1 / 11 ? 3 : random.next() < p ? 1 : 2;
    const question = questions ? `"question_id": "q${random.below(500)}", ` : "";
    lines.push(
      `{${question}"model1_id": "vendor/model-${i}", "model2_id": "vendor/model-${j}", "winner": ${winner}, "judge": ["crowd", "vote"], "turn": 1}\n`,
    );
    if (lines.length < 20_000 && k < VOTES - 1) continue;
    if (!out.write(lines.join(""))) await new Promise<void>((go) => out.once("drain", () => go()));
    lines = [];
  }
  await new Promise<void>((done) => out.end(done));
}

/** Prints the figures. */
export async function benchReadVotes(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "jrank-bench-"));
  try {
    for (const questions of [false, true]) {
      const file = join(folder, "votes.jsonl");
      await writeVotes(file, questions);
      const started = performance.now();
      const { status, stderr } = spawnSync(
        process.execPath,
        [
          ...["--import", import.meta.resolve("tsx")],
          ...["--import", `data:text/javascript,${encodeURIComponent(REPORT)}`],
          ...[join(root, "jrank/make_ranking.ts"), "--input-file", file, "--no-make-charts"],
          ...["--bootstrap-unit", "judgment", "--bootstrap-n", "500"],
        ],
        { encoding: "utf8", cwd: folder },
      );
      const seconds = (performance.now() - started) / 1000;
      if (status !== 0) throw new Error(stderr);
      const megabytes = Number(/maxrss (\d+)/.exec(stderr)?.[1]) / 1024;
      print(
        `2,000,000 votes of ${MODELS} models${questions ? " on 500 questions" : ""}: make_ranking, 500 bootstraps by judgment, ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
