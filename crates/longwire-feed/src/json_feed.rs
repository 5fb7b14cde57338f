//! JSON Feed 1.0 and 1.1.
//!
//! Specs: <https://www.jsonfeed.org/version/1.1/>, and version 1 (`author` instead
//! of `authors`).

use longwire_model::{Enclosure, Entry, Feed, FeedFormat, FeedLink, Person, Url};
use longwire_text::link;
use serde_json::{Map, Value};

use crate::defect;
use crate::draft::{Context, EntryDraft, FeedDraft, Title};
use crate::field;
use crate::html::{self, Tags};
use crate::parse::{Limits, NotAFeed, note_repeated_guids};
use crate::xml::entity;

/// Reads a JSON Feed. A document counts as one that has `items` or says so in `version`.
///
/// # Errors
///
/// [`NotAFeed::OtherJson`] for broken JSON, for JSON nested deeper than 128
/// levels, and for JSON that is something else.
pub(crate) fn parse(text: &str, mut context: Context<'_>, limits: &Limits) -> Result<Feed, NotAFeed> {
    let other = |reason: &str| NotAFeed::OtherJson { reason: reason.to_owned() };
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let document = match first_value(text) {
        Ok(Some(Value::Object(document))) => document,
        Err(error) if error.is_eof() => {
            let whole = whole_items(text).and_then(|whole| first_value(&whole).ok().flatten());
            let Some(Value::Object(document)) = whole else { return Err(other(&error.to_string())) };
            context.defects.note(defect::JSON_ENDED_EARLY, "");
            document
        }
        Err(error) => return Err(other(&error.to_string())),
        Ok(_) => return Err(other("it is not an object")),
    };
    let version = document.get("version").and_then(Value::as_str).unwrap_or_default();
    let says_so = version.contains("jsonfeed.org/version/");
    if !says_so && !document.get("items").is_some_and(Value::is_array) {
        return Err(other("it has neither a JSON Feed version nor items"));
    }
    context.defects.note_if(!says_so, defect::JSON_VERSION_UNKNOWN);
    let mut feed = head(&document, &context);
    let items = document.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    context.defects.note_if(items.len() > limits.entries_max, defect::ENTRIES_CUT);
    let objects = items.iter().take(limits.entries_max).filter_map(Value::as_object);
    feed.entries = objects.map(|item| entry(item, &mut context)).collect();
    note_repeated_guids(&feed.entries, &mut context.defects);
    feed.defects = context.defects.into_vec();
    Ok(feed)
}

/// The JSON value at the beginning; what follows it does not matter.
fn first_value(text: &str) -> serde_json::Result<Option<Value>> {
    serde_json::Deserializer::from_str(text).into_iter::<Value>().next().transpose()
}

/// A document that was cut off, up to its last whole item, and closed there.
/// `None` where no item is whole.
fn whole_items(text: &str) -> Option<String> {
    let mut open = Vec::new();
    let (mut in_string, mut escaped, mut end) = (false, false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => open.push(byte),
            b'}' | b']' => {
                open.pop();
                if byte == b'}' && open == b"{[" {
                    end = Some(at + 1);
                }
            }
            _ => {}
        }
    }
    Some(format!("{}]}}", &text[..end?]))
}

fn head(document: &Map<String, Value>, context: &Context<'_>) -> Feed {
    let mut draft = FeedDraft::default();
    draft.feed.format = FeedFormat::Json;
    draft.title.offer(0, text(document, "title").map(|text| Title { text, html: None }));
    draft.link.offer(0, address(document, "home_page_url", context));
    draft.id.offer(0, address(document, "feed_url", context));
    draft.description.offer(0, text(document, "description").map(|text| entity::escape(&text)));
    draft.language.offer(0, text(document, "language"));
    draft.image.offer(0, address(document, "icon", context));
    draft.image.offer(1, address(document, "favicon", context));
    for person in people(document, context) {
        draft.add_author(0, Some(person));
    }
    let mut add = |rel: &str, address: Option<String>| {
        if let Some(url) = address.and_then(|a| link::resolve(&a, context.base.as_ref())) {
            draft.add_link(FeedLink { url, rel: rel.to_owned(), media_type: None, title: None });
        }
    };
    add("self", address(document, "feed_url", context));
    add("next", address(document, "next_url", context));
    for hub in
        document.get("hubs").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    {
        add("hub", address(hub, "url", context));
    }
    draft.finish(context)
}

fn entry(item: &Map<String, Value>, context: &mut Context<'_>) -> Entry {
    let mut draft = EntryDraft::default();
    draft.title.offer(
        0,
        text(item, "title").map(|title| {
            let html = html::has_markup(&title).then(|| title.clone());
            Title { text: html::text(&title, Tags::Known), html }
        }),
    );
    draft.link.offer(0, address(item, "url", context));
    draft.link.offer(1, address(item, "external_url", context));
    draft.guid.offer(0, text(item, "id"));
    let absolute =
        |html: String, context: &Context<'_>| html::absolute(&html, context.base.as_ref()).into_owned();
    draft.content.offer(0, text(item, "content_html").map(|html| absolute(html, context)));
    draft.content.offer(1, text(item, "content_text").map(|text| entity::escape(&text)));
    draft.summary.offer(0, text(item, "summary").map(|text| entity::escape(&text)));
    draft.published.offer(0, text(item, "date_published").and_then(|date| field::date_of(&date, context)));
    draft.updated.offer(0, text(item, "date_modified").and_then(|date| field::date_of(&date, context)));
    draft.image.offer(0, address(item, "image", context));
    draft.image.offer(1, address(item, "banner_image", context));
    draft.language.offer(0, text(item, "language"));
    for person in people(item, context) {
        draft.add_author(0, Some(person));
    }
    for tag in item.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        draft.add_category(tag);
    }
    attachments(item, &mut draft, context);
    draft.finish(context)
}

fn attachments(item: &Map<String, Value>, draft: &mut EntryDraft, context: &mut Context<'_>) {
    const ATTACHMENTS_MAX: usize = 200;
    let list = item.get("attachments").and_then(Value::as_array).into_iter().flatten();
    for attachment in list.filter_map(Value::as_object).take(ATTACHMENTS_MAX) {
        let Some(address) = address(attachment, "url", context) else { continue };
        match link::resolve(&address, context.base.as_ref()) {
            Some(url) => draft.entry.enclosures.push(Enclosure {
                url,
                media_type: text(attachment, "mime_type"),
                length_bytes: attachment.get("size_in_bytes").and_then(Value::as_u64),
            }),
            None => context.defects.note(defect::ENCLOSURE_URL_UNREADABLE, &address),
        }
    }
}

/// `authors` of 1.1, else `author` of 1.0.
fn people(object: &Map<String, Value>, context: &Context<'_>) -> Vec<Person> {
    let list = object.get("authors").and_then(Value::as_array).map(Vec::as_slice);
    let one = object.get("author").map(std::slice::from_ref);
    let people = list.filter(|list| !list.is_empty()).or(one).unwrap_or_default();
    let person = |value: &Value| match value {
        Value::String(name) => Some(Person { name: name.clone(), ..Person::default() }),
        Value::Object(author) => {
            let url: Option<Url> =
                text(author, "url").and_then(|url| link::resolve(&url, context.base.as_ref()));
            let name = text(author, "name").unwrap_or_default();
            (!name.is_empty() || url.is_some()).then_some(Person { name, email: text(author, "email"), url })
        }
        _ => None,
    };
    people.iter().filter_map(person).collect()
}

/// A string, or a number written as one, where it is not blank.
fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => entity::clean(text.trim()).into_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn address(object: &Map<String, Value>, key: &str, context: &Context<'_>) -> Option<String> {
    let written = text(object, key)?;
    Some(link::resolve_written(&written, context.base.as_ref()).into_owned()).filter(|a| !a.is_empty())
}

#[cfg(test)]
mod tests;
