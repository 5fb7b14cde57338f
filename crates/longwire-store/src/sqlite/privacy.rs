//! What privacy means for publications.
//!
//! Everybody reads a publication without a key, and a key may have been given to anybody. So what is
//! private stands only in one that has a key and names its source itself.

use longwire_model::{ArticleId, PublicationId, Scope, Selection, SourceId};
use rusqlite::{Connection, params};

use super::fault::Fault;
use super::publication::{Home, begin_again, count_selection, known_home, own, take_out};
use super::row::{limit, many, names as names_of, one, run};

const HOLDERS_OF_SOURCE: &str = "
    SELECT DISTINCT publication_id FROM publication_article
    WHERE article_id IN (SELECT article_id FROM source_article WHERE source_id = ?1)";
const TAKE_OUT: &str = "
    DELETE FROM publication_article WHERE publication_id = ?1
        AND article_id IN (SELECT article_id FROM source_article WHERE source_id = ?2)";
const FILING: &str = "SELECT folder, tags FROM source WHERE id = ?1";
// Feeds of other sources tell of the same articles, or no longer.
const EDIT_NEIGHBOURS: &str = "
    UPDATE source SET edits = edits + 1 WHERE id IN (
        SELECT other.source_id FROM source_article AS one JOIN source_article AS other USING (article_id)
        WHERE one.source_id = ?1)";
// A name is told as well: of a folder, tag or language that nothing else is in.
const CLOSE_EMPTY: &str = "
    DELETE FROM publication WHERE id = ?1 AND kind IN (2, 3, 4) AND article_count = 0 AND unbuilt_seq = 0";

/// A source became private or public. What is private leaves at once; what is public again is put in
/// by and by.
pub(super) fn changed(tx: &Connection, id: SourceId, private: bool) -> Result<(), Fault> {
    let newest = count_selection(tx)?;
    run(tx, EDIT_NEIGHBOURS, [id.0])?;
    if !private {
        return Ok(());
    }
    let mut holders = many(tx, HOLDERS_OF_SOURCE, [id.0], |row| Ok(PublicationId(row.get(0)?)))?;
    for holder in &holders {
        let gone = run(tx, TAKE_OUT, params![holder.0, id.0])?;
        recount(tx, *holder, gone)?;
    }
    let filing = one(tx, FILING, [id.0], |row| {
        Ok((row.get::<_, Option<String>>("folder")?.map(Home::Folder), names_of(row, "tags")?))
    })?;
    let (folder, tags) = filing.unwrap_or_default();
    for home in folder.into_iter().chain(tags.into_iter().map(Home::Tag)) {
        holders.extend(known_home(tx, &home)?);
    }
    for holder in holders {
        run(tx, CLOSE_EMPTY, [holder.0])?;
    }
    for own in own(tx)?.iter().filter(|own| own.keyed && names(&own.selection, id)) {
        begin_again(tx, own.id, newest)?;
    }
    Ok(())
}

/// True where a selection names a source itself.
pub(super) fn names(selection: &Selection, id: SourceId) -> bool {
    selection.scopes.contains(&Scope::Source(id))
}

const IS_PRIVATE: &str = "SELECT 1 FROM source WHERE id = ?1 AND private = 1";
const EDIT_SOURCES: &str = "
    UPDATE source SET edits = edits + 1
    WHERE id IN (SELECT source_id FROM source_article WHERE article_id = ?1)";

/// A source announced an article that others know: where it is private, everybody sees that no more.
pub(super) fn announced(tx: &Connection, by: SourceId, article_id: ArticleId) -> Result<(), Fault> {
    if one(tx, IS_PRIVATE, [by.0], |_| Ok(()))?.is_none() {
        return Ok(());
    }
    take_out(tx, article_id)?;
    run(tx, EDIT_SOURCES, [article_id.0]).map(drop)
}

const RECOUNT: &str = "
    UPDATE publication SET article_count = article_count - ?2, edits = edits + 1, last_article_at = (
        SELECT first_archived_at FROM publication_article JOIN article ON article.id = article_id
        WHERE publication_id = publication.id ORDER BY publication_article.seq DESC LIMIT 1)
    WHERE id = ?1";

fn recount(tx: &Connection, id: PublicationId, gone: usize) -> Result<(), Fault> {
    run(tx, RECOUNT, params![id.0, limit(gone)]).map(drop)
}

const TAKE_OUT_PRIVATE: &str = "
    DELETE FROM publication_article WHERE publication_id = ?1
        AND EXISTS (SELECT 1 FROM private_article WHERE private_article.article_id = publication_article.article_id)";

/// A publication got its key, or lost it and is everybody's.
pub(super) fn key_changed(tx: &Connection, id: PublicationId, keyed: bool) -> Result<(), Fault> {
    let newest = count_selection(tx)?;
    if keyed {
        let private = super::showing::private_sources(tx)?;
        let mut own = own(tx)?.into_iter();
        if let Some(own) = own.find(|own| own.id == id)
            && private.iter().any(|source| names(&own.selection, SourceId(*source)))
        {
            begin_again(tx, id, newest)?;
        }
        return Ok(());
    }
    match run(tx, TAKE_OUT_PRIVATE, [id.0])? {
        0 => Ok(()),
        gone => recount(tx, id, gone),
    }
}
