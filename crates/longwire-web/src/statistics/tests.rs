use longwire_store::{Settled, Traffic};

use super::*;
use crate::testing::{NOW_SECONDS, Server, article, now};
use crate::words::Tongue;

fn day(day: i64, article_count: u64, full_count: u64, lost_count: u64) -> ArticleDay {
    ArticleDay { day, article_count, full_count, lost_count }
}

#[test]
fn a_chart_has_a_place_for_each_day_and_the_table_a_row_where_something_was() {
    let first = day_of(now()) - (DAYS - 1);
    let articles = [day(first - 1, 9, 9, 9), day(first, 2, 1, 0), day(first + DAYS - 1, 0, 0, 3)];
    let traffic = [TrafficDay {
        day: first,
        request_count: 10,
        not_modified_count: 8,
        wire_bytes: 1_000,
        body_bytes: 3_000,
        saved_bytes: 40_000,
    }];
    let figures = drawn(Tongue::En.words(), first, &articles, &traffic);
    assert_eq!(
        figures.charts.iter().map(|chart| chart.id).collect::<Vec<_>>(),
        ["articles", "requests", "bytes"]
    );
    assert!(figures.charts.iter().all(|chart| chart.width == 720));
    let sums =
        |at: usize| figures.charts[at].layers.iter().map(|layer| layer.sum.as_str()).collect::<Vec<_>>();
    assert_eq!(sums(0), ["1", "1", "3"]);
    assert_eq!(sums(1), ["8", "2"]);
    assert_eq!(sums(2), ["42.0 kB", "1.0 kB"]);
    assert_eq!((figures.first.as_str(), figures.last.as_str()), ("4 August 2026", "1 November 2026"));
    let rows: Vec<_> = figures.rows.iter().map(|(day, values)| (day.as_str(), values.join(" "))).collect();
    assert_eq!(
        rows,
        [
            ("2026-11-01", "0 0 0 3 0 0 0 B 0 B".to_owned()),
            ("2026-08-04", "2 1 1 0 10 8 1.0 kB 42.0 kB".to_owned()),
        ]
    );
}

#[test]
fn nothing_counted_is_said_and_not_drawn() {
    let server = Server::new();
    let page = server.get("/statistics").text();
    assert!(page.contains("Nothing has been counted yet"), "{page}");
    assert!(!page.contains("<svg"));
}

#[test]
fn the_page_draws_and_tells_the_same_figures() {
    let server = Server::new();
    let paper = server.source("paper", "Paper");
    server.archive(paper, &article(1));
    let traffic = Traffic {
        request_count: 1_204,
        not_modified_count: 1_100,
        wire_bytes: 1_400_000,
        body_bytes: 3_400_000,
        ..Traffic::default()
    };
    server.store.settle(&Settled { traffic: vec![(paper, traffic)], ..Settled::default() }, now()).unwrap();
    for path in ["/statistics", "/sources/paper"] {
        let page = server.get(path).text();
        for expected in [
            "role=\"img\" aria-labelledby=\"articles-title articles-about\"",
            "<title id=\"articles-title\">",
            "<desc id=\"requests-about\">",
            "1,100",
            "2.0 MB",
            "<th scope=\"row\">2026-11-01</th>",
            "<details",
        ] {
            assert!(page.contains(expected), "{path}: {expected}\n{page}");
        }
        assert!(!page.contains("style=") && !page.contains("<script>"), "{path}");
    }
    let page = server.get("/statistics").text();
    for expected in ["href=\"/?health=fresh\"", "91%", "简体中文"] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn today_is_the_last_day() {
    let midnight = Timestamp::from_seconds(NOW_SECONDS - NOW_SECONDS % 86_400);
    assert_eq!(day_of(midnight), day_of(now()));
    assert_eq!(date_of(day_of(now())), "2026-11-01");
    assert_eq!(date_of(day_of(Timestamp::from_seconds(midnight.seconds() - 1))), "2026-10-31");
}
