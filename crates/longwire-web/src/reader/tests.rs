use axum::body::Body;
use axum::http::{Request, StatusCode};
use longwire_model::{ArticleId, SourceId};
use longwire_store::OWNER;

use crate::testing::{Answer, Server, article, earlier, signed_in};

/// A server with a signed-in owner.
struct Desk {
    server: Server,
    cookie: String,
    token: String,
    papers: [SourceId; 2],
    ids: Vec<ArticleId>,
}

impl Desk {
    /// Two papers, one of them in a folder, with two and one articles.
    fn new() -> Self {
        let server = Server::new();
        let papers = [server.source("harbour", "海港日报"), server.source("quay", "Quay Post")];
        server.store.file_source(papers[0], Some("News & more"), &[], earlier(9)).unwrap();
        let ids = vec![
            server.archive(papers[0], &article(1)),
            server.archive(papers[1], &article(2)),
            server.archive(papers[0], &article(3)),
        ];
        let (cookie, token) = signed_in(&server);
        Self { server, cookie, token, papers, ids }
    }

    fn get(&self, path: &str, look: &str) -> Answer {
        self.server.get_with(path, "cookie", &format!("{}; longwire_look={look}", self.cookie))
    }

    fn post(&self, body: &str) -> Answer {
        let request =
            Request::post("/reading").header("host", "127.0.0.1:8080").header("cookie", &self.cookie);
        let body = format!("{body}&token={}", self.token);
        self.server.send(request.body(Body::from(body)).unwrap())
    }

    /// The titles of a list, by the number in them.
    fn list(&self, path: &str, look: &str) -> Vec<u32> {
        let page = self.get(path, look);
        assert_eq!(page.status, 200, "{path}");
        let titled = |part: &str| part.split('第').nth(1)?.split('天').next()?.trim().parse().ok();
        page.text().split("class=\"item").skip(1).filter_map(titled).collect()
    }

    fn unread(&self) -> u64 {
        self.server.store.reading_counts(OWNER).unwrap().unread_total()
    }
}

#[test]
fn shelves_list_what_is_on_them() {
    let desk = Desk::new();
    for view in ["list", "cards", "river", "panes"] {
        let look = format!("view_{view}");
        assert_eq!(desk.list("/read", &look), [3, 2, 1], "{view}");
        assert_eq!(desk.list("/read/source/harbour", &look), [3, 1]);
        assert_eq!(desk.list("/read/folder/News%20%26%20more", &look), [3, 1]);
        assert_eq!(desk.list("/read/publication/all", &look), [3, 2, 1]);
        assert_eq!(desk.list("/read/starred", &look), [0_u32; 0]);
        assert_eq!(desk.list("/read", &format!("{look}.order_oldest")), [1, 2, 3]);
    }
    for path in ["/read/source/none", "/read/folder/none", "/read/none", "/read/none/x", "/read/starred/x"] {
        assert_eq!(desk.get(path, "").status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(desk.get("/read?after=x", "").status, StatusCode::BAD_REQUEST);
}

#[test]
fn whole_articles_stand_in_the_view_for_them() {
    let desk = Desk::new();
    assert!(desk.get("/read", "view_river").text().contains("第 3 天的消息。</p>"));
    assert!(!desk.get("/read", "view_list").text().contains("第 3 天的消息。</p>"));
}

#[test]
fn an_article_stands_open_beside_its_list() {
    let desk = Desk::new();
    let page = desk.get(&format!("/read?article={}", desk.ids[0]), "view_panes").text();
    assert!(page.contains("第 1 天的消息。</p>") && page.contains("aria-current=\"true\""));
    assert_eq!(desk.get("/read?article=404", "view_panes").status, StatusCode::NOT_FOUND);
}

#[test]
fn what_is_read_leaves_the_list_and_comes_back_by_undoing() {
    let desk = Desk::new();
    let answer = desk.post(&format!("read={}&read={}&back=/read?after=9", desk.ids[0], desk.ids[1]));
    let place = answer.field("location").to_owned();
    assert!(place.starts_with("/read?after=9&marked=2&at="), "{place}");
    assert_eq!(desk.list("/read", ""), [3]);
    assert_eq!(desk.list("/read", "show_all"), [3, 2, 1]);
    let page = desk.get(&place, "").text();
    assert!(page.contains("2 articles marked as read") && page.contains("name=\"undo\""), "{page}");
    let at = place.split("at=").nth(1).unwrap();
    assert_eq!(desk.post(&format!("undo={at}&back=/read")).field("location"), "/read");
    assert_eq!(desk.unread(), 3);
    desk.post(&format!("read={}", desk.ids[0]));
    desk.post(&format!("unread={}", desk.ids[0]));
    assert_eq!(desk.unread(), 3);
}

#[test]
fn a_shelf_or_a_part_of_it_is_marked() {
    let desk = Desk::new();
    let place = |n: usize| desk.server.store.place_of(desk.ids[n]).unwrap().unwrap();
    desk.post(&format!("above={}&shelf=/read/folder/News%2520%2526%2520more&order=newest", place(0)));
    assert_eq!(desk.list("/read", ""), [2, 1]);
    desk.post(&format!("above={}&shelf=/read&order=oldest", place(1)));
    assert_eq!(desk.list("/read", ""), [2]);
    desk.post(&format!("all={}&shelf=/read/source/harbour", place(2)));
    assert_eq!(desk.list("/read", ""), [2]);
    desk.post(&format!("all={}&shelf=/read", place(0)));
    assert_eq!(desk.list("/read", ""), [2], "it came after what was seen");
    desk.post(&format!("all={}&shelf=/read", place(2)));
    assert_eq!(desk.unread(), 0);
    assert_eq!(desk.papers.len(), 2);
}

#[test]
fn stars_are_given_and_taken() {
    let desk = Desk::new();
    desk.post(&format!("star={}", desk.ids[1]));
    assert_eq!(desk.list("/read/starred", ""), [2]);
    desk.post(&format!("unstar={}", desk.ids[1]));
    assert_eq!(desk.list("/read/starred", ""), [0_u32; 0]);
}

#[test]
fn a_mark_that_can_not_be_read_is_refused() {
    let desk = Desk::new();
    for body in ["read=x", "all=1", "all=x&shelf=/read", "undo=x", "", "above=1&shelf=/nowhere"] {
        let status = desk.post(body).status;
        assert!(matches!(status, StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND), "{body}: {status}");
    }
    assert_eq!(desk.unread(), 3);
}

#[test]
fn a_script_is_told_what_it_did() {
    let desk = Desk::new();
    let request = Request::post("/reading")
        .header("host", "127.0.0.1:8080")
        .header("cookie", &desk.cookie)
        .header("x-form-token", &desk.token);
    let answer = desk.server.send(request.body(Body::from(format!("read={}", desk.ids[0]))).unwrap());
    assert_eq!(answer.status, 200);
    let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((told["count"].as_u64(), told["unread"].as_u64()), (Some(1), Some(2)));
    assert!(told["at"].as_str().unwrap().parse::<i64>().is_ok());
}

#[test]
fn a_page_of_the_reader_is_nobody_elses() {
    let desk = Desk::new();
    let page = desk.get("/read", "");
    assert_eq!(page.field("cache-control"), "private, no-cache");
    assert!(page.text().contains("noindex"));
    let article = desk.get(&format!("/articles/{}", desk.ids[0]), "").text();
    assert!(article.contains("name=\"star\""));
    let article = desk.server.get(&format!("/articles/{}", desk.ids[0])).text();
    assert!(!article.contains("name=\"star\"") && !article.contains("name=\"read\""));
}

#[test]
fn the_capture_is_the_owners() {
    let desk = Desk::new();
    let path = format!("/articles/{}/1/capture", desk.ids[0]);
    assert_eq!(desk.get(&path, "").status, StatusCode::NOT_FOUND, "none was kept");
    let request = Request::get(&path).header("host", "127.0.0.1:8080").body(Body::empty()).unwrap();
    assert_eq!(desk.server.send(request).status, StatusCode::UNAUTHORIZED);
}
