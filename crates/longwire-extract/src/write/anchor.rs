//! Links within an article, and the places they lead to: footnotes and their way back.
//!
//! A name that a page gives to a place means nothing elsewhere and may be another
//! page's own, so places get names of ours: [`of`] makes one of the page's address
//! and its name. A name made here stays what it is, so that writing twice changes
//! nothing, and two articles shown together do not mix their notes up.
//!
//! Only what a link leads to keeps a name. It is given to the paragraph or heading
//! that the place stands in: a note begins there, and a reader who comes back from
//! one finds the sentence. A link whose place was left out leads to the page itself.
//!
//! Spec: HTML Standard §7.4.6 (scrolling to a fragment).

use std::collections::{HashMap, HashSet};

use super::tag::Tag;
use super::tape::{Event, Tape};

/// What every name of ours begins with.
const PREFIX: &str = "note-";
/// Hexadecimal digits behind it.
const DIGITS: usize = 12;
/// Longest name of a place that is looked at, in bytes.
const NAME_BYTES_MAX: usize = 256;
/// Most places of one article that get a name.
const PLACES_MAX: usize = 5_000;
/// Most names that wait for the place they stand before.
const WAITING_MAX: usize = 16;

/// Our name for a place of a page. `None` for a name that is empty or too long.
pub(super) fn of(page: &str, name: &str) -> Option<String> {
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        return None;
    }
    if is_ours(name) {
        return Some(name.to_owned());
    }
    // FNV-1a: the same on every machine and in every version.
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = page.bytes().chain([0]).chain(name.bytes()).fold(0xcbf2_9ce4_8422_2325, step);
    Some(format!("{PREFIX}{:0DIGITS$x}", hash >> (64 - 4 * DIGITS)))
}

fn is_ours(name: &str) -> bool {
    let digits = name.strip_prefix(PREFIX).unwrap_or("");
    digits.len() == DIGITS && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The name a fragment asks for: percent signs decoded where that gives text.
pub(super) fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

/// The places of a tape while it is written.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Names of places that were passed, for whatever is written next.
    waiting: Vec<String>,
    given: HashSet<String>,
    /// Names of places that share an element with another, by the name it got.
    also: HashMap<String, String>,
}

impl Anchors {
    /// A place was passed.
    pub(super) fn pass(&mut self, name: String) {
        if self.waiting.len() < WAITING_MAX {
            self.waiting.push(name);
        }
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The name that the waiting places share on an element, which may have one already.
    /// `None` where it keeps what it has.
    pub(super) fn settle_on(&mut self, has: Option<String>) -> Option<String> {
        let new = has.is_none();
        let mut name = has;
        for waiting in std::mem::take(&mut self.waiting) {
            if self.given.contains(&waiting)
                || self.also.contains_key(&waiting)
                || self.given.len() + self.also.len() >= PLACES_MAX
            {
                continue;
            }
            match &name {
                Some(name) => {
                    self.also.insert(waiting, name.clone());
                }
                None => {
                    self.given.insert(waiting.clone());
                    name = Some(waiting);
                }
            }
        }
        name.filter(|_| new)
    }

    /// Leads every link to its place, or by `elsewhere` to the page; takes the names off that no link needs.
    pub(super) fn finish(mut self, tape: &mut Tape, mut elsewhere: impl FnMut(&str) -> Option<String>) {
        // A place may have been taken out again with the caption it stood in.
        let there: HashSet<&str> = tape.events().iter().filter_map(|event| named(tape, event)).collect();
        self.given.retain(|name| there.contains(name.as_str()));
        let mut needed: HashSet<&str> = HashSet::new();
        for at in 0..tape.len() {
            let Some(link) = tape.opened(at).filter(|element| element.tag == Tag::A) else { continue };
            let Some(name) = tape.attr(link, "href").and_then(|href| href.strip_prefix('#')) else {
                continue;
            };
            let place = self.also.get(name).map_or(name, String::as_str);
            if let Some(place) = self.given.get(place) {
                needed.insert(place);
                let href = format!("#{place}");
                tape.set_attr(at, "href", &href);
            } else if let Some(href) = elsewhere(name) {
                tape.set_attr(at, "href", &href);
            } else {
                tape.unwrap(at);
            }
        }
        if self.given.is_empty() {
            return;
        }
        for at in 0..tape.len() {
            let Some(name) = tape.events().get(at).and_then(|event| named(tape, event)) else { continue };
            if needed.contains(name) {
                tape.set_bare(at, false);
            } else {
                tape.drop_id(at);
            }
        }
    }
}

/// The name that a beginning element has.
fn named<'a>(tape: &'a Tape, event: &Event) -> Option<&'a str> {
    match event {
        Event::Open(element) => tape.attr(element, "id"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
