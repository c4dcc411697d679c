import type { Random } from "../../core/random.ts";
import type { WhiteDensity } from "./whiten.ts";

/** Draws before the ones that count. */
const WARM_UP = 200;

/** An energy error beyond this is a divergence: the trajectory left the typical set. */
const DIVERGENT = 1000;

/** What sampling with Hamiltonian dynamics gave. */
interface HmcRun {
  /** chains x samples x size, row-major: the parameters, not z. */
  readonly x: Float64Array;
  /** Share of proposals accepted, of those that count. */
  readonly acceptance: number;
  readonly divergences: number;
}

/**
 * Hamiltonian Monte Carlo (Neal, Handbook of Markov Chain Monte Carlo, 2011) on a whitened density, with
 * trajectories split as by Shahbaba, Lan, Johnson and Neal (Statistics and Computing 24, 2014): as on a
 * standard normal density they go a quarter round a circle, after which a draw knows nothing of the one
 * before, and gradients only push by what the density differs from that. A quarter takes two steps;
 * during warm-up their number doubles while less than 80 % of the proposals are accepted. Proposals
 * outside the support are refused.
 */
export function sampleHmc(
  density: WhiteDensity,
  { chains, samples, random }: { chains: number; samples: number; random: Random },
): HmcRun {
  const { size } = density;
  const x = new Float64Array(chains * samples * size);
  let accepted = 0;
  let divergences = 0;
  for (let chain = 0; chain < chains; chain++) {
    const walk = createWalk(density, random);
    let steps = 2;
    let taken = 0;
    for (let k = 1; k <= WARM_UP; k++) {
      if (walk.move(steps).accepted) taken++;
      if (k % 50 !== 0) continue;
      if (taken / 50 < 0.8) steps *= 2;
      taken = 0;
    }
    for (let k = 0; k < samples; k++) {
      const result = walk.move(steps);
      if (result.accepted) accepted++;
      if (result.diverged) divergences++;
      const at = (chain * samples + k) * size;
      density.parametersAt(walk.z, x.subarray(at, at + size));
    }
  }
  return { x, acceptance: accepted / (chains * samples), divergences };
}

function createWalk(density: WhiteDensity, random: Random) {
  const { size } = density;
  const z = Float64Array.from({ length: size }, () => random.normal());
  const next = new Float64Array(size);
  const momentum = new Float64Array(size);
  const gradient = new Float64Array(size);
  const slope = new Float64Array(size);
  let value = density.both(z, slope);
  while (value === Number.NEGATIVE_INFINITY) {
    for (let i = 0; i < size; i++) z[i] /= 2;
    value = density.both(z, slope);
  }
  return {
    z,
    /** One trajectory; z is moved where it is accepted. */
    move(steps: number): { accepted: boolean; diverged: boolean } {
      let kinetic = 0;
      for (let i = 0; i < size; i++) {
        momentum[i] = random.normal();
        kinetic += momentum[i] ** 2;
      }
      const angle = Math.PI / 2 / steps;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      next.set(z);
      gradient.set(slope);
      let reached = value;
      for (let s = 0; s < steps; s++) {
        for (let i = 0; i < size; i++) {
          const at = next[i];
          const pushed = momentum[i] + (angle / 2) * (gradient[i] + at);
          next[i] = cos * at + sin * pushed;
          momentum[i] = cos * pushed - sin * at;
        }
        if (s + 1 < steps) density.gradient(next, gradient);
        else reached = density.both(next, gradient);
        for (let i = 0; i < size; i++) momentum[i] += (angle / 2) * (gradient[i] + next[i]);
      }
      if (reached === Number.NEGATIVE_INFINITY) return { accepted: false, diverged: false };
      let after = 0;
      for (let i = 0; i < size; i++) after += momentum[i] ** 2;
      const error = value - kinetic / 2 - (reached - after / 2);
      if (!(error <= DIVERGENT)) return { accepted: false, diverged: true };
      if (error > 0 && random.next() >= Math.exp(-error)) {
        return { accepted: false, diverged: false };
      }
      z.set(next);
      slope.set(gradient);
      value = reached;
      return { accepted: true, diverged: false };
    },
  };
}
