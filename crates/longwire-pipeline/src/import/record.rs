//! One record file becomes one archived article.

use longwire_extract::write::text;
use longwire_extract::{Hint, Limits, SiteRules, article, sanitize};
use longwire_feed::record::Record;
use longwire_model::{Capture, Url};
use longwire_store::{Archived, NewRevision, Store, StoreError};
use longwire_text::url::identity;
use longwire_text::zone::registrable_domain;

use super::Imported;

/// Longest tail, in bytes, that can be a republishing service's footer.
const FOOTER_BYTES_MAX: usize = 2_000;

/// Extracts and archives a record; `file` is kept byte for byte beside it.
pub(super) fn archive(
    store: &dyn Store,
    record: &Record,
    file: &[u8],
    imported: &mut Imported,
) -> Result<(), StoreError> {
    let (body, footer) = without_footer(&record.html, &record.url);
    let mut capture = Capture::of_bytes(record.url.clone(), page(record, body).into_bytes());
    capture.headers.0.push(("content-type".into(), "text/html; charset=utf-8".into()));
    capture.captured_at = Some(record.archived_at);
    let extraction = article(&capture, &Hint::default(), &SiteRules::default(), &Limits::default());
    let mut article = extraction.article;
    // The record says where it is from; its body has no canonical link to say otherwise.
    article.url = record.url.clone();
    let provenance = footer.map(|html| text(&sanitize::fragment(html, None, &Limits::default().parse)));
    let archived = store.archive(&NewRevision {
        identity: &identity(&record.url),
        article: &article,
        entry_id: None,
        source_id: None,
        capture: None,
        fetched_url: None,
        record: Some(file),
        provenance: provenance.as_deref(),
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

/// The page that a record was made from, as far as its header tells: title,
/// column and site in the head, the title above the body.
///
/// Records join title and column by ` - `; that a tail is the column shows in the
/// address, where publishers file the article under it.
fn page(record: &Record, body: &str) -> String {
    let filed_under = |name: &str| {
        let wanted = name.to_lowercase();
        let mut parts = record.url.path_segments().into_iter().flatten();
        parts.any(|part| decoded(part).to_lowercase() == wanted)
    };
    let (title, column) = match record.title.rsplit_once(" - ") {
        Some((title, column)) if filed_under(column.trim()) => (title.trim(), column.trim()),
        _ => (record.title.as_str(), ""),
    };
    let site = site_name(&record.url);
    format!(
        "<!doctype html><title>{}</title><meta property=og:site_name content=\"{}\">\
         <meta property=article:section content=\"{}\"><body><article><h1>{}</h1>{body}</article>",
        escaped(&record.title),
        escaped(&site),
        escaped(column),
        escaped(title)
    )
}

/// A publisher's name by its address alone: `rfi.fr` is RFI, `example.org` Example.
fn site_name(url: &Url) -> String {
    let domain = registrable_domain(url.host_str().unwrap_or_default());
    let label = domain.split('.').next().unwrap_or_default();
    if label.len() <= ABBREVIATION_LETTERS_MAX {
        return label.to_ascii_uppercase();
    }
    label[..1].to_ascii_uppercase() + &label[1..]
}

/// Up to so many letters, a domain's name is an abbreviation.
const ABBREVIATION_LETTERS_MAX: usize = 4;

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
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
