import type { Fitter } from "./fitted.ts";
import { fitHalfWin } from "./half_win.ts";
import { fitDavidson, fitRaoKupper } from "./tie_models.ts";

/** How ties enter the likelihood; the names of `--ties`. */
export const FITTERS = {
  half: fitHalfWin,
  davidson: fitDavidson,
  "rao-kupper": fitRaoKupper,
} as const satisfies Record<string, Fitter>;

export type TieModel = keyof typeof FITTERS;
