/** Anthropic's Message Batches: requests are sent in one call, results are read line by line. */

import Anthropic from "@anthropic-ai/sdk";
import { anthropicBody, anthropicReply, type Reply } from "../api/anthropic.ts";
import { scrub, withCallErrors } from "../api/http_errors.ts";
import { learn, nothingLearnt } from "../api/lessons.ts";
import { type BackendSpec, CallError } from "../call/backend.ts";
import { priceOf } from "../call/price_table.ts";
import { type BatchOutcome, type BatchProvider, readRequests } from "./batch_provider.ts";

/** Anthropic's limits of one batch; the bytes with room for what wraps the requests. */
const LIMITS = { requests: 100_000, bytes: 250_000_000 };
/** Clocks do not differ more than this between here and there. */
const CLOCK_SKEW_MS = 24 * 3_600_000;

/** The statuses that the types of errors stand for. */
const STATUS: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

type Batch = Anthropic.Messages.MessageBatch;
type Result = Anthropic.Messages.MessageBatchIndividualResponse;

function totalOf({ request_counts: counts }: Batch): number {
  return counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired;
}

/** Connects to the message batches of Anthropic. */
export function createAnthropicBatches(
  spec: BackendSpec,
  { apiKey, baseUrl }: { apiKey: string; baseUrl: string | undefined },
): BatchProvider {
  const client = new Anthropic({
    apiKey,
    maxRetries: 0,
    timeout: (spec.timeout_s ?? 600) * 1000,
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
  });
  const { batches } = client.messages;
  const where = baseUrl ?? "Anthropic";
  const price = priceOf(spec);
  const learnt = nothingLearnt(spec, baseUrl);

  const call = <T>(signal: AbortSignal, act: () => PromiseLike<T>): Promise<T> =>
    withCallErrors(act, { where, secret: apiKey, signal });

  /** The first result of a batch that is over: it tells whose batch it is. */
  const firstResult = async (id: string, signal: AbortSignal): Promise<Result | undefined> => {
    for await (const result of await batches.results(id, {}, { signal })) return result;
    return undefined;
  };

  return {
    where,
    limits: LIMITS,
    lineOf(custom_id, request) {
      const params = anthropicBody(spec, request, learnt);
      return { line: JSON.stringify({ custom_id, params }), fields: Object.keys(params) };
    },
    async create({ file }, { signal, sending }) {
      const lines = readRequests(file).toString("utf8").trim().split("\n");
      const requests = lines.map((line) => JSON.parse(line));
      const newest = await call(signal, () => batches.list({ limit: 1 }, { signal }));
      sending({ after: newest.data[0]?.id ?? "" });
      return (await call(signal, () => batches.create({ requests }, { signal }))).id;
    },
    // A message batch carries no name of ours. It is newer than the newest one before it, and of the
    // right size; then the names of its requests tell, which only its results show.
    find: ({ name, count, sentAt, mark }, { signal, isOurs }) =>
      call(signal, async () => {
        let isOpen = false;
        for await (const batch of batches.list({ limit: 100 }, { signal })) {
          if (batch.id === mark.after) break;
          if (Date.parse(batch.created_at) < sentAt - CLOCK_SKEW_MS) break;
          if (isOurs(batch.id) || totalOf(batch) !== count) continue;
          if (batch.processing_status !== "ended") isOpen = true;
          else if (batch.results_url) {
            const first = await firstResult(batch.id, signal);
            if (first?.custom_id.startsWith(`jrank-${name}-`)) return batch.id;
          }
        }
        return isOpen ? "not known yet" : undefined;
      }),
    async look(id, { signal }) {
      const batch = await call(signal, () => batches.retrieve(id, {}, { signal }));
      const { succeeded, errored, canceled, expired } = batch.request_counts;
      return {
        state: batch.processing_status === "ended" ? "ended" : "running",
        done: succeeded,
        failed: errored + canceled + expired,
        total: totalOf(batch),
        words: batch.processing_status,
      };
    },
    results: (id, { signal }) =>
      call(signal, async () => {
        const { results_url } = await batches.retrieve(id, {}, { signal });
        if (!results_url) throw new CallError("stop", "results are kept 29 days", { status: 410 });
        const lines: Result[] = [];
        for await (const result of await batches.results(id, {}, { signal })) lines.push(result);
        return lines;
      }),
    readResult(line) {
      const { custom_id, result } = line as Result;
      return { customId: custom_id, outcome: outcomeOf(result, { where, price, secret: apiKey }) };
    },
    learn: ({ status, message, fields }) =>
      learn(
        Object.assign(new Error(message), { status }),
        Object.fromEntries(fields.map((field) => [field, true])),
        learnt,
      ),
  };
}

function outcomeOf(
  result: Result["result"],
  about: Parameters<typeof anthropicReply>[1] & { secret: string },
): BatchOutcome {
  if (result.type === "succeeded") {
    return { reply: () => anthropicReply(result.message as Reply, about) };
  }
  if (result.type === "errored") {
    const { error } = result.error;
    return { status: STATUS[error.type] ?? 500, message: scrub(error.message, about.secret) };
  }
  return { status: undefined, message: `the request has ${result.type}` };
}
