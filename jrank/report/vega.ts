/** Vega and Vega-Lite from the one file each that pages load them from. */

export interface VegaLibraries {
  vega: typeof import("vega") & {
    textMetrics: { width(item: TextItem, text?: unknown): number };
    resetSVGDefIds(): void;
  };
  vegaLite: typeof import("vega-lite");
}

export interface TextItem {
  text?: unknown;
  fontSize?: number;
}

/**
 * Loads both, once a process. By their names they would come as some 300 modules, which takes half
 * a second longer; their files for pages leave themselves in globalThis.
 */
export async function loadVega(): Promise<VegaLibraries> {
  await import(new URL("./vega.min.js", import.meta.resolve("vega")).href);
  await import(new URL("./vega-lite.min.js", import.meta.resolve("vega-lite")).href);
  return globalThis as unknown as VegaLibraries;
}
