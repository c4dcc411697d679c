/** Where a model is called and with which key, from its spec and the environment. */

import { UserError } from "../../core/errors.ts";
import { joined, say } from "../../core/message.ts";
import { faultOfBaseUrl } from "../../core/secrets.ts";
import type { BackendSpec } from "../call/backend.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The key of a model, in the first of the variables that has one; a server of one's own may need none. */
export function keyOf(spec: BackendSpec, env: Environment, variables: readonly string[]): string {
  const names = spec.api_key_env ? [spec.api_key_env] : variables;
  const key = names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
  if (key !== undefined) return key;
  if (spec.base_url !== undefined && spec.api_key_env === undefined) return "none";
  throw new UserError(
    say`"${spec.id}" (${spec.provider}) needs a key: set ${joined(names, " or ")} in the environment or in .env`,
  );
}

/** The base URLs of a model: the config's, the environment's for OpenAI, else the provider's own. */
export function baseUrlsOf(
  spec: BackendSpec,
  env: Environment,
  own: string | undefined,
): (string | undefined)[] {
  if (spec.base_url !== undefined) return [spec.base_url].flat().map((url) => checkUrl(url, spec));
  if (spec.provider !== "openai") return [own];
  const url = env.OPENAI_BASE_URL || env.OPENAI_API_BASE;
  return [url ? checkUrl(url, spec) : undefined];
}

/** The address of a model's batches: they lie with one server. */
export function onlyBaseUrl(
  spec: BackendSpec,
  env: Environment,
  own: string | undefined,
): string | undefined {
  const [only, ...others] = baseUrlsOf(spec, env, own);
  if (others.length === 0) return only;
  throw new UserError(
    say`"${spec.id}" has ${others.length + 1} addresses in base_url; batches lie with one server, so name one`,
  );
}

/** The endpoints of a deployment on Azure. */
export function azureEndpoints(spec: BackendSpec, env: Environment): string[] {
  const endpoints = [spec.base_url ?? (env.AZURE_OPENAI_ENDPOINT || [])].flat();
  if (endpoints.length > 0) return endpoints.map((url) => checkUrl(url, spec));
  throw new UserError(
    say`"${spec.id}" (azure) needs an endpoint: set AZURE_OPENAI_ENDPOINT, or base_url in the config`,
  );
}

/** The address; one that no call should go to is a `UserError` now, not after many tries. */
function checkUrl(url: string, { id }: BackendSpec): string {
  const fault = faultOfBaseUrl(url);
  if (fault === undefined) return url;
  throw new UserError(say`"${id}": base_url ${fault}`);
}
