use super::*;

fn titles(opml: &Opml) -> Vec<(Vec<&str>, &str)> {
    opml.subscriptions
        .iter()
        .map(|s| (s.folders.iter().map(String::as_str).collect(), s.title.as_str()))
        .collect()
}

#[test]
fn folders_become_paths() {
    let opml = parse(
        b"<opml version='2.0'><head><title>mine</title><dateCreated>Tue, 12 Sep 2023 13:45:00 GMT</dateCreated></head><body>
        <outline text='News'><outline text='Asia'><outline text='a' xmlUrl='http://a.test/rss'/></outline>
        <outline title='b' xmlurl='http://b.test/rss' htmlUrl='http://b.test/'/></outline>
        <outline text='c &amp; d' XMLURL='feed://c.test/rss'></outline>
        <outline xmlUrl='http://d.test/rss' category='/Tech/Rust,/x'/></body></opml>",
    )
    .expect("a list");
    assert_eq!(
        (opml.title.as_str(), opml.created_at.map(|t| t.to_string()).as_deref()),
        ("mine", Some("2023-09-12T13:45:00Z"))
    );
    let expected = [
        (vec!["News", "Asia"], "a"),
        (vec!["News"], "b"),
        (vec![], "c & d"),
        (vec!["Tech", "Rust"], "d.test"),
    ];
    assert_eq!(titles(&opml), expected);
    assert_eq!(opml.subscriptions[2].feed_url.as_str(), "http://c.test/rss");
}

#[test]
fn broken_lists_are_read_as_far_as_they_go() {
    let opml = parse(b"junk <outline text='a & b' xmlUrl='http://a.test/?x=1&y=2'><outline text='F'><outline xmlUrl='no url'><outline xmlUrl=http://b.test/").expect("a list");
    assert_eq!(titles(&opml), [(vec![], "a & b")]);
    assert_eq!(opml.subscriptions[0].feed_url.as_str(), "http://a.test/?x=1&y=2");
    assert_eq!(opml.defects[0].code, "opml.url-unreadable");
}

#[test]
fn what_is_no_list_is_refused() {
    assert_eq!(parse(b"<rss/>"), Err(NotOpml));
    assert_eq!(parse(b""), Err(NotOpml));
    assert!(parse(b"<opml/>").is_ok());
}

#[test]
fn hostile_lists_are_harmless() {
    let entities = "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><outline text='&x;' xmlUrl='http://a.test/'/>";
    assert_eq!(parse(entities.as_bytes()).expect("a list").subscriptions[0].title, "&x;");
    let include = "<opml><outline type='include' url='http://a.test/self.opml'/></opml>";
    assert_eq!(parse(include.as_bytes()).expect("a list").defects[0].code, "opml.include-ignored");
    let deep = "<outline text='f'>".repeat(100_000) + "<outline text='a' xmlUrl='http://a.test/'/>";
    let opml = parse(deep.as_bytes()).expect("a list");
    assert_eq!(opml.subscriptions[0].folders.len(), FOLDERS_MAX);
}

#[test]
fn a_hundred_thousand_outlines_go_in_and_out() {
    let subscriptions = (0..100_000).map(|n| Subscribed {
        title: format!("feed {n}"),
        feed_url: Url::parse(&format!("http://e.test/{n}")).expect("a url"),
        home_url: None,
        folders: vec![format!("f{}", n % 7)],
        language: None,
        description: None,
    });
    let opml = Opml { subscriptions: subscriptions.collect(), ..Opml::default() };
    let read = parse(write(&opml).as_bytes()).expect("a list");
    assert_eq!(read.subscriptions.len(), 100_000);
    assert!(read.defects.is_empty());
}

#[test]
fn what_is_written_reads_back() {
    let opml = Opml {
        title: "要闻 <all>".to_owned(),
        created_at: Some(Timestamp::from_seconds(1_694_526_300)),
        subscriptions: vec![
            Subscribed {
                title: "\"a\" & <b>".to_owned(),
                feed_url: Url::parse("http://a.test/?a=1&b=2").expect("a url"),
                home_url: Url::parse("http://a.test/").ok(),
                folders: vec!["x".to_owned(), "y".to_owned()],
                language: Some("zh-Hans".to_owned()),
                description: Some("d".to_owned()),
            },
            Subscribed {
                title: "c".to_owned(),
                feed_url: Url::parse("http://c.test/").expect("a url"),
                home_url: None,
                folders: vec!["x".to_owned(), "z".to_owned()],
                language: None,
                description: None,
            },
        ],
        defects: Vec::new(),
    };
    let mut read = parse(write(&opml).as_bytes()).expect("a list");
    // A title may be HTML, so what looks like a known tag is read as one.
    assert_eq!(read.subscriptions[0].title, "\"a\" &");
    read.subscriptions[0].title.clone_from(&opml.subscriptions[0].title);
    assert_eq!(read, opml);
}
