/** Batches that earlier runs left, found again after a crash at whatever moment. */
import type { BatchAddress, StoredBatch } from "../core/batch.ts";
import { UserError } from "../core/errors.ts";
import type { BatchProvider } from "./batch.ts";
import { lastEvent, type OpenBatch, toOpenBatch } from "./batch_open.ts";
import type { BatchPlaces, CallTools } from "./batch_tools.ts";
import { tryAgain } from "./retry.ts";

/**
 * The batches that earlier runs left. One that was perhaps sent, by a run that ended before it was
 * told the id, is looked for at the provider; one that was not sent is forgotten and written anew.
 */
export async function openBatches(
  { provider, store, address }: BatchPlaces,
  tools: CallTools,
): Promise<OpenBatch[]> {
  const { log } = tools;
  const open = [...store.open()];
  const known = new Set(open.map((stored) => lastEvent(stored, "created")?.id));
  const found: OpenBatch[] = [];
  for (const stored of open) {
    checkAddress(stored, address, store.folder);
    let id = lastEvent(stored, "created")?.id;
    if (id === undefined && lastEvent(stored, "sending")) {
      log(`Looking for batch ${stored.name} at ${provider.where}: it may have been sent …`);
      id = await findSent(provider, stored, known, tools);
      if (id !== undefined) stored.note({ event: "created", at: tools.now(), id });
    }
    if (id === undefined) {
      stored.remove();
      continue;
    }
    found.push(toOpenBatch(provider, stored, id));
  }
  return found;
}

/** How long after it was sent a batch may take to appear in the provider's list. */
const APPEARS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
/** One that may be ours is running: how soon, and then how seldom, to look whether it has ended. */
const LOOK_AGAIN_MS = { first: 500, most: 60_000 };

/** Thrown when nothing is left to do but to wait, and nobody waits. */
export class HandedOver extends Error {
  override readonly name = "HandedOver";
}

/** Looks for a batch until it would have appeared. */
export async function findSent(
  provider: BatchProvider,
  stored: StoredBatch,
  known: ReadonlySet<string | undefined>,
  tools: CallTools,
): Promise<string | undefined> {
  const { now, pause, signal, stopping, detach, log } = tools;
  const { at: sentAt } = lastEvent(stored, "sending") ?? { at: now() };
  // Sent more than once, it is newer than what was there before the first time.
  const mark = stored.events.find(({ event }) => event === "sending") ?? {};
  let wait = LOOK_AGAIN_MS.first;
  for (;;) {
    const started = now();
    const id = await tryAgain(
      () =>
        provider.find(
          {
            ...{ name: stored.name, file: stored.requestsFile, sentAt, mark },
            count: stored.entries.length,
          },
          { signal, isOurs: (other) => known.has(other) },
        ),
      { ...tools, id: provider.where },
    );
    if (id === "not known yet") {
      if (wait === LOOK_AGAIN_MS.first) {
        log(`${provider.where} has a batch that may be ${stored.name}; waiting for it to end …`);
      }
      if (detach) throw new HandedOver();
      await pause(wait);
      wait = Math.min(LOOK_AGAIN_MS.most, wait * 1.5);
    } else if (id !== undefined || started - sentAt >= APPEARS_WITHIN_MS) return id;
    else await pause(LOOK_EVERY_MS);
    if (stopping.aborted) throw new HandedOver();
  }
}

/** Replies of another model must not pass for this one's. */
function checkAddress(stored: StoredBatch, address: BatchAddress, folder: string): void {
  const written = lastEvent(stored, "written");
  const same =
    written?.provider === address.provider &&
    written.model === address.model &&
    (written.base_url ?? "") === (address.base_url ?? "");
  if (same) return;
  const at = written?.base_url ? ` at ${written.base_url}` : "";
  throw new UserError(
    `batch ${stored.name} in ${folder} was sent to ${written?.model} (${written?.provider}${at}), and is not collected yet; name that model again to collect it, or delete ${folder}/${stored.name} to give it up`,
  );
}
