//! A form that only the owner sends.
//!
//! Three things are asked of it, in this order: that the browser says it comes from
//! a page of ours, that the session is there, and that the form carries the session's token,
//! as a field named `token` or, from a script, in a header field. Nothing is changed by `GET`.

use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use longwire_model::UserId;

use super::{Form, SignedIn};
use crate::App;
use crate::fault::Fault;
use crate::visitor::Visitor;

/// The header field in which a script sends the form's token.
pub(crate) const TOKEN_FIELD: &str = "x-form-token";

/// A form that the owner sent.
pub(crate) struct Change {
    /// Who sent it.
    pub(crate) visitor: Visitor,
    /// The session.
    pub(crate) signed_in: SignedIn,
    /// True where a script sent it, which shows the outcome itself.
    pub(crate) by_script: bool,
    form: Form,
}

impl Change {
    /// The user who sent it.
    pub(crate) fn user_id(&self) -> UserId {
        self.signed_in.user_id
    }

    /// A field's first value; empty where there is none.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.form.field(name)
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.form.all(name)
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

impl FromRequest<Arc<App>> for Change {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Fault> {
        let visitor = request.extensions().get::<Visitor>().cloned();
        let visitor = visitor.ok_or(Fault::Broken("a request has no visitor"))?;
        let by_script = text(request.headers(), TOKEN_FIELD);
        let form = Form::of(request, app, &visitor).await?;
        let signed_in = visitor.signed_in.clone().ok_or(Fault::OwnerOnly)?;
        let token = by_script.as_deref().unwrap_or_else(|| form.field("token"));
        // The token is an HMAC: how far a guess agrees tells nothing about the rest.
        if token != signed_in.form_token {
            return Err(Fault::StaleForm);
        }
        Ok(Self { visitor, signed_in, by_script: by_script.is_some(), form })
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
