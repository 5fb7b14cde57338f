//! What each kind of failure means for the next poll.
//!
//! One row a kind: how often the same poll is tried again at once (the causes
//! that pass within seconds), how long until the next poll, and how far that
//! wait grows as failures follow each other. Nothing here ever says never: a
//! source is dropped by a person or not at all.

use std::time::Duration;

use longwire_model::{Timestamp, Trouble};

use super::RETRY_AFTER_MAX;

/// A source that has failed for so long is taken to be gone: it is asked once a week.
pub const GONE_AFTER: Duration = Duration::from_secs(21 * 24 * 3600);

/// The wait between two polls of a source that seems gone.
const GONE_WAIT: Duration = Duration::from_secs(7 * 24 * 3600);

/// What one kind of failure means for the next poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Further tries within the same poll, seconds apart.
    pub tries: u32,
    /// The wait after the first failure; doubled with each that follows.
    pub first: Duration,
    /// The wait grows no longer than this.
    pub longest: Duration,
}

const fn row(tries: u32, first_minutes: u64, longest_minutes: u64) -> Rule {
    Rule {
        tries,
        first: Duration::from_secs(first_minutes * 60),
        longest: Duration::from_secs(longest_minutes * 60),
    }
}

/// Minutes of an hour, a day and a week.
const H: u64 = 60;
const D: u64 = 24 * H;
const W: u64 = 7 * D;

/// The rule of a kind of failure.
pub fn rule(trouble: Trouble) -> Rule {
    match trouble {
        // Passes by itself, often within seconds.
        Trouble::Unreachable | Trouble::Truncated | Trouble::Empty => row(3, 10, 6 * H),
        Trouble::ServerError => row(2, 15, 6 * H),
        Trouble::TooSlow => row(1, 30, 6 * H),
        Trouble::Dns => row(1, 30, D),
        // Asked for time: no second try at once.
        Trouble::Throttled => row(0, 30, D),
        Trouble::RobotsUnavailable => row(0, H, D),
        // Comes back within hours or days, when someone notices.
        Trouble::NotFound | Trouble::Tls | Trouble::Redirects | Trouble::NoArticles => row(0, H, D),
        Trouble::FeedElsewhere | Trouble::NotAFeed | Trouble::SoftNotFound => row(0, H, D),
        Trouble::Status => row(0, 2 * H, D),
        // Somebody refuses us; asking often makes it worse.
        Trouble::Cloudflare | Trouble::DataDome | Trouble::Akamai | Trouble::Captcha => row(0, 6 * H, 2 * D),
        Trouble::Forbidden | Trouble::ConsentWall | Trouble::LoginWall => row(0, 6 * H, 2 * D),
        // Robots.txt is read anew once a day.
        Trouble::Disallowed => row(0, D, D),
        // Meant to last.
        Trouble::Gone | Trouble::Login | Trouble::Payment | Trouble::Legal => row(0, D, W),
        Trouble::TooLarge | Trouble::BadAddress | Trouble::PrivateAddress => row(0, D, W),
        // Ours to mend; costs the host nothing.
        Trouble::Setup => row(0, 10, H),
    }
}

/// When to poll next after a failure at `now`.
///
/// `failure_count` counts the failures in a row, this one included, the first of
/// them at `since`. `asked` is what the host itself asked for (`Retry-After`).
pub fn after_failure(
    trouble: Trouble,
    failure_count: u32,
    since: Timestamp,
    asked: Option<Duration>,
    now: Timestamp,
) -> Timestamp {
    let rule = rule(trouble);
    let doublings = failure_count.saturating_sub(1).min(16);
    let mut wait = (rule.first * (1 << doublings)).min(rule.longest);
    if now.since(since) >= GONE_AFTER && trouble != Trouble::Setup {
        wait = wait.max(GONE_WAIT);
    }
    now.plus(wait.max(asked.unwrap_or_default().min(RETRY_AFTER_MAX)))
}

#[cfg(test)]
mod tests;
