//! The encoding that a page declares in a `<meta>`, read from undecoded bytes.
//!
//! Spec: HTML Standard §13.2.3.2 (prescan a byte stream) and its algorithms for
//! getting an attribute and extracting an encoding from a `<meta>`. Looked at
//! are more bytes than the standard's 1024, because browsers also change their
//! minds later, when the parser meets the element.

/// How far into a page a label is looked for, in bytes.
const LOOK_BYTES: usize = 16 << 10;

/// Most attributes of one tag that are looked at.
const ATTRIBUTES_MAX: usize = 64;

/// The label of the first `<meta>` that holds one.
pub(super) fn label(bytes: &[u8]) -> Option<&str> {
    let mut rest = &bytes[..bytes.len().min(LOOK_BYTES)];
    if let Some(label) = xml_label(rest) {
        return Some(label);
    }
    loop {
        rest = &rest[memchr::memchr(b'<', rest)? + 1..];
        if let Some(comment) = rest.strip_prefix(b"!--") {
            // `<!-->` is a whole comment.
            let end = memchr::memmem::find(&rest[1..], b"-->");
            rest = end.map_or(comment, |end| &rest[1 + end + 3..]);
        } else if starts_tag(rest, b"meta") {
            let (found, after) = of_meta(&rest[4..]);
            if found.is_some() {
                return found;
            }
            rest = after;
        } else if let Some(name) =
            [b"script".as_slice(), b"style", b"title"].into_iter().find(|n| starts_tag(rest, n))
        {
            // What a script writes is no tag of the page.
            rest = after_end_tag(&rest[name.len()..], name);
        }
    }
}

/// The `encoding` of an XML declaration: XHTML served as HTML has one.
fn xml_label(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.trim_ascii_start();
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let value = declaration[at + 8..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    quoted(value)
}

fn starts_tag(rest: &[u8], name: &[u8]) -> bool {
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest.get(name.len()).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
}

fn after_end_tag<'a>(rest: &'a [u8], name: &[u8]) -> &'a [u8] {
    let ends = memchr::memmem::find_iter(rest, b"</");
    let end = ends.into_iter().find(|&at| starts_tag(&rest[at + 2..], name));
    end.map_or(&[], |at| &rest[at..])
}

/// The label in the attributes of a `<meta>`, and what follows them.
fn of_meta(mut rest: &[u8]) -> (Option<&str>, &[u8]) {
    let (mut charset, mut content, mut is_content_type) = (None, None, false);
    for _ in 0..ATTRIBUTES_MAX {
        let Some((name, value, after)) = attribute(rest) else { break };
        rest = after;
        if name.eq_ignore_ascii_case(b"charset") {
            charset = charset.or(text(value));
        } else if name.eq_ignore_ascii_case(b"content") {
            content = content.or_else(|| in_content(value));
        } else if name.eq_ignore_ascii_case(b"http-equiv") {
            is_content_type |= value.trim_ascii().eq_ignore_ascii_case(b"content-type");
        }
    }
    (charset.or(content.filter(|_| is_content_type)), rest)
}

/// Name and value of the next attribute, and what follows. `None` at the tag's end.
fn attribute(rest: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let skipped = rest.iter().position(|b| !b.is_ascii_whitespace() && *b != b'/')?;
    let rest = &rest[skipped..];
    if rest.first() == Some(&b'>') {
        return None;
    }
    let ends_name = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'=');
    // A name may begin with `=`.
    let end = rest.iter().skip(1).position(ends_name).map_or(rest.len(), |end| end + 1);
    let (name, after) = rest.split_at(end);
    let Some(value) = after.trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii_start) else {
        return Some((name, b"", after));
    };
    if let Some(quote @ (b'"' | b'\'')) = value.first() {
        let value = &value[1..];
        let end = memchr::memchr(*quote, value)?;
        return Some((name, &value[..end], &value[end + 1..]));
    }
    let end = value.iter().position(|b| b.is_ascii_whitespace() || *b == b'>').unwrap_or(value.len());
    Some((name, &value[..end], &value[end..]))
}

/// The label in `text/html; charset=…`.
fn in_content(value: &[u8]) -> Option<&str> {
    let mut rest = value;
    loop {
        let at = rest.windows(7).position(|window| window.eq_ignore_ascii_case(b"charset"))?;
        rest = rest[at + 7..].trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            if matches!(value.first(), Some(b'"' | b'\'')) {
                return quoted(value);
            }
            let end = value.iter().position(|b| b.is_ascii_whitespace() || *b == b';');
            return text(&value[..end.unwrap_or(value.len())]);
        }
    }
}

fn quoted(value: &[u8]) -> Option<&str> {
    let quote = *value.first().filter(|b| matches!(b, b'"' | b'\''))?;
    let value = &value[1..];
    text(&value[..memchr::memchr(quote, value)?])
}

fn text(value: &[u8]) -> Option<&str> {
    std::str::from_utf8(value).ok().map(str::trim).filter(|label| !label.is_empty())
}
