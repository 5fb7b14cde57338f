//! The queue and the dead letters, and what can be done about them.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use longwire_model::{ArticleId, JobId, SourceId, Timestamp};
use longwire_store::{Job, JobFilter, JobState, JobView};

use super::{Frame, ROWS_PER_PAGE, Said, Section, page_number, page_of, path_with, span};
use crate::App;
use crate::article::number;
use crate::blocking::ask;
use crate::catalogue::title_of;
use crate::fault::Fault;
use crate::owner::{Change, Owner};
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};
use crate::words::{AdminWords, filled, grouped};

/// Dead letters put back on the queue by one press.
const RETRIED_MAX: usize = 10_000;

#[derive(Template)]
#[template(path = "admin/jobs.html")]
struct JobsPage<'a> {
    page: Page<'a>,
    frame: Frame,
    title: &'static str,
    tabs: [(String, String, bool); 2],
    dead: bool,
    jobs: Vec<JobLine>,
    jobs_action: String,
    newer: Option<String>,
    older: Option<String>,
}

/// A job as the owner sees it.
pub(super) struct JobLine {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) subject: String,
    /// The source it belongs to, and its page.
    pub(super) source: Option<(String, String)>,
    pub(super) state: String,
    pub(super) reason: Option<String>,
    pub(super) attempts: String,
    pub(super) dead: bool,
}

fn kind_in_words(words: &AdminWords, job: &Job) -> &'static str {
    match job {
        Job::Subscribe { .. } => words.kind_subscribe,
        Job::Poll { .. } => words.kind_poll,
        Job::Article { .. } => words.kind_article,
        Job::Page { .. } => words.kind_page,
        Job::Reextract { .. } => words.kind_reextract,
        Job::Picture { .. } => words.kind_picture,
        Job::Push { .. } => words.kind_push,
        Job::Delivery { .. } => words.kind_delivery,
        Job::Follower { .. } => words.kind_follower,
        Job::Topic { .. } => words.kind_topic,
    }
}

/// Jobs with the names of their sources.
pub(super) fn lines(
    app: &App,
    visitor: &Visitor,
    jobs: &[JobView],
    now: Timestamp,
) -> Result<Vec<JobLine>, Fault> {
    let words = &visitor.words().admin;
    let mut names: HashMap<SourceId, (String, String)> = HashMap::new();
    for id in jobs.iter().filter_map(|job| job.source_id) {
        if names.contains_key(&id) {
            continue;
        }
        if let Some(source) = app.store.source(id)? {
            let href = visitor.link(&format!("/admin/sources/{}", source.slug));
            names.insert(id, (title_of(&source), href));
        }
    }
    let line = |job: &JobView| JobLine {
        id: job.id.to_string(),
        kind: kind_in_words(words, &job.job),
        subject: job.subject.clone(),
        source: job.source_id.and_then(|id| names.get(&id).cloned()),
        state: match &job.state {
            JobState::Leased => words.working.to_owned(),
            JobState::Dead { .. } => words.given_up.to_owned(),
            JobState::Pending if job.failure.is_some() => {
                filled(words.next_try, &span::until(words, job.due_at, now))
            }
            JobState::Pending | JobState::Done { .. } => span::until(words, job.due_at, now),
        },
        reason: job.failure.clone(),
        attempts: grouped(u64::from(job.attempt_count)),
        dead: matches!(job.state, JobState::Dead { .. }),
    };
    Ok(jobs.iter().map(line).collect())
}

/// `GET /admin/jobs`: what is unfinished; `?show=dead`: what was given up; `?page=2`.
pub(crate) async fn page(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let now = (app.config.now)();
        let visitor = &owner.visitor;
        let words = &visitor.words().admin;
        let dead = parameter(&uri, "show").as_deref() == Some("dead");
        let number = page_number(&uri);
        let filter = JobFilter { source_id: None, dead: Some(dead), limit: ROWS_PER_PAGE + 1 };
        let mut jobs = app.store.jobs_from(filter, (number - 1) * ROWS_PER_PAGE)?;
        let more = jobs.len() > ROWS_PER_PAGE;
        jobs.truncate(ROWS_PER_PAGE);
        let counts = app.store.queue_counts(now)?;
        let path = |dead: bool, number: usize| {
            let number = if number == 1 { String::new() } else { number.to_string() };
            path_with(Section::Jobs.path(), &[("show", if dead { "dead" } else { "" }), ("page", &number)])
        };
        let tab = |name: &str, count: u64, of_dead: bool| {
            (format!("{name} {}", grouped(count)), visitor.link(&path(of_dead, 1)), of_dead == dead)
        };
        respond(&JobsPage {
            page: page_of(app, visitor, words.jobs, &path(dead, number)),
            frame: Frame::new(visitor, Section::Jobs, &uri),
            title: words.jobs,
            tabs: [
                tab(words.unfinished, counts.unfinished_count, false),
                tab(words.given_up, counts.dead_count, true),
            ],
            dead,
            jobs: lines(app, visitor, &jobs, now)?,
            jobs_action: visitor.address.link(Section::Jobs.path()),
            newer: (number > 1).then(|| visitor.link(&path(dead, number - 1))),
            older: more.then(|| visitor.link(&path(dead, number + 1))),
        })
    })
    .await
}

/// `POST /admin/jobs/retry`: all dead letters; those of one source where the field `source` names its slug.
pub(crate) async fn retry_all(State(app): State<Arc<App>>, change: Change) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let source = match change.field("source") {
            "" => None,
            slug => Some(app.store.source_by_slug(slug)?.ok_or(Fault::NotFound)?.source.id),
        };
        let count = app.store.retry_dead(source, (app.config.now)(), RETRIED_MAX)?;
        done(&change, Said::Retried(count))
    })
    .await
}

/// `POST /admin/jobs/{id}/{act}`: `retry` a job at once, `drop` a dead letter.
pub(crate) async fn act(
    State(app): State<Arc<App>>,
    Path((id, act)): Path<(String, String)>,
    change: Change,
) -> Result<Response, Fault> {
    let id = JobId(number(&id)?);
    ask(&app, move |app| {
        let now = (app.config.now)();
        let said = match act.as_str() {
            "retry" => match app.store.job(id)? {
                Some(job) if !matches!(job.state, JobState::Done { .. }) => {
                    app.store.enqueue(&job.job, now, now)?;
                    Said::Retried(1)
                }
                _ => Said::Gone,
            },
            "drop" if app.store.drop_dead(id)? => Said::Dropped,
            "drop" => Said::Gone,
            _ => return Err(Fault::NotFound),
        };
        done(&change, said)
    })
    .await
}

/// `POST /admin/articles/{id}/again`: makes an article anew from what is kept of it, and shows the outcome.
pub(crate) async fn extract_again(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    change: Change,
) -> Result<Response, Fault> {
    let article_id = ArticleId(number(&id)?);
    ask(&app, move |app| {
        let now = (app.config.now)();
        app.store.article(article_id)?.ok_or(Fault::NotFound)?;
        let job = app.store.enqueue(&Job::Reextract { article_id }, now, now)?;
        change.lead_to(&format!("/jobs/{job}"))
    })
    .await
}

fn done(change: &Change, said: Said) -> Result<Response, Fault> {
    change.lead_to(&said.on(&change.back("/admin/jobs?show=dead")))
}
