//! The outcome of adding a source or archiving a page, on a page that refreshes itself until there
//! is one.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use longwire_model::{JobId, Url};
use longwire_store::{Job, JobState, JobView};
use serde::Deserialize;
use url::form_urlencoded;

use crate::App;
use crate::article::number;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::page::{Page, respond};
use crate::visitor::Visitor;
use crate::words::filled;

/// Seconds between two looks at a job that is not done.
const REFRESH_SECONDS: u32 = 2;
/// Other feeds named at most.
const OTHERS_MAX: usize = 20;

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage<'a> {
    page: Page<'a>,
    title: &'static str,
    subject: String,
    /// `waiting`, `done` or `dead`.
    state: &'static str,
    phrase: &'static str,
    reason: Option<String>,
    open: Option<(String, String)>,
    others: Vec<(String, String)>,
    again: Option<String>,
}

/// What the pipeline answers to a subscription that succeeded.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Subscribed {
    slug: String,
    title: String,
    already: bool,
    others: Vec<String>,
}

/// What the pipeline answers where a page was to be archived.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Kept {
    article_id: i64,
    title: String,
    outcome: String,
    reason: Option<String>,
}

/// `GET /jobs/{id}`. What people ask for is shown; other jobs are nobody's business.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = JobId(number(&id)?);
    ask(&app, move |app| {
        let job = app.store.job(id)?.ok_or(Fault::NotFound)?;
        match &job.job {
            Job::Subscribe { url, .. } | Job::Page { url } => respond(&render(app, &visitor, &job, url)),
            _ => Err(Fault::NotFound),
        }
    })
    .await
}

fn render<'a>(app: &'a App, visitor: &'a Visitor, job: &JobView, url: &Url) -> JobPage<'a> {
    let words = visitor.words();
    let keeps = matches!(job.job, Job::Page { .. });
    let title = if keeps { words.job_keep_title } else { words.job_title };
    let mut page = Page::new(app, visitor, title);
    page.indexed = false;
    let mut out = JobPage {
        page,
        title,
        subject: longwire_text::url::shown(url),
        state: "waiting",
        phrase: words.job_waiting,
        reason: None,
        open: None,
        others: Vec::new(),
        again: None,
    };
    match &job.state {
        JobState::Pending if job.failure.is_some() => {
            out.phrase = words.job_retrying;
            out.reason.clone_from(&job.failure);
        }
        JobState::Pending => {}
        JobState::Leased => out.phrase = words.job_working,
        JobState::Done { answer } if keeps => {
            out.state = "done";
            let answer: Kept = serde_json::from_str(answer).unwrap_or_default();
            out.phrase = match answer.outcome.as_str() {
                "revised" => words.job_kept_revised,
                "unchanged" => words.job_kept_unchanged,
                "known" => words.job_kept_known,
                _ => words.job_kept,
            };
            out.open = article(visitor, &answer);
            out.reason = answer.reason;
        }
        JobState::Done { answer } => {
            out.state = "done";
            // An answer of another shape still means that it was done.
            let answer: Subscribed = serde_json::from_str(answer).unwrap_or_default();
            out.phrase = if answer.already { words.job_already } else { words.job_done };
            out.open = opening(visitor, &answer);
            out.others = others(app, visitor, answer.others);
        }
        JobState::Dead { reason } => {
            out.state = "dead";
            out.phrase = if keeps { words.job_kept_dead } else { words.job_dead };
            out.reason = Some(reason.clone());
            out.again = (visitor.may_add(app) && !keeps).then(|| add_link(visitor, url.as_str()));
        }
    }
    out.page.refresh_seconds = (out.state == "waiting").then_some(REFRESH_SECONDS);
    out
}

fn opening(visitor: &Visitor, answer: &Subscribed) -> Option<(String, String)> {
    let is_slug =
        !answer.slug.is_empty() && answer.slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let title = if answer.title.trim().is_empty() { &answer.slug } else { &answer.title };
    is_slug.then(|| {
        (filled(visitor.words().job_open, title), visitor.link(&format!("/sources/{}", answer.slug)))
    })
}

/// The link to an article that was archived.
fn article(visitor: &Visitor, answer: &Kept) -> Option<(String, String)> {
    (answer.article_id > 0).then(|| {
        let name = filled(visitor.words().job_open, &answer.title);
        (name, visitor.link(&format!("/articles/{}", answer.article_id)))
    })
}

/// More feeds of the same page, each with a link to the form that would add it.
fn others(app: &App, visitor: &Visitor, urls: Vec<String>) -> Vec<(String, String)> {
    if !visitor.may_add(app) {
        return Vec::new();
    }
    let link = |written: String| {
        let url = Url::parse(&written).ok()?;
        Some((longwire_text::url::shown(&url), add_link(visitor, &written)))
    };
    urls.into_iter().take(OTHERS_MAX).filter_map(link).collect()
}

fn add_link(visitor: &Visitor, url: &str) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("url", url).finish();
    visitor.link(&format!("/add?{query}"))
}

#[cfg(test)]
mod tests;
