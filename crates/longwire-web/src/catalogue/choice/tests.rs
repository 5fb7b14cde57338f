use longwire_model::SourceId;
use longwire_store::NewSource;

use super::*;
use crate::testing::{Server, article, earlier, new_source, now};

fn choice(query: &str) -> Choice {
    Choice::of(&format!("/?{query}").parse().unwrap())
}

/// Three papers: one Chinese with two articles in a folder, one English that fails, one English.
fn stocked() -> (Server, [SourceId; 3]) {
    let server = Server::new();
    let new = |slug: &str, title: &str, lang: &str, folder: Option<&str>| NewSource {
        language: Lang::parse(lang),
        folder: folder.map(str::to_owned),
        ..new_source(slug, title)
    };
    let add = |new: NewSource| server.store.add_source(&new, earlier(7 * 86_400)).unwrap().source_id;
    let ids = [
        add(new("harbour", "港口罢工报", "zh-Hans", Some("新闻"))),
        add(new("tribune", "The Évening Tribune", "en", None)),
        add(new("almanac", "almanac", "en", Some("Hidden"))),
    ];
    for id in ids {
        let mut poll = server.store.source(id).unwrap().unwrap().poll;
        poll.polled_at = Some(earlier(60));
        poll.due_at = now();
        server.store.save_poll(&poll).unwrap();
    }
    server.fail(ids[1], "404");
    server.archive(ids[0], &article(1));
    server.archive(ids[0], &article(2));
    server.archive(ids[2], &article(3));
    (server, ids)
}

#[track_caller]
fn picked(server: &Server, query: &str, expected: &[SourceId]) {
    let app = &server.front.app;
    let shelf = app.shelves.current(app).unwrap();
    let found: Vec<_> = choice(query).pick(&shelf, now()).iter().map(|shelved| shelved.listed.id).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn a_name_is_found_as_the_search_finds_it() {
    let (server, [harbour, tribune, almanac]) = stocked();
    picked(&server, "q=罷工", &[harbour]);
    picked(&server, "q=evening", &[tribune]);
    picked(&server, "q=ALMANAC", &[almanac]);
    picked(&server, "q=harbour.example", &[harbour]);
    picked(&server, "q=nothing+like+it", &[]);
}

#[test]
fn filters_keep_those_that_fit_all_of_them() {
    let (server, [harbour, tribune, almanac]) = stocked();
    picked(&server, "language=en&sort=name", &[almanac, tribune]);
    picked(&server, "health=failing", &[tribune]);
    picked(&server, "language=en&health=fresh", &[almanac]);
    picked(&server, "folder=%E6%96%B0%E9%97%BB", &[harbour]);
}

#[test]
fn what_is_not_known_is_not_heeded() {
    let (server, [harbour, tribune, almanac]) = stocked();
    picked(&server, "health=splendid&sort=sideways&page=-1&sort=added", &[harbour, almanac, tribune]);
    assert_eq!(choice("page=x&q=%20&language=&sort="), choice(""));
    assert!(choice("page=3").is_plain() && choice("sort=added").number == 1);
}

#[test]
fn orders_are_those_of_the_form() {
    let (server, [harbour, tribune, almanac]) = stocked();
    picked(&server, "sort=articles", &[harbour, almanac, tribune]);
    picked(&server, "sort=added", &[almanac, tribune, harbour]);
    picked(&server, "sort=name", &[almanac, tribune, harbour]);
}

#[test]
fn a_folder_whose_publication_is_private_is_not_told() {
    let (server, _) = stocked();
    let page = server.get("/").text();
    assert!(page.contains("<option value=\"Hidden\">Hidden (1)</option>"), "{page}");
    let hidden = server.store.publications().unwrap().into_iter();
    let hidden = hidden.into_iter().find(|state| state.publication.title == "Hidden").unwrap();
    server.store.set_publication_key(hidden.id, Some(longwire_store::content_hash(b"key"))).unwrap();
    assert!(!server.get("/").text().contains("Hidden"));
    assert!(!server.get("/catalogue.json").text().contains("Hidden"));
    picked(&server, "folder=Hidden", &[]);
}

#[test]
fn a_long_name_is_cut_at_its_limit() {
    let name = |count: usize| choice(&format!("q={}", "a".repeat(count))).name.chars().count();
    assert_eq!((name(NAME_CHARS_MAX), name(NAME_CHARS_MAX + 1)), (NAME_CHARS_MAX, NAME_CHARS_MAX));
}

#[track_caller]
fn path(query: &str, number: usize, expected: &str) {
    assert_eq!(choice(query).path(number), expected);
}

#[test]
fn an_address_says_no_more_than_it_must() {
    path("", 1, "/");
    path("sort=newest&page=9", 2, "/?page=2");
    path(
        "q=a%26b&language=zh-Hans&folder=%E6%96%B0&health=gone&sort=name&x=y",
        3,
        "/?q=a%26b&language=zh-Hans&folder=%E6%96%B0&health=gone&sort=name&page=3",
    );
}
