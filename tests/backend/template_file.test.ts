import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { findTemplate, listTemplates, TEMPLATES_DIR } from "../../jrank/backend/local/speaker.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const before = process.cwd();
beforeEach(() => process.chdir(folder.path));
afterEach(() => process.chdir(before));

const fields = { name: "mine", roles: ["U", "A"], sep_style: "CHATML" };
const write = (path: string): string => {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(fields));
  return file;
};

it("takes a bare name from the program's own, a path from where it leads", () => {
  expect(dirname(findTemplate("rinna").file)).toBe(dirname(join(TEMPLATES_DIR, "x")));
  const own = write("rinna.json");
  expect(dirname(findTemplate("rinna").file)).toBe(dirname(join(TEMPLATES_DIR, "x")));
  for (const path of ["rinna.json", "./rinna", own]) {
    expect(findTemplate(path).source).toBe(JSON.stringify(fields));
  }
  write("sub/other.json");
  expect(basename(findTemplate("sub/other").file)).toBe("other.json");
  write("here.json");
  expect(basename(findTemplate("here").file)).toBe("here.json");
});

it("never takes anything else, and lists what there is", () => {
  for (const name of ["absent", "./absent.json", "/absent/rinna", "sub"]) {
    expect(() => findTemplate(name)).toThrow(/there is no conversation template.*chatml.*rinna/);
  }
  mkdirSync(join(folder.path, "folder.json"));
  expect(() => findTemplate("folder")).toThrow(/there is no conversation template/);
  expect(listTemplates().length).toBeGreaterThan(20);
  writeFileSync(join(folder.path, "broken.json"), "{");
  expect(() => findTemplate("./broken.json")).toThrow("broken.json is not valid JSON");
});
