/** Publishing: nothing of anybody else's is overwritten, and a rerun changes nothing. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  checkPublish,
  chosenFiles,
  publishFiles,
} from "../../jrank/run/publishing/publish_files.ts";
import { writeFolder } from "../../jrank/run/publishing/write_folder.ts";
import { temporaryFolder } from "../support/command.ts";

const FILES = new Map([
  ["index.html", "page"],
  ["rankings/j_mle.json", "{}"],
  ["charts/j/mle_ranking.svg", "<svg/>"],
  ["badges/j_mle/a.svg", "<svg/>"],
]);

let folder: ReturnType<typeof temporaryFolder>;
let before: string;
beforeEach(() => {
  folder = temporaryFolder();
  before = process.cwd();
});
afterEach(() => {
  process.chdir(before);
  folder.remove();
});

const told: string[] = [];
const telling = { message: "Publish b", out: (text: unknown) => told.push(String(text)) };
const at = (...path: string[]): string => join(folder.path, ...path);

describe("writeFolder", () => {
  it("takes away what an earlier time wrote and no longer has, and nothing else", async () => {
    await writeFolder(at("site"), FILES);
    writeFileSync(at("site", "CNAME"), "example.org");
    await writeFolder(at("site"), new Map([["index.html", "other"]]));
    expect(readdirSync(at("site")).sort()).toEqual(["CNAME", "files.json", "index.html"]);
    expect(readFileSync(at("site", "index.html"), "utf8")).toBe("other");
  });

  it("leaves a folder alone that it did not write", async () => {
    mkdirSync(at("home"));
    writeFileSync(at("home", "index.html"), "mine");
    await expect(writeFolder(at("home"), FILES)).rejects.toThrow("was not written by jrank");
    writeFileSync(at("home", "files.json"), '["something else"]');
    await expect(writeFolder(at("home"), FILES)).rejects.toThrow("was not written by jrank");
    expect(readFileSync(at("home", "index.html"), "utf8")).toBe("mine");
  });

  it("leaves a file alone that somebody put into the folder", async () => {
    await writeFolder(at("site"), FILES);
    writeFileSync(at("site", "about.html"), "mine");
    const next = new Map([...FILES, ["index.html", "new"], ["about.html", "ours"]]);
    await expect(writeFolder(at("site"), next)).rejects.toThrow(/about\.html was not written/);
    expect(readFileSync(at("site", "about.html"), "utf8")).toBe("mine");
    expect(readFileSync(at("site", "index.html"), "utf8")).toBe("page");
  });

  it("writes through no link: not the folder's, not one within it, not a file's", async () => {
    await writeFolder(at("real"), FILES);
    symlinkSync(at("real"), at("link"));
    await expect(writeFolder(at("link"), new Map())).rejects.toThrow(/link is a link to .*real/);
    symlinkSync(at("nowhere"), at("loose"));
    await expect(writeFolder(at("loose"), FILES)).rejects.toThrow("is a link to");
    mkdirSync(at("elsewhere"));
    writeFileSync(at("elsewhere", "j_mle.json"), "kept");
    rmSync(at("real", "rankings"), { recursive: true });
    symlinkSync(at("elsewhere"), at("real", "rankings"));
    await expect(writeFolder(at("real"), FILES)).rejects.toThrow("rankings is a link to");
    await expect(writeFolder(at("real"), new Map())).rejects.toThrow("rankings is a link to");
    expect(readFileSync(at("elsewhere", "j_mle.json"), "utf8")).toBe("kept");
    rmSync(at("real", "rankings"));
    rmSync(at("real", "index.html"));
    symlinkSync(at("elsewhere", "j_mle.json"), at("real", "index.html"));
    await expect(writeFolder(at("real"), FILES)).rejects.toThrow("index.html is a link to");
    expect(existsSync(at("nowhere"))).toBe(false);
  });

  it("writes and removes nothing outside the folder, whatever its list says", async () => {
    writeFileSync(at("precious"), "kept");
    await expect(writeFolder(at("site"), new Map([["../precious", "x"]]))).rejects.toThrow();
    mkdirSync(at("other"));
    writeFileSync(
      at("other", "files.json"),
      JSON.stringify({ made_by: "jrank", files: ["../precious"] }),
    );
    await expect(writeFolder(at("other"), FILES)).rejects.toThrow("was tampered with");
    expect(readdirSync(at("other"))).toEqual(["files.json"]);
    expect(readFileSync(at("precious"), "utf8")).toBe("kept");
  });
});

describe("publishFiles", () => {
  it("copies what was chosen", async () => {
    expect([...chosenFiles(FILES, undefined).keys()]).toEqual([...FILES.keys()]);
    await publishFiles(FILES, { folder: at("out"), files: ["rankings", "badges"] }, telling);
    expect(readdirSync(at("out")).sort()).toEqual(["badges", "files.json", "rankings"]);
  });

  it("commits to a branch of its own, once for each change, and leaves the checkout as it is", async () => {
    const git = (...args: string[]): string =>
      execFileSync("git", ["-C", at("repo"), ...args], { encoding: "utf8" }).trim();
    mkdirSync(at("repo"));
    git("init", "--quiet", "--initial-branch", "main");
    git("config", "user.email", "a@example.org");
    git("config", "user.name", "a");
    writeFileSync(at("repo", "README.md"), "hello");
    git("add", ".");
    git("commit", "--quiet", "--message", "first");
    process.chdir(at("repo"));
    const config = { folder: at("pages"), git_branch: "gh-pages" };
    await checkPublish(config);
    expect(existsSync(at("pages"))).toBe(false);
    for (const name of ["a..b", "a.lock", "a/", "a//b"]) {
      await expect(checkPublish({ ...config, git_branch: name })).rejects.toThrow(
        `"${name}" is no name of a branch`,
      );
    }
    await expect(checkPublish({ ...config, folder: at("repo") })).rejects.toThrow(
      "was not written by jrank",
    );
    await publishFiles(FILES, config, telling);
    await checkPublish(config);
    await publishFiles(FILES, config, telling);
    expect(told.at(-1)).toContain("nothing has changed");
    expect(git("log", "--format=%s", "gh-pages")).toBe("Publish b");
    expect(git("ls-tree", "-r", "--name-only", "gh-pages").split("\n").sort()).toEqual(
      [...FILES.keys(), "files.json"].sort(),
    );
    await publishFiles(new Map([["index.html", "new"]]), config, telling);
    expect(git("log", "--format=%s", "gh-pages").split("\n")).toHaveLength(2);
    expect(git("status", "--porcelain")).toBe("");
    expect(git("log", "--format=%s", "main")).toBe("first");
    await expect(
      publishFiles(FILES, { folder: at("repo"), git_branch: "gh-pages" }, telling),
    ).rejects.toThrow("not a working tree of the branch gh-pages");
    expect(existsSync(at("repo", "index.html"))).toBe(false);
  });
});
