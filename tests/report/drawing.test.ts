import { expect, it } from "vitest";
import type { VegaLiteSpec } from "../../jrank/chart/chart.ts";
import { createDrawer, type Drawing, drawHere, threadProgram } from "../../jrank/report/drawing.ts";

const spec = {
  data: { values: [{ model: "日本語", n: 3 }] },
  mark: { type: "bar", clip: true },
  encoding: { x: { field: "n", type: "quantitative" }, y: { field: "model", type: "nominal" } },
  config: {},
} as unknown as VegaLiteSpec;
const wrong = { ...spec, mark: { type: "none" } } as unknown as VegaLiteSpec;

const bytesOf = async (drawing: Promise<Drawing>): Promise<unknown> => {
  const { picture, ...texts } = await drawing;
  return { ...texts, png: Buffer.from(await picture.png).toString("base64") };
};

it("draws in a thread, several charts at once, what it draws here; a failure is the same", async () => {
  const drawer = createDrawer({ early: true, program: threadProgram() });
  try {
    const asked = [undefined, "dark", undefined] as const;
    const drawn = asked.map((theme) => bytesOf(drawer.draw(spec, theme)));
    const failed = drawer.draw(wrong, "light").catch(String);
    const here = await Promise.all(asked.map((theme) => bytesOf(drawHere(spec, theme))));
    expect(await Promise.all(drawn)).toEqual(here);
    expect(drawer.drawnInThread()).toBe(3);
    expect(await failed).toBe(await drawHere(wrong, "light").catch(String));
    expect(await failed).toMatch(/Error/);
  } finally {
    drawer.end();
  }
});

it.each([
  ["cannot be begun", "no-such:thing"],
  ["ends when it has begun", "data:text/javascript,process.exit(3)"],
  ["fails when it has begun", "data:text/javascript,throw new Error('no')"],
])("draws here where a thread %s", async (_, program) => {
  const drawer = createDrawer({ early: true, program: new URL(program) });
  expect(await bytesOf(drawer.draw(spec, "light"))).toEqual(await bytesOf(drawHere(spec, "light")));
  expect(drawer.drawnInThread()).toBe(0);
  drawer.end();
});
