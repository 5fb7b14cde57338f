//! Reading for whoever asks, and keeping private what is.
//!
//! Whether an article is private is not written down: it follows from who announced it
//! (`private_article`), so nothing can fall out of step.

use std::collections::HashSet;

use longwire_model::{ArchiveSeq, ArticleId, Happening, Revision, SourceId, Timestamp};
use rusqlite::{Connection, params};

use super::fault::Fault;
use super::row::{limit, many, one, run};
use super::{Sqlite, article, event, link, privacy, source};
use crate::{ArchivedArticle, Audience, Showing, SourceState, StoreError, Which};

impl Showing for Sqlite {
    fn source_for(&self, audience: Audience, id: SourceId) -> Result<Option<SourceState>, StoreError> {
        self.read(|tx| Ok(source::by_id(tx, id)?.filter(|state| may_see(audience, state))))
    }

    fn source_by_slug_for(&self, audience: Audience, slug: &str) -> Result<Option<SourceState>, StoreError> {
        self.read(|tx| Ok(source::by_slug(tx, slug)?.filter(|state| may_see(audience, state))))
    }

    fn sources_for(&self, audience: Audience, which: Which) -> Result<Vec<SourceState>, StoreError> {
        self.read(|tx| {
            let mut found = source::all(tx, which)?;
            found.retain(|state| may_see(audience, state));
            Ok(found)
        })
    }

    fn article_for(&self, audience: Audience, id: ArticleId) -> Result<Option<ArchivedArticle>, StoreError> {
        self.read(|tx| match is_hidden(tx, audience, id)? {
            true => Ok(None),
            false => article::by_id(tx, id),
        })
    }

    fn revision_for(
        &self,
        audience: Audience,
        id: ArticleId,
        number: u32,
    ) -> Result<Option<Revision>, StoreError> {
        self.read(|tx| match is_hidden(tx, audience, id)? {
            true => Ok(None),
            false => article::revision(tx, id, number),
        })
    }

    fn newest_for(
        &self,
        audience: Audience,
        source: SourceId,
        before: Option<ArchiveSeq>,
        count: usize,
    ) -> Result<Vec<ArchivedArticle>, StoreError> {
        let before_seq = before.map_or(i64::MAX, |seq| seq.0);
        self.read(|tx| match audience {
            Audience::Owner => article::newest(tx, Some(source), before, count),
            Audience::Everybody => many(tx, NEWEST, params![before_seq, limit(count), source.0], |row| {
                article::archived(tx, row)
            }),
        })
    }

    fn set_private(&self, id: SourceId, private: bool, now: Timestamp) -> Result<bool, StoreError> {
        self.write(|tx| set(tx, id, private, now))
    }
}

fn may_see(audience: Audience, state: &SourceState) -> bool {
    audience == Audience::Owner || !state.private
}

const IS_PRIVATE: &str = "SELECT 1 FROM private_article WHERE article_id = ?1 LIMIT 1";

/// Whether an asker may not see an article.
pub(super) fn is_hidden(tx: &Connection, audience: Audience, id: ArticleId) -> Result<bool, Fault> {
    Ok(audience != Audience::Owner && one(tx, IS_PRIVATE, [id.0], |_| Ok(()))?.is_some())
}

const NEWEST: &str = "
    SELECT article_state.* FROM source_article JOIN article_state ON article_state.id = source_article.article_id
    WHERE source_article.source_id = ?3 AND source_article.first_seq < ?1
        AND NOT EXISTS (SELECT 1 FROM private_article WHERE private_article.article_id = source_article.article_id)
    ORDER BY source_article.first_seq DESC LIMIT ?2";

const PRIVATE_SOURCES: &str = "SELECT id FROM source WHERE private = 1";

/// The sources that are private.
pub(super) fn private_sources(tx: &Connection) -> Result<Vec<i64>, Fault> {
    many(tx, PRIVATE_SOURCES, [], |row| Ok(row.get(0)?))
}

/// The sources that an asker does not see.
pub(super) fn hidden_sources(tx: &Connection, audience: Audience) -> Result<HashSet<i64>, Fault> {
    match audience {
        Audience::Owner => Ok(HashSet::new()),
        Audience::Everybody => Ok(private_sources(tx)?.into_iter().collect()),
    }
}

const SET: &str = "UPDATE source SET private = ?2 WHERE id = ?1 AND private <> ?2";
const IS_SOURCE: &str = "SELECT 1 FROM source WHERE id = ?1";
// Where it was made public again and private before all was placed, there is nothing left to place.
const UNPLACE: &str = "
    UPDATE source SET unplaced_seq = iif(?2, 0,
        coalesce((SELECT max(first_seq) FROM source_article WHERE source_article.source_id = source.id), 0))
    WHERE id = ?1";

/// Makes a source private or public. False where there is none.
pub(super) fn set(tx: &Connection, id: SourceId, private: bool, now: Timestamp) -> Result<bool, Fault> {
    if run(tx, SET, params![id.0, private])? == 0 {
        return Ok(one(tx, IS_SOURCE, [id.0], |_| Ok(()))?.is_some());
    }
    run(tx, UNPLACE, params![id.0, private])?;
    privacy::changed(tx, id, private)?;
    link::count_edit(tx)?;
    event::note(tx, id, if private { Happening::Hidden } else { Happening::Shown }, now)?;
    Ok(true)
}
