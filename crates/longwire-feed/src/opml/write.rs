//! Writes OPML 2.0.

use longwire_model::Moment;

use super::{FOLDERS_MAX, Opml, Subscribed};
use crate::write::rfc822;
use crate::write::xml::{Xml, uri};

/// Writes a list of subscriptions as OPML 2.0. Never fails.
///
/// Subscriptions without a folder come first, then the folders by name; within
/// a folder the list's order is kept.
pub fn write(opml: &Opml) -> String {
    let mut xml = Xml::new(None);
    xml.open("opml", &[("version", "2.0")]);
    xml.open("head", &[]);
    xml.text_if("title", Some(&opml.title));
    let created = opml.created_at.map(|at| rfc822(Moment::utc(at)));
    xml.text_if("dateCreated", created.as_deref());
    xml.close();
    xml.open("body", &[]);
    let mut sorted: Vec<&Subscribed> = opml.subscriptions.iter().collect();
    sorted.sort_by(|a, b| folders(a).cmp(folders(b)));
    let mut open: &[String] = &[];
    for subscribed in sorted {
        let wanted = folders(subscribed);
        let shared = open.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        (shared..open.len()).for_each(|_| xml.close());
        for folder in &wanted[shared..] {
            xml.open("outline", &[("text", folder), ("title", folder)]);
        }
        open = wanted;
        outline(subscribed, &mut xml);
    }
    xml.finish()
}

fn folders(subscribed: &Subscribed) -> &[String] {
    &subscribed.folders[..subscribed.folders.len().min(FOLDERS_MAX)]
}

fn outline(subscribed: &Subscribed, xml: &mut Xml) {
    let feed = uri(&subscribed.feed_url);
    let home = subscribed.home_url.as_ref().map(uri).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    #[rustfmt::skip]
    let attributes = [
        ("type", "rss"), ("text", subscribed.title.as_str()), ("title", &subscribed.title), ("xmlUrl", &feed),
        ("htmlUrl", &home), ("language", &text(&subscribed.language)), ("description", &text(&subscribed.description)),
    ];
    xml.empty("outline", &attributes);
}
