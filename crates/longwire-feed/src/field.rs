//! Reads the value of one element: text, HTML, a title, a date, an address.

use std::borrow::Cow;

use longwire_model::{Moment, Person};
use longwire_text::{date, link};

use crate::defect;
use crate::draft::{Context, Title};
use crate::html::{self, Tags};
use crate::person;
use crate::xml::entity;
use crate::xml::tree::{CdataIs, Element};

/// The value as HTML: escaped markup, a CDATA section, or naked markup. Links are made absolute.
pub(crate) fn html(element: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    let base = element.base(context.base.as_ref());
    if element.has_children() {
        return Some(element.markup(context.base.as_ref(), CdataIs::Markup)).filter(|html| !html.is_empty());
    }
    let text = element.text()?;
    Some(match html::absolute(&text, base) {
        Cow::Borrowed(_) => text.into_owned(),
        Cow::Owned(html) => html,
    })
}

/// The value as one line of plain text, whether it was plain or HTML.
pub(crate) fn line(element: &Element<'_, '_>) -> Option<String> {
    let text = element.text()?;
    Some(html::text(&text, Tags::Known)).filter(|text| !text.is_empty())
}

/// A title that may be plain text or HTML, as RSS leaves open.
pub(crate) fn title(element: &Element<'_, '_>, context: &Context<'_>) -> Option<Title> {
    if !element.has_children() {
        let text = element.text()?;
        if !html::has_markup(&text) {
            let text = html::text(&text, Tags::Known);
            return (!text.is_empty()).then_some(Title { text, html: None });
        }
    }
    let html = html(element, context)?;
    let tags = if element.has_children() { Tags::All } else { Tags::Known };
    let text = html::text(&html, tags);
    (!text.is_empty()).then_some(Title { text, html: Some(html) })
}

/// Text that an Atom text construct holds, and whether it is HTML.
#[derive(Debug)]
pub(crate) struct Construct {
    value: String,
    is_html: bool,
}

impl Construct {
    pub(crate) fn into_html(self) -> String {
        if self.is_html { self.value } else { entity::escape(&self.value) }
    }

    pub(crate) fn into_title(self) -> Title {
        if !self.is_html {
            return Title { text: html::one_line(&self.value), html: None };
        }
        let text = html::text(&self.value, Tags::All);
        let html = html::has_markup(&self.value).then_some(self.value);
        Title { text, html }
    }

    pub(crate) fn into_line(self) -> String {
        self.into_title().text
    }
}

/// Reads an Atom text construct or content element (RFC 4287 §3.1, §4.1.3),
/// and Atom 0.3's, which had `mode` beside `type`. `None` where it is empty or
/// holds something that is not text.
pub(crate) fn construct(element: &Element<'_, '_>, context: &Context<'_>) -> Option<Construct> {
    let media_type = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let mode = element.attribute("mode").unwrap_or_default().to_ascii_lowercase();
    let base = element.base(context.base.as_ref());
    let absolute = |text: &str| html::absolute(text, base).into_owned();
    if mode == "base64" || is_binary(&media_type) && !element.has_children() {
        let value = decode_base64(&element.text()?)?;
        let is_html = media_type != "text/plain" && media_type != "text";
        return Some(Construct { value: if is_html { absolute(&value) } else { value }, is_html });
    }
    if element.has_children() {
        let cdata = if media_type.ends_with("html") && !media_type.contains("xhtml") {
            CdataIs::Markup
        } else {
            CdataIs::Text
        };
        // The `div` that XHTML must stand in is not part of it (RFC 4287 §3.1.1.3).
        let mut children = element.children();
        let inner = match (children.next(), children.next()) {
            (Some(div), None) if div.local() == "div" && media_type.contains("xhtml") => div,
            _ => *element,
        };
        let value = inner.markup(context.base.as_ref(), cdata);
        return (!value.is_empty()).then_some(Construct { value, is_html: true });
    }
    let text = element.text()?;
    let is_html = match media_type.as_str() {
        "" => looks_like_html(&text),
        "html" | "text/html" => true,
        "xhtml" | "application/xhtml+xml" => mode == "escaped" || looks_like_html(&text),
        "text" => false,
        "text/plain" => false,
        other
            if other.starts_with("image/") || other.starts_with("audio/") || other.starts_with("video/") =>
        {
            return None;
        }
        _ => looks_like_html(&text),
    };
    let value = if is_html { absolute(&text) } else { text.into_owned() };
    Some(Construct { value, is_html })
}

/// Whether content of this media type is in base64 (RFC 4287 §4.1.3.3): neither
/// text nor XML. What is not text once decoded (a picture) is then refused.
fn is_binary(media_type: &str) -> bool {
    let is_xml = media_type.ends_with("+xml") || media_type.ends_with("/xml");
    media_type.contains('/') && !media_type.starts_with("text/") && !is_xml
}

/// Whether text of no declared type is HTML: it closes a tag, breaks a line or
/// holds a reference, none of which prose about HTML tends to do.
fn looks_like_html(text: &str) -> bool {
    (text.contains("</")
        || text.contains("/>")
        || text.contains("<br")
        || text.contains("<p>")
        || text.contains("<img "))
        && html::has_markup(text)
}

/// The date in the element.
pub(crate) fn date(element: &Element<'_, '_>, context: &mut Context<'_>) -> Option<Moment> {
    date_of(&element.text()?, context)
}

/// The date in a text.
pub(crate) fn date_of(text: &str, context: &mut Context<'_>) -> Option<Moment> {
    let moment = date::feed::parse(text, context.zone);
    if moment.is_none() {
        context.defects.note(defect::DATE_UNREADABLE, text);
    }
    moment
}

/// The address in the element's text, resolved but in its writer's spelling.
pub(crate) fn address(element: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    resolve(&element.text()?, element, context)
}

/// The address in an attribute, resolved but in its writer's spelling.
pub(crate) fn address_in(
    element: &Element<'_, '_>,
    attribute: &str,
    context: &Context<'_>,
) -> Option<String> {
    resolve(&element.attribute(attribute)?, element, context)
}

/// An address that stands in `element`, resolved but in its writer's spelling.
fn resolve(written: &str, element: &Element<'_, '_>, context: &Context<'_>) -> Option<String> {
    let base = element.base(context.base.as_ref());
    Some(link::resolve_written(written, base).into_owned()).filter(|address| !address.is_empty())
}

/// The person an element names: by its children, as Atom does, or in a line.
pub(crate) fn person(element: &Element<'_, '_>, context: &Context<'_>) -> Option<Person> {
    if !element.has_children() {
        return person::of_text(&html::one_line(&element.text()?));
    }
    let mut person = Person::default();
    for child in element.children() {
        match child.local() {
            "name" => person.name = line(&child).unwrap_or_default(),
            "email" => person.email = child.text().map(Cow::into_owned),
            "uri" | "url" | "homepage" => {
                let address = address(&child, context);
                person.url = address.and_then(|a| link::resolve(&a, context.base.as_ref()));
            }
            _ => {}
        }
    }
    if person.name.is_empty() && person.email.is_none() {
        return person::of_text(&html::one_line(&element.text()?));
    }
    // A name that is itself `Name <mail>` is taken apart.
    match (&person.email, person::of_text(&person.name)) {
        (None, Some(read)) if read.email.is_some() => Some(Person { url: person.url, ..read }),
        _ => Some(person),
    }
}

/// Base64 (RFC 4648 §4), white space and missing padding forgiven. `None` for
/// anything else and for what is not UTF-8.
fn decode_base64(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
