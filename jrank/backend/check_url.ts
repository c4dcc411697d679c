/** Addresses of servers. */
import { UserError } from "../core/errors.ts";
import type { BackendSpec } from "./backend.ts";

/** The address; one that no call could go to is a `UserError` now, not after many tries. */
export function checkUrl(url: string, { id }: BackendSpec): string {
  if (/^https?:\/\/[^/]/i.test(url) && URL.canParse(url)) return url;
  throw new UserError(
    `"${id}": base_url must be an address such as http://localhost:8000/v1, got "${url}"`,
  );
}
