use super::*;

const RSS: &str = "<rss version='2.0'><channel><title>t</title>";

fn read(text: &str) -> Feed {
    parse(text.as_bytes(), &Hint::default()).expect("a feed")
}

fn codes(feed: &Feed) -> Vec<&'static str> {
    feed.defects.iter().map(|d| d.code).collect()
}

#[test]
fn what_is_no_feed_says_what_it_is() {
    let refused = |text: &str| parse(text.as_bytes(), &Hint::default()).expect_err("no feed");
    assert_eq!(refused(""), NotAFeed::Empty);
    assert_eq!(refused(" \n"), NotAFeed::Empty);
    assert_eq!(refused("<!DOCTYPE html><html><body><p>x"), NotAFeed::HtmlPage);
    assert_eq!(refused("<p>x<body>"), NotAFeed::HtmlPage);
    assert_eq!(refused("<svg/>"), NotAFeed::OtherXml { root: "svg".to_owned() });
    assert_eq!(refused("hello"), NotAFeed::Unknown);
    assert!(matches!(refused("{\"a\":1}"), NotAFeed::OtherJson { .. }));
}

#[test]
fn limits_cut_and_say_so() {
    let text = format!("{RSS}{}", "<item><guid>a</guid><title>x</title></item>".repeat(5));
    let limits = Limits { entries_max: 3, ..Limits::default() };
    let feed = parse_within(text.as_bytes(), &Hint::default(), &limits).expect("a feed");
    assert_eq!(feed.entries.len(), 3);
    assert!(codes(&feed).contains(&defect::ENTRIES_CUT));
    let limits = Limits { bytes_max: 100, ..Limits::default() };
    let feed = parse_within(text.as_bytes(), &Hint::default(), &limits).expect("a feed");
    assert!(codes(&feed).contains(&defect::BYTES_CUT));
    let text = format!(
        "{RSS}<item><title>big</title><description>{}</description></item><item><title>b",
        "x ".repeat(600)
    );
    let limits = Limits { entry_bytes_max: 500, ..Limits::default() };
    let feed = parse_within(text.as_bytes(), &Hint::default(), &limits).expect("a feed");
    assert_eq!(feed.entries.iter().map(|e| e.title.as_str()).collect::<Vec<_>>(), ["big", "b"]);
    assert!(codes(&feed).contains(&defect::ENTRY_BYTES_CUT));
}

#[test]
fn nesting_without_end_is_flattened() {
    let text = format!("{RSS}<item><title>a</title><description>{}deep", "<b>".repeat(100_000));
    let feed = read(&text);
    assert!(codes(&feed).contains(&defect::DEPTH_CUT));
    assert_eq!(feed.entries.len(), 1);
}

#[test]
fn an_entry_without_a_guid_gets_the_same_one_every_time() {
    let one = read(&format!("{RSS}<item><title>a</title><pubDate>2024-01-02</pubDate></item>"));
    let two = read(&format!("{RSS}<item/><item><title>a</title><pubDate>2024-01-02</pubDate></item>"));
    assert_eq!(one.entries[0].guid, two.entries[1].guid);
    assert!(!one.entries[0].guid_given);
    assert_eq!(one.entries[0].guid, "urn:longwire:entry:3e000e2b12d3d407");
}

#[test]
fn lost_tags_cost_no_entry() {
    let feed = read(&format!(
        "{RSS}<item><title>a<link>http://e.test/1</link><item><title>b</ttle><guid>2</guid></item></channel><b>"
    ));
    let found: Vec<_> = feed.entries.iter().map(|e| (e.title.as_str(), e.url_written.as_deref())).collect();
    assert_eq!(found, [("a", Some("http://e.test/1")), ("b", None)]);
    assert!(codes(&feed).contains(&defect::XML_ILL_FORMED));
}

#[test]
fn a_long_base_before_many_links_does_not_make_much_of_little() {
    let base = format!("https://e.test/{}/", "b".repeat(900));
    let links = "<a href='x'>".repeat(20_000);
    for description in [links.clone(), format!("<![CDATA[{links}]]>")] {
        let feed =
            read(&format!("{RSS}<item xml:base='{base}'><description>{description}</description></item>"));
        let kept = feed.entries[0].summary.as_ref().map_or(0, |html| html.0.len());
        assert!(kept < 10 * links.len() + 100_000, "{kept} bytes");
    }
}

#[test]
fn hostile_documents_take_linear_time() {
    let rows: [(&str, usize); 7] = [
        ("<item>", 20_000),
        ("<item><title>", 20_000),
        ("</b>", 100_000),
        ("<a xmlns:x='y'>", 50_000),
        ("<a xml:base='b/'>", 20_000),
        ("<description><![CDATA[x]]></x>", 20_000),
        ("<media:group><media:content url='a'>", 20_000),
    ];
    let start = std::time::Instant::now();
    for (piece, times) in rows {
        read(&format!("{RSS}<item>{}", piece.repeat(times)));
    }
    // Quadratic time would be minutes; this is far above what a busy machine needs.
    assert!(start.elapsed() < std::time::Duration::from_secs(60));
}
