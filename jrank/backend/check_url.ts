/** Addresses of servers. */
import { faultOfBaseUrl } from "../core/address.ts";
import { UserError } from "../core/errors.ts";
import type { BackendSpec } from "./backend.ts";

/** The address; one that no call should go to is a `UserError` now, not after many tries. */
export function checkUrl(url: string, { id }: BackendSpec): string {
  const fault = faultOfBaseUrl(url);
  if (fault === undefined) return url;
  throw new UserError(`"${id}": base_url ${fault}`);
}
