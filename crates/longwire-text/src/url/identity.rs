//! When two addresses are one article's.
//!
//! [`identity`] is the key by which articles are told apart; [`is_believable`]
//! judges the address that a page claims for itself. Both err on one side: two
//! keys for one article make a duplicate, one key for two articles loses one.
//!
//! - `tracking` is the list of parameters that have no say in what is shown.
//! - `variant` knows AMP and mobile addresses.

use longwire_model::Url;

use super::tracking::is_tracking;
use super::variant::{is_skin, plain_host, plain_path, unwrapped};

/// The form of an address by which two of them are compared: without scheme,
/// default port, `www.`, mobile and AMP forms, tracking parameters, fragment
/// and trailing slash; parameters in the order of their names.
///
/// A fragment that a script reads as a path (`#!/…`, `#/…`) is kept. The result
/// is a key, not an address; it is never empty.
pub fn identity(url: &Url) -> String {
    let url = unwrapped(url);
    let mut key = plain_host(url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        key.push_str(&format!(":{port}"));
    }
    key.push_str(&plain_path(url.path()));
    let pairs = url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    let named = pairs.map(|pair| (pair.split_once('=').unwrap_or((pair, "")), pair));
    let mut kept: Vec<_> =
        named.filter(|((name, value), _)| !is_tracking(name, value) && !is_skin(name, value)).collect();
    kept.sort_by_key(|((name, _), _)| *name);
    for (separator, (_, pair)) in std::iter::once('?').chain(std::iter::repeat('&')).zip(kept) {
        key.push(separator);
        key.push_str(pair);
    }
    if let Some(fragment) = url.fragment().filter(|f| f.starts_with(['!', '/'])) {
        key.push('#');
        key.push_str(fragment);
    }
    key
}

/// True where the address that a page declares for itself can be its own.
///
/// It can where it is another form of the page's address, or lies on the same
/// site (registrable domain) and is neither the home page, nor a folder that the
/// page lies in, nor the first of several parts of which the page is a later
/// one. Careless templates declare all of these. A home page may be its own.
pub fn is_believable(declared: &Url, page: &Url) -> bool {
    let page = unwrapped(page);
    if !crate::zone::same_site(declared, &page) {
        return false;
    }
    let (own, other) = (identity(&page), identity(declared));
    own == other || !is_home(declared) && !encloses(declared, &page) && !begins(declared, &page)
}

fn is_home(url: &Url) -> bool {
    plain_path(url.path()).is_empty() && url.query().is_none()
}

/// True where the page's path goes on from the declared one: a section's front page, not an article.
fn encloses(declared: &Url, page: &Url) -> bool {
    let folder = plain_path(declared.path());
    declared.query().is_none()
        && plain_path(page.path()).strip_prefix(&folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Names of parameters that number the parts of an article.
const PART_NAMES: &[&str] = &["page", "p", "pg", "paged", "pagenum", "pageno", "part"];

/// True where the declared address is the page's without the number of a later part.
fn begins(declared: &Url, page: &Url) -> bool {
    let number = |written: &str| written.parse::<u32>().is_ok_and(|number| (2..=999).contains(&number));
    let is_part = |(name, value): (_, _)| {
        let name: std::borrow::Cow<'_, str> = name;
        let value: std::borrow::Cow<'_, str> = value;
        PART_NAMES.contains(&name.to_ascii_lowercase().as_str()) && number(&value)
    };
    let declares_part = declared.query_pairs().any(is_part);
    if page.query_pairs().any(is_part) && !declares_part {
        return plain_path(page.path()) == plain_path(declared.path());
    }
    let stem = |path: &str| {
        let path = plain_path(path);
        let (stem, ending) = path.rsplit_once('.').map_or((path.as_str(), ""), |(stem, end)| (stem, end));
        (stem.to_owned(), ending.to_owned())
    };
    let ((own, own_ending), (first, first_ending)) = (stem(page.path()), stem(declared.path()));
    // `/a_2.html` of `/a.html`; `/a/2` goes on from `/a` and is judged there.
    let rest = own.strip_prefix(&first).and_then(|rest| rest.strip_prefix(['_', '-']));
    own_ending == first_ending && rest.is_some_and(number)
}

#[cfg(test)]
mod tests;
