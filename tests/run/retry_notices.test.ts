import { expect, it } from "vitest";
import { seldom } from "../../jrank/run/models/retry_notices.ts";

it("tells the first notices, then one in ten seconds with the number of the others", () => {
  const lines: string[] = [];
  let time = 0;
  const notice = seldom(
    (text) => lines.push(String(text)),
    () => time,
  );
  for (let k = 1; k <= 8; k++) notice(`n${k}`);
  expect(lines).toEqual(["n1", "n2", "n3", "n4", "n5"]);
  time = 9_999;
  notice("n9");
  time = 10_000;
  notice("n10");
  notice("n11");
  expect(lines.slice(5)).toEqual(["n10 (and 4 more like this)"]);
  time = 30_000;
  notice("n12");
  expect(lines.at(-1)).toBe("n12 (and 1 more like this)");
});
