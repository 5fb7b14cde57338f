//! The first page: what needs attention, and how much there is of everything.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use longwire_model::Timestamp;
use longwire_store::{IndexBrief, QueueCounts, SourceCounts};
use longwire_text::size;

use super::sources::horizon;
use super::{Frame, Section, page_of};
use crate::App;
use crate::backstage::Disk;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::Owner;
use crate::page::{Page, respond};
use crate::visitor::Visitor;
use crate::words::{Occasion, filled, grouped};

/// A job that could have begun so long ago, and nobody works: then no worker runs.
const STUCK: Duration = Duration::from_secs(10 * 60);
/// Less than this on the disk is little, whatever its size.
const FREE_BYTES_MIN: u64 = 1 << 30;
/// A twentieth of the disk is little too, but no more than this.
const FREE_BYTES_ENOUGH: u64 = 20 << 30;

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct OverviewPage<'a> {
    page: Page<'a>,
    frame: Frame,
    title: &'static str,
    attention: Vec<(String, String)>,
    counts: Vec<Count>,
}

/// How much there is of one thing.
struct Count {
    name: &'static str,
    number: String,
    href: Option<String>,
}

/// True where so little room is left that the owner should know.
pub(super) fn is_little(disk: Disk) -> bool {
    let a_twentieth = disk.free_bytes < disk.total_bytes / 20 && disk.free_bytes < FREE_BYTES_ENOUGH;
    disk.free_bytes < FREE_BYTES_MIN || a_twentieth
}

/// The disk of the data folder, as far as the program tells.
pub(super) fn disk_of(app: &App) -> Option<Disk> {
    let backstage = &app.config.backstage;
    backstage.disk.and_then(|disk| disk(&backstage.data))
}

/// `GET /admin`.
pub(crate) async fn page(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let now = (app.config.now)();
        let visitor = &owner.visitor;
        let title = visitor.words().admin.overview;
        let (sources, queue) = (app.store.source_counts(horizon(now))?, app.store.queue_counts(now)?);
        let index = app.store.index_brief()?;
        respond(&OverviewPage {
            page: page_of(app, visitor, title, Section::Overview.path()),
            frame: Frame::new(visitor, Section::Overview, &uri),
            title,
            attention: attention(app, visitor, &sources, &queue, &index, now)?,
            counts: counts(app, visitor, &sources, &queue)?,
        })
    })
    .await
}

/// What needs the owner, each with the page where it can be put right.
fn attention(
    app: &App,
    visitor: &Visitor,
    sources: &SourceCounts,
    queue: &QueueCounts,
    index: &IndexBrief,
    now: Timestamp,
) -> Result<Vec<(String, String)>, Fault> {
    let words = &visitor.words().admin;
    let counted = [
        (sources.failing_count, words.attention_failing, "/admin/sources?show=failing"),
        (sources.overdue_count, words.attention_overdue, "/admin/sources?show=overdue"),
        (queue.dead_count, words.attention_dead, "/admin/jobs?show=dead"),
        (app.store.open_report_count()?, words.attention_reports, "/admin/reports"),
    ];
    let counted = counted.iter().filter(|(count, ..)| *count > 0);
    let mut all: Vec<(String, String)> =
        counted.map(|(count, phrase, path)| (phrase.of(*count), visitor.link(path))).collect();
    let begins_at = app.store.next_job_due()?.filter(|at| queue.leased_count == 0 && now.since(*at) > STUCK);
    if let Some(at) = begins_at {
        let ago = Occasion::new(visitor.words(), at, now).ago;
        all.push((filled(words.attention_stuck, &ago), visitor.link("/admin/jobs")));
    }
    if index.damage.is_some() {
        all.push((words.attention_index.to_owned(), visitor.link("/admin/storage")));
    }
    if let Some(disk) = disk_of(app).filter(|disk| is_little(*disk)) {
        let left = size::in_words(disk.free_bytes);
        all.push((filled(words.attention_disk, &left), visitor.link("/admin/storage")));
    }
    Ok(all)
}

fn counts(
    app: &App,
    visitor: &Visitor,
    sources: &SourceCounts,
    queue: &QueueCounts,
) -> Result<Vec<Count>, Fault> {
    let words = &visitor.words().admin;
    let totals = app.store.totals()?;
    let linked = |name, number: u64, path: &str| Count {
        name,
        number: grouped(number),
        href: Some(visitor.link(path)),
    };
    Ok(vec![
        linked(words.sources, sources.polled_count, "/admin/sources"),
        linked(words.failing, sources.failing_count, "/admin/sources?show=failing"),
        linked(words.overdue, sources.overdue_count, "/admin/sources?show=overdue"),
        linked(words.quiet, sources.quiet_count, "/admin/sources?show=quiet"),
        linked(words.muted, sources.muted_count, "/admin/sources?show=muted"),
        linked(words.removed, sources.removed_count, "/admin/sources?show=removed"),
        Count { name: words.articles, number: grouped(totals.article_count), href: None },
        linked(words.unfinished, queue.unfinished_count, "/admin/jobs"),
        Count { name: words.due, number: grouped(queue.due_count), href: None },
        Count { name: words.working, number: grouped(queue.leased_count), href: None },
        linked(words.given_up, queue.dead_count, "/admin/jobs?show=dead"),
        Count {
            name: words.database,
            number: size::in_words(totals.database_bytes),
            href: Some(visitor.link("/admin/storage")),
        },
    ])
}
