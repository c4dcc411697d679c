/** The columns of the table of simulations. */
import { type Said, say } from "../../core/message.ts";
import type { SimulatedRun, Stopped } from "../../schedule/foresight/simulation.ts";
import type { Checkpoint } from "../../schedule/foresight/simulation_measure.ts";
import type { IntervalMethod } from "../../stats/uncertainty/interval.ts";

interface MeasureColumn {
  name: Said;
  /** Of the runs' checkpoints number p. */
  cell(runs: readonly SimulatedRun[], p: number): string;
}

const ELO = 400 / Math.LN10;

/** What is averaged over replicates. `sd` columns average squares and show the root. */
export function measuresOf({ ci, stops }: { ci: IntervalMethod; stops: boolean }): MeasureColumn[] {
  return [
    of("n", ({ n }) => n, { digits: 0 }),
    of(say`naive width`, ({ naiveWidth }) => elo(naiveWidth)),
    of(say`CR3 width`, ({ honestWidth }) => elo(honestWidth)),
    ...(ci === "cr3" ? [] : [of(say`${ci} width`, ({ width }) => elo(width))]),
    of(say`RMSE set`, ({ errorOfSet }) => elo(errorOfSet), { squares: true }),
    of(say`RMSE pop.`, ({ errorOfPopulation }) => elo(errorOfPopulation), { squares: true }),
    of("tau", ({ tau }) => tau, { digits: 4 }),
    of(say`coverage`, ({ coverage }) => coverage, { digits: 3 }),
    of(say`apart`, ({ separatedNeighbours }) => separatedNeighbours, { digits: 3 }),
    of(say`undetermined`, ({ determined }) => (determined ? 0 : 1), { digits: 3 }),
    ...(stops
      ? [
          ofStop(say`stopped`, ({ target }) => target !== null),
          ofStop(say`false at end`, ({ falseAtEnd }) => falseAtEnd),
          ofStop(say`false ever`, ({ falseEver }) => falseEver),
        ]
      : []),
  ];
}

const elo = (value: number | null): number | null => (value === null ? null : ELO * value);

function of(
  name: Said,
  value: (point: Checkpoint) => number | null,
  { digits = 1, squares = false }: { digits?: number; squares?: boolean } = {},
): MeasureColumn {
  return {
    name,
    cell(runs, p) {
      const values = runs.flatMap(({ points }) => {
        const found = points[p] && value(points[p]);
        return found === null || found === undefined ? [] : [squares ? found ** 2 : found];
      });
      if (values.length === 0) return "–";
      const mean = values.reduce((sum, found) => sum + found, 0) / values.length;
      return (squares ? Math.sqrt(mean) : mean).toFixed(digits);
    },
  };
}

/** The share of runs for which something holds. */
function ofStop(name: Said, holds: (stopped: Stopped) => boolean): MeasureColumn {
  return {
    name,
    cell(runs) {
      const stops = runs.flatMap(({ stopped }) => (stopped ? [stopped] : []));
      if (stops.length === 0) return "–";
      return (stops.filter(holds).length / stops.length).toFixed(3);
    },
  };
}
