/** A process that appends rows to a file: `append_worker.ts <file> <name> <rows> [in a turn]`. */
import { openAppender } from "../../jrank/store/files/appender.ts";

const [file = "", name = "", rows = "0", way] = process.argv.slice(2);
const appender = openAppender<{ name: string; k: number; text: string }>(file, (problem) => {
  throw new Error(String(problem.message));
});
const written: Promise<void>[] = [];
for (let k = 0; k < Number(rows); k++) {
  const row = { name, k, text: "日本語".repeat(k % 50) };
  if (way === "in a turn") written.push(appender.appendInTurn(row));
  else appender.append(row);
}
await Promise.all(written);
appender.close();
