//! Any bytes are a list or are refused, and a list that is written reads back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_feed::opml::{parse, write};

fuzz_target!(|bytes: &[u8]| {
    let Ok(list) = parse(bytes) else { return };
    let again = parse(write(&list).as_bytes()).expect("what we write is a list");
    assert_eq!(again.subscriptions.len(), list.subscriptions.len());
});
