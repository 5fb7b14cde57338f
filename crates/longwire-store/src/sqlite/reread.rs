//! Articles made anew from what is kept of them.

use longwire_model::{ArchiveSeq, Article, ArticleId, CaptureId, Timestamp, Url};
use rusqlite::{Connection, params};

use super::archive::{MOVE_ON, carry_images, state_hash};
use super::fault::Fault;
use super::revision::{self, NewRow, Origin};
use super::row::{many, one, run};
use super::{article, capture, link};
use crate::{Archived, Evidence};

const EVIDENCE: &str = "SELECT capture_id, record_hash, provenance FROM revision WHERE seq = ?1";
const PARTS: &str = "SELECT capture_id FROM revision_part WHERE seq = ?1 ORDER BY number";

/// What the revision at a place was made from.
pub(super) fn evidence(tx: &Connection, seq: ArchiveSeq) -> Result<Option<Evidence>, Fault> {
    let Some(origin) = one(tx, EVIDENCE, [seq.0], Origin::read)? else { return Ok(None) };
    let parts = many(tx, PARTS, [seq.0], |row| Ok(CaptureId(row.get(0)?)))?;
    let mut captures = Vec::new();
    for id in origin.capture_id.into_iter().chain(parts) {
        captures.extend(capture::by_id(tx, id)?);
    }
    Ok(Some(Evidence {
        captures,
        record: origin.record_hash.map(|hash| capture::body(tx, hash)).transpose()?,
    }))
}

const NEWEST: &str = "
    SELECT article_id, number, capture_id, record_hash, provenance
    FROM revision JOIN article ON article.id = article_id AND last_seq = seq WHERE seq = ?1";
const COPY_PARTS: &str = "
    INSERT INTO revision_part (seq, number, capture_id)
    SELECT ?2, number, capture_id FROM revision_part WHERE seq = ?1";

const SET_FULL: &str = "UPDATE article SET in_full = ?2 WHERE id = ?1 AND in_full <> ?2";

/// Archives what was made anew from the evidence of the newest revision of an article, and whether
/// that is the whole of it.
pub(super) fn archive(
    tx: &Connection,
    seq: ArchiveSeq,
    (made, in_full): (&Article, bool),
    fetched_url: Option<&Url>,
    archived_at: Timestamp,
) -> Result<Option<Archived>, Fault> {
    let newest = one(tx, NEWEST, [seq.0], |row| {
        Ok((ArticleId(row.get("article_id")?), row.get::<_, u32>("number")?, Origin::read(row)?))
    })?;
    let Some((article_id, number, origin)) = newest else { return Ok(None) };
    let old = article::revision(tx, article_id, number)?
        .ok_or_else(|| Fault::Unreadable(format!("article {article_id} has no revision {number}")))?;
    if bare(old.article) == bare(made.clone()) {
        run(tx, SET_FULL, params![article_id.0, in_full])?;
        return Ok(Some(Archived::Unchanged { article_id }));
    }
    let new_seq = link::next_seq(tx)?;
    let row = NewRow {
        seq: new_seq,
        article_id,
        number: number + 1,
        archived_at,
        origin: &origin,
        state_hash: state_hash(made),
        fetched_url,
        article: made,
    };
    revision::add(tx, &row)?;
    run(tx, COPY_PARTS, params![seq.0, new_seq.0])?;
    carry_images(tx, made, seq.0, new_seq.0)?;
    run(tx, MOVE_ON, params![article_id.0, new_seq.0, false, in_full])?;
    link::revised(tx, article_id, new_seq, archived_at)?;
    Ok(Some(Archived::Revised { article_id, number: number + 1, seq: new_seq }))
}

/// An article without the copies of its pictures.
fn bare(mut article: Article) -> Article {
    article.images.iter_mut().for_each(|image| image.stored = None);
    article.lead_image.iter_mut().for_each(|image| image.stored = None);
    article
}
