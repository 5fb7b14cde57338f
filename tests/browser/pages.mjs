// Every type of page there is, in one table. Whoever adds a page to the program adds its row here;
// it is then loaded, counted, judged and photographed under every look.
//
// A row: `name` is the screenshot's; `path` is the address, or makes it from what the world holds.
// What a row may say besides:
//   as: "owner"     who looks; everybody without it
//   unowned: true   a page that there is only until the owner has chosen a password
//   chosen: {…}     what the visitor has chosen at /look
//   under: […]      the only looks under which it is seen
//   status: 404     the answer that belongs to the page; 200 without it
//   document: true  an XML document that the browser shows by a style sheet, no page of ours

const owners = (row) => ({ ...row, as: "owner" });

export const PAGES = [
  { name: "welcome", path: (has) => has.welcome, unowned: true },
  { name: "catalogue", path: "/" },
  { name: "catalogue-nothing", path: "/?q=qqqqzzzz" },
  { name: "statistics", path: "/statistics" },
  { name: "about", path: "/about" },
  { name: "source", path: (has) => `/sources/${has.source("en")}` },
  { name: "source-zh-hant", path: (has) => `/sources/${has.source("zh-Hant")}` },
  { name: "publication", path: "/publications/all" },
  { name: "article-en", path: (has) => has.article("en") },
  { name: "article-zh-hans", path: (has) => has.article("zh-Hans") },
  { name: "article-zh-hant", path: (has) => has.article("zh-Hant") },
  { name: "article-ja", path: (has) => has.article("ja") },
  { name: "article-sepia", path: (has) => has.article("en"), chosen: { theme: "sepia", size: 5 }, under: ["light", "phone"] },
  { name: "article-eink", path: (has) => has.article("zh-Hans"), chosen: { theme: "eink", size: 1 }, under: ["light", "phone"] },
  { name: "revision", path: (has) => `${has.article("en")}/1` },
  { name: "search", path: "/search" },
  { name: "search-hits", path: `/search?q=${encodeURIComponent("港口")}` },
  { name: "search-nothing", path: "/search?q=qqqqzzzz" },
  { name: "add", path: "/add" },
  { name: "job", path: (has) => has.job },
  { name: "login", path: "/login" },
  { name: "look", path: "/look" },
  { name: "offline", path: "/offline" },
  { name: "not-found", path: "/nothing-here", status: 404 },
  { name: "feed-rss", path: "/feeds/all.rss", document: true },
  { name: "feed-atom", path: "/feeds/all.atom", document: true },
  ...[
    { name: "read-list", path: "/read", chosen: { show: "all" } },
    { name: "read-list-sepia", path: "/read", chosen: { show: "all", theme: "sepia" }, under: ["light", "phone"] },
    { name: "read-list-eink", path: "/read", chosen: { show: "all", theme: "eink" }, under: ["light", "phone"] },
    { name: "read-river", path: "/read", chosen: { show: "all", view: "river" } },
    { name: "read-cards", path: "/read", chosen: { show: "all", view: "cards" } },
    { name: "read-panes", path: "/read", chosen: { show: "all", view: "panes" } },
    { name: "read-panes-open", path: (has) => has.opened("zh-Hant"), chosen: { show: "all", view: "panes" } },
    { name: "read-source", path: (has) => `/read/source/${has.source("ja")}` },
    { name: "read-starred", path: "/read/starred" },
    { name: "article-owner", path: (has) => has.article("zh-Hans") },
    { name: "look-owner", path: "/look" },
    { name: "keep", path: "/keep" },
    { name: "report", path: (has) => `${has.article("en")}/1/report` },
    { name: "admin", path: "/admin" },
    { name: "admin-sources", path: "/admin/sources" },
    { name: "admin-source", path: (has) => `/admin/sources/${has.source("zh-Hans")}` },
    { name: "admin-jobs", path: "/admin/jobs" },
    { name: "admin-storage", path: "/admin/storage" },
    { name: "admin-settings", path: "/admin/settings" },
  ].map(owners),
];

/** The address of a row in a world. */
export const pathOf = (row, has) => (typeof row.path === "function" ? row.path(has) : row.path);

/** Finds out what a world holds, so that rows can name it. */
export async function whatThereIs(world) {
  const slugs = new Map();
  const articles = new Map();
  for (const { language, slug } of await world.json("catalogue.json")) {
    if (slugs.has(language)) continue;
    slugs.set(language, slug);
    articles.set(language, await longestArticle(world, await world.html(`/sources/${slug}`)));
  }
  return {
    source: (language) => slugs.get(language),
    article: (language) => articles.get(language),
    // In three panes, beside the list.
    opened: (language) => `/read?article=${articles.get(language).split("/").pop()}`,
    job: "/jobs/1",
    welcome: world.welcome(),
  };
}

/** The article with the most to show among those that a page links to. */
async function longestArticle(world, html) {
  const paths = new Set([...html.matchAll(/href="(\/articles\/\d+)[?"]/g)].map(([, path]) => path));
  const sized = await Promise.all([...paths].map(async (path) => ({ path, size: (await world.html(path)).length })));
  return sized.sort((a, b) => b.size - a.size)[0].path;
}
