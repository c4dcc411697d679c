import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../jrank/core/errors.ts";
import type { Question } from "../../jrank/core/types.ts";
import { DEFAULT_PROMPTS } from "../../jrank/prompt/judge/default_prompts.ts";
import {
  type JudgePrompt,
  placeholdersOf,
  renderJudgePrompt,
  rubricOf,
} from "../../jrank/prompt/judge/judge_prompt.ts";
import { choosePrompt } from "../../jrank/prompt/judge/judge_prompt_choice.ts";
import { languageOf, PROMPT_LANGUAGES } from "../../jrank/prompt/text_language.ts";
import { outputFormatOf } from "../../jrank/prompt/verdict/verdicts.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const prompt = (prompt_template: string, fields: Partial<JudgePrompt> = {}): JudgePrompt => ({
  name: "mine",
  type: "pairwise",
  system_prompt: "",
  prompt_template,
  output_format: "last",
  ...fields,
});
const user = (template: string, material: Parameters<typeof renderJudgePrompt>[1]): string =>
  renderJudgePrompt(prompt(template), material).user;

describe("rendering", () => {
  const two = { questions: ["q1", "q2"], answers: ["a1", "a2"], secondAnswers: ["b1", "b2"] };

  it("puts in the last turn without a number and each turn by number", () => {
    expect(user("{question}/{answer_a}/{answer_b}", two)).toBe("q2/a2/b2");
    expect(user("{question_1} {answer_a_1} {answer_b_2}", two)).toBe("q1 a1 b2");
    expect(
      user("{question}: {answer}, {ref_answer_1}", {
        questions: ["q"],
        answers: ["a"],
        references: ["r"],
      }),
    ).toBe("q: a, r");
  });

  it("escapes braces as Python's str.format does", () => {
    expect(user('{{"winner": {question}}}', two)).toBe('{"winner": q2}');
  });

  it("inserts whatever a model wrote verbatim", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("{answer_b}", "{question}", "$&", "$1", "{{x}}", "}", "{0}"),
    );
    fc.assert(
      fc.property(text, text, text, (question, a, b) => {
        const shown = user("Q {question}\nA {answer_a}\nB {answer_b}\n", {
          questions: [question],
          answers: [a],
          secondAnswers: [b],
        });
        expect(shown).toBe(`Q ${question}\nA ${a}\nB ${b}\n`);
      }),
    );
  });

  it("names prompt and placeholder where there is nothing to put in", () => {
    const once = { questions: ["q"], answers: ["a"], secondAnswers: ["b"] };
    expect(() => user("{ref_answer_1}", once)).toThrow(/"mine".*nothing.*\{ref_answer_1\}/);
    expect(() => user("{question_2}", once)).toThrow(UserError);
    expect(() => user("{answr_a}", once)).toThrow(/\{answr_a\} is no placeholder/);
  });

  it("shows a rubric where the template has a place for it, else in front", () => {
    const material = { questions: ["q"], answers: ["a"], rubric: "must name {two} rivers" };
    expect(user("{question} ({criteria})", material)).toBe("q (must name {two} rivers)");
    const shown = user("Question: {question}", material);
    expect(shown).toMatch(/^\[What to judge by[^\]]*\]\nmust name \{two\} rivers\n/);
    expect(shown.endsWith("\n\nQuestion: q")).toBe(true);
  });

  it("finds the rubric of a question", () => {
    const asked = (fields: object = {}): Question => ({
      ...fields,
      question_id: 1,
      category: "x",
      turns: ["?"],
    });
    expect(rubricOf(asked())).toBe(undefined);
    expect(rubricOf(asked({ eval_aspect: " 三つ挙げる " }))).toBe("三つ挙げる");
    expect(rubricOf(asked({ criteria: ["a", "b"] }))).toBe("- a\n- b");
    expect(rubricOf(asked({ criteria: "" }))).toBe(undefined);
  });
});

describe("choosing", () => {
  const one = prompt("{question}{answer_a}{answer_b}", { name: "plain" });

  it("takes the only prompt of a file", () => {
    const need = { type: "pairwise", multiTurn: false, reference: false } as const;
    expect(choosePrompt([one], { ...need, language: "ko" })).toBe(one);
    expect(choosePrompt([one], { ...need, reference: true })).toBe(one);
    expect(() => choosePrompt([one], { ...need, multiTurn: true })).toThrow(/two turns.*plain/);
    expect(() => choosePrompt([one], { ...need, type: "single" })).toThrow(/type single/);
    expect(() => choosePrompt([], need)).toThrow(/none/);
  });

  it("decides by category where several fit, else asks", () => {
    const code = { ...one, name: "code", category: "coding" };
    const need = { type: "pairwise", multiTurn: false, reference: false } as const;
    expect(choosePrompt([one, code], { ...need, category: "coding" })).toBe(code);
    expect(() => choosePrompt([one, code], { ...need, category: "art" })).toThrow(/--judge-prompt/);
  });

  it("goes by name, and to its two-turn twin for the second turn", () => {
    const need = { type: "pairwise", reference: false } as const;
    const name = "pair-ko";
    expect(choosePrompt(DEFAULT_PROMPTS, { ...need, multiTurn: false, name }).name).toBe("pair-ko");
    expect(choosePrompt(DEFAULT_PROMPTS, { ...need, multiTurn: true, name }).name).toBe(
      "pair-ko-multi-turn",
    );
    expect(
      choosePrompt(DEFAULT_PROMPTS, { ...need, multiTurn: false, name: "pair-ko-multi-turn" }).name,
    ).toBe("pair-ko");
    expect(() => choosePrompt([one], { ...need, multiTurn: true, name: "plain" })).toThrow(
      /plain-multi-turn/,
    );
    expect(() =>
      choosePrompt(DEFAULT_PROMPTS, { ...need, multiTurn: false, name: "pair-jp" }),
    ).toThrow(/Did you mean "pair-ja"/);
    expect(() =>
      choosePrompt(DEFAULT_PROMPTS, { ...need, multiTurn: false, name: "single-ja" }),
    ).toThrow(/of type single/);
  });
});

const NEEDS = (["pairwise", "single"] as const).flatMap((type) =>
  [false, true].flatMap((multiTurn) =>
    [false, true].map((reference) => ({ type, multiTurn, reference })),
  ),
);

describe("the prompts that come with the program", () => {
  it("are 48, in five languages and for all others, each chosen by what a match needs", () => {
    expect(new Set(DEFAULT_PROMPTS.map(({ name }) => name)).size).toBe(48);
    for (const language of PROMPT_LANGUAGES) {
      for (const need of NEEDS) {
        const chosen = choosePrompt(DEFAULT_PROMPTS, { ...need, language });
        expect(
          chosen.name.startsWith(`${need.type === "single" ? "single" : "pair"}-${language}`),
        ).toBe(true);
        expect(languageOf(chosen.system_prompt)).toBe(language === "neutral" ? "en" : language);
        expect(outputFormatOf(chosen.output_format)).toBe(
          need.type === "single" ? "[[rating]]" : "last",
        );
        const turns = need.multiTurn ? ["1", "2"] : ["1"];
        const texts = (kind: string) => turns.map((turn) => `<${kind} ${turn}>`);
        const shown = renderJudgePrompt(chosen, {
          questions: texts("question"),
          answers: texts("first"),
          ...(need.type === "pairwise" && { secondAnswers: texts("second") }),
          ...(need.reference && { references: texts("reference") }),
        }).user;
        for (const kind of [
          "question",
          "first",
          ...(need.type === "pairwise" ? ["second"] : []),
          ...(need.reference ? ["reference"] : []),
        ]) {
          for (const text of texts(kind)) expect(shown.split(text)).toHaveLength(2);
        }
      }
    }
  });

  it("keep their words: stored judgments were made with them", () => {
    const old = DEFAULT_PROMPTS.filter(({ name }) => /^(?:pair|single)-(?:ja|en|ko)\b/.test(name));
    expect(old).toHaveLength(24);
    expect(createHash("sha256").update(JSON.stringify(old)).digest("hex")).toBe(
      "c77650c2dcb379b7cf3eefedeb9b56e5324b93be8925afc464c02bbc92d6017a",
    );
  });

  it("make no rule about another language than the question's", () => {
    const rule = /Japanese|English|Korean|Chinese|日本語|日语|英語|英语|한국어/;
    for (const { name, system_prompt } of DEFAULT_PROMPTS) {
      if (/-(?:zh|zh-hant|neutral)\b/.test(name)) expect(system_prompt).not.toMatch(rule);
      if (name.includes("neutral"))
        expect(system_prompt).toContain("in the language of the question");
    }
  });
});

describeShared("LLM Judge's files", () => {
  const load = (path: string): JudgePrompt[] => {
    const text = readFileSync(sharedPath(`data/${path}`), "utf8").trim();
    return text.split(/\n(?=\{)/).map((line) => JSON.parse(line) as JudgePrompt);
  };

  it("gives each kind of match its prompt", () => {
    const prompts = load("mt_bench_en/judge_prompts.jsonl");
    expect(NEEDS.map((need) => choosePrompt(prompts, { ...need, language: "ja" }).name)).toEqual([
      ...["pair-v2", "pair-math-v1", "pair-v2-multi-turn", "pair-math-v1-multi-turn"],
      ...["single-v1", "single-math-v1", "single-v1-multi-turn", "single-math-v1-multi-turn"],
    ]);
  });

  it.each([
    "japanese_mt_bench/judge_ja_prompts.jsonl",
    "jp_bench/judge_prompts.jsonl",
    "rakuda_v2/judge_prompts.jsonl",
  ])("%s renders as it stands", (path) => {
    for (const each of load(path)) {
      expect(outputFormatOf(each.output_format)).toBeDefined();
      const { user: shown } = renderJudgePrompt(each, {
        questions: ["問"],
        answers: ["{answer_b}"],
        secondAnswers: ["答"],
        references: ["解"],
      });
      expect(shown).toContain("{answer_b}");
      expect(placeholdersOf(each.prompt_template).length).toBeGreaterThan(1);
    }
  });
});
