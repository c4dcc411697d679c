import { expect, it } from "vitest";
import { inBothThemes, pictureAddress } from "../../jrank/report/slim_svg.ts";

const drawn = (paper: string, ink: string, name = "a"): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect fill="${paper}" aria-label="${name}"/><path d="M0.123456,2.5h1Z" opacity="0"/><path d="M0.123456,1.004h1Z" fill="${ink}" stroke="#777777"/><text fill="${ink}">${name}</text></svg>`;

it("makes one picture of two, whose colours follow the reader", () => {
  const one = inBothThemes(drawn("#FFFFFF", "rgb(1, 2, 255)"), drawn("#000000", "#EEEEEE"));
  expect(one).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>:root{--0:#FFFFFF;--1:#0102ff}@media(prefers-color-scheme:dark){:root{--0:#000000;--1:#EEEEEE}}</style><rect fill="var(--0)"/><path d="M0.12,1h1Z" fill="var(--1)" stroke="#777777"/><text fill="var(--1)">a</text></svg>',
  );
});

it("leaves names as they are, whatever they look like", () => {
  const name = '1.23456 role="x" class="y" #ABCDEF';
  const one = inBothThemes(drawn("#FFFFFF", "#000000", name), drawn("#000000", "#FFFFFF", name));
  expect(one).toContain(`>${name}</text>`);
});

it("keeps to the light picture where the dark one shows something else", () => {
  const light = drawn("#FFFFFF", "#000000", "a");
  expect(inBothThemes(light, drawn("#000000", "#FFFFFF", "b"))).toBe(inBothThemes(light, light));
  expect(inBothThemes(light, light)).not.toContain("prefers-color-scheme");
});

it("is an address without an end before its own", () => {
  expect(pictureAddress('<svg id="50%">#</svg>')).toBe(
    'data:image/svg+xml,<svg id="50%25">%23</svg>',
  );
});
