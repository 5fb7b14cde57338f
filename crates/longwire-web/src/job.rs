//! The outcome of adding a source, archiving a page or reading an article again, on a page that refreshes itself until there
//! is one.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use longwire_model::{ArticleId, JobId, SourceId, Url};
use longwire_store::{Audience, Job, JobState, JobView};
use serde::Deserialize;
use url::form_urlencoded;

use crate::App;
use crate::article::number;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::page::{Page, respond};
use crate::visitor::Visitor;
use crate::words::{Words, filled};

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
    source_id: i64,
    slug: String,
    title: String,
    already: bool,
    others: Vec<String>,
}

/// What a person asked for, by address.
enum Wish {
    /// To add a source.
    Source(Url),
    /// To archive a page.
    Page(Url),
    /// To make an article anew from what is kept of it.
    Again(Url),
}

impl Wish {
    /// `None` for a job that nobody asked for.
    fn of(job: &JobView) -> Option<Self> {
        match &job.job {
            Job::Subscribe { url, .. } => Some(Self::Source(url.clone())),
            Job::Page { url } => Some(Self::Page(url.clone())),
            Job::Reextract { .. } => Url::parse(&job.subject).ok().map(Self::Again),
            _ => None,
        }
    }

    fn url(&self) -> &Url {
        match self {
            Self::Source(url) | Self::Page(url) | Self::Again(url) => url,
        }
    }

    /// What became of an article, by the pipeline's word for it.
    fn kept(&self, outcome: &str, words: &Words) -> &'static str {
        match (self, outcome) {
            (Self::Again(_), "revised") => words.job_again_revised,
            (Self::Again(_), _) => words.job_again_unchanged,
            (_, "revised") => words.job_kept_revised,
            (_, "unchanged") => words.job_kept_unchanged,
            (_, "known") => words.job_kept_known,
            _ => words.job_kept,
        }
    }
}

/// What the pipeline answers where a page was to be archived, or an article to be made anew.
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
        let wish = Wish::of(&job).ok_or(Fault::NotFound)?;
        if !may_see(app, visitor.audience(), &job)? {
            return Err(Fault::NotFound);
        }
        respond(&render(app, &visitor, &job, &wish))
    })
    .await
}

/// Whether a job tells of nothing that the asker may not see.
fn may_see(app: &App, audience: Audience, job: &JobView) -> Result<bool, Fault> {
    if audience == Audience::Owner {
        return Ok(true);
    }
    let answer = match &job.state {
        JobState::Done { answer } => answer.as_str(),
        _ => "",
    };
    let is_private = |id: ArticleId| -> Result<bool, Fault> {
        let is_there = app.store.article_for(Audience::Owner, id)?.is_some();
        Ok(is_there && app.store.article_for(audience, id)?.is_none())
    };
    Ok(match &job.job {
        Job::Subscribe { private, .. } => {
            let subscribed: Subscribed = serde_json::from_str(answer).unwrap_or_default();
            let source = app.store.source_for(Audience::Owner, SourceId(subscribed.source_id))?;
            !private && source.is_none_or(|source| !source.private)
        }
        Job::Page { .. } => {
            let kept: Kept = serde_json::from_str(answer).unwrap_or_default();
            !is_private(ArticleId(kept.article_id))?
        }
        Job::Reextract { article_id } => !is_private(*article_id)?,
        _ => false,
    })
}

fn render<'a>(app: &'a App, visitor: &'a Visitor, job: &JobView, wish: &Wish) -> JobPage<'a> {
    let words = visitor.words();
    let title = match wish {
        Wish::Source(_) => words.job_title,
        Wish::Page(_) => words.job_keep_title,
        Wish::Again(_) => words.job_again_title,
    };
    let mut page = Page::new(app, visitor, title);
    page.indexed = false;
    let mut out = JobPage {
        page,
        title,
        subject: longwire_text::url::shown(wish.url()),
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
        // An answer of another shape still means that it was done.
        JobState::Done { answer } if matches!(wish, Wish::Source(_)) => {
            out.state = "done";
            let answer: Subscribed = serde_json::from_str(answer).unwrap_or_default();
            out.phrase = if answer.already { words.job_already } else { words.job_done };
            out.open = opening(visitor, &answer);
            out.others = others(app, visitor, answer.others);
        }
        JobState::Done { answer } => {
            out.state = "done";
            let answer: Kept = serde_json::from_str(answer).unwrap_or_default();
            out.phrase = wish.kept(&answer.outcome, words);
            out.open = article(visitor, &answer);
            out.reason = answer.reason;
        }
        JobState::Dead { reason } => {
            out.state = "dead";
            out.phrase = match wish {
                Wish::Source(_) => words.job_dead,
                Wish::Page(_) => words.job_kept_dead,
                Wish::Again(_) => words.job_again_dead,
            };
            out.reason = Some(reason.clone());
            let may_try = visitor.may_add(app) && matches!(wish, Wish::Source(_));
            out.again = may_try.then(|| add_link(visitor, wish.url().as_str()));
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
