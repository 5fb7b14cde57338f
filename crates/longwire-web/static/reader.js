// The comfort of the reader. Every page works without it: it presses the same buttons and follows
// the same links, only faster. Nothing is made of strings as HTML; what is shown came as a page.

const root = document.body.dataset.root;
const token = document.body.dataset.token;
const reader = document.querySelector(".reader");
const words = (reader ?? document.querySelector(".tools"))?.dataset ?? {};
const $ = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

// Marks.

const said = (text, at) => {
  const place = $(".said");
  if (!place) return;
  place.replaceChildren(text);
  if (at) {
    const button = document.createElement("button");
    Object.assign(button, { className: "plain", name: "undo", value: at, textContent: words.undo });
    button.setAttribute("form", "marks");
    place.append(" ", button);
  }
};

const send = async (fields) => {
  const answer = await fetch(root + "reading", {
    method: "POST",
    headers: { "x-form-token": token, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

// The buttons that mark one article come in pairs; pressed, one becomes the other wherever it stands.
const PAIRS = { read: "unread", unread: "read", star: "unstar", unstar: "star" };
const SIGNS = { read: "●", unread: "○", star: "☆", unstar: "★" };
const turn = (name, id) => {
  for (const button of all(`button[name="${name}"][value="${id}"]`)) {
    const other = PAIRS[name];
    button.name = other;
    if (button.title) {
      button.title = words[other];
      button.setAttribute("aria-label", words[other]);
      button.textContent = SIGNS[other];
    } else {
      button.textContent = `${SIGNS[other]} ${words[other]}`;
    }
  }
  const item = document.getElementById(`article-${id}`);
  if (name === "read" || name === "unread") item?.classList.toggle("unread", name === "unread");
  else item?.classList.toggle("starred", name === "star");
};

const counted = (told) => {
  for (const [shelf, count] of [["all", told.unread], ["starred", told.starred]]) {
    const link = $(`.side a[data-shelf="${shelf}"]`);
    if (!link || count === undefined) continue;
    let place = link.parentElement.querySelector(".count");
    if (!place) {
      place = Object.assign(document.createElement("span"), { className: "count" });
      link.after(" ", place);
    }
    place.textContent = count || "";
  }
};

// Presses a button that marks one article, without loading a page.
const press = async (button) => {
  if (!button) return;
  const { name, value } = button;
  turn(name, value);
  try {
    const told = await send({ [name]: value });
    if (told.waiting) said(words.waiting);
    else counted(told);
  } catch {
    turn(PAIRS[name], value);
    said(words.failed);
  }
};

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!(button?.name in PAIRS) || !event.target.matches("#marks, .tools")) return;
  event.preventDefault();
  press(button);
});

// The list: one article is selected.

const items = () => all(".item");
let selected = null;

const select = (item, quietly) => {
  selected?.classList.remove("selected");
  selected = item;
  if (!item) return;
  item.classList.add("selected");
  if (!quietly) item.scrollIntoView({ block: "nearest", behavior: "instant" });
  $("h2 a", item)?.focus({ preventScroll: true });
};

const neighbour = (step) => {
  const list = items();
  const at = list.indexOf(selected);
  return at < 0 ? list[step > 0 ? 0 : list.length - 1] : list[at + step];
};

const remember = () => {
  const list = items().map((item) => [item.dataset.id, $("h2 a", item).href]);
  try { sessionStorage.setItem("longwire-list", JSON.stringify({ from: location.href, list })); } catch { /* private mode */ }
};

const readNow = (item) => press($('button[name="read"]', item));

// Shows an article beside the list, from the page that its link leads to.
const showPane = async (item) => {
  const link = $("h2 a", item);
  try {
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    $("#pane").replaceChildren(...page.querySelector("#pane").childNodes);
  } catch {
    location.href = link.href;
    return;
  }
  history.replaceState(null, "", link.href);
  $(".item.open")?.classList.remove("open");
  item.classList.add("open");
  $("#pane").scrollTop = 0;
  enlargeable($("#pane"));
  readNow(item);
};

const open = (item) => {
  if (!item) return;
  if (words.view === "panes") return showPane(item);
  if (words.view === "river") return readNow(item);
  remember();
  location.href = $("h2 a", item).href;
};

if (reader) {
  document.addEventListener("click", (event) => {
    const item = event.target.closest?.(".item");
    if (!item) return;
    select(item, true);
    const link = event.target.closest("h2 a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (words.view === "panes") {
      event.preventDefault();
      showPane(item);
    } else {
      remember();
    }
  });
}

// The page of an article: it is read by being shown, and knows the list it came from.

const tools = reader ? null : $(".tools");
if (tools) {
  press($('button[name="read"]', tools));
}

const fromList = (step) => {
  try {
    const { list } = JSON.parse(sessionStorage.getItem("longwire-list"));
    const at = list.findIndex(([id]) => id === tools?.dataset.id);
    if (at >= 0 && list[at + step]) location.href = list[at + step][1];
  } catch { /* no list was left behind */ }
};

const backToList = () => {
  try { location.href = JSON.parse(sessionStorage.getItem("longwire-list")).from; } catch { location.href = root + "read"; }
};

// Keys, as readers have had them since Google's.

const mark = (names) => {
  const place = selected ?? $(".pane .tools") ?? tools;
  const button = place && names.map((name) => $(`button[name="${name}"]`, place)).find(Boolean);
  if (button) press(button);
};

const original = () => {
  const address = (selected ?? tools ?? $(".tools"))?.dataset.original;
  if (address) window.open(address, "_blank", "noopener");
};

const go = (path) => { location.href = root + path; };

const KEYS = {
  j: () => { if (!reader) return fromList(1); const item = neighbour(1); select(item ?? selected); if (words.view !== "list" && words.view !== "cards") open(item); },
  k: () => { if (!reader) return fromList(-1); const item = neighbour(-1); select(item ?? selected); if (words.view !== "list" && words.view !== "cards") open(item); },
  n: () => (reader ? select(neighbour(1) ?? selected) : fromList(1)),
  p: () => (reader ? select(neighbour(-1) ?? selected) : fromList(-1)),
  o: () => open(selected ?? items()[0]),
  v: original,
  s: () => mark(["star", "unstar"]),
  m: () => mark(["read", "unread"]),
  A: () => $('#marks button[name="all"]')?.click(),
  z: () => $('#marks button[name="undo"], .said button[name="undo"]')?.click(),
  r: () => location.reload(),
  u: backToList,
  "/": () => $('.find input[type="search"]')?.focus(),
  "?": () => $("#keys")?.showModal(),
};
const AFTER_G = { a: () => go("read"), s: () => go("read/starred"), h: () => go(""), g: () => scrollTo(0, 0) };

let afterG = 0;
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k" && $("#palette")) {
    event.preventDefault();
    return openPalette();
  }
  const inside = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (event.ctrlKey || event.metaKey || event.altKey || inside || !token) return;
  const second = Date.now() - afterG < 1500;
  afterG = 0;
  if (second && AFTER_G[event.key]) {
    event.preventDefault();
    return AFTER_G[event.key]();
  }
  if (event.key === "g") {
    afterG = Date.now();
    return;
  }
  if (event.key === "Enter" && !event.target.closest("a, button, summary") && selected) return open(selected);
  const does = KEYS[event.key];
  if (does) {
    event.preventDefault();
    does();
  }
});

// The palette: every link and button of the page by its name.

const palette = $("#palette");
const openPalette = () => {
  const input = $("input", palette);
  input.value = "";
  offer();
  palette.showModal();
  input.focus();
};
const offer = () => {
  const wanted = $("input", palette).value.trim().toLowerCase();
  const seen = new Set();
  const places = all(".side a, .top nav a, .switches button, #marks > button, .foot a").filter((place) => {
    const name = place.textContent.trim();
    const fits = name && !seen.has(name) && name.toLowerCase().includes(wanted);
    seen.add(name);
    return fits;
  });
  const rows = places.slice(0, 40).map((place, n) => {
    const link = Object.assign(document.createElement("a"), { href: "#", textContent: place.textContent.trim() });
    if (n === 0) link.setAttribute("aria-selected", "true");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      palette.close();
      place.click();
    });
    const row = document.createElement("li");
    row.append(link);
    return row;
  });
  $("ul", palette).replaceChildren(...rows);
};
palette?.addEventListener("input", offer);
palette?.addEventListener("keydown", (event) => {
  const links = all("a", palette);
  const at = links.findIndex((link) => link.hasAttribute("aria-selected"));
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && links[at + move]) {
    event.preventDefault();
    links[at].removeAttribute("aria-selected");
    links[at + move].setAttribute("aria-selected", "true");
    links[at + move].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && links[at]) {
    event.preventDefault();
    links[at].click();
  }
});

// Pictures of an article open large.

const enlarge = (picture) => {
  const light = Object.assign(document.createElement("dialog"), { id: "light" });
  const large = Object.assign(new Image(), { src: picture.src, alt: picture.alt });
  light.append(large);
  light.addEventListener("click", () => light.close());
  light.addEventListener("close", () => light.remove());
  document.body.append(light);
  light.showModal();
};
const enlargeable = (from) => {
  for (const picture of all(".article img:not(.large)", from)) {
    if (picture.closest("a")) continue;
    picture.classList.add("large");
    picture.addEventListener("click", () => enlarge(picture));
  }
};
enlargeable(document);

// Addresses are copied by a button, which nobody sees where no script could press it.

for (const button of all("button.copy")) {
  const field = $("input", button.parentElement);
  const [text, name] = [button.textContent, button.getAttribute("aria-label")];
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Without TLS a browser has no clipboard for us, but it still copies what is selected.
      field.select();
      if (!document.execCommand("copy")) return;
      button.focus();
    }
    button.textContent = $("#copied").textContent = button.dataset.done;
    button.removeAttribute("aria-label");
    setTimeout(() => {
      button.textContent = text;
      button.setAttribute("aria-label", name);
      $("#copied").textContent = "";
    }, 3000);
  });
}

// Reading offline: what the list shows is kept, and marks wait in the worker until there is a way.

if (token && "serviceWorker" in navigator) {
  // Not while the page itself is still coming: whoever came to read reads first.
  addEventListener("load", () => setTimeout(() => {
    navigator.serviceWorker.register(root + "sw.js").catch(() => {});
    if (!reader || !navigator.onLine) return;
    const pages = items().slice(0, 30).map((item) => `${root}articles/${item.dataset.id}`);
    navigator.serviceWorker.ready.then((worker) => worker.active?.postMessage({ keep: [location.href, ...pages] }));
  }, 2000));
  addEventListener("online", () => navigator.serviceWorker.controller?.postMessage({ flush: true }));
}
if (reader) {
  if (!navigator.onLine) said(words.offline);
  addEventListener("offline", () => said(words.offline));
}
