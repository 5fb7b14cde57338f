//! Articles made anew from what is kept of them.

use longwire_model::{ArchiveSeq, Article, ArticleId, CaptureId, ContentHash, Lang, Timestamp, Url};
use rusqlite::{Connection, params};

use super::archive::{MOVE_ON, carry_images, state_hash};
use super::fault::Fault;
use super::row::{authors_json, images_json, lead_image_json, many, moment_text, one, run};
use super::{article, capture, link};
use crate::{Archived, Evidence};

const EVIDENCE: &str = "SELECT capture_id, record_hash FROM revision WHERE seq = ?1";
const PARTS: &str = "SELECT capture_id FROM revision_part WHERE seq = ?1 ORDER BY number";

/// What the revision at a place was made from.
pub(super) fn evidence(tx: &Connection, seq: ArchiveSeq) -> Result<Option<Evidence>, Fault> {
    let found = one(tx, EVIDENCE, [seq.0], |row| {
        let first = row.get::<_, Option<i64>>("capture_id")?.map(CaptureId);
        Ok((first, row.get::<_, Option<[u8; 32]>>("record_hash")?.map(ContentHash)))
    })?;
    let Some((first, record)) = found else { return Ok(None) };
    let parts = many(tx, PARTS, [seq.0], |row| Ok(CaptureId(row.get(0)?)))?;
    let mut captures = Vec::new();
    for id in first.into_iter().chain(parts) {
        captures.extend(capture::by_id(tx, id)?);
    }
    Ok(Some(Evidence { captures, record: record.map(|hash| capture::body(tx, hash)).transpose()? }))
}

const NEWEST: &str = "
    SELECT article_id, number FROM revision JOIN article ON article.id = article_id AND last_seq = seq
    WHERE seq = ?1";
const INSERT_REREAD: &str = "
    INSERT INTO revision (seq, article_id, number, archived_at, capture_id, record_hash, state_hash, provenance,
        fetched_url, url, title, section, site_name, authors, editors, published_at, modified_at, language,
        word_count, standfirst, lead_image, images, html, text)
    SELECT ?2, article_id, number + 1, ?3, capture_id, record_hash, ?4, provenance,
        ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20
    FROM revision WHERE seq = ?1";
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
    let newest = one(tx, NEWEST, [seq.0], |row| Ok((ArticleId(row.get(0)?), row.get::<_, u32>(1)?)))?;
    let Some((article_id, number)) = newest else { return Ok(None) };
    let old = article::revision(tx, article_id, number)?
        .ok_or_else(|| Fault::Unreadable(format!("article {article_id} has no revision {number}")))?;
    if bare(old.article) == bare(made.clone()) {
        run(tx, SET_FULL, params![article_id.0, in_full])?;
        return Ok(Some(Archived::Unchanged { article_id }));
    }
    let new_seq = link::next_seq(tx)?;
    let row = params![
        seq.0,
        new_seq.0,
        archived_at.micros(),
        state_hash(made),
        fetched_url.map(Url::as_str),
        made.url.as_str(),
        made.title,
        made.section,
        made.site_name,
        authors_json(&made.authors),
        authors_json(&made.editors),
        moment_text(made.published_at),
        moment_text(made.modified_at),
        made.language.as_ref().map(Lang::as_str),
        made.word_count,
        made.standfirst,
        made.lead_image.as_ref().map(lead_image_json),
        images_json(&made.images),
        made.html.as_str(),
        made.text,
    ];
    run(tx, INSERT_REREAD, row)?;
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
