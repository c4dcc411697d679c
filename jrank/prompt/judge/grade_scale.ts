/** On which scale a judge was asked to grade, where it is not 1 to 10. */
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { GradeScale } from "../verdict/verdict.ts";
import type { JudgePrompt } from "./judge_prompt.ts";

/** "0-5", "0 to 100", "1〜5" as a scale; undefined where it is none. -1 stands for no grade in files. */
export function parseScale(text: string): GradeScale | undefined {
  const found = /^\s*(\d{1,6}(?:\.\d+)?)\s*(?:-|–|~|〜|to|,|\.\.)\s*(\d{1,6}(?:\.\d+)?)\s*$/.exec(
    text.normalize("NFKC"),
  );
  if (!found) return undefined;
  const [min, max] = [Number(found[1]), Number(found[2])];
  return min < max ? { min, max } : undefined;
}

/** The scale that a flag or a file names; throws where it is none. */
export function scaleNamed(value: unknown, place: Said): GradeScale {
  const scale = typeof value === "string" ? parseScale(value) : undefined;
  if (scale) return scale;
  throw new UserError(
    say`${place} must be a lowest and a highest grade such as "0-5" or "0-100", got ${JSON.stringify(value)}`,
  );
}

const NUMBER = String.raw`(\d{1,4}(?:\.\d+)?)`;
const GRADES =
  /scale|scor|rat(?:e|ing)|grad|point|mark|\[\[|評価|評点|点数|採点|得点|スコア|点|점|평가|분수|分|评/i;
/** "from 0 to 5", "between 1 and 5", "0-100", "0から5まで", "0점부터 5점", "0到100". */
const RANGE = new RegExp(
  String.raw`\b(?:from|scale of|between|range of)\s{1,3}${NUMBER}\s{0,3}(?:to|and|through|-|–)\s{0,3}${NUMBER}|(?<![\d.,])${NUMBER}\s{0,2}(?:点|점|分)?\s{0,2}(?:から|~|〜|-|–|부터|에서|到|至|to)\s{0,2}${NUMBER}(?![\d,]|\.\d)`,
  "gi",
);

/** The scales of prompts; one prompt asks for thousands of judgments. */
const known = new WeakMap<JudgePrompt, { scale: GradeScale | undefined }>();

/**
 * The scale that a prompt states: in its field `grade_scale`, or in its words where they name one
 * range of grades and no other.
 */
export function scaleOf(prompt: JudgePrompt): GradeScale | undefined {
  const found = known.get(prompt) ?? { scale: readScale(prompt) };
  known.set(prompt, found);
  return found.scale;
}

function readScale(prompt: JudgePrompt): GradeScale | undefined {
  if (prompt.grade_scale !== undefined) {
    return scaleNamed(prompt.grade_scale, say`judge prompt "${prompt.name}": "grade_scale"`);
  }
  const words = `${prompt.system_prompt}\n${prompt.prompt_template}`.normalize("NFKC");
  const scales = words
    .split(/[。\n]|(?<=[.!?])\s/)
    .filter((sentence) => GRADES.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(RANGE)])
    .flatMap((match) => parseScale(`${match[1] ?? match[3]}-${match[2] ?? match[4]}`) ?? []);
  const [scale] = scales;
  const isOne = scales.every(({ min, max }) => min === scale?.min && max === scale.max);
  return isOne ? scale : undefined;
}

/** A scale as files and flags write it. */
export const scaleText = ({ min, max }: GradeScale): string => `${min}-${max}`;
