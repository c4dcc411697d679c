import { expect, it } from "vitest";
import { type Backend, CallError, type ChatRequest } from "../../jrank/backend/call/backend.ts";
import { createFleet } from "../../jrank/backend/call/fleet.ts";

const { signal } = new AbortController();
const request = { messages: [], params: {} } as unknown as ChatRequest;

/** A backend whose calls end when the test says so. */
function held(id: string, concurrency: number, failing = false) {
  const state = { inFlight: 0, most: 0, calls: 0, end: [] as (() => void)[] };
  const backend: Backend = {
    id,
    concurrency,
    metadata: {},
    async generate() {
      state.calls++;
      state.inFlight++;
      state.most = Math.max(state.most, state.inFlight);
      if (!failing) await new Promise<void>((go) => state.end.push(go));
      state.inFlight--;
      if (failing) throw new CallError("retry", "down");
      return { text: id, finish_reason: "stop", usage: {} };
    },
    close: async () => {},
  };
  return { backend, state };
}

const tick = (): Promise<void> => new Promise((go) => setImmediate(go));

it("fills every server up to its own number of calls", async () => {
  const [small, large] = [held("small", 1), held("large", 3)];
  const fleet = createFleet([small.backend, large.backend]);
  expect(fleet.concurrency).toBe(4);
  const calls = Array.from({ length: 4 }, () => fleet.generate(request, { signal }));
  await tick();
  expect([small.state.inFlight, large.state.inFlight]).toEqual([1, 3]);
  for (const end of [...small.state.end, ...large.state.end]) end();
  await Promise.all(calls);
});

it("gives none more than its own while another one rests; what is too much waits", async () => {
  const [down, up] = [held("down", 2, true), held("up", 2)];
  const fleet = createFleet([down.backend, up.backend]);
  await expect(fleet.generate(request, { signal })).rejects.toThrow("down");
  const calls = Array.from({ length: 5 }, () => fleet.generate(request, { signal }));
  for (let done = 0; done < 5; done++) {
    await tick();
    expect(up.state.inFlight).toBe(Math.min(2, 5 - done));
    up.state.end.shift()?.();
  }
  expect((await Promise.all(calls)).map(({ text }) => text)).toEqual(Array(5).fill("up"));
  expect([down.state.calls, up.state.most]).toEqual([1, 2]);
});

it("is the server itself where there is only one", () => {
  const { backend } = held("only", 7);
  expect(createFleet([backend])).toBe(backend);
});
