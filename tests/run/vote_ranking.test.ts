/** `jrank rank votes.csv`: what a stranger tries first. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const HOSTILE = `<img src=x onerror="alert(1)">`;
const file = join(folder.path, "votes.csv");
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
writeFileSync(
  file,
  [
    "question,model_a,model_b,winner",
    ...Array.from({ length: 60 }, (_, k) => {
      const players = ["alpha", "beta", "gamma", HOSTILE];
      const [a, b] = [players[k % 4], players[(k + 1 + (k % 3)) % 4]];
      const winner = ["model_a", "model_b", "tie", "model_a"][((k * k) % 7) % 4];
      return [`q${k % 12}`, quoted(a), quoted(b), winner].join(",");
    }),
  ].join("\n"),
);
const rank = (...args: string[]) => runCommandLine("vote_ranking", args, { cwd: folder.path });

it("prints table, facts and warnings, and writes nothing unasked", async () => {
  const { code, stdout, stderr } = await rank("votes.csv");
  expect(code).toBe(0);
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^ Rank {3}Model/);
  expect(stdout).toMatch(/\n +1 {3}.*\d{4}.*…/);
  expect(stdout).toContain("60 judgments");
  expect(readdirSync(folder.path)).toEqual(["votes.csv"]);
});

it("writes one page that loads nothing and runs nothing", async () => {
  const asked = ["votes.csv", "--html", "out.html", "--charts-title", "Tea & <cake>"];
  const { code, stderr, closing } = await rank(...asked, "--json", "out.json");
  expect(code).toBe(0);
  expect([stderr, closing[0]]).toEqual(["", "Made: out.json, out.html"]);
  const page = readFileSync(join(folder.path, "out.html"), "utf8");
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  expect(page).toContain("<title>Tea &amp; &lt;cake&gt;</title>");
  expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
  expect(page).not.toMatch(/<script|<img src=x|(?:src|href)="http/);
  const { ranking } = JSON.parse(readFileSync(join(folder.path, "out.json"), "utf8"));
  expect(ranking.length).toBe(4);
  for (const { rating } of ranking) expect(page).toContain(`>${Math.round(rating)}</td>`);
  const pictures = [
    ...page.matchAll(/<img src='data:image\/svg\+xml,(<svg [^']*<\/svg>)' alt="[^"]+">/g),
  ];
  expect(pictures.length).toBeGreaterThan(5);
  // One picture for light and dark.
  for (const [, svg] of pictures) expect(svg).toContain("@media(prefers-color-scheme:dark)");
});

it("does not write over the votes, and says what is missing", async () => {
  const before = readFileSync(file, "utf8");
  const over = await rank("votes.csv", "--html", "votes.csv");
  expect(over.code).toBe(2);
  expect(over.stderr).toContain("votes.csv");
  expect(readFileSync(file, "utf8")).toBe(before);
  expect((await rank("vote.csv")).stderr).toContain("there is no file");
  expect((await rank()).stderr).toContain("missing required argument 'votes'");
});
