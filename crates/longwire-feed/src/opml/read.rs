//! Reads OPML outline by outline, keeping only the folders that are open.

use std::borrow::Cow;

use jiff::tz::TimeZone;
use longwire_model::Timestamp;
use longwire_text::{charset, date, link};

use super::{FOLDERS_MAX, Opml, Subscribed};
use crate::defect::{self, Defects};
use crate::html::{self, Tags};
use crate::xml::attribute;
use crate::xml::entity;
use crate::xml::token::{Token, Tokens};

/// Subscriptions read of one list; what is beyond is cut, and a defect says so.
pub const OUTLINES_MAX: usize = 200_000;

/// The document is no OPML: it holds neither `<opml>` nor `<outline>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document is no OPML: it holds no <outline>")]
pub struct NotOpml;

/// Reads a list of subscriptions in any encoding.
///
/// An outline with `xmlUrl` (in any case) is a subscription, one around others a
/// folder. `category` gives the folder of an outline that lies in none.
///
/// # Errors
///
/// [`NotOpml`] where there is no outline and no `<opml>` at all.
pub fn parse(bytes: &[u8]) -> Result<Opml, NotOpml> {
    let labels = charset::Labels { declared: charset::declared(bytes), ..charset::Labels::default() };
    let decoded = charset::decode(bytes, &labels);
    let mut list = List::default();
    list.defects.note_if(decoded.damaged, defect::CHARSET_DAMAGED);
    let mut tokens = Tokens::new(&decoded.text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Start { name, attributes, empty } => list.start(name, attributes, empty, &mut tokens),
            Token::End(name) if is(name, "outline") => list.end(),
            _ => {}
        }
    }
    if !list.found {
        return Err(NotOpml);
    }
    list.defects.note_if(list.cut, defect::ENTRIES_CUT);
    list.opml.defects = list.defects.into_vec();
    Ok(list.opml)
}

#[derive(Default)]
struct List {
    opml: Opml,
    /// The open outlines that are folders, and how many are open in all.
    folders: Vec<(usize, String)>,
    open: usize,
    found: bool,
    cut: bool,
    defects: Defects,
}

impl List {
    fn start(&mut self, name: &str, attributes: &str, empty: bool, tokens: &mut Tokens<'_>) {
        if is(name, "opml") {
            self.found = true;
        } else if is(name, "outline") {
            self.found = true;
            self.outline(attributes);
            if empty {
                self.end();
            }
        } else if !empty && self.open == 0 {
            let text = |tokens: &mut Tokens<'_>| match tokens.next() {
                Some(Token::Text(raw)) => html::text(&entity::resolve(raw), Tags::Known),
                Some(Token::Cdata(text)) => html::text(text, Tags::Known),
                _ => {
                    tokens.back();
                    String::new()
                }
            };
            if is(name, "title") && self.opml.title.is_empty() {
                self.opml.title = text(tokens);
            } else if is(name, "dateCreated") {
                self.opml.created_at = moment(&text(tokens));
            }
        }
    }

    fn outline(&mut self, attributes: &str) {
        self.open += 1;
        let mut outline = Outline::of(attributes);
        let Some(address) = outline.address() else {
            let is_include = outline.kind.as_deref().is_some_and(|kind| is(kind, "include"));
            self.defects.note_if(is_include, defect::OPML_INCLUDE_IGNORED);
            if self.folders.len() < FOLDERS_MAX {
                self.folders.extend(outline.title().map(|title| (self.open, title)));
            }
            return;
        };
        let Some(feed_url) = link::parse(&address) else {
            self.defects.note(defect::OPML_URL_UNREADABLE, &address);
            return;
        };
        if self.opml.subscriptions.len() >= OUTLINES_MAX {
            self.cut = true;
            return;
        }
        let mut folders: Vec<String> = self.folders.iter().map(|(_, name)| name.clone()).collect();
        if folders.is_empty() {
            folders = outline.category.as_deref().map(of_category).unwrap_or_default();
        }
        self.opml.subscriptions.push(Subscribed {
            title: outline.title().unwrap_or_else(|| feed_url.host_str().unwrap_or_default().to_owned()),
            home_url: outline.home.as_deref().and_then(link::parse),
            folders,
            language: outline.language.take(),
            description: outline.description.map(|text| html::text(&text, Tags::Known)),
            feed_url,
        });
    }

    fn end(&mut self) {
        while self.folders.last().is_some_and(|(depth, _)| *depth >= self.open) {
            self.folders.pop();
        }
        self.open = self.open.saturating_sub(1);
    }
}

/// The attributes of an outline; blank ones are missing.
#[derive(Default)]
struct Outline {
    text: Option<String>,
    title: Option<String>,
    kind: Option<String>,
    feed: Option<String>,
    url: Option<String>,
    home: Option<String>,
    category: Option<String>,
    language: Option<String>,
    description: Option<String>,
}

impl Outline {
    fn of(attributes: &str) -> Self {
        let mut outline = Self::default();
        for (name, value) in attribute::all(attributes) {
            let field = match name.to_ascii_lowercase().as_str() {
                "text" => &mut outline.text,
                "title" => &mut outline.title,
                "type" => &mut outline.kind,
                "xmlurl" => &mut outline.feed,
                "url" => &mut outline.url,
                "htmlurl" => &mut outline.home,
                "category" => &mut outline.category,
                "language" => &mut outline.language,
                "description" => &mut outline.description,
                _ => continue,
            };
            let line = html::one_line(&entity::resolve(value));
            if field.is_none() && !line.is_empty() {
                *field = Some(line);
            }
        }
        outline
    }

    /// `text` is what readers show and people edit; it may be HTML.
    fn title(&self) -> Option<String> {
        let written = self.text.as_ref().or(self.title.as_ref())?;
        Some(html::text(written, Tags::Known)).filter(|title| !title.is_empty())
    }

    /// The feed's address, without the `feed:` by which some readers hand feeds on.
    fn address(&self) -> Option<Cow<'_, str>> {
        let is_feed = self.kind.as_deref().is_some_and(|kind| is(kind, "rss") || is(kind, "atom"));
        let written = self.feed.as_deref().or(self.url.as_deref().filter(|_| is_feed))?;
        Some(match written.strip_prefix("feed:") {
            Some(rest) if rest.starts_with("//") => Cow::Owned(format!("http:{rest}")),
            Some(rest) => Cow::Borrowed(rest),
            None => Cow::Borrowed(written),
        })
    }
}

/// The first of the paths in `category` (OPML 2.0: `/a/b,/c`).
fn of_category(category: &str) -> Vec<String> {
    let first = category.split(',').next().unwrap_or_default();
    let names = first.split('/').map(str::trim).filter(|name| !name.is_empty());
    names.take(FOLDERS_MAX).map(str::to_owned).collect()
}

fn moment(text: &str) -> Option<Timestamp> {
    date::feed::parse(text, Some(&TimeZone::UTC)).map(|moment| moment.timestamp())
}

fn is(name: &str, expected: &str) -> bool {
    name.eq_ignore_ascii_case(expected)
}
