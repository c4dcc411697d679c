/**
 * Builds the image of the Dockerfile and runs the sample in it as its user. Where docker is not, the
 * Dockerfile is checked (dockerfile-utils) and its steps run as a script in a folder of their own, which
 * shows everything but the base image. Needs the npm registry. `npm run test:image`
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "jrank-image-"));
const LINTER = "dockerfile-utils@0.16.3";
/** Nobody, where the script is run by root. */
const NOBODY = 65534;

function run(
  program: string,
  args: readonly string[],
  options: Parameters<typeof spawnSync>[2] = {},
): string {
  const done = spawnSync(program, args, { ...options, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (done.status !== 0) {
    throw new Error(
      `${program} ${args.join(" ")} ended with ${done.status ?? done.error}:\n${done.stdout}${done.stderr}`,
    );
  }
  return done.stdout;
}

/** The sample has run: its ranking is printed, and its charts are there as pictures. */
function checkSample(printed: string, charts: readonly string[]): void {
  if (!printed.includes("300 judgments by offline-judge")) throw new Error(printed);
  const pictures = charts.filter((name) => name.endsWith(".png")).length;
  if (pictures === 0) throw new Error(`no picture among ${charts.join(" ")}`);
  console.log(`ok    jrank run in it: ${printed.split("\n").find((line) => /^ +1 /.test(line))}`);
  console.log(`ok    ${pictures} charts as pictures`);
}

function withDocker(): void {
  run("docker", ["build", "-t", "jrank-test", "."], { cwd: root, stdio: "inherit" });
  const inside = (...command: string[]): string =>
    run("docker", ["run", "--rm", "--entrypoint", "sh", "jrank-test", "-c", command.join(" && ")]);
  if (inside("id -u").trim() === "0") throw new Error("the image runs as root");
  const [printed, charts] = inside(
    "jrank run",
    "echo =====",
    "ls jrank/data/sample/charts/*",
  ).split("=====");
  checkSample(printed, charts.split("\n"));
}

interface Step {
  readonly instruction: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, with continued lines joined and comments left out. */
function stepsOf(dockerfile: string): Step[] {
  return dockerfile
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replaceAll("\\\n", " ")
    .split("\n")
    .flatMap((line) => {
      const [, instruction, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      return instruction === undefined ? [] : [{ instruction, rest }];
    });
}

function asScript(dockerfile: string): void {
  const linting = join(folder, "lint");
  mkdirSync(linting);
  run("npm", [
    "install",
    "--prefix",
    linting,
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    LINTER,
  ]);
  const { validate } = createRequire(join(linting, "package.json"))("dockerfile-utils");
  const faults: { message: string; range: { start: { line: number } } }[] = validate(dockerfile);
  if (faults.length > 0) {
    throw new Error(
      faults
        .map(({ message, range }) => `Dockerfile:${range.start.line + 1}: ${message}`)
        .join("\n"),
    );
  }
  console.log("ok    Dockerfile, checked by dockerfile-utils");

  // The absolute paths of the image lie below the folder; stages share it, as their names differ.
  const inFolder = (text: string): string =>
    text.replaceAll(
      /(^|[\s"=])(\/(?:src|tmp|opt|usr|work)\b)/g,
      (_, before, path) => `${before}${folder}${path}`,
    );
  for (const path of ["src", "tmp", "opt", "usr/local/bin"]) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  const HOME = join(folder, "home");
  mkdirSync(HOME);
  const {
    PATH,
    npm_config_registry,
    npm_config_cache = join(process.env.HOME ?? "", ".npm"),
  } = process.env;
  const env = {
    PATH,
    HOME,
    npm_config_cache,
    npm_config_prefer_offline: "true",
    ...(npm_config_registry && { npm_config_registry }),
  };
  const installed = join(root, "node_modules");
  let cwd = folder;
  for (const { instruction, rest } of stepsOf(dockerfile)) {
    if (instruction === "WORKDIR") {
      cwd = inFolder(rest);
      mkdirSync(cwd, { recursive: true });
    } else if (instruction === "COPY" && !rest.startsWith("--from")) {
      const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean);
      const tracked = execFileSync("git", ["ls-files", "-z"], {
        cwd: root,
        encoding: "utf8",
      }).split("\0");
      const [sources, to] = [rest.split(" ").slice(0, -1), rest.split(" ").at(-1) as string];
      for (const file of tracked.filter((name) => name !== "" && existsSync(join(root, name)))) {
        const isAsked = sources.includes(".") || sources.includes(file);
        if (!isAsked || ignored.some((name) => file === name || file.startsWith(`${name}/`)))
          continue;
        mkdirSync(dirname(join(cwd, to, file)), { recursive: true });
        cpSync(join(root, file), join(cwd, to, file));
      }
    } else if (instruction === "RUN" && rest.startsWith("npm ci") && existsSync(installed)) {
      symlinkSync(installed, join(cwd, "node_modules"));
      console.log(`ok    what npm ci has installed in this clone, for RUN ${rest}`);
    } else if (instruction === "RUN") {
      const started = Date.now();
      run("sh", ["-ec", inFolder(rest)], { cwd, env });
      console.log(
        `ok    ${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s  RUN ${rest.replaceAll(/\s+/g, " ").slice(0, 80)}`,
      );
    }
  }
  const [entry] = JSON.parse(
    stepsOf(dockerfile).find(({ instruction }) => instruction === "ENTRYPOINT")?.rest ?? "[]",
  );
  // As the image's user, who may write nowhere but to /work.
  for (const path of ["", "opt", "usr"]) chmodSync(join(folder, path), 0o755);
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const printed = run(join(folder, "usr/local/bin", entry), ["run"], {
    cwd,
    ...user,
    env: { PATH, HOME: cwd, NO_COLOR: "1" },
  });
  const charts = join(cwd, "jrank/data/sample/charts");
  checkSample(printed, readdirSync(charts, { recursive: true }).map(String));
}

try {
  const hasDocker = spawnSync("docker", ["info"], { stdio: "ignore" }).status === 0;
  if (hasDocker) withDocker();
  else {
    console.log("docker is not here: the Dockerfile is checked, and its steps run as a script.");
    asScript(readFileSync(join(root, "Dockerfile"), "utf8"));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
