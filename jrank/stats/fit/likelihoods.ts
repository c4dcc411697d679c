import type { TieModel } from "../../core/types.ts";
import { davidson } from "./davidson.ts";
import { halfWin } from "./half_win.ts";
import type { Likelihood } from "./likelihood.ts";
import { raoKupper } from "./rao_kupper.ts";

/** How ties enter the likelihood; the names of `--ties`. */
export const LIKELIHOODS = {
  half: halfWin,
  davidson,
  "rao-kupper": raoKupper,
} as const satisfies Record<TieModel, Likelihood>;

export type { TieModel };
