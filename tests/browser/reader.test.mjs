// Reading: by keyboard with scripts, by buttons without them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { chooseLook } from "./owner.mjs";
import { SCRIPTS, until, worldOfTests } from "./ways.mjs";

const here = worldOfTests({ owned: true });

/** Titles of a list that are set as unread. */
const unread = (page) => page.locator(".item.unread h2").allInnerTexts();
const count = (page, shelf) => page.locator(`.side a[data-shelf="${shelf}"] + .count`).first();

describe("by keyboard", () => {
  let page;
  const titleSelected = () => page.locator(".item.selected h2").innerText();

  test("j and k, n and p walk along the list", async () => {
    page = await here.visit({ as: "owner" });
    await page.open("/read");
    const titles = await page.locator(".item h2").allInnerTexts();
    for (const [key, expected] of [["j", 0], ["j", 1], ["n", 2], ["p", 1], ["k", 0]]) {
      await page.keyboard.press(key);
      assert.equal(await titleSelected(), titles[expected], `after ${key}`);
    }
    assert.equal((await unread(page)).length, titles.length, "walking past an article does not read it");
  });

  test("s stars and m marks, and both are kept", async () => {
    const title = await titleSelected();
    await page.keyboard.press("s");
    await page.locator(".item.selected.starred").waitFor();
    await page.keyboard.press("m");
    await page.locator(".item.selected:not(.unread)").waitFor();
    await until(() => count(page, "starred").innerText().catch(() => ""), (text) => text === "1");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.waitForURL("**/read/starred");
    assert.deepEqual(await page.locator(".item h2").allInnerTexts(), [title]);
    assert.deepEqual(await unread(page), []);
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.waitForURL("**/read");
    assert.ok(!(await unread(page)).includes(title), "what was read is gone from the unread");
  });

  test("o opens, j goes on to the next article, and being shown is being read", async () => {
    const titles = await page.locator(".item h2").allInnerTexts();
    await page.keyboard.press("j");
    await page.keyboard.press("o");
    await page.locator("article h1").waitFor();
    assert.equal(await page.locator("article h1").innerText(), titles[0]);
    await page.keyboard.press("j");
    await page.locator("article h1", { hasText: titles[1] }).waitFor();
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("u");
    await page.waitForURL("**/read");
    await page.keyboard.press("r");
    await page.waitForLoadState("networkidle");
    const left = await unread(page);
    assert.ok(!left.includes(titles[0]) && !left.includes(titles[1]), "both were read");
  });

  test("v opens the original in a window of its own", async () => {
    await page.keyboard.press("j");
    const original = await page.locator(".item.selected").getAttribute("data-original");
    const [opened] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("v")]);
    await opened.waitForURL(original);
    await opened.close();
  });

  test("Shift+a marks all as read, and z takes it back", async () => {
    const before = await unread(page);
    await page.keyboard.press("A");
    await page.locator('button[name="undo"]').waitFor();
    assert.deepEqual(await unread(page), []);
    await page.keyboard.press("z");
    await page.locator(".item.unread").first().waitFor();
    assert.deepEqual((await unread(page)).slice(0, before.length), before);
  });

  test("a slash leads to the search, a question mark to the keys, Ctrl+k to the commands", async () => {
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.name), "q");
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("?");
    await page.locator("#keys[open] kbd").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.locator("#palette[open] input").fill("Starred");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/read/starred");
    await page.leave();
    assert.deepEqual(here.faults(), []);
  });

  test("with three panes an article opens beside the list", async () => {
    page = await here.visit({ as: "owner", viewport: { width: 1400, height: 900 } });
    await chooseLook(page.context(), here.world, { view: "panes", show: "all" });
    await page.open("/read");
    await page.keyboard.press("j");
    const title = await titleSelected();
    await page.locator("#pane h1", { hasText: title }).waitFor();
    await page.locator(".item.selected:not(.unread)").waitFor();
    await page.leave();
    assert.deepEqual(here.faults(), []);
  });
});

for (const { name, javaScriptEnabled } of SCRIPTS) {
  test(`on a phone the shelves open before the list ${name}`, async () => {
    const page = await here.visit({ as: "owner", javaScriptEnabled, viewport: { width: 390, height: 844 } });
    await page.open("/read");
    assert.equal(await page.locator(".side").isVisible(), false);
    await page.locator(".to-shelves").click();
    await page.locator(".side").waitFor();
    const top = async (selector) => (await page.locator(selector).boundingBox()).y;
    assert.ok((await top(".side")) < (await top(".shelf")), "where the keyboard meets them, too");
    await page.locator('.side a[data-shelf="starred"]').click();
    await page.waitForURL("**/read/starred");
    await page.leave();
    assert.deepEqual(here.faults(), []);
  });

  test(`buttons star, mark and take back ${name}`, async () => {
    const page = await here.visit({ as: "owner", javaScriptEnabled });
    const item = () => page.locator(".item").first();
    await page.open("/read");
    const before = await unread(page);
    await item().locator('button[name="star"]').click();
    await item().locator('button[name="unstar"]').waitFor();
    await item().locator('button[name="unstar"]').click();
    await item().locator('button[name="star"]').waitFor();

    // All above the third are the first two.
    await page.locator(".item").nth(2).locator('button[name="above"]').click();
    await page.locator('button[name="undo"]').waitFor();
    assert.deepEqual((await unread(page))[0], before[2]);
    await page.locator('button[name="undo"]').click();
    await page.locator(".item h2", { hasText: before[0] }).waitFor();
    assert.deepEqual((await unread(page)).slice(0, 3), before.slice(0, 3));

    await page.locator('button[name="all"]').click();
    await page.locator('button[name="undo"]').waitFor();
    assert.deepEqual(await unread(page), []);
    await page.locator('button[name="undo"]').click();
    await page.locator(".item.unread").first().waitFor();

    for (const view of ["river", "cards", "panes", "list"]) {
      await page.locator(`.switches button[value="${view}"]`).click();
      await page.locator(`.reader[data-view="${view}"]`).waitFor();
    }
    await page.leave();
    assert.deepEqual(here.faults(), []);
  });
}
