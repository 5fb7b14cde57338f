//! A record as the page it was made from.
//!
//! A record keeps an article's body and, in its header, the title and address.
//! Put back into a page, dates, picture and byline are found around the headline
//! by the same code that reads every page.

use longwire_model::Url;
use longwire_text::zone::registrable_domain;

/// The page that a record was made from, as far as its header tells: title,
/// column and site in the head, the title above the body.
///
/// Records join title and column by ` - `; that a tail is the column shows in the
/// address, where publishers file the article under it.
pub fn record_page(title: &str, url: &Url, body: &str) -> String {
    let filed_under = |name: &str| {
        let wanted = name.to_lowercase();
        let mut parts = url.path_segments().into_iter().flatten();
        parts.any(|part| decoded(part).to_lowercase() == wanted)
    };
    let (headline, column) = match title.rsplit_once(" - ") {
        Some((headline, column)) if filed_under(column.trim()) => (headline.trim(), column.trim()),
        _ => (title, ""),
    };
    let site = site_name(url);
    format!(
        "<!doctype html><title>{}</title><meta property=og:site_name content=\"{}\">\
         <meta property=article:section content=\"{}\"><body><article><h1>{}</h1>{body}</article>",
        escaped(title),
        escaped(&site),
        escaped(column),
        escaped(headline)
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

#[cfg(test)]
mod tests;
