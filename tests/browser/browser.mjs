// Debian's Chromium, and what is counted while it shows a page.
//
// - `startBrowser` starts it without a window, with nothing of its own that speaks to the network.
// - `watch` notes what must not happen on a page of ours, and the bytes that a first view takes.
//
// CHROMIUM names another browser than /usr/bin/chromium.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

/** The browser's own sandbox can not be had as root. */
const isRoot = process.getuid?.() === 0;

/** How long one step on a page may take, in milliseconds. */
export const STEP_MAX_MS = 30_000;

const launching = (more) => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`there is no ${CHROMIUM}: install Debian's chromium, or name another in CHROMIUM`);
  }
  return { executablePath: CHROMIUM, chromiumSandbox: !isRoot, args: [...FLAGS, ...more] };
};

/** Starts a browser; each of its contexts is a visitor of its own. */
export const startBrowser = () => chromium.launch(launching([]));

/** Starts a browser with one visitor, whom other tools reach at a port. */
export const startBrowserAt = (folder, port) =>
  chromium.launchPersistentContext(folder, launching([`--remote-debugging-port=${port}`]));

/** Media types that are no part of a first view's weight. */
const NOT_WEIGHED = new Set(["Image", "Media", "Ping"]);

/**
 * What the browser reports as advice and is mistaken in. Of pictures that come late it wants a height in the style
 * sheet, though the width and height of their elements keep the room as well, at any width of the window. That
 * they have those, `pages.test.mjs` asks of every page itself.
 */
const NO_ISSUES = new Set(["LazyLoadImageIssue"]);

/**
 * Watches a page from now on. `faults` fills with what must not be: words on the console, exceptions, issues
 * that the browser reports (a policy broken, a cookie refused), requests that fail or lead elsewhere.
 * `weigh()` is the number of bytes received, packed, without pictures.
 */
export async function watch(page, base) {
  const faults = [];
  const kinds = new Map();
  let bytes = 0;
  const session = await page.context().newCDPSession(page);
  session.on("Network.requestWillBeSent", (event) => {
    kinds.set(event.requestId, event.type);
    const url = new URL(event.request.url);
    const ours = url.origin === new URL(base).origin || ["data:", "blob:"].includes(url.protocol);
    if (!ours) faults.push(`asked another host: ${url}`);
  });
  session.on("Network.loadingFinished", (event) => {
    if (!NOT_WEIGHED.has(kinds.get(event.requestId))) bytes += event.encodedDataLength;
  });
  session.on("Audits.issueAdded", ({ issue }) => {
    if (NO_ISSUES.has(issue.code)) return;
    faults.push(`the browser reports ${issue.code}: ${JSON.stringify(issue.details).slice(0, 400)}`);
  });
  await session.send("Network.enable");
  await session.send("Audits.enable");
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      faults.push(`${response.status()} for ${response.url()}`);
    }
  });
  return { faults, weigh: () => bytes };
}
