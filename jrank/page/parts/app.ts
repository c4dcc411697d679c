/** What every part of the page is given. */
import type { SiteBoard } from "../../core/site_data.ts";
import type { PageWords } from "../../words/page_en.ts";
import type { Route } from "./route.ts";

export interface App {
  board: SiteBoard;
  words: PageWords;
  route: Route;
}

/** A page: what stands under its heading. */
export type View = (app: App) => { title: string; content: Node[] };

/** The index of the thing that an address names; undefined where there is none. */
export function indexIn(
  items: readonly { id: string }[],
  id: string | null | undefined,
): number | undefined {
  const index = items.findIndex((item) => item.id === id);
  return index === -1 ? undefined : index;
}
