/** Which of the p-values hold together at the level: Holm, Scandinavian Journal of Statistics 6, 1979. */
export function holm(p: readonly number[], level: number): boolean[] {
  const order = [...p.keys()].sort((a, b) => (p[a] as number) - (p[b] as number));
  const holds = p.map(() => false);
  for (const [k, at] of order.entries()) {
    if ((p[at] as number) > level / (p.length - k)) break;
    holds[at] = true;
  }
  return holds;
}
