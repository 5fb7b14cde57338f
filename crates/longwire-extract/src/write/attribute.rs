//! Which attributes stay.
//!
//! `href` where the address may be written, `title` of abbreviations, `datetime`,
//! `start` of lists, spans and scopes of cells, `lang` and `dir`; `id` is `anchor`'s matter. A style says
//! nothing but bold, italic and struck, and these become elements.
//!
//! Spec: HTML Standard §3.2.6 (global attributes), §4.5, §4.9.

use longwire_model::Lang;
use longwire_text::space;

use super::flow::{Attribute, Scope};
use super::link::Links;
use super::tag::Tag;
use crate::dom::{Document, NodeId};

/// Longest value of `title` and `datetime` that is written, in bytes.
const ATTRIBUTE_BYTES_MAX: usize = 1 << 10;

/// Most declarations of a style attribute that are looked at.
const STYLE_DECLARATIONS_MAX: usize = 64;

/// What an element of running text becomes, with its attributes; `None` where it says nothing.
pub(super) fn of_inline(
    document: &Document,
    tag: Tag,
    id: NodeId,
    links: &mut Links<'_>,
) -> Option<(Tag, Vec<Attribute>)> {
    let mut attrs: Vec<Attribute> = Vec::new();
    match tag {
        Tag::A => attrs.push(("href", links.href(document.attr(id, "href")?)?)),
        Tag::Abbr => {
            let title = document.attr(id, "title").map(space::collapse).unwrap_or_default();
            if !title.is_empty() && title.len() <= ATTRIBUTE_BYTES_MAX {
                attrs.push(("title", title));
            }
        }
        Tag::Time => {
            let moment = document.attr(id, "datetime").map(str::trim).unwrap_or_default();
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'+' | b'-' | b'.' | b' ');
            if !moment.is_empty() && moment.len() <= 64 && moment.bytes().all(plain) {
                attrs.push(("datetime", moment.to_owned()));
            }
        }
        _ => {}
    }
    let scope = scope(document, id);
    attrs.extend(scope.lang.map(|lang| ("lang", lang)));
    attrs.extend(scope.dir.map(|dir| ("dir", dir.to_owned())));
    if tag == Tag::A {
        // Behind the rest, where other sanitizers put it too.
        attrs.push(("rel", "noopener noreferrer".to_owned()));
    }
    match tag {
        Tag::Span => match by_style(document.attr(id, "style").unwrap_or_default()) {
            Some(tag) => Some((tag, attrs)),
            None => (!attrs.is_empty()).then_some((tag, attrs)),
        },
        Tag::Bdo if attrs.is_empty() => None,
        _ => Some((tag, attrs)),
    }
}

/// The attributes of a block that stay.
pub(super) fn of_block(document: &Document, tag: Tag, id: NodeId) -> Vec<Attribute> {
    let attr = |name| document.attr(id, name).map(str::trim);
    let mut attrs = Vec::new();
    match tag {
        Tag::Ol => {
            let start = attr("start").and_then(|start| start.parse::<i32>().ok()).filter(|start| *start != 1);
            attrs.extend(start.map(|start| ("start", start.to_string())));
        }
        Tag::Td | Tag::Th => {
            for name in ["colspan", "rowspan"] {
                let span = attr(name).and_then(|span| span.parse::<u32>().ok());
                attrs.extend(span.filter(|s| (2..=1000).contains(s)).map(|span| (name, span.to_string())));
            }
            let scope = attr("scope").map(str::to_ascii_lowercase).filter(|_| tag == Tag::Th);
            let known =
                scope.filter(|scope| matches!(scope.as_str(), "row" | "col" | "rowgroup" | "colgroup"));
            attrs.extend(known.map(|scope| ("scope", scope)));
        }
        _ => {}
    }
    attrs
}

/// Language and direction that an element sets.
pub(super) fn scope(document: &Document, id: NodeId) -> Scope {
    let mut scope = Scope::default();
    for (name, value) in document.attrs(id) {
        match &**name {
            "lang" => scope.lang = Lang::parse(value).map(|_| value.trim().replace('_', "-")),
            "dir" => {
                scope.dir =
                    ["ltr", "rtl", "auto"].into_iter().find(|dir| dir.eq_ignore_ascii_case(value.trim()));
            }
            _ => {}
        }
    }
    scope
}

/// The element that says what a style attribute only shows.
fn by_style(style: &str) -> Option<Tag> {
    let declarations = style.split(';').take(STYLE_DECLARATIONS_MAX).filter_map(|pair| pair.split_once(':'));
    declarations.into_iter().find_map(|(name, value)| {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "font-weight" => {
                let bold = value.starts_with("bold") || value.parse().is_ok_and(|weight: u32| weight >= 600);
                bold.then_some(Tag::B)
            }
            "font-style" => matches!(value.as_str(), "italic" | "oblique").then_some(Tag::I),
            "text-decoration" | "text-decoration-line" => value.contains("line-through").then_some(Tag::S),
            _ => None,
        }
    })
}
