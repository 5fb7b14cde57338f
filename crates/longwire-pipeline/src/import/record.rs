//! One record file becomes one archived article.

use longwire_extract::write::text;
use longwire_extract::{Hint, Limits, SiteRules, record_page, sanitize};
use longwire_feed::record::Record;
use longwire_model::{Article, Capture, Url};
use longwire_store::{Archived, NewRevision, Store, StoreError};
use longwire_text::url::identity;

use super::Imported;

/// Longest tail, in bytes, that can be a republishing service's footer.
const FOOTER_BYTES_MAX: usize = 2_000;

/// The article of a record, and where the record came from beyond the publisher.
pub(crate) fn extracted(record: &Record) -> (Article, Option<String>) {
    let (body, footer) = without_footer(&record.html, &record.url);
    let mut capture =
        Capture::of_bytes(record.url.clone(), record_page(&record.title, &record.url, body).into_bytes());
    capture.headers.0.push(("content-type".into(), "text/html; charset=utf-8".into()));
    capture.captured_at = Some(record.archived_at);
    let extraction =
        longwire_extract::article(&capture, &Hint::default(), &SiteRules::default(), &Limits::default());
    let mut article = extraction.article;
    // The record says where it is from; its body has no canonical link to say otherwise.
    article.url = record.url.clone();
    (article, footer.map(|html| text(&sanitize::fragment(html, None, &Limits::default().parse))))
}

/// Extracts and archives a record; `file` is kept byte for byte beside it.
pub(super) fn archive(
    store: &dyn Store,
    record: &Record,
    file: &[u8],
    imported: &mut Imported,
) -> Result<(), StoreError> {
    let (article, provenance) = extracted(record);
    let archived = store.archive(&NewRevision {
        identity: &identity(&record.url),
        article: &article,
        entry_id: None,
        source_id: None,
        captures: &[],
        fetched_url: None,
        record: Some(file),
        provenance: provenance.as_deref(),
        in_full: true,
        images: &[],
        archived_at: record.archived_at,
    })?;
    match archived {
        Archived::New { .. } | Archived::Revised { .. } => imported.article_count += 1,
        Archived::Unchanged { .. } => imported.known_count += 1,
        Archived::Erased => {
            imported.skipped.push(format!("{}: erased here before, not taken in again", record.url))
        }
    }
    Ok(())
}

/// The body without the footer that a republishing service put under it, and
/// that footer: a short tail behind the last rule (`<hr>`) which links only away
/// from the publisher.
fn without_footer<'a>(html: &'a str, url: &Url) -> (&'a str, Option<&'a str>) {
    let Some(at) = html.to_ascii_lowercase().rfind("<hr") else { return (html, None) };
    let (body, tail) = html.split_at(at);
    let away = |link: &str| {
        url.join(link).is_ok_and(|link| link.host_str().is_some() && link.host_str() != url.host_str())
    };
    let mut links = hrefs(tail).peekable();
    if tail.len() <= FOOTER_BYTES_MAX && links.peek().is_some() && links.all(away) {
        (body, Some(tail))
    } else {
        (html, None)
    }
}

/// The values of quoted `href` attributes.
fn hrefs(html: &str) -> impl Iterator<Item = &str> {
    html.split("href=").skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    })
}

#[cfg(test)]
mod tests;
