//! What readers report as badly extracted, the page it was made from, and the owner's verdict.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use longwire_model::{ReportId, Timestamp};
use longwire_store::{Closed, NOTE_CHARS_MAX, Report, ReportFilter};

use super::{Frame, ROWS_PER_PAGE, Said, Section, page_of, path_with};
use crate::App;
use crate::article::number;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::{Change, Owner};
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};
use crate::words::Occasion;

#[derive(Template)]
#[template(path = "admin/reports.html")]
struct ReportsPage<'a> {
    page: Page<'a>,
    frame: Frame,
    refusal: Option<&'static str>,
    title: &'static str,
    tabs: [(&'static str, String, bool); 2],
    open: bool,
    reports: Vec<ReportLine>,
    action: String,
    articles: String,
    note_max: usize,
    older: Option<String>,
}

struct ReportLine {
    id: String,
    title: String,
    article_id: String,
    article: String,
    /// The response that the reported state was made from.
    capture: Option<String>,
    kind: &'static str,
    note: String,
    by: &'static str,
    at: Occasion,
    verdict: Option<(String, Occasion)>,
}

fn line(app: &App, visitor: &Visitor, report: &Report, now: Timestamp) -> Result<ReportLine, Fault> {
    let words = visitor.words();
    let path = format!("/articles/{}/{}", report.article_id, report.revision);
    let revision = app.store.revision(report.article_id, report.revision)?;
    let has_capture = revision.is_some_and(|revision| revision.capture_id.is_some());
    Ok(ReportLine {
        id: report.id.to_string(),
        title: report.title.clone(),
        article_id: report.article_id.to_string(),
        article: visitor.link(&path),
        capture: has_capture.then(|| visitor.address.link(&format!("{path}/capture"))),
        kind: words.reader.report_kind(report.kind),
        note: report.note.clone(),
        by: if report.user_id.is_some() { words.admin.by_you } else { words.admin.by_reader },
        at: Occasion::new(words, report.reported_at, now),
        verdict: report
            .verdict
            .as_ref()
            .map(|(verdict, at)| (verdict.clone(), Occasion::new(words, *at, now))),
    })
}

/// `GET /admin/reports`: open ones; `?show=closed`; `?before=ID` pages back.
pub(crate) async fn page(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    ask(&app, move |app| show(app, &owner.visitor, &uri, None)).await
}

fn show(app: &App, visitor: &Visitor, uri: &Uri, refusal: Option<&'static str>) -> Result<Response, Fault> {
    let now = (app.config.now)();
    let words = &visitor.words().admin;
    let open = parameter(uri, "show").as_deref() != Some("closed");
    let before = parameter(uri, "before").map(|id| number(&id)).transpose()?.map(ReportId);
    let filter = ReportFilter { open: Some(open), article_id: None, before, limit: ROWS_PER_PAGE + 1 };
    let mut reports = app.store.reports(filter)?;
    let more = reports.len() > ROWS_PER_PAGE;
    reports.truncate(ROWS_PER_PAGE);
    let path = |open: bool, before: &str| {
        let show = if open { "" } else { "closed" };
        path_with(Section::Reports.path(), &[("show", show), ("before", before)])
    };
    let last = reports.last().filter(|_| more).map(|report| report.id.to_string());
    let here = path(open, &before.map(|id| id.to_string()).unwrap_or_default());
    respond(&ReportsPage {
        page: page_of(app, visitor, words.reports, &here),
        frame: Frame::new(visitor, Section::Reports, uri),
        refusal,
        title: words.reports,
        tabs: [
            (words.reports_open, visitor.link(&path(true, "")), open),
            (words.reports_closed, visitor.link(&path(false, "")), !open),
        ],
        open,
        reports: reports.iter().map(|report| line(app, visitor, report, now)).collect::<Result<_, _>>()?,
        action: visitor.address.link(Section::Reports.path()),
        articles: visitor.address.link("/admin/articles"),
        note_max: NOTE_CHARS_MAX,
        older: last.map(|last| visitor.link(&path(open, &last))),
    })
}

/// `POST /admin/reports/{id}/close` with the field `verdict`.
pub(crate) async fn close(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    change: Change,
) -> Result<Response, Fault> {
    let id = ReportId(number(&id)?);
    ask(&app, move |app| {
        let verdict = change.field("verdict").trim();
        match app.store.close_report(id, verdict, (app.config.now)())? {
            Closed::Done => change.lead_to(&Said::Closed.on(&change.back(Section::Reports.path()))),
            Closed::NoSuchReport => Err(Fault::NotFound),
            Closed::TooLong => {
                let why = change.visitor.words().admin.verdict_too_long;
                let page = show(app, &change.visitor, &Uri::default(), Some(why))?;
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        }
    })
    .await
}
