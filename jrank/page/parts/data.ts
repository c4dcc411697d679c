/**
 * The data of the site. They come as scripts that call `jrankData`, because a page that was opened
 * from a folder may not fetch; their JSON is a text, so nothing in it is ever run.
 */
import type { SiteBoard, SiteQuestion } from "../../core/site_data.ts";

declare global {
  interface Window {
    jrankData(name: string, json: string): void;
  }
}

const texts = new Map<string, string>();

/** Takes what the data scripts bring; must be there before the first of them runs. */
export function receiveData(onBoard: (board: SiteBoard) => void): void {
  window.jrankData = (name, json) => {
    if (name === "board") onBoard(JSON.parse(json) as SiteBoard);
    else texts.set(name, json);
  };
}

const loading = new Map<number, Promise<SiteQuestion>>();

/** The answers and judgments of a question, by its number. */
export function loadQuestion(index: number): Promise<SiteQuestion> {
  const known = loading.get(index);
  if (known) return known;
  const loaded = new Promise<SiteQuestion>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `data/questions/${index}.js`;
    script.addEventListener("load", () => {
      const json = texts.get(String(index));
      texts.delete(String(index));
      script.remove();
      if (json === undefined) reject(new Error(`data/questions/${index}.js brought nothing`));
      else resolve(JSON.parse(json) as SiteQuestion);
    });
    script.addEventListener("error", () => {
      loading.delete(index);
      script.remove();
      reject(new Error(`data/questions/${index}.js could not be loaded`));
    });
    document.head.append(script);
  });
  loading.set(index, loaded);
  return loaded;
}
