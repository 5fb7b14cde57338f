//! Any bytes under any label become text, within the limit.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_extract::decode;

fuzz_target!(|input: (&str, &[u8])| {
    let (label, bytes) = input;
    let content_type = format!("text/html; charset={label}");
    let decoded = decode::page(bytes, Some(&content_type), 1 << 16);
    assert!(decoded.is_text || decoded.text.is_empty());
    decode::page(bytes, None, 1 << 10);
});
