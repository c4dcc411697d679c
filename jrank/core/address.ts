/** Addresses of servers and files: what may stand in one, and how it is shown. */

/**
 * What is wrong with the address of a server, or undefined. Keys do not belong into an address: it
 * is shown in messages, and proxies write it into their logs.
 */
export function faultOfBaseUrl(url: string): string | undefined {
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) {
    return `must be an address such as http://localhost:8000/v1, got "${shownAddress(url)}"`;
  }
  const { username, password, search, hash } = new URL(url);
  if (username !== "" || password !== "") {
    return `holds a user name or password (${shownAddress(url)}); take it out, and name the environment variable of the key in api_key_env`;
  }
  if (search !== "" || hash !== "") {
    return `must end before "?" and "#" (${shownAddress(url)}): keys come from the environment (api_key_env), further fields from extra_body`;
  }
  return undefined;
}

/** The address without what may be secret: user, password, query. */
export function shownAddress(address: string): string {
  return address.replace(/^(\w+:\/\/)[^/?#]*@/, "$1…@").replace(/[?#].*$/s, "?…");
}
