use longwire_model::{Author, CleanHtml, Enclosure, Feed, Lang, Moment, Timestamp, Url};
use proptest::prelude::*;

use super::*;
use crate::html::{self, Tags};
use crate::xml::entity::escape;
use crate::{Hint, parse};

fn url(text: &str) -> Url {
    Url::parse(text).expect("a url")
}

fn item() -> PublishedItem {
    PublishedItem {
        id: "urn:longwire:article:1".to_owned(),
        url: url("https://news.test/a?x=1&y=[2]"),
        title: "Rain & <b>wind</b>".to_owned(),
        authors: vec![Author { name: "Ann Lee".to_owned(), url: Url::parse("https://news.test/ann").ok() }],
        section: Some("World".to_owned()),
        categories: vec!["Weather".to_owned(), "World".to_owned()],
        language: Lang::parse("en"),
        published_at: "2023-09-12T15:45:00+02:00".parse().ok(),
        modified_at: "2023-09-13".parse().ok(),
        archived_at: Timestamp::from_micros(1_694_528_102_000_001),
        summary: Some("It rained & rained.".to_owned()),
        content: CleanHtml::assume_clean("<p>It ]]> rained &amp; rained.</p>".to_owned()),
        lead_image: Some(ItemImage {
            url: url("https://news.test/a.jpg"),
            media_type: Some("image/jpeg".to_owned()),
            length_bytes: Some(1234),
            width: Some(1280),
            height: Some(720),
            caption: Some("Rain".to_owned()),
            credit: Some("Bob".to_owned()),
        }),
        enclosures: vec![Enclosure {
            url: url("https://news.test/a.mp3"),
            media_type: Some("audio/mpeg".to_owned()),
            length_bytes: Some(99),
        }],
        publisher: Some(Attribution { name: "News".to_owned(), url: Url::parse("https://news.test/").ok() }),
        licence: Some(Licence { text: "© News".to_owned(), url: Url::parse("https://cc.test/by").ok() }),
        source: Some(ItemSource {
            id: "tag:news.test,2023:feed".to_owned(),
            title: "The <News>".to_owned(),
            home_url: url("https://news.test/"),
            feed_url: url("https://wire.test/feeds/news.rss"),
        }),
    }
}

fn publication(items: Vec<PublishedItem>) -> Publication {
    Publication {
        id: "urn:longwire:publication:1".to_owned(),
        title: "All news".to_owned(),
        description: "Everything, in full".to_owned(),
        home_url: url("https://wire.test/"),
        self_url: url("https://wire.test/feeds/all"),
        alternates: vec![Link {
            url: url("https://mirror.test/all.json"),
            media_type: "application/feed+json".to_owned(),
            title: "Mirror".to_owned(),
        }],
        hub_urls: vec![url("https://wire.test/hub")],
        prev_archive_url: Some(url("https://wire.test/feeds/all/1")),
        is_archive: false,
        language: Lang::parse("zh-Hans"),
        updated_at: Timestamp::from_seconds(1_694_600_000),
        publisher: None,
        licence: Some(Licence { text: "© all".to_owned(), url: None }),
        image_url: Some(url("https://wire.test/logo.png")),
        stylesheet: None,
        items,
    }
}

fn read(text: &str) -> Feed {
    let feed = parse(text.as_bytes(), &Hint::default()).expect("a feed");
    assert_eq!(feed.defects, [], "in {text}");
    feed
}

/// Asserts that a publication reads back to the values that went in.
#[track_caller]
fn check_reads_back(publication: &Publication, format: &Format) {
    let text = (format.write)(publication);
    let feed = read(&text);
    let is_atom = format.extension == "atom";
    assert_eq!(feed.title, html::one_line(&publication.title), "{text}");
    assert_eq!(feed.home_url.as_ref(), Some(&publication.home_url));
    assert_eq!(feed.language, publication.language);
    let link = |rel: &str| feed.links.iter().find(|link| link.rel == rel).map(|link| &link.url);
    assert_eq!(link("self"), Some(&publication.self_url));
    assert_eq!(link("hub"), publication.hub_urls.first());
    assert_eq!(link("prev-archive").or(link("next")), publication.prev_archive_url.as_ref());
    assert_eq!(feed.entries.len(), publication.items.len());
    for (entry, item) in feed.entries.iter().zip(&publication.items) {
        assert_eq!(entry.guid, item.id);
        assert_eq!(entry.url.as_ref().map(super::xml::uri), Some(super::xml::uri(&item.url)));
        let title = if format.extension == "json" {
            html::text(&item.title, Tags::Known)
        } else {
            html::one_line(&item.title)
        };
        assert_eq!(entry.title, title, "{text}");
        let seconds = |moment: Option<Moment>| moment.map(|moment| moment.timestamp().seconds());
        let published =
            item.published_at.or((format.extension != "json").then_some(Moment::utc(item.archived_at)));
        assert_eq!(seconds(entry.published_at), seconds(published), "{text}");
        let updated = if is_atom { Some(Moment::utc(item.archived_at)) } else { item.modified_at };
        assert_eq!(seconds(entry.updated_at), seconds(updated), "{text}");
        let names = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect::<Vec<_>>();
        assert_eq!(
            names(&mut entry.authors.iter().map(|p| &p.name)),
            names(&mut item.authors.iter().map(|p| &p.name))
        );
        assert_eq!(entry.categories, item.all_categories());
        let summary = item.summary().map(escape);
        if format.extension != "rss" || summary.is_some() {
            assert_eq!(entry.summary.as_ref().map(|html| &html.0), summary.as_ref(), "{text}");
        }
        let content = item.content.as_str().trim();
        if !content.is_empty() {
            assert_eq!(entry.content.as_ref().map(|html| html.0.as_str()), Some(content), "{text}");
        }
        let wanted: Vec<_> = item.other_enclosures().collect();
        let found = entry.enclosures.iter().filter(|found| wanted.iter().any(|w| w.url == found.url));
        assert_eq!(found.collect::<Vec<_>>(), wanted);
        assert_eq!(entry.image_url.as_ref(), item.lead_image.as_ref().map(|image| &image.url));
    }
}

#[test]
fn every_format_carries_every_field() {
    for format in FORMATS {
        check_reads_back(&publication(vec![item()]), format);
        let text = (format.write)(&publication(vec![item()]));
        for wanted in [
            "Ann Lee",
            "World",
            "Weather",
            "© News",
            "https://cc.test/by",
            "https://news.test/",
            "Bob",
            "1280",
            "https://mirror.test/all.json",
        ] {
            assert!(text.contains(wanted), "{}: {wanted} is missing in {text}", format.name);
        }
    }
}

#[test]
fn the_body_holds_the_article_and_nothing_else() {
    for format in FORMATS {
        let feed = read(&(format.write)(&publication(vec![item()])));
        assert_eq!(feed.entries[0].content.as_ref().map(|c| c.0.as_str()), Some(item().content.as_str()));
    }
}

#[test]
fn characters_xml_can_not_hold_are_left_out() {
    let nasty = "a\u{0}b\u{B}c\u{FFFE}d\u{9F}\u{85}e\u{FFFD}".to_owned();
    let published = PublishedItem {
        title: nasty.clone(),
        content: CleanHtml::assume_clean(nasty.clone()),
        summary: Some(nasty.clone()),
        ..item()
    };
    for format in FORMATS.iter().filter(|format| format.extension != "json") {
        let text =
            (format.write)(&Publication { title: nasty.clone(), ..publication(vec![published.clone()]) });
        assert!(!text.contains(['\u{0}', '\u{B}', '\u{FFFE}', '\u{9F}', '\u{85}', '\u{FFFD}']));
        assert_eq!(read(&text).entries[0].title, "abcde?");
    }
}

#[test]
fn text_that_looks_like_html_is_not_left_to_guessing() {
    let title = "Use <b> & &amp; with care".to_owned();
    let item = PublishedItem { title: title.clone(), summary: Some(title.clone()), ..item() };
    let publication =
        Publication { title: title.clone(), description: title.clone(), ..publication(vec![item]) };
    let text = atom::write(&publication);
    assert!(!text.contains("type=\"text\">Use"), "{text}");
    assert_eq!(text.matches("type=\"html\">Use &amp;lt;b").count(), 4, "{text}");
    for format in FORMATS.iter().filter(|format| format.extension != "json") {
        let feed = read(&(format.write)(&publication));
        assert_eq!((&feed.title, &feed.entries[0].title), (&title, &title), "{}", format.name);
    }
}

#[test]
fn an_identity_is_a_uri_everywhere() {
    let item = PublishedItem { id: "https://news.test/港[1]|a b".to_owned(), ..item() };
    for format in FORMATS {
        let feed = read(&(format.write)(&publication(vec![item.clone()])));
        assert_eq!(feed.entries[0].guid, "https://news.test/%E6%B8%AF%5B1%5D%7Ca%20b", "{}", format.name);
    }
}

#[test]
fn no_two_entries_share_their_time_of_change() {
    let at = Timestamp::from_seconds(1_694_528_102);
    let with = |id: &str, at| PublishedItem { id: id.to_owned(), archived_at: at, ..item() }.changed_at();
    assert_ne!(with("urn:a", at), with("urn:b", at));
    assert_eq!(with("urn:a", at), with("urn:a", at), "it stays as it is");
    assert_eq!(with("urn:a", at).seconds(), at.seconds());
    let precise = Timestamp::from_micros(1_694_528_102_000_001);
    assert_eq!(with("urn:a", precise), precise);
}

#[test]
fn rss_names_the_feed_an_item_came_from_once() {
    let text = rss::write(&publication(vec![item()]));
    assert!(text.contains("<source url=") && !text.contains("<dc:source>"), "{text}");
    let text = rss::write(&publication(vec![PublishedItem { source: None, ..item() }]));
    assert!(!text.contains("<source url=") && text.contains("<dc:source>"), "{text}");
}

#[test]
fn rss_shows_only_pictures_that_it_knows() {
    let with = |address: &str| {
        rss::write(&Publication { image_url: Some(url(address)), ..publication(vec![]) }).contains("<image>")
    };
    assert!(with("https://wire.test/logo.PNG?v=1"));
    assert!(!with("https://wire.test/logo.svg"));
}

#[test]
fn a_style_sheet_is_named_where_one_is_wanted() {
    let with = |address: &str| {
        rss::write(&Publication { stylesheet: Some(address.to_owned()), ..publication(vec![]) })
    };
    assert!(with("/feed.xsl").contains("<?xml-stylesheet type=\"text/xsl\" href=\"/feed.xsl\"?>"));
    assert!(with("/feed.css?v=1").contains("<?xml-stylesheet type=\"text/css\" href=\"/feed.css?v=1\"?>"));
    assert!(with("a?>b\"").contains("href=\"a%3F%3Eb&quot;\"?>"));
}

#[test]
fn an_item_without_a_summary_gets_an_excerpt_in_rss_which_wants_one() {
    let content = CleanHtml::assume_clean(format!("<p>{}</p>", "字".repeat(EXCERPT_CHARACTERS + 5)));
    let text = rss::write(&publication(vec![PublishedItem { summary: None, content, ..item() }]));
    let summary = read(&text).entries[0].summary.clone().expect("an excerpt");
    assert_eq!(summary.0, "字".repeat(EXCERPT_CHARACTERS) + "…");
}

#[test]
fn atom_names_one_alternate_of_a_type_and_relates_the_others() {
    let link = |host: &str| Link {
        url: url(&format!("https://{host}/all.rss")),
        media_type: "application/rss+xml".to_owned(),
        title: String::new(),
    };
    let feed = read(&atom::write(&Publication {
        alternates: vec![link("a.test"), link("b.test")],
        ..publication(vec![])
    }));
    let role =
        |host: &str| feed.links.iter().find(|l| l.url.host_str() == Some(host)).map(|l| l.rel.as_str());
    assert_eq!((role("a.test"), role("b.test")), (Some("alternate"), Some("related")));
}

#[test]
fn an_item_states_its_language_only_where_it_differs() {
    let feed = |language: &str| {
        let item = PublishedItem { language: Lang::parse(language), ..item() };
        read(&rss::write(&publication(vec![item]))).entries[0].language.clone()
    };
    assert_eq!((feed("zh-Hans"), feed("ja")), (None, Lang::parse("ja")));
    let text = rss::write(&publication(vec![PublishedItem { language: Lang::parse("ja"), ..item() }]));
    assert!(text.contains(" xml:lang=\"zh-Hans\">") && text.contains("<item xml:lang=\"ja\">"), "{text}");
}

#[test]
fn the_table_finds_formats_by_their_extension() {
    assert_eq!(format("atom").map(|f| f.media_type), Some("application/atom+xml"));
    assert!(format("xml").is_none());
}

fn text() -> impl Strategy<Value = String> {
    let trimmed = |text: String| html::one_line(&text);
    proptest::string::string_regex(
        "([a-z ]|[<>&;\"']|<b>|&amp;|]]>|[\u{4e00}-\u{4e10}]|\u{1F600}|\u{e9}){0,20}",
    )
    .expect("a pattern")
    .prop_map(trimmed)
}

fn name() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?|[\u{4e00}-\u{4eff}]{2,4}"
}

prop_compose! {
    fn any_item()(
        id in 0u64..1_000_000_000,
        path in "[a-z0-9/?&=|\\[\\]%é-]{0,20}",
        (title, summary, content) in (text(), proptest::option::of(text()), text()),
        authors in proptest::collection::vec(name(), 0..3),
        categories in proptest::collection::vec(name(), 0..4),
        seconds in proptest::option::of(0i64..4_000_000_000),
        modified in proptest::option::of(0i64..4_000_000_000),
        offset in -14i32..14,
        enclosures in proptest::collection::vec(("[a-z]{1,8}", proptest::option::of(0u64..1_000_000)), 0..3),
    ) -> PublishedItem {
        let mut authors: Vec<Author> = authors.into_iter().map(|name| Author { name, url: None }).collect();
        authors.dedup();
        let mut enclosures: Vec<Enclosure> = enclosures.into_iter().map(|(name, length_bytes)| Enclosure {
            url: url(&format!("https://e.test/{name}.mp3")),
            media_type: Some("audio/mpeg".to_owned()),
            length_bytes: length_bytes.filter(|n| *n > 0).or(Some(1)),
        }).collect();
        enclosures.dedup_by(|a, b| a.url == b.url);
        enclosures.truncate(2);
        if enclosures.len() == 2 && enclosures[0].url == enclosures[1].url { enclosures.pop(); }
        if authors.len() == 2 && authors[0] == authors[1] { authors.pop(); }
        let moment = |s: i64| Moment::Instant { at: Timestamp::from_seconds(s), offset_seconds: offset * 3600 };
        PublishedItem {
            id: format!("urn:longwire:article:{id}"),
            url: url(&format!("https://news.test/{path}")),
            title: if title.is_empty() { "t".to_owned() } else { title },
            authors,
            section: None,
            categories,
            published_at: seconds.map(moment),
            modified_at: modified.map(moment),
            summary,
            content: CleanHtml::assume_clean(content),
            lead_image: None,
            enclosures,
            publisher: None,
            licence: None,
            source: None,
            ..item()
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back_to_the_same_values(
        mut items in proptest::collection::vec(any_item(), 0..4),
        (title, description) in (text(), text()),
    ) {
        items.sort_by(|a, b| a.id.cmp(&b.id));
        items.dedup_by(|a, b| a.id == b.id);
        for format in FORMATS {
            let title = if title.is_empty() { "t".to_owned() } else { title.clone() };
            let description = description.clone();
            check_reads_back(&Publication { title, description, ..publication(items.clone()) }, format);
        }
    }
}
