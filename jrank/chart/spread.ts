/** Where names at the ends of lines stand, so that none covers another. */
/**
 * Moves values apart so that they are at least `least` from each other and all within the domain,
 * if they fit, with as little movement as in a row of books: overlapping neighbours form a block
 * around their mean. The result has the order of the input.
 */
export function spread(
  values: readonly number[],
  { least, domain }: { least: number; domain: readonly [number, number] },
): number[] {
  const order = values
    .map((_, k) => k)
    .sort((a, b) => (values[a] as number) - (values[b] as number));
  const blocks: { members: number[]; centre: number }[] = [];
  const [low, high] = domain;
  const within = (centre: number, size: number): number => {
    const half = ((size - 1) * least) / 2;
    return Math.max(low + half, Math.min(high - half, centre));
  };
  for (const k of order) {
    let block = { members: [k], centre: within(values[k] as number, 1) };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      const room = ((last.members.length + block.members.length) * least) / 2;
      if (block.centre - last.centre >= room) break;
      blocks.pop();
      const members = [...last.members, ...block.members];
      const mean = members.reduce((sum, m) => sum + (values[m] as number), 0) / members.length;
      block = { members, centre: within(mean, members.length) };
    }
    blocks.push(block);
  }
  const result = new Array<number>(values.length);
  for (const { members, centre } of blocks) {
    members.forEach((k, place) => {
      result[k] = centre + (place - (members.length - 1) / 2) * least;
    });
  }
  return result;
}
