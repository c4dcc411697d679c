/**
 * Builds the documentation site from docs/ and the documents beside it: pages with their links set
 * right, the sample's own site, and the API reference from the doc comments. A link that leads nowhere
 * ends it with an error. `npm run docs` (after `npm ci --prefix docs`) writes docs/site/dist.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const docs = join(root, "docs");
const site = join(docs, "site");
const work = join(site, "work");
const bin = (name: string): string => join(docs, "node_modules/.bin", name);

/** Every page by the document it is made of, both as paths from the root. */
const PAGES: Readonly<Record<string, string>> = {
  "README.md": "start.md",
  "readme_jp.md": "ja/start.md",
  "ARCHITECTURE.md": "architecture.md",
  "CHANGELOG.md": "changelog.md",
  "CONTRIBUTING.md": "contributing.md",
  "SECURITY.md": "security.md",
  "requirements.md": "requirements.md",
  ...Object.fromEntries(
    readdirSync(docs)
      .filter((name) => name.endsWith(".md"))
      .map((name) => [`docs/${name}`, name]),
  ),
  ...Object.fromEntries(
    readdirSync(join(docs, "ja")).map((name) => [`docs/ja/${name}`, `ja/${name}`]),
  ),
};

/** A link of a document as the site has it: to a page, a picture, or else only its text. */
function linked(document: string, mark: string, text: string, target: string): string {
  if (/^(?:https?:|#)/.test(target)) return `${mark}[${text}](${target})`;
  const [path = "", anchor] = target.split("#");
  const file = posix.join(posix.dirname(document), path);
  const hash = anchor === undefined ? "" : `#${anchor}`;
  // Pages that the site itself has beside those of the documents.
  if (document.startsWith("docs/ja/") && path === "start.md")
    return `${mark}[${text}](/ja/start${hash})`;
  if (PAGES[file]) return `${mark}[${text}](/${PAGES[file].replace(/\.md$/, "")}${hash})`;
  if (mark === "!") {
    if (!existsSync(join(root, file))) throw new Error(`${document}: there is no picture ${file}`);
    return `![${text}](/${file.replace(/^docs\//, "")})`;
  }
  if (!existsSync(join(root, file))) throw new Error(`${document}: there is no file ${file}`);
  return text.startsWith("`") ? text : `\`${text}\``;
}

/** The text of a page; links in code stay. */
function pageOf(document: string): string {
  const text = readFileSync(join(root, document), "utf8");
  return text
    .split(/(```[\s\S]*?```|`[^`\n]*`(?!\]))/)
    .map((part, k) =>
      k % 2 === 1
        ? part
        : part.replace(
            /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g,
            (_, mark: string, words: string, target: string) =>
              linked(document, mark, words, target),
          ),
    )
    .join("");
}

/** A chapter of a page as one of its own. */
function chapterOf(text: string, heading: string): string {
  const start = text.indexOf(`## ${heading}\n`);
  if (start < 0) throw new Error(`there is no chapter "${heading}"`);
  const end = text.indexOf("\n## ", start + 3);
  return text.slice(start + 1, end < 0 ? undefined : end).trim();
}

function home(
  title: string,
  tagline: string,
  actions: readonly (readonly [string, string])[],
): string {
  return [
    "---",
    "layout: home",
    "hero:",
    "  name: jrank",
    `  text: ${JSON.stringify(title)}`,
    `  tagline: ${JSON.stringify(tagline)}`,
    "  actions:",
    ...actions.flatMap(([text, link], k) => [
      `    - theme: ${k === 0 ? "brand" : "alt"}`,
      `      text: ${JSON.stringify(text)}`,
      `      link: ${link}`,
    ]),
    "---",
    "",
  ].join("\n");
}

function write(page: string, text: string): void {
  mkdirSync(dirname(join(work, page)), { recursive: true });
  writeFileSync(join(work, page), text);
}

rmSync(work, { recursive: true, force: true });
rmSync(join(site, "dist"), { recursive: true, force: true });
for (const [document, page] of Object.entries(PAGES)) write(page, pageOf(document));
const japanese = pageOf("readme_jp.md");
write("ja/reading.md", chapterOf(japanese, "ランキングの読み方"));
write("ja/publishing.md", chapterOf(japanese, "公開する"));
write(
  "index.md",
  home(
    "Rank language models by comparing their answers",
    "Bradley-Terry ratings with honest intervals. Nothing is paid twice, and no number is printed that the data do not support. Below: the sample's leaderboard, as jrank site makes it.",
    [
      ["Start", "/start"],
      ["Library", "/library"],
      ["Methods", "/methods"],
    ],
  ),
);
write(
  "ja/index.md",
  home(
    "回答を比べて言語モデルをランク付け",
    "区間つきの Bradley-Terry レーティング。同じ判定に二度払わず、データが支えない数値は出しません。下は jrank site が作るサンプルのリーダーボードです。",
    [
      ["試す", "/ja/start"],
      ["ランキングの読み方", "/ja/reading"],
    ],
  ),
);
cpSync(join(docs, "images"), join(work, "images"), { recursive: true });
cpSync(join(docs, "images"), join(work, "public/images"), { recursive: true });

// The sample is run and its site built as a user would.
const data = join(site, "data");
rmSync(data, { recursive: true, force: true });
for (const part of ["questions.jsonl", "answers", "reference_answer"]) {
  cpSync(join(root, "jrank/data/sample", part), join(data, "sample", part), { recursive: true });
}
const jrank = (...args: string[]): unknown =>
  execFileSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), join(root, "jrank/bin/jrank.ts"), ...args],
    {
      cwd: site,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
jrank("run", "--config", join(root, "config.json.example"), "--data-dir", data);
jrank(
  "site",
  "--bench-name",
  "sample",
  "--data-dir",
  data,
  "--no-config",
  "--out",
  join(work, "public/sample"),
);
rmSync(data, { recursive: true });

const entries = [
  "library/index",
  "stats/index",
  "schedule/index",
  "library/charting",
  "library/judging",
];
execFileSync(
  bin("typedoc"),
  [
    ...[
      "--plugin",
      "typedoc-plugin-markdown",
      "--out",
      join(work, "api"),
      "--tsconfig",
      join(site, "tsconfig.json"),
    ],
    ...[
      "--entryFileName",
      "index",
      "--readme",
      "none",
      "--name",
      "API",
      "--disableSources",
      "--logLevel",
      "Error",
    ],
    ...["--hidePageHeader", "true", "--sanitizeComments", "true", "--skipErrorChecking"],
    ...entries.flatMap((entry) => ["--entryPoints", join(root, `jrank/${entry}.ts`)]),
  ],
  { cwd: docs, stdio: "inherit" },
);

mkdirSync(join(work, ".vitepress/theme"), { recursive: true });
cpSync(join(site, "config.mjs"), join(work, ".vitepress/config.mjs"));
cpSync(join(site, "theme.mjs"), join(work, ".vitepress/theme/index.mjs"));
execFileSync(bin("vitepress"), ["build", work, "--outDir", join(site, "dist")], {
  cwd: docs,
  stdio: "inherit",
});
/** The links of built pages that lead nowhere: to no file of the site, or to no place of its page. */
function brokenLinks(dist: string): string[] {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" });
  const pages = new Map(
    files
      .filter((file) => file.endsWith(".html") && !file.startsWith("sample/"))
      .map((file) => [`/${file}`, readFileSync(join(dist, file), "utf8")]),
  );
  const base = new URL(process.env.DOCS_BASE ?? "/", "https://site.invalid");
  const broken = new Set<string>();
  for (const [page, html] of pages) {
    for (const [, href = ""] of html.matchAll(
      /<(?:a|link|script|img)\b[^>]*? (?:href|src)="([^"]+)"/g,
    )) {
      const url = new URL(href.replaceAll("&amp;", "&"), new URL(`.${page}`, base));
      if (url.origin !== base.origin) continue;
      const path = decodeURI(`/${url.pathname.slice(base.pathname.length)}`);
      const file = path.endsWith("/") ? `${path}index.html` : path;
      const place = decodeURIComponent(url.hash.slice(1));
      const known = place === "" || pages.get(file)?.includes(` id="${place}"`) !== false;
      if (!known || !existsSync(join(dist, file))) broken.add(`${page}: ${href}`);
    }
  }
  return [...broken];
}

const broken = brokenLinks(join(site, "dist"));
if (broken.length > 0) throw new Error(`links that lead nowhere:\n${broken.join("\n")}`);
console.log(
  `${basename(root)}: ${readdirSync(join(site, "dist"), { recursive: true }).length} files in docs/site/dist`,
);
