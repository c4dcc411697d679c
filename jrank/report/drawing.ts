/**
 * Draws charts as pictures: here, or in a thread that loads Vega and draws while this one counts,
 * writes and waits. This file is the thread's program, too.
 */
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { ChartOptions, VegaLiteSpec } from "../chart/chart.ts";

/** A chart as it was drawn. */
export interface Drawing {
  /** The compiled Vega spec, as JSON. */
  vega: string;
  svg: string;
  /** In dark colours, where no theme was asked for. */
  dark: string | undefined;
  /** The PNG, which may still be being drawn. */
  picture: { png: Promise<Uint8Array> };
}

export type Draw = (spec: VegaLiteSpec, theme: ChartOptions["theme"]) => Promise<Drawing>;

let before: Promise<unknown> = Promise.resolve();

/** Draws in this thread, one chart after another, and the PNG on those of the renderer. */
export function drawHere(spec: VegaLiteSpec, theme: ChartOptions["theme"]): Promise<Drawing> {
  const drawn = before.then(() => drawNow(spec, theme));
  before = drawn.catch(() => {});
  return drawn;
}

async function drawNow(spec: VegaLiteSpec, theme: ChartOptions["theme"]): Promise<Drawing> {
  const { renderChart, renderInThemes } = await import("./render.ts");
  const drawn = theme === undefined ? await renderInThemes(spec) : await renderChart(spec);
  return {
    vega: JSON.stringify(drawn.vega),
    svg: drawn.svg,
    dark: "dark" in drawn ? (drawn.dark as string) : undefined,
    picture: await pictureOf(drawn.svg),
  };
}

/** The picture, boxed: whoever waits for the box does not wait for the picture. */
async function pictureOf(svg: string): Promise<Drawing["picture"]> {
  const { renderPng } = await import("./picture/render_png.ts");
  const png = renderPng(svg);
  // It is awaited later; until then its failure is nobody's.
  png.catch(() => {});
  return { png };
}

/** What the thread is asked for, and what it answers; without a drawing where it failed. */
type Asked = { id: number; spec: VegaLiteSpec; theme: ChartOptions["theme"] } | "end";
interface Answered {
  id: number;
  drawing?: Omit<Drawing, "picture">;
  /** Absent: only the picture failed. */
  png?: Uint8Array;
}

export interface Drawer {
  draw: Draw;
  /** How many charts the thread has drawn. */
  drawnInThread(): number;
  /** Lets the thread end. */
  end(): void;
}

/** By this the thread knows that it is one. */
const PROGRAM = "jrank draws charts";

/** The thread's program: this file, as a clone's sources by the loader with which they run. */
export function threadProgram(): URL {
  const own = new URL(import.meta.url);
  if (own.pathname.endsWith(".js")) return own;
  const loader = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const program = `import { register } from ${loader}; register(); import(${JSON.stringify(own.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}

/** Whether a thread can run it as this one does, and has a core to itself. */
function canHaveThread(): boolean {
  const isLoaded =
    import.meta.url.endsWith(".js") || process.execArgv.some((flag) => flag.includes("tsx"));
  return isLoaded && availableParallelism() > 1;
}

/**
 * Draws in a thread of its own, begun at once if `early`, else with the first chart. What the thread
 * cannot do, for whatever reason, is drawn here, so that a failure is told as it always is.
 */
export function createDrawer({
  early,
  program = canHaveThread() ? threadProgram() : undefined,
}: {
  early: boolean;
  program?: URL | undefined;
}): Drawer {
  const waiting = new Map<number, (answer: Answered | undefined) => void>();
  let worker: Worker | undefined;
  let isOver = program === undefined;
  let asked = 0;
  let drawn = 0;
  const lose = (): void => {
    isOver = true;
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  };
  const begin = (): Worker | undefined => {
    if (worker || isOver || !program) return worker;
    try {
      worker = new Worker(program, { workerData: PROGRAM });
    } catch {
      isOver = true;
      return undefined;
    }
    worker.on("message", (answer: Answered) => {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
      // Nothing waits for a thread that has nothing to do.
      if (waiting.size === 0) worker?.unref();
    });
    worker.on("error", lose);
    worker.on("exit", lose);
    worker.unref();
    return worker;
  };
  const ask = (spec: VegaLiteSpec, theme: ChartOptions["theme"]): Promise<Answered | undefined> => {
    const begun = begin();
    if (isOver || !begun) return Promise.resolve(undefined);
    const id = asked++;
    begun.ref();
    begun.postMessage({ id, spec, theme } satisfies Asked);
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  if (early) begin();
  return {
    async draw(spec, theme) {
      const { drawing, png } = (await ask(spec, theme)) ?? {};
      if (!drawing) return drawHere(spec, theme);
      drawn++;
      const picture = png ? { png: Promise.resolve(png) } : await pictureOf(drawing.svg);
      return { ...drawing, picture };
    },
    drawnInThread: () => drawn,
    end() {
      if (isOver || !worker) return;
      // It has files of its own to remove once it has drawn.
      if (asked === 0) return void worker.terminate();
      worker.ref();
      worker.postMessage("end" satisfies Asked);
    },
  };
}

/** The thread: loads what draws, and draws what it is asked for. */
function serve(port: NonNullable<typeof parentPort>): void {
  before = Promise.all([
    import("./render.ts").then(({ loadVega }) => loadVega()),
    import("./picture/render_png.ts"),
  ]).catch(() => {});
  port.on("message", (asked: Asked) => {
    if (asked === "end") {
      port.close();
      return;
    }
    const { id, spec, theme } = asked;
    drawHere(spec, theme)
      .then(async ({ picture, ...drawing }) => {
        const png = await picture.png.catch(() => undefined);
        port.postMessage({ id, drawing, ...(png && { png }) } satisfies Answered);
      })
      .catch(() => port.postMessage({ id } satisfies Answered));
  });
}

if (!isMainThread && parentPort && workerData === PROGRAM) serve(parentPort);
