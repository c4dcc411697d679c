/** Whatever models, judges and authors of questions write: it neither runs nor breaks the page. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileNameOf } from "../../jrank/store/files/file_name.ts";
import { closeWatched, describeChromium, openWatched, showWithin } from "../support/chromium.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const OUTSIDE = "http://127.0.0.1:9/";
const RUN = "window.hacked=1;alert(1)";

/** Model ids, question ids and categories. */
const NAMES = [
  `<script>${RUN}</script>`,
  `"><img src=x onerror="${RUN}">`,
  "../../../../tmp/escaped",
  "__proto__",
  "constructor",
  "a\u202egnp.exe\u202c \u200b\u0000",
  `${"長い名前".repeat(40)}`,
  "');alert(1);//\\",
];

/** Answers and judgments. */
const TEXTS = [
  `<script>${RUN}</script></script><!-- <script>${RUN}</script>`,
  `<img src="${OUTSIDE}a.png" onerror="${RUN}"><svg onload="${RUN}"><iframe src="${OUTSIDE}"></iframe>`,
  `<style>*{display:none}</style><base href="${OUTSIDE}"><meta http-equiv="refresh" content="0;url=${OUTSIDE}"><link rel="stylesheet" href="${OUTSIDE}x.css">`,
  `[run](javascript:${RUN}) [entity](&#x6a;avascript:${RUN}) [data](data:text/html,<script>${RUN}</script>) <javascript:alert(1)> [vb](vbscript:x) [rel](//127.0.0.1:9/x)`,
  `![picture](${OUTSIDE}picture.png) ![](javascript:alert(1)) [![nested](${OUTSIDE}n.png)](${OUTSIDE}link)`,
  `| left | right |\n|:---|---:|\n| <b onclick=alert(1)>x</b> | ${"y".repeat(3000)} |`,
  `${"> ".repeat(2000)}deep ${"[".repeat(5000)} ${"*_".repeat(3000)}`,
  `Z${"\u0301\u0316".repeat(2000)} \u202eright to left\u2066 \u2028\u2029 \u0000 ${"a".repeat(20_000)}`,
  '```<script>\n</code></pre><script>alert(1)</script>\n``` <form action="x"><button>Send</button></form>',
  "\ud800 lone \\u003cscript\\u003e \\'); alert(1); //",
];

const folder = temporaryFolder();
let site: string;

function writeBenchmark(): void {
  const bench = join(folder.path, "data", "hostile");
  const lines = (path: string, rows: readonly unknown[]): void => {
    mkdirSync(join(bench, path, ".."), { recursive: true });
    writeFileSync(join(bench, path), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  };
  const text = (k: number): string => TEXTS[k % TEXTS.length];
  const questions = NAMES.map((name, k) => ({
    question_id: name,
    category: NAMES[(k + 1) % NAMES.length],
    turns: [text(k), text(k + 1)],
    reference: [text(k + 2)],
  }));
  lines("questions.jsonl", questions);
  NAMES.forEach((model_id, m) => {
    lines(
      `answers/${fileNameOf(model_id)}.jsonl`,
      questions.map(({ question_id }, q) => ({
        question_id,
        model_id,
        answer_id: "a",
        choices: [{ index: 0, turns: [text(m + q), text(m + q + 1)] }],
      })),
    );
  });
  const games = questions.flatMap(({ question_id }, q) =>
    NAMES.flatMap((model1_id, i) =>
      NAMES.filter((_, j) => j !== i).map((model2_id, j) => ({
        question_id,
        model1_id,
        model2_id,
        winner: 1 + ((q + i * 3 + j) % 3),
        turn: 1,
        judge: [NAMES[0], NAMES[1]],
        judgment: text(q + i + j),
      })),
    ),
  );
  lines(`model_judgment/${fileNameOf(NAMES[0])}_pair.jsonl`, games);
}

describeChromium("hostile text", () => {
  beforeAll(async () => {
    writeBenchmark();
    const { code, stderr } = await runCommandLine(
      "qa_browser",
      ["--data-dir", "data", "--bench-name", "hostile", "--out", "site"],
      { cwd: folder.path },
    );
    if (code !== 0) throw new Error(stderr);
    site = pathToFileURL(join(folder.path, "site/")).href;
  });
  afterAll(folder.remove);

  it("leaves nothing outside the folder of the site", () => {
    expect(readdirSync(folder.path).sort()).toEqual(["data", "site"]);
    expect(readdirSync(join(folder.path, "data"))).toEqual(["hostile"]);
  });

  it("does nothing in the leaderboard, the lists and the charts", async () => {
    const { page, faults } = await openWatched(site);
    const models = NAMES.map((name) => `#/model/${encodeURIComponent(name)}`);
    const judge = "#/judge?order=surprising&show=flipped";
    const hashes = ["", "#/answers", judge, "#/pair", "#/?drop=__proto__&by=map", ...models];
    await page.goto(`${site}index.html#/nowhere`);
    for (const hash of hashes) {
      await showWithin(page, `${site}index.html${hash}`);
      await page.locator("h1").waitFor();
      expect(
        await page.locator("main script, main iframe:not(.redrawn), main style, main form").count(),
      ).toBe(0);
    }
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(faults).toEqual([]);
    await closeWatched(page);
    const whole = await openWatched(site, { pictures: true });
    await whole.page.goto(`${site}index.html`);
    expect(await whole.page.locator(".ranking tbody tr").count()).toBe(NAMES.length);
    for (const name of await whole.page.locator(".ranking tbody bdi").allTextContents()) {
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    await whole.page.locator("figure img:visible").last().scrollIntoViewIfNeeded();
    await whole.page.waitForLoadState("networkidle");
    expect(await whole.page.evaluate("window.hacked")).toBeUndefined();
    expect(whole.faults).toEqual([]);
    await closeWatched(whole.page);
  });

  it("does nothing where answers and judgments are shown, which are whole, tags as their text", async () => {
    const { page, faults } = await openWatched(site);
    let text = "";
    await page.goto(`${site}index.html#/nowhere`);
    for (const name of NAMES) {
      // Every second one with a model that the address asks for.
      const asked = NAMES.indexOf(name) % 2 === 0 ? `&a=${encodeURIComponent(name)}` : "";
      await showWithin(page, `${site}index.html#/question?id=${encodeURIComponent(name)}${asked}`);
      await page.locator(".card").first().waitFor();
      expect(
        await page
          .locator("main img, main script, main iframe:not(.redrawn), main [style]")
          .count(),
      ).toBe(0);
      const links = await page
        .locator(".prose a")
        .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
      for (const link of links) expect(link).toMatch(/^(?:https?|mailto):/);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(1280);
      text += await page.locator("main").innerText();
    }
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(faults).toEqual([]);
    const shown = ["javascript:", `[picture] ${OUTSIDE}`, "<svg onload", "<style>", "<form"];
    expect(shown.filter((part) => !text.includes(part))).toEqual([]);
    await closeWatched(page);
  });
});
