//! Who asks: in which language, and at which address of ours.
//!
//! Made once per request by [`introduce`], the outermost step, which also takes
//! the public path off the request's path: a proxy may pass it on or cut it off.
//! A language chosen by `?lang=` is carried on in every link, so no cookie is needed.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use longwire_store::Audience;
use url::form_urlencoded;

use crate::App;
use crate::address::Address;
use crate::fault::Fault;
use crate::look::Look;
use crate::owner::{self, SignedIn};
use crate::page;
use crate::words::{Tongue, Words};

/// The longest path and query answered, in bytes.
pub(crate) const TARGET_BYTES_MAX: usize = 8 * 1024;

/// A host name that is not answered is shown no further than so many characters.
const HOST_CHARS_MAX: usize = 100;

/// Paths answered under any name: probes come from wherever the container runs.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// The language of the answer.
    pub(crate) tongue: Tongue,
    /// True where `?lang=` chose it.
    pub(crate) chosen: bool,
    /// True where a page is wanted rather than plain text.
    pub(crate) wants_page: bool,
    /// Where this server is.
    pub(crate) address: Address,
    /// How they like pages.
    pub(crate) look: Look,
    /// The session, where one is signed in.
    pub(crate) signed_in: Option<SignedIn>,
    /// The path asked for, below the public path; `/` where a link to it would lead to another host.
    pub(crate) path: String,
}

impl Visitor {
    /// The phrases in the visitor's language.
    pub(crate) fn words(&self) -> &'static Words {
        self.tongue.words()
    }

    /// A link to a page of ours, which keeps a chosen language.
    pub(crate) fn link(&self, path: &str) -> String {
        if self.chosen { self.link_in(self.tongue, path) } else { self.address.link(path) }
    }

    /// A link to a page of ours in a language.
    pub(crate) fn link_in(&self, tongue: Tongue, path: &str) -> String {
        let joint = if path.contains('?') { '&' } else { '?' };
        self.address.link(&format!("{path}{joint}lang={}", tongue.words().tag))
    }

    /// What may be shown to them: the owner is the only one who signs in.
    pub(crate) fn audience(&self) -> Audience {
        if self.signed_in.is_some() { Audience::Owner } else { Audience::Everybody }
    }

    /// True where the visitor may add sources.
    pub(crate) fn may_add(&self, app: &App) -> bool {
        app.config.allow_add || self.signed_in.is_some()
    }

    fn of(app: &App, headers: &HeaderMap, uri: &Uri) -> (Self, Option<Fault>) {
        let field = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let look = Look::of(headers);
        let chosen = parameter(uri, "lang").and_then(|tag| Tongue::of_tag(&tag));
        let host = uri.authority().map_or(field(header::HOST), |authority| authority.as_str());
        let (address, fault) = match (&app.public_address, Address::of_host(host)) {
            (Some(public), _) => (public.clone(), None),
            (None, Some(address)) => (address, None),
            (None, None) if host.is_empty() => (Address::unnamed(), None),
            (None, None) => (
                Address::unnamed(),
                Some(Fault::Misdirected { host: host.chars().take(HOST_CHARS_MAX).collect() }),
            ),
        };
        let path = own_path(&address, uri);
        let fault = fault.filter(|_| !PROBES.contains(&path));
        let leads_away = path.starts_with("//") || path.starts_with("/\\");
        let visitor = Self {
            tongue: chosen
                .or(look.tongue)
                .unwrap_or_else(|| Tongue::of_accepted(field(header::ACCEPT_LANGUAGE))),
            chosen: chosen.is_some(),
            wants_page: field(header::ACCEPT).contains("text/html"),
            path: if leads_away { "/".to_owned() } else { path.to_owned() },
            look,
            signed_in: None,
            address,
        };
        (visitor, fault)
    }
}

/// The path of a request below the public path.
fn own_path<'a>(address: &Address, uri: &'a Uri) -> &'a str {
    address.below(uri.path()).unwrap_or(uri.path())
}

/// The path and query of a request below the public path.
fn own_target(address: &Address, uri: &Uri) -> String {
    match uri.query() {
        Some(query) => format!("{}?{query}", own_path(address, uri)),
        None => own_path(address, uri).to_owned(),
    }
}

/// The first value of a query parameter, percent-decoded.
pub(crate) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(uri.query()?.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Finds out who asks, and turns a fault on the way back into a page they can read.
pub(crate) async fn introduce(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let (mut visitor, fault) = Visitor::of(&app, request.headers(), request.uri());
    let is_get = request.method() == Method::GET;
    let too_long =
        request.uri().path_and_query().map_or(0, |target| target.as_str().len()) > TARGET_BYTES_MAX;
    let target = own_target(&visitor.address, request.uri());
    let response = match fault {
        Some(fault) => fault.into_response(),
        None if too_long => Fault::TooLong.into_response(),
        None => {
            let path = own_path(&visitor.address, request.uri()).to_owned();
            take_off_public_path(&mut request, &path);
            match owner::recognise(&app, request.headers()).await {
                Ok(signed_in) => {
                    visitor.signed_in = signed_in;
                    request.extensions_mut().insert(visitor.clone());
                    next.run(request).await
                }
                Err(fault) => fault.into_response(),
            }
        }
    };
    match response.extensions().get::<Arc<Fault>>().cloned() {
        Some(fault) if matches!(*fault, Fault::OwnerOnly) && visitor.wants_page && is_get => {
            owner::ask_to_sign_in(&visitor, &target)
        }
        Some(fault) => page::of_fault(&app, &visitor, &fault, response),
        None => response,
    }
}

fn take_off_public_path(request: &mut Request, path: &str) {
    if path == request.uri().path() {
        return;
    }
    let target = match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = request.uri().clone().into_parts();
    if let Ok(target) = PathAndQuery::try_from(target) {
        parts.path_and_query = Some(target);
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
    }
}

#[cfg(test)]
mod tests;
