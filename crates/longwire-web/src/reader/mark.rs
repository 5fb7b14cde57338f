//! Marks: what the owner says about articles.
//!
//! One form holds them all. Its button says which: `read`, `unread`, `star` and `unstar`
//! with an article's number (several are several fields); `all`, `above` and `below` with a
//! place of the shelf named in `shelf`; `undo` with the moment of what is taken back.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use longwire_model::{ArticleId, Timestamp};
use longwire_store::{MARKED_MAX, Marked, Part};
use serde::Serialize;

use super::shelf;
use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::Change;

/// What a script is told.
#[derive(Serialize)]
struct Told {
    /// Articles that changed.
    count: u64,
    /// By what it is undone, as text: the number is too large for some scripts.
    at: Option<String>,
    /// What to say about it.
    phrase: Option<String>,
    /// Unread articles in all.
    unread: u64,
    /// Articles with a star.
    starred: u64,
}

/// `POST /reading`.
pub(crate) async fn mark(State(app): State<Arc<App>>, change: Change) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let done = apply(app, &change)?;
        if change.by_script {
            let counts = app.store.reading_counts(change.user_id())?;
            let undoable = done.at.filter(|_| done.count > 0);
            return Ok(Json(Told {
                count: done.count,
                phrase: undoable.map(|_| change.visitor.words().reader.marked.of(done.count)),
                at: undoable.map(|at| at.micros().to_string()),
                unread: counts.unread_total(),
                starred: counts.starred,
            })
            .into_response());
        }
        let back = change.back("/read");
        match done.at.filter(|_| done.count > 0) {
            Some(at) => {
                let joint = if back.contains('?') { '&' } else { '?' };
                change.lead_to(&format!("{back}{joint}marked={}&at={}", done.count, at.micros()))
            }
            None => change.lead_to(&back),
        }
    })
    .await
}

/// What a mark did.
struct Done {
    count: u64,
    /// By what it is undone, where it can be.
    at: Option<Timestamp>,
}

impl From<Marked> for Done {
    fn from(marked: Marked) -> Self {
        Self { count: marked.count, at: Some(marked.at) }
    }
}

fn apply(app: &App, change: &Change) -> Result<Done, Fault> {
    let (store, user, now) = (&app.store, change.user_id(), (app.config.now)());
    if let Some(ids) = articles(change, "read")? {
        return Ok(store.mark_read(user, &ids, true, now)?.into());
    }
    if let Some(ids) = articles(change, "unread")? {
        return Ok(Done { count: store.mark_read(user, &ids, false, now)?.count, at: None });
    }
    if let Some(ids) = articles(change, "star")? {
        return Ok(Done { count: store.star(user, &ids, true, now)?, at: None });
    }
    if let Some(ids) = articles(change, "unstar")? {
        return Ok(Done { count: store.star(user, &ids, false, now)?, at: None });
    }
    if let Some(at) = number(change.field("undo"))? {
        return Ok(Done { count: store.undo(user, Timestamp::from_micros(at))?, at: None });
    }
    let part = part(change)?.ok_or(Fault::Unreadable)?;
    let known = app.names.get(&*app.store, &app.config.title)?;
    let placed = shelf::of_path(app, &change.visitor, &known, change.field("shelf"))?;
    Ok(store.mark_shelf_read(user, &placed.shelf, part, now)?.into())
}

/// Which part of a shelf is meant. The article whose button it was is not in it.
fn part(change: &Change) -> Result<Option<Part>, Fault> {
    let newest_first = change.field("order") != "oldest";
    let (newer, older) = if newest_first { ("above", "below") } else { ("below", "above") };
    if let Some(place) = number(change.field("all"))? {
        return Ok(Some(Part::UpTo(place)));
    }
    if let Some(place) = number(change.field(newer))? {
        return Ok(Some(Part::From(place.saturating_add(1))));
    }
    Ok(number(change.field(older))?.map(|place| Part::UpTo(place.saturating_sub(1))))
}

fn number(written: &str) -> Result<Option<i64>, Fault> {
    if written.is_empty() {
        return Ok(None);
    }
    written.parse().map(Some).map_err(|_| Fault::Unreadable)
}

/// The articles in the fields of one name; `None` where there are none.
fn articles(change: &Change, name: &str) -> Result<Option<Vec<ArticleId>>, Fault> {
    let read = |written: &str| written.parse().map(ArticleId).map_err(|_| Fault::Unreadable);
    let ids = change.all(name).take(MARKED_MAX).map(read).collect::<Result<Vec<_>, _>>()?;
    Ok((!ids.is_empty()).then_some(ids))
}
