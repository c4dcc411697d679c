/** Work for several models: call by call one after another, in batches all at once. */
import type { Context } from "../command/command.ts";
import type { Model } from "./models.ts";

/**
 * Does the work of every model. Those asked through batches are begun together, since each mostly
 * waits; the others follow one another meanwhile. Every model that was begun is brought to its end
 * before the first error is thrown. At an interrupt no further model is begun. `oneByOne` has even
 * batches follow one another, for what they share: a budget.
 */
export async function forEachModel<M extends { model: Model }, Result>(
  jobs: readonly M[],
  context: Context,
  act: (job: M, context: Context) => Promise<Result>,
  { oneByOne = false }: { oneByOne?: boolean } = {},
): Promise<Result[]> {
  const isBatched = ({ model }: M): boolean => model.spec.batch === true && !oneByOne;
  // A bar would be torn by the lines of the batches beside it.
  const calm = jobs.some(isBatched) ? { ...context, interactive: false } : context;
  const begun = new Map<M, Promise<PromiseSettledResult<Result>>>();
  const begin = async (job: M): Promise<PromiseSettledResult<Result>> => {
    const [settled] = await Promise.allSettled([act(job, calm)]);
    return settled;
  };
  for (const job of jobs.filter(isBatched)) begun.set(job, begin(job));
  for (const job of jobs) {
    if (begun.has(job)) continue;
    if (context.interrupt.stopping.aborted) break;
    const ended = begin(job);
    begun.set(job, ended);
    if ((await ended).status === "rejected") break;
  }
  const results: Result[] = [];
  let failure: PromiseRejectedResult | undefined;
  for (const job of jobs) {
    const settled = await begun.get(job);
    if (settled?.status === "fulfilled") results.push(settled.value);
    else failure ??= settled;
  }
  if (failure) throw failure.reason;
  return results;
}
