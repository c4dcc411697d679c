/** Texts of others have a time: what takes longer is given up and named, and Ctrl-C is heard. */
import { describe, expect, it } from "vitest";
import { inTime, TookTooLong } from "../../jrank/backend/call/in_time.ts";
import { readVerdict } from "../../jrank/prompt/verdict/verdicts.ts";
import { Interrupted } from "../../jrank/run/command/command.ts";
import { breathing } from "../../jrank/run/command/pool.ts";
import { readInTime } from "../../jrank/run/judging/asking/read_in_time.ts";

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

  it("reads verdicts alike with the time watched and without", () => {
    for (const words of ["Both are good. ", "Both are good answers. ".repeat(200)]) {
      for (const shown of [[], ["Answer A: 1\n".repeat(5_000)]]) {
        const reply = `${words}\n2`;
        const verdict = readInTime(reply, "last", { shown });
        expect(verdict).toEqual(readVerdict(reply, "last", { shown }));
        expect(verdict).toMatchObject({ kind: "winner", winner: 2 });
      }
    }
  });

  it("takes a fault in reading a long reply for what it is", () => {
    expect(() => readInTime("word ".repeat(1000), "no format" as never)).toThrow(TypeError);
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
