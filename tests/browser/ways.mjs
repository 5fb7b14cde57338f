// What the tests of ways share: a world with an owner, and visitors who come with or without scripts.

import { after, before } from "node:test";

import { startBrowser, STEP_MAX_MS, watch } from "./browser.mjs";
import { choosePassword, signIn } from "./owner.mjs";
import { startDemo } from "./world.mjs";

/** With and without scripts: every way must lead there. */
export const SCRIPTS = [
  { name: "with scripts", javaScriptEnabled: true },
  { name: "without scripts", javaScriptEnabled: false },
];

/**
 * A world for the tests of one file. `owned` chooses the password beforehand.
 * Each visitor is counted: `visit` gives a page, and `faults()` what went wrong on all of them since.
 */
export function worldOfTests({ owned }) {
  const here = { world: undefined, browser: undefined, watched: [] };

  before(async () => {
    [here.world, here.browser] = await Promise.all([startDemo(), startBrowser()]);
    if (owned) await choosePassword(here.world);
  });
  after(async () => {
    await here.browser?.close();
    await here.world?.stop();
  });

  /** A new visitor's page. `as: "owner"` signs them in first; the rest are options of a browser context. */
  here.visit = async ({ as, ...options } = {}) => {
    const context = await here.browser.newContext({ locale: "en-GB", ...options });
    context.setDefaultTimeout(STEP_MAX_MS);
    if (as === "owner") await signIn(context, here.world);
    const page = await context.newPage();
    here.watched.push(await watch(page, here.world.base));
    page.open = (path) => page.goto(here.world.url(path));
    page.leave = () => context.close();
    return page;
  };
  here.faults = () => here.watched.splice(0).flatMap((watched) => watched.faults);
  return here;
}

/** Asks again and again until the answer is as wanted; what it was at last comes back. */
export async function until(ask, wanted, wait_max_ms = STEP_MAX_MS) {
  const end = Date.now() + wait_max_ms;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
