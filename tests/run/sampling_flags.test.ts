import { expect, it } from "vitest";
import {
  repetitionPenaltyFlag,
  temperatureFlag,
  topPFlag,
} from "../../jrank/run/sampling_flags.ts";

it.each([
  [temperatureFlag, ["0", "0.7", "2"], ["-0.1", "2.1", "warm", ""]],
  [topPFlag, ["0.01", "1"], ["0", "1.1", "-1"]],
  [repetitionPenaltyFlag, ["0.5", "1.2"], ["0", "-1"]],
])("takes what a config takes, and nothing else: %o", (flag, good, bad) => {
  for (const text of good) expect(flag(text)).toBe(Number(text));
  for (const text of bad) expect(() => flag(text)).toThrow(/^It must be /);
});
