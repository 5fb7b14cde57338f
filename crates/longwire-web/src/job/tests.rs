use longwire_model::{JobId, Timestamp};
use longwire_store::{Ending, Job};

use crate::Config;
use crate::testing::{Server, article, now, url};

fn enqueue(server: &Server) -> JobId {
    let job = Job::Subscribe { url: url("https://example.org/%E8%A6%81"), folder: None, private: false };
    server.store.enqueue(&job, now(), now()).unwrap()
}

fn end(server: &Server, id: JobId, ending: Ending) {
    let until = Timestamp::from_seconds(now().seconds() + 60);
    assert_eq!(server.store.lease(now(), until, 1).unwrap().len(), 1);
    server.store.finish(id, &ending, now()).unwrap();
}

fn page(server: &Server, id: JobId) -> String {
    let answer = server.get(&format!("/jobs/{id}"));
    assert_eq!(answer.status, 200);
    answer.text()
}

#[test]
fn a_waiting_job_refreshes_itself_without_script() {
    let server = Server::new();
    let page = page(&server, enqueue(&server));
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"2\">"));
    assert!(page.contains("In the queue."));
    assert!(page.contains("https://example.org/要"));
    assert!(!page.contains("<script"));
}

#[test]
fn a_job_that_failed_once_says_why_and_goes_on() {
    let server = Server::new();
    let id = enqueue(&server);
    let due_at = Timestamp::from_seconds(now().seconds() + 5);
    end(&server, id, Ending::Retry { due_at, reason: "could not reach <example.org>".into() });
    let page = page(&server, id);
    assert!(page.contains("could not reach &#60;example.org&#62;"));
    assert!(page.contains("http-equiv=\"refresh\""));
}

#[test]
fn a_done_job_leads_to_the_source_and_names_the_other_feeds() {
    let server = Server::new();
    let id = enqueue(&server);
    let answer = r#"{"slug":"paper","title":"The <Paper>","source_id":1,"already":false,
                     "others":["https://example.org/b.xml?x=1&y=2","no address"]}"#;
    end(&server, id, Ending::Done { answer: answer.into() });
    let page = page(&server, id);
    assert!(page.contains("href=\"/sources/paper\">Open The &#60;Paper&#62;</a>"));
    assert!(page.contains("/add?url=https%3A%2F%2Fexample.org%2Fb.xml%3Fx%3D1%26y%3D2"));
    assert!(!page.contains("http-equiv=\"refresh\""));
    assert!(!page.contains("no address"));
}

#[test]
fn an_answer_of_another_shape_still_means_done() {
    let server = Server::new();
    for answer in ["", "[]", "{\"slug\":\"../x\",\"title\":\"y\"}", "null"] {
        let id = enqueue(&server);
        end(&server, id, Ending::Done { answer: answer.into() });
        let page = page(&server, id);
        assert!(page.contains("outcome done"), "{answer}");
        assert!(!page.contains("../x"));
    }
}

#[test]
fn a_dead_job_says_why_and_offers_to_try_again() {
    let server = Server::new();
    let id = enqueue(&server);
    end(&server, id, Ending::Dead { reason: "example.org holds no feed".into() });
    let page = page(&server, id);
    assert!(page.contains("example.org holds no feed"));
    assert!(page.contains("/add?url=https%3A%2F%2Fexample.org%2F%25E8%25A6%2581"));
}

#[test]
fn a_page_that_was_archived_leads_to_its_article() {
    let server = Server::new();
    let job = Job::Page { url: url("https://example.org/1") };
    for (outcome, told) in [
        ("new", "Archived."),
        ("revised", "the new revision is archived"),
        ("unchanged", "says the same"),
        ("known", "archived already"),
    ] {
        let id = server.store.enqueue(&job, now(), now()).unwrap();
        assert!(page(&server, id).contains("<h1>Archiving a page</h1>"));
        let answer = format!(r#"{{"article_id":17,"title":"A <quay>","outcome":"{outcome}"}}"#);
        end(&server, id, Ending::Done { answer });
        let page = page(&server, id);
        assert!(page.contains(told), "{outcome}");
        assert!(page.contains("href=\"/articles/17\">Open A &#60;quay&#62;</a>"));
    }
}

#[test]
fn an_article_that_was_made_anew_says_whether_it_changed() {
    let server = Server::new();
    let source = server.source("paper", "Paper");
    let article_id = server.archive(source, &article(1));
    let job = Job::Reextract { article_id };
    for (outcome, told) in [("revised", "It came out differently"), ("unchanged", "just the same")] {
        let id = server.store.enqueue(&job, now(), now()).unwrap();
        assert!(page(&server, id).contains("<h1>Extracting an article again</h1>"));
        let answer = format!(r#"{{"article_id":{article_id},"title":"Quay","outcome":"{outcome}"}}"#);
        end(&server, id, Ending::Done { answer });
        let page = page(&server, id);
        assert!(page.contains(told) && page.contains(&format!("/articles/{article_id}\">Open Quay")));
    }
}

#[test]
fn a_page_that_is_no_article_says_why() {
    let server = Server::new();
    let job = Job::Page { url: url("https://example.org/1") };
    let id = server.store.enqueue(&job, now(), now()).unwrap();
    end(&server, id, Ending::Dead { reason: "the page asks to log in first".into() });
    let page = page(&server, id);
    assert!(page.contains("could not be archived") && page.contains("asks to log in first"));
    assert!(!page.contains("/add?url="), "it was not to become a source");
}

#[test]
fn only_what_people_ask_for_is_shown() {
    let server = Server::with(Config { allow_add: false, ..Config::new(now) });
    let source_id = server.source("paper", "Paper");
    let poll = server.store.enqueue(&Job::Poll { source_id }, now(), now()).unwrap();
    assert_eq!(server.get(&format!("/jobs/{poll}")).status, 404);
    assert_eq!(server.get("/jobs/999").status, 404);
    assert_eq!(server.get("/jobs/x").status, 404);
}
