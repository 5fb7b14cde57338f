//! Telling the owner that an article was badly extracted.
//!
//! Anybody may, from the article's own page; the store has limits for how often. The report keeps
//! what that revision was made from, so that the owner can see it, and make a test of it.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use longwire_model::{ArticleId, ReportKind, Revision};
use longwire_store::{NOTE_CHARS_MAX, NewReport, Reported};

use crate::App;
use crate::article::number;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::Form;
use crate::page::{Page, respond};
use crate::source::title_or_address;
use crate::visitor::Visitor;

/// One thing that can be wrong.
struct Choice {
    code: &'static str,
    name: &'static str,
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    page: Page<'a>,
    subject: String,
    article_href: String,
    action: String,
    kinds: Vec<Choice>,
    note_chars_max: usize,
    taken: bool,
}

/// Which revision an address names.
fn wanted(app: &App, visitor: &Visitor, id: &str, revision: &str) -> Result<Revision, Fault> {
    let id = ArticleId(number(id)?);
    let revision = u32::try_from(number(revision)?).map_err(|_| Fault::NotFound)?;
    app.store.revision_for(visitor.audience(), id, revision)?.ok_or(Fault::NotFound)
}

/// `GET /articles/{id}/{revision}/report`.
pub(crate) async fn form(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path((id, revision)): Path<(String, String)>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let revision = wanted(app, &visitor, &id, &revision)?;
        show(app, &visitor, &revision, false)
    })
    .await
}

fn show(app: &App, visitor: &Visitor, revision: &Revision, taken: bool) -> Result<Response, Fault> {
    let words = &visitor.words().reader;
    let mut page = Page::new(app, visitor, words.report);
    page.indexed = false;
    let path = format!("/articles/{}/{}", revision.article_id, revision.number);
    let kind = |kind: &ReportKind| Choice { code: kind.code(), name: words.report_kind(*kind) };
    respond(&ReportPage {
        page,
        subject: title_or_address(&revision.article.title, revision.article.url.as_str()),
        article_href: visitor.link(&path),
        action: visitor.link(&format!("{path}/report")),
        kinds: ReportKind::ALL.iter().map(kind).collect(),
        note_chars_max: NOTE_CHARS_MAX,
        taken,
    })
}

/// `POST /articles/{id}/{revision}/report`.
pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
    Path((id, revision)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Fault> {
    let form = Form::of(request, &app, &visitor).await?;
    ask(&app, move |app| {
        let revision = wanted(app, &visitor, &id, &revision)?;
        let new = NewReport {
            article_id: revision.article_id,
            revision: revision.number,
            kind: ReportKind::of_code(form.field("kind")).ok_or(Fault::Unreadable)?,
            note: form.field("note").trim(),
            user_id: visitor.signed_in.as_ref().map(|owner| owner.user_id),
        };
        match app.store.report(&new, (app.config.now)())? {
            Reported::Taken(_) => show(app, &visitor, &revision, true),
            Reported::NoSuchRevision => Err(Fault::NotFound),
            Reported::TooLong => Err(Fault::TooLarge),
            Reported::TooManyOfArticle | Reported::TooMany => Err(Fault::TooMany),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use longwire_store::{OPEN_REPORTS_MAX, ReportFilter};

    use super::*;
    use crate::testing::{Server, article};

    fn post(server: &Server, path: &str, body: String) -> StatusCode {
        let request = Request::post(path).header("host", "127.0.0.1:8080");
        server.send(request.body(Body::from(body)).unwrap()).status
    }

    #[test]
    fn anybody_can_say_that_an_article_is_badly_extracted() {
        let server = Server::new();
        let id = server.archive(server.source("paper", "Paper"), &article(1));
        let path = format!("/articles/{id}/1/report");
        assert!(server.get(&format!("/articles/{id}")).text().contains(&format!("href=\"{path}\"")));
        let form = server.get(&path).text();
        assert!(form.contains("value=\"missing-text\"") && form.contains("noindex"));
        assert_eq!(post(&server, &path, "kind=missing-text&note=%E6%9C%AB%E6%AE%B5".into()), StatusCode::OK);
        let reports = server.store.reports(ReportFilter { limit: 9, ..Default::default() }).unwrap();
        assert_eq!((reports.len(), reports[0].note.as_str(), reports[0].user_id), (1, "末段", None));
    }

    #[test]
    fn a_report_has_limits_and_comes_from_our_own_page() {
        let server = Server::new();
        let id = server.archive(server.source("paper", "Paper"), &article(1));
        let path = format!("/articles/{id}/1/report");
        assert_eq!(post(&server, &path, "kind=nonsense".into()), StatusCode::BAD_REQUEST);
        let long = format!("kind=other&note={}", "x".repeat(NOTE_CHARS_MAX + 1));
        assert_eq!(post(&server, &path, long), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(post(&server, "/articles/404/1/report", "kind=other".into()), StatusCode::NOT_FOUND);
        let foreign =
            Request::post(&path).header("host", "127.0.0.1:8080").header("origin", "https://evil.example");
        let foreign = server.send(foreign.body(Body::from("kind=other")).unwrap());
        assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        for _ in 0..OPEN_REPORTS_MAX {
            assert_eq!(post(&server, &path, "kind=other".into()), StatusCode::OK);
        }
        assert_eq!(post(&server, &path, "kind=other".into()), StatusCode::TOO_MANY_REQUESTS);
    }
}
