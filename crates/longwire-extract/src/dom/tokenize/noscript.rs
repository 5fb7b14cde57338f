//! The end of a `<noscript>`: nothing that is left open inside runs past it.
//!
//! A browser with scripts on reads a `noscript` as raw text, up to its end tag. What stands in it is never
//! looked at, so it holds blunders that nobody sees: `<iframe src=… />`, which would have all the rest of the
//! page for its content, or a comment without an end. We read what is in it, for the pictures of lazy
//! pages, but no further than a browser would.
//!
//! Spec: HTML Standard §13.2.6.4.4 (`noscript`, where the scripting flag is enabled).

use html5ever::tokenizer::{Tag, TagKind, Token};
use html5ever::{LocalName, local_name};

use super::{Tokenizer, raw};

/// Where the tokenizer is, as far as `noscript` elements go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// In none.
    #[default]
    Outside,
    /// In one; those inside it are not looked at again.
    Inside,
    /// After one that has no end, so no other has.
    Endless,
}

impl Tokenizer<'_> {
    /// Reads the content of a `noscript` that was just opened, up to its end tag.
    pub(super) fn read_noscript(&mut self) {
        if self.noscript != Place::Outside {
            return;
        }
        let end = self.at + raw::end(&self.bytes[self.at..], local_name!("noscript").as_bytes());
        if end == self.bytes.len() {
            self.noscript = Place::Endless;
            return;
        }
        let page = (self.html, self.bytes);
        (self.html, self.bytes) = (&self.html[..end], &self.bytes[..end]);
        self.noscript = Place::Inside;
        self.read();
        self.noscript = Place::Outside;
        (self.html, self.bytes) = page;
    }

    /// Ends an element of raw text that the end of its `noscript` cut off.
    pub(super) fn end_raw_in_noscript(&self, name: LocalName) {
        if self.noscript == Place::Inside && self.at == self.bytes.len() {
            let (kind, attrs) = (TagKind::EndTag, Vec::new());
            let tag = Tag { kind, name, self_closing: false, attrs, had_duplicate_attributes: false };
            self.emit(Token::TagToken(tag));
        }
    }
}
