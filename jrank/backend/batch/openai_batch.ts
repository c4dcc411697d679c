/** OpenAI's Batch API: a file of requests is uploaded, a batch is made of it, files come back. */

import OpenAI from "openai";
import { scrub, withCallErrors } from "../api/http_errors.ts";
import { learn, nothingLearnt } from "../api/lessons.ts";
import { type Completion, openAiBody, openAiReply } from "../api/openai_protocol.ts";
import { type BackendSpec, CallError } from "../call/backend.ts";
import { priceOf } from "../call/price_table.ts";
import {
  type BatchOutcome,
  type BatchProgress,
  type BatchProvider,
  readRequests,
} from "./batch_provider.ts";

/** OpenAI's limits of one batch. */
const LIMITS = { requests: 50_000, bytes: 200_000_000 };
/** The name under which a batch carries ours. */
const MARK = "jrank_batch";
/** Clocks do not differ more than this between here and there. */
const CLOCK_SKEW_MS = 24 * 3_600_000;

/** A line of the output file, or of the error file. */
interface ResultLine {
  custom_id: string;
  response?: { status_code?: number; body?: Completion } | null;
  error?: { code?: string | null; message?: string | null } | null;
}

function isResultLine(line: unknown): line is ResultLine {
  return typeof line === "object" && line !== null && "custom_id" in line;
}

function wordsOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : JSON.stringify(error ?? null).slice(0, 300);
}

/** Connects to the batches of a server that speaks OpenAI's protocol. */
export function createOpenAiBatches(
  spec: BackendSpec,
  { apiKey, baseUrl }: { apiKey: string; baseUrl: string | undefined },
): BatchProvider {
  const client = new OpenAI({
    apiKey,
    maxRetries: 0,
    baseURL: baseUrl ?? null,
    timeout: (spec.timeout_s ?? 600) * 1000,
  });
  const where = baseUrl ?? "OpenAI";
  const price = priceOf(spec);
  const learnt = nothingLearnt(spec, baseUrl);

  const call = <T>(signal: AbortSignal, act: () => PromiseLike<T>): Promise<T> =>
    withCallErrors(act, { where, secret: apiKey, signal });

  /** The same for what a server without batches does not know. */
  const callOffered = async <T>(signal: AbortSignal, act: () => PromiseLike<T>): Promise<T> => {
    try {
      return await call(signal, act);
    } catch (error) {
      if (!(error instanceof CallError) || (error.status !== 404 && error.status !== 405)) {
        throw error;
      }
      throw new CallError(
        "stop",
        `${where} does not know batches (${error.message}). Without batches: leave out --batch, or set "batch": false`,
        { status: error.status },
      );
    }
  };

  const linesOf = async (file: string | undefined, signal: AbortSignal): Promise<unknown[]> => {
    if (!file) return [];
    const text = await call(signal, async () =>
      (await client.files.content(file, { signal })).text(),
    );
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    try {
      return lines.map((line) => JSON.parse(line));
    } catch {
      throw new CallError("retry", `${where} sent a file of results that is not whole`);
    }
  };

  return {
    where,
    limits: LIMITS,
    lineOf(custom_id, request) {
      const body = openAiBody(spec, request, learnt);
      const line = { custom_id, method: "POST", url: "/v1/chat/completions", body };
      return { line: JSON.stringify(line), fields: Object.keys(body) };
    },
    async create({ name, file }, { signal, sending }) {
      const uploaded = await callOffered(signal, () =>
        // Read whole: a stream outlives a call that fails, and then the file that it reads.
        client.files.create(
          { file: new File([readRequests(file)], `${name}.jsonl`), purpose: "batch" },
          { signal },
        ),
      );
      sending({ file: uploaded.id });
      const batch = await callOffered(signal, () =>
        client.batches.create(
          {
            input_file_id: uploaded.id,
            endpoint: "/v1/chat/completions",
            completion_window: "24h",
            metadata: { [MARK]: name },
          },
          { signal },
        ),
      );
      return batch.id;
    },
    find: ({ name, sentAt }, { signal }) =>
      call(signal, async () => {
        for await (const batch of client.batches.list({ limit: 100 }, { signal })) {
          if (batch.metadata?.[MARK] === name) return batch.id;
          // The newest come first; ours is not older than its sending.
          if (batch.created_at * 1000 < sentAt - CLOCK_SKEW_MS) break;
        }
        return undefined;
      }),
    async look(id, { signal }) {
      const batch = await call(signal, () => client.batches.retrieve(id, { signal }));
      return progressOf(batch, apiKey);
    },
    async results(id, { signal }) {
      const batch = await call(signal, () => client.batches.retrieve(id, { signal }));
      const lines = [
        ...(await linesOf(batch.output_file_id, signal)),
        ...(await linesOf(batch.error_file_id, signal)),
      ];
      return lines.filter(isResultLine);
    },
    readResult(line) {
      const { custom_id, response, error } = line as ResultLine;
      return {
        customId: custom_id,
        outcome: outcomeOf(response, error, { where, price, secret: apiKey }),
      };
    },
    learn: ({ status, message, fields }) =>
      learn(
        Object.assign(new Error(message), { status }),
        Object.fromEntries(fields.map((field) => [field, true])),
        learnt,
      ),
  };
}

function progressOf(batch: OpenAI.Batch, secret: string): BatchProgress {
  const { status, request_counts: counts } = batch;
  const [problem] = batch.errors?.data ?? [];
  const over = ["completed", "expired", "cancelled"].includes(status);
  return {
    state: status === "failed" ? "failed" : over ? "ended" : "running",
    done: counts?.completed ?? 0,
    failed: counts?.failed ?? 0,
    total: counts?.total ?? 0,
    words: status,
    ...(problem && {
      problem: {
        message: scrub(problem.message ?? problem.code ?? "no reason was given", secret),
        full: problem.code === "token_limit_exceeded",
      },
    }),
  };
}

function outcomeOf(
  response: ResultLine["response"],
  error: ResultLine["error"],
  about: Parameters<typeof openAiReply>[1] & { secret: string },
): BatchOutcome {
  const { status_code: status, body } = response ?? {};
  if (status === 200 && body) return { reply: () => openAiReply(body, about) };
  if (status !== undefined && status !== 200) {
    return { status, message: scrub(wordsOf(body?.error ?? body ?? error), about.secret) };
  }
  return { status: undefined, message: scrub(wordsOf(error), about.secret) };
}
