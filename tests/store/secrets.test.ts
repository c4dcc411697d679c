/** Keys stay out of files, messages and configs. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { secretsIn, shownAddress, withoutSecrets } from "../../jrank/core/secrets.ts";
import { terminalText } from "../../jrank/core/terminal_text.ts";
import { checkConfig } from "../../jrank/store/config/read_config.ts";
import { openAppender } from "../../jrank/store/files/appender.ts";
import { watchSecrets } from "../../jrank/store/files/secret_guard.ts";
import { writeAllWhole, writeWhole } from "../../jrank/store/files/write_whole.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const KEY = "q7Zp-0123456789-abcdef";

const env = {
  OPENAI_API_KEY: KEY,
  AZURE_OPENAI_KEY: `${KEY}2`,
  HF_TOKEN: `${KEY}3`,
  GATEWAY: `${KEY}4`,
  LOCAL_API_KEY: "none",
  KEYBOARD: "a layout of keys",
  HOME: "/home/somebody/else",
};

describe("an environment", () => {
  it("tells its keys by their names, and those that a config names", () => {
    expect([...secretsIn(env).keys()]).toEqual(["OPENAI_API_KEY", "AZURE_OPENAI_KEY", "HF_TOKEN"]);
    expect(secretsIn(env, ["GATEWAY"]).get("GATEWAY")).toBe(`${KEY}4`);
  });

  it("keeps them out of what is printed, and what looks like one of somebody else's", () => {
    const text = `refused ${KEY}, sk-abcdefghijklmnop and AIzaAbCdEfGhIjKlMn`;
    expect(withoutSecrets(text, secretsIn({ OPENAI_API_KEY: KEY }))).toBe(
      "refused [OPENAI_API_KEY], [key] and [key]",
    );
  });
});

describe("a file", () => {
  watchSecrets(secretsIn({ OPENAI_API_KEY: KEY }));

  it.each([
    ["a text", `# Ranking\n${KEY}\n`],
    ["bytes", Buffer.from(`<svg>${KEY}</svg>`)],
  ])("that would publish a key is not written: %s", async (_, content) => {
    const file = join(folder.path, "out.md");
    await expect(writeAllWhole([[file, ["clean", content]]])).rejects.toThrow("OPENAI_API_KEY");
    expect(() => writeWhole(file, content)).toThrow(
      /out\.md is not written: it would contain the value of OPENAI_API_KEY/,
    );
    expect(existsSync(file)).toBe(false);
  });

  it("of rows keeps the row, without the key that a server echoed", () => {
    const file = join(folder.path, "rows.jsonl");
    const rows = openAppender<{ judgment: string }>(file, () => {});
    rows.append({ judgment: `Your key is ${KEY}. [[A]]` });
    rows.close();
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      judgment: "Your key is [OPENAI_API_KEY]. [[A]]",
    });
  });
});

describe("a config", () => {
  /** As a config asks for the value of a variable. */
  const variable = (name: string): string => `\${${name}}`;
  const judged = (judge: object, more: object = {}) =>
    checkConfig(
      {
        benchmark_name: "b",
        n: 1,
        models: { judge_models: [{ id: "j", ...judge }] },
        ...more,
      },
      { ...env, TITLE: "A title" },
    );
  const faultOf = (judge: object, more: object = {}): string => {
    try {
      judged(judge, more);
    } catch (error) {
      return (error as Error).message;
    }
    return "none";
  };

  it("may not write the value of a key variable into a text", () => {
    for (const more of [
      { charts: { title: `by ${variable("OPENAI_API_KEY")}` } },
      { system_prompt: variable("HF_TOKEN") },
      { site: { description: variable("AZURE_OPENAI_KEY") } },
    ]) {
      expect(faultOf({}, more)).toMatch(/would write a key into files/);
    }
    expect(judged({}, { charts: { title: variable("TITLE") } }).charts?.title).toBe("A title");
  });

  it("may not carry a key in an address, nor in place of a variable's name", () => {
    for (const base_url of [`http://u:${KEY}@h/v1`, `http://h/v1?api_key=${KEY}`]) {
      const fault = faultOf({ base_url });
      expect(fault).toMatch(/models\.judge_models\[0\]\.base_url (?:holds|must end)/);
      expect(fault).not.toContain(KEY);
    }
    const fault = faultOf({ api_key_env: KEY });
    expect(fault).toMatch(/api_key_env must be the name of an environment variable/);
    expect(fault).not.toContain(KEY);
  });
});

it("shows an address without what may be secret", () => {
  expect(shownAddress("https://u:p@h.example/a?token=t#x")).toBe("https://…@h.example/a?…");
  expect(shownAddress("http://localhost:8000/v1")).toBe("http://localhost:8000/v1");
});

it("writes out what a terminal would obey", () => {
  expect(terminalText("a\x1b[2Jb\x07\x9b31m\x7f\r\nc\rd\te\u202egpj.exe")).toBe(
    "a\\u001b[2Jb\\u0007\\u009b31m\\u007f\nc\\u000dd\te\\u202egpj.exe",
  );
  expect(terminalText("日本語 한국어 🎉 العربية")).toBe("日本語 한국어 🎉 العربية");
});
