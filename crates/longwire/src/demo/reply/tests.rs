use longwire_model::Url;

use super::super::publisher::Plan;
use super::super::site::HOUSES;
use super::*;

fn newsrooms() -> impl Iterator<Item = Newsroom> {
    HOUSES.iter().map(|house| {
        let home = Url::parse("http://127.0.0.1:9/").unwrap();
        Newsroom::open(house, home, start(), &Plan::default())
    })
}

fn start() -> Timestamp {
    Timestamp::from_seconds(1_790_000_000)
}

fn get(newsroom: &Newsroom, path: &str) -> Reply {
    reply(newsroom, &Asked { path, if_none_match: None, if_modified_since: None }, start())
}

fn header<'a>(reply: &'a Reply, name: &str) -> &'a str {
    reply.headers.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value)
}

#[test]
fn every_address_that_is_linked_as_an_article_or_a_picture_answers() {
    for newsroom in newsrooms() {
        assert_eq!(get(&newsroom, "/").status, 200);
        assert_eq!(get(&newsroom, newsroom.house.feed_path).status, 200);
        for written in newsroom.edition(start()).articles {
            assert_eq!(get(&newsroom, written.url.path()).status, 200, "{}", written.url);
            let lead = written.lead.unwrap();
            for url in lead.small.iter().chain([&lead.url]) {
                let picture = get(&newsroom, url.path());
                assert_eq!(picture.status, 200, "{url}");
                assert!(header(&picture, "content-type").starts_with("image/"));
            }
        }
    }
}

#[test]
fn a_page_in_its_charset_holds_every_line_that_was_written() {
    for newsroom in newsrooms() {
        for written in newsroom.edition(start()).articles {
            let label = written.label.unwrap_or(newsroom.house.label);
            let page = get(&newsroom, written.url.path());
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let (text, _, malformed) = encoding.decode(&page.body);
            assert!(!malformed, "{}", written.title);
            assert!(
                text.contains(&format!("charset={label}")) || text.contains(&format!("charset=\"{label}\""))
            );
            // What the charset can not hold would have become a numeric reference.
            assert!(!text.contains("&#"), "{}", written.title);
            assert!(!text.contains("{{"), "a gap is open: {}", written.title);
            for block in &written.blocks {
                assert!(text.contains(&block.html()), "{}", block.text());
            }
        }
    }
}

#[test]
fn the_site_labelled_gb2312_needs_more_than_gb2312() {
    let newsroom = newsrooms().find(|newsroom| newsroom.house.label == "gb2312").unwrap();
    let text: String = newsroom.edition(start()).articles.iter().flat_map(Written::lines).collect();
    let names: String = newsroom
        .edition(start())
        .articles
        .iter()
        .flat_map(|it| it.authors.clone())
        .map(|it| it.name)
        .collect();
    // 镕 and 喆 came with GBK, 䶮 and 㙍 take four bytes of GB18030.
    assert!(text.contains('䶮') && text.contains('㙍') && names.contains('喆'));
    assert!(encoding_rs::GBK.encode(&text).2, "GBK alone could have written it");
}

#[test]
fn validators_sent_back_are_answered_by_304() {
    for newsroom in newsrooms() {
        let first = get(&newsroom, newsroom.house.feed_path);
        let (etag, date) = (header(&first, "etag"), header(&first, "last-modified"));
        let ask = |if_none_match, if_modified_since| {
            reply(
                &newsroom,
                &Asked { path: newsroom.house.feed_path, if_none_match, if_modified_since },
                start(),
            )
        };
        let again = ask(Some(etag), None);
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(ask(None, Some(date)).status, 304);
        assert_eq!(ask(Some("\"other\""), Some(date)).status, 200);
        assert_eq!(ask(None, Some("Thu, 01 Jan 1970 00:00:00 GMT")).status, 200);
    }
}

#[test]
fn a_feed_gives_one_sentence_and_never_the_second_paragraph() {
    for newsroom in newsrooms() {
        let feed = get(&newsroom, newsroom.house.feed_path);
        let encoding = encoding_rs::Encoding::for_label(newsroom.house.label.as_bytes()).unwrap();
        let text = encoding.decode(&feed.body).0;
        for written in newsroom.edition(start()).articles {
            assert!(text.contains(&page::escape(&written.first_sentence())));
            assert!(!text.contains(&page::escape(&written.lines()[1])), "{}", written.title);
        }
    }
}

#[test]
fn the_print_version_is_there_and_closed_to_machines() {
    for newsroom in newsrooms() {
        assert_eq!(get(&newsroom, "/print/1001").status, 200);
        assert!(String::from_utf8_lossy(&get(&newsroom, "/robots.txt").body).contains("Disallow: /print/"));
    }
    assert!(is_closed("/print/1001") && is_closed("/search?q=a") && !is_closed("/news/1"));
}

#[test]
fn an_address_that_nobody_wrote_is_not_found() {
    for newsroom in newsrooms() {
        for path in ["/nothing", "/print/77", "/print/", ""] {
            assert_eq!(get(&newsroom, path).status, 404, "{path}");
        }
    }
}
