//! Claims about publications that follow a search.

use longwire_model::{ArticleId, Publication, Scope};

use super::Claim;
use super::make::{archived, article, at, revision, source};
use super::publication::{held, keep_up, publication, selecting};
use crate::{Archived, SourceFacts, Store};

pub(crate) const CLAIMS: &[Claim] = &[
    ("a search is followed in either script", a_search_is_followed_in_either_script),
    ("a search knows sources by the names they have now", a_search_knows_sources_by_their_names),
    ("searches that can not be used are refused", searches_that_can_not_be_used_are_refused),
];

fn searching(query: &str) -> Publication {
    let mut made = selecting(vec![Scope::All], &[], &[]);
    made.selection.search = Some(query.into());
    made
}

fn a_search_is_followed_in_either_script(store: &dyn Store) {
    let write = |identity: &str, title: &str, text: &str| {
        let told = store.archive(&revision(identity, &article(title, text))).unwrap();
        if let Archived::New { article_id, .. } = told { article_id } else { ArticleId(0) }
    };
    let (one, two) = (write("1", "港口罢工", "乌云。"), write("2", "海边", "台风来了，港口罢工。"));
    write("3", "港口罢工", "足球。");
    let followed = searching("罷工 -足球");
    store.add_publication(&followed, at(70)).unwrap();
    let titled = Publication { slug: "titled".into(), ..searching("title:罷工 -足球 site:example.org") };
    store.add_publication(&titled, at(70)).unwrap();
    assert_eq!(held(store, "mine"), [two, one], "from the newest back");
    assert_eq!(held(store, "titled"), [one], "without the texts");
    assert_eq!(publication(store, "mine").publication.selection, followed.selection);
    let four = write("4", "罷工結束", "。");
    assert_eq!(held(store, "mine"), [four, two, one], "and what comes later");
    write("1", "港口开工", "乌云。");
    assert_eq!(held(store, "mine"), [four, two], "it is no longer about that");
    assert_eq!(held(store, "titled"), [four]);
}

fn a_search_knows_sources_by_their_names(store: &dyn Store) {
    store.add_publication(&searching("source:海港 OR tag:码头"), at(70)).unwrap();
    keep_up(store);
    let (news, other) = (source(store, "https://example.org/a"), source(store, "https://example.org/b"));
    let (one, two) = (archived(store, Some(news), "1"), archived(store, Some(other), "2"));
    assert!(held(store, "mine").is_empty());
    let facts = SourceFacts { title: Some("海港日报".into()), ..SourceFacts::default() };
    store.describe_source(news, &facts).unwrap();
    assert_eq!(held(store, "mine"), [one]);
    store.file_source(other, None, &["碼頭".into()], at(71)).unwrap();
    assert_eq!(held(store, "mine"), [two, one]);
}

fn searches_that_can_not_be_used_are_refused(store: &dyn Store) {
    for (query, because) in [
        (" ", "asks for nothing"),
        (&"港".repeat(1_000), "longer than 1024 bytes"),
        ("港口 -is:starred", "is:starred asks what one reader did"),
    ] {
        let told = store.add_publication(&searching(query), at(70)).unwrap_err().to_string();
        assert!(told.contains(because), "{told}");
    }
    assert!(store.publication_by_slug("mine").unwrap().is_none());
}
