//! Text to tokens: what stands in front of html5ever's tree builder.
//!
//! html5ever's own tokenizer reads character by character out of a queue of
//! buffers, because pages come to a browser in pieces. Here the whole page is in
//! memory, so a run of text, a name or a value is one search for its end, and
//! reaches the tree builder as a piece of the page that nobody copied.
//!
//! - [`run`] reads a page; the tokens are those of the standard, and tests hold
//!   the trees against those of html5ever's tokenizer.
//! - `tag` reads tags and their attributes, `name` their names, `raw` finds where
//!   scripts, styles and titles end, `reference` reads `&amp;` and its like,
//!   `noscript` lets nothing that is left open in a `<noscript>` run past its end.
//! - Deliberately absent: parse errors, the text of comments, line numbers:
//!   nobody here asks for them.
//!
//! Spec: HTML Standard §13.2.5 (tokenization), §13.2.3.5 (line ends).

mod name;
mod noscript;
mod raw;
mod reference;
mod tag;

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self as html, Doctype, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;

use super::sink::{Handle, Sink};

/// Most bytes that are read: the pieces of a page are counted in 32 bits.
const PAGE_BYTES_MAX: usize = 1 << 31;

/// Reads a page into a tree builder, up to its end or a limit of the sink.
pub(super) fn run(html: &str, builder: &TreeBuilder<Handle, Sink>) {
    let html = &html[..html.floor_char_boundary(PAGE_BYTES_MAX)];
    let html = with_line_feeds(html.strip_prefix('\u{feff}').unwrap_or(html));
    let shared = StrTendril::from_slice(&html);
    let mut tokenizer = Tokenizer {
        html: &html,
        bytes: html.as_bytes(),
        shared: &shared,
        at: 0,
        builder,
        names: name::Names::default(),
        scratch: String::new(),
        noscript: noscript::Place::default(),
    };
    tokenizer.read();
    tokenizer.emit(Token::EOFToken);
    builder.end();
}

/// The page with every line ended by a line feed alone.
fn with_line_feeds(html: &str) -> Cow<'_, str> {
    let mut returns = memchr::memchr_iter(b'\r', html.as_bytes()).peekable();
    if returns.peek().is_none() {
        return Cow::Borrowed(html);
    }
    let (mut out, mut start) = (String::with_capacity(html.len()), 0);
    for at in returns {
        out.push_str(&html[start..at]);
        start = at + 1;
        if html.as_bytes().get(start) != Some(&b'\n') {
            out.push('\n');
        }
    }
    out.push_str(&html[start..]);
    Cow::Owned(out)
}

struct Tokenizer<'a> {
    html: &'a str,
    bytes: &'a [u8],
    /// The page once more, in the form that the tree builder takes pieces of.
    shared: &'a StrTendril,
    at: usize,
    builder: &'a TreeBuilder<Handle, Sink>,
    names: name::Names,
    /// Text with its references resolved.
    scratch: String,
    noscript: noscript::Place,
}

impl Tokenizer<'_> {
    /// Reads on to the end or a limit of the sink.
    fn read(&mut self) {
        while self.at < self.bytes.len() && !self.builder.sink.is_full() {
            match self.bytes[self.at] {
                b'<' => self.markup(),
                _ => self.text(),
            }
        }
    }

    fn emit(&self, token: Token) {
        // What the tree builder answers matters after start tags only.
        let _ = self.builder.process_token(token, 1);
    }

    fn piece(&self, start: usize, end: usize) -> StrTendril {
        self.shared.subtendril(start as u32, (end - start) as u32)
    }

    fn emit_piece(&self, start: usize, end: usize) {
        if start < end {
            self.emit(Token::CharacterTokens(self.piece(start, end)));
        }
    }

    /// The first of up to three bytes from a place on, else the page's end.
    fn find(&self, from: usize, wanted: [u8; 3]) -> usize {
        let [a, b, c] = wanted;
        memchr::memchr3(a, b, c, &self.bytes[from..]).map_or(self.bytes.len(), |at| from + at)
    }

    /// Text up to the next `<`.
    fn text(&mut self) {
        let end = self.find(self.at, [b'<', b'&', 0]);
        match self.bytes.get(end) {
            Some(0) => {
                self.emit_piece(self.at, end);
                self.emit(Token::NullCharacterToken);
                self.at = end + 1;
            }
            Some(b'&') => {
                let end = self.find(end, [b'<', 0, 0]);
                self.emit_resolved(self.at, end);
                self.at = end;
            }
            _ => {
                self.emit_piece(self.at, end);
                self.at = end;
            }
        }
    }

    /// Text with its references resolved, and with U+FFFD for U+0000.
    fn emit_resolved(&mut self, start: usize, end: usize) {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        reference::resolve(&self.html[start..end], false, &mut text);
        if !text.is_empty() {
            self.emit(Token::CharacterTokens(StrTendril::from_slice(&text)));
        }
        self.scratch = text;
    }

    /// What a `<` begins.
    fn markup(&mut self) {
        let start = self.at;
        match (self.bytes.get(start + 1), self.bytes.get(start + 2)) {
            (Some(first), _) if first.is_ascii_alphabetic() => self.tag(TagKind::StartTag, start + 1),
            (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => {
                self.tag(TagKind::EndTag, start + 2);
            }
            (Some(b'/'), Some(b'>')) => self.at = start + 3,
            (Some(b'/'), Some(_)) => self.bogus_comment(start + 2),
            (Some(b'!'), _) => self.declaration(start + 2),
            (Some(b'?'), _) => self.bogus_comment(start + 1),
            (Some(b'/'), None) => {
                self.at = start + 2;
                self.emit_piece(start, self.at);
            }
            _ => {
                self.at = start + 1;
                self.emit_piece(start, self.at);
            }
        }
    }

    /// A comment that ends at the next `>`, whatever it holds.
    fn bogus_comment(&mut self, from: usize) {
        self.end_comment(memchr::memchr(b'>', &self.bytes[from..]).map(|at| from + at + 1));
    }

    fn end_comment(&mut self, end: Option<usize>) {
        self.emit(Token::CommentToken(StrTendril::new()));
        self.at = end.unwrap_or(self.bytes.len());
    }

    /// What `<!` begins.
    fn declaration(&mut self, from: usize) {
        let rest = &self.bytes[from..];
        if rest.starts_with(b"--") {
            self.end_comment(comment_end(&rest[2..]).map(|at| from + 2 + at));
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            let end = memchr::memchr(b'>', rest).map_or(self.bytes.len(), |at| from + at + 1);
            if let Some(doctype) = doctype(&self.html[from - 2..end]) {
                self.emit(Token::DoctypeToken(doctype));
            }
            self.at = end;
        } else if rest.starts_with(b"[CDATA[")
            && self.builder.adjusted_current_node_present_but_not_in_html_namespace()
        {
            self.cdata(from + 7);
        } else {
            self.bogus_comment(from);
        }
    }

    fn cdata(&mut self, from: usize) {
        let end = memchr::memmem::find(&self.bytes[from..], b"]]>").map(|at| from + at);
        self.at = end.map_or(self.bytes.len(), |end| end + 3);
        let end = end.unwrap_or(self.bytes.len());
        let mut start = from;
        for null in memchr::memchr_iter(0, &self.bytes[from..end]).map(|at| from + at) {
            self.emit_piece(start, null);
            self.emit(Token::NullCharacterToken);
            start = null + 1;
        }
        self.emit_piece(start, end);
    }

    /// The content of an element that holds no tags; its end tag is left to be read.
    fn raw(&mut self, kind: RawKind, name: &str) {
        let rest = &self.bytes[self.at..];
        let end = match kind {
            RawKind::Rcdata | RawKind::Rawtext => raw::end(rest, name.as_bytes()),
            RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => raw::script_end(rest),
        };
        self.raw_text(self.at + end, kind == RawKind::Rcdata);
    }

    /// Text up to a place, without tags; with references or not.
    fn raw_text(&mut self, end: usize, references: bool) {
        let text = &self.bytes[self.at..end];
        if references && memchr::memchr2(b'&', 0, text).is_some() {
            self.emit_resolved(self.at, end);
        } else if memchr::memchr(0, text).is_some() {
            let text = self.html[self.at..end].replace('\0', "\u{fffd}");
            self.emit(Token::CharacterTokens(StrTendril::from(text)));
        } else {
            self.emit_piece(self.at, end);
        }
        self.at = end;
    }
}

/// Where a comment ends that began just before; `None` where it does not.
fn comment_end(rest: &[u8]) -> Option<usize> {
    if rest.starts_with(b">") {
        return Some(1);
    }
    if rest.starts_with(b"->") {
        return Some(2);
    }
    let mut from = 0;
    while let Some(hyphens) = memchr::memmem::find(&rest[from..], b"--") {
        let at = from + hyphens;
        // More hyphens may stand before the two that end it.
        from = at + rest[at..].iter().take_while(|byte| **byte == b'-').count();
        match (rest.get(from), rest.get(from + 1)) {
            (Some(b'>'), _) => return Some(from + 1),
            (Some(b'!'), Some(b'>')) => return Some(from + 2),
            _ => {}
        }
    }
    None
}

/// A document type declaration as html5ever reads it: pages have one, so it may be slow.
fn doctype(declaration: &str) -> Option<Doctype> {
    #[derive(Default)]
    struct Found(RefCell<Option<Doctype>>);

    impl TokenSink for Found {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::DoctypeToken(doctype) = token {
                *self.0.borrow_mut() = Some(doctype);
            }
            TokenSinkResult::Continue
        }
    }

    let tokenizer = html::Tokenizer::new(Found::default(), html::TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(declaration));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[cfg(test)]
mod tests;
