/** Files of votes for measuring. */
import { createWriteStream } from "node:fs";
import { createRandom } from "../jrank/core/random.ts";

/** How many votes, of how many models, on how many questions (0: rows tell none; as many as votes: one each). */
interface VoteFile {
  readonly votes: number;
  readonly models: number;
  readonly questions: number;
}

/** Writes JSONL votes of models of normal strengths (sd 225 Elo), one tie in eleven. */
export async function writeVotes(
  file: string,
  { votes, models, questions }: VoteFile,
): Promise<void> {
  const random = createRandom(1, "votes");
  const strengths = Array.from({ length: models }, () => 1.3 * random.normal());
  const out = createWriteStream(file);
  let lines: string[] = [];
  for (let k = 0; k < votes; k++) {
    const i = random.below(models);
    const j = (i + 1 + random.below(models - 1)) % models;
    const p = 1 / (1 + Math.exp(strengths[j] - strengths[i]));
    const winner = random.next() < 1 / 11 ? 3 : random.next() < p ? 1 : 2;
    const number = questions === votes ? k : questions > 0 ? random.below(questions) : 0;
    const question = questions > 0 ? `"question_id": "q${number}", ` : "";
    lines.push(
      `{${question}"model1_id": "vendor/model-${i}", "model2_id": "vendor/model-${j}", "winner": ${winner}}\n`,
    );
    if (lines.length < 20_000 && k < votes - 1) continue;
    if (!out.write(lines.join(""))) await new Promise<void>((go) => out.once("drain", () => go()));
    lines = [];
  }
  await new Promise<void>((done) => out.end(done));
}
