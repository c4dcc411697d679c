import { describe, expect, it } from "vitest";
import { DEFAULT_PROMPTS } from "../../jrank/prompt/judge/default_prompts.ts";
import { repairMessages } from "../../jrank/prompt/judge/repair.ts";
import { languageOf } from "../../jrank/prompt/text_language.ts";
import { type OutputFormat, VERDICT_FORMATS } from "../../jrank/prompt/verdict/verdicts.ts";

describe("repairMessages", () => {
  it("shows the judge its own text and asks in the language of its instructions", () => {
    for (const { name, system_prompt } of DEFAULT_PROMPTS) {
      const messages = [
        { role: "system", content: system_prompt },
        { role: "user", content: "An answer in English, which must not sway the language." },
      ] as const;
      for (const format of Object.keys(VERDICT_FORMATS) as OutputFormat[]) {
        const repaired = repairMessages(messages, "<think>1</think>まだ決めていません。", {
          format,
        });
        expect(repaired.slice(0, 2)).toEqual(messages);
        expect(repaired[2]).toEqual({ role: "assistant", content: "まだ決めていません。" });
        expect(repaired[3]?.role).toBe("user");
        expect(languageOf(repaired[3]?.content ?? "")).toBe(
          name.split("-")[1]?.replace("neutral", "en"),
        );
      }
    }
  });

  it("sends no empty message", () => {
    const messages = [{ role: "user", content: "Judge." }] as const;
    expect(
      repairMessages(messages, "<think>all of it", { format: "last" }).map(({ role }) => role),
    ).toEqual(["user", "user"]);
  });
});
