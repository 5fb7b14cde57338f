//! One article as a Markdown file with YAML front matter.

use std::fmt::Write;

use longwire_extract::write;
use longwire_model::Article;
use longwire_store::ExportLine;

/// The whole file.
pub(super) fn document(line: &ExportLine) -> String {
    let revision = &line.archived.revision;
    let article = &revision.article;
    let mut out = String::from("---\n");
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            // A JSON string is a YAML string too, whatever stands in it.
            let _ = writeln!(out, "{name}: {}", serde_json::Value::from(value));
        }
    };
    field("title", Some(article.title.clone()));
    field("url", Some(article.url.to_string()));
    field("section", article.section.clone());
    field("site_name", article.site_name.clone());
    for (key, people) in [("authors", &article.authors), ("editors", &article.editors)] {
        let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
        field(key, (!names.is_empty()).then(|| names.join(", ")));
    }
    field("published_at", article.published_at.map(|at| at.to_string()));
    field("modified_at", article.modified_at.map(|at| at.to_string()));
    field("language", article.language.as_ref().map(ToString::to_string));
    field("lead_image", article.lead_image.as_ref().map(|image| image.url.to_string()));
    field("archived_at", Some(revision.archived_at.to_string()));
    let _ = write!(out, "revision: {}\n---\n\n", revision.number);
    out.push_str(&titled(article));
    out
}

/// The article alone: its title as a heading, then its body.
pub fn titled(article: &Article) -> String {
    format!("# {}\n\n{}", escaped(&article.title), write::markdown(&article.html))
}

/// Plain text on one line in which nothing is read as markup (CommonMark §2.4).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
