//! One source: how it is, what it is called, what is set for it, what is still to be had of it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use longwire_model::Timestamp;
use longwire_store::{JobFilter, SourceState};

use super::jobs::{JobLine, lines};
use super::log::{self, LogLine};
use super::own::{self, Field, OwnRow};
use super::sources::Line;
use super::{Frame, Section, page_of};
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::health::Health;
use crate::owner::Owner;
use crate::page::{Page, respond};
use crate::source::{in_phrases, pushed};
use crate::visitor::{Visitor, parameter};
use crate::words::{Occasion, grouped, trouble_in_words};

/// Jobs of each kind shown with a source.
const JOBS_MAX: usize = 50;

#[derive(Template)]
#[template(path = "admin/source.html")]
struct SourcePage<'a> {
    page: Page<'a>,
    frame: Frame,
    refusal: Option<String>,
    line: Line,
    reason: Option<String>,
    way_out: Option<&'static str>,
    public: String,
    address: String,
    added: Occasion,
    moving_to: Option<String>,
    waiting: String,
    dead: String,
    readers: String,
    pushed: Option<String>,
    traffic: Vec<String>,
    own_title: String,
    publishers_title: String,
    folder: String,
    tags: String,
    own: Vec<OwnRow>,
    unfinished: Vec<JobLine>,
    given_up: Vec<JobLine>,
    log: Vec<LogLine>,
    older: Option<String>,
    jobs_action: String,
    slug: String,
    /// True where only the owner sees it.
    private: bool,
}

/// `GET /admin/sources/{slug}`.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    owner: Owner,
    Path(slug): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let source = app.store.source_by_slug(&slug)?.ok_or(Fault::NotFound)?;
        show(app, &owner.visitor, &source, &uri, None)
    })
    .await
}

/// The page with what was wrong with the form that was sent from it.
pub(super) fn refuse(
    app: &App,
    visitor: &Visitor,
    source: &SourceState,
    why: String,
) -> Result<Response, Fault> {
    let page = show(app, visitor, source, &Uri::default(), Some(why))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn show(
    app: &App,
    visitor: &Visitor,
    source: &SourceState,
    uri: &Uri,
    refusal: Option<String>,
) -> Result<Response, Fault> {
    let now: Timestamp = (app.config.now)();
    let (id, words) = (source.source.id, visitor.words());
    let settings = app.store.own_settings(id)?;
    let health = Health::of(source, now);
    let jobs = |dead| -> Result<Vec<JobLine>, Fault> {
        let filter = JobFilter { source_id: Some(id), dead: Some(dead), limit: JOBS_MAX };
        lines(app, visitor, &app.store.jobs(filter)?, now)
    };
    let before = parameter(uri, "before").and_then(|number| number.parse().ok());
    let (log, last) = log::lines(app, visitor, id, before, now)?;
    let line = Line::new(source, &settings, visitor, now);
    let here = format!("/admin/sources/{}", source.slug);
    let title = if source.titled { source.source.title.clone() } else { String::new() };
    respond(&SourcePage {
        page: page_of(app, visitor, line.title.clone(), &here),
        frame: Frame::new(visitor, Section::Sources, uri),
        refusal,
        reason: health.reason().map(str::to_owned),
        way_out: health.trouble().map(|trouble| trouble_in_words(words.tongue, trouble).way_out),
        public: visitor.link(&format!("/sources/{}", source.slug)),
        address: longwire_text::url::shown(&source.source.url),
        added: Occasion::new(words, source.added_at, now),
        moving_to: source.poll.moving.as_ref().map(|moving| longwire_text::url::shown(&moving.to)),
        waiting: grouped(source.pending_count),
        dead: grouped(source.dead_count),
        readers: grouped(u64::from(source.reader_count)),
        pushed: pushed(app, visitor, source, now)?,
        traffic: in_phrases(&app.store.traffic(id)?, words),
        publishers_title: if source.titled { String::new() } else { source.source.title.clone() },
        own_title: title,
        folder: source.folder.clone().unwrap_or_default(),
        tags: source.tags.join(", "),
        own: own::rows(app, visitor, &settings),
        log,
        older: last.map(|last| visitor.link(&format!("{here}?before={last}#log"))),
        unfinished: jobs(false)?,
        given_up: jobs(true)?,
        jobs_action: visitor.address.link(Section::Jobs.path()),
        slug: source.slug.clone(),
        private: source.private,
        line,
    })
}
