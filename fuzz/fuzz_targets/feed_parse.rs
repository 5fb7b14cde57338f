//! Any bytes are a feed or are refused, with any hint, and small limits hold.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_feed::{Hint, Limits, normalised_json, parse, parse_within};

fuzz_target!(|bytes: &[u8]| {
    let hint = Hint {
        url: "https://example.org/news/feed.xml".parse().ok(),
        content_type: Some("text/xml; charset=gbk".to_owned()),
        content_location: Some("//mirror.example/a".to_owned()),
        zone: None,
    };
    if let Ok(feed) = parse(bytes, &Hint::default()) {
        normalised_json(&feed);
    }
    let limits = Limits { bytes_max: 4096, entries_max: 3, entry_bytes_max: 256, depth_max: 4 };
    if let Ok(feed) = parse_within(bytes, &hint, &limits) {
        assert!(feed.entries.len() <= limits.entries_max);
    }
});
