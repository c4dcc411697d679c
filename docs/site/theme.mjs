/** VitePress's theme, with the sample's leaderboard on the first page. */
import { withBase } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { h } from "vue";

const board = () =>
  h("iframe", {
    src: withBase("/sample/index.html"),
    title: "The leaderboard of the sample",
    loading: "lazy",
    style: "width:100%;height:46rem;border:1px solid var(--vp-c-divider);border-radius:8px",
  });

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "home-features-after": board }),
};
