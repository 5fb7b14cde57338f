//! When does a source publish? Learned from its own past.
//!
//! Pure. A [`Rhythm`] counts a source's entries by the hour of the week in which
//! they appeared and answers with the rate to expect at any instant.
//!
//! - Thin evidence is smoothed: an hour of the week leans on the same hour of
//!   all weekdays (or both days of the weekend), that on the source's average,
//!   that on one entry a day. The more is known of the finer, the less it leans.
//! - The past fades: what happened [`HALF_LIFE_DAYS`] ago counts half.
//! - News comes in bursts: the last hours' surprise, more or less than was to be
//!   expected, stretches the rate for some hours to come.
//! - What the feed itself asks for (`ttl`, hours and days to skip) is kept
//!   beside it, because an answer of 304 does not repeat it.
//! - Deliberately absent: time zones (the hours are UTC; a publisher's day is
//!   where its entries are), minutes, and any thought of other sources.

use longwire_model::{Moment, Timestamp};

/// Hours of a week.
const HOURS: usize = 168;
/// Seconds of an hour and of a day.
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// After so many days what was learned counts half: a changed habit is the rule within a month,
/// and a week of holidays does not wipe out the rest.
const HALF_LIFE_DAYS: f64 = 21.0;
/// A source of which nothing is known is taken to publish once a day; believed like one entry seen.
const PRIOR_PER_HOUR: f64 = 1.0 / 24.0;
/// Entries' worth of belief that an hour of the day is like the average hour.
const TRUST_IN_AVERAGE: f64 = 0.5;
/// Entries' worth of belief that an hour of the week is like the same hour of other such days.
const TRUST_IN_DAY: f64 = 2.0;
/// After so many hours half of a surprise is forgotten.
const SURPRISE_HALF_LIFE_HOURS: f64 = 3.0;
/// Entries more or less than expected that it takes to be surprised.
const SURPRISE_TRUST: f64 = 2.0;
/// A surprise stretches the rate at most so much, either way.
const SURPRISE_MAX: f64 = 4.0;
/// Entries older than this teach nothing.
const LEARNED_DAYS_MAX: i64 = 42;
/// Most entries of one poll that are learned from: a feed that fills its archive up says little.
const LEARNED_MAX: usize = 500;
/// Counts are stored in units of this.
const UNIT: f64 = 64.0;
/// The first byte of the stored form.
const FORM: u8 = 1;

/// What is known of one source's rhythm. Below 1 KiB stored, 1 KiB in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    /// Learning began at this second.
    since: i64,
    /// The counts are as of this day since 1970.
    day: i64,
    /// Entries by hour of the week (UTC, from Monday), faded.
    counts: [f32; HOURS],
    /// Entries of late, faded, as of `surprise_at`; and how many were to be expected.
    recent: f32,
    expected: f32,
    surprise_at: i64,
    /// What the feed asks for.
    pub wishes: Wishes,
}

/// What a feed itself asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Shortest time between two polls, in minutes (`ttl`, `sy:updatePeriod`); 0 for none.
    pub minutes: u32,
    /// Hours of the day (UTC) without polls: bit 0 is midnight to one.
    pub skip_hours: u32,
    /// Days of the week (UTC) without polls: bit 0 is Monday.
    pub skip_days: u8,
}

/// When an entry appeared, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appeared {
    /// At this instant.
    At(Timestamp),
    /// Some time between the two.
    Between(Timestamp, Timestamp),
}

impl Appeared {
    /// What an entry's date says about when it appeared, `polled_at` being the poll
    /// before this one.
    ///
    /// A date without a time, or at midnight sharp, names a day. An entry that was
    /// published before the last poll and was not there then appeared later.
    /// `None` for the first poll's entries that are older than a rhythm remembers, or undated.
    pub fn of(published_at: Option<Moment>, polled_at: Option<Timestamp>, now: Timestamp) -> Option<Self> {
        let midnight = civil_midnight(published_at);
        let from = match (published_at, polled_at) {
            (Some(moment), before) if !midnight => {
                let at = moment.timestamp();
                if before.is_none_or(|before| before < at) {
                    return (now.since(at).as_secs() <= (LEARNED_DAYS_MAX * DAY) as u64)
                        .then_some(Self::At(at.min(now)));
                }
                before
            }
            (Some(moment), None) => {
                let day = moment.timestamp();
                let until = Timestamp::from_seconds(day.seconds() + DAY).min(now);
                let recent = now.since(day).as_secs() <= (LEARNED_DAYS_MAX * DAY) as u64;
                return recent.then_some(Self::Between(day.min(now), until));
            }
            (_, before) => before,
        };
        from.map(|from| Self::Between(from.min(now), now))
    }

    fn earliest(self) -> Timestamp {
        match self {
            Self::At(at) | Self::Between(at, _) => at,
        }
    }
}

/// Whether a moment names a day rather than a time.
fn civil_midnight(moment: Option<Moment>) -> bool {
    match moment {
        Some(Moment::Instant { at, offset_seconds }) => {
            (at.seconds() + i64::from(offset_seconds)).rem_euclid(DAY) == 0
        }
        Some(Moment::Date(_)) => true,
        None => false,
    }
}

impl Rhythm {
    /// Nothing is known; learning begins.
    pub fn new(since: Timestamp) -> Self {
        Self {
            since: since.seconds(),
            day: since.seconds().div_euclid(DAY),
            counts: [0.0; HOURS],
            recent: 0.0,
            expected: 0.0,
            surprise_at: since.seconds(),
            wishes: Wishes::default(),
        }
    }

    /// Learns from the entries that a poll at `now` found. Their instants lie
    /// between the poll before and `now`, but for the first poll's, which reach
    /// back as far as the feed does.
    pub fn learn(&mut self, appeared: &[Appeared], now: Timestamp) {
        let now = now.seconds();
        let before = Profile::of(self, now);
        self.settle_surprise(&before, now);
        self.fade(now);
        for &appeared in appeared.iter().take(LEARNED_MAX) {
            match appeared {
                Appeared::At(at) => self.count(at.seconds().min(now), 1.0, now),
                Appeared::Between(from, to) => self.spread(from.seconds(), to.seconds().min(now), now),
            }
        }
    }

    /// Lets learning begin with the earliest of these, as far back as counts:
    /// a feed's first reading tells of the weeks before it.
    pub fn reaches_back_to(&mut self, appeared: &[Appeared]) {
        let earliest = appeared.iter().map(|appeared| appeared.earliest().seconds()).min();
        let furthest = self.since - LEARNED_DAYS_MAX * DAY;
        self.since = earliest.unwrap_or(self.since).clamp(furthest, self.since);
    }

    /// Entries that were to be expected between two instants, at most four weeks apart.
    pub fn expected(&self, from: Timestamp, until: Timestamp) -> f64 {
        let profile = Profile::of(self, until.seconds());
        let hours = (until.seconds() - from.seconds()).div_euclid(HOUR).clamp(0, 4 * HOURS as i64);
        (0..hours).map(|hour| profile.rate(from.seconds() + hour * HOUR)).sum()
    }

    /// Shares one entry out over the hours between two instants.
    fn spread(&mut self, from: i64, to: i64, now: i64) {
        let from = from.max(to - 7 * DAY).min(to);
        let length = (to - from).max(1) as f64;
        let mut at = from;
        while at < to {
            let end = ((at.div_euclid(HOUR) + 1) * HOUR).min(to);
            self.count(at, (end - at) as f64 / length, now);
            at = end;
        }
        if from == to {
            self.count(to, 1.0, now);
        }
    }

    fn count(&mut self, at: i64, entries: f64, now: i64) {
        let age_days = (now - at).max(0) as f64 / DAY as f64;
        let faded = entries * half(age_days / HALF_LIFE_DAYS);
        self.counts[hour_of_week(at)] += faded as f32;
        let age_hours = (now - at).max(0) as f64 / HOUR as f64;
        self.recent += (entries * half(age_hours / SURPRISE_HALF_LIFE_HOURS)) as f32;
    }

    /// Brings the counts to today.
    fn fade(&mut self, now: i64) {
        let today = now.div_euclid(DAY);
        if today > self.day {
            let factor = half((today - self.day) as f64 / HALF_LIFE_DAYS) as f32;
            self.counts.iter_mut().for_each(|count| *count *= factor);
            self.day = today;
        }
    }

    /// Brings the surprise to this second: what was to be expected meanwhile is added.
    fn settle_surprise(&mut self, profile: &Profile, now: i64) {
        let (recent, expected) = self.surprise_by(profile, now);
        self.recent = recent as f32;
        self.expected = expected as f32;
        self.surprise_at = now;
    }

    /// Entries of late and those to be expected, at a later second.
    fn surprise_by(&self, profile: &Profile, now: i64) -> (f64, f64) {
        /// Further back than this everything is forgotten.
        const REMEMBERED: i64 = 24 * HOUR;
        let passed = (now - self.surprise_at).max(0);
        let kept = half(passed as f64 / HOUR as f64 / SURPRISE_HALF_LIFE_HOURS);
        let mut expected = f64::from(self.expected) * kept;
        let mut at = now - passed.min(REMEMBERED);
        while at < now {
            let end = ((at.div_euclid(HOUR) + 1) * HOUR).min(now);
            let age_hours = (now - end) as f64 / HOUR as f64;
            let hours = (end - at) as f64 / HOUR as f64;
            expected += profile.rate(at) * hours * half(age_hours / SURPRISE_HALF_LIFE_HOURS);
            at = end;
        }
        (f64::from(self.recent) * kept, expected)
    }

    /// What to expect from an instant on.
    pub fn outlook(&self, now: Timestamp) -> Outlook {
        let profile = Profile::of(self, now.seconds());
        let (recent, expected) = self.surprise_by(&profile, now.seconds());
        let surprise = (recent + SURPRISE_TRUST) / (expected + SURPRISE_TRUST);
        let surprise = surprise.clamp(1.0 / SURPRISE_MAX, SURPRISE_MAX);
        Outlook { profile, surprise, now: now.seconds() }
    }

    /// The stored form: at most 600 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![FORM];
        let mut put = |mut value: u64| {
            while value >= 0x80 {
                out.push(value as u8 | 0x80);
                value >>= 7;
            }
            out.push(value as u8);
        };
        let units = |count: f32| (f64::from(count) * UNIT).round() as u64;
        for seconds in [self.since, self.day, self.surprise_at] {
            put(u64::try_from(seconds).unwrap_or(0));
        }
        for count in [self.recent, self.expected] {
            put(units(count));
        }
        for wish in [self.wishes.minutes, self.wishes.skip_hours, u32::from(self.wishes.skip_days)] {
            put(u64::from(wish));
        }
        for count in self.counts {
            put(units(count).min(u64::from(u16::MAX)));
        }
        out
    }

    /// Reads the stored form; `None` for anything else, an empty one included.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (form, mut rest) = bytes.split_first()?;
        if *form != FORM {
            return None;
        }
        let mut take = || {
            let length = rest.iter().take(10).position(|byte| byte & 0x80 == 0)? + 1;
            let (number, after) = rest.split_at(length);
            rest = after;
            Some(number.iter().rev().fold(0_u64, |value, byte| value << 7 | u64::from(byte & 0x7f)))
        };
        let mut seconds = || Some(take()?.min(u64::from(u32::MAX) << 4) as i64);
        let (since, day, surprise_at) = (seconds()?, seconds()?, seconds()?);
        let mut count = || Some((take()? as f64 / UNIT) as f32);
        let (recent, expected) = (count()?, count()?);
        let wishes = Wishes {
            minutes: u32::try_from(take()?).ok()?,
            skip_hours: u32::try_from(take()?).ok()?,
            skip_days: u8::try_from(take()?).ok()?,
        };
        let mut counts = [0.0; HOURS];
        for count in &mut counts {
            *count = (take()? as f64 / UNIT) as f32;
        }
        Some(Self { since, day, counts, recent, expected, surprise_at, wishes })
    }
}

/// The rates that a rhythm's counts stand for, before any surprise.
#[derive(Clone, Debug)]
struct Profile {
    per_hour: [f32; HOURS],
}

impl Profile {
    fn of(rhythm: &Rhythm, now: i64) -> Self {
        // A silent source learns nothing, yet its past fades.
        let fading = half((now.div_euclid(DAY) - rhythm.day).max(0) as f64 / HALF_LIFE_DAYS);
        let counted = |place: usize| f64::from(rhythm.counts[place]) * fading;
        // How many weeks the faded counts stand for.
        let age_days = (now - rhythm.since).max(HOUR) as f64 / DAY as f64;
        let weeks = HALF_LIFE_DAYS / (7.0 * std::f64::consts::LN_2) * (1.0 - half(age_days / HALF_LIFE_DAYS));
        let total: f64 = (0..HOURS).map(counted).sum();
        let average = leaning(total, weeks * HOURS as f64, PRIOR_PER_HOUR, 1.0);
        let mut per_hour = [0.0; HOURS];
        for weekend in [false, true] {
            let days = if weekend { 5..7 } else { 0..5 };
            let of_hour =
                |hour: usize| -> f64 { days.clone().map(|day| counted(day * 24 + hour % 24)).sum() };
            let hours_seen = weeks * days.len() as f64;
            for hour in 0..24 {
                // The hours beside it say something too, half as much.
                let near = (2.0 * of_hour(hour) + of_hour(hour + 1) + of_hour(hour + 23)) / 4.0;
                let of_day = leaning(near, hours_seen, average, TRUST_IN_AVERAGE);
                for day in days.clone() {
                    let place = day * 24 + hour;
                    per_hour[place] = leaning(counted(place), weeks, of_day, TRUST_IN_DAY) as f32;
                }
            }
        }
        Self { per_hour }
    }

    /// Entries an hour at a second.
    fn rate(&self, at: i64) -> f64 {
        f64::from(self.per_hour[hour_of_week(at)])
    }
}

/// The rate of `count` entries in `hours`, drawn towards another rate that is
/// believed like `trust` entries seen (the mean of a gamma posterior).
fn leaning(count: f64, hours: f64, towards: f64, trust: f64) -> f64 {
    (count + trust) / (hours + trust / towards)
}

/// What is to be expected from one instant on.
#[derive(Clone, Debug)]
pub struct Outlook {
    profile: Profile,
    surprise: f64,
    now: i64,
}

impl Outlook {
    /// Entries to be expected an hour, at so many seconds from now.
    pub fn per_hour(&self, ahead_seconds: i64) -> f64 {
        let hours = ahead_seconds as f64 / HOUR as f64;
        let surprise = 1.0 + (self.surprise - 1.0) * half(hours / SURPRISE_HALF_LIFE_HOURS);
        self.profile.rate(self.now + ahead_seconds) * surprise
    }
}

/// What is left after so many half-lives.
fn half(half_lives: f64) -> f64 {
    (-half_lives).exp2()
}

/// The hour of the week (UTC, from Monday) of a second.
pub(super) fn hour_of_week(at: i64) -> usize {
    // 1970 began on a Thursday.
    (at.div_euclid(HOUR) + 3 * 24).rem_euclid(HOURS as i64) as usize
}

#[cfg(test)]
mod tests;
