/** A terminal for tests: `script` gives a command one, and this reads what stood on it in the end. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a command in a pseudo-terminal; gives the bytes that it wrote there, stdout and stderr together. */
export function runInTerminal(
  name: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const words = [process.execPath, "--import", import.meta.resolve("tsx")];
  const command = [...words, join(root, "jrank", `${name}.ts`), ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(" ");
  const { PATH = "", HOME = "" } = process.env;
  const columns = env.COLUMNS ?? "100";
  const child = spawn(
    "script",
    ["-qec", `stty cols ${columns} rows 40; exec ${command}`, "/dev/null"],
    { cwd, env: { PATH, HOME, TERM: "xterm", ...env }, stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  return new Promise((resolve) => child.on("close", () => resolve(text)));
}

/** The lines that a terminal shows after these bytes: what was written over is gone. */
export function screenOf(bytes: string): string[] {
  const lines: string[] = [""];
  let row = 0;
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes that terminals obey.
  for (const [part] of bytes.matchAll(/\x1b\[[\d;?]*[A-Za-z]|[\s\S]/gu)) {
    if (part === "\r") column = 0;
    else if (part === "\n") {
      row++;
      column = 0;
      lines[row] ??= "";
    } else if (part.startsWith("\x1b")) {
      const count = Number(/\d+/.exec(part)?.[0] ?? 0);
      if (part.endsWith("K") && count === 0) lines[row] = [...lines[row]].slice(0, column).join("");
      else if (part.endsWith("K")) lines[row] = "";
      else if (part.endsWith("G")) column = Math.max(0, count - 1);
    } else {
      const letters = [...lines[row].padEnd(column)];
      letters[column] = part;
      lines[row] = letters.join("");
      column++;
    }
  }
  return lines.map((line) => line.trimEnd());
}
