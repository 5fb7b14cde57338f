//! Figures by day, drawn and told: `/statistics` for all sources, a section on each source's page.
//!
//! - [`figures`] makes the charts and the table of the same values; a day with
//!   nothing has a place in a chart and no row in the table.
//! - The store counts while things happen, so a page costs as many rows as it shows days.
//!
//! Days are those of UTC.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use longwire_model::{Lang, Moment, Scope, SourceId, Timestamp};
use longwire_store::{ArticleDay, Origin, TrafficDay, day_of};
use longwire_text::size;

use crate::App;
use crate::blocking::ask;
use crate::catalogue::choice::{Choice, kind_in_words};
use crate::catalogue::{Shelf, own_name, percent};
use crate::chart::{self, Chart, Series};
use crate::fault::Fault;
use crate::health::{CODES, Health};
use crate::page::{Page, respond};
use crate::visitor::Visitor;
use crate::words::{Words, day_in_words, grouped};

/// Days of a chart, today the last of them.
pub(crate) const DAYS: i64 = 90;
/// Languages that are told, those with the most articles.
const LANGUAGES_MAX: usize = 20;

/// What the charts of a page show.
pub(crate) struct Figures {
    /// The charts that have anything to show.
    pub(crate) charts: Vec<Chart>,
    /// The same by day, the newest first: the day as RFC 3339, then its values in words.
    pub(crate) rows: Vec<(String, [String; 8])>,
    /// The first day of the charts.
    pub(crate) first: String,
    /// The last day of the charts.
    pub(crate) last: String,
}

/// The figures of a source, or of all sources, for the last [`DAYS`] days.
pub(crate) fn figures(
    app: &App,
    words: &Words,
    source: Option<SourceId>,
    now: Timestamp,
) -> Result<Figures, Fault> {
    let first = day_of(now) - (DAYS - 1);
    let articles = app.store.article_days(source, first)?;
    let traffic = app.store.traffic_days(source, first)?;
    Ok(drawn(words, first, &articles, &traffic))
}

fn drawn(words: &Words, first: i64, articles: &[ArticleDay], traffic: &[TrafficDay]) -> Figures {
    let w = &words.statistics;
    let of_articles =
        |value: fn(&ArticleDay) -> u64| by_day(first, articles.iter().map(|d| (d.day, value(d))));
    let of_traffic = |value: fn(&TrafficDay) -> u64| by_day(first, traffic.iter().map(|d| (d.day, value(d))));
    let full = of_articles(|d| d.full_count);
    let short = of_articles(|d| d.article_count.saturating_sub(d.full_count));
    let lost = of_articles(|d| d.lost_count);
    let unchanged = of_traffic(|d| d.not_modified_count);
    let other = of_traffic(|d| d.request_count.saturating_sub(d.not_modified_count));
    let received = of_traffic(|d| d.wire_bytes);
    let saved = of_traffic(|d| d.saved_bytes + d.body_bytes.saturating_sub(d.wire_bytes));
    let row = |day: usize| {
        let article_count = full[day] + short[day];
        let counts =
            [article_count, full[day], short[day], lost[day], other[day] + unchanged[day], unchanged[day]];
        let bytes = [received[day], saved[day]];
        if counts.iter().chain(&bytes).all(|value| *value == 0) {
            return None;
        }
        let [a, b, c, d, e, f] = counts.map(grouped);
        let [g, h] = bytes.map(size::in_words);
        Some((date_of(first + day as i64), [a, b, c, d, e, f, g, h]))
    };
    let rows = (0..DAYS as usize).rev().filter_map(row).collect();
    let series = |class, name, values| Series { class, name, values };
    let charts = [
        Chart::stacked(
            "articles",
            w.articles_by_day,
            &[series("full", w.full, full), series("short", w.short, short), series("lost", w.lost, lost)],
            grouped,
        ),
        Chart::stacked(
            "requests",
            w.requests_by_day,
            &[series("spared", w.unchanged, unchanged), series("spent", w.other_answers, other)],
            grouped,
        ),
        Chart::stacked(
            "bytes",
            w.bytes_by_day,
            &[series("spared", w.saved, saved), series("spent", w.received, received)],
            size::in_words,
        ),
    ];
    let in_words = |day: i64| day_in_words(words, Moment::utc(start_of(day)));
    Figures {
        charts: charts.into_iter().flatten().collect(),
        rows,
        first: in_words(first),
        last: in_words(first + DAYS - 1),
    }
}

/// Values in the place of their day, counted from the first; those of other days are left out.
fn by_day(first: i64, values: impl Iterator<Item = (i64, u64)>) -> Vec<u64> {
    let mut placed = vec![0; DAYS as usize];
    for (day, value) in values {
        let place = usize::try_from(day - first).ok().and_then(|place| placed.get_mut(place));
        if let Some(place) = place {
            *place = value;
        }
    }
    placed
}

fn start_of(day: i64) -> Timestamp {
    Timestamp::from_seconds(day * 24 * 60 * 60)
}

/// A day as RFC 3339 writes it.
fn date_of(day: i64) -> String {
    Moment::Date(Moment::utc(start_of(day)).date()).to_string()
}

#[derive(Template)]
#[template(path = "statistics.html")]
struct StatisticsPage<'a> {
    page: Page<'a>,
    sums: Vec<(&'static str, String)>,
    figures: Figures,
    healths: Vec<Bar>,
    languages: Vec<Bar>,
}

/// One bar of a list of counts.
struct Bar {
    name: String,
    lang: Option<Lang>,
    href: String,
    count: String,
    path: String,
}

/// `GET /statistics`.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let (words, now) = (visitor.words(), (app.config.now)());
        let shelf = app.shelves.current(app)?;
        let articles = app.store.article_sum()?;
        respond(&StatisticsPage {
            page: Page::new(app, &visitor, words.statistics.title),
            sums: sums(words, &shelf, &articles, &app.store.traffic_sum()?),
            figures: figures(app, words, None, now)?,
            healths: healths(&visitor, &shelf, now),
            languages: languages(&visitor, &shelf, articles.article_count),
        })
    })
    .await
}

/// What there is, all together.
fn sums(
    words: &Words,
    shelf: &Shelf,
    articles: &ArticleDay,
    traffic: &TrafficDay,
) -> Vec<(&'static str, String)> {
    let w = &words.statistics;
    let saved = traffic.saved_bytes + traffic.body_bytes.saturating_sub(traffic.wire_bytes);
    let share = |name, part, whole| percent(part, whole).map(|share| (name, share));
    let mut sums =
        vec![(w.sources, grouped(shelf.sources.len() as u64)), (w.articles, grouped(articles.article_count))];
    sums.extend(share(w.full, articles.full_count, articles.article_count + articles.lost_count));
    sums.push((w.requests, grouped(traffic.request_count)));
    sums.extend(share(w.unchanged, traffic.not_modified_count, traffic.request_count));
    sums.push((w.received, size::in_words(traffic.wire_bytes)));
    sums.push((w.saved, size::in_words(saved)));
    sums
}

/// How many sources are in which health.
fn healths(visitor: &Visitor, shelf: &Shelf, now: Timestamp) -> Vec<Bar> {
    let words = visitor.words();
    let found: Vec<&'static str> =
        shelf.sources.iter().map(|shelved| Health::of_listed(&shelved.listed, now).code()).collect();
    let bar = |code: &'static str| {
        let count = found.iter().filter(|found| **found == code).count() as u64;
        Bar {
            name: kind_in_words(words, code).to_owned(),
            lang: None,
            href: visitor.link(&Choice::path_of_health(code)),
            count: words.feed_count.of(count),
            path: chart::share(count, found.len() as u64),
        }
    };
    CODES.into_iter().filter(|code| found.contains(code)).map(bar).collect()
}

/// How many of all articles are in which language, as its publication counts them: Chinese in
/// either script counts as Chinese too.
fn languages(visitor: &Visitor, shelf: &Shelf, article_count: u64) -> Vec<Bar> {
    let of_language = |state: &longwire_store::PublicationState| match (
        state.origin,
        state.publication.selection.scopes.as_slice(),
    ) {
        (Origin::Language, [Scope::Language(lang)]) => {
            Some((state.article_count, lang.clone(), state.clone()))
        }
        _ => None,
    };
    let mut found: Vec<_> = shelf.publications.iter().filter_map(of_language).collect();
    found.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let bar = |(count, lang, state): &(u64, Lang, longwire_store::PublicationState)| Bar {
        name: own_name(lang),
        lang: Some(lang.clone()),
        href: visitor.link(&crate::publish::channel::page_path(state)),
        count: visitor.words().article_count.of(*count),
        path: chart::share(*count, article_count),
    };
    found.iter().take(LANGUAGES_MAX).map(bar).collect()
}

#[cfg(test)]
mod tests;
