//! A form that only the owner sends.
//!
//! Three things are asked of it, in this order: that the browser says it comes from
//! a page of ours, that the session is there, and that the form carries the session's token,
//! as a field named `token` or, from a script, in a header field. Nothing is changed by `GET`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use longwire_model::UserId;
use url::form_urlencoded;

use super::SignedIn;
use crate::App;
use crate::add::is_own_form;
use crate::fault::Fault;
use crate::visitor::Visitor;

/// The header field in which a script sends the form's token.
pub(crate) const TOKEN_FIELD: &str = "x-form-token";
/// Fields of a form at most.
const FIELDS_MAX: usize = 2_000;

/// A form that the owner sent.
pub(crate) struct Change {
    /// Who sent it.
    pub(crate) visitor: Visitor,
    /// The session.
    pub(crate) signed_in: SignedIn,
    /// True where a script sent it, which shows the outcome itself.
    pub(crate) by_script: bool,
    fields: Vec<(String, String)>,
}

impl Change {
    /// The user who sent it.
    pub(crate) fn user_id(&self) -> UserId {
        self.signed_in.user_id
    }

    /// A field's first value; empty where there is none.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Where the browser goes when it is done: the page named in the field `back` if it is one of ours, else `otherwise`.
    pub(crate) fn back(&self, otherwise: &str) -> String {
        let wanted = self.field("back");
        if is_own_path(wanted) { wanted.to_owned() } else { otherwise.to_owned() }
    }

    /// Sends the browser to a page of ours, given by its path.
    pub(crate) fn lead_to(&self, path: &str) -> Result<Response, Fault> {
        lead_to(&self.visitor, path)
    }
}

/// Sends a browser to a page of ours, given by its path, after a form.
pub(crate) fn lead_to(visitor: &Visitor, path: &str) -> Result<Response, Fault> {
    let place = HeaderValue::try_from(visitor.link(path));
    let place = place.map_err(|_| Fault::Broken("a link of ours is no header value"))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response())
}

/// True for a path of this server, which no browser takes for another one.
pub(crate) fn is_own_path(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    path.starts_with('/') && !path.starts_with("//") && path.bytes().all(plain)
}

/// Reads a form's fields.
pub(crate) fn fields(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body).take(FIELDS_MAX).map(|(k, v)| (k.into_owned(), v.into_owned())).collect()
}

/// Reads the body of a form, which has a largest size.
pub(crate) async fn body_of(request: Request, app: &Arc<App>) -> Result<Bytes, Fault> {
    Bytes::from_request(request, app).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Unreadable,
    })
}

impl FromRequest<Arc<App>> for Change {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Fault> {
        let visitor = request.extensions().get::<Visitor>().cloned();
        let visitor = visitor.ok_or(Fault::Broken("a request has no visitor"))?;
        if !is_own_form(request.headers(), &visitor.address) {
            return Err(Fault::CrossSite);
        }
        let signed_in = visitor.signed_in.clone().ok_or(Fault::OwnerOnly)?;
        let by_script = text(request.headers(), TOKEN_FIELD);
        let fields = fields(&body_of(request, app).await?);
        let field = || fields.iter().find(|(name, _)| name == "token").map(|(_, value)| value.clone());
        let token = by_script.clone().or_else(field).unwrap_or_default();
        // The token is an HMAC: how far a guess agrees tells nothing about the rest.
        if token != signed_in.form_token {
            return Err(Fault::StaleForm);
        }
        Ok(Self { visitor, signed_in, by_script: by_script.is_some(), fields })
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
