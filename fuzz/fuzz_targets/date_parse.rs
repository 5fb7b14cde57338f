//! Any text holds dates or none, and every date found stands where it says.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use longwire_text::date::{feed, written};

fuzz_target!(|text: &str| {
    feed::parse(text, None);
    written::in_address(text);
    let now = Some(date(2023, 9, 12).at(15, 45, 30, 0));
    for (language, day_first) in
        [(None, None), (Some("zh-Hant"), Some(true)), (Some("de"), Some(true)), (Some("en"), Some(false))]
    {
        for found in written::find(text, &written::Habits { language, day_first, now }) {
            assert!(text.get(found.range.clone()).is_some());
            found.moment(Some("Europe/Paris"));
        }
    }
});
