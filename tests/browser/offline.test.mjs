// Reading without a network: what the list showed is there, and marks are sent when there is a way again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { layLine } from "./line.mjs";
import { until, worldOfTests } from "./ways.mjs";

const here = worldOfTests({ owned: true });
/** Addresses of pages that the browser has kept. */
const kept = (page) => page.evaluate(async () => {
  const keys = await (await caches.open("pages")).keys();
  return keys.map((key) => new URL(key.url).pathname);
});

test("articles of the list are read offline, and marks wait for a way", async (t) => {
  const direct = here.world.base;
  const line = await layLine(here.world);
  t.after(() => {
    here.world.base = direct;
    return line.takeUp();
  });
  const page = await here.visit({ as: "owner" });
  const context = page.context();
  await page.open("/read");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  const hrefs = await page.locator(".item h2 a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  const wanted = hrefs.slice(0, 3);
  const there = await until(() => kept(page), (paths) => wanted.every((path) => paths.includes(path)));
  assert.ok(wanted.every((path) => there.includes(path)), `kept are ${there.join(" ")}`);
  // Loaded once more, the page is the worker's to answer.
  await page.reload();
  await until(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), Boolean);

  await Promise.all([line.cut(), context.setOffline(true)]);
  const title = await page.locator(".item h2").nth(1).innerText();
  const id = await page.locator(".item").nth(1).getAttribute("data-id");
  await page.locator(".item").nth(1).locator('button[name="star"]').click();
  await page.locator(".item.starred").waitFor();
  await page.open(`/articles/${id}`);
  await page.locator("article h1", { hasText: title }).waitFor();
  assert.ok((await page.locator("article .body p").count()) > 2, "the article is there in full");
  await page.open("/read");
  assert.ok((await page.locator(".item").count()) > 0, "the list is there");
  await page.open("/look");
  await page.locator("h1", { hasText: "Offline" }).waitFor();
  assert.equal(await starred(), 0, "the server knows nothing yet");

  await Promise.all([line.mend(), context.setOffline(false)]);
  await page.open("/read");
  assert.equal(await until(starred, (count) => count === 1), 1, "the star has arrived");
  await page.leave();

  /** What the server says to another browser of the owner's, which has a line of its own. */
  async function starred() {
    const other = await here.visit({ javaScriptEnabled: false, storageState: await context.storageState() });
    await other.goto(new URL("/read/starred", direct).href);
    const count = await other.locator(".item").count();
    await other.leave();
    return count;
  }
});

test("the manifest makes an app of it, to which pages can be shared", async () => {
  const manifest = await here.world.json("manifest.webmanifest");
  assert.equal(manifest.display, "standalone");
  assert.equal(manifest.share_target.action, "/keep");
  const page = await here.visit({ as: "owner" });
  await page.open(`/keep?title=x&text=${encodeURIComponent("read this https://example.org/a")}`);
  assert.equal(await page.locator("#url").inputValue(), "https://example.org/a");
  await page.leave();
});
