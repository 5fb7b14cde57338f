//! Connections are kept up to the limit, and again once the earlier ones were closed.

use std::time::{Duration, Instant};

use super::Kept;

const SPAN: Duration = Duration::from_secs(2);

#[test]
fn no_more_than_the_limit_are_kept_until_the_earlier_ones_are_gone() {
    let began = Instant::now();
    let at = |ms| began + Duration::from_millis(ms);
    let kept = Kept::new(2, SPAN, began);
    for (ms, expected) in [
        (0, true),
        (10, true),
        (20, false),
        // One kept at 10 ms may be idle until 2,010 ms.
        (2_005, false),
        (3_900, false),
        (4_100, true),
        (4_100, true),
        (4_100, false),
        // Nothing was kept for long.
        (60_000, true),
    ] {
        assert_eq!(kept.one_more(at(ms)), expected, "{ms} ms");
    }
}

#[test]
fn none_is_kept_where_none_may() {
    let now = Instant::now();
    assert!(!Kept::new(0, SPAN, now).one_more(now));
    assert!(!Kept::new(0, Duration::ZERO, now).one_more(now));
}
