//! Feeds cut to one sentence: the reason why anyone needs Longwire.

use serde_json::json;

use super::house::FeedKind;
use super::newsroom::Edition;
use super::page::{escape, stamp};
use super::written::Written;

/// Entries in a feed.
const ENTRIES_MAX: usize = 20;

/// The feed document of a site, as text that is yet to be put into its charset,
/// and its media type.
pub(crate) fn document(edition: &Edition<'_>) -> (String, &'static str) {
    match edition.house.feed {
        FeedKind::Rss => (rss(edition), "application/rss+xml"),
        FeedKind::Atom => (atom(edition), "application/atom+xml"),
        FeedKind::Json => (json_feed(edition), "application/feed+json"),
    }
}

fn entries<'a>(edition: &'a Edition<'_>) -> impl Iterator<Item = &'a Written> {
    edition.articles.iter().take(ENTRIES_MAX)
}

fn rss(edition: &Edition<'_>) -> String {
    let house = edition.house;
    let items: String = entries(edition)
        .map(|written| {
            let creators: String =
                written.authors.iter().map(|it| format!("<dc:creator>{}</dc:creator>", escape(&it.name))).collect();
            format!(
                "<item><title>{}</title><link>{url}</link><guid isPermaLink=\"true\">{url}</guid>\
                 <pubDate>{}</pubDate><category>{}</category>{creators}<description>{}</description></item>\n",
                escape(&written.title),
                stamp(written.published_at, "%a, %d %b %Y %H:%M:%S ") + &offset(house.offset_seconds, ""),
                escape(&written.section),
                escape(&written.first_sentence()),
                url = escape(written.url.as_str()),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"{}\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel><title>{name}</title><link>{}</link>\
         <description>{name}</description><language>{}</language>\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n{items}</channel></rss>\n",
        house.label,
        edition.home,
        house.language,
        self_url(edition),
        name = escape(house.name),
    )
}

fn atom(edition: &Edition<'_>) -> String {
    let house = edition.house;
    let changed = |written: &Written| written.modified_at.unwrap_or(written.published_at);
    let updated = entries(edition).map(changed).max_by_key(|moment| moment.timestamp());
    let entries: String = entries(edition)
        .map(|written| {
            let authors: String =
                written.authors.iter().map(|it| format!("<author><name>{}</name></author>", escape(&it.name))).collect();
            format!(
                "<entry><id>{url}</id><title>{}</title><link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\
                 <published>{}</published><updated>{}</updated>{authors}<category term=\"{}\"/>\
                 <summary>{}</summary></entry>\n",
                escape(&written.title),
                written.published_at,
                changed(written),
                escape(&written.section),
                escape(&written.first_sentence()),
                url = escape(written.url.as_str()),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"{}\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\
         <title>{}</title><id>{home}</id><link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/><updated>{}</updated>\n{entries}</feed>\n",
        house.label,
        house.language,
        escape(house.name),
        self_url(edition),
        updated.map(|moment| moment.to_string()).unwrap_or_default(),
        home = edition.home,
    )
}

fn json_feed(edition: &Edition<'_>) -> String {
    let items: Vec<_> = entries(edition)
        .map(|written| {
            json!({
                "id": written.url.as_str(),
                "url": written.url.as_str(),
                "title": written.title,
                "summary": written.first_sentence(),
                "content_text": written.first_sentence(),
                "date_published": written.published_at.to_string(),
                "date_modified": written.modified_at.unwrap_or(written.published_at).to_string(),
                "authors": written.authors.iter().map(|it| json!({ "name": it.name })).collect::<Vec<_>>(),
                "tags": [written.section],
                "image": written.lead.as_ref().map(|it| it.url.as_str()),
            })
        })
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.house.name,
        "home_page_url": edition.home.as_str(),
        "feed_url": self_url(edition),
        "language": edition.house.language,
        "items": items,
    })
    .to_string()
}

fn self_url(edition: &Edition<'_>) -> String {
    let mut url = edition.home.clone();
    url.set_path(edition.house.feed_path);
    url.into()
}

/// An offset as `+0800`, or with a divider as `+08:00`.
fn offset(seconds: i32, divider: &str) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{divider}{:02}", minutes / 60, minutes % 60)
}
