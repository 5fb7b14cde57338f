use super::super::overlap::Quoted;
use super::super::{blocks, measure};
use super::*;
use crate::dom::{NodeId, ParseLimits, parse};

fn kinds(text: &str) -> u32 {
    let document = parse(&format!("<p>{text}</p>"), &ParseLimits::default());
    let page = blocks::cut(&document, NodeId::ROOT, Quoted::default());
    of(&words(text), &page.blocks[0]).0
}

fn words(text: &str) -> Vec<Word> {
    measure::words(text, 100)
}

#[test]
fn furniture_is_known_by_its_words_in_many_languages() {
    let check = |text: &str, kind: u32| assert_ne!(kinds(text) & kind, 0, "{text}");
    check("Copyright The Example. All rights reserved.", COPYRIGHT);
    check("© The Example", COPYRIGHT);
    check("Share this story", SHARE);
    check("分享到朋友圈", SHARE);
    check("Leave a comment", COMMENT);
    check("Читайте также: урожай на юге", RELATED);
    check("相关新闻", RELATED);
    check("あわせて読みたい", RELATED);
    check("SUBSCRIBE to our paper", SUBSCRIBE);
    check("（责任编辑：李明）", EDITOR);
    check("로그인", LOGIN);
    check("We use cookies", COOKIE);
    check("Werbung", AD);
    check("下一页", PAGER);
    check("Lire la suite", MORE);
    check("Von Anna Muster", BYLINE);
}

#[test]
fn plain_sentences_and_parts_of_words_are_no_furniture() {
    let check = |text: &str| assert_eq!(kinds(text), 0, "{text}");
    check("The harvest began late");
    check("Shareholders met");
    check("港口重开");
    check("...");
}

#[test]
fn a_short_block_of_many_digits_is_a_date() {
    assert_eq!(kinds("2024-05-01"), DATE);
    assert_eq!(kinds("12 34"), 0);
    assert_eq!(kinds(&format!("123456 {}", "harvest ".repeat(20))), 0);
}

#[test]
fn only_the_first_words_are_looked_at() {
    let after = |count: usize| kinds(&format!("{}newsletter", "harvest ".repeat(count)));
    assert_eq!(after(WORDS_MAX - 1), SUBSCRIBE);
    assert_eq!(after(WORDS_MAX), 0);
}

#[test]
fn every_phrase_is_found_where_it_is_said() {
    let phrases = PHRASES.iter().flat_map(|(kind, list)| list.split('|').map(move |phrase| (kind, phrase)));
    let lost: Vec<_> = phrases.filter(|(kind, phrase)| kinds(phrase) & **kind == 0).collect();
    assert!(lost.is_empty(), "{lost:?}");
}
