// Lighthouse over every type of page, as on a phone of the middle sort with a slow line.
//
//   npm run lighthouse               all pages of the table; one table of marks
//   npm run lighthouse -- add job    those whose names are given
//
// Ends with 1 where a mark is below MARK_MIN, and says what lost the points. Whole reports of such
// pages are left in target/screenshots/lighthouse/.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";

import { startBrowserAt } from "./browser.mjs";
import { chooseLook, choosePassword, signIn } from "./owner.mjs";
import { PAGES, pathOf, whatThereIs } from "./pages.mjs";
import { SCREENSHOTS, startDemo } from "./world.mjs";

/** What each page must reach in each category, of 100. */
const MARK_MIN = 95;

/** How often a page is judged at most: other work on the machine only ever takes points away. */
const TRIES_MAX = 3;

const CATEGORIES = ["performance", "accessibility", "best-practices"];

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What Lighthouse says of one page: its marks, and the audits that lost points. */
async function judge(url, port, status) {
  const options = { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES, disableStorageReset: true };
  const { lhr } = await lighthouse(url, { ...options, ignoreStatusCode: Boolean(status) });
  const marks = CATEGORIES.map((name) => Math.round((lhr.categories[name].score ?? 0) * 100));
  const lost = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs
    .filter((ref) => ref.weight > 0 && (lhr.audits[ref.id].score ?? 1) < 0.9)
    .map((ref) => `${ref.id}${lhr.audits[ref.id].displayValue ? ` ${lhr.audits[ref.id].displayValue}` : ""}`));
  return { lhr, marks, lost };
}

/** The best of a few tries; the first that reaches what it must is good enough. */
async function judgeAtBest(url, port, status) {
  let best = await judge(url, port, status);
  for (let tries = 1; tries < TRIES_MAX && Math.min(...best.marks) < MARK_MIN; tries += 1) {
    const next = await judge(url, port, status);
    if (Math.min(...next.marks) > Math.min(...best.marks)) best = next;
  }
  return best;
}

const wanted = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "longwire-lighthouse-"));
const port = await freePort();
const world = await startDemo();
let context;
let below = 0;
try {
  context = await startBrowserAt(folder, port);
  const has = await whatThereIs(world);
  const rows = PAGES.filter((row) => !row.document && (!wanted.length || wanted.includes(row.name)));
  let [isOwned, isOwner] = [false, false];
  console.log(`${"page".padEnd(24)}${CATEGORIES.map((name) => name.padStart(16)).join("")}`);
  for (const row of rows) {
    if (!isOwned && !row.unowned) {
      await choosePassword(world);
      isOwned = true;
    }
    // Strangers' pages come first in the table: whoever has signed in stays so.
    if (!isOwner && row.as === "owner") {
      await signIn(context, world);
      isOwner = true;
    }
    await chooseLook(context, world, row.chosen);
    const { lhr, marks, lost } = await judgeAtBest(world.url(pathOf(row, has)), port, row.status);
    console.log(`${row.name.padEnd(24)}${marks.map((mark) => String(mark).padStart(16)).join("")}  ${lost.join(", ")}`);
    if (marks.some((mark) => mark < MARK_MIN)) {
      below += 1;
      await mkdir(join(SCREENSHOTS, "lighthouse"), { recursive: true });
      await writeFile(join(SCREENSHOTS, "lighthouse", `${row.name}.json`), JSON.stringify(lhr, null, 1));
    }
  }
  console.log(`${rows.length - below} passed, ${below} failed`);
} finally {
  await context?.close();
  await world.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = below > 0 ? 1 : 0;
