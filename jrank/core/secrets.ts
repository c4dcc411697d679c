/**
 * Keys of services: which they are, and how they stay out of what is printed and published; addresses
 * of servers and files, in which none may stand.
 */
import { type Said, say } from "./message.ts";

/** Names of environment variables that hold keys, by what such variables are called everywhere. */
const SECRET_NAME = /(?:^|_)(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(?:_\d+)?$/i;

/** Shorter values are words such as "none" or "EMPTY", which servers of one's own are given. */
const SHORTEST = 12;

/** What looks like a key, of whomever it is. */
const LIKE_A_KEY = /\b(?:sk-|gsk_|xai-|AIza|hf_|ghp_|github_pat_)[\w-]{12,}/g;

/** Values of key variables, by the variable's name. */
export type Secrets = ReadonlyMap<string, string>;

/** Whether a variable of this name holds a key. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

/** The keys in an environment: by the names of variables, and those that `named` adds. */
export function secretsIn(
  env: Readonly<Record<string, string | undefined>>,
  named: readonly string[] = [],
): Secrets {
  return new Map(
    Object.entries(env).flatMap(([name, value]): [string, string][] =>
      value !== undefined &&
      value.trim().length >= SHORTEST &&
      (isSecretName(name) || named.includes(name))
        ? [[name, value.trim()]]
        : [],
    ),
  );
}

/** The text with keys replaced by the names of their variables, or by "[key]". */
export function withoutSecrets(text: string, secrets: Secrets): string {
  let clean = text;
  for (const [name, value] of secrets) clean = clean.replaceAll(value, `[${name}]`);
  return clean.replace(LIKE_A_KEY, "[key]");
}

/** The variable whose value stands in the text; undefined where there is none. */
export function secretFoundIn(text: string, secrets: Secrets): string | undefined {
  for (const [name, value] of secrets) if (text.includes(value)) return name;
  return undefined;
}

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
