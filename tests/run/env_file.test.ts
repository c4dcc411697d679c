import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadDotEnv } from "../../jrank/run/command/command.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

it("a .env with a byte order mark or in UTF-16 gives its first variable too; the shell's counts", () => {
  const file = join(folder.path, ".env");
  for (const [encoding, name] of [
    ["utf8", "JRANK_TEST_ONE"],
    ["utf16le", "JRANK_TEST_TWO"],
  ] as const) {
    writeFileSync(file, Buffer.from(`\ufeff${name}=値\r\nJRANK_TEST_SHELL=file\r\n`, encoding));
    const env: NodeJS.ProcessEnv = { JRANK_TEST_SHELL: "shell" };
    loadDotEnv(file, env);
    expect(env).toEqual({ [name]: "値", JRANK_TEST_SHELL: "shell" });
  }
});
