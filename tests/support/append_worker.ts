/** A process that appends rows to a file: `append_worker.ts <file> <name> <rows>`. */
import { openAppender } from "../../jrank/store/files/appender.ts";

const [file = "", name = "", rows = "0"] = process.argv.slice(2);
const appender = openAppender<{ name: string; k: number; text: string }>(file, (problem) => {
  throw new Error(String(problem.message));
});
for (let k = 0; k < Number(rows); k++) {
  appender.append({ name, k, text: "日本語".repeat(k % 50) });
}
appender.close();
