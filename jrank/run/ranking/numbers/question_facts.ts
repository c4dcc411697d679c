/** What a ranking tells of its questions: each one, and how many more would do what. */
import type { Ranking } from "../../../core/ranking.ts";
import type { Question } from "../../../core/types.ts";
import { studentTQuantile } from "../../../stats/numeric/student_t.ts";
import { moreQuestions } from "../../../stats/questions/more_questions.ts";
import { itemsOf } from "../../../stats/questions/question_items.ts";
import type { Ranked } from "./rank.ts";

/** Wished half-widths, in points of the usual scale. */
const WISHED = [100, 50];

/** The questions that separate models, add nothing, or are contradicted by the rest. */
export function questionItems(
  { ranking, numbers, comparisons }: Pick<Ranked, "ranking" | "numbers" | "comparisons">,
  questions: ReadonlyMap<string, Question> | undefined,
): Pick<Ranking, "items"> {
  const { fit } = numbers;
  if (fit === null || ranking.anchor) return {};
  const items = itemsOf(comparisons, fit, { confidence: ranking.confidence });
  if (items.length === 0) return {};
  return {
    items: items.map(({ question, ...item }) => {
      const category = questions?.get(question)?.category;
      return {
        question,
        ...(typeof category === "string" && category !== "" && { category }),
        ...item,
      };
    }),
  };
}

/** How many more questions would bring the ratings' intervals (CR3) to which half-width, on average. */
export function questionsWanted({
  ranking: { anchor, confidence, scale, base },
  numbers: { fit, posterior, n_questions: questions },
}: Pick<Ranked, "ranking" | "numbers">): Pick<Ranking, "more_questions"> {
  if (fit === null || posterior !== null || anchor || questions < 2) return {};
  const { size, values } = fit.covariance("cr3");
  const points = scale / Math.log(base);
  const widths = [...fit.strengths.keys()].flatMap((i) => {
    const error = points * Math.sqrt(values[i * (size + 1)]);
    const isKnown = Number.isFinite(fit.strengths[i]) && error > 0;
    return isKnown ? [studentTQuantile((1 + confidence) / 2, fit.degrees(i)) * error] : [];
  });
  if (widths.length === 0) return {};
  const mean = widths.reduce((sum, width) => sum + width, 0) / widths.length;
  return {
    more_questions: WISHED.map((wished) => ({
      half_width: (wished * scale) / 400,
      questions: moreQuestions(mean, (wished * scale) / 400, { questions, confidence }),
    })),
  };
}
