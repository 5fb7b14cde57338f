//! Spans of time: in words, and as settings are written.

use longwire_model::Timestamp;

use crate::words::{AdminWords, filled};

const MINUTE_SECONDS: u64 = 60;
const HOUR_SECONDS: u64 = 60 * MINUTE_SECONDS;
const DAY_SECONDS: u64 = 24 * HOUR_SECONDS;

/// A span, rounded, in the largest unit of which it holds two; at least a minute.
pub(super) fn in_words(words: &AdminWords, seconds: u64) -> String {
    let (phrase, unit) = match seconds {
        _ if seconds >= 2 * DAY_SECONDS => (words.days, DAY_SECONDS),
        _ if seconds >= 2 * HOUR_SECONDS => (words.hours, HOUR_SECONDS),
        _ => (words.minutes, MINUTE_SECONDS),
    };
    phrase.of(((seconds + unit / 2) / unit).max(1))
}

/// When something that lies ahead comes.
pub(super) fn until(words: &AdminWords, at: Timestamp, now: Timestamp) -> String {
    if at <= now {
        return words.at_once.to_owned();
    }
    filled(words.from_now, &in_words(words, at.since(now).as_secs()))
}

/// A span as it is written in a setting: `90m`, `2h`, `1d`.
pub(super) fn as_written(seconds: u64) -> String {
    for (unit, name) in [(DAY_SECONDS, 'd'), (HOUR_SECONDS, 'h'), (MINUTE_SECONDS, 'm')] {
        if seconds > 0 && seconds.is_multiple_of(unit) {
            return format!("{}{name}", seconds / unit);
        }
    }
    format!("{seconds}s")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;

    #[test]
    fn a_span_is_told_in_a_unit_that_fits() {
        let said = |seconds| in_words(&Tongue::En.words().admin, seconds);
        let all = [5, 60, 600, 7_000, 7_200, 10 * 3_600, 3 * 86_400].map(said);
        assert_eq!(
            all,
            ["1 minute", "1 minute", "10 minutes", "117 minutes", "2 hours", "10 hours", "3 days"]
        );
    }

    #[test]
    fn a_setting_is_written_in_its_largest_whole_unit() {
        assert_eq!([90, 5_400, 7_200, 86_400, 0].map(as_written), ["90s", "90m", "2h", "1d", "0s"]);
    }
}
