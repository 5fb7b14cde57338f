//! How many people read each source's feeds here?
//!
//! Told to the source's own host in our User-Agent, as feed services do. Counted
//! from requests for its feeds, roughly and within bounds:
//!
//! - A service that polls for many says how many (`… 12 subscribers …`): its
//!   newest number counts, for two days.
//! - Everyone else is told apart by program and, behind a proxy that says so, by
//!   address. They are counted by a sketch of 512 bits for each day, so nothing
//!   about anybody is kept; the fuller of today and yesterday counts.
//! - Programs that call themselves bots are nobody's eyes.
//! - Deliberately absent: cookies, accounts, the exact number.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, HeaderName, header};
use longwire_model::Timestamp;
use longwire_store::{Store, StoreError};

/// Sources whose readers are counted at most: 300 bytes each.
const SOURCES_MAX: usize = 20_000;
/// Services of one source at most.
const SERVICES_MAX: usize = 16;
/// Subscribers that one service can claim at most.
const CLAIM_MAX: u32 = 10_000_000;
/// Bits of a sketch: good to a tenth up to a thousand readers.
const BITS: usize = 512;
/// Counts are handed over so often.
const HAND_OVER_SECONDS: i64 = 10 * 60;
const DAY: i64 = 86_400;
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Who was seen at which source's feeds.
#[derive(Debug, Default)]
pub(crate) struct Readers(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    by_slug: HashMap<String, Readership>,
    day: i64,
    begun_at: Option<i64>,
    handed_over_at: i64,
}

#[derive(Debug, Default)]
struct Readership {
    today: Sketch,
    yesterday: Sketch,
    /// Each service by its hash, with its claim and the day of that.
    services: Vec<(u64, u32, i64)>,
}

/// What is to be kept of a source's readers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ReaderCount {
    slug: String,
    count: u32,
    /// True where a whole day was watched: a smaller number than before is then one.
    whole_day: bool,
}

impl Readers {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request for a feed that there is.
    pub(crate) fn note(&self, slug: &str, headers: &HeaderMap, now: Timestamp) {
        let field = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
        let agent = field(&header::USER_AGENT);
        if agent.is_empty() || is_bot(agent) {
            return;
        }
        let mut seen = self.seen();
        seen.turn(now.seconds());
        let day = seen.day;
        if !seen.by_slug.contains_key(slug) {
            if seen.by_slug.len() >= SOURCES_MAX {
                return;
            }
            seen.by_slug.insert(slug.to_owned(), Readership::default());
        }
        let Some(readership) = seen.by_slug.get_mut(slug) else { return };
        match claim(agent) {
            Some((service, count)) => readership.claimed(hash(&service), count, day),
            None => readership.today.add(hash(&(agent, field(&FORWARDED_FOR)))),
        }
    }

    /// Keeps the counts, when it is time to.
    pub(crate) fn keep_due(&self, store: &dyn Store, now: Timestamp) -> Result<(), StoreError> {
        for of in self.due(now).unwrap_or_default() {
            store.save_reader_count(&of.slug, of.count, of.whole_day)?;
        }
        Ok(())
    }

    /// The counts, when it is time to keep them.
    fn due(&self, now: Timestamp) -> Option<Vec<ReaderCount>> {
        let mut seen = self.seen();
        seen.turn(now.seconds());
        if seen.by_slug.is_empty() || now.seconds() - seen.handed_over_at < HAND_OVER_SECONDS {
            return None;
        }
        seen.handed_over_at = now.seconds();
        let whole_day = seen.begun_at.is_some_and(|begun| now.seconds() - begun >= DAY);
        let day = seen.day;
        let counts = seen.by_slug.iter().map(|(slug, readership)| ReaderCount {
            slug: slug.clone(),
            count: readership.count(day),
            whole_day,
        });
        Some(counts.collect())
    }
}

impl Seen {
    /// Goes over to another day.
    fn turn(&mut self, now: i64) {
        self.begun_at.get_or_insert(now);
        let day = now.div_euclid(DAY);
        let passed = day - self.day;
        if passed == 0 {
            return;
        }
        self.day = day;
        for readership in self.by_slug.values_mut() {
            let today = std::mem::take(&mut readership.today);
            readership.yesterday = if passed == 1 { today } else { Sketch::default() };
            readership.services.retain(|(.., claimed)| day - claimed <= 1);
        }
        self.by_slug.retain(|_, readership| !readership.is_empty());
    }
}

impl Readership {
    fn claimed(&mut self, service: u64, count: u32, day: i64) {
        let has_room = self.services.len() < SERVICES_MAX;
        match self.services.iter_mut().find(|(known, ..)| *known == service) {
            Some(known) => *known = (service, count, day),
            None if has_room => self.services.push((service, count, day)),
            None => {}
        }
    }

    fn count(&self, day: i64) -> u32 {
        let claimed = self.services.iter().filter(|(.., claimed)| day - claimed <= 1);
        let claimed = claimed.fold(0_u32, |sum, (_, count, _)| sum.saturating_add(*count));
        claimed.saturating_add(self.today.estimate().max(self.yesterday.estimate()))
    }

    fn is_empty(&self) -> bool {
        self.services.is_empty() && self.today.estimate() == 0 && self.yesterday.estimate() == 0
    }
}

/// Counts different things by the bits they hit (linear counting).
#[derive(Clone, Debug, Default)]
struct Sketch([u64; BITS / 64]);

impl Sketch {
    fn add(&mut self, hash: u64) {
        let bit = hash as usize % BITS;
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn estimate(&self) -> u32 {
        let hit: u32 = self.0.iter().map(|word| word.count_ones()).sum();
        let free = (BITS as u32 - hit).max(1);
        (BITS as f64 * (BITS as f64 / f64::from(free)).ln()).round() as u32
    }
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

fn is_bot(agent: &str) -> bool {
    let agent = agent.to_ascii_lowercase();
    ["bot", "crawler", "spider"].iter().any(|word| agent.contains(word)) && !agent.contains("subscriber")
}

/// The number of subscribers that a service claims, and the service: its agent
/// without digits, so that a new number is no new service.
fn claim(agent: &str) -> Option<(String, u32)> {
    let at = agent.find("subscriber").or_else(|| agent.find(" reader"))?;
    let before = agent[..at].trim_end();
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let count: u32 = before[before.len() - digits..].parse().ok()?;
    let service = agent.chars().filter(|c| !c.is_ascii_digit()).collect();
    Some((service, count.min(CLAIM_MAX)))
}

#[cfg(test)]
mod tests;
