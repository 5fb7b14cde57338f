//! The article's own address, and the one relative links are resolved against.

use longwire_model::Url;
use longwire_text::url::is_believable;

use super::gather::Gathered;

/// What relative links are resolved against: `<base href>` where it is http(s), else the page's address.
pub(super) fn base(found: &Gathered<'_>, page: &Url) -> Url {
    found
        .base_href
        .and_then(|href| longwire_text::link::resolve(href, Some(page)))
        .unwrap_or_else(|| page.clone())
}

/// The address the page declares for itself, where that is believable; else the page's own.
///
/// Order of trust: `<link rel=canonical>`, `og:url`, the address in the JSON-LD.
/// What is believable, [`is_believable`] knows.
pub(super) fn choose(found: &Gathered<'_>, structured: Option<&str>, page: &Url, base: &Url) -> Url {
    let link =
        found.links.iter().find(|link| link.rel.split_ascii_whitespace().any(|rel| rel == "canonical"));
    [link.map(|link| link.href), found.meta("og:url"), structured]
        .into_iter()
        .flatten()
        .filter_map(|written| longwire_text::link::resolve(written, Some(base)))
        .find(|url| is_believable(url, page))
        .map_or_else(
            || without_fragment(page.clone()),
            |mut url| {
                // A page read over https does not become one over http by what its template says.
                if page.scheme() == "https" && url.host_str() == page.host_str() && url.port() == page.port()
                {
                    let _ = url.set_scheme("https");
                }
                without_fragment(url)
            },
        )
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests;
