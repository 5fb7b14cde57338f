//! Every source, and every article's page, as catalogues and sitemaps list them.
//!
//! The rows of sources are read by place and not by name: a catalogue of 10,000
//! is read at once.

use longwire_model::{ArticleId, Lang, SourceId, Timestamp, Trouble};
use rusqlite::{Row, params};

use super::Sqlite;
use super::fault::Fault;
use super::row::{at, limit, many, one, parse_url};
use crate::{
    ARTICLE_PLACES_MAX, ArticlePlace, ListedChanges, ListedMark, ListedSource, Listings, StoreError,
};

impl Listings for Sqlite {
    fn listed_sources(&self) -> Result<Vec<ListedSource>, StoreError> {
        self.read(|tx| many(tx, LISTED, [], listed))
    }

    fn listed_since(&self, mark: ListedMark) -> Result<ListedChanges, StoreError> {
        // Before the rows: what changes while they are read is given again.
        let (mark, touched) = self.touched.since(mark);
        let Some(touched) = touched else {
            let sources = self.listed_sources()?;
            return Ok(ListedChanges { mark, are_all: true, sources, unlisted: Vec::new() });
        };
        let mut changes = ListedChanges { mark, ..ListedChanges::default() };
        self.read(|tx| {
            for id in touched {
                match one(tx, LISTED_PUBLIC, [id], listed)? {
                    Some(source) => changes.sources.push(source),
                    None => changes.unlisted.push(SourceId(id)),
                }
            }
            Ok(changes)
        })
    }

    fn listed_source(&self, id: SourceId) -> Result<Option<ListedSource>, StoreError> {
        self.read(|tx| one(tx, LISTED_ONE, [id.0], listed))
    }

    fn last_article(&self) -> Result<ArticleId, StoreError> {
        self.read(|tx| {
            Ok(one(tx, LAST_ARTICLE, [], |row| Ok(ArticleId(row.get(0)?)))?.unwrap_or(ArticleId(0)))
        })
    }

    fn article_places(&self, after: ArticleId, to: ArticleId) -> Result<Vec<ArticlePlace>, StoreError> {
        let read = |row: &Row<'_>| {
            Ok(ArticlePlace { id: ArticleId(row.get("id")?), changed_at: at(row, "changed_at")? })
        };
        self.read(|tx| many(tx, PLACES, params![after.0, to.0, limit(ARTICLE_PLACES_MAX)], read))
    }
}

const LISTED: &str = "SELECT * FROM listed_source WHERE private = 0 ORDER BY id";
const LISTED_PUBLIC: &str = "SELECT * FROM listed_source WHERE id = ?1 AND private = 0";
const LISTED_ONE: &str = "SELECT * FROM listed_source WHERE id = ?1";

fn listed(row: &Row<'_>) -> Result<ListedSource, Fault> {
    let when = |place: usize| -> Result<Timestamp, Fault> { Ok(Timestamp::from_micros(row.get(place)?)) };
    let maybe_when = |place: usize| -> Result<Option<Timestamp>, Fault> {
        Ok(row.get::<_, Option<i64>>(place)?.map(Timestamp::from_micros))
    };
    let number =
        |place: usize| -> Result<u64, Fault> { Ok(u64::try_from(row.get::<_, i64>(place)?).unwrap_or(0)) };
    let text = |place: usize| -> Result<Option<&str>, Fault> {
        Ok(row.get_ref(place)?.as_str_or_null().map_err(rusqlite::Error::from)?)
    };
    Ok(ListedSource {
        id: SourceId(row.get(0)?),
        slug: row.get(1)?,
        title: row.get(2)?,
        home_url: text(3)?.map(parse_url).transpose()?,
        language: text(4)?.and_then(Lang::parse),
        folder: row.get(5)?,
        added_at: when(6)?,
        polled_at: maybe_when(7)?,
        due_at: when(8)?,
        failing: row.get(9)?,
        failure_count: row.get(10)?,
        failing_since: maybe_when(11)?,
        trouble: text(12)?.and_then(Trouble::of_code),
        last_article_at: maybe_when(13)?,
        article_count: number(14)?,
        full_count: number(15)?,
        lost_count: number(16)?,
        request_count: number(17)?,
        not_modified_count: number(18)?,
        saved_bytes: number(19)?,
    })
}

const LAST_ARTICLE: &str = "
    SELECT id FROM article WHERE NOT EXISTS (SELECT 1 FROM private_article WHERE article_id = article.id)
    ORDER BY id DESC LIMIT 1";
// A revision's row is large: most articles have one only, whose date the article has too.
const PLACES: &str = "
    SELECT id, iif(last_seq = first_seq, first_archived_at,
        (SELECT archived_at FROM revision WHERE seq = last_seq)) AS changed_at
    FROM article WHERE id > ?1 AND id <= ?2
        AND NOT EXISTS (SELECT 1 FROM private_article WHERE article_id = article.id)
    ORDER BY id LIMIT ?3";
