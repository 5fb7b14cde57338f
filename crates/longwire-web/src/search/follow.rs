//! A search that the owner follows: it becomes a publication, with feeds and a shelf of its own.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use longwire_model::{Output, Publication, Scope, Selection};
use longwire_search::{Note, Query, parse};
use longwire_store::{OWN_PUBLICATIONS_MAX, Origin};
use longwire_text::tag;

use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::owner::Change;
use crate::publish::channel::page_path;

/// The longest title of a search, in characters.
const TITLE_CHARS_MAX: usize = 80;

/// Whether a search can be a publication: it asks for something, and for the same whoever asks.
pub(super) fn can_be_followed(query: &Query) -> bool {
    !query.is_empty() && query.marks().is_empty() && !query.notes.contains(&Note::Cut)
}

/// `POST /search/follow`, with the query in the field `q`.
pub(crate) async fn follow(State(app): State<Arc<App>>, change: Change) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let written = change.field("q").trim();
        let query = parse(written);
        if !can_be_followed(&query) {
            return Err(Fault::Unreadable);
        }
        let mut states = app.store.publications()?;
        states.retain(|state| state.origin == Origin::Owner);
        let same = states.iter().find(|state| {
            state.publication.selection.search.as_deref() == Some(written)
                && state.publication.selection.scopes == [Scope::All]
        });
        if let Some(state) = same {
            return change.lead_to(&page_path(state));
        }
        if states.len() >= OWN_PUBLICATIONS_MAX {
            return Err(Fault::TooMany);
        }
        let title: String = written.chars().take(TITLE_CHARS_MAX).collect();
        let selection =
            Selection { scopes: vec![Scope::All], search: Some(written.to_owned()), ..Selection::default() };
        let new = Publication { slug: tag::slug(&title), title, selection, output: Output::default() };
        let state = app.store.add_publication(&new, (app.config.now)())?;
        change.lead_to(&page_path(&state))
    })
    .await
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};

    use crate::testing::{Answer, Server, article, signed_in};

    fn follow(server: &Server, cookie: &str, body: &str) -> Answer {
        let request =
            Request::post("/search/follow").header("host", "127.0.0.1:8080").header("cookie", cookie);
        server.send(request.body(Body::from(body.to_owned())).unwrap())
    }

    #[test]
    fn a_search_becomes_a_feed_once() {
        let server = Server::new();
        server.archive(server.source("paper", "Paper"), &article(1));
        let (cookie, token) = signed_in(&server);
        let body = format!("token={token}&q=%E6%B8%AF%E5%8F%A3+-%E8%B6%B3%E7%90%83");
        let first = follow(&server, &cookie, &body);
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let place = first.field("location").to_owned();
        assert_eq!(follow(&server, &cookie, &body).field("location"), place, "twice is once");
        let page = server.get(&place).text();
        assert!(page.contains("港口罢工第 1 天"), "{page}");
        let search = server.get_with("/search?q=%E6%B8%AF%E5%8F%A3", "cookie", &cookie).text();
        assert!(search.contains("action=\"/search/follow\""));
        let search = server.get_with("/search?q=is:unread+%E6%B8%AF", "cookie", &cookie).text();
        assert!(!search.contains("/search/follow"), "what is unread differs from reader to reader");
        assert!(!server.get("/search?q=%E6%B8%AF%E5%8F%A3").text().contains("/search/follow"));
    }

    #[test]
    fn a_search_for_nothing_is_not_followed_nor_anybody_elses() {
        let server = Server::new();
        let (cookie, token) = signed_in(&server);
        for query in ["", "+", "is:unread", "a+is:starred", "-a"] {
            let status = follow(&server, &cookie, &format!("token={token}&q={query}")).status;
            assert!(status == StatusCode::BAD_REQUEST || query == "-a", "{query}: {status}");
        }
        assert_eq!(follow(&server, "", &format!("token={token}&q=a")).status, StatusCode::UNAUTHORIZED);
    }
}
