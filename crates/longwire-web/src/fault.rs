//! Why a request was not answered with what it asked for.
//!
//! A handler returns a [`Fault`]; it travels in the response's extensions up to
//! [`crate::visitor::introduce`], the one place that knows the visitor's language
//! and renders it with the same layout, escaping and headers as every other page.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use longwire_store::{Retry, StoreError};

use crate::words::{Words, filled};

/// Why a request was not answered with what it asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// There is nothing at this address.
    #[error("nothing there")]
    NotFound,
    /// What was at this address has ended.
    #[error("gone")]
    Gone,
    /// No source has this slug; others have one like it.
    #[error("no feed is called {slug}")]
    UnknownFeed {
        /// What was asked for.
        slug: String,
        /// The nearest there are, nearest first.
        nearest: Vec<Nearest>,
    },
    /// The request can not be read.
    #[error("the request can not be read")]
    Unreadable,
    /// A form came from another site.
    #[error("the form came from another site")]
    CrossSite,
    /// Only the owner may, and nobody is signed in.
    #[error("only the owner may")]
    OwnerOnly,
    /// A form carries the token of another session, or none.
    #[error("the form is out of date")]
    StaleForm,
    /// New sources are not taken.
    #[error("adding is switched off")]
    AddingOff,
    /// The request names a host that this server does not answer for.
    #[error("not answering to the name {host}")]
    Misdirected {
        /// The name.
        host: String,
    },
    /// The address does not take this method.
    #[error("method not allowed")]
    Method,
    /// The address is longer than any of ours.
    #[error("the address is too long")]
    TooLong,
    /// The body is larger than any form of ours.
    #[error("the body is too large")]
    TooLarge,
    /// Too many sources were added in the last minute.
    #[error("too many additions")]
    TooMany,
    /// The answer took too long.
    #[error("timed out")]
    TimedOut,
    /// The store could not be asked.
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    /// A mistake of ours, already logged.
    #[error("internal: {0}")]
    Broken(&'static str),
}

/// A feed near in name to one that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Nearest {
    /// Its slug.
    pub(crate) slug: String,
    /// Its title.
    pub(crate) title: String,
    /// The file asked for, under this slug: `rfi.rss`.
    pub(crate) file: String,
}

impl Fault {
    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::UnknownFeed { .. } => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::CrossSite | Self::AddingOff | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::OwnerOnly => StatusCode::UNAUTHORIZED,
            Self::Misdirected { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::TimedOut => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(error) => match error.retry() {
                Retry::Soon => StatusCode::SERVICE_UNAVAILABLE,
                Retry::Never => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// When it may work, in seconds from now; `None` where waiting does not help.
    pub(crate) fn retry_after_seconds(&self) -> Option<u32> {
        match self.status() {
            StatusCode::TOO_MANY_REQUESTS => Some(60),
            StatusCode::SERVICE_UNAVAILABLE => Some(5),
            _ => None,
        }
    }

    /// What happened, and why or what to do, for whoever asked. Nothing of the inside: that is in the log.
    pub(crate) fn in_words(&self, words: &Words) -> (&'static str, String) {
        let (title, why) = match self {
            Self::NotFound | Self::Gone => (words.not_found, words.not_found_why),
            Self::UnknownFeed { slug, .. } => {
                return (words.unknown_feed, filled(words.unknown_feed_why, slug));
            }
            Self::Unreadable => (words.bad_request, words.bad_request_why),
            Self::CrossSite => (words.cross_site, words.cross_site_why),
            Self::OwnerOnly => (words.owner.owner_only, words.owner.owner_only_why),
            Self::StaleForm => (words.cross_site, words.owner.stale_form),
            Self::AddingOff => (words.adding_off, words.adding_off_why),
            Self::Misdirected { host } => return (words.misdirected, filled(words.misdirected_why, host)),
            Self::Method => (words.method, words.method_why),
            Self::TooLong | Self::TooLarge => (words.too_large, words.too_large_why),
            Self::TooMany => (words.too_many, words.too_many_why),
            Self::TimedOut => (words.busy, words.busy_why),
            Self::Store(error) => match error.retry() {
                Retry::Soon => (words.busy, words.busy_why),
                Retry::Never => (words.broken, words.broken_why),
            },
            Self::Broken(_) => (words.broken, words.broken_why),
        };
        (title, why.to_owned())
    }

    fn log(&self) {
        match self {
            Self::Store(error) => tracing::error!(%error, "store refused a request"),
            Self::Broken(what) => tracing::error!(what, "request broke"),
            Self::TimedOut => tracing::warn!("request timed out"),
            _ => {}
        }
    }
}

/// An empty answer that carries the fault to where it becomes a page.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.log();
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
