import { describe, expect, it } from "vitest";
import { askedAnew, DEFAULT_PROMPTS } from "../../jrank/prompt/judge/default_prompts.ts";
import type { JudgePrompt } from "../../jrank/prompt/judge/judge_prompt.ts";
import { structuredPrompt } from "../../jrank/prompt/judge/structured_prompt.ts";
import {
  isStructured,
  softAtToken,
  softOf,
  structuredVerdict,
} from "../../jrank/prompt/verdict/structured_verdict.ts";
import type { OutputFormat } from "../../jrank/prompt/verdict/verdicts.ts";

const SCALE = { min: 1, max: 10 };

describe("structured prompts", () => {
  it("of the program's own say how in their own language, and nothing of the text's way", () => {
    for (const prompt of DEFAULT_PROMPTS) {
      const asked = structuredPrompt(prompt, prompt.output_format as OutputFormat);
      const fields = asked?.prompt.system_prompt ?? "";
      expect(fields).toContain(prompt.type === "pairwise" ? "winner" : "score");
      expect(fields).toContain("explanation");
      expect(fields).not.toMatch(/最後の行|last line|마지막 줄|最后一行|最後一行/);
      expect(asked?.prompt.prompt_template).toBe(prompt.prompt_template);
      expect(asked?.marked?.prompt.system_prompt).toContain("[[");
      expect(asked?.marked?.mark.choices.length).toBe(prompt.type === "pairwise" ? 3 : 10);
      expect(Object.keys(asked?.schema.properties as object)[0]).toBe("explanation");
    }
  });

  const own: JudgePrompt = {
    name: "pair-en",
    type: "pairwise",
    system_prompt: "Compare. End with [[A]], [[B]] or [[C]].",
    prompt_template: "{question} {answer_a} {answer_b}",
    output_format: "[[A]]",
  };

  it("of others are not taken for ours, and get a sentence", () => {
    expect(askedAnew(own)).toBeUndefined();
    const asked = structuredPrompt(own, "[[A]]");
    expect(asked?.prompt.system_prompt.startsWith(own.system_prompt)).toBe(true);
    expect(asked?.prompt.system_prompt).toContain("winner");
    expect(asked?.marked?.mark.choices).toEqual(["A", "B", "C"]);
    const bare = structuredPrompt({ ...own, system_prompt: "" }, "[[A]]");
    expect(bare?.prompt.prompt_template).toContain("JSON");
    expect(structuredPrompt(own, "json")).toBeUndefined();
  });

  it("have no list of choices where grades are many", () => {
    const grades: JudgePrompt = {
      ...own,
      type: "single",
      prompt_template: "{question} {answer}",
      grade_scale: "0-100",
    };
    expect(structuredPrompt(grades, "[[rating]]")?.marked).toBeUndefined();
    expect(
      structuredPrompt({ ...grades, grade_scale: "0-5" }, "[[rating]]")?.marked?.mark.choices,
    ).toEqual(["0", "1", "2", "3", "4", "5"]);
  });
});

describe("structuredVerdict", () => {
  it("is the field's, whatever the explanation seems to say", () => {
    const text = '{"explanation": "Assistant 1 is clearly better.", "winner": 2}';
    expect(structuredVerdict(text, "pairwise", SCALE)).toMatchObject({ winner: 2 });
    expect(isStructured(text)).toBe(true);
  });
  it.each([
    ["reasons [[1]] here\n\n[[2]]", "pairwise", { winner: 2 }],
    ["reasons\n\n[[B>>A]]", "pairwise", { winner: 2, grade: "B>>A" }],
    ["reasons\n\n[[C]]", "pairwise", { winner: 3 }],
    ["reasons\n\n3", "pairwise", { winner: 3 }],
    ["reasons\n\n[[10]]", "single", { score: 10 }],
    ['{"explanation": "x", "score": 7}', "single", { score: 7 }],
    ['{"explanation": "x", "winner": "B"}', "pairwise", { winner: 2 }],
  ] as const)("%j", (text, type, expected) => {
    expect(structuredVerdict(text, type, SCALE)).toMatchObject(expected);
  });
  it("is none where the object was cut off", () => {
    expect(structuredVerdict('{"explanation": "Assis', "pairwise", SCALE)).toBeUndefined();
    expect(isStructured('{"explanation": "Assis')).toBe(false);
  });
});

describe("probabilities", () => {
  /** A token with the chances at its place. */
  const token = (text: string, chances: Record<string, number> = {}) => ({
    token: text,
    top: Object.entries(chances).map(([one, p]) => ({ token: one, logprob: Math.log(p) })),
  });

  it("of grades add up to outcomes", () => {
    const grades = { "A>>B": 0.1, "A>B": 0.2, "A=B": 0.4, "B>A": 0.2, "B>>A": 0.1 };
    const soft = softOf(new Map(Object.entries(grades)));
    expect(soft?.map((p) => Number(p.toFixed(9)))).toEqual([0.3, 0.3, 0.4]);
    expect(softOf(new Map([["7", 1]]))).toBeUndefined();
  });

  it.each([
    [
      "the field of JSON",
      [
        '{"explanation": "x winner: 1",',
        ' "winner',
        '":',
        [" 2", { " 2": 0.6, " 1": 0.3, "2": 0.05 }],
        "}",
      ],
      [0.3 / 0.95, 0.65 / 0.95, 0],
    ],
    [
      "the field of JSON, with its quotes in one token",
      ['{"explanation": "", "winner":', ['"B', { '"B': 0.7, '"A': 0.2, '"C': 0.1 }], '"}'],
      [0.2, 0.7, 0.1],
    ],
    [
      "a mark in brackets, a token for all of it",
      ["Because of it ", [" [[A", { " [[A": 0.9, " [[C": 0.1 }], "]]"],
      [0.9, 0, 0.1],
    ],
    [
      "a digit on the last line",
      ["2 reasons.", "\n", ["3", { "3": 0.5, "1": 0.5 }]],
      [0.5, 0, 0.5],
    ],
  ] as const)("are read at %s", (_, parts, expected) => {
    const tokens = parts.map((part) =>
      typeof part === "string" ? token(part) : token(part[0], part[1]),
    );
    const soft = softAtToken(tokens.map((one) => one.token).join(""), tokens);
    expect(soft?.map((p) => Number(p.toFixed(6)))).toEqual(
      expected.map((p) => Number(p.toFixed(6))),
    );
  });

  it("are none where too little is told, or the verdict is not among the tokens", () => {
    const tokens = [token('{"winner": '), token("1", { "1": 0.3, "12": 0.4, x: 0.3 }), token("}")];
    expect(softAtToken('{"winner": 1}', tokens)).toBeUndefined();
    expect(softAtToken('{"winner": 1}', [token("other")])).toBeUndefined();
    expect(softAtToken("no verdict", [token("no verdict")])).toBeUndefined();
    expect(softAtToken('{"winner": 1}', [token('{"winner": 1}')])).toBeUndefined();
  });

  it("are those of the answer, not of thinking before it", () => {
    const tokens = [
      token("<think>[["),
      token("2", { "2": 1 }),
      token("]]</think>"),
      token("[["),
      token("1", { "1": 0.8, "3": 0.2 }),
      token("]]"),
    ];
    expect(softAtToken("[[1]]", tokens)?.map((p) => Number(p.toFixed(9)))).toEqual([0.8, 0, 0.2]);
  });
});
