/**
 * A real browser for tests of pages: Debian's Chromium, or another that CHROMIUM names. Without one
 * the tests are reported as skipped; in CI its absence is a failure.
 */
import { existsSync } from "node:fs";
import type { Browser, BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { describe, it, onTestFinished } from "vitest";

/** Debian's build without a window first: a page of it takes a third less. */
const PLACES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map(
  (name) => `/usr/bin/${name}`,
);
const executablePath = process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));

if (executablePath === undefined && process.env.CI === "true") {
  throw new Error("there is no chromium; CI needs it (apt-get install chromium)");
}

/** `describe` for tests that need a browser; where there is none their body is not even entered. */
export function describeChromium(name: string, body: () => void): void {
  if (executablePath !== undefined) describe(name, body);
  else describe.skip(name, () => it("needs chromium", () => {}));
}

let started: Promise<Browser> | undefined;

/** The browser of this process, started by the first who asks; it ends with the process. */
function browserHere(): Promise<Browser> {
  started ??= import("playwright-core").then(({ chromium }) =>
    chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      // Its own sandbox needs rights that containers do not give.
      args: ["--no-sandbox"],
    }),
  );
  return started;
}

/** A page, and all that it did that a site must not do. */
interface WatchedPage {
  page: Page;
  /** Errors on the console, uncaught ones, dialogs, and requests that left the site. */
  faults: string[];
  requests: string[];
}

/** What a page that is at hand is watched for; nobody's between two tests. */
interface Watch {
  site: string;
  faults: string[];
  requests: string[];
  /** Whether pictures of charts are loaded. */
  pictures: boolean;
}

const NOBODY: Watch = { site: "", faults: [], requests: [], pictures: true };
const watches = new Map<Page, Watch>();
/** Pages that nobody uses: to start one takes as long as to show what is tested on it. */
const free = new Set<Page>();
const devtools = new Map<Page, CDPSession>();

/** A leaderboard has about 25 pictures: to draw them takes longer than all else on it. */
const PICTURE = { glob: "*/charts/*.svg", pattern: /\/charts\/.*\.svg$/ };

/**
 * Opens a page for a test, at whose end it is given back, and watches it; everything outside `site`
 * is refused and noted. What an earlier test left in it is gone: storage, media, the pointer.
 * `pictures`: charts are loaded, which tests that do not look at them go without.
 */
export async function openWatched(
  site: string,
  {
    viewport = { width: 1280, height: 900 },
    colorScheme = "light",
    pictures = false,
    ...more
  }: BrowserContextOptions & { pictures?: boolean } = {},
): Promise<WatchedPage> {
  const isUsual = Object.keys(more).length === 0;
  const [known] = isUsual ? free : [];
  if (known) free.delete(known);
  const page = known ?? (await newPage({ ...more, ...(viewport && { viewport }) }));
  onTestFinished(() => (isUsual ? closeWatched(page) : page.context().close()));
  if (viewport) await page.setViewportSize(viewport);
  await page.emulateMedia({ media: null, colorScheme, reducedMotion: null, forcedColors: null });
  await page.mouse.move(0, 0);
  const watch = { site, faults: [], requests: [], pictures };
  watches.set(page, watch);
  const urls = pictures ? [] : [PICTURE.glob];
  await devtools.get(page)?.send("Network.setBlockedURLs", { urls });
  return { page, ...watch };
}

/** Gives a page back before its test ends, so that the test can have it anew. */
export async function closeWatched(page: Page): Promise<void> {
  const watch = watches.get(page);
  if (watch === undefined || watch === NOBODY || page.isClosed()) return;
  watches.set(page, NOBODY);
  await page.goto("about:blank");
  for (const origin of new Set(watch.requests.map(originOf))) {
    const stored = { origin, storageTypes: "all" };
    await devtools.get(page)?.send("Storage.clearDataForOrigin", stored);
  }
  if (!page.isClosed()) free.add(page);
}

/** Shows another view of the site that is open, as a link does: a sixth of what loading it anew takes. */
export async function showWithin(page: Page, url: string): Promise<void> {
  await page.evaluate('document.querySelector("main").firstElementChild.dataset.left = ""');
  await page.goto(url);
  await page.locator("main > :first-child:not([data-left])").waitFor({ state: "attached" });
}

const originOf = (url: string): string =>
  url.startsWith("file:") ? "file://" : new URL(url).origin;

async function newPage(options: BrowserContextOptions): Promise<Page> {
  const context = await (await browserHere()).newContext(options);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  devtools.set(page, session);
  const fault = (text: string, url = ""): void => {
    const watch = watches.get(page);
    if (watch?.pictures || !PICTURE.pattern.test(url)) watch?.faults.push(text);
  };
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    fault(message.text(), message.location().url);
  });
  page.on("close", () => {
    free.delete(page);
    devtools.delete(page);
  });
  page.on("pageerror", (error) => fault(String(error)));
  page.on("dialog", (dialog) => {
    fault(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => fault(`a window: ${popup.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    const { site, requests } = watches.get(page) ?? NOBODY;
    requests.push(url);
    if (!url.startsWith(site) && !/^(?:data|blob):/.test(url)) fault(`a request to ${url}`);
  });
  page.on("requestfailed", (request) => {
    // A frame that the page takes away while it loads, such as one of charts that are drawn anew.
    const isLeft = request.failure()?.errorText === "net::ERR_ABORTED";
    if (isLeft && request.frame() !== page.mainFrame()) return;
    fault(`not loaded: ${request.url()}`, request.url());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) fault(`${response.status()}: ${response.url()}`);
  });
  return page;
}
