//! JSON as far as it can hold an article: texts, and what holds them.
//!
//! A page may send megabytes of numbers and flags. A general value takes up to eighty times the bytes of
//! its source; this one, which drops what can be no text while it is read, a few times.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::search;

/// Shortest text that is kept, in bytes; references to rows are kept at any length.
const TEXT_BYTES_MIN: usize = 6;

/// A value that holds text.
#[derive(Debug)]
pub(super) enum Json {
    Text(Box<str>),
    List(Box<[Json]>),
    /// Each value with whether its name is one that bodies go by.
    Object(Box<[(bool, Json)]>),
}

/// What is kept of a value; nothing of one without text.
pub(super) struct Kept(pub(super) Option<Json>);

impl Kept {
    /// Reads a value; `None` where it is no JSON or holds no text.
    pub(super) fn parse(json: &str) -> Option<Json> {
        serde_json::from_str::<Self>(json).ok()?.0
    }
}

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keeping)
    }
}

struct Keeping;

impl<'de> Visitor<'de> for Keeping {
    type Value = Kept;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Kept, E> {
        Ok(Kept(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Kept, E> {
        Ok(Kept(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Kept, E> {
        Ok(Kept(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Kept, E> {
        Ok(Kept(None))
    }

    fn visit_unit<E>(self) -> Result<Kept, E> {
        Ok(Kept(None))
    }

    fn visit_str<E>(self, text: &str) -> Result<Kept, E> {
        let stays = text.len() >= TEXT_BYTES_MIN || text.starts_with('$');
        Ok(Kept(stays.then(|| Json::Text(text.into()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Kept, A::Error> {
        let mut items = Vec::new();
        while let Some(Kept(item)) = list.next_element()? {
            items.extend(item);
        }
        Ok(Kept((!items.is_empty()).then(|| Json::List(items.into_boxed_slice()))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kept, A::Error> {
        let mut entries = Vec::new();
        while let Some(Name(is_body)) = map.next_key()? {
            let Kept(value) = map.next_value()?;
            entries.extend(value.map(|value| (is_body, value)));
        }
        Ok(Kept((!entries.is_empty()).then(|| Json::Object(entries.into_boxed_slice()))))
    }
}

/// Whether a name is one that bodies go by.
struct Name(bool);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Naming;
        impl Visitor<'_> for Naming {
            type Value = Name;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(search::is_body_name(name)))
            }
        }
        deserializer.deserialize_str(Naming)
    }
}
