//! What happened to single sources.
//!
//! A poll that found nothing writes no row: it is counted in the source's own row, which its
//! state is saved in anyway, and becomes an event when something else happens.

use longwire_model::{Event, Happening, PollState, SourceId, Timestamp, Trouble, Url};
use rusqlite::{Connection, Row, params};
use serde_json::{Value, json};

use super::Sqlite;
use super::fault::Fault;
use super::row::{at, json, limit, many, maybe_at, one, parse_url, run, unreadable};
use crate::event::{EVENTS_MAX, REASON_CHARS_MAX};
use crate::{Admitted, Events, StoreError};

impl Events for Sqlite {
    fn events(&self, id: SourceId, before: Option<i64>, count: usize) -> Result<Vec<Event>, StoreError> {
        self.read(|tx| {
            let mut events = Vec::new();
            if let Some(quiet) = quiet(tx, id)?.filter(|quiet| before.is_none_or(|n| quiet.number < n)) {
                events.push(quiet);
            }
            let before = before.unwrap_or(i64::MAX);
            events.extend(many(tx, EVENTS, params![id.0, before, limit(count)], event)?);
            events.truncate(count);
            Ok(events)
        })
    }
}

const EVENTS: &str = "
    SELECT number, at, last_at, count, kind, detail FROM event WHERE source_id = ?1 AND number < ?2
    ORDER BY number DESC LIMIT ?3";
const LAST: &str = "
    SELECT number, at, last_at, count, kind, detail FROM event WHERE source_id = ?1
    ORDER BY number DESC LIMIT 1";
const QUIET: &str =
    "SELECT quiet_count, quiet_since, polled_at FROM source WHERE id = ?1 AND quiet_count > 0";

fn last(tx: &Connection, id: SourceId) -> Result<Option<Event>, Fault> {
    one(tx, LAST, [id.0], event)
}

/// The polls that have found nothing since the last event, as the event that they will be.
fn quiet(tx: &Connection, id: SourceId) -> Result<Option<Event>, Fault> {
    let found = one(tx, QUIET, [id.0], |row| {
        Ok((row.get("quiet_count")?, maybe_at(row, "quiet_since")?, maybe_at(row, "polled_at")?))
    })?;
    let Some((count, Some(at), Some(last_at))) = found else { return Ok(None) };
    let number = last(tx, id)?.map_or(0, |event| event.number) + 1;
    Ok(Some(Event { number, at, last_at, count, what: Happening::Quiet }))
}

const INSERT_EVENT: &str = "
    INSERT INTO event (source_id, number, at, last_at, count, kind, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const FORGET_OLD: &str = "DELETE FROM event WHERE source_id = ?1 AND number <= ?2";
const END_QUIET: &str = "UPDATE source SET quiet_count = 0, quiet_since = NULL WHERE id = ?1";

fn put(tx: &Connection, id: SourceId, event: &Event) -> Result<(), Fault> {
    let row = params![
        id.0,
        event.number,
        event.at.micros(),
        event.last_at.micros(),
        event.count,
        event.what.code(),
        detail(&event.what),
    ];
    run(tx, INSERT_EVENT, row)?;
    run(tx, FORGET_OLD, params![id.0, event.number - i64::from(EVENTS_MAX)]).map(drop)
}

/// Notes what happened to a source.
pub(super) fn note(tx: &Connection, id: SourceId, what: Happening, now: Timestamp) -> Result<(), Fault> {
    let number = match quiet(tx, id)? {
        Some(quiet) => {
            put(tx, id, &quiet)?;
            run(tx, END_QUIET, [id.0])?;
            quiet.number + 1
        }
        None => last(tx, id)?.map_or(0, |event| event.number) + 1,
    };
    put(tx, id, &Event { number, at: now, last_at: now, count: 1, what })
}

const AGAIN: &str = "
    UPDATE event SET count = count + 1, last_at = ?3, detail = ?4 WHERE source_id = ?1 AND number = ?2";

/// Notes that a poll failed: with the one before, where that failed in the same way.
pub(super) fn failed(tx: &Connection, poll: &PollState, reason: &str, now: Timestamp) -> Result<(), Fault> {
    let (id, trouble) = (poll.source_id, poll.trouble);
    let what = Happening::Failed { trouble, reason: shortened(reason) };
    if quiet(tx, id)?.is_none()
        && let Some(Event { number, what: Happening::Failed { trouble: before, .. }, .. }) = last(tx, id)?
        && before == trouble
    {
        return run(tx, AGAIN, params![id.0, number, now.micros(), detail(&what)]).map(drop);
    }
    note(tx, id, what, now)
}

/// Notes what a source brought, if it brought anything.
pub(super) fn news(tx: &Connection, id: SourceId, admitted: Admitted, now: Timestamp) -> Result<(), Fault> {
    let Admitted { new_count, changed_count, .. } = admitted;
    if new_count + changed_count == 0 {
        return Ok(());
    }
    note(tx, id, Happening::News { new_count, changed_count }, now)
}

const GIVEN_UP: &str = "
    SELECT job.source_id, entry.url FROM job JOIN entry ON entry.id = job.entry_id WHERE job.id = ?1";

/// Notes that a job was given up, where it was to fetch an article.
pub(super) fn given_up(tx: &Connection, job: i64, reason: &str, now: Timestamp) -> Result<(), Fault> {
    let found = one(tx, GIVEN_UP, [job], |row| {
        Ok((row.get::<_, Option<i64>>("source_id")?.map(SourceId), row.get::<_, String>("url")?))
    })?;
    let Some((Some(id), url)) = found else { return Ok(()) };
    let what = Happening::ArticleFailed { url: parse_url(&url)?, reason: shortened(reason) };
    note(tx, id, what, now)
}

fn shortened(reason: &str) -> String {
    reason.chars().take(REASON_CHARS_MAX).collect()
}

/// What there is to say beyond the kind, as a column.
fn detail(what: &Happening) -> String {
    let value = match what {
        Happening::Added
        | Happening::Removed
        | Happening::Rested
        | Happening::Hidden
        | Happening::Shown
        | Happening::Quiet => json!({}),
        Happening::Set { name } | Happening::Unset { name } => json!({"name": name}),
        Happening::Resting { until } => json!({"until": until.map(Timestamp::micros)}),
        Happening::News { new_count, changed_count } => json!({"new": new_count, "changed": changed_count}),
        Happening::Failed { trouble, reason } => {
            json!({"trouble": trouble.map(Trouble::code), "reason": reason})
        }
        Happening::Moved { from, to } => json!({"from": from.as_str(), "to": to.as_str()}),
        Happening::ArticleFailed { url, reason } => json!({"url": url.as_str(), "reason": reason}),
    };
    value.to_string()
}

fn event(row: &Row<'_>) -> Result<Event, Fault> {
    let kind: String = row.get("kind")?;
    Ok(Event {
        number: row.get("number")?,
        at: at(row, "at")?,
        last_at: at(row, "last_at")?,
        count: row.get("count")?,
        what: happening(&kind, &json(&row.get::<_, String>("detail")?)?)?,
    })
}

fn happening(kind: &str, detail: &Value) -> Result<Happening, Fault> {
    let words = |key: &str| detail[key].as_str().unwrap_or_default().to_owned();
    let number = |key: &str| detail[key].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let url = |key: &str| -> Result<Url, Fault> { parse_url(&words(key)) };
    Ok(match kind {
        "added" => Happening::Added,
        "removed" => Happening::Removed,
        "set" => Happening::Set { name: words("name") },
        "unset" => Happening::Unset { name: words("name") },
        "resting" => Happening::Resting { until: detail["until"].as_i64().map(Timestamp::from_micros) },
        "rested" => Happening::Rested,
        "hidden" => Happening::Hidden,
        "shown" => Happening::Shown,
        "quiet" => Happening::Quiet,
        "news" => Happening::News { new_count: number("new"), changed_count: number("changed") },
        "failed" => {
            Happening::Failed { trouble: Trouble::of_code(&words("trouble")), reason: words("reason") }
        }
        "moved" => Happening::Moved { from: url("from")?, to: url("to")? },
        "article-failed" => Happening::ArticleFailed { url: url("url")?, reason: words("reason") },
        _ => return Err(unreadable(detail)),
    })
}
