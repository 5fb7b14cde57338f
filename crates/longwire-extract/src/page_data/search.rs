//! Which text of a page's data is its article.
//!
//! Data holds other texts too: notices, the beginnings of related articles. The article is
//! told by the object it stands in, which repeats the page's headline, or by the page's own description,
//! which its beginning says.

use std::borrow::Cow;

use super::json::Json;
use super::values::Data;

/// Names under which data keeps the text of an article, in small letters and digits alone.
const BODY_NAMES: &[&str] = &[
    "content",
    "contenthtml",
    "htmlcontent",
    "contentbody",
    "contenttext",
    "contentelements",
    "contents",
    "body",
    "bodyhtml",
    "bodytext",
    "bodycontent",
    "html",
    "articlebody",
    "articlecontent",
    "articlehtml",
    "articletext",
    "fullcontent",
    "fulltext",
    "maintext",
    "maincontent",
    "text",
    "story",
    "storybody",
    "storycontent",
    "storyhtml",
    "detail",
    "newscontent",
    "newstext",
    "postcontent",
    "paragraphs",
    "rendered",
];
/// Most values looked at.
const VALUES_MAX: usize = 200_000;
/// Most bytes of texts looked at: a text that rows refer to counts each time.
const LOOKED_AT_BYTES_MAX: usize = 8 << 20;
/// Levels below an object with the headline in which its text may stand.
const LEVELS_MAX: u8 = 3;
/// Shortest text that is looked at, in bytes.
const TEXT_BYTES_MIN: usize = 200;
/// Shortest headline that tells an article, in letters.
const HEADLINE_LETTERS_MIN: usize = 6;
/// Longest headline that is looked for, in letters.
const HEADLINE_LETTERS_MAX: usize = 400;
/// Letters of the description that the text must begin with, or hold.
const DESCRIPTION_LETTERS: usize = 24;

/// The texts that may be the article titled and described so.
pub(super) fn texts<'a>(data: &'a Data, title: &str, description: Option<&str>) -> Vec<Cow<'a, str>> {
    let counts =
        |title: &String| (HEADLINE_LETTERS_MIN..=HEADLINE_LETTERS_MAX).contains(&title.chars().count());
    let title = Some(letters(title)).filter(counts);
    let description: Option<String> = description
        .map(|description| letters(description).chars().take(DESCRIPTION_LETTERS).collect::<String>())
        .filter(|start| start.chars().count() == DESCRIPTION_LETTERS);
    let (mut found, mut budget) = (Vec::new(), LOOKED_AT_BYTES_MAX);
    // A value, and its levels left below an object with the headline.
    let mut open: Vec<(&Json, u8)> = data.values.iter().map(|value| (value, 0)).collect();
    for _ in 0..VALUES_MAX {
        let Some((value, levels)) = open.pop() else { break };
        match value {
            Json::List(items) => open.extend(items.iter().map(|item| (item, levels))),
            Json::Object(entries) => {
                let says = title.as_deref().is_some_and(|title| has_headline(entries, title));
                let levels = if says { LEVELS_MAX } else { levels.saturating_sub(1) };
                for (is_body, value) in entries {
                    open.push((value, levels));
                    let Some(text) = is_body.then(|| text_of(value, data)).flatten() else { continue };
                    let Some(left) = budget.checked_sub(text.len()) else { return found };
                    budget = left;
                    let begins = |start: &str| letters(&text).contains(start);
                    if text.len() >= TEXT_BYTES_MIN
                        && (levels > 0 || description.as_deref().is_some_and(begins))
                    {
                        found.push(text);
                    }
                }
            }
            Json::Text(_) => {}
        }
    }
    found
}

/// A text with its letters and digits alone, small; tags left out.
fn letters(text: &str) -> String {
    let mut in_tag = false;
    let seen = text.chars().filter(|&c| {
        let was_tag = in_tag;
        in_tag = (in_tag || c == '<') && c != '>';
        !was_tag && c.is_alphanumeric()
    });
    seen.flat_map(char::to_lowercase).collect()
}

/// True for a name that bodies go by.
pub(super) fn is_body_name(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    BODY_NAMES.contains(&name.to_ascii_lowercase().as_str())
}

/// True where one of an object's own strings is the headline, or holds it and little else.
fn has_headline(entries: &[(bool, Json)], title: &str) -> bool {
    entries.iter().any(|(_, value)| {
        let Json::Text(text) = value else { return false };
        if text.len() > title.len() * 4 {
            return false;
        }
        let text = letters(text);
        text.chars().count() >= HEADLINE_LETTERS_MIN && (text.contains(title) || title.contains(&text))
    })
}

/// A text, or the texts of a list, as one.
fn text_of<'a>(value: &'a Json, data: &'a Data) -> Option<Cow<'a, str>> {
    match value {
        Json::Text(text) => {
            let named = text.strip_prefix('$').and_then(|name| data.texts.get(name));
            Some(Cow::Borrowed(named.map_or(&**text, String::as_str)))
        }
        Json::List(items) => {
            let texts: Vec<Cow<'_, str>> = items.iter().filter_map(piece).collect();
            (!texts.is_empty()).then(|| Cow::Owned(texts.join("\n")))
        }
        Json::Object(_) => None,
    }
}

/// One piece of a text that stands as a list: a string, or an object that holds one.
fn piece(item: &Json) -> Option<Cow<'_, str>> {
    let text = match item {
        Json::Text(text) => text,
        Json::Object(entries) => entries.iter().find_map(|(is_body, value)| match value {
            Json::Text(text) if *is_body => Some(text),
            _ => None,
        })?,
        Json::List(_) => return None,
    };
    let is_markup = text.contains("</") || text.contains('\n');
    Some(if is_markup { Cow::Borrowed(&**text) } else { Cow::Owned(format!("<p>{text}</p>")) })
}
