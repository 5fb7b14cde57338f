use longwire_feed::{Hint, parse};
use longwire_model::{Article, Feed, SourceId};
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
