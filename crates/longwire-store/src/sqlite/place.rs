//! Putting articles into publications, after the fact and in bounded batches.
//!
//! Three passes. The one forward looks at each change of the archive once, for all
//! publications, in the order of changes. The one backward fills a publication
//! that is younger than the archive, from the newest article back; another like it
//! brings back the articles of a source that was private.
//!
//! What belongs where is found out on a reading connection; the writer is held
//! only to note it. If a selection changed in between, nothing is noted.

use std::sync::PoisonError;

use longwire_model::{ArchiveSeq, ArticleId, Lang, PublicationId, SourceId, Timestamp, Url};
use longwire_search::{Document, Scanned};
use longwire_text::filter::Subject;
use longwire_text::tag;
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::publication::{Home, holders, of_home, take_out_of};
use super::row::{at, authors, limit, many, maybe_lang, names, one, run, url};
use super::search::{Indexed, indexed};
use super::selection::{self, Reads, Selecting};
use super::{Sqlite, publication};
use crate::StoreError;

/// What decides where an article belongs.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    id: ArticleId,
    first_seq: i64,
    change_seq: i64,
    last_seq: i64,
    first_archived_at: Timestamp,
    archived_at: Timestamp,
    pub(super) language: Option<Lang>,
    pub(super) sources: Vec<SourceId>,
    /// Those of them that are private.
    pub(super) private: Vec<SourceId>,
    pub(super) folders: Vec<String>,
    pub(super) tags: Vec<String>,
    title: String,
    authors: Vec<String>,
    section: Option<String>,
    url: Url,
    /// Empty where nobody asks for it.
    text: String,
    /// As the search takes it, where somebody asks for that.
    indexed: Option<Indexed>,
}

impl Candidate {
    /// What filters look at.
    pub(super) fn subject(&self) -> Subject<'_> {
        Subject {
            title: &self.title,
            authors: &self.authors,
            text: &self.text,
            url: &self.url,
            section: self.section.as_deref(),
            tags: &self.tags,
        }
    }

    /// What searches look at.
    fn document(&self) -> Option<Document<'_>> {
        self.indexed.as_ref().map(Indexed::document)
    }
}

/// The owner's publications, ready to be asked, as of a count of selections.
#[derive(Default)]
pub(super) struct Placing {
    selections: i64,
    own: Vec<(PublicationId, Selecting)>,
}

impl Placing {
    /// Reads them again where any selection changed, or may mean a source that is new.
    fn refresh(&mut self, store: &Sqlite, selections: i64) -> Result<(), StoreError> {
        if self.selections != selections || self.own.iter().any(|(_, own)| own.asks_sources()) {
            self.own = store.read(|tx| {
                let own = publication::own(tx)?.into_iter();
                own.map(|own| Ok((own.id, Selecting::of(tx, own.selection, own.keyed)?)))
                    .collect::<Result<_, Fault>>()
            })?;
            self.selections = selections;
        }
        Ok(())
    }

    /// Those that an article belongs to.
    fn takers(&self, candidate: &Candidate) -> Vec<PublicationId> {
        let document = candidate.document();
        let scanned = document.as_ref().map(Scanned::of);
        let own = self.own.iter().filter(|(_, own)| own.takes(candidate, scanned.as_ref()));
        own.map(|(id, _)| *id).collect()
    }

    /// What any of them looks at.
    fn reads(&self) -> Reads {
        self.own.iter().map(|(_, own)| own.reads()).fold(Reads::default(), |all, own| Reads {
            text: all.text || own.text,
            indexed: all.indexed || own.indexed,
        })
    }
}

const STATE: &str = "
    SELECT last_seq, placed_seq, selections,
        (SELECT id FROM publication WHERE unbuilt_seq > 0 ORDER BY id LIMIT 1) AS unbuilt,
        (SELECT id FROM source WHERE unplaced_seq > 0 ORDER BY id LIMIT 1) AS unplaced
    FROM archive_state";

/// How far the publications have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Progress {
    last_seq: i64,
    placed_seq: i64,
    selections: i64,
    unbuilt: Option<i64>,
    unplaced: Option<i64>,
}

fn progress(tx: &Connection) -> Result<Progress, Fault> {
    let read = |row: &Row<'_>| {
        Ok(Progress {
            last_seq: row.get("last_seq")?,
            placed_seq: row.get("placed_seq")?,
            selections: row.get("selections")?,
            unbuilt: row.get("unbuilt")?,
            unplaced: row.get("unplaced")?,
        })
    };
    one(tx, STATE, [], read)?.ok_or_else(|| Fault::Unreadable("the archive's counter is missing".into()))
}

/// Places what changed, then what was there before a publication was.
pub(super) fn keep_up(store: &Sqlite, count: usize) -> Result<bool, StoreError> {
    let is_done = |progress: Progress| {
        progress.placed_seq >= progress.last_seq && progress.unbuilt.is_none() && progress.unplaced.is_none()
    };
    if is_done(store.read(progress)?) {
        return Ok(false);
    }
    // Whoever comes second waits, and then finds nothing left to do.
    let mut placing = store.placing.lock().unwrap_or_else(PoisonError::into_inner);
    let (found, count) = (store.read(progress)?, count.max(1));
    if found.placed_seq < found.last_seq {
        placing.refresh(store, found.selections)?;
        go_forward(store, &placing, found, count)?;
    }
    if let Some(id) = found.unplaced {
        placing.refresh(store, found.selections)?;
        bring_back(store, &placing, found, SourceId(id), count)?;
    }
    let (mut unbuilt, mut left) = (found.unbuilt, count);
    while let Some(id) = unbuilt.filter(|_| left > 0) {
        left -= go_back(store, PublicationId(id), left)?.clamp(1, left);
        unbuilt = store.read(progress)?.unbuilt;
    }
    store.changes.add();
    Ok(!is_done(store.read(progress)?))
}

const CHANGED: &str = "
    SELECT id, article_state.source_id, first_seq, change_seq, seq, first_archived_at, archived_at, published_at,
        language, title, authors, section, url, lead_image IS NOT NULL OR images <> '[]' AS has_image,
        iif(?3, text, '') AS text
    FROM article_state WHERE change_seq > ?1 ORDER BY change_seq LIMIT ?2";
const SET_PLACED: &str = "UPDATE archive_state SET placed_seq = ?1 WHERE selections = ?2 AND placed_seq = ?3";

/// Places the next articles that changed.
fn go_forward(store: &Sqlite, placing: &Placing, found: Progress, count: usize) -> Result<(), StoreError> {
    let reads = placing.reads();
    let changed = store.read(|tx| candidates(tx, CHANGED, found.placed_seq, count, reads))?;
    let placed_seq = match changed.last() {
        Some(last) if changed.len() == count => last.change_seq,
        // Numbers of articles that were erased since have nothing to show.
        _ => found.last_seq,
    };
    let takers: Vec<_> = changed.iter().map(|candidate| placing.takers(candidate)).collect();
    store.note(|tx| {
        let row = params![placed_seq, found.selections, found.placed_seq];
        if run(tx, SET_PLACED, row)? == 0 {
            return Ok(());
        }
        changed.iter().zip(takers).try_for_each(|(candidate, takers)| place(tx, candidate, takers))
    })
}

/// Puts one article where it belongs, and takes it from where it does not.
fn place(tx: &Connection, candidate: &Candidate, takers: Vec<PublicationId>) -> Result<(), Fault> {
    let begun = ArchiveSeq(candidate.change_seq - 1);
    let mut wanted = takers;
    for home in homes(candidate) {
        wanted.extend(of_home(tx, &home, candidate.first_archived_at, begun)?);
    }
    let held = holders(tx, candidate.id)?;
    for id in held.iter().filter(|id| !wanted.contains(id)) {
        take_out_of(tx, candidate.id, *id)?;
    }
    for id in wanted {
        if held.contains(&id) || put_in(tx, id, candidate)? {
            count(tx, id, candidate, !held.contains(&id), 1)?;
        }
    }
    Ok(())
}

const UNPLACED: &str = "SELECT unplaced_seq FROM source WHERE id = ?1";
const OF_SOURCE: &str = "
    SELECT article_state.id, article_state.source_id, article_state.first_seq, change_seq, seq, first_archived_at,
        archived_at, published_at, language, title, authors, section, url,
        lead_image IS NOT NULL OR images <> '[]' AS has_image, iif(?3, text, '') AS text
    FROM source_article JOIN article_state ON article_state.id = source_article.article_id
    WHERE source_article.source_id = ?4 AND source_article.first_seq <= ?1
    ORDER BY source_article.first_seq DESC LIMIT ?2";
const SET_UNPLACED: &str = "
    UPDATE source SET unplaced_seq = ?2
    WHERE id = ?1 AND unplaced_seq = ?3 AND (SELECT selections = ?4 FROM archive_state)";

/// Places the next articles of a source that is public again, from the newest back.
fn bring_back(
    store: &Sqlite,
    placing: &Placing,
    found: Progress,
    id: SourceId,
    articles_max: usize,
) -> Result<(), StoreError> {
    let reads = placing.reads();
    let (unplaced_seq, older) = store.read(|tx| {
        let unplaced_seq: i64 = one(tx, UNPLACED, [id.0], |row| Ok(row.get(0)?))?.unwrap_or(0);
        let row = params![unplaced_seq, limit(articles_max), reads.text, id.0];
        Ok((unplaced_seq, many(tx, OF_SOURCE, row, |row| candidate(tx, row, reads.indexed))?))
    })?;
    let left_seq = match older.last() {
        Some(last) if older.len() == articles_max => last.first_seq - 1,
        _ => 0,
    };
    let takers: Vec<_> = older.iter().map(|candidate| placing.takers(candidate)).collect();
    store.note(|tx| {
        if run(tx, SET_UNPLACED, params![id.0, left_seq, unplaced_seq, found.selections])? == 0 {
            return Ok(());
        }
        older.iter().zip(takers).try_for_each(|(candidate, takers)| place(tx, candidate, takers))
    })
}

/// The publications that an article makes by being there. What is private makes none.
fn homes(candidate: &Candidate) -> Vec<Home> {
    if !candidate.private.is_empty() {
        return Vec::new();
    }
    let mut homes = vec![Home::All];
    homes.extend(candidate.folders.iter().cloned().map(Home::Folder));
    homes.extend(candidate.tags.iter().cloned().map(Home::Tag));
    if let Some(lang) = &candidate.language {
        homes.extend(Lang::parse(lang.primary()).map(Home::Language));
        // The scripts of Chinese are read by different people; regions are not told apart.
        homes.extend((lang.primary() == "zh" && lang.as_str() != "zh").then(|| Home::Language(lang.clone())));
    }
    homes
}

const PUT_IN: &str = "
    INSERT INTO publication_article (publication_id, seq, article_id)
    SELECT publication.id, iif(change_seq > begun_seq, change_seq, first_seq), article.id
    FROM publication, article
    WHERE publication.id = ?1 AND article.id = ?2 AND change_seq = ?3
    ON CONFLICT DO NOTHING";

/// Puts an article into a publication: at its change, or where it always was
/// if the publication came later. False where it changed meanwhile: its turn comes.
fn put_in(tx: &Connection, id: PublicationId, candidate: &Candidate) -> Result<bool, Fault> {
    Ok(run(tx, PUT_IN, params![id.0, candidate.id.0, candidate.change_seq])? > 0)
}

const COUNT_CHANGE: &str = "
    UPDATE publication SET
        article_count = article_count + ?2,
        last_article_at = max(coalesce(last_article_at, ?3), ?3),
        changed_at = iif(?4 > last_seq, ?5, changed_at),
        edits = edits + iif(?4 > last_seq, 0, ?6),
        last_seq = max(last_seq, ?4)
    WHERE id = ?1";

/// Notes a change of a publication; one that no newer revision shows counts as so many `edits`.
fn count(
    tx: &Connection,
    id: PublicationId,
    candidate: &Candidate,
    joins: bool,
    edits: i64,
) -> Result<(), Fault> {
    let row = params![
        id.0,
        joins,
        candidate.first_archived_at.micros(),
        candidate.last_seq,
        candidate.archived_at.micros(),
        edits,
    ];
    run(tx, COUNT_CHANGE, row).map(drop)
}

const UNBUILT: &str =
    "SELECT unbuilt_seq, selection, key_hash IS NOT NULL AS keyed FROM publication WHERE id = ?1";
const OLDER: &str = "
    SELECT id, article_state.source_id, first_seq, change_seq, seq, first_archived_at, archived_at, published_at,
        language, title, authors, section, url, lead_image IS NOT NULL OR images <> '[]' AS has_image,
        iif(?3, text, '') AS text
    FROM article_state WHERE change_seq <= ?1 ORDER BY change_seq DESC LIMIT ?2";
const SET_UNBUILT: &str = "
    UPDATE publication SET unbuilt_seq = ?2, edits = edits + ?3
    WHERE id = ?1 AND unbuilt_seq = ?4 AND (SELECT selections = ?5 FROM archive_state)";

/// Looks through older articles for a publication that is younger than they are; tells through how many.
fn go_back(store: &Sqlite, id: PublicationId, articles_max: usize) -> Result<usize, StoreError> {
    let found = store.read(|tx| {
        let read = |row: &Row<'_>| {
            let (selection, keyed) = (selection::read(row, "selection")?, row.get("keyed")?);
            Ok((row.get::<_, i64>("unbuilt_seq")?, Selecting::of(tx, selection, keyed)?))
        };
        let Some((unbuilt_seq, selecting)) = one(tx, UNBUILT, [id.0], read)? else { return Ok(None) };
        let selections = progress(tx)?.selections;
        let older = candidates(tx, OLDER, unbuilt_seq, articles_max, selecting.reads())?;
        Ok(Some((unbuilt_seq, selecting, selections, older)))
    })?;
    let Some((unbuilt_seq, selecting, selections, mut older)) = found else { return Ok(0) };
    let left_seq = match older.last() {
        Some(last) if older.len() == articles_max => last.change_seq - 1,
        _ => 0,
    };
    let looked_at = older.len();
    older.retain(|candidate| {
        let document = candidate.document();
        selecting.takes(candidate, document.as_ref().map(Scanned::of).as_ref())
    });
    store.note(|tx| {
        let row = params![id.0, left_seq, !older.is_empty(), unbuilt_seq, selections];
        if run(tx, SET_UNBUILT, row)? == 0 {
            return Ok(());
        }
        for candidate in &older {
            if put_in(tx, id, candidate)? {
                count(tx, id, candidate, true, 0)?;
            }
        }
        Ok(())
    })?;
    Ok(looked_at)
}

const SOURCES_OF: &str = "
    SELECT source.id, folder, tags, private FROM source_article JOIN source ON source.id = source_id
    WHERE article_id = ?1";
const TAGS_OF: &str = "SELECT tags FROM entry WHERE article_id = ?1";

fn candidates(
    tx: &Connection,
    sql: &str,
    seq: i64,
    count: usize,
    reads: Reads,
) -> Result<Vec<Candidate>, Fault> {
    many(tx, sql, params![seq, limit(count), reads.text], |row| candidate(tx, row, reads.indexed))
}

fn candidate(tx: &Connection, row: &Row<'_>, with_indexed: bool) -> Result<Candidate, Fault> {
    let id: i64 = row.get("id")?;
    let announced = many(tx, SOURCES_OF, [id], |row| {
        let id = SourceId(row.get("id")?);
        let is_private: bool = row.get("private")?;
        Ok((id, row.get::<_, Option<String>>("folder")?, names(row, "tags")?, is_private))
    })?;
    let mut tags = many(tx, TAGS_OF, [id], |row| names(row, "tags"))?.concat();
    let (mut sources, mut private, mut folders) = (Vec::new(), Vec::new(), Vec::new());
    for (source, folder, owners, is_private) in announced {
        sources.push(source);
        private.extend(is_private.then_some(source));
        folders.extend(folder.filter(|name| !folders.contains(name)));
        tags.extend(owners);
    }
    Ok(Candidate {
        id: ArticleId(id),
        first_seq: row.get("first_seq")?,
        change_seq: row.get("change_seq")?,
        last_seq: row.get("seq")?,
        first_archived_at: at(row, "first_archived_at")?,
        archived_at: at(row, "archived_at")?,
        language: maybe_lang(row, "language")?,
        sources,
        private,
        folders,
        tags: tag::names(tags.iter().map(String::as_str)),
        title: row.get("title")?,
        authors: authors(row, "authors")?.into_iter().map(|author| author.name).collect(),
        section: row.get("section")?,
        url: url(row, "url")?,
        text: row.get("text")?,
        indexed: if with_indexed { Some(indexed(tx, row)?) } else { None },
    })
}
