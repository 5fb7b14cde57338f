//! What every page shares: the layout's values, and pages for what went wrong.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use url::form_urlencoded;

use crate::App;
use crate::fault::{Fault, Nearest};
use crate::visitor::Visitor;
use crate::words::{Tongue, Words};

/// The values of the layout.
pub(crate) struct Page<'a> {
    /// The phrases in the visitor's language.
    pub(crate) words: &'static Words,
    /// Who asks.
    pub(crate) visitor: &'a Visitor,
    /// The name of this server.
    pub(crate) site_title: &'a str,
    /// The style sheet's address.
    pub(crate) style: String,
    /// The script's address.
    pub(crate) script: String,
    /// The icon's address.
    pub(crate) icon: String,
    /// True where the visitor may add sources.
    pub(crate) allow_add: bool,
    /// The page's own title; empty for the catalogue.
    pub(crate) title: String,
    /// Feeds that belong to the page.
    pub(crate) feeds: Vec<FeedLink>,
    /// Seconds after which the page loads itself again.
    pub(crate) refresh_seconds: Option<u32>,
    /// This page with its question, in other languages too; its path where there is none.
    pub(crate) here: String,
    /// What is being searched for.
    pub(crate) asked: String,
    /// True for pages that the script is of use on.
    pub(crate) scripted: bool,
    /// True for pages that take the whole width of the window.
    pub(crate) wide: bool,
    /// False for pages that search engines have no business with.
    pub(crate) indexed: bool,
}

/// A feed that belongs to a page.
#[derive(Clone, Debug)]
pub(crate) struct FeedLink {
    /// What people call the format.
    pub(crate) name: &'static str,
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// Where it is.
    pub(crate) href: String,
}

/// A language of the switch at the foot of a page.
pub(crate) struct LanguageLink {
    /// Its tag.
    pub(crate) tag: &'static str,
    /// Its own name.
    pub(crate) name: &'static str,
    /// This page in it.
    pub(crate) href: String,
    /// True for the language of this page.
    pub(crate) current: bool,
}

impl<'a> Page<'a> {
    /// The layout of a page with this title.
    pub(crate) fn new(app: &'a App, visitor: &'a Visitor, title: impl Into<String>) -> Self {
        Self {
            words: visitor.words(),
            visitor,
            site_title: &app.config.title,
            style: visitor.address.link(&app.assets.style_path),
            script: visitor.address.link(&app.assets.script_path),
            icon: visitor.address.link(&app.assets.icon_path),
            allow_add: visitor.may_add(app),
            title: title.into(),
            feeds: Vec::new(),
            refresh_seconds: None,
            here: visitor.path.clone(),
            asked: String::new(),
            scripted: false,
            wide: false,
            indexed: true,
        }
    }

    /// What the forms of this session carry; empty for who is not signed in.
    pub(crate) fn form_token(&self) -> &'a str {
        self.visitor.signed_in.as_ref().map_or("", |owner| &owner.form_token)
    }

    /// A link to a page of ours.
    pub(crate) fn link(&self, path: &str) -> String {
        self.visitor.link(path)
    }

    /// The form for how pages look, which leads back here.
    pub(crate) fn look_link(&self) -> String {
        let mut path = form_urlencoded::Serializer::for_suffix(String::from("/look?"), "/look?".len());
        self.visitor.link(&path.append_pair("back", &self.here).finish())
    }

    /// Where the search form leads.
    pub(crate) fn search_action(&self) -> String {
        self.visitor.address.link("/search")
    }

    /// Where the form of the catalogue leads.
    pub(crate) fn sieve_action(&self) -> String {
        self.visitor.address.link("/")
    }

    /// The language that a form must carry on, where one was chosen.
    pub(crate) fn chosen_language(&self) -> Option<&'static str> {
        self.visitor.chosen.then_some(self.words.tag)
    }

    /// The switch at the foot.
    pub(crate) fn languages(&self) -> Vec<LanguageLink> {
        let language = |tongue: &Tongue| LanguageLink {
            tag: tongue.words().tag,
            name: tongue.words().own_name,
            href: self.visitor.link_in(*tongue, &self.here),
            current: *tongue == self.visitor.tongue,
        };
        Tongue::ALL.iter().map(language).collect()
    }
}

/// A page as a response. It is made for one visitor at one moment, so caches ask each time.
pub(crate) fn respond(template: &impl Template) -> Result<Response, Fault> {
    let html = template.render().map_err(|_| Fault::Broken("a template did not render"))?;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::VARY, "accept-language, cookie"),
    ];
    Ok((headers, html).into_response())
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    page: Page<'a>,
    why: String,
    nearest: Vec<NearestLink>,
}

struct NearestLink {
    title: String,
    file: String,
    href: String,
    feed_href: String,
}

/// What went wrong, as a page or as plain text, with the headers that the fault's own response carries.
pub(crate) fn of_fault(app: &App, visitor: &Visitor, fault: &Fault, response: Response) -> Response {
    let (title, why) = fault.in_words(visitor.words());
    let nearest = match fault {
        Fault::UnknownFeed { nearest, .. } => nearest.as_slice(),
        _ => &[],
    };
    let (media_type, body) = match visitor.wants_page.then(|| fault_page(app, visitor, title, &why, nearest))
    {
        Some(Ok(html)) => ("text/html; charset=utf-8", html),
        _ => ("text/plain; charset=utf-8", fault_text(visitor, &why, nearest)),
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(seconds) = fault.retry_after_seconds() {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Response::from_parts(parts, body.into())
}

fn fault_page(
    app: &App,
    visitor: &Visitor,
    title: &str,
    why: &str,
    nearest: &[Nearest],
) -> askama::Result<String> {
    let link = |near: &Nearest| NearestLink {
        title: near.title.clone(),
        file: near.file.clone(),
        href: visitor.link(&format!("/sources/{}", near.slug)),
        feed_href: visitor.address.link(&format!("/feeds/{}", near.file)),
    };
    let mut page = Page::new(app, visitor, title);
    page.indexed = false;
    FaultPage { page, why: why.to_owned(), nearest: nearest.iter().map(link).collect() }.render()
}

fn fault_text(visitor: &Visitor, why: &str, nearest: &[Nearest]) -> String {
    let mut text = format!("{why}\n");
    if !nearest.is_empty() {
        text.push_str(visitor.words().nearest);
        text.push('\n');
    }
    for near in nearest {
        text.push_str(&visitor.address.absolute(&format!("/feeds/{}", near.file)));
        text.push('\n');
    }
    text
}
