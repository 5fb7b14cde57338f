//! The table of contents of a long text: its headings, made addressable.
//!
//! Relies on the one shape that clean HTML has: headings are `<h2>` and the like, closed by the
//! next tag of their name, and a `>` in an attribute is escaped. One that a link within the text
//! leads to has a name already and keeps it. Time is linear.

use crate::picture::Body;

/// Fewest headings that make a table worth its place.
const HEADINGS_MIN: usize = 3;
/// Most headings of a table; the others stay addressable.
const HEADINGS_MAX: usize = 100;

/// A heading of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Where it stands on the page.
    pub(crate) id: String,
    /// What it says.
    pub(crate) text: String,
    /// True where it stands below another one.
    pub(crate) below: bool,
}

/// Gives the headings of a text their names, and lists them where there are enough.
pub(crate) fn of(body: Body) -> (Body, Vec<Heading>) {
    let html = body.as_str();
    let mut out = String::with_capacity(html.len() + 256);
    let mut found: Vec<(u8, Heading)> = Vec::new();
    let mut rest = html;
    while let Some(Found { before, level, attributes, inside, after }) = next_heading(rest) {
        let named = attributes.split_once(" id=\"").and_then(|(_, value)| value.split_once('"'));
        let id = named.map_or_else(|| format!("part-{}", found.len() + 1), |(id, _)| id.to_owned());
        let new = if named.is_some() { String::new() } else { format!(" id=\"{id}\"") };
        out.push_str(before);
        out.push_str(&format!("<h{level}{new}{attributes}>{inside}</h{level}>"));
        rest = after;
        found.push((level, Heading { id, text: text_of(inside), below: false }));
    }
    if found.is_empty() {
        return (body, Vec::new());
    }
    out.push_str(rest);
    found.retain(|(_, heading)| !heading.text.is_empty());
    let top = found.iter().map(|(level, _)| *level).min().unwrap_or(0);
    let mut list: Vec<Heading> = found
        .into_iter()
        .map(|(level, heading)| Heading { below: level > top, ..heading })
        .take(HEADINGS_MAX)
        .collect();
    if list.len() < HEADINGS_MIN {
        list.clear();
    }
    (body.with(out), list)
}

/// The next heading of a text, and what stands around it.
struct Found<'a> {
    before: &'a str,
    level: u8,
    attributes: &'a str,
    inside: &'a str,
    after: &'a str,
}

fn next_heading(html: &str) -> Option<Found<'_>> {
    let mut from = 0;
    loop {
        let at = from + html[from..].find("<h")?;
        let level = *html.as_bytes().get(at + 2)?;
        let opened = matches!(html.as_bytes().get(at + 3), Some(b'>' | b' '));
        if (b'1'..=b'6').contains(&level) && opened {
            let level = level - b'0';
            let closing = format!("</h{level}>");
            let start = at + 4 + html[at + 3..].find('>')?;
            let end = start + html[start..].find(&closing)?;
            return Some(Found {
                before: &html[..at],
                level,
                attributes: &html[at + 3..start - 1],
                inside: &html[start..end],
                after: &html[end + closing.len()..],
            });
        }
        from = at + 2;
    }
}

/// The text of a piece of clean HTML, unescaped as far as that escapes.
fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    for (written, meant) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")]
    {
        out = out.replace(written, meant);
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests;
