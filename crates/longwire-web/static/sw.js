// Reading offline. Pages that were shown, and the articles of the last list, are kept; marks that
// can not be sent wait here and are sent when there is a way again.
//
// Pages come from the server first: what is kept is shown only where it does not answer.

const ROOT = new URL("./", self.location).pathname;
const ASSETS = []; // the program puts its own in here
const STATIC = "static-" + ASSETS.join("").length + ASSETS.join("").slice(-40).replace(/[^0-9a-z]/gi, "");
const PAGES = "pages";
const PICTURES = "pictures";
const PAGES_MAX = 200;
const PICTURES_MAX = 400;
const WAITING_MAX = 1000;
const OFFLINE = ROOT + "offline";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll([...ASSETS, OFFLINE])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("static-") && name !== STATIC;
  const clean = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(clean.then(() => self.clients.claim()));
});

const keepWithin = async (name, max) => {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - max)).map((key) => cache.delete(key)));
};

const isKept = (url) => /^(read(\/|$)|articles\/\d+$|sources\/|search|$)/.test(url.pathname.slice(ROOT.length));

const page = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && isKept(new URL(request.url))) {
      const cache = await caches.open(PAGES);
      await cache.put(request.url, answer.clone());
      await keepWithin(PAGES, PAGES_MAX);
    }
    return answer;
  } catch (error) {
    const kept = await caches.match(request.url, { ignoreVary: true }) ?? await caches.match(request.url, { ignoreSearch: true, ignoreVary: true });
    return kept ?? await caches.match(OFFLINE, { ignoreVary: true }) ?? Response.error();
  }
};

const picture = async (request) => {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(PICTURES);
    await cache.put(request, answer.clone());
    await keepWithin(PICTURES, PICTURES_MAX);
  }
  return answer;
};

// Marks that wait: a list in a database of the browser's.

const database = () => new Promise((resolve, reject) => {
  const opening = indexedDB.open("longwire", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("marks", { autoIncrement: true });
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});
const within = async (mode, work) => {
  const db = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction("marks", mode);
      const asked = work(transaction.objectStore("marks"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
};

const mark = async (request) => {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch (error) {
    const waiting = await within("readonly", (marks) => marks.count());
    if (waiting >= WAITING_MAX) throw error;
    const kept = { body: await copy.text(), token: copy.headers.get("x-form-token") };
    await within("readwrite", (marks) => marks.add(kept));
    await self.registration.sync?.register("marks").catch(() => {});
    return new Response(JSON.stringify({ waiting: true }), { status: 202, headers: { "content-type": "application/json" } });
  }
};

let flushing = null;
const flush = () => (flushing ??= send().finally(() => (flushing = null)));
const send = async () => {
  const keys = await within("readonly", (marks) => marks.getAllKeys());
  for (const key of keys) {
    const kept = await within("readonly", (marks) => marks.get(key));
    // A server that answers has decided, also where it refuses; one that does not is asked again later.
    const answer = await fetch(ROOT + "reading", {
      method: "POST",
      headers: { "x-form-token": kept.token, "content-type": "application/x-www-form-urlencoded" },
      body: kept.body,
    });
    if (answer.status >= 500) throw new Error(answer.status);
    await within("readwrite", (marks) => marks.delete(key));
  }
};

self.addEventListener("sync", (event) => {
  if (event.tag === "marks") event.waitUntil(flush());
});

self.addEventListener("message", (event) => {
  if (event.data?.flush) event.waitUntil(flush().catch(() => {}));
  if (event.data?.keep) event.waitUntil(keep(event.data.keep).catch(() => {}));
});

// Keeps pages for reading offline, those not kept yet; the list itself anew each time.
const keep = async (addresses) => {
  const cache = await caches.open(PAGES);
  for (const [n, address] of addresses.slice(0, 31).entries()) {
    const url = new URL(address, self.location);
    if (url.origin !== self.location.origin || (n > 0 && (await cache.match(url.href, { ignoreVary: true })))) continue;
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    if (answer.ok && !answer.redirected) await cache.put(url.href, answer);
  }
  await keepWithin(PAGES, PAGES_MAX);
};

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || !url.pathname.startsWith(ROOT)) return;
  const path = url.pathname.slice(ROOT.length);
  if (request.method === "POST" && path === "reading" && request.headers.get("x-form-token")) {
    event.respondWith(mark(request));
  } else if (request.method !== "GET") {
    return;
  } else if (request.mode === "navigate") {
    event.respondWith(page(request));
    event.waitUntil(flush().catch(() => {}));
  } else if (path.startsWith("static/")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (path.startsWith("images/")) {
    event.respondWith(picture(request));
  } else if (request.headers.get("accept")?.includes("text/html")) {
    event.respondWith(page(request));
  }
});
