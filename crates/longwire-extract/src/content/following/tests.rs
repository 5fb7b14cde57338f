use super::unset;
use crate::content::blocks::cut;
use crate::content::overlap::Quoted;
use crate::dom::{NodeId, ParseLimits, parse};

const TEXT: &str = "The harbour of Ostwick was closed on Tuesday after a cargo ship lost part of its load in heavy seas, \
                    and divers began to look for the containers in the morning, but strong currents made the work slow, \
                    and by noon only two of them had been found in the channel, the port authority said in the evening.";

/// The texts that stay of a page whose first block is its headline, when all are in the set.
fn stay(html: &str) -> Vec<String> {
    let document = parse(html, &ParseLimits::default());
    let page = cut(&document, NodeId::ROOT, Quoted::default());
    let mut kept = vec![true; page.blocks.len()];
    unset(&page, Some(0), &mut kept);
    (0..kept.len()).filter(|&n| kept[n]).map(|n| page.text(&document, n)).collect()
}

fn article(title: &str, text: &str) -> String {
    format!(
        "<article class=story><header><p class=kicker>Ports</p><h1>{title}</h1></header><p>{text}</p></article>"
    )
}

#[test]
fn the_articles_after_the_first_are_left_out() {
    let first = article("Ship loses cargo", TEXT).replace("<p class=kicker>Ports</p>", "");
    let html = [&first, &article("Bridge closed", TEXT), &article("Harvest begins", TEXT)]
        .map(String::as_str)
        .concat();
    assert_eq!(stay(&html), ["Ship loses cargo", TEXT]);
}

#[test]
fn headings_inside_the_article_are_no_other_articles() {
    let one = format!("<div><h2>Ship loses cargo</h2><p>{TEXT}</p><h2>The search</h2><p>{TEXT}</p></div>");
    assert_eq!(stay(&one).len(), 4, "side by side");
    let parts = format!(
        "<h1>Ship loses cargo</h1><section><h2>A</h2><p>{TEXT}</p></section><section><h2>B</h2><p>{TEXT}</p></section>"
    );
    assert_eq!(stay(&parts).len(), 5, "parts with headings of their own");
}

#[test]
fn a_headline_that_comes_back_or_one_of_a_list_opens_nothing() {
    let again = [article("Ship loses cargo", TEXT), article("Ship loses cargo", TEXT)].concat();
    let again = again.replace("<p class=kicker>Ports</p>", "");
    assert_eq!(stay(&again).len(), 4);
    let list = [article("Ship loses cargo", "Read on"), article("Bridge closed", "Read on")].concat();
    assert_eq!(stay(&list.replace("<p class=kicker>Ports</p>", "")).len(), 4);
}

#[test]
fn only_a_heading_is_a_headline() {
    let part = |title: &str| format!("<section><p>{title}</p><p>{TEXT}</p></section>");
    assert_eq!(stay(&[part("Ship loses cargo"), part("Bridge closed")].concat()).len(), 4);
}
