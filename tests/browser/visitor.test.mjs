// What anybody can do: look around, choose a language and a theme, and nothing that is the owner's.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { SCRIPTS, worldOfTests } from "./ways.mjs";

const here = worldOfTests({ owned: true });

for (const { name, javaScriptEnabled } of SCRIPTS) {
  describe(name, () => {
    test("the catalogue leads to a source, and that to an article in full", async () => {
      const page = await here.visit({ javaScriptEnabled });
      await page.open("/");
      await page.getByRole("link", { name: "The Merrow Ledger", exact: true }).first().click();
      await page.locator("h1", { hasText: "The Merrow Ledger" }).waitFor();
      assert.match(await page.locator(".subscribe .address").first().inputValue(), /\/feeds\/[a-z-]+\.rss$/);
      const headline = page.locator(".headlines h3 a").first();
      const title = await headline.innerText();
      await headline.click();
      await page.locator("article h1").waitFor();
      assert.equal(await page.locator("article h1").innerText(), title);
      assert.ok((await page.locator("article .body p").count()) > 3, "the article is there in full");
      assert.match(await page.locator(".colophon a.button").getAttribute("href"), /^http:\/\/127\.0\.0\.1:/);
      await page.leave();
      assert.deepEqual(here.faults(), []);
    });

    test("the address of a feed is copied by a button, where a script can press it", async () => {
      const page = await here.visit({ javaScriptEnabled });
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.open("/");
      await page.locator(".catalogue h2 a, .catalogue h3 a").first().click();
      const [address, button] = [page.locator(".subscribe .address").first(), page.locator(".subscribe button.copy").first()];
      await address.waitFor();
      assert.equal(await button.isVisible(), javaScriptEnabled);
      if (javaScriptEnabled) {
        await button.click();
        await page.locator("#copied", { hasText: "Copied" }).waitFor({ state: "attached" });
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await address.inputValue());
      }
      await page.leave();
      assert.deepEqual(here.faults(), []);
    });

    test("a language chosen at the foot is carried on by links", async () => {
      const page = await here.visit({ javaScriptEnabled });
      await page.open("/");
      for (const [tongue, tag] of [["简体中文", "zh-Hans"], ["繁體中文", "zh-Hant"], ["日本語", "ja"], ["English", "en"]]) {
        await page.locator(".foot").getByRole("link", { name: tongue, exact: true }).click();
        await page.locator(`html[lang="${tag}"]`).waitFor();
        await page.locator(".catalogue h2 a, .catalogue h3 a").first().click();
        await page.locator(".subscribe").waitFor();
        assert.equal(await page.getAttribute("html", "lang"), tag);
        await page.locator(".mark").click();
      }
      await page.leave();
      assert.deepEqual(here.faults(), []);
    });

    test("theme and language can be chosen for good", async () => {
      const page = await here.visit({ javaScriptEnabled, colorScheme: "light" });
      await page.open("/");
      await page.getByRole("link", { name: "Appearance" }).click();
      await page.locator('input[name="theme"][value="dark"]').check();
      await page.locator('input[name="lang"][value="zh-Hant"]').check();
      await page.locator("main form button").click();
      await page.locator('html[data-theme="dark"][lang="zh-Hant"]').waitFor();
      // Another page, opened by its bare address.
      await page.open("/search");
      await page.locator('html[data-theme="dark"][lang="zh-Hant"]').waitFor();
      if (javaScriptEnabled) {
        const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const brightest = Math.max(...paper.match(/\d+/g).slice(0, 3).map(Number));
        assert.ok(brightest < 64, `a dark page is ${paper}`);
      }
      await page.leave();
      assert.deepEqual(here.faults(), []);
    });

    test("the reader asks strangers to sign in, and a wrong password does not help", async () => {
      const page = await here.visit({ javaScriptEnabled });
      await page.open("/read");
      await page.locator("#password").fill("not the password");
      await page.locator("main form button").click();
      await page.getByRole("alert").waitFor();
      await page.open("/read/starred");
      assert.equal(await page.locator(".items").count(), 0);
      await page.leave();
      here.faults(); // The browser itself notes the refusal's status on the console.
    });
  });
}
