//! The pages of the owner: sources with their health and settings, the queue, the disk, the settings.
//!
//! Whoever is not signed in is asked to, and changes nothing: each page takes an
//! [`Owner`](crate::owner::Owner), each change a [`Change`](crate::owner::Change). A change
//! leads back to the page that it was made on, with a line that says what was done ([`Said`]).
//!
//! - `overview`, `sources`, `source`, `jobs`, `reports`, `storage`, `settings` are the pages.
//! - `act` changes a source, `own` is what is set for one source alone.
//!
//! Deliberately absent: anything that fetches; a poll is a job like any other.

pub(crate) mod act;
pub(crate) mod jobs;
mod log;
pub(crate) mod overview;
mod own;
pub(crate) mod reports;
mod said;
pub(crate) mod settings;
pub(crate) mod source;
pub(crate) mod sources;
mod span;
pub(crate) mod storage;

use axum::http::Uri;

use crate::App;
use crate::page::Page;
use crate::visitor::{Visitor, parameter};

pub(crate) use said::Said;
pub(crate) use storage::Upkeep;

/// Rows of a table on one page.
const ROWS_PER_PAGE: usize = 50;
/// Pages that are turned to at most.
const PAGES_MAX: usize = 1_000_000;

/// A page of the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Overview,
    Sources,
    Jobs,
    Reports,
    Storage,
    Settings,
}

impl Section {
    const ALL: [Self; 6] =
        [Self::Overview, Self::Sources, Self::Jobs, Self::Reports, Self::Storage, Self::Settings];

    fn path(self) -> &'static str {
        match self {
            Self::Overview => "/admin",
            Self::Sources => "/admin/sources",
            Self::Jobs => "/admin/jobs",
            Self::Reports => "/admin/reports",
            Self::Storage => "/admin/storage",
            Self::Settings => "/admin/settings",
        }
    }

    fn name(self, visitor: &Visitor) -> &'static str {
        let words = &visitor.words().admin;
        match self {
            Self::Overview => words.overview,
            Self::Sources => words.sources,
            Self::Jobs => words.jobs,
            Self::Reports => words.reports,
            Self::Storage => words.storage,
            Self::Settings => words.settings,
        }
    }
}

/// What all these pages have above their own content.
pub(crate) struct Frame {
    /// The other pages.
    pub(crate) tabs: Vec<Tab>,
    /// What was just done.
    pub(crate) said: Option<String>,
}

/// A link to one of these pages.
pub(crate) struct Tab {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

impl Frame {
    fn new(visitor: &Visitor, current: Section, uri: &Uri) -> Self {
        let tab = |section: Section| Tab {
            name: section.name(visitor).to_owned(),
            href: visitor.link(section.path()),
            current: section == current,
        };
        Self {
            tabs: Section::ALL.into_iter().map(tab).collect(),
            said: Said::of(uri).map(|said| said.in_words(&visitor.words().admin)),
        }
    }
}

/// The layout of a page of the owner; `here` is its path with what it was asked.
fn page_of<'a>(app: &'a App, visitor: &'a Visitor, title: impl Into<String>, here: &str) -> Page<'a> {
    let mut page = Page::new(app, visitor, title);
    page.indexed = false;
    page.wide = true;
    page.here = here.to_owned();
    page
}

/// The number of the page that is asked for, from 1.
fn page_number(uri: &Uri) -> usize {
    parameter(uri, "page").and_then(|number| number.parse().ok()).unwrap_or(1).clamp(1, PAGES_MAX)
}

/// A path with a query, without those that are empty.
fn path_with(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests;
