//! How values become columns and back.
//!
//! Everything read here was written here, so a value that does not fit means
//! that somebody else changed the file: [`Fault::Unreadable`].

use longwire_model::{
    Article, Author, CleanHtml, ContentHash, Enclosure, Headers, Image, Lang, LeadImage, Moment, Timestamp,
    Url,
};
use rusqlite::{Connection, Params, Row};
use serde_json::{Value, json};

use super::fault::Fault;
use crate::ENCLOSURES_MAX;

/// All rows of a statement.
pub(super) fn many<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    connection.prepare_cached(sql)?.query_and_then(params, read)?.collect()
}

/// The first row of a statement, if any.
pub(super) fn one<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    connection.prepare_cached(sql)?.query_and_then(params, read)?.next().transpose()
}

/// Runs a statement and counts the rows it changed.
pub(super) fn run(connection: &Connection, sql: &str, params: impl Params) -> Result<usize, Fault> {
    Ok(connection.prepare_cached(sql)?.execute(params)?)
}

/// Inserts one row and gives its number: the first column that the statement
/// returns. Runs to the end, where foreign keys are checked.
pub(super) fn insert(connection: &Connection, sql: &str, params: impl Params) -> Result<i64, Fault> {
    let numbers = many(connection, sql, params, |row| Ok(row.get(0)?))?;
    numbers.first().copied().ok_or(Fault::Sql(rusqlite::Error::QueryReturnedNoRows))
}

/// A number of rows asked for, as the engine wants it.
pub(super) fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn at(row: &Row<'_>, column: &str) -> Result<Timestamp, Fault> {
    Ok(Timestamp::from_micros(row.get(column)?))
}

pub(super) fn maybe_at(row: &Row<'_>, column: &str) -> Result<Option<Timestamp>, Fault> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_micros))
}

pub(super) fn url(row: &Row<'_>, column: &str) -> Result<Url, Fault> {
    parse_url(&row.get::<_, String>(column)?)
}

pub(super) fn maybe_url(row: &Row<'_>, column: &str) -> Result<Option<Url>, Fault> {
    row.get::<_, Option<String>>(column)?.map(|text| parse_url(&text)).transpose()
}

pub(super) fn parse_url(text: &str) -> Result<Url, Fault> {
    Url::parse(text).map_err(|err| Fault::Unreadable(format!("stored address {text:?}: {err}")))
}

pub(super) fn maybe_lang(row: &Row<'_>, column: &str) -> Result<Option<Lang>, Fault> {
    Ok(row.get::<_, Option<String>>(column)?.as_deref().and_then(Lang::parse))
}

pub(super) fn maybe_moment(row: &Row<'_>, column: &str) -> Result<Option<Moment>, Fault> {
    let read = |text: String| {
        text.parse().map_err(|err| Fault::Unreadable(format!("stored moment {text:?}: {err}")))
    };
    row.get::<_, Option<String>>(column)?.map(read).transpose()
}

pub(super) fn count(row: &Row<'_>, column: &str) -> Result<u64, Fault> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// A moment as a column.
pub(super) fn moment_text(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}

/// Authors as a column.
pub(super) fn authors_json(authors: &[Author]) -> String {
    let list = authors.iter().map(|a| json!({"name": a.name, "url": a.url.as_ref().map(Url::as_str)}));
    Value::from_iter(list).to_string()
}

pub(super) fn authors(row: &Row<'_>, column: &str) -> Result<Vec<Author>, Fault> {
    let author = |value: &Value| Ok(Author { name: text(value, "name")?, url: json_url(value, "url")? });
    list(row, column)?.iter().map(author).collect()
}

/// Names of tags as a column.
pub(super) fn names_json(names: &[String]) -> String {
    Value::from_iter(names.iter().map(String::as_str)).to_string()
}

pub(super) fn names(row: &Row<'_>, column: &str) -> Result<Vec<String>, Fault> {
    let name = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| unreadable(value));
    list(row, column)?.iter().map(name).collect()
}

/// Pictures of an article as a column, without their stored copies.
pub(super) fn images_json(images: &[Image]) -> String {
    Value::from_iter(images.iter().map(|image| json!({"url": image.url.as_str(), "alt": image.alt})))
        .to_string()
}

/// The lead picture as a column, without its stored copy.
pub(super) fn lead_image_json(image: &LeadImage) -> String {
    json!({
        "url": image.url.as_str(),
        "caption": image.caption,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
    })
    .to_string()
}

/// Header fields as a column.
pub(super) fn headers_json(headers: &Headers) -> String {
    Value::from_iter(headers.0.iter().map(|(name, value)| json!([name, value]))).to_string()
}

pub(super) fn headers(row: &Row<'_>, column: &str) -> Result<Headers, Fault> {
    let pair = |value: &Value| match (value[0].as_str(), value[1].as_str()) {
        (Some(name), Some(value)) => Ok((name.to_owned(), value.to_owned())),
        _ => Err(unreadable(value)),
    };
    list(row, column)?.iter().map(pair).collect::<Result<_, _>>().map(Headers)
}

/// The article of a revision's row; `stored` knows the copy of each picture by address.
pub(super) fn article(row: &Row<'_>, stored: impl Fn(&str) -> Option<ContentHash>) -> Result<Article, Fault> {
    let image = |value: &Value| {
        let url = json_url(value, "url")?.ok_or_else(|| unreadable(value))?;
        Ok(Image { stored: stored(url.as_str()), url, alt: text(value, "alt")? })
    };
    let lead_image = match row.get::<_, Option<String>>("lead_image")? {
        Some(written) => Some(lead_image(&json(&written)?, &stored)?),
        None => None,
    };
    Ok(Article {
        url: url(row, "url")?,
        title: row.get("title")?,
        section: row.get("section")?,
        site_name: row.get("site_name")?,
        authors: authors(row, "authors")?,
        editors: authors(row, "editors")?,
        published_at: maybe_moment(row, "published_at")?,
        modified_at: maybe_moment(row, "modified_at")?,
        language: maybe_lang(row, "language")?,
        standfirst: row.get("standfirst")?,
        lead_image,
        html: CleanHtml::assume_clean(row.get("html")?),
        text: row.get("text")?,
        images: list(row, "images")?.iter().map(image).collect::<Result<_, Fault>>()?,
        word_count: row.get("word_count")?,
    })
}

fn lead_image(value: &Value, stored: impl Fn(&str) -> Option<ContentHash>) -> Result<LeadImage, Fault> {
    let url = json_url(value, "url")?.ok_or_else(|| unreadable(value))?;
    let words = |key: &str| value[key].as_str().map(str::to_owned);
    let pixels = |key: &str| value[key].as_u64().and_then(|number| u32::try_from(number).ok());
    Ok(LeadImage {
        stored: stored(url.as_str()),
        url,
        caption: words("caption"),
        credit: words("credit"),
        width: pixels("width"),
        height: pixels("height"),
    })
}

fn list(row: &Row<'_>, column: &str) -> Result<Vec<Value>, Fault> {
    let written: String = row.get(column)?;
    match json(&written)? {
        Value::Array(list) => Ok(list),
        other => Err(unreadable(&other)),
    }
}

pub(super) fn json(written: &str) -> Result<Value, Fault> {
    serde_json::from_str(written).map_err(|err| Fault::Unreadable(format!("stored JSON: {err}")))
}

fn text(value: &Value, key: &str) -> Result<String, Fault> {
    value[key].as_str().map(str::to_owned).ok_or_else(|| unreadable(value))
}

fn json_url(value: &Value, key: &str) -> Result<Option<Url>, Fault> {
    value[key].as_str().map(parse_url).transpose()
}

pub(super) fn unreadable(value: &Value) -> Fault {
    let shown: String = value.to_string().chars().take(80).collect();
    Fault::Unreadable(format!("stored JSON {shown}"))
}

/// Enclosures as a column.
pub(super) fn enclosures_json(enclosures: &[Enclosure]) -> String {
    let object =
        |it: &Enclosure| json!({"url": it.url.as_str(), "type": it.media_type, "length": it.length_bytes});
    Value::from_iter(enclosures.iter().take(ENCLOSURES_MAX).map(object)).to_string()
}

pub(super) fn enclosures(row: &Row<'_>, column: &str) -> Result<Vec<Enclosure>, Fault> {
    let enclosure = |value: &Value| {
        Ok(Enclosure {
            url: parse_url(&text(value, "url")?)?,
            media_type: value["type"].as_str().map(str::to_owned),
            length_bytes: value["length"].as_u64(),
        })
    };
    list(row, column)?.iter().map(enclosure).collect()
}
