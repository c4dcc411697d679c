/** Matches that lie in batches of earlier runs, as far as they are matches of this one. */
import { expect, it } from "vitest";
import type { BatchStore } from "../../jrank/core/batch.ts";
import { itemsOf } from "../../jrank/run/judging/asking/items.ts";
import { openMatches, taskOfMatch } from "../../jrank/run/judging/matches/open_matches.ts";
import type { Contestant } from "../../jrank/run/models/model_answers.ts";

const items = itemsOf([{ question_id: "q", category: "", turns: ["One?", "Two?"] }]);
const players = (names: string[], more: { prompt?: string; sequenceId?: string } = {}) => ({
  items,
  models: names.map((id) => ({ id }) as Contestant),
  promptNameOf: () => more.prompt ?? "mine",
  sequenceId: more.sequenceId ?? "s",
});
const storeOf = (tasks: { id: string; note?: unknown }[]): BatchStore =>
  ({ open: () => [{ entries: tasks.map((task) => ({ task })) }] }) as unknown as BatchStore;

it("are those of the same prompt, models and turns that are not stored", () => {
  const own = players(["x", "y"]);
  const [stored, open] = [
    { item: 0, first: 0, second: 1 },
    { item: 1, first: 1, second: 0 },
  ];
  const store = storeOf([
    ...[stored, open].map((match) => taskOfMatch(match, own)),
    taskOfMatch({ item: 0, first: 1, second: 0 }, players(["x", "y"], { prompt: "another" })),
    taskOfMatch({ item: 0, first: 0, second: 1 }, players(["x", "gone"])),
    { id: JSON.stringify(["q", 3, "x", "y", "mine"]) },
  ]);
  expect(openMatches(store, [stored], own)).toEqual([open]);
});

it("keep the stamp of the schedule that chose them, and their place in it where it goes on", () => {
  const match = { item: 1, first: 1, second: 0, index: 7, propensity: 0.5 };
  const store = storeOf([taskOfMatch(match, players(["x", "y"]))]);
  const [same] = openMatches(store, [], players(["x", "y"]));
  expect(same).toMatchObject({ index: 7, stamp: { id: "s", index: 7, propensity: 0.5 } });
  const [other] = openMatches(store, [], players(["x", "y"], { sequenceId: "t" }));
  expect(other?.stamp).toEqual(same?.stamp);
  expect(other).not.toHaveProperty("index");
});
