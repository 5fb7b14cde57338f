//! Publications: their rows, and how they come to be.

use longwire_model::{ArchiveSeq, ArticleId, Lang, Publication, PublicationId, Scope, Selection, Timestamp};
use longwire_text::tag;
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{at, count, insert, limit, many, maybe_at, one, run};
use super::{Sqlite, article, place, selection, source};
use crate::{
    Origin, PlacedArticle, PublicationState, Publications, SourceMark, StoreError, TAG_PUBLICATIONS_MAX,
};

impl Publications for Sqlite {
    fn publications(&self) -> Result<Vec<PublicationState>, StoreError> {
        self.read(|tx| many(tx, PUBLICATIONS, [], state))
    }

    fn publication_by_slug(&self, slug: &str) -> Result<Option<PublicationState>, StoreError> {
        self.read(|tx| one(tx, PUBLICATION_BY_SLUG, [slug], state))
    }

    fn published(
        &self,
        id: PublicationId,
        before: Option<ArchiveSeq>,
        limit: usize,
    ) -> Result<Vec<PlacedArticle>, StoreError> {
        self.read(|tx| published(tx, id, before, limit))
    }

    fn keep_up(&self, limit: usize) -> Result<bool, StoreError> {
        place::keep_up(self, limit)
    }
}

const PUBLICATIONS: &str = "SELECT * FROM publication ORDER BY kind, title, slug";
const PUBLICATION_BY_SLUG: &str = "SELECT * FROM publication WHERE slug = ?1";

const ALL: i64 = 1;
const FOLDER: i64 = 2;
const TAG: i64 = 3;
const LANGUAGE: i64 = 4;

fn state(row: &Row<'_>) -> Result<PublicationState, Fault> {
    Ok(PublicationState {
        id: PublicationId(row.get("id")?),
        publication: Publication {
            slug: row.get("slug")?,
            title: row.get("title")?,
            selection: selection::read(row, "selection")?,
        },
        origin: match row.get("kind")? {
            ALL => Origin::All,
            FOLDER => Origin::Folder,
            TAG => Origin::Tag,
            LANGUAGE => Origin::Language,
            _ => Origin::Owner,
        },
        uid: row.get("uid")?,
        added_at: at(row, "added_at")?,
        mark: SourceMark {
            last_seq: row.get("last_seq")?,
            changed_at: maybe_at(row, "changed_at")?,
            edits: row.get("edits")?,
            edited_at: maybe_at(row, "edited_at")?,
        },
        article_count: count(row, "article_count")?,
        last_article_at: maybe_at(row, "last_article_at")?,
        built: row.get::<_, i64>("unbuilt_seq")? == 0,
    })
}

const PUBLISHED: &str = "
    SELECT publication_article.seq AS place, article_state.*
    FROM publication_article JOIN article_state ON article_state.id = publication_article.article_id
    WHERE publication_id = ?1 AND publication_article.seq < ?2
    ORDER BY publication_article.seq DESC LIMIT ?3";

fn published(
    tx: &Connection,
    id: PublicationId,
    before: Option<ArchiveSeq>,
    articles_max: usize,
) -> Result<Vec<PlacedArticle>, Fault> {
    let before = before.map_or(i64::MAX, |seq| seq.0);
    many(tx, PUBLISHED, params![id.0, before, limit(articles_max)], |row| {
        Ok(PlacedArticle { seq: ArchiveSeq(row.get("place")?), archived: article::archived(tx, row)? })
    })
}

/// What makes a publication by itself: the folder, tag or language of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// The whole archive.
    All,
    /// A folder.
    Folder(String),
    /// A tag, as written.
    Tag(String),
    /// A language.
    Language(Lang),
}

impl Home {
    /// How its row is found: the kind, and which of that kind.
    fn name(&self) -> (i64, String) {
        match self {
            Self::All => (ALL, String::new()),
            Self::Folder(name) => (FOLDER, name.clone()),
            Self::Tag(name) => (TAG, tag::key(name)),
            Self::Language(lang) => (LANGUAGE, lang.to_string()),
        }
    }

    fn scope(&self) -> Scope {
        match self.clone() {
            Self::All => Scope::All,
            Self::Folder(name) => Scope::Folder(name),
            Self::Tag(name) => Scope::Tag(name),
            Self::Language(lang) => Scope::Language(lang),
        }
    }

    /// The slug wanted, and the title: a language's own name is the pages' business.
    fn called(&self) -> (String, &str) {
        let slug = |kind: &str, name: &str| {
            let slug = format!("{kind}-{}", tag::slug(name));
            slug.trim_end_matches('-').to_owned()
        };
        match self {
            Self::All => ("all".to_owned(), ""),
            Self::Folder(name) => (slug("folder", name), name),
            Self::Tag(name) => (slug("tag", name), name),
            Self::Language(lang) => (slug("language", lang.as_str()), ""),
        }
    }
}

const HOME: &str = "SELECT id FROM publication WHERE kind = ?1 AND value = ?2";
const TAG_COUNT: &str = "SELECT count(*) FROM publication WHERE kind = 3";
const INSERT_HOME: &str = "
    INSERT INTO publication (slug, kind, value, title, selection, added_at, begun_seq, unbuilt_seq)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0) RETURNING id";

/// The publication of a home; made where there is none, to hold what comes
/// after a place in the archive. `None` where there are too many tags.
pub(super) fn of_home(
    tx: &Connection,
    home: &Home,
    now: Timestamp,
    begun: ArchiveSeq,
) -> Result<Option<PublicationId>, Fault> {
    let (kind, value) = home.name();
    if let Some(id) = one(tx, HOME, params![kind, value], |row| Ok(row.get(0)?))? {
        return Ok(Some(PublicationId(id)));
    }
    if kind == TAG {
        let tags: i64 = one(tx, TAG_COUNT, [], |row| Ok(row.get(0)?))?.unwrap_or_default();
        if tags >= limit(TAG_PUBLICATIONS_MAX) {
            return Ok(None);
        }
    }
    let (wanted, title) = home.called();
    let selection = selection::json(&Selection { scopes: vec![home.scope()] });
    let slug = source::free_slug(tx, &wanted)?;
    let row = params![slug, kind, value, title, selection, now.micros(), begun.0];
    Ok(Some(PublicationId(insert(tx, INSERT_HOME, row)?)))
}

const EMPTY: &str = "DELETE FROM publication_article WHERE publication_id = ?1";
const BEGIN_AGAIN: &str = "
    UPDATE publication SET article_count = 0, last_article_at = NULL, edits = edits + 1, begun_seq = ?2, unbuilt_seq = ?2
    WHERE id = ?1";
const COUNT_SELECTION: &str = "UPDATE archive_state SET selections = selections + 1 RETURNING last_seq";

/// Notes that something belongs elsewhere now, and gives the newest place of the archive.
fn count_selection(tx: &Connection) -> Result<ArchiveSeq, Fault> {
    one(tx, COUNT_SELECTION, [], |row| Ok(ArchiveSeq(row.get(0)?)))?
        .ok_or_else(|| Fault::Unreadable("the archive's counter is missing".into()))
}

/// Empties a publication, to be filled anew from the newest article back.
fn begin_again(tx: &Connection, id: PublicationId, begun: ArchiveSeq) -> Result<(), Fault> {
    run(tx, EMPTY, [id.0])?;
    run(tx, BEGIN_AGAIN, params![id.0, begun.0]).map(drop)
}

/// Fills anew the publications of folders and tags that a source entered or left.
pub(super) fn refiled<'a>(
    tx: &Connection,
    folders: impl Iterator<Item = &'a str>,
    tags: impl Iterator<Item = &'a String>,
    now: Timestamp,
) -> Result<(), Fault> {
    let newest = count_selection(tx)?;
    let folders = folders.map(|name| Home::Folder(name.to_owned()));
    for home in folders.chain(tags.map(|name| Home::Tag(name.clone()))) {
        if let Some(id) = of_home(tx, &home, now, newest)? {
            begin_again(tx, id, newest)?;
        }
    }
    Ok(())
}

const RENAMED: &str = "UPDATE publication SET edits = edits + 1";

/// Notes that a source is called otherwise: publications name the sources of their articles. Which
/// do is not looked up: sources change their names in their first minutes and hardly ever after.
pub(super) fn renamed(tx: &Connection) -> Result<(), Fault> {
    run(tx, RENAMED, []).map(drop)
}

const HOLDERS: &str = "SELECT publication_id FROM publication_article WHERE article_id = ?1";
const COUNT_OUT: &str =
    "UPDATE publication SET article_count = article_count - 1, edits = edits + 1 WHERE id = ?1";
const TAKE_OUT: &str = "DELETE FROM publication_article WHERE article_id = ?1 AND publication_id = ?2";

/// The publications that hold an article.
pub(super) fn holders(tx: &Connection, article_id: ArticleId) -> Result<Vec<PublicationId>, Fault> {
    many(tx, HOLDERS, [article_id.0], |row| Ok(PublicationId(row.get(0)?)))
}

/// Takes an article out of one publication.
pub(super) fn take_out_of(tx: &Connection, article_id: ArticleId, id: PublicationId) -> Result<(), Fault> {
    run(tx, TAKE_OUT, params![article_id.0, id.0])?;
    run(tx, COUNT_OUT, [id.0]).map(drop)
}

/// Takes an article out of every publication.
pub(super) fn take_out(tx: &Connection, article_id: ArticleId) -> Result<(), Fault> {
    holders(tx, article_id)?.into_iter().try_for_each(|id| take_out_of(tx, article_id, id))
}
