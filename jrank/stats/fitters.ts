import type { Fitter } from "./fitted.ts";
import { fitHalfWin } from "./half_win.ts";

/** How ties enter the likelihood; the names of `--ties`. */
export const FITTERS = {
  half: fitHalfWin,
} as const satisfies Record<string, Fitter>;

export type TieModel = keyof typeof FITTERS;
