/** What is wrong with a model before it is opened. */

import { UserError } from "../core/errors.ts";
import type { Said } from "../core/message.ts";
import { azureEndpoints, baseUrlsOf, keyOf } from "./api/connection.ts";
import { BACKENDS, type BackendContext, requirePackage } from "./backends.ts";
import type { BackendSpec } from "./call/backend.ts";

/**
 * What is wrong with a model, so far as it can be told before anything is opened or paid for: a
 * missing key, file or template, an address that is none. Undefined where nothing is.
 */
export async function faultOf(
  spec: BackendSpec,
  context: Pick<BackendContext, "env">,
): Promise<Said | undefined> {
  const { provider } = spec;
  const { keys, baseUrl } = BACKENDS[provider];
  try {
    requirePackage(spec);
    if (provider === "llama_cpp") await (await import("./local/local_check.ts")).checkLocal(spec);
    else if (provider === "azure") azureEndpoints(spec, context.env);
    else if (keys.length > 0) baseUrlsOf(spec, context.env, baseUrl);
    if (keys.length > 0) keyOf(spec, context.env, keys);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.said;
    throw error;
  }
}
