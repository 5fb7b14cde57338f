use super::*;
use crate::testing::{Server, article};

/// The modules of a drawing again, row by row: true is dark.
fn modules(drawing: &Drawing) -> Vec<Vec<bool>> {
    let mut rows = vec![vec![false; drawing.size]; drawing.size];
    for run in drawing.path.split('M').skip(1) {
        let (x, rest) = run.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let (width, _) = rest.split_once('v').unwrap();
        let (x, y, width): (usize, usize, usize) =
            (x.parse().unwrap(), y.parse().unwrap(), width.parse().unwrap());
        rows[y][x..x + width].fill(true);
    }
    rows
}

#[test]
fn a_drawing_is_the_code_with_a_quiet_zone_around_it() {
    let text = "https://example.org/news/feeds/paper.rss";
    let drawing = drawing(text).unwrap();
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    assert_eq!(drawing.size, code.width() + 8);
    let rows = modules(&drawing);
    for (y, row) in rows.iter().enumerate() {
        for (x, dark) in row.iter().enumerate() {
            let inside = |at: usize| (QUIET_ZONE..drawing.size - QUIET_ZONE).contains(&at);
            let expected = inside(x) && inside(y) && code[(x - QUIET_ZONE, y - QUIET_ZONE)] == Color::Dark;
            assert_eq!(*dark, expected, "{x} {y}");
        }
    }
}

#[test]
fn an_address_that_is_too_long_has_no_code() {
    assert!(drawing(&"a".repeat(2_331)).is_some());
    assert!(drawing(&"a".repeat(2_332)).is_none());
}

#[test]
fn sources_and_publications_have_a_picture_of_their_feed() {
    let server = Server::public("https://example.org/news/");
    let paper = server.source("paper", "Paper");
    server.archive(paper, &article(1));
    for path in ["/sources/paper/qr.svg", "/publications/all/qr.svg"] {
        let answer = server.get(path);
        assert_eq!((answer.status.as_u16(), answer.field("content-type")), (200, "image/svg+xml"), "{path}");
        assert!(answer.text().starts_with("<svg xmlns"), "{}", answer.text());
        assert!(answer.field("content-security-policy").contains("sandbox"));
    }
    let page = server.get("/sources/paper").text();
    assert!(page.contains("src=\"/news/sources/paper/qr.svg\""), "{page}");
    assert_eq!(server.get("/sources/nobody/qr.svg").status, 404);
}
