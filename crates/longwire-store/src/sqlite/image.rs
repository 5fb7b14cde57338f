//! Pictures: files by their hash, and which of them stands for which address.

use longwire_model::{ArticleId, Bytes, ContentHash, Timestamp, Url};
use rusqlite::{Connection, params};

use super::fault::Fault;
use super::row::{at, count, many, one, run, url};
use super::{Sqlite, article, link, queue};
use crate::{ImageHead, Images, Job, MissingImage, NewImage, StoreError, StoredImage, content_hash};

impl Images for Sqlite {
    fn want_images(&self, id: ArticleId, wanted: &[Url], now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| want(tx, id, wanted, now))
    }

    fn keep_image(&self, id: ArticleId, image: &NewImage) -> Result<bool, StoreError> {
        let hash = content_hash(&image.bytes);
        self.write(|tx| add(tx, id, hash, image))
    }

    fn miss_images(
        &self,
        id: ArticleId,
        missing: &[(Url, String)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            missing.iter().try_for_each(|(url, reason)| {
                run(tx, MISS, params![id.0, url.as_str(), reason, now.micros()]).map(drop)
            })
        })
    }

    fn missing_images(&self, id: ArticleId) -> Result<Vec<MissingImage>, StoreError> {
        self.read(|tx| {
            many(tx, MISSING, [id.0], |row| {
                Ok(MissingImage {
                    url: url(row, "url")?,
                    reason: row.get("reason")?,
                    missed_at: at(row, "missed_at")?,
                })
            })
        })
    }

    fn image_heads(&self, id: ArticleId) -> Result<Vec<ImageHead>, StoreError> {
        self.read(|tx| {
            many(tx, HEADS_OF_IMAGES, [id.0], |row| {
                Ok(ImageHead {
                    hash: ContentHash(row.get("hash")?),
                    media_type: row.get("media_type")?,
                    size_bytes: count(row, "size_bytes")?,
                    width: row.get("width")?,
                    height: row.get("height")?,
                })
            })
        })
    }

    fn image(&self, hash: ContentHash) -> Result<Option<StoredImage>, StoreError> {
        self.read(|tx| by_hash(tx, hash))
    }
}

const NEWEST_SEQ: &str = "SELECT last_seq, source_id FROM article WHERE id = ?1";

fn want(tx: &Connection, id: ArticleId, wanted: &[Url], now: Timestamp) -> Result<(), Fault> {
    let newest = one(tx, NEWEST_SEQ, [id.0], |row| {
        Ok((row.get("last_seq")?, row.get::<_, Option<i64>>("source_id")?.map(longwire_model::SourceId)))
    })?;
    let Some((seq, source_id)) = newest else { return Ok(()) };
    let have = article::pictures(tx, seq)?;
    for url in wanted.iter().filter(|url| !have.iter().any(|(had, _)| had == url.as_str())) {
        let job = Job::Picture { article_id: id, url: url.clone() };
        queue::put(tx, &job, url, source_id, now)?;
    }
    Ok(())
}

// The lead picture is an object, the others a list of such.
const LACKING: &str = "
    SELECT seq FROM revision
    WHERE article_id = ?1
        AND (lead_image ->> 'url' = ?2 OR EXISTS (SELECT 1 FROM json_each(images) WHERE value ->> 'url' = ?2))
        AND NOT EXISTS (SELECT 1 FROM revision_image WHERE revision_image.seq = revision.seq AND url = ?2)";
const FOUND: &str = "DELETE FROM missing_image WHERE article_id = ?1 AND url = ?2";

fn add(tx: &Connection, id: ArticleId, hash: ContentHash, image: &NewImage) -> Result<bool, Fault> {
    let address = image.url.as_str();
    let lacking: Vec<i64> = many(tx, LACKING, params![id.0, address], |row| Ok(row.get(0)?))?;
    if lacking.is_empty() {
        return Ok(false);
    }
    keep(tx, hash, image)?;
    for seq in lacking {
        link(tx, seq, address, hash)?;
    }
    run(tx, FOUND, params![id.0, address])?;
    link::edited(tx, id)?;
    Ok(true)
}

// Nothing is noted of an article that was erased meanwhile.
const MISS: &str = "
    INSERT INTO missing_image (article_id, url, reason, missed_at)
    SELECT id, ?2, ?3, ?4 FROM article WHERE id = ?1
    ON CONFLICT (article_id, url) DO UPDATE SET reason = excluded.reason, missed_at = excluded.missed_at";
const MISSING: &str = "SELECT url, reason, missed_at FROM missing_image WHERE article_id = ?1 ORDER BY url";
const FORGET_MISSING: &str = "DELETE FROM missing_image WHERE article_id = ?1";

/// Forgets what is missing of an article that is being erased.
pub(super) fn forget_missing(tx: &Connection, id: ArticleId) -> Result<(), Fault> {
    run(tx, FORGET_MISSING, [id.0]).map(drop)
}

const INSERT_IMAGE: &str = "
    INSERT INTO image (hash, media_type, width, height, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (hash) DO NOTHING";

/// Keeps a file.
pub(super) fn keep(tx: &Connection, hash: ContentHash, image: &NewImage) -> Result<(), Fault> {
    let bytes: &[u8] = &image.bytes;
    run(tx, INSERT_IMAGE, params![hash.0, image.media_type, image.width, image.height, bytes]).map(drop)
}

const LINK_IMAGE: &str = "
    INSERT INTO revision_image (seq, url, hash) VALUES (?1, ?2, ?3) ON CONFLICT (seq, url) DO NOTHING";

/// Notes which file stands for an address in a revision; counts 0 where one does already.
pub(super) fn link(tx: &Connection, seq: i64, url: &str, hash: ContentHash) -> Result<usize, Fault> {
    run(tx, LINK_IMAGE, params![seq, url, hash.0])
}

const IMAGE: &str = "SELECT media_type, width, height, bytes FROM image WHERE hash = ?1";

fn by_hash(tx: &Connection, hash: ContentHash) -> Result<Option<StoredImage>, Fault> {
    one(tx, IMAGE, [hash.0], |row| {
        Ok(StoredImage {
            hash,
            media_type: row.get("media_type")?,
            bytes: Bytes::from(row.get::<_, Vec<u8>>("bytes")?),
            width: row.get("width")?,
            height: row.get("height")?,
        })
    })
}

// The length of a blob is read off its row's head.
const HEADS_OF_IMAGES: &str = "
    SELECT hash, media_type, width, height, length(bytes) AS size_bytes FROM image
    WHERE hash IN (SELECT hash FROM revision_image JOIN revision USING (seq) WHERE article_id = ?1)";
