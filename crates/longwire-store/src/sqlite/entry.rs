//! Entries: what sources announced.

use std::collections::HashSet;

use longwire_model::{ArticleId, Enclosure, EntryId, RawHtml, SourceId, Timestamp, Url};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{
    at, authors, authors_json, enclosures, enclosures_json, insert, many, maybe_moment, moment_text, names,
    names_json, one, run, url,
};
use super::{link, queue};
use crate::{Admitted, ENCLOSURES_MAX, EntryRow, Job, NewEntry};

const ENTRY: &str = "SELECT * FROM entry WHERE id = ?1";

pub(super) fn by_id(tx: &Connection, id: EntryId) -> Result<Option<EntryRow>, Fault> {
    one(tx, ENTRY, [id.0], entry_row)
}

const OF_ARTICLE: &str = "SELECT * FROM entry WHERE article_id = ?1 ORDER BY id LIMIT 1";

/// The first entry that became an article.
pub(super) fn of_article(tx: &Connection, id: ArticleId) -> Result<Option<EntryRow>, Fault> {
    one(tx, OF_ARTICLE, [id.0], entry_row)
}

const ENCLOSED: &str = "SELECT enclosures FROM entry WHERE article_id = ?1 ORDER BY id";

/// What the entries of an article attach, each address once.
pub(super) fn enclosed(tx: &Connection, id: ArticleId) -> Result<Vec<Enclosure>, Fault> {
    let mut found: Vec<Enclosure> = Vec::new();
    for enclosure in many(tx, ENCLOSED, [id.0], |row| enclosures(row, "enclosures"))?.into_iter().flatten() {
        if found.len() < ENCLOSURES_MAX && found.iter().all(|it| it.url != enclosure.url) {
            found.push(enclosure);
        }
    }
    Ok(found)
}

const WAITING: &str = "
    SELECT * FROM entry WHERE url = ?1 AND article_id IS NULL AND erased = 0 ORDER BY id LIMIT 1";

/// The first entry that announces an address and has no article yet.
pub(super) fn waiting(tx: &Connection, url: &Url) -> Result<Option<EntryRow>, Fault> {
    one(tx, WAITING, [url.as_str()], entry_row)
}

fn entry_row(row: &Row<'_>) -> Result<EntryRow, Fault> {
    Ok(EntryRow {
        id: EntryId(row.get("id")?),
        source_id: SourceId(row.get("source_id")?),
        entry: NewEntry {
            guid: row.get("guid")?,
            url: url(row, "url")?,
            title: row.get("title")?,
            authors: authors(row, "authors")?,
            published_at: maybe_moment(row, "published_at")?,
            tags: names(row, "tags")?,
            enclosures: enclosures(row, "enclosures")?,
            summary: row.get::<_, Option<String>>("summary")?.map(RawHtml),
            content: row.get::<_, Option<String>>("content")?.map(RawHtml),
            fingerprint: row.get("fingerprint")?,
        },
        article_id: row.get::<_, Option<i64>>("article_id")?.map(ArticleId),
        first_seen_at: at(row, "first_seen_at")?,
    })
}

const IS_ACTIVE: &str = "SELECT active FROM source WHERE id = ?1";

/// Keeps the entries of one poll, with a job for each new or changed one. A
/// source that was removed while its poll ran admits nothing.
pub(super) fn admit(
    tx: &Connection,
    source_id: SourceId,
    entries: &[NewEntry],
    now: Timestamp,
) -> Result<Admitted, Fault> {
    let mut admitted = Admitted::default();
    if one(tx, IS_ACTIVE, [source_id.0], |row| Ok(row.get(0)?))? != Some(true) {
        return Ok(admitted);
    }
    // A guid that stands twice in one feed names one entry. Taking both would
    // see a change in each poll and fetch the page each time.
    let mut seen = HashSet::new();
    for entry in entries.iter().filter(|entry| seen.insert(entry.guid.as_str())) {
        match keep(tx, source_id, entry, now)? {
            Kept::New(id) => {
                admitted.new_count += 1;
                ask(tx, id, source_id, &entry.url, now)?;
            }
            Kept::Changed(id) => {
                admitted.changed_count += 1;
                ask(tx, id, source_id, &entry.url, now)?;
            }
            Kept::Known => admitted.known_count += 1,
        }
    }
    Ok(admitted)
}

/// What is known of an entry that was admitted before.
struct KnownEntry {
    id: i64,
    fingerprint: String,
    erased: bool,
    tags: String,
    article_id: Option<ArticleId>,
}

enum Kept {
    New(EntryId),
    Changed(EntryId),
    Known,
}

const KNOWN_ENTRY: &str = "
    SELECT id, fingerprint, erased, tags, article_id FROM entry WHERE source_id = ?1 AND guid = ?2";
const INSERT_ENTRY: &str = "
    INSERT INTO entry
        (source_id, guid, url, fingerprint, published_at, title, authors, tags, summary, content, first_seen_at,
        enclosures)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id";
const UPDATE_ENTRY: &str = "
    UPDATE entry SET url = ?2, fingerprint = ?3, published_at = ?4, title = ?5, authors = ?6, tags = ?7, summary = ?8,
        content = ?9, enclosures = ?10
    WHERE id = ?1";

fn keep(tx: &Connection, source_id: SourceId, entry: &NewEntry, now: Timestamp) -> Result<Kept, Fault> {
    let known = one(tx, KNOWN_ENTRY, params![source_id.0, entry.guid], |row| {
        Ok(KnownEntry {
            id: row.get("id")?,
            fingerprint: row.get("fingerprint")?,
            erased: row.get("erased")?,
            tags: row.get("tags")?,
            article_id: row.get::<_, Option<i64>>("article_id")?.map(ArticleId),
        })
    })?;
    let published_at = moment_text(entry.published_at);
    let (authors, tags) = (authors_json(&entry.authors), names_json(&entry.tags));
    let enclosed = enclosures_json(&entry.enclosures);
    let summary = entry.summary.as_ref().map(|html| &html.0);
    let content = entry.content.as_ref().map(|html| &html.0);
    match known {
        Some(known) if known.erased || known.fingerprint == entry.fingerprint => Ok(Kept::Known),
        Some(KnownEntry { id, tags: old_tags, article_id, .. }) => {
            let (url, fingerprint) = (entry.url.as_str(), &entry.fingerprint);
            let title = &entry.title;
            let row =
                params![id, url, fingerprint, published_at, title, authors, tags, summary, content, enclosed];
            run(tx, UPDATE_ENTRY, row)?;
            if let Some(article_id) = article_id.filter(|_| old_tags != tags) {
                link::touch(tx, article_id)?;
            }
            Ok(Kept::Changed(EntryId(id)))
        }
        None => {
            let row = params![
                source_id.0,
                entry.guid,
                entry.url.as_str(),
                entry.fingerprint,
                published_at,
                entry.title,
                authors,
                tags,
                summary,
                content,
                now.micros(),
                enclosed,
            ];
            let id = insert(tx, INSERT_ENTRY, row)?;
            Ok(Kept::New(EntryId(id)))
        }
    }
}

const IS_KNOWN: &str = "SELECT 1 FROM entry WHERE source_id = ?1 AND guid = ?2";

/// The places of the guids that the source has not announced before.
pub(super) fn unknown(tx: &Connection, source_id: SourceId, guids: &[&str]) -> Result<Vec<usize>, Fault> {
    let mut places = Vec::new();
    for (place, guid) in guids.iter().enumerate() {
        if one(tx, IS_KNOWN, params![source_id.0, guid], |_| Ok(()))?.is_none() {
            places.push(place);
        }
    }
    Ok(places)
}

/// Puts the job on the queue that fetches the entry's article.
fn ask(tx: &Connection, id: EntryId, source_id: SourceId, url: &Url, due_at: Timestamp) -> Result<(), Fault> {
    queue::put(tx, &Job::Article { entry_id: id }, url, Some(source_id), due_at)?;
    Ok(())
}

const UNASKED: &str = "
    SELECT id, url, first_seen_at FROM entry
    WHERE source_id = ?1 AND article_id IS NULL AND erased = 0
        AND NOT EXISTS (SELECT 1 FROM job WHERE job.key = 'article:' || entry.id AND job.state <> 2)
    ORDER BY id";

/// Asks again for the entries of a source that have neither an article nor a
/// job: those that were dropped when its polling ended.
pub(super) fn ask_again(tx: &Connection, source_id: SourceId) -> Result<(), Fault> {
    let unasked = many(tx, UNASKED, [source_id.0], |row| {
        Ok((EntryId(row.get("id")?), url(row, "url")?, at(row, "first_seen_at")?))
    })?;
    for (id, url, first_seen_at) in unasked {
        ask(tx, id, source_id, &url, first_seen_at)?;
    }
    Ok(())
}

const SOURCE_OF: &str = "SELECT source_id FROM entry WHERE id = ?1";

/// The source that announced an entry.
pub(super) fn source_of(tx: &Connection, id: EntryId) -> Result<Option<SourceId>, Fault> {
    one(tx, SOURCE_OF, [id.0], |row| Ok(SourceId(row.get(0)?)))
}

const BLANK: &str = "
    UPDATE entry SET erased = 1, article_id = NULL, title = '', authors = '[]', tags = '[]', enclosures = '[]', summary = NULL, content = NULL,
        published_at = NULL
    WHERE id = ?1";

/// Takes the publisher's words out of an entry whose article was erased, and
/// marks it so that it is never asked for again.
pub(super) fn blank(tx: &Connection, id: EntryId) -> Result<(), Fault> {
    run(tx, BLANK, [id.0])?;
    queue::drop_article_job(tx, id)
}
