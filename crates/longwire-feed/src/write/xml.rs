//! Writes XML: elements, attributes, text, and nothing XML can not hold.

use std::borrow::Cow;

use longwire_model::Url;

/// An XML document while it is written.
#[derive(Debug)]
pub(crate) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document with its declaration and, if wanted, a style sheet.
    pub(crate) fn new(stylesheet: Option<&str>) -> Self {
        let mut xml =
            Self { out: String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"), open: Vec::new() };
        if let Some(address) = stylesheet {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let kind = if path.ends_with(".css") { "text/css" } else { "text/xsl" };
            xml.out.push_str("<?xml-stylesheet type=\"");
            xml.out.push_str(kind);
            xml.out.push_str("\" href=\"");
            // `?>` would end the instruction; in an address it is as good escaped.
            escaped_into(&address.replace("?>", "%3F%3E"), &mut xml.out);
            xml.out.push_str("\"?>\n");
        }
        xml
    }

    /// Begins an element.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the innermost element.
    pub(crate) fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        self.indent();
        self.end(name);
    }

    /// An element with text in it.
    pub(crate) fn text(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        self.out.push('>');
        escaped_into(text, &mut self.out);
        self.end(name);
    }

    /// An element with text in it, where there is any.
    pub(crate) fn text_if(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.text(name, &[], text);
        }
    }

    /// An element with a CDATA section in it.
    pub(crate) fn cdata(&mut self, name: &'static str, text: &str) {
        self.tag(name, &[]);
        self.out.push_str("><![CDATA[");
        // The end mark is split over two sections.
        for (n, piece) in text.split("]]>").enumerate() {
            self.out.push_str(if n > 0 { "]]]]><![CDATA[>" } else { "" });
            self.out.extend(piece.chars().filter_map(written));
        }
        self.out.push_str("]]>");
        self.end(name);
    }

    /// An element with attributes only.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str("/>\n");
    }

    /// The document, with all elements ended.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn indent(&mut self) {
        (0..self.open.len()).for_each(|_| self.out.push_str("  "));
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            escaped_into(value, &mut self.out);
            self.out.push('"');
        }
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }
}

/// Appends text as character data or attribute value; line breaks survive in both.
fn escaped_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c => out.extend(written(c)),
        }
    }
}

/// The character as it is written; none where XML 1.0 can not hold it (§2.2) or discourages it.
fn written(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' => Some(c),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => None,
        // Says that a character was lost; validators take the sign itself for the loss.
        '\u{FFFD}' => Some('?'),
        // Non-characters: the last two of every plane, and a block of 32.
        '\u{FDD0}'..='\u{FDEF}' => None,
        c => (c as u32 & 0xFFFE != 0xFFFE).then_some(c),
    }
}

/// An address in the characters RFC 3986 allows: the URL Standard leaves a few
/// others as they are, which validators refuse.
pub(crate) fn uri(url: &Url) -> String {
    identifier(url.as_str()).into_owned()
}

/// The same of an identity, which is an address or looks like one.
pub(super) fn identifier(text: &str) -> Cow<'_, str> {
    // Brackets stand for an IPv6 host before the path and nowhere else.
    let path_at = text.find("://").map_or(0, |n| n + 3);
    let path_at = text[path_at..].find(['/', '?', '#']).map_or(text.len(), |n| path_at + n);
    let (host, rest) = text.split_at(path_at);
    if !rest.contains(is_no_uri) {
        return Cow::Borrowed(text);
    }
    let mut out = host.to_owned();
    for c in rest.chars() {
        if is_no_uri(c) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether no URI holds the character (RFC 3986 §2), brackets beyond the host included.
fn is_no_uri(c: char) -> bool {
    !c.is_ascii_graphic() || matches!(c, '[' | ']' | '|' | '^' | '`' | '{' | '}' | '\\' | '"' | '<' | '>')
}
