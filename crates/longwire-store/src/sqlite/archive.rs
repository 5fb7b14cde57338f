//! Archiving: one state of an article, in one transaction.

use std::collections::HashSet;

use longwire_model::{
    ArchiveSeq, Article, ArticleId, Capture, CaptureId, ContentHash, Revision, SourceId, Timestamp, Url,
};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use url::Position;

use super::capture::{self, Packed};
use super::fault::Fault;
use super::revision::{self, NewRow, Origin};
use super::row::{insert, one, run};
use super::{Sqlite, article, entry, erase, export, image, link, reread};
use crate::{
    Archive, Archived, ArchivedArticle, Evidence, ExportLine, ExportMark, NewImage, NewRevision,
    RevisionHead, SourceMark, StoreError, Totals, content_hash,
};

impl Archive for Sqlite {
    fn archive(&self, new: &NewRevision<'_>) -> Result<Archived, StoreError> {
        let prepared = Prepared::of(new).map_err(|fault| fault.explain(&self.data))?;
        self.write(|tx| archive(tx, &prepared))
    }

    fn article(&self, id: ArticleId) -> Result<Option<ArchivedArticle>, StoreError> {
        self.read(|tx| article::by_id(tx, id))
    }

    fn article_by_identity(&self, identity: &str) -> Result<Option<ArticleId>, StoreError> {
        self.read(|tx| article::by_identity(tx, identity))
    }

    fn revision(&self, id: ArticleId, number: u32) -> Result<Option<Revision>, StoreError> {
        self.read(|tx| article::revision(tx, id, number))
    }

    fn evidence(&self, seq: ArchiveSeq) -> Result<Option<Evidence>, StoreError> {
        self.read(|tx| reread::evidence(tx, seq))
    }

    fn reread(
        &self,
        seq: ArchiveSeq,
        article: &Article,
        fetched_url: Option<&Url>,
        in_full: bool,
        archived_at: Timestamp,
    ) -> Result<Option<Archived>, StoreError> {
        self.write(|tx| reread::archive(tx, seq, (article, in_full), fetched_url, archived_at))
    }

    fn articles_after(
        &self,
        source: Option<SourceId>,
        after: ArchiveSeq,
        limit: usize,
    ) -> Result<Vec<(ArticleId, ArchiveSeq)>, StoreError> {
        self.read(|tx| article::after(tx, source, after, limit))
    }

    fn revisions(&self, id: ArticleId) -> Result<Vec<RevisionHead>, StoreError> {
        self.read(|tx| article::revisions(tx, id))
    }

    fn newest(
        &self,
        source: Option<SourceId>,
        before: Option<ArchiveSeq>,
        limit: usize,
    ) -> Result<Vec<ArchivedArticle>, StoreError> {
        self.read(|tx| article::newest(tx, source, before, limit))
    }

    fn mark(&self, source: Option<SourceId>) -> Result<SourceMark, StoreError> {
        self.read(|tx| link::mark(tx, source))
    }

    fn change_count(&self) -> u64 {
        self.changes.count()
    }

    fn look_around(&self) -> Result<(), StoreError> {
        Self::look_around(self)
    }

    fn export(&self, after: ExportMark, limit: usize) -> Result<(Vec<ExportLine>, ExportMark), StoreError> {
        self.read(|tx| export::page(tx, after, limit))
    }

    fn capture(&self, id: CaptureId) -> Result<Option<Capture>, StoreError> {
        self.read(|tx| capture::by_id(tx, id))
    }

    fn erase(&self, id: ArticleId, reason: &str, now: Timestamp) -> Result<bool, StoreError> {
        erase::erase(self, id, reason, now)
    }

    fn totals(&self) -> Result<Totals, StoreError> {
        self.read(export::totals)
    }
}

/// What can be worked out before the writer is needed: hashes and compressed bodies.
struct Prepared<'a> {
    new: &'a NewRevision<'a>,
    state_hash: [u8; 32],
    bodies: Vec<Packed>,
    record: Option<Packed>,
    images: Vec<(ContentHash, &'a NewImage)>,
}

impl<'a> Prepared<'a> {
    fn of(new: &'a NewRevision<'a>) -> Result<Self, Fault> {
        Ok(Self {
            new,
            state_hash: state_hash(new.article),
            bodies: new.captures.iter().map(|capture| Packed::of(&capture.body)).collect::<Result<_, _>>()?,
            record: new.record.map(Packed::of).transpose()?,
            images: new.images.iter().map(|image| (content_hash(&image.bytes), image)).collect(),
        })
    }
}

/// Names what makes one state of an article differ from another: its title, its
/// text and its pictures' addresses. The query of those is left out, because
/// image servers put sizes and signatures there that change with every request.
pub(super) fn state_hash(article: &Article) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let mut add = |part: &str| {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    };
    add(&article.title);
    add(&article.text);
    for url in pictures(article) {
        add(&url[..Position::AfterPath]);
    }
    hasher.finalize().into()
}

fn pictures(article: &Article) -> impl Iterator<Item = &Url> {
    let lead = article.lead_image.iter().map(|image| &image.url);
    lead.chain(article.images.iter().map(|image| &image.url))
}

/// The newest state of an article that is archived already.
struct Known {
    article_id: ArticleId,
    seq: i64,
    number: u32,
    state_hash: [u8; 32],
}

const IS_ERASED: &str = "SELECT 1 FROM tombstone WHERE identity = ?1";
const KNOWN: &str = "
    SELECT article.id, seq, number, state_hash FROM article JOIN revision ON seq = last_seq WHERE identity = ?1";

fn archive(tx: &Connection, prepared: &Prepared<'_>) -> Result<Archived, Fault> {
    let new = prepared.new;
    if one(tx, IS_ERASED, [new.identity], |_| Ok(()))?.is_some() {
        if let Some(id) = new.entry_id {
            entry::blank(tx, id)?;
        }
        return Ok(Archived::Erased);
    }
    let known = one(tx, KNOWN, [new.identity], |row| {
        Ok(Known {
            article_id: ArticleId(row.get("id")?),
            seq: row.get("seq")?,
            number: row.get("number")?,
            state_hash: row.get("state_hash")?,
        })
    })?;
    let source_id = match (new.source_id, new.entry_id) {
        (None, Some(entry_id)) => entry::source_of(tx, entry_id)?,
        (given, _) => given,
    };
    let (archived, article_id) = match known {
        None => begin(tx, prepared, source_id)?,
        Some(known) if is_archived(tx, prepared, &known)? => stay(tx, prepared, &known)?,
        Some(known) => revise(tx, prepared, &known)?,
    };
    let known = !matches!(archived, Archived::New { .. });
    if let Some(source_id) = source_id {
        link::source(tx, source_id, article_id, known)?;
    }
    if let Some(entry_id) = new.entry_id {
        link::set_entry(tx, entry_id, article_id, known)?;
    }
    Ok(archived)
}

const HAS_RECORD: &str = "SELECT 1 FROM revision WHERE article_id = ?1 AND record_hash = ?2";

/// Whether this state is the newest one, or an imported file that was imported
/// before: importing a folder again must not bring old states back.
fn is_archived(tx: &Connection, prepared: &Prepared<'_>, known: &Known) -> Result<bool, Fault> {
    if known.state_hash == prepared.state_hash {
        return Ok(true);
    }
    let Some(record) = &prepared.record else { return Ok(false) };
    Ok(one(tx, HAS_RECORD, params![known.article_id.0, record.hash.0], |_| Ok(()))?.is_some())
}

const INSERT_ARTICLE: &str = "
    INSERT INTO article (identity, source_id, first_archived_at, first_seq, last_seq, change_seq, imported, in_full)
    VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?5, ?6) RETURNING id";

fn begin(
    tx: &Connection,
    prepared: &Prepared<'_>,
    source_id: Option<SourceId>,
) -> Result<(Archived, ArticleId), Fault> {
    let new = prepared.new;
    let seq = link::next_seq(tx)?;
    let row = params![
        new.identity,
        source_id.map(|id| id.0),
        new.archived_at.micros(),
        seq.0,
        prepared.record.is_some(),
        new.in_full,
    ];
    let article_id = ArticleId(insert(tx, INSERT_ARTICLE, row)?);
    insert_revision(tx, prepared, article_id, 1, seq)?;
    keep_images(tx, prepared, seq.0)?;
    Ok((Archived::New { article_id, seq }, article_id))
}

const FILL: &str = "UPDATE article SET in_full = 1 WHERE id = ?1 AND in_full = 0";

/// The state is archived already. Only pictures that could not be had before are added to it; and
/// where the page now gives just what the feed told, that was the whole of it.
fn stay(tx: &Connection, prepared: &Prepared<'_>, known: &Known) -> Result<(Archived, ArticleId), Fault> {
    let article_id = known.article_id;
    if known.state_hash == prepared.state_hash && prepared.new.in_full {
        run(tx, FILL, [article_id.0])?;
    }
    if known.state_hash == prepared.state_hash && keep_images(tx, prepared, known.seq)? > 0 {
        link::edited(tx, article_id)?;
    }
    Ok((Archived::Unchanged { article_id }, article_id))
}

pub(super) const MOVE_ON: &str = "
    UPDATE article SET last_seq = ?2, change_seq = ?2, imported = imported OR ?3, in_full = ?4
    WHERE id = ?1";

fn revise(tx: &Connection, prepared: &Prepared<'_>, known: &Known) -> Result<(Archived, ArticleId), Fault> {
    let (article_id, number) = (known.article_id, known.number + 1);
    let seq = link::next_seq(tx)?;
    insert_revision(tx, prepared, article_id, number, seq)?;
    keep_images(tx, prepared, seq.0)?;
    carry_images(tx, prepared.new.article, known.seq, seq.0)?;
    run(tx, MOVE_ON, params![article_id.0, seq.0, prepared.record.is_some(), prepared.new.in_full])?;
    link::revised(tx, article_id, seq, prepared.new.archived_at)?;
    Ok((Archived::Revised { article_id, number, seq }, article_id))
}

const INSERT_PART: &str = "INSERT INTO revision_part (seq, number, capture_id) VALUES (?1, ?2, ?3)";

fn insert_revision(
    tx: &Connection,
    prepared: &Prepared<'_>,
    article_id: ArticleId,
    number: u32,
    seq: ArchiveSeq,
) -> Result<(), Fault> {
    let Prepared { new, state_hash, bodies, record, .. } = prepared;
    let kept = new.captures.iter().zip(bodies).map(|(response, body)| capture::keep(tx, response, body));
    let captures: Vec<CaptureId> = kept.collect::<Result<_, _>>()?;
    if let Some(record) = record {
        capture::keep_body(tx, record)?;
    }
    let origin = Origin {
        capture_id: captures.first().copied(),
        record_hash: record.as_ref().map(|record| record.hash),
        provenance: new.provenance.map(str::to_owned),
    };
    let row = NewRow {
        seq,
        article_id,
        number,
        archived_at: new.archived_at,
        origin: &origin,
        state_hash: *state_hash,
        fetched_url: new.fetched_url,
        article: new.article,
    };
    revision::add(tx, &row)?;
    for (number, id) in (2_u32..).zip(captures.iter().skip(1)) {
        run(tx, INSERT_PART, params![seq.0, number, id.0])?;
    }
    Ok(())
}

/// Keeps the pictures of a revision; counts those that were not there yet.
fn keep_images(tx: &Connection, prepared: &Prepared<'_>, seq: i64) -> Result<usize, Fault> {
    let mut added = 0;
    for (hash, image) in &prepared.images {
        image::keep(tx, *hash, image)?;
        added += image::link(tx, seq, image.url.as_str(), *hash)?;
    }
    Ok(added)
}

/// Lets a new revision keep the copies of the last one: a picture that can not
/// be had today, under an address that it was once had from, is not lost.
pub(super) fn carry_images(tx: &Connection, article: &Article, from: i64, to: i64) -> Result<(), Fault> {
    let wanted: HashSet<&str> = pictures(article).map(Url::as_str).collect();
    for (url, hash) in article::pictures(tx, from)?.iter().filter(|(url, _)| wanted.contains(url.as_str())) {
        image::link(tx, to, url, *hash)?;
    }
    Ok(())
}
