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
    let rows: [(&str, usize); 8] = [
        ("<channel></x>", 50_000),
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
        read(&format!("{RSS}{}", piece.repeat(times)));
    }
    // Quadratic time would be minutes; this is far above what a busy machine needs.
    assert!(start.elapsed() < std::time::Duration::from_secs(60));
}

#[test]
fn the_roles_of_links_are_kept() {
    let feed = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href='https://e.test/atom'/>\
        <link rel='HUB' href='https://hub.test/'/><link rel='prev-archive' href='https://e.test/atom/1'/>\
        <link rel='http://www.iana.org/assignments/relation/next' href='https://e.test/atom/2'/></feed>",
    );
    let roles: Vec<_> = feed.links.iter().map(|link| (link.rel.as_str(), link.url.path())).collect();
    assert_eq!(roles, [("self", "/atom"), ("hub", "/"), ("prev-archive", "/atom/1"), ("next", "/atom/2")]);
    assert_eq!(feed.home_url, None);
}

#[test]
fn a_feed_says_how_often_to_come() {
    let minutes =
        |head: &str| read(&format!("<rss version='2.0'><channel>{head}</channel></rss>")).poll_minutes;
    assert_eq!(minutes("<ttl>60</ttl>"), Some(60));
    assert_eq!(minutes("<ttl>soon</ttl>"), None);
    assert_eq!(minutes("<ttl>0</ttl>"), None);
    assert_eq!(
        minutes("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"),
        Some(360)
    );
    assert_eq!(
        minutes("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>"),
        Some(60)
    );
}

#[test]
fn a_feed_says_when_not_to_come() {
    let feed = read(
        "<rss version='2.0'><channel><skipHours><hour>0</hour><hour> 3 </hour><hour>24</hour><hour>99</hour>\
         <hour>noon</hour></skipHours><skipDays><day>Sunday</day><day>monday</day><day>Doomsday</day></skipDays>\
         </channel></rss>",
    );
    assert_eq!(feed.skip_hours, 0b1001);
    assert_eq!(feed.skip_days, 0b100_0001);
}

#[test]
fn small_vocabularies_are_kept_as_data() {
    let feed = read(&format!(
        "{RSS}<item><guid>1</guid><georss:point>45.2 -71.9</georss:point><slash:comments>3</slash:comments>\
        <wfw:commentRss>https://e.test/c.rss</wfw:commentRss><comments>https://e.test/c</comments>\
        <itunes:duration>1:02</itunes:duration><dc:publisher>News</dc:publisher><source url='https://e.test/rss'>s</source>\
        <who:knows>no</who:knows><podcast:transcript url='https://e.test/t.vtt'/></item>"
    ));
    let extras: Vec<_> = feed.entries[0].extras.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(
        extras,
        [
            ("georss:point", "45.2 -71.9"),
            ("slash:comments", "3"),
            ("wfw:commentrss", "https://e.test/c.rss"),
            ("itunes:duration", "1:02"),
            ("dc:publisher", "News"),
            ("source:url", "https://e.test/rss"),
            ("podcast:transcript", "https://e.test/t.vtt"),
        ]
    );
    assert_eq!(feed.entries[0].comments_url.as_ref().map(Url::as_str), Some("https://e.test/c"));
}

#[test]
fn the_original_address_behind_a_detour_is_the_articles() {
    let detour =
        "<link>https://feeds.test/~r/1</link><feedburner:origLink>https://e.test/a</feedburner:origLink>";
    let entry = &read(&format!("{RSS}<item>{detour}</item>")).entries[0];
    assert_eq!(entry.url.as_ref().map(Url::as_str), Some("https://e.test/a"));
    assert_eq!(entry.url_written.as_deref(), Some("https://feeds.test/~r/1"));
}

#[test]
fn a_picture_is_found_wherever_feeds_put_it() {
    for picture in [
        "<media:thumbnail url='https://e.test/p.jpg'/>",
        "<media:content url='https://e.test/p.jpg'/>",
        "<media:content url='https://e.test/p.jpg' medium='image'/>",
        "<media:group><media:content url='https://e.test/p.jpg' type='image/jpeg'/></media:group>",
        "<itunes:image href='https://e.test/p.jpg'/>",
        "<image><url>https://e.test/p.jpg</url></image>",
    ] {
        let entry = &read(&format!("{RSS}<item><guid>1</guid>{picture}</item>")).entries[0];
        assert_eq!(entry.image_url.as_ref().map(Url::as_str), Some("https://e.test/p.jpg"), "{picture}");
    }
}

#[test]
fn times_without_a_zone_are_read_where_the_source_is() {
    let text = format!("{RSS}<item><guid>1</guid><pubDate>2024-03-05 08:00</pubDate></item>");
    let zone = TimeZone::fixed(jiff::tz::offset(8));
    let feed = parse(text.as_bytes(), &Hint { zone: Some(zone), ..Hint::default() }).expect("a feed");
    assert_eq!(
        feed.entries[0].published_at.map(|m| m.to_string()).as_deref(),
        Some("2024-03-05T08:00:00+08:00")
    );
}

#[test]
fn a_lone_atom_entry_is_a_feed_of_one() {
    let feed = read("<entry xmlns='http://www.w3.org/2005/Atom'><id>1</id><title>a</title></entry>");
    assert_eq!((feed.format, feed.entries.len()), (FeedFormat::Atom, 1));
    assert!(parse(b"<entry/>", &Hint::default()).is_err());
}

#[test]
fn content_location_is_the_nearest_base_unless_it_is_no_address() {
    let text = format!("{RSS}<item><guid isPermaLink='false'>1</guid><link>a</link></item>");
    let link = |location: &str| {
        let hint = Hint {
            url: Url::parse("https://e.test/x/feed").ok(),
            content_location: Some(location.to_owned()),
            ..Hint::default()
        };
        parse(text.as_bytes(), &hint).expect("a feed").entries[0].url.clone().map(String::from)
    };
    assert_eq!(link("https://m.test/y/").as_deref(), Some("https://m.test/y/a"));
    assert_eq!(link("../z/").as_deref(), Some("https://e.test/z/a"));
    assert_eq!(link("javascript:alert(1)").as_deref(), Some("https://e.test/x/a"));
}
