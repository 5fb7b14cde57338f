//! The one table of settings.

/// One setting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Its name: the TOML key; `LONGWIRE_NAME` in the environment.
    pub name: &'static str,
    /// What a value looks like, with its unit.
    pub unit: &'static str,
    /// The default; empty means none.
    pub default: &'static str,
    /// What it does, one sentence.
    pub help: &'static str,
    /// True where its value is not to be shown.
    pub secret: bool,
}

const fn row(name: &'static str, unit: &'static str, default: &'static str, help: &'static str) -> Row {
    Row { name, unit, default, help, secret: false }
}

const fn secret(row: Row) -> Row {
    Row { secret: true, ..row }
}

/// All settings, in the order in which they are explained.
pub(crate) const ROWS: &[Row] = &[
    row(
        "listen",
        "address:port",
        "127.0.0.1:8080",
        "Where the web pages and feeds are served. 0.0.0.0:8080 opens them to the network.",
    ),
    row(
        "public_url",
        "URL",
        "",
        "The address people know this server by, behind a reverse proxy; may have a path. Links in feeds are built from it. With it, hubs that a feed announces push news here at once (WebSub), and this server is the hub of its own feeds; without it, sources are only polled.",
    ),
    row("title", "text", "Longwire", "The name of this installation, shown in the catalogue."),
    row(
        "allow_add",
        "yes or no",
        "",
        "Whether visitors may add sources by the form. Without it: yes on a loopback address, no otherwise.",
    ),
    row(
        "serve_threads",
        "count",
        "",
        "Threads that answer requests. Without it: as many as there are processors, at most four.",
    ),
    row(
        "connections",
        "count",
        "512",
        "Most connections open at a time; where all are taken, the one silent longest makes room.",
    ),
    row(
        "feed_cache",
        "bytes, e.g. 64MiB",
        "64MiB",
        "Most memory for rendered feeds, in all encodings together.",
    ),
    row(
        "pace",
        "time, e.g. 1s, 500ms",
        "1s",
        "Shortest gap between two requests to one host. What a host asks for itself can only lengthen it.",
    ),
    row("per_host", "count", "1", "Most requests to one host at a time."),
    row("workers", "count", "24", "Most jobs worked on at a time, over all hosts."),
    row("timeout", "time", "60s", "Longest time for one whole request."),
    row("body_max", "bytes, e.g. 30MiB", "30MiB", "Largest page or feed, after decompression."),
    row("image_max", "bytes", "20MiB", "Largest picture kept."),
    row("article_images", "count", "100", "Most pictures kept of one article; 0 keeps none."),
    row("article_image_bytes", "bytes", "100MiB", "Most bytes of pictures kept of one article."),
    row(
        "image_referrer",
        "page, host or none",
        "page",
        "Referrer of requests for pictures: the page they stand in, as browsers give it, the picture's own host, or none.",
    ),
    row(
        "allow_private",
        "networks, comma-separated",
        "",
        "Private networks that may be fetched from, e.g. 192.168.7.0/24. None by default.",
    ),
    secret(row(
        "proxy",
        "URL",
        "",
        "Proxy for all requests: http, https or socks5. Without it, http_proxy, https_proxy and no_proxy count.",
    )),
    row(
        "no_proxy",
        "hosts, comma-separated",
        "",
        "Hosts asked without the proxy; a leading dot or a bare domain covers sub-domains, * all.",
    ),
    row(
        "browser",
        "path",
        "",
        "The Chromium that shows pages of sources with render=yes. Without it, the first one in PATH.",
    ),
    row(
        "browser_sandbox",
        "yes or no",
        "yes",
        "Whether the browser's own sandbox is on. It does not start as root; off, every page shown is trusted.",
    ),
    row("ca_file", "path", "", "Further trusted certificates, a PEM file."),
    row(
        "rules_dir",
        "path",
        "",
        "Folder of site rules, <host>/rule.toml in it; docs/rules.md tells their form.",
    ),
    row(
        "contact",
        "URL or mail",
        "",
        "Where publishers can complain; sent in the User-Agent and named on the page about this server.",
    ),
    row(
        "mirrors",
        "URLs, comma-separated",
        "",
        "Public addresses of other servers or copies that publish the same feeds; pages and catalogue.json link to them.",
    ),
    row("poll_min", "time", "10m", "Shortest gap between two polls of a source."),
    row("poll_max", "time", "6h", "Longest gap between two polls of a source."),
    row(
        "poll_worth",
        "time",
        "10m",
        "What one request is worth: a source is polled when the news to be expected from it has waited so long, all together.",
    ),
    row(
        "hub_lease_max",
        "time",
        "10d",
        "Longest time for which this server's hub promises to push, before a subscriber has to ask again.",
    ),
    row(
        "log",
        "filter",
        "info",
        "What is logged to standard error: error, warn, info, debug, or a filter such as longwire_fetch=debug.",
    ),
];
