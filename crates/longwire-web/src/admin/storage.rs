//! What lies on the disk, and the search index: measured and made anew when the owner asks.
//!
//! Making a new index takes as long as it takes; it goes on in a thread of its own, step by
//! step, and a later beginning goes on where this one was stopped.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use longwire_model::Timestamp;
use longwire_text::size;

use super::overview::disk_of;
use super::{Frame, Said, Section, page_of};
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::{Change, Owner};
use crate::page::{Page, respond};
use crate::visitor::Visitor;
use crate::words::{Occasion, filled, grouped};

/// Seconds between two looks at an index that is being made.
const REFRESH_SECONDS: u32 = 5;

/// What is done to the search index at the owner's wish.
#[derive(Default)]
pub(crate) struct Upkeep {
    /// True while a new one is being made by this process.
    rebuilding: AtomicBool,
    /// Its bytes, when they were last counted.
    measured: Mutex<Option<(u64, Timestamp)>>,
}

#[derive(Template)]
#[template(path = "admin/storage.html")]
struct StoragePage<'a> {
    page: Page<'a>,
    frame: Frame,
    title: &'static str,
    things: Vec<(&'static str, String, String)>,
    documents: String,
    segments: String,
    index: String,
    damaged: bool,
    measured: Option<String>,
    rebuilding: bool,
    action: String,
}

/// `GET /admin/storage`.
pub(crate) async fn page(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let visitor = &owner.visitor;
        let words = &visitor.words().admin;
        let index = app.store.index_brief()?;
        let rebuilding = app.upkeep.rebuilding.load(Ordering::Relaxed);
        let mut page = page_of(app, visitor, words.storage, Section::Storage.path());
        page.refresh_seconds = rebuilding.then_some(REFRESH_SECONDS);
        respond(&StoragePage {
            page,
            frame: Frame::new(visitor, Section::Storage, &uri),
            title: words.storage,
            things: things(app, visitor)?,
            documents: grouped(index.document_count),
            segments: grouped(index.segment_count),
            index: match (&index.damage, index.rebuilt_count) {
                (_, Some(count)) => words.index_rebuilding.of(count),
                (Some(damage), None) => filled(words.index_damaged, damage),
                (None, None) => words.index_well.to_owned(),
            },
            damaged: index.damage.is_some(),
            measured: measured(app, visitor),
            rebuilding,
            action: visitor.address.link(Section::Storage.path()),
        })
    })
    .await
}

/// What fills the disk: name, number, size.
fn things(app: &App, visitor: &Visitor) -> Result<Vec<(&'static str, String, String)>, Fault> {
    let words = &visitor.words().admin;
    let totals = app.store.totals()?;
    let mut things = vec![
        (words.articles, grouped(totals.article_count), String::new()),
        (words.revisions, grouped(totals.revision_count), size::in_words(totals.revision_bytes)),
        (words.pictures, grouped(totals.image_count), size::in_words(totals.image_bytes)),
        (words.bodies, grouped(totals.body_count), size::in_words(totals.body_bytes)),
        (words.database, String::new(), size::in_words(totals.database_bytes)),
    ];
    if let Some(disk) = disk_of(app) {
        things.push((words.free_disk, String::new(), size::in_words(disk.free_bytes)));
    }
    Ok(things)
}

fn measured(app: &App, visitor: &Visitor) -> Option<String> {
    let measured = *app.upkeep.measured.lock().unwrap_or_else(PoisonError::into_inner);
    let (bytes, at) = measured?;
    let ago = Occasion::new(visitor.words(), at, (app.config.now)()).ago;
    Some(filled(&filled(visitor.words().admin.index_measured, &size::in_words(bytes)), &ago))
}

/// `POST /admin/storage/measure`: counts the bytes of the index, all of which is looked at.
pub(crate) async fn measure(State(app): State<Arc<App>>, change: Change) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let bytes = app.store.index_state()?.index_bytes;
        let at = (app.config.now)();
        *app.upkeep.measured.lock().unwrap_or_else(PoisonError::into_inner) = Some((bytes, at));
        change.lead_to(&Said::Measured.on(Section::Storage.path()))
    })
    .await
}

/// `POST /admin/storage/rebuild`: begins to make a new index, or goes on with it.
pub(crate) async fn rebuild(State(app): State<Arc<App>>, change: Change) -> Result<Response, Fault> {
    if !app.upkeep.rebuilding.swap(true, Ordering::AcqRel) {
        let worker = app.clone();
        let begun = std::thread::Builder::new().name("index".to_owned()).spawn(move || {
            // However it ends, it may be begun again.
            let _ended = Ended(&worker.upkeep.rebuilding);
            while rebuilt_further(&worker) {}
        });
        if begun.is_err() {
            app.upkeep.rebuilding.store(false, Ordering::Release);
            return Err(Fault::Broken("no thread to make an index in"));
        }
    }
    change.lead_to(&Said::Rebuilding.on(Section::Storage.path()))
}

/// Makes one step; false when it was the last, or came to nothing.
fn rebuilt_further(app: &App) -> bool {
    match app.store.rebuild_index() {
        Ok(step) => !step.finished,
        Err(error) => {
            tracing::error!(%error, "a new search index could not be made");
            false
        }
    }
}

struct Ended<'a>(&'a AtomicBool);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
