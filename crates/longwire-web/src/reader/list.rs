//! The page of a shelf.
//!
//! What is asked of it stands in its address: `?after=` is where paging goes on,
//! `?article=` stands open in the view of three panes, `?marked=` and `?at=` say what was
//! just marked and how it is undone. View, order and what is shown are the visitor's look.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use longwire_model::{ArticleId, Lang};
use longwire_store::{Direction, ReadingRequest, Shelf};

use super::item::Item;
use super::shelf::{self, Placed};
use super::side::Side;
use crate::App;
use crate::article::Shown;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::look::View;
use crate::owner::Owner;
use crate::page::{Page, respond};
use crate::visitor::{Visitor, parameter};

/// Articles on one page of a list.
const ARTICLES_PER_PAGE: usize = 50;
/// Whole articles on one page.
const WHOLE_PER_PAGE: usize = 10;

/// One thing that a list can be switched to.
struct Switch {
    code: &'static str,
    name: &'static str,
    current: bool,
}

/// What was just marked.
struct Undo {
    phrase: String,
    at: i64,
}

#[derive(Template)]
#[template(path = "reader/list.html")]
struct ListPage<'a> {
    page: Page<'a>,
    token: &'a str,
    /// Where forms lead back to, and what the script loads anew.
    back: String,
    shelf_path: String,
    title: String,
    lang: Option<Lang>,
    view: &'static str,
    views: Vec<Switch>,
    shows: Vec<Switch>,
    orders: Vec<Switch>,
    side: Side,
    items: Vec<Item>,
    next: Option<String>,
    /// Up to where everything is marked by "all".
    last_place: i64,
    /// True where "above" means what is newer.
    newest_first: bool,
    undo: Option<Undo>,
    open: Option<Shown>,
    /// True where places are those of stars.
    starred_shelf: bool,
    /// Why there is nothing to see.
    empty: &'static str,
}

/// `GET /read`.
pub(crate) async fn all(State(app): State<Arc<App>>, owner: Owner, uri: Uri) -> Result<Response, Fault> {
    show(&app, owner, uri, String::new(), String::new()).await
}

/// `GET /read/starred`.
pub(crate) async fn kind(
    State(app): State<Arc<App>>,
    owner: Owner,
    Path(kind): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    show(&app, owner, uri, kind, String::new()).await
}

/// `GET /read/{kind}/{name}`.
pub(crate) async fn named(
    State(app): State<Arc<App>>,
    owner: Owner,
    Path((kind, name)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    show(&app, owner, uri, kind, name).await
}

async fn show(app: &Arc<App>, owner: Owner, uri: Uri, kind: String, name: String) -> Result<Response, Fault> {
    ask(app, move |app| {
        let known = app.names.get(&*app.store, &app.config.title)?;
        let placed = shelf::find(app, &owner.visitor, &known, &kind, &name)?;
        let list = List { app, owner: &owner, uri: &uri, placed: &placed };
        list.render(&known)
    })
    .await
}

/// A number in a query.
fn number(uri: &Uri, name: &str) -> Result<Option<i64>, Fault> {
    parameter(uri, name).map(|written| written.parse().map_err(|_| Fault::Unreadable)).transpose()
}

/// One list that was asked for.
struct List<'a> {
    app: &'a App,
    owner: &'a Owner,
    uri: &'a Uri,
    placed: &'a Placed,
}

impl List<'_> {
    fn render(&self, known: &super::names::Known) -> Result<Response, Fault> {
        let Self { app, owner, placed, .. } = self;
        let (visitor, now) = (&owner.visitor, (app.config.now)());
        let (look, words) = (visitor.look, &visitor.words().reader);
        let after = number(self.uri, "after")?;
        let read = app.store.readings(&ReadingRequest {
            user_id: owner.user_id,
            shelf: &placed.shelf,
            unread_only: !look.read_too,
            direction: look.direction,
            after,
            limit: if look.view == View::River { WHOLE_PER_PAGE } else { ARTICLES_PER_PAGE },
        })?;
        let item = |found| Item::new(app, visitor, known, found, look.view, now);
        let mut items = read.articles.iter().map(item).collect::<Result<Vec<_>, _>>()?;
        let open = self.open(&mut items)?;
        let counts = app.store.reading_counts(owner.user_id)?;
        let mut page = Page::new(app, visitor, placed.title.clone());
        page.indexed = false;
        page.scripted = true;
        page.wide = true;
        respond(&ListPage {
            token: page.form_token(),
            page,
            back: self.here(after),
            shelf_path: placed.path.clone(),
            title: placed.title.clone(),
            lang: placed.lang.clone(),
            view: look.view.code(),
            views: View::ALL
                .iter()
                .map(|it| Switch { code: it.code(), name: words.view_name(*it), current: *it == look.view })
                .collect(),
            shows: vec![
                Switch { code: "unread", name: words.unread, current: !look.read_too },
                Switch { code: "all", name: words.all, current: look.read_too },
            ],
            orders: vec![
                Switch { code: "newest", name: words.newest_first, current: look.order() == "newest" },
                Switch { code: "oldest", name: words.oldest_first, current: look.order() == "oldest" },
            ],
            side: Side::new(visitor, known, &counts, &placed.path),
            items,
            next: read.next.map(|next| visitor.link(&self.here(Some(next)))),
            last_place: app.store.mark(None)?.last_seq,
            newest_first: look.direction == Direction::Newest,
            undo: self.undo()?,
            open,
            starred_shelf: placed.shelf == Shelf::Starred,
            empty: if look.read_too { words.nothing_here } else { words.nothing_unread },
        })
    }

    /// The path of this list from a place on.
    fn here(&self, after: Option<i64>) -> String {
        match after {
            Some(after) => format!("{}?after={after}", self.placed.path),
            None => self.placed.path.clone(),
        }
    }

    /// What was just marked, as the address says.
    fn undo(&self) -> Result<Option<Undo>, Fault> {
        let words = &self.owner.visitor.words().reader;
        let (count, at) = (number(self.uri, "marked")?, number(self.uri, "at")?);
        Ok(count.zip(at).map(|(count, at)| Undo { phrase: words.marked.of(count.unsigned_abs()), at }))
    }

    /// The article that stands open beside the list.
    fn open(&self, items: &mut [Item]) -> Result<Option<Shown>, Fault> {
        let visitor: &Visitor = &self.owner.visitor;
        if visitor.look.view != View::Panes {
            return Ok(None);
        }
        let wanted = number(self.uri, "article")?;
        let after = number(self.uri, "after")?;
        let here = self.here(after);
        let joint = if after.is_some() { '&' } else { '?' };
        for item in &mut *items {
            item.headline.href = visitor.link(&format!("{here}{joint}article={}", item.id));
            item.open = Some(item.id) == wanted;
        }
        let Some(id) = wanted else { return Ok(None) };
        let archived = self.app.store.article(ArticleId(id))?.ok_or(Fault::NotFound)?;
        let revision = archived.revision.clone();
        Shown::new(self.app, visitor, &archived, revision, format!("{here}{joint}article={id}")).map(Some)
    }
}
