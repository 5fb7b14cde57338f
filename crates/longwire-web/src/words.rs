//! What the pages say, in four languages.
//!
//! Each language is one constant of one struct, so a phrase that is missing in
//! a language does not compile. A phrase with a gap has one `{}` in it.
//!
//! - [`Words`] is the table; [`Tongue`] names its four columns.
//! - `about`, `admin`, `catalogue`, `owner`, `reader` and `statistics` hold what only those pages say, one
//!   file a room with its four columns: `words.owner.sign_in`.
//! - [`Counted`] is a phrase with a number, in the plural forms its language has.
//! - `elapsed` and `calendar` say when something was.
//!
//! Deliberately absent: what publishers and the pipeline wrote; that is shown
//! in its own language.
//!
//! Spec: RFC 9110 §12.5.4 (`Accept-Language`), RFC 4647 §3.4 (lookup).

mod about;
mod admin;
mod calendar;
mod catalogue;
mod elapsed;
mod en;
mod ja;
mod owner;
mod plural;
mod reader;
mod setting;
mod statistics;
mod trouble;
mod zh_hans;
mod zh_hant;

use longwire_model::Lang;

pub(crate) use admin::AdminWords;
pub(crate) use calendar::{Occasion, day_in_words, moment_in_words, month_in_words, offset_in_words};
pub(crate) use plural::{Counted, grouped};
pub(crate) use setting::setting_in_words;
pub(crate) use trouble::trouble_in_words;

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// English.
    En,
    /// Chinese in Simplified characters.
    ZhHans,
    /// Chinese in Traditional characters.
    ZhHant,
    /// Japanese.
    Ja,
}

/// `Accept-Language` is read no further than so many ranges.
const ACCEPTED_RANGES_MAX: usize = 32;

impl Tongue {
    /// Every language of the pages, in the order the switch shows them.
    pub(crate) const ALL: [Self; 4] = [Self::ZhHans, Self::ZhHant, Self::Ja, Self::En];

    /// What the pages say in this language.
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::En => &en::WORDS,
            Self::ZhHans => &zh_hans::WORDS,
            Self::ZhHant => &zh_hant::WORDS,
            Self::Ja => &ja::WORDS,
        }
    }

    /// Reads a language tag; `None` for a language the pages do not speak.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let lang = Lang::parse(tag)?;
        match (lang.primary(), lang.as_str()) {
            ("en", _) => Some(Self::En),
            ("ja", _) => Some(Self::Ja),
            ("zh", "zh-Hant") => Some(Self::ZhHant),
            ("zh", _) => Some(Self::ZhHans),
            _ => None,
        }
    }

    /// The language of an `Accept-Language` field that is wanted most and spoken here; English without one.
    pub(crate) fn of_accepted(field: &str) -> Self {
        let mut best = (0.0, Self::En);
        for range in field.split(',').take(ACCEPTED_RANGES_MAX) {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let weight = match parameters.trim().strip_prefix("q=") {
                Some(written) => written.trim().parse().unwrap_or(0.0),
                None => 1.0,
            };
            match Self::of_tag(tag) {
                Some(tongue) if weight > best.0 => best = (weight, tongue),
                _ => {}
            }
        }
        best.1
    }
}

/// A phrase with its gap filled.
pub(crate) fn filled(phrase: &str, value: &str) -> String {
    phrase.replacen("{}", value, 1)
}

/// Every phrase of the pages.
#[derive(Debug)]
pub(crate) struct Words {
    /// Which language this is.
    pub(crate) tongue: Tongue,
    /// The tag of this language.
    pub(crate) tag: &'static str,
    /// The name of this language, in itself.
    pub(crate) own_name: &'static str,

    // Every page.
    pub(crate) skip_to_content: &'static str,
    pub(crate) catalogue: &'static str,
    pub(crate) add_source: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) footer: &'static str,

    // The catalogue.
    pub(crate) tagline: &'static str,
    pub(crate) feed_count: Counted,
    pub(crate) article_count: Counted,
    pub(crate) all_as_opml: &'static str,
    pub(crate) all_as_json: &'static str,
    pub(crate) nothing_yet: &'static str,
    pub(crate) nothing_yet_hint: &'static str,
    pub(crate) more_pages: &'static str,
    pub(crate) older: &'static str,
    pub(crate) newer: &'static str,
    pub(crate) latest_article: &'static str,
    pub(crate) no_article_yet: &'static str,

    // Publications.
    pub(crate) publications: &'static str,
    pub(crate) publications_hint: &'static str,
    pub(crate) about_publication: &'static str,
    pub(crate) publication_all: &'static str,
    pub(crate) publication_own: &'static str,
    pub(crate) publication_folders: &'static str,
    pub(crate) publication_languages: &'static str,
    pub(crate) publication_tags: &'static str,

    /// The title of an item that tells of a silent source; its gap takes the source's name.
    pub(crate) silence: &'static str,
    /// Its text; the gap takes a day.
    pub(crate) silence_about: &'static str,

    /// What a feed says of itself; its gap takes this server's name.
    pub(crate) feed_about: &'static str,
    /// What a feed is for, said to whoever opens it in a browser.
    pub(crate) feed_in_browser: &'static str,

    // Health.
    pub(crate) health_new: &'static str,
    pub(crate) health_fresh: &'static str,
    pub(crate) health_quiet: &'static str,
    pub(crate) health_stale: &'static str,
    pub(crate) health_failing: &'static str,
    /// How an aside is put in brackets.
    pub(crate) in_brackets: &'static str,
    /// In place of it when the failures go back weeks; its gap takes the day of the first.
    pub(crate) health_gone: &'static str,
    pub(crate) health_removed: &'static str,
    pub(crate) polled: &'static str,
    pub(crate) failed_polls: Counted,

    // Time.
    pub(crate) just_now: &'static str,
    pub(crate) minutes_ago: Counted,
    pub(crate) hours_ago: Counted,
    pub(crate) days_ago: Counted,
    pub(crate) months_ago: Counted,
    pub(crate) years_ago: Counted,
    /// The names of the months, January first.
    pub(crate) months: [&'static str; 12],
    /// A day: `{d}`, `{m}` (a name of `months`) and `{y}` stand for its parts.
    pub(crate) day: &'static str,
    /// Between a day and a time of day.
    pub(crate) day_and_time: &'static str,

    // Searching.
    pub(crate) search: &'static str,
    pub(crate) search_label: &'static str,
    pub(crate) hit_count: Counted,
    pub(crate) no_hits: &'static str,
    pub(crate) no_hits_hint: &'static str,
    pub(crate) by_relevance: &'static str,
    pub(crate) by_date: &'static str,
    pub(crate) order: &'static str,
    pub(crate) narrow: &'static str,
    pub(crate) facet_sources: &'static str,
    pub(crate) facet_languages: &'static str,
    pub(crate) facet_months: &'static str,
    pub(crate) did_you_mean: &'static str,
    pub(crate) loosened: &'static str,
    pub(crate) index_damaged: &'static str,
    pub(crate) note_cut: &'static str,
    pub(crate) note_no_date: &'static str,
    pub(crate) note_needs_account: &'static str,
    pub(crate) note_unknown: &'static str,
    pub(crate) note_no_source: &'static str,
    pub(crate) note_nothing: &'static str,
    pub(crate) search_help: &'static str,
    /// What may be written, and what it finds.
    pub(crate) search_ways: [(&'static str, &'static str); 13],
    /// What the command below it does.
    pub(crate) search_follow: &'static str,
    /// A month: `{m}` (a name of `months`) and `{y}`.
    pub(crate) month: &'static str,

    // A source.
    pub(crate) about_source: &'static str,
    pub(crate) subscribe: &'static str,
    pub(crate) subscribe_hint: &'static str,
    pub(crate) newest_articles: &'static str,
    pub(crate) pending_count: Counted,
    pub(crate) original_feed: &'static str,
    /// Its gaps take the hub's name and the end of its lease.
    pub(crate) pushed_by: &'static str,

    // What requests to a source cost.
    pub(crate) traffic: &'static str,
    pub(crate) traffic_requests: Counted,
    pub(crate) traffic_not_modified: Counted,
    pub(crate) traffic_received: &'static str,
    pub(crate) traffic_saved: &'static str,
    pub(crate) traffic_refused: Counted,
    pub(crate) traffic_failed: Counted,
    pub(crate) traffic_held: Counted,

    // An article.
    pub(crate) modified: &'static str,
    /// Before the name of whoever edited an article.
    pub(crate) edited_by: &'static str,
    pub(crate) archived: &'static str,
    pub(crate) read_original: &'static str,
    pub(crate) revisions: &'static str,
    pub(crate) revision: &'static str,
    pub(crate) older_revision: &'static str,
    pub(crate) see_newest: &'static str,
    pub(crate) picture: &'static str,
    pub(crate) missing_pictures: &'static str,

    // Adding a source.
    pub(crate) add_title: &'static str,
    pub(crate) add_intro: &'static str,
    pub(crate) add_label: &'static str,
    pub(crate) add_button: &'static str,
    pub(crate) address_empty: &'static str,
    pub(crate) address_too_long: &'static str,
    pub(crate) address_unreadable: &'static str,
    pub(crate) address_scheme: &'static str,
    pub(crate) address_secret: &'static str,

    // The outcome of adding.
    pub(crate) job_title: &'static str,
    pub(crate) job_waiting: &'static str,
    pub(crate) job_working: &'static str,
    pub(crate) job_retrying: &'static str,
    pub(crate) job_refreshes: &'static str,
    pub(crate) job_done: &'static str,
    pub(crate) job_already: &'static str,
    pub(crate) job_dead: &'static str,
    pub(crate) job_open: &'static str,
    pub(crate) job_others: &'static str,
    pub(crate) job_again: &'static str,
    /// The page of a page that is being archived.
    pub(crate) job_keep_title: &'static str,
    pub(crate) job_kept: &'static str,
    pub(crate) job_kept_revised: &'static str,
    pub(crate) job_kept_unchanged: &'static str,
    pub(crate) job_kept_known: &'static str,
    pub(crate) job_kept_dead: &'static str,
    /// The page of an article that is being made anew from what is kept of it.
    pub(crate) job_again_title: &'static str,
    pub(crate) job_again_revised: &'static str,
    pub(crate) job_again_unchanged: &'static str,
    pub(crate) job_again_dead: &'static str,

    // What went wrong.
    pub(crate) not_found: &'static str,
    pub(crate) not_found_why: &'static str,
    pub(crate) unknown_feed: &'static str,
    pub(crate) unknown_feed_why: &'static str,
    pub(crate) nearest: &'static str,
    pub(crate) bad_request: &'static str,
    pub(crate) bad_request_why: &'static str,
    pub(crate) cross_site: &'static str,
    pub(crate) cross_site_why: &'static str,
    pub(crate) adding_off: &'static str,
    pub(crate) adding_off_why: &'static str,
    pub(crate) misdirected: &'static str,
    pub(crate) misdirected_why: &'static str,
    pub(crate) method: &'static str,
    pub(crate) method_why: &'static str,
    pub(crate) too_large: &'static str,
    pub(crate) too_large_why: &'static str,
    pub(crate) too_many: &'static str,
    pub(crate) too_many_why: &'static str,
    pub(crate) busy: &'static str,
    pub(crate) busy_why: &'static str,
    pub(crate) broken: &'static str,
    pub(crate) broken_why: &'static str,
    pub(crate) back_home: &'static str,

    // The rooms. Whoever says the first phrase of one takes away its `expect`.
    pub(crate) about: about::AboutWords,
    pub(crate) admin: admin::AdminWords,
    pub(crate) listing: catalogue::CatalogueWords,
    pub(crate) owner: owner::OwnerWords,
    pub(crate) reader: reader::ReaderWords,
    pub(crate) statistics: statistics::StatisticsWords,
}

#[cfg(test)]
mod tests;
