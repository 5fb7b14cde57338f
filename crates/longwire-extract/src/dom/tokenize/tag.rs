//! Tags and their attributes.
//!
//! Spec: HTML Standard §13.2.5.6 to §13.2.5.8, §13.2.5.32 to §13.2.5.40.

use std::collections::HashSet;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::{Tokenizer, reference};

/// Attributes of one tag above which they are told apart by a set, not one by one.
const COMPARED_MAX: usize = 32;

/// What ends a name: white space, `/` and `>` do, and `=` where the name is an attribute's.
const fn ends(attribute: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let mut n = 0;
    while n < 256 {
        table[n] =
            matches!(n as u8, b'\t' | b'\n' | 0x0c | b' ' | b'/' | b'>') || (attribute && n as u8 == b'=');
        n += 1;
    }
    table
}

static ENDS_TAG_NAME: [bool; 256] = ends(false);
static ENDS_ATTRIBUTE_NAME: [bool; 256] = ends(true);

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0c | b' ')
}

/// The attributes of one tag, each name once.
#[derive(Default)]
struct Attributes {
    list: Vec<Attribute>,
    /// The names, once there are too many to compare each with each.
    names: HashSet<LocalName>,
    had_duplicate: bool,
}

impl Attributes {
    fn push(&mut self, name: LocalName, value: impl FnOnce() -> StrTendril) {
        let new = if self.list.len() < COMPARED_MAX {
            !self.list.iter().any(|attribute| attribute.name.local == name)
        } else {
            if self.names.is_empty() {
                self.names = self.list.iter().map(|attribute| attribute.name.local.clone()).collect();
            }
            self.names.insert(name.clone())
        };
        if !new {
            self.had_duplicate = true;
            return;
        }
        if self.list.is_empty() {
            self.list.reserve(4);
        }
        self.list.push(Attribute { name: QualName::new(None, ns!(), name), value: value() });
    }
}

impl Tokenizer<'_> {
    /// A tag whose name begins at `from`. One that the page's end cuts off is left out.
    pub(super) fn tag(&mut self, kind: TagKind, from: usize) {
        let Some((tag, end)) = self.read_tag(kind, from) else {
            self.at = self.bytes.len();
            return;
        };
        self.at = end;
        let name = tag.name.clone();
        match self.builder.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::RawData(kind) => {
                self.raw(kind, &name);
                self.end_raw_in_noscript(name);
            }
            TokenSinkResult::Plaintext => self.raw_text(self.bytes.len(), false),
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => {
                if kind == TagKind::StartTag && name == local_name!("noscript") {
                    self.read_noscript();
                }
            }
        }
    }

    fn read_tag(&mut self, kind: TagKind, from: usize) -> Option<(Tag, usize)> {
        let mut at = self.name_end(from, &ENDS_TAG_NAME)?;
        let name = self.names.get(&self.html[from..at]);
        let mut attributes = Attributes::default();
        let self_closing = loop {
            match *self.bytes.get(at)? {
                b'>' => break false,
                b'/' if *self.bytes.get(at + 1)? == b'>' => {
                    at += 1;
                    break true;
                }
                b'/' => at += 1,
                byte if is_space(byte) => at += 1,
                _ => at = self.attribute(at, &mut attributes)?,
            }
        };
        let Attributes { list: attrs, had_duplicate: had_duplicate_attributes, .. } = attributes;
        Some((Tag { kind, name, self_closing, attrs, had_duplicate_attributes }, at + 1))
    }

    fn name_end(&self, from: usize, ends: &[bool; 256]) -> Option<usize> {
        self.bytes[from..].iter().position(|byte| ends[usize::from(*byte)]).map(|length| from + length)
    }

    fn after_space(&self, from: usize) -> Option<usize> {
        self.bytes[from..].iter().position(|byte| !is_space(*byte)).map(|length| from + length)
    }

    /// Reads the attribute that begins at `from`, and says where it ends. A name may begin with `=`.
    fn attribute(&mut self, from: usize, attributes: &mut Attributes) -> Option<usize> {
        let name_end = self.name_end(from + 1, &ENDS_ATTRIBUTE_NAME)?;
        let name = self.names.get(&self.html[from..name_end]);
        let equals = self.after_space(name_end)?;
        if self.bytes[equals] != b'=' {
            attributes.push(name, StrTendril::new);
            return Some(equals);
        }
        let start = self.after_space(equals + 1)?;
        let (start, end, after) = match self.bytes[start] {
            quote @ (b'"' | b'\'') => {
                let end = start + 1 + memchr::memchr(quote, &self.bytes[start + 1..])?;
                (start + 1, end, end + 1)
            }
            b'>' => (start, start, start),
            _ => {
                let ends = |byte: &u8| is_space(*byte) || *byte == b'>';
                let end = start + self.bytes[start..].iter().position(ends)?;
                (start, end, end)
            }
        };
        attributes.push(name, || self.value(start, end));
        Some(after)
    }

    fn value(&self, start: usize, end: usize) -> StrTendril {
        if memchr::memchr2(b'&', 0, &self.bytes[start..end]).is_none() {
            return self.piece(start, end);
        }
        let mut value = String::with_capacity(end - start);
        reference::resolve(&self.html[start..end], true, &mut value);
        StrTendril::from(value)
    }
}
