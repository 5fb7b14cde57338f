//! Sanitizing what was sanitized changes nothing, and every other writer reads it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_extract::dom::ParseLimits;
use longwire_extract::{sanitize, write};

fuzz_target!(|html: String| {
    let base = "https://example.org/news/one.html".parse().ok();
    let limits = ParseLimits::default();
    let once = sanitize::fragment(&html, base.as_ref(), &limits);
    let twice = sanitize::fragment(once.as_str(), base.as_ref(), &limits);
    assert_eq!(once.as_str(), twice.as_str());
    write::text(&once);
    write::markdown(&once);
});
