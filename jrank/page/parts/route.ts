/** Where the reader is: everything that can be linked to stands in the part of the address after #. */

export interface Route {
  /** The first part: "", "answers", "question", "pair", "judge". */
  view: string;
  params: URLSearchParams;
}

/** Reads a fragment such as "#/question?id=7&a=x&b=y" or "#/model/x"; whatever is wrong in it is ignored. */
export function routeOf(hash: string): Route {
  const [path = "", query = ""] = splitOnce(hash.replace(/^#\/?/, ""), "?");
  const [view = "", id = ""] = splitOnce(path, "/");
  const params = new URLSearchParams(query);
  if (id !== "" && !params.has("id")) params.set("id", decoded(id));
  return { view, params };
}

/** The address of a model's page: "#/model/" and its id. */
export const modelHash = (id: string): string => `#/model/${encodeURIComponent(id)}`;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

type Values = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** The fragment of a route; keys without a value are left out. */
export function hashOf(view: string, values: Values = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    for (const one of typeof value === "string" ? [value] : value) params.append(key, one);
  }
  const query = params.toString();
  return `#/${view}${query === "" ? "" : `?${query}`}`;
}

/** The fragment of a route with some values changed. */
export function changed({ view, params }: Route, values: Values): string {
  const all: Record<string, string | readonly string[] | null | undefined> = {};
  for (const key of new Set(params.keys())) all[key] = params.getAll(key);
  return hashOf(view, { ...all, ...values });
}

/**
 * Goes to an address and draws it at once: what the reader chooses next goes on from there, and not from
 * what was drawn before.
 */
export function goTo(hash: string): void {
  if (hash === location.hash) return;
  history.pushState(null, "", hash);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/**
 * Keeps a choice in the address without drawing the page anew: links that are copied have it, and
 * so has what the page draws next.
 */
export function keep(route: Route, key: string, value: string): void {
  if (value === "") route.params.delete(key);
  else route.params.set(key, value);
  history.replaceState(history.state, "", changed(route, {}));
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
