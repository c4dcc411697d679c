/** The documentation site; tools/docs_site.ts lays its pages beside this file and builds it. */
import { existsSync } from "node:fs";
import { defineConfig } from "vitepress";

const link = (text, page) => ({ text, link: `/${page}` });
const api = existsSync(new URL("../api/index.md", import.meta.url))
  ? [link("API reference", "api/")]
  : [];

/** The anchor of a heading, as GitHub makes it: the documents are read there too. */
const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");

/** The words of a text, of a Japanese one too. It runs in the page: it may use nothing around it. */
const tokenize = (text) =>
  text
    .split(/[\n\r\p{Z}\p{P}]+/u)
    .filter((part) => part !== "")
    .flatMap((part) =>
      /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(part)
        ? [...new Intl.Segmenter("ja", { granularity: "word" }).segment(part)].map(
            ({ segment }) => segment,
          )
        : [part],
    );

export default defineConfig({
  title: "jrank",
  description: "Bradley-Terry ranking of language models",
  // No browser asks for an icon that is not there.
  head: [["link", { rel: "icon", href: "data:," }]],
  // The sample's own site is copied as it is.
  srcExclude: ["public/**"],
  base: process.env.DOCS_BASE ?? "/",
  cleanUrls: false,
  lastUpdated: false,
  // Answers, prompts and placeholders in the texts are text.
  markdown: {
    html: false,
    anchor: { slugify },
    attrs: { disable: true },
    config: (md) => {
      const plain = (text) => md.utils.escapeHtml(text).replaceAll("{", "&#123;");
      md.renderer.rules.text = (tokens, k) => plain(tokens[k].content);
      md.renderer.rules.code_inline = (tokens, k) =>
        `<code v-pre>${plain(tokens[k].content)}</code>`;
    },
  },
  // The site of the sample is no page of this one.
  ignoreDeadLinks: [/^\/sample\//],
  themeConfig: {
    search: { provider: "local", options: { miniSearch: { options: { tokenize } } } },
    outline: [2, 3],
    // Few pages are in both languages: the switch leads to the other's first page.
    i18nRouting: false,
  },
  locales: {
    root: {
      label: "English",
      lang: "en",
      themeConfig: {
        nav: [
          link("Start", "start"),
          link("Library", "library"),
          { text: "Sample", link: "/sample/index.html", target: "_self" },
        ],
        sidebar: [
          {
            text: "Start",
            items: [
              link("Start", "start"),
              link("Getting started", "getting_started"),
              link("Configuration", "configuration"),
              link("Coming from …", "coming_from"),
              link("What to install", "requirements"),
            ],
          },
          {
            text: "Guides",
            items: [
              link("Judging", "judging"),
              link("Scheduling", "scheduling"),
              link("Batches", "batches"),
              link("API models", "api_models"),
              link("Local models", "local_models"),
              link("People's votes", "annotation"),
              link("Agreement", "agreement"),
              link("Decisions", "decisions"),
              link("Nejumi and scores", "nejumi"),
              link("Publishing", "publishing"),
            ],
          },
          {
            text: "Reference",
            items: [
              link("Methods", "methods"),
              link("File formats", "file_formats"),
              link("Library", "library"),
              ...api,
            ],
          },
          {
            text: "Project",
            items: [
              link("Architecture", "architecture"),
              link("Extending", "extending"),
              link("Dependencies", "dependencies"),
              link("Tests", "testing"),
              link("Contributing", "contributing"),
              link("Changes", "changelog"),
              link("Security", "security"),
            ],
          },
        ],
      },
    },
    ja: {
      label: "日本語",
      lang: "ja",
      description: "言語モデルの Bradley-Terry ランキング",
      themeConfig: {
        nav: [
          link("はじめに", "ja/start"),
          { text: "サンプル", link: "/sample/index.html", target: "_self" },
        ],
        outline: { label: "目次", level: [2, 3] },
        docFooter: { prev: "前へ", next: "次へ" },
        sidebar: [
          {
            text: "はじめに",
            items: [
              link("試す", "ja/start"),
              link("設定", "ja/configuration"),
              link("ランキングの読み方", "ja/reading"),
              link("公開する", "ja/publishing"),
              link("ほかのプログラムから", "ja/coming_from"),
            ],
          },
        ],
      },
    },
  },
});
