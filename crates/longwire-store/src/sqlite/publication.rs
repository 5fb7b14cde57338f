//! Publications: their rows, and how they come to be.

use longwire_model::{
    ArchiveSeq, ArticleId, ContentHash, Field, Lang, Publication, PublicationId, Scope, Selection, Timestamp,
};
use longwire_search::{Note, parse};
use longwire_text::filter::Filters;
use longwire_text::tag;
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{at, count, insert, limit, many, maybe_at, one, run};
use super::search::asks_sources;
use super::{Sqlite, article, output, place, privacy, selection, source};
use crate::{
    OWN_PUBLICATIONS_MAX, Origin, PlacedArticle, PublicationState, Publications, SourceMark, StoreError,
    TAG_PUBLICATIONS_MAX,
};

impl Publications for Sqlite {
    fn publications(&self) -> Result<Vec<PublicationState>, StoreError> {
        self.read(|tx| many(tx, PUBLICATIONS, [], state))
    }

    fn publication_by_slug(&self, slug: &str) -> Result<Option<PublicationState>, StoreError> {
        self.read(|tx| one(tx, PUBLICATION_BY_SLUG, [slug], state))
    }

    fn add_publication(&self, new: &Publication, now: Timestamp) -> Result<PublicationState, StoreError> {
        self.write(|tx| add(tx, new, now))
    }

    fn edit_publication(&self, id: PublicationId, to: &Publication) -> Result<bool, StoreError> {
        self.write(|tx| edit(tx, id, to))
    }

    fn set_publication_key(
        &self,
        id: PublicationId,
        key_hash: Option<ContentHash>,
    ) -> Result<bool, StoreError> {
        self.write(|tx| set_key(tx, id, key_hash))
    }

    fn remove_publication(&self, id: PublicationId) -> Result<bool, StoreError> {
        self.write(|tx| remove(tx, id))
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
const OWNER: i64 = 5;

fn state(row: &Row<'_>) -> Result<PublicationState, Fault> {
    Ok(PublicationState {
        id: PublicationId(row.get("id")?),
        publication: Publication {
            slug: row.get("slug")?,
            title: row.get("title")?,
            selection: selection::read(row, "selection")?,
            output: output::read(row, "output")?,
        },
        origin: match row.get("kind")? {
            ALL => Origin::All,
            FOLDER => Origin::Folder,
            TAG => Origin::Tag,
            LANGUAGE => Origin::Language,
            _ => Origin::Owner,
        },
        uid: row.get("uid")?,
        key_hash: row.get::<_, Option<[u8; 32]>>("key_hash")?.map(ContentHash),
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

// What has become private since it was put in is left out, too.
const PUBLISHED: &str = "
    SELECT publication_article.seq AS place, article_state.*
    FROM publication_article JOIN article_state ON article_state.id = publication_article.article_id
        JOIN publication ON publication.id = publication_id
    WHERE publication_id = ?1 AND publication_article.seq < ?2
        AND (publication.key_hash IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM private_article WHERE private_article.article_id = publication_article.article_id))
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

/// The publication of a home, where there is one.
pub(super) fn known_home(tx: &Connection, home: &Home) -> Result<Option<PublicationId>, Fault> {
    let (kind, value) = home.name();
    one(tx, HOME, params![kind, value], |row| Ok(PublicationId(row.get(0)?)))
}

/// The publication of a home; made where there is none, to hold what comes
/// after a place in the archive. `None` where there are too many tags.
pub(super) fn of_home(
    tx: &Connection,
    home: &Home,
    now: Timestamp,
    begun: ArchiveSeq,
) -> Result<Option<PublicationId>, Fault> {
    if let Some(id) = known_home(tx, home)? {
        return Ok(Some(id));
    }
    let (kind, value) = home.name();
    if kind == TAG {
        let tags: i64 = one(tx, TAG_COUNT, [], |row| Ok(row.get(0)?))?.unwrap_or_default();
        if tags >= limit(TAG_PUBLICATIONS_MAX) {
            return Ok(None);
        }
    }
    let (wanted, title) = home.called();
    let selection = selection::json(&Selection { scopes: vec![home.scope()], ..Selection::default() });
    let slug = source::free_slug(tx, &wanted)?;
    let row = params![slug, kind, value, title, selection, now.micros(), begun.0];
    Ok(Some(PublicationId(insert(tx, INSERT_HOME, row)?)))
}

const COUNT_OWN: &str = "SELECT count(*) FROM publication WHERE kind = 5";
const INSERT_OWN: &str = "
    INSERT INTO publication (slug, kind, title, selection, output, added_at, begun_seq, unbuilt_seq)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) RETURNING id";
const PUBLICATION: &str = "SELECT * FROM publication WHERE id = ?1";

fn add(tx: &Connection, new: &Publication, now: Timestamp) -> Result<PublicationState, Fault> {
    usable(&new.selection)?;
    let own: i64 = one(tx, COUNT_OWN, [], |row| Ok(row.get(0)?))?.unwrap_or_default();
    if own >= limit(OWN_PUBLICATIONS_MAX) {
        return Err(Fault::Refused(format!(
            "there are {OWN_PUBLICATIONS_MAX} publications, as many as there may be; remove one"
        )));
    }
    let newest = count_selection(tx)?;
    let wanted = if new.slug.is_empty() { "publication" } else { &new.slug };
    let slug = source::free_slug(tx, wanted)?;
    let (selection, output) = (selection::json(&new.selection), output::json(&new.output));
    let row = params![slug, OWNER, new.title, selection, output, now.micros(), newest.0];
    let id = insert(tx, INSERT_OWN, row)?;
    one(tx, PUBLICATION, [id], state)?.ok_or_else(|| Fault::Unreadable("a new row is missing".into()))
}

/// Refuses filters and searches that can not be used before they are kept.
fn usable(selection: &Selection) -> Result<(), Fault> {
    Filters::compile(selection).map_err(|error| Fault::Refused(error.to_string()))?;
    let Some(written) = &selection.search else { return Ok(()) };
    let query = parse(written);
    if query.is_empty() {
        let reason =
            format!("the search {written:?} asks for nothing and would find every article; leave it out");
        return Err(Fault::Refused(reason));
    }
    if let Some(mark) = query.marks().first() {
        let what = mark.written();
        let reason =
            format!("{what} asks what one reader did, and a publication is the same for all; leave it out");
        return Err(Fault::Refused(reason));
    }
    // A person reads the note beside the answer; nobody would read it beside a feed.
    match query.notes.iter().find(|note| **note == Note::Cut) {
        Some(cut) => Err(Fault::Refused(format!("{cut}; make two publications of it"))),
        None => Ok(()),
    }
}

const EDIT: &str = "
    UPDATE publication SET title = ?2, selection = ?3, output = ?4, edits = edits + 1 WHERE id = ?1";

fn edit(tx: &Connection, id: PublicationId, to: &Publication) -> Result<bool, Fault> {
    let Some(old) = one(tx, PUBLICATION, [id.0], state)? else { return Ok(false) };
    let is_own = old.origin == Origin::Owner;
    let selection = if is_own { &to.selection } else { &old.publication.selection };
    usable(selection)?;
    run(tx, EDIT, params![id.0, to.title, selection::json(selection), output::json(&to.output)])?;
    if *selection != old.publication.selection {
        let newest = count_selection(tx)?;
        begin_again(tx, id, newest)?;
    }
    Ok(true)
}

const SET_KEY: &str = "UPDATE publication SET key_hash = ?2, edits = edits + 1 WHERE id = ?1";

fn set_key(tx: &Connection, id: PublicationId, key_hash: Option<ContentHash>) -> Result<bool, Fault> {
    let Some(old) = one(tx, PUBLICATION, [id.0], state)? else { return Ok(false) };
    run(tx, SET_KEY, params![id.0, key_hash.map(|hash| hash.0)])?;
    if old.key_hash.is_some() != key_hash.is_some() {
        privacy::key_changed(tx, id, key_hash.is_some())?;
    }
    Ok(true)
}

const REMOVE: &str = "DELETE FROM publication WHERE id = ?1 AND kind = 5";
const IS_OWN: &str = "SELECT 1 FROM publication WHERE id = ?1 AND kind = 5";

fn remove(tx: &Connection, id: PublicationId) -> Result<bool, Fault> {
    if one(tx, IS_OWN, [id.0], |_| Ok(()))?.is_none() {
        return Ok(false);
    }
    count_selection(tx)?;
    run(tx, EMPTY, [id.0])?;
    Ok(run(tx, REMOVE, [id.0])? > 0)
}

/// A publication that the owner made, and what it selects.
pub(super) struct Own {
    pub(super) id: PublicationId,
    pub(super) selection: Selection,
    /// True where it is private, behind a key.
    pub(super) keyed: bool,
}

const OWN: &str = "SELECT id, selection, key_hash IS NOT NULL AS keyed FROM publication WHERE kind = 5";

/// What the owner's publications select.
pub(super) fn own(tx: &Connection) -> Result<Vec<Own>, Fault> {
    many(tx, OWN, [], |row| {
        Ok(Own {
            id: PublicationId(row.get("id")?),
            selection: selection::read(row, "selection")?,
            keyed: row.get("keyed")?,
        })
    })
}

const EMPTY: &str = "DELETE FROM publication_article WHERE publication_id = ?1";
const BEGIN_AGAIN: &str = "
    UPDATE publication SET article_count = 0, last_article_at = NULL, edits = edits + 1, begun_seq = ?2, unbuilt_seq = ?2
    WHERE id = ?1";
const COUNT_SELECTION: &str = "UPDATE archive_state SET selections = selections + 1 RETURNING last_seq";

/// Notes that something belongs elsewhere now, and gives the newest place of the archive.
pub(super) fn count_selection(tx: &Connection) -> Result<ArchiveSeq, Fault> {
    one(tx, COUNT_SELECTION, [], |row| Ok(ArchiveSeq(row.get(0)?)))?
        .ok_or_else(|| Fault::Unreadable("the archive's counter is missing".into()))
}

/// Empties a publication, to be filled anew from the newest article back.
pub(super) fn begin_again(tx: &Connection, id: PublicationId, begun: ArchiveSeq) -> Result<(), Fault> {
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
    for own in own(tx)?.iter().filter(|own| depends_on_filing(&own.selection)) {
        begin_again(tx, own.id, newest)?;
    }
    Ok(())
}

/// True where folders and tags decide what belongs to a selection.
fn depends_on_filing(selection: &Selection) -> bool {
    let by_scope = selection.scopes.iter().any(|scope| matches!(scope, Scope::Folder(_) | Scope::Tag(_)));
    let mut filters = selection.keep.iter().chain(&selection.block);
    by_scope
        || filters.any(|filter| matches!(filter.field, Field::Tag | Field::Any))
        || searches_sources(selection)
}

/// True where the names and tags of sources decide what its search finds.
fn searches_sources(selection: &Selection) -> bool {
    selection.search.as_deref().is_some_and(|written| asks_sources(&parse(written)))
}

const RENAMED: &str = "UPDATE publication SET edits = edits + 1";

/// Notes that a source is called otherwise: publications name the sources of their articles. Which
/// do is not looked up: sources change their names in their first minutes and hardly ever after.
/// Those that search by names are filled anew.
pub(super) fn renamed(tx: &Connection) -> Result<(), Fault> {
    run(tx, RENAMED, [])?;
    let own = own(tx)?.into_iter();
    let by_name: Vec<_> = own.filter(|own| searches_sources(&own.selection)).collect();
    if by_name.is_empty() {
        return Ok(());
    }
    let newest = count_selection(tx)?;
    by_name.iter().try_for_each(|own| begin_again(tx, own.id, newest))
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
