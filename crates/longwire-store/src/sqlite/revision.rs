//! The row of a revision, as whoever archives one writes it.

use longwire_model::{ArchiveSeq, Article, ArticleId, CaptureId, ContentHash, Lang, Timestamp, Url};
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::row::{authors_json, images_json, lead_image_json, moment_text, run};

/// What a revision was made from, as its row names it.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// The first response; further ones are its parts.
    pub capture_id: Option<CaptureId>,
    /// The imported file.
    pub record_hash: Option<ContentHash>,
    pub provenance: Option<String>,
}

impl Origin {
    /// Reads that of a row with these columns.
    pub(super) fn read(row: &Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            capture_id: row.get::<_, Option<i64>>("capture_id")?.map(CaptureId),
            record_hash: row.get::<_, Option<[u8; 32]>>("record_hash")?.map(ContentHash),
            provenance: row.get("provenance")?,
        })
    }
}

/// A revision that is to be written.
pub(super) struct NewRow<'a> {
    pub seq: ArchiveSeq,
    pub article_id: ArticleId,
    pub number: u32,
    pub archived_at: Timestamp,
    pub origin: &'a Origin,
    pub state_hash: [u8; 32],
    pub fetched_url: Option<&'a Url>,
    pub article: &'a Article,
}

const INSERT: &str = "
    INSERT INTO revision (seq, article_id, number, archived_at, capture_id, record_hash, state_hash, provenance,
        fetched_url, url, title, section, site_name, authors, editors, published_at, modified_at, language,
        word_count, standfirst, lead_image, images, html, text)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)";

/// Writes a revision.
pub(super) fn add(tx: &Connection, new: &NewRow<'_>) -> Result<(), Fault> {
    let NewRow { origin, article, .. } = new;
    let row = params![
        new.seq.0,
        new.article_id.0,
        new.number,
        new.archived_at.micros(),
        origin.capture_id.map(|id| id.0),
        origin.record_hash.map(|hash| hash.0),
        new.state_hash,
        origin.provenance,
        new.fetched_url.map(Url::as_str),
        article.url.as_str(),
        article.title,
        article.section,
        article.site_name,
        authors_json(&article.authors),
        authors_json(&article.editors),
        moment_text(article.published_at),
        moment_text(article.modified_at),
        article.language.as_ref().map(Lang::as_str),
        article.word_count,
        article.standfirst,
        article.lead_image.as_ref().map(lead_image_json),
        images_json(&article.images),
        article.html.as_str(),
        article.text,
    ];
    run(tx, INSERT, row).map(drop)
}
