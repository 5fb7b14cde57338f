//! Sources and the state of their polls.

use std::collections::HashSet;

use longwire_model::{
    ArticleId, ContentHash, Enclosure, EntryId, Happening, Moving, PollState, Source, SourceId, SourceKind,
    Timestamp, Trouble, Url,
};
use longwire_text::tag;
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{
    at, count, insert, limit, many, maybe_at, maybe_lang, maybe_url, names, names_json, one, run, url,
};
use super::{Sqlite, entry, event, link, own, publication, push, queue, showing};
use crate::{
    Added, Admitted, EntryRow, NewEntry, NewSource, SourceFacts, SourceName, SourceState, Sources,
    StoreError, Which,
};

impl Sources for Sqlite {
    fn add_source(&self, new: &NewSource, now: Timestamp) -> Result<Added, StoreError> {
        self.write(|tx| add_source(tx, new, now))
    }

    fn source(&self, id: SourceId) -> Result<Option<SourceState>, StoreError> {
        self.read(|tx| by_id(tx, id))
    }

    fn source_by_url(&self, url: &Url) -> Result<Option<SourceState>, StoreError> {
        self.read(|tx| one(tx, SOURCE_BY_URL, [url.as_str()], source_state))
    }

    fn source_by_slug(&self, slug: &str) -> Result<Option<SourceState>, StoreError> {
        self.read(|tx| by_slug(tx, slug))
    }

    fn sources(&self, which: Which) -> Result<Vec<SourceState>, StoreError> {
        self.read(|tx| all(tx, which))
    }

    fn source_names(&self) -> Result<Vec<SourceName>, StoreError> {
        self.read(|tx| {
            many(tx, SOURCE_NAMES, [], |row| {
                Ok(SourceName {
                    id: SourceId(row.get("id")?),
                    slug: row.get("slug")?,
                    title: row.get("title")?,
                    language: maybe_lang(row, "language")?,
                    folder: row.get("folder")?,
                })
            })
        })
    }

    fn enclosures(&self, id: ArticleId) -> Result<Vec<Enclosure>, StoreError> {
        self.read(|tx| entry::enclosed(tx, id))
    }

    fn set_active(&self, id: SourceId, active: bool, now: Timestamp) -> Result<bool, StoreError> {
        self.write(|tx| {
            let known = if active { activate(tx, id)? } else { deactivate(tx, id)? };
            if known {
                event::note(tx, id, if active { Happening::Added } else { Happening::Removed }, now)?;
            }
            Ok(known)
        })
    }

    fn file_source(
        &self,
        id: SourceId,
        folder: Option<&str>,
        tags: &[String],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.write(|tx| file(tx, id, folder, tags, now))
    }

    fn describe_source(&self, id: SourceId, facts: &SourceFacts) -> Result<(), StoreError> {
        self.write(|tx| describe(tx, id, facts))
    }

    fn save_poll(&self, poll: &PollState) -> Result<(), StoreError> {
        if self.note(|tx| save_known_poll(tx, poll, false))? {
            self.changes.add();
        }
        Ok(())
    }

    fn admit(&self, poll: &PollState, entries: &[NewEntry], now: Timestamp) -> Result<Admitted, StoreError> {
        self.write(|tx| {
            let admitted = entry::admit(tx, poll.source_id, entries, now)?;
            event::news(tx, poll.source_id, admitted, now)?;
            save_known_poll(tx, poll, admitted.new_count + admitted.changed_count > 0)?;
            Ok(admitted)
        })
    }

    fn save_reader_count(&self, slug: &str, count: u32, falls: bool) -> Result<(), StoreError> {
        self.note(|tx| run(tx, SAVE_READERS, params![slug, count, falls]).map(drop))
    }

    fn move_source(&self, id: SourceId, url: &Url, now: Timestamp) -> Result<bool, StoreError> {
        self.write(|tx| move_to(tx, id, url, now))
    }

    fn unknown_entries(&self, id: SourceId, guids: &[&str]) -> Result<Vec<usize>, StoreError> {
        self.read(|tx| entry::unknown(tx, id, guids))
    }

    fn due_sources(&self, now: Timestamp, count: usize) -> Result<Vec<SourceId>, StoreError> {
        self.read(|tx| Ok(due(tx, now, count)?.into_iter().map(|(id, _)| id).collect()))
    }

    fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|tx| one(tx, NEXT_DUE, [], |row| at(row, "due_at")))
    }

    fn entry(&self, id: EntryId) -> Result<Option<EntryRow>, StoreError> {
        self.read(|tx| entry::by_id(tx, id))
    }

    fn waiting_entry(&self, url: &Url) -> Result<Option<EntryRow>, StoreError> {
        self.read(|tx| entry::waiting(tx, url))
    }

    fn entry_of(&self, id: ArticleId) -> Result<Option<EntryRow>, StoreError> {
        self.read(|tx| entry::of_article(tx, id))
    }

    fn link_entry(&self, id: EntryId, article_id: ArticleId) -> Result<(), StoreError> {
        self.write(|tx| link::entry(tx, id, article_id))
    }
}

const BEFORE_POLL: &str = "
    SELECT failure IS NOT ?2 AS turned, polled_at IS NOT ?3 AS asked FROM source WHERE id = ?1";
const SOURCE: &str = "SELECT * FROM source_state WHERE id = ?1";
const SOURCE_BY_URL: &str = "SELECT * FROM source_state WHERE url = ?1";
const SOURCE_BY_SLUG: &str = "SELECT * FROM source_state WHERE slug = ?1";
const SOURCE_NAMES: &str = "SELECT id, slug, title, language, folder FROM source ORDER BY id";
const SOURCES: &str = "SELECT * FROM source_state WHERE active = 1 OR ?1 ORDER BY id";

/// A source by its number.
pub(super) fn by_id(tx: &Connection, id: SourceId) -> Result<Option<SourceState>, Fault> {
    one(tx, SOURCE, [id.0], source_state)
}

/// A source by its slug.
pub(super) fn by_slug(tx: &Connection, slug: &str) -> Result<Option<SourceState>, Fault> {
    one(tx, SOURCE_BY_SLUG, [slug], source_state)
}

/// Sources in the order they were added.
pub(super) fn all(tx: &Connection, which: Which) -> Result<Vec<SourceState>, Fault> {
    many(tx, SOURCES, [which == Which::All], source_state)
}

fn source_state(row: &Row<'_>) -> Result<SourceState, Fault> {
    let id = SourceId(row.get("id")?);
    let dead_count = count(row, "dead_count")?;
    Ok(SourceState {
        source: Source {
            id,
            url: url(row, "url")?,
            kind: if row.get::<_, i64>("kind")? == FEED { SourceKind::Feed } else { SourceKind::Listing },
            title: row.get("title")?,
            home_url: maybe_url(row, "home_url")?,
            language: maybe_lang(row, "language")?,
        },
        slug: row.get("slug")?,
        folder: row.get("folder")?,
        tags: names(row, "tags")?,
        active: row.get("active")?,
        titled: row.get("titled")?,
        rest: own::rest(row.get("resting_until")?),
        private: row.get("private")?,
        reader_count: row.get("reader_count")?,
        added_at: at(row, "added_at")?,
        poll: PollState {
            source_id: id,
            etag: row.get("etag")?,
            last_modified: row.get("last_modified")?,
            body_hash: row.get::<_, Option<[u8; 32]>>("body_hash")?.map(ContentHash),
            polled_at: maybe_at(row, "polled_at")?,
            due_at: at(row, "due_at")?,
            read_at: maybe_at(row, "read_at")?,
            distrusted: row.get("distrusted")?,
            failure_count: row.get("failure_count")?,
            failure: row.get("failure")?,
            trouble: row.get::<_, Option<String>>("trouble")?.as_deref().and_then(Trouble::of_code),
            failing_since: maybe_at(row, "failing_since")?,
            moving: moving(row)?,
            rhythm: row.get::<_, Option<Vec<u8>>>("rhythm")?.unwrap_or_default(),
        },
        article_count: count(row, "article_count")?,
        pending_count: count(row, "unarchived_count")?.saturating_sub(dead_count),
        dead_count,
        last_article_at: maybe_at(row, "last_article_at")?,
    })
}

fn moving(row: &Row<'_>) -> Result<Option<Moving>, Fault> {
    let (to, since) = (maybe_url(row, "moving_to")?, maybe_at(row, "moving_since")?);
    let poll_count = row.get("moving_count")?;
    Ok(to.zip(since).map(|(to, since)| Moving { to, since, poll_count }))
}

const FEED: i64 = 1;
const LISTING: i64 = 2;

fn kind_number(kind: SourceKind) -> i64 {
    match kind {
        SourceKind::Feed => FEED,
        SourceKind::Listing => LISTING,
    }
}

const KNOWN_SOURCE: &str = "SELECT id, slug, active FROM source WHERE url = ?1";
const TAKE_UP_AGAIN: &str = "UPDATE source SET kind = ?2, due_at = ?3 WHERE id = ?1";
const INSERT_SOURCE: &str = "
    INSERT INTO source (url, slug, kind, title, home_url, language, folder, tags, added_at, due_at, private)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10) RETURNING id";

fn add_source(tx: &Connection, new: &NewSource, now: Timestamp) -> Result<Added, Fault> {
    let known = one(tx, KNOWN_SOURCE, [new.url.as_str()], |row| {
        Ok((SourceId(row.get("id")?), row.get("slug")?, row.get::<_, bool>("active")?))
    })?;
    if let Some((source_id, slug, already)) = known {
        if new.private {
            showing::set(tx, source_id, true, now)?;
        }
        if let Some(old) = filing(tx, source_id)? {
            let folder = new.folder.as_deref().or(old.folder.as_deref());
            file(tx, source_id, folder, &[old.tags.as_slice(), &new.tags].concat(), now)?;
        }
        if !already {
            run(tx, TAKE_UP_AGAIN, params![source_id.0, kind_number(new.kind), now.micros()])?;
            activate(tx, source_id)?;
            event::note(tx, source_id, Happening::Added, now)?;
        }
        return Ok(Added { source_id, slug, already });
    }
    let slug = free_slug(tx, &new.slug)?;
    let row = params![
        new.url.as_str(),
        slug,
        kind_number(new.kind),
        new.title,
        new.home_url.as_ref().map(Url::as_str),
        new.language.as_ref().map(longwire_model::Lang::as_str),
        new.folder,
        names_json(&tag::names(new.tags.iter().map(String::as_str))),
        now.micros(),
        new.private,
    ];
    let source_id = SourceId(insert(tx, INSERT_SOURCE, row)?);
    event::note(tx, source_id, Happening::Added, now)?;
    Ok(Added { source_id, slug, already: false })
}

/// Where the owner put a source.
struct Filing {
    folder: Option<String>,
    tags: Vec<String>,
    private: bool,
}

const FILING: &str = "SELECT folder, tags, private FROM source WHERE id = ?1";

fn filing(tx: &Connection, id: SourceId) -> Result<Option<Filing>, Fault> {
    one(tx, FILING, [id.0], |row| {
        Ok(Filing { folder: row.get("folder")?, tags: names(row, "tags")?, private: row.get("private")? })
    })
}

const FILE: &str = "UPDATE source SET folder = ?2, tags = ?3 WHERE id = ?1";

fn file(
    tx: &Connection,
    id: SourceId,
    folder: Option<&str>,
    tags: &[String],
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(old) = filing(tx, id)? else { return Ok(false) };
    let tags = tag::names(tags.iter().map(String::as_str));
    if old.folder.as_deref() != folder || old.tags != tags {
        run(tx, FILE, params![id.0, folder, names_json(&tags)])?;
        // What is private makes no publication, whose name everybody would see.
        let folders = [old.folder.as_deref(), folder].into_iter().flatten().filter(|_| !old.private);
        let tags = old.tags.iter().chain(&tags).filter(|_| !old.private);
        publication::refiled(tx, folders, tags, now)?;
    }
    Ok(true)
}

// `.` follows `-`: the slugs that begin with `wanted-`, by the index.
const SLUGS_LIKE: &str = "
    SELECT slug FROM source WHERE slug = ?1 OR (slug > ?1 || '-' AND slug < ?1 || '.')
    UNION ALL
    SELECT slug FROM publication WHERE slug = ?1 OR (slug > ?1 || '-' AND slug < ?1 || '.')";

/// The slug wanted, or the first of `-2`, `-3` … that is free. Sources and publications share them.
pub(super) fn free_slug(tx: &Connection, wanted: &str) -> Result<String, Fault> {
    let wanted = if wanted.is_empty() { "source" } else { wanted };
    let taken: HashSet<String> = many(tx, SLUGS_LIKE, [wanted], |row| Ok(row.get(0)?))?.into_iter().collect();
    let candidates = std::iter::once(wanted.to_owned()).chain((2..).map(|n: u64| format!("{wanted}-{n}")));
    Ok(candidates.into_iter().find(|slug| !taken.contains(slug)).expect("numbers do not run out"))
}

const BEGIN_POLLING: &str = "UPDATE source SET active = 1 WHERE id = ?1";

/// Polls the source again, and asks again for what was still to be had when polling ended.
fn activate(tx: &Connection, id: SourceId) -> Result<bool, Fault> {
    if run(tx, BEGIN_POLLING, [id.0])? == 0 {
        return Ok(false);
    }
    entry::ask_again(tx, id)?;
    Ok(true)
}

const END_POLLING: &str = "UPDATE source SET active = 0 WHERE id = ?1";

fn deactivate(tx: &Connection, id: SourceId) -> Result<bool, Fault> {
    if run(tx, END_POLLING, [id.0])? == 0 {
        return Ok(false);
    }
    queue::drop_unfinished(tx, id)?;
    push::leave(tx, id)?;
    Ok(true)
}

const DESCRIBE: &str = "
    UPDATE source SET
        title = iif(titled, title, coalesce(?2, title)), home_url = coalesce(?3, home_url), language = coalesce(?4, language),
        edits = edits + 1
    WHERE id = ?1 AND (
        title <> iif(titled, title, coalesce(?2, title)) OR home_url IS NOT coalesce(?3, home_url)
        OR language IS NOT coalesce(?4, language))";

fn describe(tx: &Connection, id: SourceId, facts: &SourceFacts) -> Result<(), Fault> {
    let row = params![
        id.0,
        facts.title,
        facts.home_url.as_ref().map(Url::as_str),
        facts.language.as_ref().map(longwire_model::Lang::as_str),
    ];
    if run(tx, DESCRIBE, row)? > 0 {
        link::count_edit(tx)?;
        publication::renamed(tx)?;
    }
    Ok(())
}

const SAVE_POLL: &str = "
    UPDATE source SET etag = ?2, last_modified = ?3, body_hash = ?4, polled_at = ?5, due_at = ?6,
        failure_count = ?7, failure = ?8, trouble = ?9, failing_since = ?10,
        moving_to = ?11, moving_since = ?12, moving_count = ?13, rhythm = ?14,
        read_at = ?15, distrusted = ?16,
        quiet_since = iif(?17 AND quiet_count = 0, ?5, quiet_since), quiet_count = quiet_count + ?17
    WHERE id = ?1";

/// Saves the outcome of a poll, and says whether a failure came, went or changed:
/// pages and publications tell of those; that a poll took place does not show in
/// them. `None` where there is no such source. A poll that has news is told of by its caller.
pub(super) fn save_poll(tx: &Connection, poll: &PollState, has_news: bool) -> Result<Option<bool>, Fault> {
    let polled_at = poll.polled_at.map(Timestamp::micros);
    let before = one(tx, BEFORE_POLL, params![poll.source_id.0, poll.failure, polled_at], |row| {
        Ok((row.get::<_, bool>("turned")?, row.get::<_, bool>("asked")?))
    })?;
    let Some((turned, asked)) = before else { return Ok(None) };
    if let (true, Some(reason), Some(now)) = (asked, &poll.failure, poll.polled_at) {
        event::failed(tx, poll, reason, now)?;
    }
    let found_nothing = asked && poll.failure.is_none() && !has_news;
    let row = params![
        poll.source_id.0,
        poll.etag,
        poll.last_modified,
        poll.body_hash.map(|hash| hash.0),
        polled_at,
        poll.due_at.micros(),
        poll.failure_count,
        poll.failure,
        poll.trouble.map(Trouble::code),
        poll.failing_since.map(Timestamp::micros),
        poll.moving.as_ref().map(|moving| moving.to.as_str()),
        poll.moving.as_ref().map(|moving| moving.since.micros()),
        poll.moving.as_ref().map_or(0, |moving| moving.poll_count),
        (!poll.rhythm.is_empty()).then_some(&poll.rhythm),
        poll.read_at.map(Timestamp::micros),
        poll.distrusted,
        found_nothing,
    ];
    run(tx, SAVE_POLL, row)?;
    Ok(Some(turned))
}

fn save_known_poll(tx: &Connection, poll: &PollState, has_news: bool) -> Result<bool, Fault> {
    save_poll(tx, poll, has_news)?
        .ok_or_else(|| Fault::Refused(format!("there is no source {}", poll.source_id)))
}

const SAVE_READERS: &str = "
    UPDATE source SET reader_count = iif(?3, ?2, max(reader_count, ?2)) WHERE slug = ?1";

const ADDRESS: &str = "SELECT url FROM source WHERE id = ?1";
// Another source may stand at the new address already: then both stay as they are.
const MOVE: &str = "
    UPDATE OR IGNORE source SET url = ?2, moving_to = NULL, moving_since = NULL, moving_count = 0, edits = edits + 1
    WHERE id = ?1";

/// Lets a source be polled at another address from now on.
fn move_to(tx: &Connection, id: SourceId, to: &Url, now: Timestamp) -> Result<bool, Fault> {
    let Some(from) = one(tx, ADDRESS, [id.0], |row| url(row, "url"))? else { return Ok(false) };
    let moved = run(tx, MOVE, params![id.0, to.as_str()])? > 0;
    if moved {
        link::count_edit(tx)?;
        event::note(tx, id, Happening::Moved { from, to: to.clone() }, now)?;
    }
    Ok(moved)
}

/// Sources that have fallen due, and where they are polled.
pub(super) fn due(tx: &Connection, now: Timestamp, count: usize) -> Result<Vec<(SourceId, Url)>, Fault> {
    many(tx, DUE_SOURCES, params![now.micros(), limit(count)], |row| {
        Ok((SourceId(row.get("id")?), url(row, "url")?))
    })
}

const DUE_SOURCES: &str = "
    SELECT id, url FROM source
    WHERE active = 1 AND resting_until IS NULL AND due_at <= ?1
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.key = 'poll:' || source.id AND job.state <> 2 AND job.state < 2)
    ORDER BY due_at, id LIMIT ?2";

const NEXT_DUE: &str = "
    SELECT due_at FROM source
    WHERE active = 1 AND resting_until IS NULL
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.key = 'poll:' || source.id AND job.state <> 2 AND job.state < 2)
    ORDER BY due_at, id LIMIT 1";
