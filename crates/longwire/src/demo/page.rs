//! Pages: a template and what goes into its gaps.

use longwire_model::{Moment, Url};

use super::newsroom::Edition;
use super::written::{Block, BlockKind, Picture, Written};

/// Links to other articles under each page.
const RELATED_COUNT: usize = 4;
/// Articles on the home page.
const HEADLINES_COUNT: usize = 12;

/// The page of one article.
pub(crate) fn article(edition: &Edition<'_>, written: &Written) -> String {
    let house = edition.house;
    let lead = written.lead.as_ref();
    let picture = |field: fn(&Picture) -> String| escape(&lead.map(field).unwrap_or_default());
    let related = edition.articles.iter().filter(|other| other.number != written.number).take(RELATED_COUNT);
    let gaps = [
        ("title", escape(&written.title)),
        ("section", escape(&written.section)),
        ("url", escape(written.url.as_str())),
        ("number", written.number.to_string()),
        ("label", written.label.unwrap_or(house.label).into()),
        ("published", written.published_at.to_string()),
        ("modified", written.modified_at.unwrap_or(written.published_at).to_string()),
        ("date", (house.date)(written.published_at)),
        ("byline", (house.byline)(written)),
        ("author", escape(&names(written))),
        ("standfirst", escape(written.standfirst.as_deref().unwrap_or_default())),
        ("summary", escape(&written.first_sentence())),
        ("picture", picture(|it| path_of(&it.url).into())),
        ("picture_url", picture(|it| it.url.to_string())),
        ("picture_small", picture(|it| path_of(it.small.as_ref().unwrap_or(&it.url)).into())),
        ("caption", picture(|it| it.caption.clone().unwrap_or_default())),
        ("credit", picture(|it| it.credit.clone().unwrap_or_default())),
        ("body", (house.body)(written)),
        ("related", related.map(|other| entry(other, "")).collect()),
        ("feed", house.feed_path.into()),
        ("home", edition.home.to_string()),
    ];
    fill(house.article_page, &gaps)
}

/// The home page.
pub(crate) fn home(edition: &Edition<'_>) -> String {
    let house = edition.house;
    let headline = |written: &Written| {
        let teaser = format!(
            "<p>{}</p>\n<span>{}</span>",
            escape(&written.first_sentence()),
            (house.date)(written.published_at)
        );
        entry(written, &teaser)
    };
    let gaps = [
        ("label", house.label.to_owned()),
        ("headlines", edition.articles.iter().take(HEADLINES_COUNT).map(headline).collect()),
        ("feed", house.feed_path.into()),
        ("home", edition.home.to_string()),
    ];
    fill(house.home_page, &gaps)
}

/// The version to print that robots.txt keeps machines away from.
pub(crate) fn print(written: &Written) -> String {
    let lines: String = written.lines().iter().map(|line| format!("<p>{}</p>\n", escape(line))).collect();
    format!("<!DOCTYPE html>\n<title>{0}</title>\n<h1>{0}</h1>\n{lines}", escape(&written.title))
}

/// The blocks as most sites write them, each followed by what the site puts
/// `after` it, by its place from 0.
pub(crate) fn blocks(blocks: &[Block], after: fn(usize) -> &'static str) -> String {
    let mut out = String::new();
    let is_entry = |block: Option<&Block>| block.is_some_and(|it| it.kind == BlockKind::ListEntry);
    for (n, block) in blocks.iter().enumerate() {
        let html = block.html();
        match block.kind {
            BlockKind::Paragraph => out += &format!("<p>{html}</p>\n"),
            BlockKind::Heading => out += &format!("<h2>{html}</h2>\n"),
            BlockKind::Quote => out += &format!("<blockquote><p>{html}</p></blockquote>\n"),
            BlockKind::ListEntry => {
                let open = if n > 0 && is_entry(blocks.get(n - 1)) { "" } else { "<ul>\n" };
                let close = if is_entry(blocks.get(n + 1)) { "" } else { "</ul>\n" };
                out += &format!("{open}<li>{html}</li>\n{close}");
            }
        }
        out += after(n);
    }
    out
}

/// The authors' names in one line.
pub(crate) fn names(written: &Written) -> String {
    written.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn entry(written: &Written, teaser: &str) -> String {
    format!("<li><a href=\"{}\">{}</a>{teaser}</li>\n", path_of(&written.url), escape(&written.title))
}

/// The path of an address on this site, as pages link to it.
pub(crate) fn path_of(url: &Url) -> &str {
    url.path()
}

/// A moment in the site's own clock, by a `strftime` pattern.
pub(crate) fn stamp(moment: Moment, pattern: &str) -> String {
    moment.local().map(|local| local.strftime(pattern).to_string()).unwrap_or_default()
}

/// Text for HTML and XML, in content and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Puts values into the `{{gaps}}` of a template, in one pass: a value is never searched for gaps.
fn fill(template: &str, gaps: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(template.len() * 4);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        out.push_str(before);
        out.push_str(gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, value)| value));
        rest = after;
    }
    out + rest
}
