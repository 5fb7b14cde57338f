//! A feed as one line of JSON: the same fields in every format.
//!
//! `{"feed": {…}, "entries": [{…}]}`; what is not known is left out. Dates are
//! RFC 3339, a bare date its midnight UTC. `link` is the address as the feed
//! wrote it, made absolute.

use longwire_model::{Entry, Feed, Moment, Person, RawHtml};
use serde_json::{Map, Value, json};

/// The feed as one JSON object. Never fails.
///
/// Fields of `feed`: `title`, `link`, `language`, `description`, `rights`, `id`,
/// `updated`, `published`, `authors` (`name`, `email`), `generator`, `image`,
/// `categories`. Fields of each of `entries`: `id`, `title`, `link`,
/// `published`, `updated`, `authors`, `summary`, `content`, `categories`,
/// `enclosures` (`url`, `type`, `length`).
pub fn normalised_json(feed: &Feed) -> Value {
    let mut head = Object::default();
    head.text("title", Some(&feed.title));
    head.text("link", feed.home_url_written.as_ref());
    head.text("language", feed.language_written.as_ref());
    head.text("description", html(&feed.description));
    head.text("rights", feed.rights.as_ref());
    head.text("id", feed.id.as_ref());
    head.moment("updated", feed.updated_at);
    head.moment("published", feed.published_at);
    head.people(&feed.authors);
    head.text("generator", feed.generator.as_ref());
    head.text("image", feed.image_url.as_ref().map(ToString::to_string).as_ref());
    head.list("categories", feed.categories.iter().map(|c| json!(c)).collect());
    json!({ "feed": head.0, "entries": feed.entries.iter().map(entry).collect::<Vec<_>>() })
}

fn entry(entry: &Entry) -> Value {
    let mut object = Object::default();
    object.text("id", Some(&entry.guid));
    object.text("title", html(&entry.title_html).or(Some(&entry.title)));
    object.text("link", entry.url_written.as_ref());
    object.moment("published", entry.published_at);
    object.moment("updated", entry.updated_at);
    object.people(&entry.authors);
    object.text("summary", html(&entry.summary));
    object.text("content", html(&entry.content));
    object.list("categories", entry.categories.iter().map(|c| json!(c)).collect());
    let enclosures = entry.enclosures.iter().map(|enclosure| {
        let mut object = Object::default();
        object.text("url", Some(&enclosure.url.to_string()));
        object.text("type", enclosure.media_type.as_ref());
        object.put("length", enclosure.length_bytes.map(|length| json!(length)));
        Value::Object(object.0)
    });
    object.list("enclosures", enclosures.collect());
    Value::Object(object.0)
}

fn html(html: &Option<RawHtml>) -> Option<&String> {
    html.as_ref().map(|html| &html.0)
}

/// A JSON object that takes only what is there.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn text(&mut self, key: &str, text: Option<&String>) {
        self.put(key, text.filter(|text| !text.is_empty()).map(|text| json!(text)));
    }

    fn list(&mut self, key: &str, list: Vec<Value>) {
        self.put(key, (!list.is_empty()).then_some(Value::Array(list)));
    }

    fn moment(&mut self, key: &str, moment: Option<Moment>) {
        let instant = moment.map(|moment| match moment {
            Moment::Date(_) => Moment::utc(moment.timestamp()),
            instant => instant,
        });
        self.put(key, instant.map(|instant| json!(instant.to_string())));
    }

    fn people(&mut self, people: &[Person]) {
        let person = |person: &Person| {
            let mut object = Object::default();
            object.text("name", Some(&person.name));
            object.text("email", person.email.as_ref());
            Value::Object(object.0)
        };
        self.list("authors", people.iter().map(person).collect());
    }
}

#[cfg(test)]
mod tests;
