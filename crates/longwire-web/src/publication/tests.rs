use longwire_feed::{Hint, parse};
use longwire_model::{
    Article, Extent, Feed, Field, Filter, Output, Pattern, Publication, Scope, Selection, SourceId,
};
use longwire_store::NewSource;

use crate::testing::{Answer, Server, article, earlier, new_source, url};

fn read(answer: &Answer) -> Feed {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let content_type = Some(answer.field("content-type").to_owned());
    parse(&answer.body, &Hint { content_type, ..Hint::default() }).unwrap()
}

fn titles(answer: &Answer) -> Vec<String> {
    read(answer).entries.into_iter().map(|entry| entry.title).collect()
}

fn filed(server: &Server, slug: &str, folder: &str, tags: &[&str]) -> SourceId {
    let new = NewSource {
        folder: Some(folder.into()),
        tags: tags.iter().map(|&tag| tag.into()).collect(),
        ..new_source(slug, slug)
    };
    server.store.add_source(&new, earlier(86_400)).unwrap().source_id
}

fn of_host(host: &str, n: u32) -> Article {
    Article { url: url(&format!("https://{host}.example/{n}.html")), site_name: None, ..article(n) }
}

/// Two papers in one folder, a third elsewhere.
fn newsstand() -> Server {
    let server = Server::public("https://example.org/news/");
    let (one, two) = (filed(&server, "one", "晨报", &["港口"]), filed(&server, "two", "晨报", &[]));
    let three = filed(&server, "three", "Sport", &[]);
    server.archive(one, &of_host("one", 1));
    server.archive(two, &of_host("two", 2));
    server.archive(three, &of_host("three", 3));
    server
}

#[test]
fn a_folder_a_tag_a_language_and_everything_are_feeds_in_every_format() {
    let server = newsstand();
    for ending in ["rss", "atom", "json"] {
        let check = |slug: &str, expected: &[&str]| {
            let found = titles(&server.get(&format!("/feeds/{slug}.{ending}")));
            assert_eq!(found, expected, "{slug}.{ending}");
        };
        let (first, second, third) = ("港口罢工第 1 天", "港口罢工第 2 天", "港口罢工第 3 天");
        check("folder-%E6%99%A8%E6%8A%A5", &[second, first]);
        check("tag-%E6%B8%AF%E5%8F%A3", &[first]);
        check("language-zh-hans", &[third, second, first]);
        check("all", &[third, second, first]);
    }
}

#[test]
fn an_article_keeps_its_id_in_every_publication() {
    let server = newsstand();
    let id = |path: &str| read(&server.get(path)).entries.pop().unwrap().guid;
    let own = id("/feeds/one.rss");
    for path in
        ["/feeds/all.atom", "/feeds/tag-港口.json", "/feeds/language-zh.rss", "/feeds/folder-晨报.atom"]
    {
        let path: String = url("http://x/").join(path).unwrap().path().into();
        assert_eq!(id(&path), own, "{path}");
    }
}

#[test]
fn every_item_of_a_merged_feed_names_its_source() {
    let server = newsstand();
    let rss = server.get("/feeds/all.rss").text();
    assert!(rss.contains("<source url=\"https://example.org/news/feeds/one.rss\">one</source>"), "{rss}");
    assert!(rss.contains("<dc:publisher>two</dc:publisher>"));
    let atom = server.get("/feeds/all.atom").text();
    assert!(atom.contains("<source>") && atom.contains("<id>tag:three.example,"), "{atom}");
    let json: serde_json::Value = serde_json::from_str(&server.get("/feeds/all.json").text()).unwrap();
    let source = &json["items"][0]["_longwire"]["source"];
    assert_eq!(
        (&source["title"], &source["feed_url"]),
        (&"three".into(), &"https://example.org/news/feeds/three.json".into())
    );
    let own = server.get("/feeds/one.rss").text();
    assert!(!own.contains("<source"), "one publisher's feed says it once");
}

#[test]
fn who_has_a_publication_is_told_so_until_it_changes() {
    let server = newsstand();
    let path = "/feeds/folder-%E6%99%A8%E6%8A%A5.rss";
    let first = server.get(path);
    let again = |first: &Answer| server.get_with(path, "if-none-match", first.field("etag")).status.as_u16();
    assert_eq!(again(&first), 304);
    let sport = server.store.source_by_slug("three").unwrap().unwrap().source.id;
    server.archive(sport, &of_host("three", 4));
    assert_eq!(again(&first), 304, "another folder's article");
    let one = server.store.source_by_slug("one").unwrap().unwrap().source.id;
    server.archive(one, &of_host("one", 5));
    assert_eq!(again(&first), 200);
    let second = server.get(path);
    let facts = longwire_store::SourceFacts {
        title: Some("新名".into()),
        ..longwire_store::SourceFacts::default()
    };
    server.store.describe_source(one, &facts).unwrap();
    assert_eq!(again(&second), 200, "its items name the source");
}

#[test]
fn a_publication_pages_back_to_its_first_article() {
    let server = Server::public("https://example.org/news/");
    let one = filed(&server, "one", "News", &[]);
    for n in 1..=205 {
        server.archive(one, &of_host("one", n));
    }
    let (mut path, mut found) = ("/feeds/folder-news.atom".to_owned(), Vec::new());
    loop {
        let feed = read(&server.get(&path));
        found.extend(feed.entries.into_iter().map(|entry| entry.guid));
        let Some(link) = feed.links.into_iter().find(|link| link.rel == "prev-archive") else { break };
        path = link.url.as_str().replace("https://example.org/news", "");
        assert!(found.len() < 1_000);
    }
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 205);
}

#[test]
fn the_page_of_a_publication_shows_its_feeds_and_articles() {
    let server = newsstand();
    let page = server.get("/publications/folder-%E6%99%A8%E6%8A%A5?lang=zh-Hans");
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("晨报") && text.contains("文件夹") && text.contains("2 篇文章"), "{text}");
    assert!(text.contains("https://example.org/news/feeds/folder-%E6%99%A8%E6%8A%A5.atom"));
    assert!(text.contains("港口罢工第 2 天") && !text.contains("港口罢工第 3 天"));
    assert_eq!(server.get("/publications/none").status, 404);
    assert_eq!(server.get("/publications/all?before=x").status, 400);
}

#[test]
fn the_catalogue_lists_publications_by_kind() {
    let server = newsstand();
    let check = |lang: &str, expected: &[&str]| {
        let text = server.get(&format!("/?lang={lang}")).text();
        assert!(expected.iter().all(|phrase| text.contains(phrase)), "{lang}: {text}");
    };
    check("en", &["Everything", "Folders", "晨报", "Languages", "简体中文", "feeds/all.rss"]);
    check("zh-Hant", &["全部文章", "資料夾", "語言"]);
    check("zh-Hans", &["全部文章", "文件夹", "语言"]);
    assert!(
        !server.get("/").text().contains("publications/tag-"),
        "a tag of one article is not worth a line"
    );
    assert!(!Server::new().get("/").text().contains("class=\"publications\""), "nothing to publish yet");
}

#[test]
fn programs_and_readers_get_them_as_lists() {
    let server = newsstand();
    let list: serde_json::Value = serde_json::from_str(&server.get("/publications.json").text()).unwrap();
    let all = &list[0];
    assert_eq!(
        (&all["slug"], &all["kind"], &all["article_count"]),
        (&"all".into(), &"all".into(), &3.into())
    );
    assert_eq!(all["atom"], "https://example.org/news/feeds/all.atom");
    let kinds: Vec<_> =
        list.as_array().unwrap().iter().map(|listed| listed["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["all", "folder", "folder", "tag", "language", "language"]);
    let opml = longwire_feed::opml::parse(&server.get("/publications.opml").body).unwrap();
    assert_eq!(opml.subscriptions.len(), 6);
    assert_eq!(opml.subscriptions[1].folders, ["Folders"]);
    assert_eq!(opml.subscriptions[0].feed_url.as_str(), "https://example.org/news/feeds/all.rss");
}

/// A publication of the owner's over everything.
fn own(slug: &str, output: Output) -> Publication {
    Publication {
        slug: slug.into(),
        title: "我的".into(),
        selection: Selection { scopes: vec![Scope::All], ..Selection::default() },
        output,
    }
}

#[test]
fn the_owners_filters_decide_what_is_in_a_feed() {
    let server = newsstand();
    let keep = vec![Filter { field: Field::Title, pattern: Pattern::Regex("第 [13] 天".into()) }];
    let block = vec![Filter { field: Field::Url, pattern: Pattern::Text("three.example".into()) }];
    let selection = Selection { scopes: vec![Scope::All], keep, block, search: None };
    let made = Publication { selection, ..own("mine", Output::default()) };
    server.store.add_publication(&made, earlier(60)).unwrap();
    for ending in ["rss", "atom", "json"] {
        let answer = server.get(&format!("/feeds/mine.{ending}"));
        assert_eq!(titles(&answer), ["港口罢工第 1 天"]);
        assert_eq!(read(&answer).title, "我的");
    }
    assert!(server.get("/?lang=zh-Hans").text().contains("专题"));
}

#[test]
fn a_publication_is_as_long_and_as_full_as_its_owner_wants() {
    let server = newsstand();
    let output = Output { articles_max: 2, extent: Extent::Summary, ..Output::default() };
    server.store.add_publication(&own("short", output), earlier(60)).unwrap();
    for ending in ["rss", "atom", "json"] {
        let feed = read(&server.get(&format!("/feeds/short.{ending}")));
        assert_eq!(feed.entries.len(), 2, "{ending}");
        let told = feed.entries.iter().all(|entry| {
            let texts = [&entry.summary, &entry.content].into_iter().flatten();
            texts.into_iter().all(|html| html.0.contains("没有进展") && !html.0.contains("天的消息"))
        });
        assert!(told, "{ending}: {:?}", feed.entries[0]);
        let link = feed.links.iter().find(|link| link.rel == "prev-archive" || link.rel == "next").unwrap();
        let path = link.url.as_str().replace("https://example.org/news", "");
        let page = titles(&server.get(&path));
        assert_eq!(page, ["港口罢工第 2 天", "港口罢工第 1 天"], "pages are as long, and full");
    }
}

#[test]
fn a_private_publication_is_there_for_its_key_alone() {
    let server = newsstand();
    let made = server.store.add_publication(&own("secret", Output::default()), earlier(60)).unwrap();
    let key = "0123456789abcdef".repeat(4);
    let set = |key: Option<&str>| {
        let hash = key.map(|key| longwire_store::content_hash(key.as_bytes()));
        assert!(server.store.set_publication_key(made.id, hash).unwrap());
    };
    set(Some(&key));
    for ending in ["rss", "atom", "json"] {
        let path = format!("/private/{key}/secret.{ending}");
        let answer = server.get(&path);
        assert_eq!(read(&answer).entries.len(), 3);
        assert_eq!(answer.field("cache-control"), "private, max-age=60");
        assert_eq!(answer.field("x-robots-tag"), "noindex");
        assert!(answer.field("link").is_empty() && !answer.text().contains("/hub"), "no hub is told of it");
        assert!(answer.text().contains(&format!("https://example.org/news/private/{key}/secret.{ending}")));
        assert!(!answer.text().contains("/feeds/secret") && !answer.text().contains("publications/secret"));
        let again = server.get_with(&path, "if-none-match", answer.field("etag"));
        assert_eq!((again.status.as_u16(), again.field("cache-control")), (304, "private, max-age=60"));
    }
    let gone = |path: &str| {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("我的"), "{path}");
    };
    let other = "f".repeat(64);
    for path in [
        "/feeds/secret.rss",
        "/publications/secret",
        "/private//secret.rss",
        &format!("/private/{other}/secret.rss"),
        &format!("/private/{key}/other.rss"),
        &format!("/private/{key}/secret.xml"),
        &format!("/private/{key}/all.rss"),
        &format!("/private/{key}/one.rss"),
    ] {
        gone(path);
    }
    for list in ["/", "/publications.json", "/publications.opml", "/catalogue.json", "/catalogue.opml"] {
        assert!(!server.get(list).text().contains("secret"), "{list}");
    }
    // A new key ends the old one, and none makes it public.
    set(Some(&other));
    gone(&format!("/private/{key}/secret.rss"));
    assert_eq!(server.get(&format!("/private/{other}/secret.rss")).status, 200);
    set(None);
    gone(&format!("/private/{other}/secret.rss"));
    assert_eq!(server.get("/feeds/secret.rss").status, 200);
}
