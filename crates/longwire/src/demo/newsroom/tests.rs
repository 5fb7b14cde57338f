use super::super::house::FeedKind;
use super::super::site::HOUSES;
use super::*;

const START: i64 = 1_790_000_000;

fn open(house: &'static House) -> Newsroom {
    let home = Url::parse("http://127.0.0.1:9/").unwrap();
    Newsroom::open(house, home, Timestamp::from_seconds(START), &Plan::default())
}

fn after(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(START + seconds)
}

fn house(name: &str) -> &'static House {
    HOUSES.iter().find(|house| house.name == name).unwrap()
}

#[test]
fn every_site_opens_with_eight_whole_articles() {
    for house in HOUSES {
        let newsroom = open(house);
        let edition = newsroom.edition(after(0));
        assert_eq!(edition.articles.len(), 8, "{}", house.name);
        for written in &edition.articles {
            let lines = written.lines();
            let place = format!("{}: {}", house.name, written.title);
            assert!((6..=16).contains(&lines.len()), "{place}: {} lines", lines.len());
            assert!(
                lines.iter().all(|line| !line.trim().is_empty() && !line.contains(['\n', '{', '｜'])),
                "{place}"
            );
            assert!(lines.concat().chars().count() > 600, "{place}: too short");
            assert!(!written.title.is_empty() && !written.section.is_empty(), "{place}");
            assert!(!written.authors.is_empty(), "{place}");
            assert!(written.lead.is_some(), "{place}: no picture");
            assert!(written.published_at.timestamp() < after(0), "{place}: from the future");
        }
    }
}

#[test]
fn no_two_articles_share_an_address_or_a_picture() {
    for house in HOUSES {
        let newsroom = open(house);
        let articles = newsroom.edition(after(0)).articles;
        for (n, one) in articles.iter().enumerate() {
            for other in &articles[..n] {
                assert_ne!(one.url, other.url);
                assert_ne!(one.lead, other.lead);
            }
        }
    }
}

#[test]
fn a_sentence_is_less_than_the_article_gives() {
    for house in HOUSES {
        for written in open(house).edition(after(0)).articles {
            let sentence = written.first_sentence();
            assert!(sentence.ends_with(['。', '.', '?']), "{sentence}");
            assert!(sentence.len() * 5 < written.lines().concat().len(), "{sentence}");
        }
    }
}

#[test]
fn one_site_publishes_anew_every_minute() {
    let newsroom = open(house("The Merrow Ledger"));
    assert_eq!(newsroom.edition(after(59)).articles.len(), 8);
    assert_eq!(newsroom.edition(after(60)).articles.len(), 9);
    let later = newsroom.edition(after(25 * 60)).articles;
    assert_eq!(later.len(), 8 + 25);
    assert_eq!(later[0].published_at.timestamp(), after(25 * 60));
    let mut texts: Vec<_> = later.iter().flat_map(Written::lines).collect();
    let all = texts.len();
    texts.sort();
    texts.dedup();
    // Some paragraphs of a bulletin hold no gap: those alone come again after twelve turns.
    assert!(all - texts.len() <= 24, "{} of {all} lines repeat", all - texts.len());
}

#[test]
fn old_bulletins_leave_the_site() {
    let articles = open(house("The Merrow Ledger")).edition(after(7 * 24 * 3600)).articles;
    assert_eq!(articles.len() as u64, 8 + BULLETINS_MAX);
}

#[test]
fn one_article_is_corrected_when_the_correction_is_due() {
    let newsroom = open(house("北港日报网"));
    let (before, due) = (newsroom.edition(after(119)).articles, newsroom.edition(after(120)).articles);
    let changed: Vec<_> = before.iter().zip(&due).filter(|(one, other)| one != other).collect();
    let [(one, other)] = changed[..] else { panic!("{} articles changed", changed.len()) };
    assert_eq!((one.modified_at, other.modified_at.map(Moment::timestamp)), (None, Some(after(120))));
    assert_eq!(other.blocks.len(), one.blocks.len() + 1);
    assert!(one.lines().concat().contains("四十六万标准箱") && !one.lines().concat().contains("更正"));
    assert!(other.lines().last().unwrap().starts_with("更正："));
    assert_eq!(one.url, other.url);
}

#[test]
fn the_sites_speak_three_kinds_of_feed_and_one_waits_to_be_found() {
    let kinds: Vec<_> = HOUSES.iter().map(|house| house.feed).collect();
    assert_eq!(kinds, [FeedKind::Rss, FeedKind::Rss, FeedKind::Atom, FeedKind::Json, FeedKind::Rss]);
    assert_eq!(HOUSES.iter().filter(|house| house.announced_by_home).count(), 1);
}
