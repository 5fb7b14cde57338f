//! Addresses: one form to compare by, one to show, one to name feeds by.
//!
//! Addresses are kept and sent as the publisher wrote them. What is compared is
//! the [`identity`]; what a person sees is [`shown`]; what a publication's
//! address is built from is the [`slug`].
//!
//! Spec: WHATWG URL Standard (parsing and percent-encoding are the `url` crate's).

mod identity;
mod tracking;
mod variant;

use longwire_model::Url;

pub use identity::{identity, is_believable};
pub use variant::unwrapped;

/// The host as politeness counts it: `host`, or `host:port` where the port is not the scheme's own.
pub fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// An address for people: percent-encoded text decoded where it is readable
/// text, everything that could mislead (controls, blanks, bidi marks) left encoded.
pub fn shown(url: &Url) -> String {
    let written = url.as_str();
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let run = encoded_run(rest);
        let bytes: Vec<u8> = percent_encoding::percent_decode_str(&rest[..run]).collect();
        match std::str::from_utf8(&bytes) {
            Ok(text) if run > 0 && text.chars().all(is_readable) => out.push_str(text),
            _ => out.push_str(&rest[..run.max(1)]),
        }
        rest = &rest[run.max(1)..];
    }
    out.push_str(rest);
    out
}

/// Length of the run of `%XX` at the start.
fn encoded_run(text: &str) -> usize {
    text.as_bytes()
        .chunks(3)
        .take_while(|c| c.len() == 3 && c[0] == b'%' && c[1].is_ascii_hexdigit() && c[2].is_ascii_hexdigit())
        .count()
        * 3
}

fn is_readable(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
        || matches!(c, '\u{3001}'..='\u{3017}' | '\u{ff01}'..='\u{ff5e}' | '·' | '–' | '—')
}

/// Longest slug, in characters.
const SLUG_CHARS_MAX: usize = 48;

/// A name for the publications of a source: `a-z`, `0-9` and `-`, 1 to 48
/// characters. Built from the Latin words of its title, else from its address.
pub fn slug(title: &str, url: &Url) -> String {
    let from_title = words(title);
    if from_title.bytes().filter(u8::is_ascii_alphabetic).count() >= 3 {
        return from_title;
    }
    let host = match url.host() {
        Some(url::Host::Domain(domain)) => domain.trim_start_matches("www.").to_owned(),
        _ => String::new(),
    };
    let path = url.path().trim_end_matches(|c: char| c == '/' || c.is_ascii_digit());
    let path = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let path = path.split('/').filter(|p| !matches!(*p, "" | "feed" | "feeds" | "rss" | "atom" | "index"));
    let from_url = words(&format!("{host} {}", path.collect::<Vec<_>>().join(" ")));
    if from_url.is_empty() { "feed".to_owned() } else { from_url }
}

/// The ASCII letters and digits of a text in lower case, everything between them one `-`.
fn words(text: &str) -> String {
    let mut out = String::new();
    for c in percent_encoding::percent_decode_str(text).decode_utf8_lossy().chars() {
        if out.len() >= SLUG_CHARS_MAX {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') && c != '\'' {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests;
