// The schedule alone: your harness judges, jrank says which match teaches most. Here the verdicts are
// drawn from strengths that are known, to see whether the ranking finds them.
import { comparisonsFrom, rankModels } from "jrank";
import { adaptiveSchedule } from "jrank/schedule";

const strengths = { oak: 1.2, elm: 0.7, ash: 0.2, fir: -0.4, yew: -1.1 };
const models = Object.keys(strengths);
const questions = Array.from({ length: 30 }, (_, k) => `q${k + 1}`);
const schedule = adaptiveSchedule(
  {
    models: models.length,
    items: questions.length,
    canPlay: () => true,
    questionOf: (item) => item,
    played: [],
  },
  { n: 200, seed: 1, parallel: 1, bothOrders: false, goal: { name: "ranking" } },
);

let state = 7;
const draw = () => {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
};
const rows = [];
for (let match = schedule.next(); match; match = schedule.next()) {
  const [first, second] = [models[match.first], models[match.second]];
  const chance = 1 / (1 + Math.exp(strengths[second] - strengths[first]));
  const winner = draw() < chance ? 1 : 2; // your judge
  schedule.settle({ ...match, winner });
  rows.push({ first, second, outcome: winner, cluster: questions[match.item] });
}
const { ranking } = rankModels(comparisonsFrom(rows), { seed: 1 });
for (const { rank, model_id, rating, ci_lower, ci_upper, n_matches } of ranking) {
  const interval = `${ci_lower?.toFixed(0)} to ${ci_upper?.toFixed(0)}`;
  console.log(`${rank}. ${model_id} ${rating?.toFixed(0)} (${interval}), ${n_matches} matches`);
}
