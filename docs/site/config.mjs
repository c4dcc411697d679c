/** The documentation site; tools/docs_site.ts lays its pages beside this file and builds it. */
import { existsSync } from "node:fs";
import { defineConfig } from "vitepress";

const link = (text, page) => ({ text, link: `/${page}` });
const api = existsSync(new URL("../api/index.md", import.meta.url))
  ? [link("API reference", "api/")]
  : [];

export default defineConfig({
  title: "jrank",
  description: "Bradley-Terry ranking of language models",
  base: process.env.DOCS_BASE ?? "/",
  cleanUrls: false,
  lastUpdated: false,
  // Answers, prompts and placeholders in the texts are text.
  markdown: {
    html: false,
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
  themeConfig: { search: { provider: "local" }, outline: [2, 3] },
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
