/** Addresses of servers and files: what may stand in one, and how it is shown. */
import { type Said, say } from "./message.ts";

/** What is wrong with the address of a server, or undefined. */
export function faultOfBaseUrl(url: string): Said | undefined {
  return /^https?:\/\/[^/]/i.test(url) && URL.canParse(url)
    ? secretInBaseUrl(url)
    : say`must be an address such as http://localhost:8000/v1, got "${shownAddress(url)}"`;
}

/**
 * What in an address may be a key, or undefined. Keys do not belong there: addresses are shown in
 * messages, and proxies write them into their logs.
 */
export function secretInBaseUrl(url: string): Said | undefined {
  if (!URL.canParse(url)) return undefined;
  const { username, password, search, hash } = new URL(url);
  if (username !== "" || password !== "") {
    return say`holds a user name or password (${shownAddress(url)}); take it out, and name the environment variable of the key in api_key_env`;
  }
  if (search !== "" || hash !== "") {
    return say`must end before "?" and "#" (${shownAddress(url)}): keys come from the environment (api_key_env), further fields from extra_body`;
  }
  return undefined;
}

/** The address without what may be secret: user, password, query. */
export function shownAddress(address: string): string {
  return address.replace(/^(\w+:\/\/)[^/?#]*@/, "$1…@").replace(/[?#].*$/s, "?…");
}
