//! From text to query: one pass, no refusal.

use longwire_model::Lang;

use super::date::first_day;
use super::{Clause, Field, Note, QUERY_BYTES_MAX, QUERY_UNITS_MAX, Query, TERMS_MAX, Term, Words};
use crate::mark::Mark;

/// Reads a query. Every text is one: what is not understood is read as words, and a note says so.
pub fn parse(written: &str) -> Query {
    let mut query = Query::default();
    let (text, whole) = cut(written);
    if !whole {
        query.notes.push(Note::Cut);
    }
    let mut reader = Reader { rest: text };
    let mut units_left = QUERY_UNITS_MAX;
    let mut terms_left = TERMS_MAX;
    let mut joins = false;
    while let Some(token) = reader.next() {
        if token.is_or {
            joins = !query.clauses.is_empty();
            continue;
        }
        if let Some(mut term) = read(&token, &mut query.notes) {
            if terms_left == 0 || units_left == 0 {
                note(&mut query.notes, Note::Cut);
                return query;
            }
            terms_left -= 1;
            shorten(&mut term, &mut units_left, &mut query.notes);
            match query.clauses.last_mut() {
                Some(last) if joins && last.excluded == token.excluded => last.any.push(term),
                _ => query.clauses.push(Clause { excluded: token.excluded, any: vec![term] }),
            }
        }
        joins = false;
    }
    query
}

/// The part of a query that is read, and whether that is all of it.
fn cut(written: &str) -> (&str, bool) {
    if written.len() <= QUERY_BYTES_MAX {
        return (written, true);
    }
    let end = (0..=QUERY_BYTES_MAX).rev().find(|&n| written.is_char_boundary(n)).unwrap_or(0);
    (&written[..end], false)
}

/// Takes a term's units off those that may still be looked for; what does not fit is left out.
fn shorten(term: &mut Term, units_left: &mut usize, notes: &mut Vec<Note>) {
    let Term::Words(words) = term else { return };
    if words.unit_count() > *units_left {
        note(notes, Note::Cut);
    }
    for chain in &mut words.chains {
        chain.units.truncate(*units_left);
        *units_left -= chain.units.len();
    }
    words.chains.retain(|chain| !chain.units.is_empty());
}

fn note(notes: &mut Vec<Note>, new: Note) {
    if !notes.contains(&new) {
        notes.push(new);
    }
}

/// One blank-separated part of a query.
#[derive(Debug, Default)]
struct Token<'a> {
    is_or: bool,
    excluded: bool,
    /// The name before a colon.
    field: Option<&'a str>,
    value: &'a str,
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        self.rest = self.rest.trim_start_matches(is_blank);
        if self.rest.is_empty() {
            return None;
        }
        let mut token = Token::default();
        if let Some(rest) = self.rest.strip_prefix(['-', '－', '−']).filter(|rest| !starts_blank(rest)) {
            token.excluded = true;
            self.rest = rest;
        }
        if let Some(value) = self.quoted() {
            return Some(Token { value, ..token });
        }
        let bare = self.bare();
        if matches!(bare, "OR" | "|" | "||" | "ＯＲ") && !token.excluded {
            return Some(Token { is_or: true, ..token });
        }
        match bare.split_once([':', '：']) {
            Some((name, "")) if field(name).is_some() => {
                // `title:"two words"`: the quotes stopped the bare part.
                let value = self.quoted().unwrap_or_default();
                Some(Token { field: Some(name), value, ..token })
            }
            Some((name, value)) if field(name).is_some() => Some(Token { field: Some(name), value, ..token }),
            _ => Some(Token { value: bare, ..token }),
        }
    }

    /// What stands in quotes here; to the end where they are not closed.
    fn quoted(&mut self) -> Option<&'a str> {
        let open = self.rest.chars().next()?;
        let close = closing(open)?;
        let inner = &self.rest[open.len_utf8()..];
        let (value, rest) = inner.split_once(close).unwrap_or((inner, ""));
        self.rest = rest;
        Some(value)
    }

    /// Up to the next blank or opening quote; at least one character.
    fn bare(&mut self) -> &'a str {
        let stops = |(n, c): (usize, char)| (n > 0 && (is_blank(c) || closing(c).is_some())).then_some(n);
        let end = self.rest.char_indices().find_map(stops).unwrap_or(self.rest.len());
        let (bare, rest) = self.rest.split_at(end);
        self.rest = rest;
        bare
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）')
}

fn starts_blank(text: &str) -> bool {
    text.chars().next().is_none_or(is_blank)
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '＂' => Some('＂'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        '«' => Some('»'),
        _ => None,
    }
}

/// What may stand before a colon.
#[derive(Clone, Copy)]
enum Name {
    Words(Field),
    Source,
    Site,
    Language,
    Before,
    After,
    Has,
    Is,
}

fn field(name: &str) -> Option<Name> {
    Some(match name.to_lowercase().as_str() {
        "title" | "标题" | "標題" => Name::Words(Field::Title),
        "author" | "作者" => Name::Words(Field::Author),
        "tag" | "section" | "标签" | "標籤" => Name::Words(Field::Tag),
        "source" | "来源" | "來源" => Name::Source,
        "site" | "网站" | "網站" => Name::Site,
        "lang" | "language" | "语言" | "語言" => Name::Language,
        "before" | "早于" | "早於" => Name::Before,
        "after" | "since" | "晚于" | "晚於" => Name::After,
        "has" => Name::Has,
        "is" => Name::Is,
        _ => return None,
    })
}

/// The terms of a token: none where it holds nothing to look for.
fn read(token: &Token<'_>, notes: &mut Vec<Note>) -> Option<Term> {
    let Some(name) = token.field.and_then(field) else { return words(Field::Text, token, notes) };
    let whole = || format!("{}:{}", token.field.unwrap_or_default(), token.value);
    let value = token.value.trim();
    let read = match name {
        Name::Words(field) => return words(field, token, notes),
        _ if value.is_empty() => {
            note(notes, Note::Nothing(whole()));
            return None;
        }
        Name::Source => Some(Term::Source(value.to_owned())),
        Name::Site => host(value).map(Term::Site),
        Name::Language => Lang::parse(value).map(|lang| Term::Language(lang.as_str().to_owned())),
        Name::Before | Name::After => {
            let Some(day) = first_day(value) else {
                note(notes, Note::NoDate(whole()));
                return Words::of(Field::Text, &whole()).map(Term::Words);
            };
            Some(if matches!(name, Name::Before) { Term::Before(day) } else { Term::After(day) })
        }
        Name::Has => matches!(value, "image" | "images" | "picture" | "图" | "图片" | "圖" | "圖片")
            .then_some(Term::HasImage),
        Name::Is => match value.to_lowercase().as_str() {
            "unread" | "未读" | "未讀" => Some(Term::Marked(Mark::Unread)),
            "starred" | "star" | "星标" | "星標" => Some(Term::Marked(Mark::Starred)),
            _ => None,
        },
    };
    if read.is_none() {
        note(notes, Note::Unknown(whole()));
        return Words::of(Field::Text, &whole()).map(Term::Words);
    }
    read
}

fn words(field: Field, token: &Token<'_>, notes: &mut Vec<Note>) -> Option<Term> {
    let words = Words::of(field, token.value);
    // A dash between words is no part of a question.
    let is_dash = token.field.is_none() && matches!(token.value, "-" | "–" | "—");
    if words.is_none() && !is_dash {
        let shown = if token.value.is_empty() { token.field.unwrap_or("\"\"") } else { token.value };
        note(notes, Note::Nothing(shown.to_owned()));
    }
    words.map(Term::Words)
}

/// The host of an address or of a part of one.
fn host(written: &str) -> Option<String> {
    let after_scheme = written.split_once("://").map_or(written, |(_, rest)| rest);
    let host = after_scheme.split(['/', '?', '#']).next()?.trim_matches('.').to_lowercase();
    (!host.is_empty()).then_some(host)
}
