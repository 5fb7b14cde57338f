//! What a site answers to a path.
//!
//! Pure: path, validators and time in, answer out. Every document carries an
//! `ETag` and a `Last-Modified`, and either of them, sent back as it was given,
//! is answered by 304.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use longwire_model::{Moment, Timestamp};

use super::newsroom::{Edition, Newsroom};
use super::page::{self, path_of, stamp};
use super::written::Written;
use super::{feed, house::PictureFile};

/// The folder that robots.txt keeps closed.
const CLOSED: &str = "/print/";

const ROBOTS: &str = "User-agent: *\nDisallow: /print/\nDisallow: /search\n";

/// What was asked.
pub(crate) struct Asked<'a> {
    /// The path as sent, percent-encoded.
    pub path: &'a str,
    pub if_none_match: Option<&'a str>,
    pub if_modified_since: Option<&'a str>,
}

/// What is answered.
pub(crate) struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Cow<'static, [u8]>,
}

/// True for what robots.txt forbids.
pub(crate) fn is_closed(path: &str) -> bool {
    path.starts_with(CLOSED) || path.starts_with("/search")
}

/// Answers one request.
pub(crate) fn reply(newsroom: &Newsroom, asked: &Asked<'_>, now: Timestamp) -> Reply {
    let edition = newsroom.edition(now);
    match document(&edition, asked.path) {
        Some(document) => conditional(document, asked),
        None => Reply {
            status: 404,
            headers: vec![("content-type", "text/html; charset=utf-8".into())],
            body: b"<!DOCTYPE html><title>404</title><h1>404</h1>".as_slice().into(),
        },
    }
}

struct Document {
    media_type: String,
    changed_at: Option<Moment>,
    body: Cow<'static, [u8]>,
}

fn document(edition: &Edition<'_>, path: &str) -> Option<Document> {
    let house = edition.house;
    let newest = edition.articles.iter().map(changed_at).max_by_key(|moment| moment.timestamp());
    if path == "/" {
        return Some(html(edition, house.label, &page::home(edition), newest));
    }
    if path == "/robots.txt" {
        let body = ROBOTS.as_bytes().into();
        return Some(Document { media_type: "text/plain; charset=utf-8".into(), changed_at: None, body });
    }
    if path == house.feed_path {
        let (text, media_type) = feed::document(edition);
        return Some(Document {
            media_type: format!("{media_type}; charset={}", house.label),
            changed_at: newest,
            body: encode(&text, house.label).into(),
        });
    }
    if let Some(number) = path.strip_prefix(CLOSED) {
        let written = edition.articles.iter().find(|written| written.number.to_string() == number)?;
        return Some(html(edition, house.label, &page::print(written), Some(changed_at(written))));
    }
    if let Some(written) = edition.articles.iter().find(|written| path_of(&written.url) == path) {
        let label = written.label.unwrap_or(house.label);
        return Some(html(edition, label, &page::article(edition, written), Some(changed_at(written))));
    }
    house.pictures.iter().find_map(|file| picture(file, path))
}

fn changed_at(written: &Written) -> Moment {
    written.modified_at.unwrap_or(written.published_at)
}

fn html(edition: &Edition<'_>, label: &str, text: &str, changed_at: Option<Moment>) -> Document {
    let media_type = if edition.house.label_in_header {
        format!("text/html; charset={label}")
    } else {
        "text/html".into()
    };
    Document { media_type, changed_at, body: encode(text, label).into() }
}

fn picture(file: &'static PictureFile, path: &str) -> Option<Document> {
    let bytes = match file.small {
        Some((small, bytes)) if small == path => bytes,
        _ if file.path == path => file.bytes,
        _ => return None,
    };
    let media_type = if path.ends_with(".png") { "image/png" } else { "image/jpeg" };
    Some(Document { media_type: media_type.into(), changed_at: None, body: bytes.into() })
}

/// Text in the charset that `label` promises. A page labelled gb2312 is written
/// in GB18030, as in the world: the label is older than half of its characters.
fn encode(text: &str, label: &str) -> Vec<u8> {
    let encoding = match encoding_rs::Encoding::for_label(label.as_bytes()) {
        Some(found) if found == encoding_rs::GBK => encoding_rs::GB18030,
        Some(found) => found,
        None => encoding_rs::UTF_8,
    };
    encoding.encode(text).0.into_owned()
}

fn conditional(document: Document, asked: &Asked<'_>) -> Reply {
    let mut hasher = DefaultHasher::new();
    document.body.hash(&mut hasher);
    let etag = format!("\"{:016x}\"", hasher.finish());
    let last_modified =
        document.changed_at.map(|moment| stamp(Moment::utc(moment.timestamp()), "%a, %d %b %Y %H:%M:%S GMT"));
    // RFC 9110 §13.2.2: a date is looked at only where no tag was sent.
    let unchanged = match asked.if_none_match {
        Some(tags) => tags.split(',').any(|tag| tag.trim() == etag),
        None => asked.if_modified_since.is_some() && asked.if_modified_since == last_modified.as_deref(),
    };
    let mut headers = vec![("etag", etag)];
    headers.extend(last_modified.map(|value| ("last-modified", value)));
    if unchanged {
        return Reply { status: 304, headers, body: Cow::Borrowed(&[]) };
    }
    headers.push(("content-type", document.media_type));
    Reply { status: 200, headers, body: document.body }
}

#[cfg(test)]
mod tests;
