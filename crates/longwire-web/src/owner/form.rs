//! A form of a page of ours, whoever sends it.
//!
//! The browser must say that it comes from our own page; its body has a largest size and a
//! largest number of fields. What only the owner may send is a [`super::Change`].

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use url::form_urlencoded;

use crate::App;
use crate::add::is_own_form;
use crate::fault::Fault;
use crate::visitor::Visitor;

/// Fields of a form at most.
const FIELDS_MAX: usize = 2_000;

/// The fields of a form, in the order in which they were sent.
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form that a visitor sent from a page of ours.
    ///
    /// # Errors
    ///
    /// It comes from another site, is too large, or can not be read.
    pub(crate) async fn of(request: Request, app: &Arc<App>, visitor: &Visitor) -> Result<Self, Fault> {
        if !is_own_form(request.headers(), &visitor.address) {
            return Err(Fault::CrossSite);
        }
        let body = Bytes::from_request(request, app).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
            _ => Fault::Unreadable,
        })?;
        let fields = form_urlencoded::parse(&body).take(FIELDS_MAX);
        Ok(Self(fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
    }

    /// All fields with their values.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A field's first value; empty where there is none.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}
