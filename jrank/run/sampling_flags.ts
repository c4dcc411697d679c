/** Flags of sampling and of money, held to what a config may say. */
import { InvalidArgumentError } from "commander";
import { numberBetween, numberFlag } from "./command.ts";

/** From 0, which is 0, to 2. */
export function temperatureFlag(value: string): number {
  const temperature = numberFlag(value);
  if (temperature >= 0 && temperature <= 2) return temperature;
  throw new InvalidArgumentError("It must be from 0 to 2.");
}

/** A share of the probability, up to all of it. */
export function topPFlag(value: string): number {
  const share = numberFlag(value);
  if (share > 0 && share <= 1) return share;
  throw new InvalidArgumentError("It must be above 0 and at most 1.");
}

/** Dollars that may be spent. */
export const budgetFlag = numberBetween(0, Number.POSITIVE_INFINITY);

/** A factor; 1 is none. */
export const repetitionPenaltyFlag = numberBetween(0, Number.POSITIVE_INFINITY);
