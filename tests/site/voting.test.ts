/** People vote in a real browser: the votes are on the disk after a kill, and the next start goes on. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { annotate } from "../../jrank/run/annotating/people_votes.ts";
import { describeChromium, openWatched } from "../support/chromium.ts";
import { type RunningCommand, startCommand, temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { storedPairs, writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
let bench: string;
let running: RunningCommand | undefined;

const HOSTILE =
  '<img src="http://127.0.0.1:9/a.png" onerror="window.hacked=1"><script>window.hacked=1</script> [x](javascript:window.hacked=1) **bold**';

async function serve(): Promise<string> {
  const args = ["--data-dir", folder.path, "--bench-name", "b", "--serve", "--port", "0"];
  const command = await startCommand("annotate", [...args, "--votes", "6"], { cwd: folder.path });
  running = command;
  return command.seen(/http:\/\/127\.0\.0\.1:\d+\//);
}

const enter = async (page: Page, name: string): Promise<void> => {
  await page.locator("input").fill(name);
  await page.locator("form button").click();
};
const progress = (page: Page) => page.locator("header .progress span");
/** A key right after a pair came is taken for a slip. */
const press = async (page: Page, key: string, done: string): Promise<void> => {
  await page.waitForTimeout(300);
  await page.keyboard.press(key);
  await expect.poll(() => progress(page).innerText()).toContain(done);
};

describeChromium("the page on which people vote", () => {
  beforeAll(async () => {
    bench = writeSmallBench(folder.path, { questions: 3, models: ["alpha", "beta", "gamma"] });
    const file = join(bench, "answers", "beta.jsonl");
    const rows = readFileSync(file, "utf8").trim().split("\n");
    const hostile = rows.map((row) => {
      const answer = JSON.parse(row);
      answer.choices[0].turns[0] += HOSTILE;
      return `${JSON.stringify(answer)}\n`;
    });
    writeFileSync(file, hostile.join(""));
  });
  afterAll(async () => {
    running?.kill("SIGKILL");
    folder.remove();
  });

  it("keeps votes through a kill and goes on where the rater was", async () => {
    const url = await serve();
    const { page, faults } = await openWatched(url);
    await page.goto(url);
    await enter(page, "Ann");
    await expect.poll(() => progress(page).innerText()).toContain("0 of 6");
    expect(await page.locator("[data-choice]:visible").count()).toBe(4);
    await press(page, "1", "1 of 6");
    await press(page, "ArrowRight", "2 of 6");
    await page.waitForTimeout(300);
    await page.locator('[data-choice="tie"]').click();
    await expect.poll(() => progress(page).innerText()).toMatch(/3 of 6 · about 1 min left/);
    const next = await page.locator(".answer").allInnerTexts();
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(faults).toEqual([]);
    running?.kill("SIGKILL");
    await running?.result;
    const kept = storedPairs(bench, "person-Ann");
    expect(kept.map(({ winner }) => winner)).toEqual([1, 2, 3]);
    // Without the program a vote is refused, and said to be.
    await page.waitForTimeout(300);
    await page.keyboard.press("1");
    await page.locator("[role=alert]").waitFor();
    expect(storedPairs(bench, "person-Ann")).toHaveLength(3);

    const again = await serve();
    const second = await openWatched(again);
    await second.page.goto(again);
    await enter(second.page, "Ann");
    await expect.poll(() => progress(second.page).innerText()).toContain("3 of 6");
    const [left, right] = await second.page.locator(".answer").allInnerTexts();
    expect([left, right]).toEqual(next);
    await press(second.page, "s", "4 of 6");
    const skipped = storedPairs(bench, "person-Ann")[3];
    expect(skipped).toMatchObject({ winner: "error" });
    expect(left).toContain(`${skipped?.model1_id}の`);
    expect(right).toContain(`${skipped?.model2_id}の`);
    // Back: the same pair in the same order; another vote takes the place of the first.
    await second.page.waitForTimeout(300);
    await second.page.keyboard.press("b");
    expect(await second.page.locator(".answer").allInnerTexts()).toEqual([left, right]);
    await press(second.page, "2", "4 of 6");
    await expect.poll(() => storedPairs(bench, "person-Ann").at(-1)?.winner).toBe(2);
    await press(second.page, "1", "5 of 6");
    await press(second.page, "1", "6 of 6");
    await second.page.getByText("That was the last pair").waitFor();
    expect(second.faults).toEqual([]);
    running?.kill("SIGKILL");
    await running?.result;
    running = undefined;
  }, 60_000);

  it("works on a phone, in Japanese, from a folder, and gives the file to send back", async () => {
    const sent = join(folder.path, "sent");
    const flags = { benchName: "b", dataDir: folder.path };
    await annotate({ ...flags, static: sent, votes: 2 }, testContext());
    const url = pathToFileURL(`${sent}/`).href;
    const phone = { viewport: { width: 360, height: 640 }, locale: "ja-JP", hasTouch: true };
    const { page, faults } = await openWatched(url, phone);
    await page.goto(`${url}index.html`);
    await enter(page, "花子");
    await page.getByText("一つ目の回答").waitFor();
    const widths = "[document.documentElement.scrollWidth, innerWidth]";
    const [wide, inner] = (await page.evaluate(widths)) as [number, number];
    expect(wide).toBeLessThanOrEqual(inner);
    await page.locator('[data-choice="first"]').tap();
    await expect.poll(() => progress(page).innerText()).toContain("2 組中 1 組");
    // A closed page loses nothing.
    await page.reload();
    await enter(page, "花子");
    await expect.poll(() => progress(page).innerText()).toContain("2 組中 1 組");
    await page.locator('[data-choice="tie"]').tap();
    await page.getByText("以上で終わりです").waitFor();
    const download = page.waitForEvent("download");
    await page.locator("button.save").click();
    const file = join(folder.path, "back.json");
    await (await download).saveAs(file);
    expect(faults).toEqual([]);
    await annotate({ ...flags, import: [file] }, testContext());
    expect(storedPairs(bench, "person-花子").map(({ winner }) => winner)).toEqual([1, 3]);
  }, 60_000);
});
