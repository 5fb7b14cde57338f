//! Any bytes are a robots.txt, any address is judged by it, and both quickly.

#![no_main]

use libfuzzer_sys::fuzz_target;
use longwire_fetch::Robots;

fuzz_target!(|input: (&[u8], &str)| {
    let (text, path) = input;
    let robots = Robots::parse(text, "longwire");
    if let Ok(url) = longwire_fetch::address(&format!("https://example.org/{path}")) {
        robots.allows(&url);
    }
    robots.crawl_delay();
});
