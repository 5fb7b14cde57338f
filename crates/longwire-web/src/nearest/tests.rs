use crate::testing::Server;

use super::*;

#[track_caller]
fn check(guess: &str, expected: &[&str]) {
    let server = Server::new();
    for (slug, title) in [
        ("rfi-chinese", "RFI 华语"),
        ("zaobao", "联合早报"),
        ("harbour-daily", "Harbour Daily"),
        ("harbour-weekly", "H. W."),
    ] {
        server.source(slug, title);
    }
    let Ok(Fault::UnknownFeed { nearest, .. }) = unknown_slug(&*server.store, guess, "rss") else { panic!() };
    let slugs: Vec<_> = nearest.iter().map(|near| near.slug.as_str()).collect();
    assert_eq!(slugs, expected, "{guess}");
}

#[test]
fn a_guess_finds_the_feeds_that_sound_like_it() {
    check("rfi", &["rfi-chinese"]);
    check("zaobo", &["zaobao"]);
    check("ZAOBAO", &["zaobao"]);
    check("zaobaotoday", &["zaobao"]);
    check("早报", &["zaobao"]);
    check("harbor-daily", &["harbour-daily", "harbour-weekly"]);
}

#[test]
fn nonsense_finds_nothing() {
    check("qqqqqq", &[]);
    check("", &[]);
    check("x", &[]);
}

#[test]
fn a_guess_of_any_length_is_cut() {
    let server = Server::new();
    let Ok(Fault::UnknownFeed { slug, .. }) = unknown_slug(&*server.store, &"长".repeat(5_000), "rss")
    else {
        panic!()
    };
    assert_eq!(slug.chars().count(), GUESS_CHARS_MAX);
}
