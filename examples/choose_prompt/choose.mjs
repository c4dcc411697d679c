// Which of two system prompts gives better answers? Answers and judgments come from any server that
// speaks OpenAI's protocol: OPENAI_BASE_URL, OPENAI_API_KEY, MODEL and JUDGE say which.
import { comparisonsFrom, findingText, rankModels } from "jrank";
import { comparisonsOf, judgeMatches } from "jrank/judge";

const {
  OPENAI_BASE_URL: url = "https://api.openai.com/v1",
  OPENAI_API_KEY: key = "",
  MODEL: model = "gpt-4o-mini",
  JUDGE: judge = "gpt-4o",
} = process.env;

const prompts = {
  short: "Answer in one sentence.",
  patient: "Answer for somebody who has never heard of it, with one example.",
};
const questions = [
  "What is inflation?",
  "Why is the sky blue?",
  "What does a compiler do?",
  "How do vaccines work?",
  "What is compound interest?",
  "Why do leaves turn red?",
  "What is a black hole?",
  "How does a lock on a canal work?",
];

async function ask(name, messages) {
  const response = await fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: name, messages }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()).choices[0].message.content;
}

const answered = await Promise.all(
  questions.map(async (question, k) => {
    const answers = {};
    for (const [name, system] of Object.entries(prompts)) {
      answers[name] = [
        await ask(model, [
          { role: "system", content: system },
          { role: "user", content: question },
        ]),
      ];
    }
    return { id: `q${k + 1}`, turns: [question], answers };
  }),
);

const judgments = [];
for await (const judgment of judgeMatches({
  questions: answered,
  n: 2 * questions.length, // every question in both orders
  seed: 1,
  judge: ({ system, user }) =>
    ask(judge, [
      { role: "system", content: system },
      { role: "user", content: user },
    ]),
})) {
  judgments.push(judgment);
}

const rows = comparisonsOf(judgments);
const { ranking, findings } = rankModels(comparisonsFrom(rows), { seed: 1 });
const [best, other] = ranking;
console.log(`${best.model_id}: ${best.wins} wins, ${best.ties} ties of ${best.n_matches}`);
console.log(`${other.model_id}: ${other.wins} wins, ${other.ties} ties of ${other.n_matches}`);
const sure = best.stronger_than_next_confidence;
console.log(sure === null ? "how sure is not determined" : `sure: ${Math.round(100 * sure)} %`);
for (const finding of findings) console.log(`note: ${findingText(finding, "en")}`);
