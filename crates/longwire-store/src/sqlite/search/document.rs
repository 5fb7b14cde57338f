//! Articles as the index takes them.

use longwire_model::{Author, Moment};
use longwire_search::Document;
use rusqlite::{Connection, Row, params};

use super::super::fault::Fault;
use super::super::row::{at, authors, limit, many, maybe_lang, maybe_moment, names, one, url};

/// An article, read for the index.
#[derive(Clone, Debug)]
pub(in super::super) struct Indexed {
    pub article_id: i64,
    /// The place of its newest change.
    pub seq: i64,
    title: String,
    text: String,
    authors: Vec<String>,
    tags: Vec<String>,
    host: String,
    language: Option<String>,
    sources: Vec<i64>,
    appeared: Moment,
    has_image: bool,
}

impl Indexed {
    /// Lets go of what is indexed already; gives how many bytes that were.
    pub(super) fn drop_text(&mut self) -> usize {
        std::mem::take(&mut self.text).len()
    }

    pub(in super::super) fn document(&self) -> Document<'_> {
        Document {
            article_id: self.article_id,
            seq: self.seq,
            title: &self.title,
            text: &self.text,
            authors: &self.authors,
            tags: &self.tags,
            host: &self.host,
            language: self.language.as_deref(),
            sources: &self.sources,
            at_seconds: self.appeared.timestamp().seconds(),
            day: self.appeared.date(),
            has_image: self.has_image,
        }
    }
}

const CHANGED: &str = "
    SELECT id, article_state.source_id, change_seq, title, text, section, authors, url, language, published_at,
        first_archived_at, lead_image IS NOT NULL OR images <> '[]' AS has_image
    FROM article_state WHERE change_seq > ?1 ORDER BY change_seq LIMIT ?2";

/// The next articles that changed, in the order of their changes.
pub(super) fn changed(tx: &Connection, after: i64, count: usize) -> Result<Vec<Indexed>, Fault> {
    many(tx, CHANGED, params![after, limit(count)], |row| read(tx, row))
}

const NEWEST_CHANGED: &str = "
    SELECT id, article_state.source_id, change_seq, title, text, section, authors, url, language, published_at,
        first_archived_at, lead_image IS NOT NULL OR images <> '[]' AS has_image
    FROM article_state WHERE first_seq < ?1 ORDER BY first_seq DESC LIMIT ?2";

/// The newest articles.
pub(super) fn newest(tx: &Connection, count: usize) -> Result<Vec<Indexed>, Fault> {
    many(tx, NEWEST_CHANGED, params![i64::MAX, limit(count)], |row| read(tx, row))
}

const NEWEST_STATE: &str = "
    SELECT id, article_state.source_id, change_seq, title, text, section, authors, url, language, published_at,
        first_archived_at, lead_image IS NOT NULL OR images <> '[]' AS has_image
    FROM article_state WHERE id = ?1";

/// An article as it is now.
pub(super) fn by_id(tx: &Connection, article_id: i64) -> Result<Option<Indexed>, Fault> {
    one(tx, NEWEST_STATE, [article_id], |row| read(tx, row))
}

const STATES: &str = "
    SELECT article.id, article.source_id, change_seq, title, text, section, authors, url, language, published_at,
        first_archived_at, lead_image IS NOT NULL OR images <> '[]' AS has_image
    FROM article JOIN revision ON revision.article_id = article.id WHERE article.id = ?1";

/// Every state of an article.
pub(super) fn states(tx: &Connection, article_id: i64) -> Result<Vec<Indexed>, Fault> {
    many(tx, STATES, [article_id], |row| read(tx, row))
}

const SOURCES_OF: &str = "SELECT source_id FROM source_article WHERE article_id = ?1";
const TAGS_OF: &str = "SELECT tags FROM entry WHERE article_id = ?1";

/// Reads an article of a row with these columns.
pub(in super::super) fn read(tx: &Connection, row: &Row<'_>) -> Result<Indexed, Fault> {
    let article_id: i64 = row.get("id")?;
    let first_source: Option<i64> = row.get("source_id")?;
    let mut sources: Vec<i64> = first_source.into_iter().collect();
    let linked = many(tx, SOURCES_OF, [article_id], |row| Ok(row.get::<_, i64>(0)?))?;
    sources.extend(linked.iter().filter(|id| Some(**id) != first_source));
    let mut tags: Vec<String> = row.get::<_, Option<String>>("section")?.into_iter().collect();
    for tag in many(tx, TAGS_OF, [article_id], |row| names(row, "tags"))?.concat() {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let archived_at = at(row, "first_archived_at")?;
    Ok(Indexed {
        article_id,
        seq: row.get("change_seq")?,
        title: row.get("title")?,
        text: row.get("text")?,
        authors: authors(row, "authors")?.into_iter().map(|Author { name, .. }| name).collect(),
        tags,
        host: url(row, "url")?.host_str().unwrap_or_default().to_lowercase(),
        language: maybe_lang(row, "language")?.map(|lang| lang.as_str().to_owned()),
        sources,
        appeared: maybe_moment(row, "published_at")?.unwrap_or(Moment::utc(archived_at)),
        has_image: row.get("has_image")?,
    })
}
