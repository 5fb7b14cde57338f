//! The publication's name.
//!
//! Order of trust: what JSON-LD says of the `WebSite`, `og:site_name`, other
//! meta tags, the publisher in JSON-LD, the feed's title. A trailer of
//! `<title>` serves where it resembles the host.

use super::Evidence;
use super::text::{letters, plain, squeeze};
use super::title::host_name;

/// Longest name believed, in characters.
const NAME_CHARS_MAX: usize = 60;

/// Every name the site goes by, best first, and where each was found. Titles are freed of all of them.
pub(super) fn names(evidence: &Evidence<'_>) -> Vec<(String, &'static str)> {
    let (found, structured) = (&evidence.found, &evidence.structured);
    let candidates = [
        (found.meta("og:site_name").map(plain), "meta og:site_name"),
        (structured.site_name.clone(), "json-ld WebSite"),
        (found.meta("application-name").map(plain), "meta application-name"),
        (found.meta("apple-mobile-web-app-title").map(plain), "meta apple-mobile-web-app-title"),
        (structured.publisher.clone(), "json-ld publisher"),
        (found.meta("dc.publisher").map(plain), "meta dc.publisher"),
        (found.meta("twitter:site").map(|name| name.trim_start_matches('@').to_owned()), "meta twitter:site"),
        (evidence.facts.hint.site_name.as_deref().map(squeeze), "feed"),
    ];
    let mut out: Vec<(String, &'static str)> = Vec::new();
    for (name, from) in candidates {
        if let Some(name) = name
            && (2..=NAME_CHARS_MAX).contains(&name.chars().count())
            && !out.iter().any(|(held, _)| letters(held) == letters(&name))
        {
            // `www.example.com` and addresses are names for titles, not for people.
            out.push((name, from));
        }
    }
    out
}

/// The name for people: the first that is no address, else one that stands behind the title and resembles the host.
pub(super) fn choose(
    evidence: &Evidence<'_>,
    names: &[(String, &'static str)],
    trailers: &[String],
) -> Option<(String, &'static str)> {
    let spoken = names.iter().find(|(name, from)| *from != "meta twitter:site" && !is_address(name));
    if let Some(choice) = spoken {
        return Some(choice.clone());
    }
    let host = host_name(evidence.facts.url)?;
    trailers
        .iter()
        .find(|trailer| same_name(&letters(trailer), &letters(&host)))
        .map(|trailer| (trailer.clone(), "title"))
        .or_else(|| names.iter().find(|(_, from)| *from == "meta twitter:site").cloned())
}

fn is_address(name: &str) -> bool {
    name.starts_with("http") || name.starts_with("www.") || (!name.contains(' ') && name.ends_with(".com"))
}

/// True where two names, as letters only, mean one publication: equal, or one begins with the other.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short == long {
        return true;
    }
    let count = short.chars().count();
    (count >= 4 || (count >= 2 && !short.is_ascii())) && (long.starts_with(short) || long.ends_with(short))
}

#[cfg(test)]
mod tests;
