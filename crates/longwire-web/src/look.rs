//! How a visitor likes pages: theme, size of letters, language, and the reader's lists.
//!
//! It lies in a cookie of theirs and nowhere else, so that it needs no account and is
//! known before the first byte is sent: no page flickers, and no script is needed. A value
//! that we do not know is as good as none.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use longwire_store::Direction;

use crate::App;
use crate::fault::Fault;
use crate::owner::{Form, is_own_path, lead_to};
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};
use crate::words::Tongue;

/// The cookie's name.
const COOKIE: &str = "longwire_look";
/// A longer cookie is not read, in bytes.
const COOKIE_BYTES_MAX: usize = 200;
/// How long browsers keep it, in seconds: a year.
const KEPT_SECONDS: u32 = 365 * 86_400;

/// Colours of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Brown on cream.
    Sepia,
    /// Black on white without shades or movement, for screens of electronic ink.
    Eink,
}

impl Theme {
    pub(crate) const ALL: [Self; 5] = [Self::System, Self::Light, Self::Dark, Self::Sepia, Self::Eink];

    /// Its name in the cookie and in the style sheet.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Sepia => "sepia",
            Self::Eink => "eink",
        }
    }

    /// What a browser draws its own parts in.
    pub(crate) fn scheme(self) -> &'static str {
        match self {
            Self::System => "light dark",
            Self::Dark => "dark",
            Self::Light | Self::Sepia | Self::Eink => "light",
        }
    }
}

/// How the reader lists articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// One whole article after another.
    River,
    /// A line or two each.
    #[default]
    List,
    /// Pictures with titles.
    Cards,
    /// Shelves, list and article side by side.
    Panes,
}

impl View {
    pub(crate) const ALL: [Self; 4] = [Self::River, Self::List, Self::Cards, Self::Panes];

    /// Its name in the cookie, in addresses and in the style sheet.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::River => "river",
            Self::List => "list",
            Self::Cards => "cards",
            Self::Panes => "panes",
        }
    }

    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.code() == code)
    }
}

/// Sizes of letters, from small to large; the third is that of the style sheet.
pub(crate) const SIZES: [u8; 5] = [1, 2, 3, 4, 5];

/// How a visitor likes pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// The colours.
    pub(crate) theme: Theme,
    /// The size of letters, one of [`SIZES`].
    pub(crate) size: u8,
    /// The language, where one was chosen for good.
    pub(crate) tongue: Option<Tongue>,
    /// How the reader lists.
    pub(crate) view: View,
    /// Whether the reader shows what was read, too.
    pub(crate) read_too: bool,
    /// The reader's order.
    pub(crate) direction: Direction,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            size: 3,
            tongue: None,
            view: View::default(),
            read_too: false,
            direction: Direction::default(),
        }
    }
}

impl Look {
    /// As the visitor's cookie says.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut look = Self::default();
        let fields = headers.get_all(header::COOKIE).iter().filter_map(|field| field.to_str().ok());
        let mut pairs =
            fields.flat_map(|field| field.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let value = pairs.find(|(name, _)| *name == COOKIE).map_or("", |(_, value)| value);
        for part in value.split('.').take_while(|_| value.len() <= COOKIE_BYTES_MAX) {
            if let Some((name, value)) = part.split_once('_') {
                look.set(name, value);
            }
        }
        look
    }

    /// Sets one thing by its name; what is not known changes nothing.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match name {
            "theme" => {
                self.theme = Theme::ALL.into_iter().find(|it| it.code() == value).unwrap_or(self.theme);
            }
            "size" => {
                let read = value.parse().ok().filter(|size| SIZES.contains(size));
                self.size = read.unwrap_or(self.size);
            }
            "lang" => self.tongue = Tongue::of_tag(value),
            "view" => self.view = View::of_code(value).unwrap_or(self.view),
            "show" => self.read_too = value == "all",
            "order" if value == "oldest" => self.direction = Direction::Oldest,
            "order" => self.direction = Direction::Newest,
            _ => {}
        }
    }

    /// What `show` is set to.
    pub(crate) fn show(&self) -> &'static str {
        if self.read_too { "all" } else { "unread" }
    }

    /// What `order` is set to.
    pub(crate) fn order(&self) -> &'static str {
        match self.direction {
            Direction::Newest => "newest",
            Direction::Oldest => "oldest",
        }
    }

    fn cookie(&self) -> String {
        let lang = self.tongue.map_or("auto", |tongue| tongue.words().tag);
        let Self { theme, size, view, .. } = self;
        let (theme, view, show, order) = (theme.code(), view.code(), self.show(), self.order());
        format!("theme_{theme}.size_{size}.lang_{lang}.view_{view}.show_{show}.order_{order}")
    }
}

/// One thing that can be chosen.
struct Choice {
    value: String,
    name: String,
    lang: Option<&'static str>,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "look.html")]
struct LookPage<'a> {
    page: Page<'a>,
    action: String,
    back: String,
    themes: Vec<Choice>,
    sizes: Vec<Choice>,
    tongues: Vec<Choice>,
    views: Vec<Choice>,
}

/// `GET /look`: the form; `?back=` is where it leads afterwards.
pub(crate) async fn form(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (words, look) = (visitor.words(), visitor.look);
    let reader = &words.reader;
    let mut page = Page::new(&app, &visitor, reader.look);
    page.indexed = false;
    let choice = |value: &str, name: &str, chosen: bool| Choice {
        value: value.to_owned(),
        name: name.to_owned(),
        lang: None,
        chosen,
    };
    let theme = |theme: &Theme| choice(theme.code(), reader.theme_name(*theme), *theme == look.theme);
    let view = |view: &View| choice(view.code(), reader.view_name(*view), *view == look.view);
    let size = |size: &u8| choice(&size.to_string(), reader.sizes[usize::from(size - 1)], *size == look.size);
    let tongue = |tongue: &Tongue| Choice {
        lang: Some(tongue.words().tag),
        ..choice(tongue.words().tag, tongue.words().own_name, look.tongue == Some(*tongue))
    };
    let browsers = choice("auto", reader.lang_auto, look.tongue.is_none());
    respond(&LookPage {
        page,
        action: visitor.address.link("/look"),
        back: parameter(&uri, "back").filter(|back| is_own_path(back)).unwrap_or_default(),
        themes: Theme::ALL.iter().map(theme).collect(),
        sizes: SIZES.iter().map(size).collect(),
        tongues: std::iter::once(browsers).chain(Tongue::ALL.iter().map(tongue)).collect(),
        views: View::ALL.iter().map(view).collect(),
    })
}

/// `POST /look`: keeps what was chosen in the visitor's cookie. Anybody may, for themselves.
pub(crate) async fn choose(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Result<Response, Fault> {
    let form = Form::of(request, &app, &visitor).await?;
    let mut look = visitor.look;
    let mut back = "/";
    for (name, value) in form.fields() {
        match name {
            "back" if is_own_path(value) => back = value,
            _ => look.set(name, value),
        }
    }
    let path = visitor.address.link("/");
    let secure = if visitor.address.origin().starts_with("https:") { "; Secure" } else { "" };
    let cookie = look.cookie();
    let cookie =
        format!("{COOKIE}={cookie}; Path={path}; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax{secure}");
    let cookie = HeaderValue::try_from(cookie).map_err(|_| Fault::Broken("a cookie is no header value"))?;
    // A language chosen here is not overruled by one that a link carried on.
    let visitor = Visitor { chosen: false, ..visitor };
    let place = without_lang(back);
    Ok(([(header::SET_COOKIE, cookie)], lead_to(&visitor, &place)?).into_response())
}

/// A path without the language that it carries on.
fn without_lang(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests;
