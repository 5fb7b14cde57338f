//! The table of sources: how each is, when it is polled, and what can be done about it.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use longwire_model::{Lang, Moment, Rest, Timestamp};
use longwire_store::{Horizon, OwnSetting, SourceCounts, SourceFilter, SourceState, Standing};

use super::own::interval_seconds;
use super::{Frame, ROWS_PER_PAGE, Section, page_number, page_of, path_with, span};
use crate::App;
use crate::blocking::ask;
use crate::catalogue::{site_name, site_url, title_of};
use crate::fault::Fault;
use crate::health::{Health, OVERDUE, QUIET};
use crate::owner::Owner;
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};
use crate::words::{AdminWords, Occasion, Words, day_in_words, filled, grouped};

/// The longest part of a name that is looked for, in characters.
const PART_CHARS_MAX: usize = 100;

#[derive(Template)]
#[template(path = "admin/sources.html")]
struct SourcesPage<'a> {
    page: Page<'a>,
    frame: Frame,
    title: &'static str,
    filters: Vec<Filter>,
    shown: &'static str,
    part: String,
    action: String,
    rows: Vec<Line>,
    newer: Option<String>,
    older: Option<String>,
}

/// A choice of sources.
struct Filter {
    name: &'static str,
    count: String,
    href: String,
    current: bool,
}

/// A source as the owner sees it.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) lang: Option<Lang>,
    pub(super) href: String,
    pub(super) site: Option<String>,
    /// Its health in one word, for the style sheet.
    pub(super) health: &'static str,
    pub(super) health_words: String,
    pub(super) polled: Option<Occasion>,
    pub(super) next: String,
    pub(super) rhythm: Option<String>,
    pub(super) articles: String,
    pub(super) muted: bool,
    pub(super) active: bool,
    /// Below which its changes are.
    pub(super) action: String,
}

impl Line {
    pub(super) fn new(source: &SourceState, own: &[OwnSetting], visitor: &Visitor, now: Timestamp) -> Self {
        let words = visitor.words();
        let health = Health::of(source, now);
        let muted = source.rest.is_some_and(|rest| rest.holds(now));
        let href = visitor.link(&format!("/admin/sources/{}", source.slug));
        let resting = muted && source.active;
        Self {
            title: title_of(source),
            lang: source.source.language.clone(),
            site: site_url(source).map(site_name),
            health: if resting { "removed" } else { health.code() },
            health_words: if resting { words.admin.muted.to_owned() } else { health.in_words(words, now) },
            polled: source.poll.polled_at.map(|at| Occasion::new(words, at, now)),
            next: next(words, source, now),
            rhythm: rhythm(&words.admin, source, own),
            articles: grouped(source.article_count),
            muted,
            active: source.active,
            action: visitor.address.link(&format!("/admin/sources/{}", source.slug)),
            href,
        }
    }
}

/// When it is polled next, if it is.
fn next(words: &Words, source: &SourceState, now: Timestamp) -> String {
    match source.rest.filter(|rest| rest.holds(now)) {
        _ if !source.active => "–".to_owned(),
        None => span::until(&words.admin, source.poll.due_at, now),
        Some(Rest::UntilTold) => words.admin.resting.to_owned(),
        Some(Rest::Until(at)) => filled(words.admin.rests_until, &day_in_words(words, Moment::utc(at))),
    }
}

/// How often it is polled: as the owner has set it, else as the last wait was.
fn rhythm(words: &AdminWords, source: &SourceState, own: &[OwnSetting]) -> Option<String> {
    if let Some(seconds) = interval_seconds(own) {
        return Some(filled(words.fixed_every, &span::in_words(words, seconds)));
    }
    let wait = source.poll.due_at.since(source.poll.polled_at?).as_secs();
    Some(filled(words.about_every, &span::in_words(words, wait)))
}

/// From when on sources count as late or silent, as the catalogue counts.
pub(super) fn horizon(now: Timestamp) -> Horizon {
    let before = |span: Duration| {
        Timestamp::from_micros(now.micros() - i64::try_from(span.as_micros()).unwrap_or(i64::MAX))
    };
    Horizon { overdue_before: before(OVERDUE), quiet_before: before(QUIET) }
}

const CHOICES: [(&str, Standing); 6] = [
    ("", Standing::Polled),
    ("failing", Standing::Failing),
    ("overdue", Standing::Overdue),
    ("quiet", Standing::Quiet),
    ("muted", Standing::Muted),
    ("removed", Standing::Removed),
];

fn filters(visitor: &Visitor, counts: &SourceCounts, shown: Standing, part: &str) -> Vec<Filter> {
    let words = &visitor.words().admin;
    let filter = |(code, standing): (&'static str, Standing)| {
        let (name, count) = match standing {
            Standing::Polled => (words.polled, counts.polled_count),
            Standing::Failing => (words.failing, counts.failing_count),
            Standing::Overdue => (words.overdue, counts.overdue_count),
            Standing::Quiet => (words.quiet, counts.quiet_count),
            Standing::Muted => (words.muted, counts.muted_count),
            Standing::Removed => (words.removed, counts.removed_count),
        };
        let path = path_with(Section::Sources.path(), &[("show", code), ("q", part)]);
        Filter { name, count: grouped(count), href: visitor.link(&path), current: standing == shown }
    };
    CHOICES.into_iter().map(filter).collect()
}

/// `GET /admin/sources`: `?show=failing`, `?q=part of a name`, `?page=2`.
pub(crate) async fn page(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let now = (app.config.now)();
        let visitor = &owner.visitor;
        let wanted = parameter(&uri, "show").unwrap_or_default();
        let (shown, standing) = CHOICES.into_iter().find(|(code, _)| *code == wanted).unwrap_or(CHOICES[0]);
        let part = parameter(&uri, "q").unwrap_or_default();
        let part: String = part.trim().chars().take(PART_CHARS_MAX).collect();
        let number = page_number(&uri);
        let filter = SourceFilter {
            standing,
            part: &part,
            horizon: horizon(now),
            skip: (number - 1) * ROWS_PER_PAGE,
            limit: ROWS_PER_PAGE + 1,
        };
        let mut sources = app.store.standing_sources(&filter)?;
        let more = sources.len() > ROWS_PER_PAGE;
        sources.truncate(ROWS_PER_PAGE);
        let line = |source: &SourceState| {
            let own = app.store.own_settings(source.source.id)?;
            Ok(Line::new(source, &own, visitor, now))
        };
        let path = |number: usize| {
            let number = if number == 1 { String::new() } else { number.to_string() };
            path_with(Section::Sources.path(), &[("show", shown), ("q", &part), ("page", &number)])
        };
        let title = visitor.words().admin.sources;
        respond(&SourcesPage {
            page: page_of(app, visitor, title, &path(number)),
            frame: Frame::new(visitor, Section::Sources, &uri),
            title,
            filters: filters(visitor, &app.store.source_counts(horizon(now))?, standing, &part),
            shown,
            action: visitor.address.link(Section::Sources.path()),
            rows: sources.iter().map(line).collect::<Result<_, Fault>>()?,
            newer: (number > 1).then(|| visitor.link(&path(number - 1))),
            older: more.then(|| visitor.link(&path(number + 1))),
            part: part.clone(),
        })
    })
    .await
}
