use longwire_model::{FeedFormat, RawHtml};

use super::*;

fn now() -> Timestamp {
    Timestamp::from_seconds(1_700_000_000)
}

fn entry(guid: &str, url: Option<&str>) -> Entry {
    Entry {
        guid: guid.into(),
        url: url.map(|u| Url::parse(u).expect("an address")),
        title: format!("title of {guid}"),
        ..Entry::default()
    }
}

fn admitted(list: Vec<Entry>) -> Vec<NewEntry> {
    let feed = Feed { format: FeedFormat::Rss, entries: list, ..Feed::default() };
    entries(&feed, &Url::parse("https://example.org/feed").expect("an address"), now())
}

#[test]
fn each_guid_is_admitted_once_and_in_order() {
    let list = vec![
        entry("a", Some("https://example.org/a")),
        entry("b", Some("https://example.org/b")),
        entry("a", Some("https://example.org/c")),
    ];
    let guids: Vec<_> = admitted(list).into_iter().map(|e| e.guid).collect();
    assert_eq!(guids, ["a", "b"]);
}

#[test]
fn an_entry_without_address_and_content_is_left_out() {
    assert!(admitted(vec![entry("a", None)]).is_empty());
}

#[test]
fn an_entry_without_address_but_with_content_is_kept_under_the_sources() {
    let mut bare = entry("a", None);
    bare.content = Some(RawHtml("<p>text</p>".into()));
    let kept = admitted(vec![bare]);
    assert_eq!(kept[0].url.as_str(), "https://example.org/feed#!a");
    assert!(has_no_page(&kept[0]));
}

#[test]
fn dates_in_the_future_are_not_believed() {
    let mut soon = entry("a", Some("https://example.org/a"));
    soon.published_at = Some(Moment::utc(now().plus(Duration::from_secs(3600))));
    let mut late = entry("b", Some("https://example.org/b"));
    late.published_at = Some(Moment::utc(now().plus(Duration::from_secs(3 * 24 * 3600))));
    let kept = admitted(vec![soon, late]);
    assert!(kept[0].published_at.is_some());
    assert_eq!(kept[1].published_at, None);
}

#[test]
fn a_changed_title_changes_the_fingerprint_and_a_new_date_of_reading_does_not() {
    let one = entry("a", Some("https://example.org/a"));
    let mut other = one.clone();
    assert_eq!(fingerprint(&one), fingerprint(&other));
    other.title.push('!');
    assert_ne!(fingerprint(&one), fingerprint(&other));
}

#[test]
fn only_long_content_that_does_not_break_off_is_the_whole_article() {
    let with = |html: String| {
        let mut e = entry("a", Some("https://example.org/a"));
        e.content = Some(RawHtml(html));
        carries_full_text(&admitted(vec![e])[0])
    };
    let paragraph = "<p>A sentence of some length, which says something and then ends.</p>".repeat(40);
    assert!(with(paragraph.clone()));
    assert!(with("<p>这是一个完整的段落，写得很长，说了很多事情，然后结束。</p>".repeat(40)));
    assert!(!with("<p>short</p>".into()));
    assert!(!with(format!("{paragraph}<p>And then […]</p>")));
    assert!(!with(format!("{paragraph}<p><a href='/a'>Read more</a></p>")));
    assert!(!with(format!("{paragraph}<p>and so on…")));
}
