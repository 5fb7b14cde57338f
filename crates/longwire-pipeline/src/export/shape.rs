//! The JSON shape of an article: `longwire extract -o json` and the JSON Lines
//! export print the same fields, documented in `docs/article-json.md`.

use longwire_extract::{Extraction, Outcome};
use longwire_model::{Article, Author, Image, LeadImage, Revision};
use longwire_store::ExportLine;
use serde_json::{Value, json};

/// A value as one line of JSON Lines.
///
/// Line and paragraph separators (U+2028, U+2029) and next line (U+0085) are
/// escaped: JSON allows them in strings as they are, but many a reader of lines
/// ends a line there.
pub fn json_line(value: &Value) -> String {
    let line = value.to_string();
    if !line.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return line;
    }
    line.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// One extracted page; `source` is the path or address as given.
pub fn extracted(source: &str, extraction: &Extraction) -> Value {
    let (outcome, reason) = match &extraction.outcome {
        Outcome::Article => ("article", None),
        Outcome::NotArticle(why) => ("not_article", Some(why.words())),
    };
    article(source, &extraction.article, outcome, reason)
}

/// A page that could not be read at all: every field is there, and empty.
pub fn unreadable(source: &str, url: Option<&str>, reason: &str) -> Value {
    json!({
        "source": source, "url": url, "title": null, "section": null, "site_name": null,
        "authors": [], "editors": [], "published_at": null, "modified_at": null, "language": null,
        "standfirst": null, "lead_image": null, "html": "", "text": "", "images": [],
        "word_count": 0, "outcome": "error", "outcome_reason": reason,
    })
}

/// A revision, as it was archived.
pub fn revision(revision: &Revision) -> Value {
    let mut value = article(revision.article.url.as_str(), &revision.article, "article", None);
    value["archived_at"] = json!(revision.archived_at.millis());
    value["revision"] = json!(revision.number);
    value
}

/// One line of the JSON Lines export.
pub fn line(line: &ExportLine) -> Value {
    let archived = &line.archived;
    let revision = &archived.revision;
    let source = line.entry_url.as_ref().unwrap_or(&revision.article.url);
    let mut value = article(source.as_str(), &revision.article, "article", None);
    value["entry_url"] = json!(line.entry_url.as_ref().map(|url| url.as_str()));
    value["fetched_url"] = json!(archived.fetched_url.as_ref().map(|url| url.as_str()));
    value["archived_at"] = json!(revision.archived_at.millis());
    value["revision"] = json!(revision.number);
    value["source_id"] = json!(line.source_id.map(|id| id.0));
    value
}

fn article(source: &str, article: &Article, outcome: &str, reason: Option<&str>) -> Value {
    json!({
        "source": source,
        "url": article.url.as_str(),
        "title": article.title,
        "section": article.section,
        "site_name": article.site_name,
        "authors": article.authors.iter().map(author).collect::<Vec<_>>(),
        "editors": article.editors.iter().map(author).collect::<Vec<_>>(),
        "published_at": article.published_at.map(|at| at.to_string()),
        "modified_at": article.modified_at.map(|at| at.to_string()),
        "language": article.language.as_ref().map(|lang| lang.as_str()),
        "standfirst": article.standfirst,
        "lead_image": article.lead_image.as_ref().map(lead_image),
        "html": article.html.as_str(),
        "text": article.text,
        "images": article.images.iter().map(image).collect::<Vec<_>>(),
        "word_count": article.word_count,
        "outcome": outcome,
        "outcome_reason": reason,
    })
}

fn author(author: &Author) -> Value {
    json!({ "name": author.name, "url": author.url.as_ref().map(|url| url.as_str()) })
}

fn lead_image(image: &LeadImage) -> Value {
    json!({
        "url": image.url.as_str(),
        "caption": image.caption,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
    })
}

fn image(image: &Image) -> Value {
    json!({ "url": image.url.as_str(), "alt": image.alt })
}

#[cfg(test)]
mod tests;
