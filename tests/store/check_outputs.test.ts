import { linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, expect, it } from "vitest";
import { say } from "../../jrank/core/message.ts";
import { checkOutputs } from "../../jrank/store/files/check_outputs.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (...path: string[]): string => join(folder.path, ...path);
mkdirSync(at("real"));
writeFileSync(at("real/votes.csv"), "x");
symlinkSync(at("real"), at("link"));
symlinkSync(at("real/votes.csv"), at("other name.csv"));
linkSync(at("real/votes.csv"), at("hard.csv"));

it("knows an input by every name", () => {
  const input = at("real/votes.csv");
  for (const output of [
    input,
    relative(".", input),
    at("real/../real/./votes.csv"),
    at("link/votes.csv"),
    at("other name.csv"),
    at("hard.csv"),
  ]) {
    expect(() => checkOutputs([at("a.json"), output], [input], say`do this`)).toThrow(
      /is one of the files that are read; .* Nothing was written; do this/,
    );
    expect(() => checkOutputs([input], [output], say``)).toThrow("is one of the files");
  }
});

it("lets everything else through, what is not there yet too", () => {
  const inputs = [at("real/votes.csv"), at("absent.csv")];
  checkOutputs([at("real/votes.json"), at("new/folder/votes.csv"), at("real")], inputs, say``);
  expect(() => checkOutputs([at("link/new/x")], [at("real/new/x")], say``)).toThrow(
    "one of the files",
  );
});
