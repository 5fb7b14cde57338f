// Every page of the table under every look: it loads cleanly and lightly, and everybody can use it.
// A screenshot of each is left in target/screenshots/.

import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { barriers } from "./access.mjs";
import { startBrowser, STEP_MAX_MS, watch } from "./browser.mjs";
import { LOOKS, tongueOf } from "./looks.mjs";
import { chooseLook, choosePassword, signIn } from "./owner.mjs";
import { PAGES, pathOf, whatThereIs } from "./pages.mjs";
import { SCREENSHOTS, startDemo } from "./world.mjs";

/** What a first view may weigh as it is sent, pictures apart, in bytes. */
const FIRST_VIEW_BYTES_MAX = 60_000;

let world, browser, has;

before(async () => {
  await rm(SCREENSHOTS, { recursive: true, force: true });
  await mkdir(SCREENSHOTS, { recursive: true });
  [world, browser] = await Promise.all([startDemo(), startBrowser()]);
  has = await whatThereIs(world);
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

// What there is only without an owner comes first.
for (const [title, rows] of [
  ["before there is an owner", PAGES.filter((row) => row.unowned)],
  ["every page", PAGES.filter((row) => !row.unowned)],
]) {
  describe(title, () => {
    before(async () => {
      if (rows.some((row) => row.as === "owner")) await choosePassword(world);
    });
    for (const look of LOOKS) describe(look.name, () => seeAll(look, rows.filter((row) => row.under?.includes(look.name) ?? true)));
  });
}

function seeAll(look, rows) {
  const contexts = new Map();

  before(async () => {
    // The worker for reading offline has tests of its own; here each page comes from the server.
    const options = { ...look.options, serviceWorkers: "block" };
    for (const who of new Set(rows.map((row) => row.as))) contexts.set(who, await browser.newContext(options));
    if (contexts.has("owner")) await signIn(contexts.get("owner"), world);
  });
  after(() => Promise.all([...contexts.values()].map((context) => context.close())));

  for (const row of rows) {
    test(row.name, async () => {
      const context = contexts.get(row.as);
      await chooseLook(context, world, row.chosen);
      const page = await context.newPage();
      page.setDefaultTimeout(STEP_MAX_MS);
      try {
        await see(page, row, look);
      } finally {
        await page.close();
      }
    });
  }
}

/** Loads a page with an empty cache and holds it to everything that holds for pages. */
async function see(page, row, look) {
  const watched = await watch(page, world.base);
  const path = pathOf(row, has);
  const response = await page.goto(world.url(path), { waitUntil: "load" });
  const roomless = await page.evaluate(lateWithoutRoom);
  await photograph(page, row, `${row.name}.${look.name}.png`);

  const bad = [...faultsOf(watched.faults, row), ...roomless];
  if (response.status() !== (row.status ?? 200)) bad.push(`answers ${response.status()}`);
  if (!row.document) {
    const lang = await page.getAttribute("html", "lang");
    if (lang !== tongueOf(look)) bad.push(`speaks ${lang}, the visitor ${tongueOf(look)}`);
    if (watched.weigh() > FIRST_VIEW_BYTES_MAX) bad.push(`weighs ${watched.weigh()} bytes`);
    bad.push(...(await page.evaluate(widerThanWindow)));
    if (look.isJudged) bad.push(...(await barriers(page)));
  }
  assert.deepEqual(bad, [], path);
}

/** The whole page as a picture; of a document, in which no script of ours runs, what the window shows. */
async function photograph(page, row, name) {
  const path = join(SCREENSHOTS, name);
  if (row.document) {
    const session = await page.context().newCDPSession(page);
    // Until the first frame is drawn there is nothing to take.
    for (let tries = 1; ; tries += 1) {
      const taken = await session.send("Page.captureScreenshot").catch((error) => error);
      if (taken.data) return writeFile(path, taken.data, "base64");
      if (tries === 20) throw taken;
      await page.waitForTimeout(100);
    }
  }
  // What is further down would only be laid out, and its picture loaded, when it is come to.
  await page.evaluate(() => {
    for (const item of document.querySelectorAll(".item")) item.style.contentVisibility = "visible";
    return Promise.all([...document.images].map((img) => {
      img.loading = "eager";
      return img.decode().catch(() => {});
    }));
  });
  await page.screenshot({ path, fullPage: true });
}

/** The browser itself puts the status of an error page on the console. */
function faultsOf(faults, row) {
  return row.status ? faults.filter((fault) => !fault.includes(`status of ${row.status}`)) : faults;
}

/** Pictures that push away what is being read when they come, one line for each. */
function lateWithoutRoom() {
  return [...document.querySelectorAll("img[loading=lazy]:not([width][height])")]
    .map((picture) => `comes late and has no width and height: ${picture.outerHTML.slice(0, 120)}`);
}

/** What makes the window scroll sideways, one line for each place. */
function widerThanWindow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => `wider than the window: ${element.outerHTML.slice(0, 120)}`);
}
