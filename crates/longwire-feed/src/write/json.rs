//! JSON Feed 1.1. What it has no field for stands in the extension `_longwire`.

use longwire_model::Author;
use serde_json::{Map, Value, json};

use super::xml::identifier;
use super::{Attribution, ItemImage, Licence, Publication, PublishedItem, instant};
use crate::xml::entity::clean;

/// Writes the publication as JSON Feed 1.1. Never fails.
pub(super) fn write(publication: &Publication) -> String {
    let mut feed = Object::default();
    feed.put("version", json!("https://jsonfeed.org/version/1.1"));
    feed.put("title", json!(clean(&publication.title)));
    feed.put("home_page_url", json!(publication.home_url.as_str()));
    feed.put("feed_url", json!(publication.self_url.as_str()));
    feed.text("description", Some(&publication.description));
    feed.text("language", publication.language.as_ref().map(|language| language.as_str()));
    feed.text("icon", publication.image_url.as_ref().map(|url| url.as_str()));
    // Its own paging: the next document of older items.
    feed.text("next_url", publication.prev_archive_url.as_ref().map(|url| url.as_str()));
    let hubs = publication.hub_urls.iter().map(|hub| json!({ "type": "WebSub", "url": hub.as_str() }));
    feed.list("hubs", hubs.collect());
    if let Some(publisher) = &publication.publisher {
        feed.list("authors", vec![person(&publisher.name, publisher.url.as_ref().map(|url| url.as_str()))]);
    }
    let mut extension = Object::default();
    extension.put("about", json!("https://github.com/longwire/longwire"));
    extension.text("id", Some(&publication.id));
    extension.text("updated_at", Some(&publication.updated_at.to_string()));
    extension.attribution(publication.publisher.as_ref(), publication.licence.as_ref());
    let alternates = publication.alternates.iter();
    extension.list(
        "alternates",
        alternates.map(|link| json!({ "url": link.url.as_str(), "type": link.media_type })).collect(),
    );
    feed.put("_longwire", Value::Object(extension.0));
    feed.put("items", Value::Array(publication.items.iter().map(|one| item(one, publication)).collect()));
    Value::Object(feed.0).to_string()
}

fn item(item: &PublishedItem, publication: &Publication) -> Value {
    let mut object = Object::default();
    object.put("id", json!(identifier(&item.id)));
    object.put("url", json!(item.url.as_str()));
    object.text("title", Some(&item.title));
    object.text("summary", item.summary());
    // One of the two contents is required (JSON Feed 1.1, "items").
    match item.content.is_empty() {
        true => object.put("content_text", json!(clean(item.summary().unwrap_or_default()))),
        false => object.put("content_html", json!(clean(item.content.as_str()))),
    }
    object.text("image", item.lead_image.as_ref().map(|image| image.url.as_str()));
    object.text("date_published", item.published_at.map(instant::rfc3339).as_deref());
    object.text("date_modified", item.modified_at.map(instant::rfc3339).as_deref());
    let named = item.authors.iter().filter(|author| !author.name.trim().is_empty());
    let people = named.map(|Author { name, url }| person(name, url.as_ref().map(|url| url.as_str())));
    object.list("authors", people.collect());
    object.list("tags", item.all_categories().into_iter().map(|category| json!(clean(category))).collect());
    object.text("language", item.language_beside(publication));
    let attachments = item.other_enclosures().map(|enclosure| {
        let mut object = Object::default();
        object.put("url", json!(enclosure.url.as_str()));
        object.put("mime_type", json!(enclosure.media_type.as_deref().unwrap_or("application/octet-stream")));
        object.number("size_in_bytes", enclosure.length_bytes);
        Value::Object(object.0)
    });
    object.list("attachments", attachments.collect());
    object.put("_longwire", extension(item));
    Value::Object(object.0)
}

fn extension(item: &PublishedItem) -> Value {
    let mut extension = Object::default();
    extension.text("archived_at", Some(&item.archived_at.to_string()));
    extension.text("section", item.section.as_deref());
    extension.attribution(item.publisher.as_ref(), item.licence.as_ref());
    if let Some(from) = &item.source {
        let mut source = Object::default();
        source.text("id", Some(&from.id));
        source.text("title", Some(&from.title));
        source.text("home_page_url", Some(from.home_url.as_str()));
        source.text("feed_url", Some(from.feed_url.as_str()));
        extension.put("source", Value::Object(source.0));
    }
    if let Some(ItemImage { url, media_type, length_bytes, width, height, caption, credit }) =
        &item.lead_image
    {
        let mut image = Object::default();
        image.text("url", Some(url.as_str()));
        image.text("type", media_type.as_deref());
        image.number("length", *length_bytes);
        image.number("width", width.map(u64::from));
        image.number("height", height.map(u64::from));
        image.text("caption", caption.as_deref());
        image.text("credit", credit.as_deref());
        extension.put("image", Value::Object(image.0));
    }
    Value::Object(extension.0)
}

fn person(name: &str, url: Option<&str>) -> Value {
    let mut person = Object::default();
    person.text("name", Some(name));
    person.text("url", url);
    Value::Object(person.0)
}

/// A JSON object that takes only what says something.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.put(key, json!(clean(text)));
        }
    }

    fn number(&mut self, key: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.put(key, json!(number));
        }
    }

    fn list(&mut self, key: &str, list: Vec<Value>) {
        if !list.is_empty() {
            self.put(key, Value::Array(list));
        }
    }

    fn attribution(&mut self, publisher: Option<&Attribution>, licence: Option<&Licence>) {
        if let Some(publisher) = publisher {
            self.put("publisher", person(&publisher.name, publisher.url.as_ref().map(|url| url.as_str())));
        }
        if let Some(licence) = licence {
            self.text("rights", Some(&licence.text));
            self.text("license", licence.url.as_ref().map(|url| url.as_str()));
        }
    }
}
