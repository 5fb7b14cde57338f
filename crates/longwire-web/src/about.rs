//! `/about`: what this server is, how it treats publishers, what it keeps, and what programs can ask.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;

use crate::App;
use crate::blocking::ask;
use crate::fault::Fault;
use crate::page::{Page, respond};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'a> {
    page: Page<'a>,
    contact: Option<Contact>,
    agent: String,
    version: &'static str,
    opml: String,
    programs: [(String, &'static str); 5],
}

/// Where publishers can complain, and what stands around it in the sentence.
struct Contact {
    before: &'static str,
    written: String,
    /// Where a link leads; `None` where it is neither an address nor a mailbox.
    href: Option<String>,
    after: &'static str,
}

/// `GET /about`.
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Extension(visitor): Extension<Visitor>,
) -> Result<Response, Fault> {
    ask(&app, move |app| {
        let words = &visitor.words().about;
        let (before, after) = words.takedown.split_once("{}").unwrap_or_default();
        let version = env!("CARGO_PKG_VERSION");
        let contact = app.config.contact.as_deref();
        let place = |path| visitor.address.absolute(path);
        respond(&AboutPage {
            page: Page::new(app, &visitor, words.title),
            contact: contact.map(|written| Contact {
                before,
                written: written.to_owned(),
                href: href(written),
                after,
            }),
            agent: match contact {
                Some(contact) => format!("Longwire/{version} (+{contact})"),
                None => format!("Longwire/{version}"),
            },
            version,
            opml: visitor.address.link("/catalogue.opml"),
            programs: [
                (place("/catalogue.json"), words.catalogue_json),
                (place("/catalogue.opml"), words.catalogue_opml),
                (place("/publications.json"), words.publications_json),
                (place("/hub"), words.hub),
                (place("/sitemap.xml"), words.sitemap),
            ],
        })
    })
    .await
}

/// Where a link to a contact leads.
fn href(contact: &str) -> Option<String> {
    let is_web = contact.starts_with("https://") || contact.starts_with("http://");
    let is_mail = contact.contains('@') && !contact.contains(['/', ':', ' ']);
    match contact {
        _ if is_web || contact.starts_with("mailto:") => Some(contact.to_owned()),
        _ if is_mail => Some(format!("mailto:{contact}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
