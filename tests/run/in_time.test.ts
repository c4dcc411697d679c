/** Texts of others have a time: what takes longer is given up and named, and Ctrl-C is heard. */
import { describe, expect, it } from "vitest";
import { inTime, TookTooLong } from "../../jrank/backend/call/in_time.ts";
import { breathing } from "../../jrank/run/command/breath.ts";
import { Interrupted } from "../../jrank/run/command/command.ts";

const forEver = (): never => {
  for (;;);
};

describe("work on a text", () => {
  it("gives what it gives, or its own error", () => {
    expect(inTime(1000, () => [1, "2"])).toEqual([1, "2"]);
    expect(() =>
      inTime(1000, () => {
        throw new RangeError("own");
      }),
    ).toThrow(RangeError);
  });

  it("is ended where it does not end, and the next goes on", () => {
    expect(() => inTime(50, forEver)).toThrow(TookTooLong);
    expect(() => inTime(50, forEver)).toThrow("it took longer than 0.05 s");
    expect(inTime(1000, () => 1)).toBe(1);
  });

  it("hears Ctrl-C between two texts", async () => {
    const stopping = new AbortController();
    let time = 0;
    const interrupt = {
      stopping: stopping.signal,
      aborting: stopping.signal,
      dispose: () => {},
    };
    const breathe = breathing({ now: () => time, interrupt });
    await breathe();
    time = 1000;
    setImmediate(() => stopping.abort());
    await expect(breathe()).rejects.toThrow(Interrupted);
  });
});
