//! Which sources of the catalogue are asked for, and in which order: a form
//! without script, whose fields are the address's parameters.
//!
//! `?q=` looks for a part of the title, the slug or the host as the search does
//! (no case, no accents, either Chinese script); `?language=`, `?folder=` and
//! `?health=` keep those with this value; `?sort=` orders; `?page=` pages.
//! What is not known is not heeded.

use std::cmp::Reverse;

use axum::http::Uri;
use longwire_model::{Lang, Timestamp};
use longwire_search::folded;
use url::form_urlencoded;

use super::own_name;
use super::shelf::{Shelf, Shelved};
use crate::health::{CODES, Health};
use crate::visitor::parameter;
use crate::words::Words;

/// The longest name that is looked for, in characters; the rest is left out.
const NAME_CHARS_MAX: usize = 100;
/// Values of one filter that are offered, those with the most sources.
const VALUES_MAX: usize = 200;

/// In which order sources stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The newest article first.
    Newest,
    /// By title.
    Name,
    /// The most articles first.
    Count,
    /// The source added last first.
    Added,
}

impl Order {
    const ALL: [Self; 4] = [Self::Newest, Self::Name, Self::Count, Self::Added];

    fn code(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Name => "name",
            Self::Count => "articles",
            Self::Added => "added",
        }
    }

    fn in_words(self, words: &Words) -> &'static str {
        match self {
            Self::Newest => words.listing.by_newest,
            Self::Name => words.listing.by_name,
            Self::Count => words.listing.by_count,
            Self::Added => words.listing.by_added,
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// A part of the name, as written.
    pub(crate) name: String,
    language: Option<Lang>,
    folder: Option<String>,
    health: Option<&'static str>,
    order: Order,
    /// The page, counted from 1.
    pub(crate) number: usize,
}

/// One value of a field of the form.
pub(crate) struct Offered {
    /// As the address says it; empty for all.
    pub(crate) value: String,
    /// As people say it.
    pub(crate) name: String,
    /// True where it is the one asked for.
    pub(crate) chosen: bool,
}

/// The fields of the form.
pub(crate) struct Form {
    /// Languages, where there is more than one.
    pub(crate) languages: Vec<Offered>,
    /// Folders, where there are any.
    pub(crate) folders: Vec<Offered>,
    /// How sources are, where they differ.
    pub(crate) healths: Vec<Offered>,
    /// Orders.
    pub(crate) orders: Vec<Offered>,
}

impl Choice {
    /// Reads the parameters of an address.
    pub(crate) fn of(uri: &Uri) -> Self {
        let given = |name| parameter(uri, name).filter(|value| !value.is_empty());
        let name = given("q").unwrap_or_default();
        let health = given("health");
        let sort = given("sort");
        Self {
            name: name.trim().chars().take(NAME_CHARS_MAX).collect(),
            language: given("language").as_deref().and_then(Lang::parse),
            folder: given("folder"),
            health: CODES.into_iter().find(|code| Some(*code) == health.as_deref()),
            order: Order::ALL
                .into_iter()
                .find(|order| Some(order.code()) == sort.as_deref())
                .unwrap_or(Order::Newest),
            number: given("page").and_then(|number| number.parse().ok()).unwrap_or(1),
        }
    }

    /// True where all sources are asked for, in the usual order.
    pub(crate) fn is_plain(&self) -> bool {
        !self.filters() && self.order == Order::Newest
    }

    /// True where not all sources are asked for.
    pub(crate) fn filters(&self) -> bool {
        !self.name.is_empty() || self.language.is_some() || self.folder.is_some() || self.health.is_some()
    }

    /// The path of the same at another page.
    pub(crate) fn path(&self, number: usize) -> String {
        let mut pairs = form_urlencoded::Serializer::for_suffix(String::from("/?"), "/?".len());
        let language = self.language.as_ref().map(ToString::to_string);
        let number = (number > 1).then(|| number.to_string());
        let sort = (self.order != Order::Newest).then(|| self.order.code());
        let values = [
            ("q", Some(self.name.as_str()).filter(|name| !name.is_empty())),
            ("language", language.as_deref()),
            ("folder", self.folder.as_deref()),
            ("health", self.health),
            ("sort", sort),
            ("page", number.as_deref()),
        ];
        for (name, value) in values {
            if let Some(value) = value {
                pairs.append_pair(name, value);
            }
        }
        pairs.finish().trim_end_matches('?').to_owned()
    }

    /// The path of all sources that are like this.
    pub(crate) fn path_of_health(code: &'static str) -> String {
        format!("/?health={code}")
    }

    /// The sources asked for, in their order.
    pub(crate) fn pick<'a>(&self, shelf: &'a Shelf, now: Timestamp) -> Vec<&'a Shelved> {
        let name = folded(&self.name);
        let fits = |shelved: &&Shelved| {
            let listed = &shelved.listed;
            (name.is_empty() || shelved.found_by.contains(&name))
                && self.language.as_ref().is_none_or(|lang| listed.language.as_ref() == Some(lang))
                && self.folder.as_deref().is_none_or(|folder| shelf.folder(listed) == Some(folder))
                && self.health.is_none_or(|code| Health::of_listed(listed, now).code() == code)
        };
        let mut found: Vec<&Shelved> = shelf.sources.iter().map(|shelved| &**shelved).filter(fits).collect();
        match self.order {
            Order::Newest => found.sort_by_key(|shelved| Reverse(shelved.listed.last_article_at)),
            Order::Name => found.sort_by(|a, b| a.title.cmp(&b.title)),
            Order::Count => found.sort_by_key(|shelved| Reverse(shelved.listed.article_count)),
            Order::Added => found.sort_by_key(|shelved| Reverse(shelved.listed.id)),
        }
        found
    }

    /// The form that asks otherwise.
    pub(crate) fn form(&self, shelf: &Shelf, words: &Words, now: Timestamp) -> Form {
        let sources = || shelf.sources.iter().map(|shelved| &shelved.listed);
        let languages = counted(sources().filter_map(|listed| listed.language.clone()));
        let folders = counted(sources().filter_map(|listed| shelf.folder(listed).map(str::to_owned)));
        let healths = counted(sources().map(|listed| Health::of_listed(listed, now).code()));
        let offer = |value: &str, name: String, chosen| Offered { value: value.to_owned(), name, chosen };
        let of_all = |mut offered: Vec<Offered>, min: usize| {
            if offered.len() < min && !offered.iter().any(|value| value.chosen) {
                return Vec::new();
            }
            let chosen = !offered.iter().any(|value| value.chosen);
            offered.insert(0, offer("", words.listing.any.to_owned(), chosen));
            offered
        };
        let named = |name: &str, count: usize| format!("{name} ({count})");
        let of_language = |(lang, count): &(Lang, usize)| {
            offer(lang.as_str(), named(&own_name(lang), *count), self.language.as_ref() == Some(lang))
        };
        let of_folder = |(folder, count): &(String, usize)| {
            offer(folder, named(folder, *count), self.folder.as_ref() == Some(folder))
        };
        let of_health = |code: &&'static str| {
            let count = healths.iter().find(|(found, _)| found == code)?.1;
            Some(offer(code, named(kind_in_words(words, code), count), self.health == Some(*code)))
        };
        let of_order =
            |order: &Order| offer(order.code(), order.in_words(words).to_owned(), *order == self.order);
        Form {
            languages: of_all(languages.iter().map(of_language).collect(), 2),
            folders: of_all(folders.iter().map(of_folder).collect(), 1),
            healths: of_all(CODES.iter().filter_map(of_health).collect(), 2),
            orders: Order::ALL.iter().map(of_order).collect(),
        }
    }
}

/// How a source is, in a word or two.
pub(crate) fn kind_in_words(words: &Words, code: &str) -> &'static str {
    let place = CODES.iter().position(|known| *known == code).unwrap_or_default();
    words.listing.health_kinds[place]
}

/// Values with how often each occurs, the most frequent first; no more than [`VALUES_MAX`].
fn counted<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut sorted: Vec<T> = values.collect();
    sorted.sort_unstable();
    let mut counts: Vec<(T, usize)> =
        sorted.chunk_by(|a, b| a == b).map(|same| (same[0].clone(), same.len())).collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.truncate(VALUES_MAX);
    counts
}

#[cfg(test)]
mod tests;
