//! When is a source polled next?
//!
//! Pure: the caller passes the time in. After a poll that answered, the next one
//! comes when the entries expected since have, between them, waited for as long
//! as one request is worth ([`Config::poll_worth`]): a wire is asked every few
//! minutes, a weekly blog a few times a day, a newsroom often in its mornings
//! and seldom at night. That is where a given number of requests saves the most
//! waiting: the time between two polls goes with the square root of the rate.
//!
//! - [`rhythm`] knows the rate, [`wish_of`] what the publisher asks for, which
//!   only ever lengthens the wait.
//! - After a poll that failed, the kind of the failure has its own rule
//!   ([`rule`]); a source that has failed for weeks is still asked once a week.
//! - [`replay`] runs the schedule over recorded times, to see what it is worth.

mod replay;
mod rhythm;
mod rule;

use std::time::Duration;

use longwire_fetch::fresh_for;
use longwire_model::{Headers, Timestamp};

use crate::Config;

pub use replay::{Replayed, replay, replay_fixed};
pub use rhythm::{Appeared, Rhythm, Wishes};
pub use rule::{GONE_AFTER, Rule, after_failure, rule};

/// Longest wait that `Retry-After` can ask for.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(24 * 3600);

/// The wait is looked for in this many steps at most.
const STEPS_MAX: u32 = 720;

/// When to poll next after an answer at `now`: a full one or "not modified".
///
/// `fresh` is how long the answer says it stays fresh. It and the feed's own
/// wishes lengthen the wait up to [`Config::poll_interval_max`].
pub fn after_answer(rhythm: &Rhythm, fresh: Option<Duration>, now: Timestamp, config: &Config) -> Timestamp {
    let (shortest, longest) = bounds(config);
    let wish = Duration::from_secs(60 * u64::from(rhythm.wishes.minutes)).max(fresh.unwrap_or_default());
    let shortest = shortest.max(wish.min(longest));
    let wait = worthwhile(rhythm, shortest, longest, now, config);
    now.plus(past_skipped(rhythm.wishes, wait, now))
}

/// The two bounds of the wait, in order whatever the settings say.
fn bounds(config: &Config) -> (Duration, Duration) {
    (config.poll_interval_min, config.poll_interval_max.max(config.poll_interval_min))
}

/// The wait after which the entries expected have waited for as long as a request is worth.
fn worthwhile(
    rhythm: &Rhythm,
    shortest: Duration,
    longest: Duration,
    now: Timestamp,
    config: &Config,
) -> Duration {
    let outlook = rhythm.outlook(now);
    let worth_hours = config.poll_worth.as_secs_f64() / 3600.0;
    let step = (longest / STEPS_MAX).max(Duration::from_secs(60));
    let step_hours = step.as_secs_f64() / 3600.0;
    let (mut wait, mut expected, mut waited_hours) = (Duration::ZERO, 0.0, 0.0);
    while wait < longest {
        let middle = wait + step / 2;
        let come = outlook.per_hour(i64::try_from(middle.as_secs()).unwrap_or(i64::MAX)) * step_hours;
        waited_hours += (expected + come / 2.0) * step_hours;
        expected += come;
        wait += step;
        if waited_hours >= worth_hours {
            break;
        }
    }
    wait.clamp(shortest, longest)
}

/// The wait, prolonged to the end of the hours and days in which the feed asks
/// not to be polled. One that skips every hour skips none.
fn past_skipped(wishes: Wishes, wait: Duration, now: Timestamp) -> Duration {
    const HOUR: i64 = 3_600;
    let begin = now.plus(wait).seconds();
    let skipped = |at: i64| {
        let hour = rhythm::hour_of_week(at);
        wishes.skip_hours >> (hour % 24) & 1 == 1 || wishes.skip_days >> (hour / 24) & 1 == 1
    };
    let hours = (begin.div_euclid(HOUR)..).take(7 * 24).find(|hour| !skipped(hour * HOUR));
    let later = hours.map_or(0, |hour| (hour * HOUR - begin).max(0));
    wait + Duration::from_secs(later.unsigned_abs())
}

/// How long an answer asks not to be asked again: its freshness.
pub fn wish_of(headers: &Headers, now: Timestamp) -> Option<Duration> {
    let since_epoch = Duration::from_micros(u64::try_from(now.micros()).unwrap_or(0));
    fresh_for(headers, std::time::SystemTime::UNIX_EPOCH + since_epoch)
}

#[cfg(test)]
mod tests;
