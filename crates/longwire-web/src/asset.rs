//! The style sheets, the script and the icon, inside the program and under addresses that change with their bytes.
//!
//! Pages have one sheet. Feeds have another, in CSS and not XSLT: browsers are giving that up.

use std::sync::{Arc, LazyLock};

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::fault::Fault;
use crate::fingerprint::Fingerprint;
use crate::words::Tongue;

/// One sheet in several files, so that each kind of page has its own.
const STYLE: &str = concat!(
    include_str!("../static/longwire.css"),
    include_str!("../static/catalogue.css"),
    include_str!("../static/themes.css"),
    include_str!("../static/reader.css"),
    include_str!("../static/admin.css"),
);
const SCRIPT: &str = include_str!("../static/reader.js");
const ICON: &str = include_str!("../static/longwire.svg");

/// The sheet by which browsers show feeds, with the words that stand above the articles in each language.
static FEED_STYLE: LazyLock<String> = LazyLock::new(|| {
    let rule = |tongue: &Tongue| {
        let words = tongue.words();
        // The phrases hold neither quotation marks nor backslashes; a test says so.
        format!(":root:lang({})::before {{ content: \"{}\"; }}\n", words.tag, words.feed_in_browser)
    };
    // A more particular language comes later and counts; English stands for all others.
    let others = Tongue::En.words().feed_in_browser;
    let first = format!(":root::before {{ content: \"{others}\"; }}\n");
    let chinese = rule(&Tongue::ZhHans).replace("zh-Hans", "zh");
    let sheet = include_str!("../static/feed.css");
    format!("{sheet}\n{first}{chinese}{}", Tongue::ALL.iter().map(rule).collect::<String>())
});

static FEED_STYLE_PATH: LazyLock<String> =
    LazyLock::new(|| format!("/static/{}.css", Fingerprint::of(&[FEED_STYLE.as_str()])));

/// Where the sheet by which browsers show feeds is, below our root.
pub(crate) fn feed_style_path() -> &'static str {
    &FEED_STYLE_PATH
}

/// Where the assets of pages are, below our root.
pub(crate) struct Assets {
    /// The style sheet.
    pub(crate) style_path: String,
    /// The script.
    pub(crate) script_path: String,
    /// The icon.
    pub(crate) icon_path: String,
}

impl Assets {
    /// Names the assets by their bytes.
    pub(crate) fn new() -> Self {
        let name = |bytes: &str| Fingerprint::of(&[bytes]);
        Self {
            style_path: format!("/static/{}.css", name(STYLE)),
            script_path: format!("/static/{}.js", name(SCRIPT)),
            icon_path: format!("/static/{}.svg", name(ICON)),
        }
    }
}

/// `GET /static/{file}`.
pub(crate) async fn serve(State(app): State<Arc<App>>, Path(file): Path<String>) -> Result<Response, Fault> {
    let is = |path: &str| path.strip_prefix("/static/") == Some(&file);
    let (media_type, bytes) = match () {
        () if is(&app.assets.style_path) => ("text/css; charset=utf-8", STYLE),
        () if is(&app.assets.script_path) => ("text/javascript; charset=utf-8", SCRIPT),
        () if is(feed_style_path()) => ("text/css; charset=utf-8", FEED_STYLE.as_str()),
        () if is(&app.assets.icon_path) => ("image/svg+xml", ICON),
        () => return Err(Fault::NotFound),
    };
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, bytes).into_response())
}

/// `GET /favicon.ico`, for those that ask without having read a page.
pub(crate) async fn icon() -> Response {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, ICON).into_response()
}
