// The owner's first minutes, without scripts: choose a password, add a source, find its article.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { PASSWORD } from "./owner.mjs";
import { startPublisher, TITLE, WORD } from "./publisher.mjs";
import { until, worldOfTests } from "./ways.mjs";

const here = worldOfTests({ owned: false });
let publisher, page;

before(async () => {
  publisher = await startPublisher();
});
after(() => publisher?.stop());

test("the first-run page makes whoever started the program the owner", async () => {
  page = await here.visit({ javaScriptEnabled: false });
  await page.goto(here.world.welcome());
  await page.locator("#password").fill(PASSWORD);
  await page.locator("#again").fill(PASSWORD);
  await page.locator("main form button").click();
  await page.waitForURL("**/read");
  assert.ok((await page.locator(".item").count()) > 0, "the reader has something to read");
});

test("the password is asked of everybody else from then on", async () => {
  const other = await here.visit({ javaScriptEnabled: false });
  await other.goto(here.world.welcome());
  await other.waitForURL("**/login");
  await other.leave();
});

test("a source is added by its address, and its article is archived", async () => {
  await page.open("/add");
  await page.locator("#url").fill(publisher.url);
  await page.locator("main form button").click();
  await page.locator(".outcome.done").waitFor();
  await page.locator("main a.button").first().click();
  await page.locator("h1", { hasText: "錨地觀察" }).waitFor();
  const found = await until(async () => {
    await page.reload();
    return page.locator(".headlines a", { hasText: TITLE }).count();
  }, (count) => count > 0);
  assert.equal(found, 1);
});

test("a recording that the feed attaches is played in place, and not asked for before", async () => {
  await page.locator(".headlines a", { hasText: TITLE }).click();
  await page.locator("article h1", { hasText: TITLE }).waitFor();
  assert.equal(await page.locator("article audio").getAttribute("preload"), "none");
});

test("a word in one script finds it in the other", async () => {
  const asked = async (word) => {
    await page.locator('.find input[type="search"]').fill(word);
    await page.locator(".find button").click();
    await page.getByRole("status").waitFor();
    return page.locator(".headlines h2").allInnerTexts();
  };
  assert.deepEqual(await asked(WORD.asked), [TITLE]);
  assert.deepEqual(await page.locator(".headlines h2 mark").allInnerTexts(), [WORD.written]);
  assert.deepEqual(await asked(WORD.written), [TITLE]);
  assert.deepEqual(await asked(`${WORD.asked} -潮水`), []);
});

test("a single page is kept by its address", async () => {
  await page.open(`/keep?url=${encodeURIComponent(publisher.article)}`);
  assert.equal(await page.locator("#url").inputValue(), publisher.article);
  await page.locator("main form button").click();
  await page.locator(".outcome.done").waitFor();
  await page.locator("main a.button").first().click();
  await page.locator("article h1", { hasText: TITLE }).waitFor();
});

test("whoever signs out is a stranger again", async () => {
  await page.locator(".foot form button").click();
  await page.open("/read");
  await page.locator("#password").waitFor();
  await page.leave();
  assert.deepEqual(here.faults().filter((fault) => !fault.includes("status of 401")), []);
});
