//! When the article appeared and when it changed.
//!
//! What is written for machines is believed first (JSON-LD, meta tags,
//! microdata), then what stands near the headline, then the address. A date in
//! bare text counts only where it stands beside the headline or says what it
//! is: pages are full of dates of other things, and a date invented is worse
//! than one missing.
//!
//! What machines are told and readers never see gives way to a date that stands
//! beside the headline, unless that one is the day of the last change; and on
//! pages of kinds that nobody dates (recipes, things rated or sold, the standing
//! pages of blogs) it is not believed at all.
//!
//! Times without a zone are read in the site's zone: the rule's, else the one
//! known for the host, else the one other times of the page state, else the one
//! by which the feed tells the same moment, else the language's. Without any of
//! them only the day is kept.

mod clock;
mod feed_clock;
mod seen;
mod span;
mod stated;

use std::cell::OnceCell;

use jiff::civil;
use longwire_model::Moment;
use longwire_text::date::written::{self, Form};

use super::Evidence;
use super::gather::Line;
use super::title::Title;
use crate::dom::NodeId;
use clock::Clock;
use seen::Seen;

/// The mark from which a date on the page is surely the article's.
const SURE: i32 = 40;
/// The mark from which even the address does not speak against it.
const UNDOUBTED: i32 = 90;
/// The mark from which it can be, if no other contradicts.
const POSSIBLE: i32 = 10;
/// The mark from which a date of the last change stands for a page that has no other.
const CHANGED: i32 = 25;
/// Days by which clocks and zones may set two statements of one date apart.
const SAME_DAYS: i64 = 1;

/// Parts of addresses under which sites keep pages about what they sell.
#[rustfmt::skip]
const GOODS_PATHS: &[&str] = &[
    "product", "products", "produkt", "produkte", "producto", "productos", "produit", "produits", "prodotti", "produkty",
];

/// A date, where it came from, and as it was written there.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) moment: Moment,
    pub(super) from: String,
    pub(super) written: String,
}

/// The dates of an article, and every node near the headline that only states one.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Dated>,
    pub(super) modified: Option<Dated>,
    pub(super) nodes: Vec<NodeId>,
}

/// Chooses the dates.
pub(super) fn choose(evidence: &Evidence<'_>, title: &Title) -> Dates {
    let clock = Clock::new(evidence);
    let seen = seen::all(evidence, &clock, &anchored(evidence, title));
    let mut nodes: Vec<NodeId> = seen.iter().filter(|seen| seen.mark >= SURE).map(|seen| seen.node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let weigher =
        Weigher { evidence, clock, seen, days: OnceCell::new(), has_headline: title.offset.is_some() };
    let published = weigher.ruled().or_else(|| weigher.published());
    let modified = weigher.modified(published.as_ref());
    Dates { published, modified, nodes }
}

/// The title with a place on the page: where its own words are not shown, that of the only
/// heading of the first rank, which names the article in other words.
fn anchored(evidence: &Evidence<'_>, title: &Title) -> Title {
    let mut first_rank = evidence.found.headings.iter().filter(|heading| heading.level == 1);
    match (title.offset, first_rank.next(), first_rank.next()) {
        (None, Some(only), None) => {
            Title { offset: Some(only.place.offset), node: Some(only.node), ..title.clone() }
        }
        _ => title.clone(),
    }
}

/// Everything a page says of its dates.
struct Weigher<'e, 'a> {
    evidence: &'e Evidence<'a>,
    clock: Clock,
    seen: Vec<Seen>,
    /// Every day that a line of the page names, once somebody has asked.
    days: OnceCell<Vec<civil::Date>>,
    /// True where the page shows its headline, so that a date can stand beside it.
    has_headline: bool,
}

impl Weigher<'_, '_> {
    /// The date that stands where the site's rule says.
    fn ruled(&self) -> Option<Dated> {
        let (_, written) = self.evidence.facts.rules.date.as_ref()?.value(self.evidence.document)?;
        Some(Dated { moment: self.clock.read(&written)?, from: "rule".into(), written })
    }

    fn published(&self) -> Option<Dated> {
        let address = written::in_address(own_path(self.evidence.facts.url))
            .filter(|&date| self.clock.is_possible(date));
        let mut stated = stated::published(self.evidence, &self.clock);
        stated.extend(
            stated::of_page(self.evidence, &self.clock)
                .filter(|dated| self.is_shown(dated.moment.date(), address)),
        );
        // Of equals the first on the page.
        let visible = self
            .seen
            .iter()
            .filter(|seen| !seen.is_modified)
            .reduce(|best, next| if next.mark > best.mark { next } else { best });
        if let Some(first) = stated.first() {
            let settled = self.settle(first, &stated, address, visible);
            let is_shown = || self.is_shown(settled.moment.date(), address);
            let is_believed = !self.is_undated_kind() || (!self.is_of_goods() && is_shown());
            return is_believed.then_some(settled);
        }
        if self.evidence.is_product() || self.is_of_goods() {
            // Dates on it are those of its reviews.
            return None;
        }
        match (visible, address) {
            (Some(visible), Some(address))
                if days_apart(visible.found.date, address) > SAME_DAYS && visible.mark < UNDOUBTED =>
            {
                // The visible date may be of something else; the address can only be of this page.
                let agreeing =
                    self.seen.iter().find(|seen| days_apart(seen.found.date, address) <= SAME_DAYS);
                Some(agreeing.map_or_else(|| address_date(address), |seen| self.seen_date(seen)))
            }
            (Some(visible), _) if visible.mark >= SURE || address.is_some() => Some(self.seen_date(visible)),
            (_, Some(address)) => Some(address_date(address)),
            _ => self.only_date(),
        }
    }

    /// What is left where nothing stands near the headline: the one date that all candidates
    /// agree on, else the date of the last change.
    fn only_date(&self) -> Option<Dated> {
        if super::page_type::is_thread(self.evidence) {
            // The first stamp of a thread is that of the post which opened it.
            let stamps = self.seen.iter().filter(|seen| !seen.is_modified && seen.found.time.is_some());
            if let Some(first) =
                stamps.filter(|seen| seen.mark >= POSSIBLE).min_by_key(|seen| seen.node.index())
            {
                return Some(self.seen_date(first));
            }
        }
        let mut possible = self.seen.iter().filter(|seen| !seen.is_modified && seen.mark >= POSSIBLE);
        if let Some(first) = possible.next()
            && possible.all(|other| other.found.date == first.found.date)
        {
            return Some(self.seen_date(first));
        }
        let changed = self
            .seen
            .iter()
            .filter(|seen| seen.is_modified && seen.mark >= CHANGED)
            .max_by_key(|seen| seen.mark);
        changed.map(|changed| self.seen_date(changed)).or_else(|| {
            let stated = stated::modified(self.evidence, &self.clock);
            stated
                .into_iter()
                .find(|dated| dated.from != "json-ld" && self.is_shown(dated.moment.date(), None))
        })
    }

    /// True for pages whose systems date them while nobody else does: recipes, things for sale,
    /// and the standing pages of blogs.
    fn is_undated_kind(&self) -> bool {
        let structured = &self.evidence.structured;
        let is_standing = self
            .evidence
            .found
            .body_class
            .is_some_and(|class| class.split_ascii_whitespace().any(|name| name.starts_with("page-id-")));
        structured.is_recipe
            || self.evidence.is_product()
            || self.is_of_goods()
            || (is_standing && !structured.published_of_article)
    }

    /// True for a page that stands among a site's goods: what it dates is what it knows of them.
    fn is_of_goods(&self) -> bool {
        let path = own_path(self.evidence.facts.url);
        path.rsplit('/').skip(1).any(|part| GOODS_PATHS.contains(&part))
    }

    /// True where the page shows a day as that of its last change and nowhere else.
    fn is_change_only(&self, day: civil::Date) -> bool {
        let mut shown = self.seen.iter().filter(|seen| seen.found.date == day).peekable();
        shown.peek().is_some() && shown.all(|seen| seen.is_modified)
    }

    /// True where the page shows a day anywhere, or its address names it.
    fn is_shown(&self, day: civil::Date, address: Option<civil::Date>) -> bool {
        let same = |date: civil::Date| days_apart(date, day) <= SAME_DAYS;
        address.is_some_and(same) || self.shows(same)
    }

    /// True where the page shows this very day.
    fn is_shown_exactly(&self, day: civil::Date) -> bool {
        self.shows(|date| date == day)
    }

    /// True where the page shows a day of this kind anywhere.
    fn shows(&self, same: impl Fn(civil::Date) -> bool) -> bool {
        let habits = self.clock.habits();
        let of_line = |line: &Line| written::find(&line.text, &habits).into_iter().map(|found| found.date);
        // Asked several times of one page, and every line is looked at for it.
        let days = self.days.get_or_init(|| self.evidence.found.lines.iter().flat_map(of_line).collect());
        self.seen.iter().map(|seen| seen.found.date).chain(days.iter().copied()).any(same)
    }

    /// The first statement for machines, unless others speak against it together.
    fn settle(
        &self,
        first: &Dated,
        stated: &[Dated],
        address: Option<civil::Date>,
        visible: Option<&Seen>,
    ) -> Dated {
        let agrees = |dated: &Dated, day: civil::Date| days_apart(dated.moment.date(), day) <= SAME_DAYS;
        if let Some(address) = address.filter(|&address| !agrees(first, address)) {
            // A template that stamps the day of rendering is found out by the address.
            if let Some(other) = stated.iter().find(|dated| agrees(dated, address)) {
                return other.clone();
            }
            if let Some(visible) = visible.filter(|seen| days_apart(seen.found.date, address) <= SAME_DAYS) {
                return self.seen_date(visible);
            }
        }
        let visible = visible.filter(|seen| seen.mark >= SURE && self.has_headline);
        // What readers are told beside the headline counts more than a statement the page shows nowhere.
        if let Some(visible) = visible
            && visible.found.form == Form::Full
            && days_apart(visible.found.date, first.moment.date()) > SAME_DAYS
            && !self.is_shown(first.moment.date(), address)
            && !stated::modified(self.evidence, &self.clock)
                .iter()
                .any(|dated| agrees(dated, visible.found.date))
        {
            let shown = stated.iter().find(|dated| agrees(dated, visible.found.date));
            return shown.cloned().unwrap_or_else(|| self.seen_date(visible));
        }
        // A statement of the day that the page calls its last change gives way to an earlier one.
        if let Some(visible) = visible
            && visible.found.form == Form::Full
            && visible.found.date < first.moment.date()
            && self.is_change_only(first.moment.date())
        {
            return self.seen_date(visible);
        }
        // A day without a time gives way to the same day with one.
        if matches!(first.moment, Moment::Date(_)) {
            let finer = |dated: &&Dated| {
                !matches!(dated.moment, Moment::Date(_)) && dated.moment.date() == first.moment.date()
            };
            if let Some(finer) = stated.iter().find(finer) {
                return finer.clone();
            }
            if let Some(visible) =
                visible.filter(|seen| seen.found.time.is_some() && seen.found.date == first.moment.date())
            {
                return self.seen_date(visible);
            }
        }
        let day = visible.map(|seen| seen.found.date).or(address);
        match day.filter(|&day| day != first.moment.date()) {
            Some(day) => self.on_shown_day(first, day, visible),
            None => first.clone(),
        }
    }

    /// A statement in terms of the day that the page itself shows: an instant in UTC names the
    /// publisher's day only where the page agrees.
    fn on_shown_day(&self, first: &Dated, day: civil::Date, visible: Option<&Seen>) -> Dated {
        if let Some(local) = self.clock.on_day(first.moment, day, visible.map(|seen| &seen.found)) {
            return Dated { moment: local, ..first.clone() };
        }
        let shown = visible.filter(|seen| {
            seen.found.form == Form::Full
                && days_apart(day, first.moment.date()) <= SAME_DAYS
                && !self.is_shown_exactly(first.moment.date())
        });
        shown.map_or_else(|| first.clone(), |seen| self.seen_date(seen))
    }

    fn modified(&self, published: Option<&Dated>) -> Option<Dated> {
        let visible = self.seen.iter().filter(|seen| seen.is_modified).max_by_key(|seen| seen.mark);
        let stated = stated::modified(self.evidence, &self.clock).into_iter().next();
        // What changed before it appeared did not change.
        let is_later = |modified: &Dated| {
            published.is_none_or(|published| modified.moment.timestamp() >= published.moment.timestamp())
        };
        stated.or_else(|| visible.map(|seen| self.seen_date(seen))).filter(is_later)
    }

    fn seen_date(&self, seen: &Seen) -> Dated {
        Dated {
            moment: self.clock.moment(&seen.found),
            from: seen.from.to_owned(),
            written: seen.written.clone(),
        }
    }
}

fn address_date(date: civil::Date) -> Dated {
    Dated { moment: Moment::Date(date), from: "url".into(), written: date.to_string() }
}

/// The path of a page's own address, also where an archive of the web serves it below its own.
fn own_path(url: &longwire_model::Url) -> &str {
    let path = url.path();
    let archived = path.strip_prefix("/web/").filter(|_| url.host_str() == Some("web.archive.org"));
    archived.and_then(|rest| rest.split_once('/')).map_or(path, |(_, own)| own)
}

fn days_apart(one: civil::Date, other: civil::Date) -> i64 {
    one.since(other).map_or(i64::MAX, |span| i64::from(span.get_days()).abs())
}

#[cfg(test)]
mod tests;
