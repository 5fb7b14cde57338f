//! Cuts a document into tags and text, and never gives up.
//!
//! What XML calls fatal is read as its writer will have meant it: a `<` that
//! begins no tag is text, an attribute needs no quotes and no value, a section
//! or tag that the document's end cuts off ends there. DTDs, comments and
//! processing instructions are skipped, so no entity is ever declared, let
//! alone expanded.
//!
//! Time is linear: searches that ran to the end are remembered and not repeated.

use memchr::{memchr, memchr2, memchr3, memmem};

/// A piece of the document. References inside are not resolved yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Character data with references in it.
    Text(&'a str),
    /// Character data to be taken literally.
    Cdata(&'a str),
    /// A start tag; `empty` where it ends itself.
    Start { name: &'a str, attributes: &'a str, empty: bool },
    /// An end tag.
    End(&'a str),
}

/// The pieces of a document, in order.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// Where the latest token began, in bytes.
    token_at: usize,
    /// Terminators that are known not to occur in what is left.
    absent: Absent,
}

#[derive(Clone, Copy, Debug, Default)]
struct Absent {
    comment_end: bool,
    section_end: bool,
    double_quote: bool,
    single_quote: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self { source, at: 0, token_at: 0, absent: Absent::default() }
    }

    /// Where the latest token began, in bytes from the document's start.
    pub(crate) fn token_at(&self) -> usize {
        self.token_at
    }

    /// Where the next token begins.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The piece of the document between two places.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.source.get(from..to).unwrap_or_default()
    }

    /// Goes back to before the latest token.
    pub(crate) fn back(&mut self) {
        self.at = self.token_at;
    }

    fn rest(&self) -> &'a [u8] {
        &self.source.as_bytes()[self.at..]
    }

    fn skip_past(&mut self, terminator: &str) -> bool {
        match memmem::find(self.rest(), terminator.as_bytes()) {
            Some(n) => {
                self.at += n + terminator.len();
                true
            }
            None => false,
        }
    }

    fn skip_past_tag_end(&mut self) {
        self.at = memchr(b'>', self.rest()).map_or(self.source.len(), |n| self.at + n + 1);
    }

    /// `<!…`: a section's text, or nothing where it was skipped.
    fn declaration(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        if rest.starts_with(b"<!--") {
            self.at += 4;
            if self.absent.comment_end || !self.skip_past("-->") {
                self.absent.comment_end = true;
                self.skip_past_tag_end();
            }
            return None;
        }
        if rest.starts_with(b"<![CDATA[") {
            let start = self.at + 9;
            let end = if self.absent.section_end { None } else { memmem::find(&rest[9..], b"]]>") };
            self.absent.section_end |= end.is_none();
            let end = end.map_or(self.source.len(), |n| start + n);
            self.at = (end + 3).min(self.source.len());
            return Some(Token::Cdata(&self.source[start..end]));
        }
        // A DTD's internal subset holds `>` of its own.
        match memchr2(b'>', b'[', rest) {
            Some(n)
                if rest[n] == b'[' && rest.get(..9).is_some_and(|d| d.eq_ignore_ascii_case(b"<!DOCTYPE")) =>
            {
                self.at += n;
                if let Some(n) = memchr(b']', self.rest()) {
                    self.at += n;
                }
                self.skip_past_tag_end();
            }
            _ => self.skip_past_tag_end(),
        }
        None
    }

    /// `<?…?>`, skipped.
    fn instruction(&mut self) {
        let Some(end) = memchr(b'>', self.rest()) else {
            self.at = self.source.len();
            return;
        };
        // A stray `<?` without its `?>` ends at the first `>`, or a feed whose
        // declaration is cut (`<?xml version="1.0">`) would be lost whole.
        self.at += end + 1;
    }

    fn end_tag(&mut self) -> Token<'a> {
        let start = self.at + 2;
        let end =
            memchr2(b'>', b'<', &self.source.as_bytes()[start..]).map_or(self.source.len(), |n| start + n);
        self.at = if self.source.as_bytes().get(end) == Some(&b'>') { end + 1 } else { end };
        Token::End(self.source[start..end].trim())
    }

    /// A start tag whose name begins behind the `<`; `None` where its end is cut off.
    fn start_tag(&mut self) -> Option<Token<'a>> {
        let bytes = self.source.as_bytes();
        let start = self.at + 1;
        let name_end = bytes[start..]
            .iter()
            .position(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'>' | b'<'));
        let name_end = start + name_end?;
        let mut at = name_end;
        loop {
            at += memchr3(b'>', b'"', b'\'', &bytes[at..])?;
            match bytes[at] {
                b'>' => break,
                quote => at = self.closing_quote(at, quote).map_or(at + 1, |n| n + 1),
            }
        }
        self.at = at + 1;
        let inside = &self.source[name_end..at];
        let (attributes, empty) = inside.strip_suffix('/').map_or((inside, false), |a| (a, true));
        Some(Token::Start { name: &self.source[start..name_end], attributes, empty })
    }

    /// Where the value that opens at `open` is closed; `None` where the quote
    /// is a stray one: nothing was assigned, or what follows it is no tag any more.
    fn closing_quote(&mut self, open: usize, quote: u8) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let absent =
            if quote == b'"' { &mut self.absent.double_quote } else { &mut self.absent.single_quote };
        if *absent || !bytes[..open].trim_ascii_end().ends_with(b"=") {
            return None;
        }
        let Some(close) = memchr(quote, &bytes[open + 1..]).map(|n| open + 1 + n) else {
            *absent = true;
            return None;
        };
        let followed_well =
            bytes.get(close + 1).is_none_or(|b| b.is_ascii_whitespace() || b"/>?".contains(b));
        (followed_well || memchr(b'<', &bytes[open..close]).is_none()).then_some(close)
    }

    fn text(&mut self) -> Token<'a> {
        let bytes = self.source.as_bytes();
        let start = self.at;
        let mut at = start + 1;
        loop {
            match memchr(b'<', &bytes[at.min(bytes.len())..]) {
                Some(n) if begins_markup(&bytes[at + n + 1..]) => {
                    self.at = at + n;
                    break;
                }
                Some(n) => at += n + 1,
                None => {
                    self.at = bytes.len();
                    break;
                }
            }
        }
        Token::Text(&self.source[start..self.at])
    }
}

/// Whether `<` before these bytes begins a tag, a comment or the like.
fn begins_markup(after: &[u8]) -> bool {
    match after.first() {
        Some(b'/') => after.get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_' || *b >= 0x80),
        Some(b'!' | b'?') => true,
        Some(b) => b.is_ascii_alphabetic() || *b == b'_' || *b >= 0x80,
        None => false,
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.token_at = self.at;
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if rest[0] != b'<' || !begins_markup(&rest[1..]) {
                return Some(self.text());
            }
            match rest[1] {
                b'!' => {
                    if let Some(section) = self.declaration() {
                        return Some(section);
                    }
                }
                b'?' => self.instruction(),
                b'/' => return Some(self.end_tag()),
                _ => {
                    let tag = self.start_tag();
                    if tag.is_none() {
                        // Cut off by the document's end.
                        self.at = self.source.len();
                    }
                    return tag;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
