import { studentTQuantile } from "../numeric/student_t.ts";

/**
 * How many more questions of the same kind, judged as often, bring an interval to a half-width: with n in
 * place of `questions` the standard error shrinks by the root of their ratio, and Student's t with n - 1
 * degrees by what more degrees are worth. 0 where it is as narrow already.
 */
export function moreQuestions(
  halfWidth: number,
  wished: number,
  { questions, confidence }: { questions: number; confidence: number },
): number {
  const t = (n: number): number => studentTQuantile((1 + confidence) / 2, Math.max(1, n - 1));
  const error = halfWidth / t(questions);
  let n = questions * (halfWidth / wished) ** 2;
  for (let step = 0; step < 100; step++) {
    const next = questions * ((t(n) * error) / wished) ** 2;
    if (Math.abs(next - n) < 0.001) break;
    n = next;
  }
  return Math.max(0, Math.ceil(n - questions - 1e-6));
}
