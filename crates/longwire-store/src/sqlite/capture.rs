//! Captures and imported files: bytes by their hash.

use longwire_model::{Capture, CaptureId, ContentHash, Timestamp};
use rusqlite::{Connection, params};

use super::fault::Fault;
use super::row::{headers, headers_json, insert, maybe_at, one, run, url};
use crate::content_hash;

/// Kept for good and compressed once, outside the writer's lock. Over 300 news
/// pages of 130 KB on average: level 3 leaves 20.1% in 0.7 ms a page, 9 leaves
/// 18.3% in 2.8 ms, 12 leaves 18.2% in 10 ms.
const COMPRESSION_LEVEL: i32 = 9;

/// Bytes ready to be kept.
pub(super) struct Packed {
    pub(super) hash: ContentHash,
    size_bytes: i64,
    packed: Vec<u8>,
}

impl Packed {
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Fault> {
        let packed = zstd::bulk::compress(bytes, COMPRESSION_LEVEL)
            .map_err(|err| Fault::Refused(format!("a body can not be compressed: {err}")))?;
        let size_bytes = i64::try_from(bytes.len()).expect("no allocation is larger than i64::MAX bytes");
        Ok(Self { hash: content_hash(bytes), size_bytes, packed })
    }
}

const INSERT_BODY: &str = "
    INSERT INTO body (hash, size_bytes, packed) VALUES (?1, ?2, ?3) ON CONFLICT (hash) DO NOTHING";

pub(super) fn keep_body(tx: &Connection, body: &Packed) -> Result<(), Fault> {
    run(tx, INSERT_BODY, params![body.hash.0, body.size_bytes, body.packed]).map(drop)
}

const BODY: &str = "SELECT size_bytes, packed FROM body WHERE hash = ?1";

/// Kept bytes by their hash.
pub(super) fn body(tx: &Connection, hash: ContentHash) -> Result<Vec<u8>, Fault> {
    let unpack = |size_bytes: i64, packed: &[u8]| {
        let capacity = usize::try_from(size_bytes).unwrap_or(0);
        zstd::bulk::decompress(packed, capacity)
            .map_err(|err| Fault::Unreadable(format!("stored body {hash}: {err}")))
    };
    one(tx, BODY, [hash.0], |row| {
        let packed = row.get_ref("packed")?.as_blob().map_err(rusqlite::Error::from)?;
        unpack(row.get("size_bytes")?, packed)
    })?
    .ok_or_else(|| Fault::Unreadable(format!("stored body {hash} is missing")))
}

const INSERT_CAPTURE: &str = "
    INSERT INTO capture (url, final_url, status, captured_at, body_hash, headers)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id";

pub(super) fn keep(tx: &Connection, capture: &Capture, body: &Packed) -> Result<CaptureId, Fault> {
    keep_body(tx, body)?;
    let row = params![
        capture.url.as_str(),
        capture.final_url.as_str(),
        capture.status,
        capture.captured_at.map(Timestamp::micros),
        body.hash.0,
        headers_json(&capture.headers),
    ];
    let id = insert(tx, INSERT_CAPTURE, row)?;
    Ok(CaptureId(id))
}

const CAPTURE: &str = "SELECT * FROM capture WHERE id = ?1";

pub(super) fn by_id(tx: &Connection, id: CaptureId) -> Result<Option<Capture>, Fault> {
    one(tx, CAPTURE, [id.0], |row| {
        Ok(Capture {
            url: url(row, "url")?,
            final_url: url(row, "final_url")?,
            status: row.get("status")?,
            headers: headers(row, "headers")?,
            body: body(tx, ContentHash(row.get("body_hash")?))?.into(),
            captured_at: maybe_at(row, "captured_at")?,
        })
    })
}
