/**
 * A real browser for tests of pages: Debian's chromium, or another that CHROMIUM names. Without one
 * the tests are reported as skipped; in CI its absence is a failure.
 */
import { existsSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { describe, it, onTestFinished } from "vitest";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
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
export interface WatchedPage {
  page: Page;
  /** Errors on the console, uncaught ones, dialogs, and requests that left the site. */
  faults: string[];
  requests: string[];
}

/**
 * Opens a page of its own for a test, at whose end it is closed, and watches it; everything outside
 * `site` is refused and noted.
 */
export async function openWatched(
  site: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const browser = await browserHere();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => faults.push(`a window: ${popup.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    requests.push(url);
    if (!url.startsWith(site) && !url.startsWith("data:")) faults.push(`a request to ${url}`);
  });
  page.on("requestfailed", (request) => faults.push(`not loaded: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  return { page, faults, requests };
}
