use longwire_model::{Capture, Url};

use super::{Place, RuleBook, Selector, SiteRules};
use crate::{Extraction, Hint, Limits, article};

fn select(written: &str) -> Selector {
    Selector::parse(written).unwrap()
}

fn read(html: &str, rules: &SiteRules) -> Extraction {
    let url = Url::parse("https://news.paper.example/a").unwrap();
    article(&Capture::of_bytes(url, html.as_bytes().to_vec()), &Hint::default(), rules, &Limits::default())
}

fn page() -> String {
    let prose =
        "The council met on Tuesday to speak of the bridge, and nobody could say how long it would take. ";
    format!(
        "<title>Paper</title><div class=box><b class=headline>The bridge stays closed</b> <i data-day=2024-03-05>then</i></div>\
         <nav class=lede><p>First of all, a word about the weather of the week.</p></nav>\
         <article><p>{0}</p><p class=promo>Subscribe to our letter about bridges, it is good.</p><p>{0}</p></article>\
         <footer class=more><a href=/a-2>On</a></footer>",
        prose.repeat(6)
    )
}

#[test]
fn a_rule_says_where_the_body_stands() {
    let rules = SiteRules {
        body: vec![select("nav.lede"), select("article")],
        drop: vec![select(".promo")],
        ..SiteRules::default()
    };
    let got = read(&page(), &rules);
    assert!(got.article.text.contains("word about the weather") && got.article.text.contains("council"));
    assert!(!got.article.text.contains("Subscribe"));
    assert_eq!(got.report.candidates[0].0, "rule");
}

#[test]
fn a_rule_that_fits_no_more_gives_way() {
    let rules = SiteRules { body: vec![select("footer.more")], ..SiteRules::default() };
    let got = read(&page(), &rules);
    assert!(got.article.text.contains("council"));
    assert_ne!(got.report.candidates[0].0, "rule");
    let absent = SiteRules { body: vec![select("#gone")], ..SiteRules::default() };
    assert!(read(&page(), &absent).article.text.contains("council"));
}

#[test]
fn a_rule_names_title_date_and_next_part() {
    let rules = SiteRules {
        title: Some(Place { select: select(".headline"), attribute: None }),
        date: Some(Place { select: select("[data-day]"), attribute: Some("data-day".into()) }),
        next_page: Some(select(".more a")),
        ..SiteRules::default()
    };
    let got = read(&page(), &rules);
    assert_eq!(got.article.title, "The bridge stays closed");
    assert_eq!(got.article.published_at.unwrap().to_string(), "2024-03-05");
    assert_eq!(got.next_page.unwrap().path(), "/a-2");
    let from =
        |field: &str| got.report.signals.iter().find(|signal| signal.field == field).unwrap().from.clone();
    assert_eq!((from("title"), from("published_at")), ("rule".into(), "rule".into()));
}

#[test]
fn the_nearest_domain_with_rules_counts() {
    let mut book = RuleBook::default();
    let zone = |zone: &str| SiteRules { zone: Some(zone.into()), ..SiteRules::default() };
    book.insert("paper.example", zone("Europe/Paris"));
    book.insert("old.paper.example", zone("Europe/Rome"));
    let of = |url: &str| book.of(&Url::parse(url).unwrap()).zone.clone();
    assert_eq!(of("https://paper.example/a").as_deref(), Some("Europe/Paris"));
    assert_eq!(of("https://www.paper.example/a").as_deref(), Some("Europe/Paris"));
    assert_eq!(of("https://a.old.paper.example/a").as_deref(), Some("Europe/Rome"));
    assert_eq!(of("https://newspaper.example/a"), None);
    assert_eq!(of("about:blank"), None);
}
