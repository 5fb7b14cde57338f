//! Any bytes are a page: extraction ends, and what it wrote is clean already.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_extract::dom::{ParseLimits, parse};
use longwire_extract::{Hint, Limits, SiteRules, article, decode, listing, sanitize};
use longwire_model::{Capture, Timestamp};

fuzz_target!(|bytes: &[u8]| {
    let url: longwire_model::Url = "https://www.example.cn/news/2024/0305/1.html".parse().expect("an address");
    let mut capture = Capture::of_bytes(url.clone(), bytes.to_vec());
    capture.captured_at = Some(Timestamp::from_seconds_const(1_709_600_000));
    let limits = Limits { page_bytes_max: 1 << 20, ..Limits::default() };
    let extraction = article(&capture, &Hint::default(), &SiteRules::default(), &limits);
    let html = extraction.article.html.as_str();
    let again = sanitize::fragment(html, Some(&url), &ParseLimits::default());
    assert_eq!(html, again.as_str());

    let decoded = decode::capture(&capture, limits.page_bytes_max);
    let document = parse(&decoded.text, &limits.parse);
    listing::feeds(&document, &url);
    let listed = listing::entries(&document, &url);
    assert!(listed.entries.len() <= listing::ENTRIES_MAX);
});
