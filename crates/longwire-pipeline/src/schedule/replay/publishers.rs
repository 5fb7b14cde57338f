//! Publishers that are made up, minute by minute, for measuring the schedule.
//!
//! Shared by the tests and the bench. The same seed gives the same weeks.

use longwire_model::Timestamp;

/// A Monday, midnight UTC.
pub(crate) const BEGIN: Timestamp = Timestamp::from_seconds_const(1_788_134_400);

/// A kind of publisher, and how many of a hundred are of it.
pub(crate) struct Kind {
    /// Its name.
    pub(crate) name: &'static str,
    /// How many of a hundred sources.
    pub(crate) share: u32,
    /// Entries an hour at a minute of the week of its own town, and at a minute of all time.
    rate: fn(&mut Mood, u32) -> f64,
}

/// A publisher's state from minute to minute.
pub(crate) struct Mood {
    dice: Dice,
    /// Minutes that the present burst goes on.
    burst_minutes: u32,
    /// The week's own loudness.
    loudness: f64,
    /// The minute at which this week's issue comes out.
    issue_minute: u32,
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;
const WEEK: u32 = 7 * DAY;

/// Every kind. Shares as one finds them in a reader's list: few wires, many blogs, some that are dead.
pub(crate) const KINDS: [Kind; 8] = [
    Kind {
        name: "global wire",
        share: 4,
        rate: |mood, minute| {
            let hour = minute % DAY / HOUR;
            mood.loudness * if (6..22).contains(&hour) { 14.0 } else { 8.0 }
        },
    },
    Kind {
        name: "newsroom, office hours",
        share: 22,
        rate: |mood, minute| {
            let (day, hour) = (minute / DAY, minute % DAY / HOUR);
            mood.loudness
                * match (day, hour) {
                    (0..5, 7..9) => 2.0,
                    (0..5, 9..12) => 4.0,
                    (0..5, 12..14) => 2.0,
                    (0..5, 14..19) => 3.5,
                    (0..5, 19..23) => 0.7,
                    (5.., 9..20) => 0.8,
                    _ => 0.05,
                }
        },
    },
    Kind {
        name: "regional paper",
        share: 16,
        rate: |mood, minute| {
            let (day, hour) = (minute / DAY, minute % DAY / HOUR);
            let peaks = match hour {
                5..8 => 3.0,
                8..16 => 0.5,
                16..20 => 1.8,
                20..23 => 0.3,
                _ => 0.02,
            };
            mood.loudness * peaks * if day == 6 { 0.4 } else { 1.0 }
        },
    },
    Kind {
        name: "morning edition",
        share: 10,
        rate: |_, minute| {
            let minute = minute % DAY;
            if (5 * HOUR..5 * HOUR + 20).contains(&minute) { 40.0 } else { 0.02 }
        },
    },
    Kind {
        name: "bursty agency",
        share: 8,
        rate: |mood, _| {
            if mood.burst_minutes > 0 {
                mood.burst_minutes -= 1;
            } else if mood.dice.share() < 0.4 / f64::from(DAY) {
                mood.burst_minutes = 90 + (mood.dice.share() * 240.0) as u32;
            }
            if mood.burst_minutes > 0 { 9.0 } else { 0.2 }
        },
    },
    Kind {
        name: "weekly blog",
        share: 20,
        rate: |mood, minute| {
            if minute == 0 {
                mood.issue_minute = DAY + 9 * HOUR + (mood.dice.share() * 300.0) as u32;
            }
            if minute == mood.issue_minute { 1e9 } else { 0.0 }
        },
    },
    Kind {
        name: "now and then",
        share: 15,
        rate: |_, minute| {
            let hour = minute % DAY / HOUR;
            if (8..23).contains(&hour) { 0.06 } else { 0.005 }
        },
    },
    Kind { name: "dead", share: 5, rate: |_, _| 0.0 },
];

/// The times at which the `seed`th publisher of a kind published in so many weeks from [`BEGIN`].
/// Its town lies anywhere on Earth, and it is as loud as it likes.
pub(crate) fn times(kind: &Kind, seed: u64, weeks: u32) -> Vec<Timestamp> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let town_minutes = (dice.share() * 24.0) as u32 * HOUR;
    let loudness = 0.5 + dice.share();
    let mut mood = Mood { dice, burst_minutes: 0, loudness, issue_minute: 0 };
    let mut times = Vec::new();
    for minute in 0..weeks * WEEK {
        let per_minute = (kind.rate)(&mut mood, (minute + town_minutes) % WEEK) / 60.0;
        // At most two a minute: an edition comes out over some minutes.
        for _ in 0..2 {
            if mood.dice.share() < per_minute / 2.0 {
                let seconds = i64::from(minute) * 60 + (mood.dice.share() * 60.0) as i64;
                times.push(Timestamp::from_seconds(BEGIN.seconds() + seconds));
            }
        }
    }
    times.sort_unstable();
    times.dedup();
    times
}

/// Numbers that look random (xorshift64*).
struct Dice(u64);

impl Dice {
    /// From 0 to below 1.
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
