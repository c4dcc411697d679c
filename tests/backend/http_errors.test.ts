import { describe, expect, it } from "vitest";
import { scrub } from "../../jrank/backend/api/http_errors.ts";

describe("scrub", () => {
  const secret = "my-secret-0123456789";

  it("takes the key out before it cuts, so that no half of it is left", () => {
    const text = `${"x".repeat(590)}${secret} and more`;
    expect(scrub(text, secret)).toBe(`${"x".repeat(590)}[key] and …`);
  });

  it("takes out what looks like a key, whoever it belongs to", () => {
    expect(scrub("no key sk-proj-AbCdEfGhIjKlMnOp here", undefined)).toBe("no key [key] here");
    expect(scrub("task-list and sk-1", undefined)).toBe("task-list and sk-1");
  });
});
