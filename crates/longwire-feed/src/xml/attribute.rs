//! Attributes of a tag, read as loosely as they are written.

use std::borrow::Cow;

use super::entity;

/// Iterates the attributes of a tag as (name, raw value). A missing value is empty.
pub(crate) fn all(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        rest =
            rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '"' | '\'' | '='));
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
        let name = &rest[..end];
        let behind = rest[end..].trim_start();
        let Some(value) = behind.strip_prefix('=') else {
            rest = &rest[end..];
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        rest = behind;
        Some((name, value))
    })
}

/// The value of the first attribute called `name` (lower case, prefix
/// included), references resolved. `None` where there is none.
pub(crate) fn get<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let found = all(attributes).find(|(n, _)| n.eq_ignore_ascii_case(name))?;
    Some(entity::resolve(found.1))
}

#[cfg(test)]
mod tests;
