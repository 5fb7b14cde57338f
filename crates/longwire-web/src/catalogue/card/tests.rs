use super::*;
use crate::testing::url;

#[track_caller]
fn share(part: u64, whole: u64, expected: Option<&str>) {
    assert_eq!(percent(part, whole).as_deref(), expected, "{part} of {whole}");
}

#[test]
fn only_all_is_a_hundred_percent() {
    share(3, 3, Some("100%"));
    share(999, 1_000, Some("99%"));
    share(1, 1_000, Some("0%"));
    share(u64::MAX, u64::MAX, Some("100%"));
    share(5, 4, Some("100%"));
    share(0, 0, None);
}

#[test]
fn a_mirror_has_the_same_feeds_below_its_own_address() {
    let found =
        mirrors(&[url("https://www.mirror.example/copy"), url("http://10.0.0.7:8080/")], Some("paper"));
    assert_eq!(
        (found[0].name.as_str(), found[0].href.as_str()),
        ("mirror.example", "https://www.mirror.example/copy/")
    );
    let feeds = |at: usize| found[at].feeds.iter().map(|feed| feed.href.as_str()).collect::<Vec<_>>();
    assert_eq!(feeds(0)[0], "https://www.mirror.example/copy/feeds/paper.rss");
    assert_eq!(feeds(1)[2], "http://10.0.0.7:8080/feeds/paper.json");
    assert!(mirrors(&[url("https://mirror.example/")], None)[0].feeds.is_empty());
}
