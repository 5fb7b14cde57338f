use longwire_model::ArticleId;
use longwire_store::OWNER;

use super::*;
use crate::testing::{Server, article, now, signed_in};

fn server() -> Server {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    for n in 1..=3 {
        server.archive(paper, &article(n));
    }
    let other = server.source("other", "Other");
    let english = longwire_model::Article {
        language: Lang::parse("en"),
        title: "The <b>government</b> of 港口".into(),
        ..article(4)
    };
    server.archive(other, &english);
    server
}

fn path(query: &str) -> String {
    Asked::path(query, Order::Relevance, 1)
}

#[test]
fn what_is_found_is_shown_and_marked() {
    let page = server().get(&path("罷工")).text();
    assert!(page.contains("港口<mark>罢工</mark>第 1 天"), "{page}");
    assert!(page.contains("3 articles found"), "{page}");
    assert!(page.contains("<a href=\"/sources/paper\">海港日报</a>"));
    assert!(page.contains("value=\"罷工\""), "the form keeps the question");
    assert!(page.contains("noindex"));
}

#[test]
fn without_a_question_the_page_says_how_to_ask() {
    let page = server().get("/search").text();
    assert!(page.contains("<details class=\"ways\" open>") && page.contains("has:image"));
    assert!(page.contains("longwire publication add NAME --search"));
    assert!(!page.contains("found</p>"));
}

#[test]
fn any_text_is_answered() {
    let server = server();
    for query in [
        "\"",
        "-",
        "OR",
        "a:b:c",
        "((((",
        "before:x",
        "<script>alert(1)</script>",
        "\u{0}",
        "🙂",
        &"长".repeat(500),
    ] {
        let answer = server.get(&path(query));
        assert_eq!(answer.status, 200, "{query}");
        assert!(!answer.text().contains("<script"), "{query}");
    }
    for path in [
        "/search?q=%ff%fe",
        "/search?q=港口&page=99999999999",
        "/search?q=港口&page=0",
        "/search?q=港口&page=500",
    ] {
        let path = path.replace("港口", "%E6%B8%AF%E5%8F%A3");
        assert_eq!(server.get(&path).status, 200, "{path}");
    }
}

#[test]
fn markup_in_titles_is_text() {
    let page = server().get(&path("government")).text();
    assert!(page.contains("The &#60;b&#62;<mark>government</mark>&#60;/b&#62; of 港口"), "{page}");
}

#[test]
fn facets_narrow_the_question() {
    let page = server().get(&path("港口")).text();
    for expected in ["source%3Aother", "source%3Apaper", "lang%3Aen", "lang%3Azh-Hans"] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let narrowed = server().get(&path("港口 source:other")).text();
    assert!(narrowed.contains("1 article found"), "{narrowed}");
}

#[test]
fn what_was_read_and_starred_is_found_by_who_is_signed_in() {
    let server = server();
    let (cookie, _) = signed_in(&server);
    let store = &server.store;
    store.mark_read(OWNER, &[ArticleId(1), ArticleId(2)], true, now()).unwrap();
    store.star(OWNER, &[ArticleId(2)], true, now()).unwrap();
    let count = |query: &str| server.get_with(&path(query), "cookie", &cookie).text();
    assert!(count("is:unread 罢工").contains("1 article found"));
    assert!(count("is:starred").contains("1 article found"));
    assert!(count("-is:unread").contains("2 articles found"));
    let page = server.get(&path("is:starred 罢工")).text();
    assert!(page.contains("3 articles found") && page.contains("you are not signed in"), "{page}");
}

#[test]
fn notes_speak_the_visitors_language() {
    let server = server();
    let page = server.get(&format!("{}&lang=zh-Hant", path("is:unread before:x 港口"))).text();
    assert!(
        page.contains("is:unread 問的是您讀過或加上星號的文章") && page.contains("before:x 不是日期"),
        "{page}"
    );
    assert!(page.contains("name=\"lang\" value=\"zh-Hant\""), "the form keeps the language");
    assert!(page.contains("lang=zh-Hans"), "the switch keeps the question");
    let page = server.get(&path("goverment")).text();
    assert!(page.contains("Did you mean <a href=\"/search?q=government\">government</a>?"), "{page}");
    assert!(page.contains("Nothing found"));
}

#[test]
fn results_are_paged_and_ordered() {
    let server = Server::new();
    let paper = server.source("paper", "海港日报");
    for n in 1..=25 {
        server.archive(paper, &article(n));
    }
    let first = server.get(&path("港口")).text();
    assert_eq!(first.matches("<h2><a").count(), ARTICLES_PER_PAGE);
    assert!(first.contains("rel=\"next\"") && !first.contains("rel=\"prev\""));
    assert!(first.contains("sort=newest"));
    let second = server.get(&Asked::path("港口", Order::Newest, 2)).text();
    assert_eq!(second.matches("<h2><a").count(), 5);
    assert!(
        second.contains("start=\"21\"")
            && second.contains("rel=\"prev\"")
            && !second.contains("rel=\"next\"")
    );
}

#[test]
fn every_page_has_the_search_box() {
    assert!(server().get("/").text().contains("<form class=\"find\" role=\"search\" action=\"/search\">"));
}
