//! The owner: how they sign in, and how it is known that a change is theirs.
//!
//! There is one user so far. Everybody else is anonymous and sees what is public.
//!
//! - [`SignedIn`] hangs on the [`Visitor`] of every request that a session's cookie came with.
//! - [`Form`] is what anybody sends from a page of ours.
//! - [`Owner`] is a page that only the owner sees; [`Change`] a form that only the owner sends:
//!   from a page of ours, with the token that the page carried.
//! - `password` hashes and checks; `session` begins, recognises and ends; `sign_in` and
//!   `welcome` are the pages: the second chooses the first password.
//!
//! Deliberately absent: what may be done; that stands with the pages that do it.

mod change;
mod form;
mod password;
mod session;
mod sign_in;
mod welcome;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use longwire_model::{ContentHash, UserId};

use crate::App;
use crate::fault::Fault;
use crate::visitor::Visitor;

pub(crate) use change::{Change, is_own_path, lead_to};
pub(crate) use form::Form;
pub use password::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN, PasswordRefusal, hash_password};
pub(crate) use session::recognise;
pub(crate) use sign_in::{TRIES_MAX, ask_to_sign_in, page, sign_in, sign_out};
pub(crate) use welcome::{choose, welcome};

/// Who is signed in, on whose word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignedIn {
    /// The user.
    pub(crate) user_id: UserId,
    /// Which session.
    pub(crate) token_hash: ContentHash,
    /// What forms of this session carry: nobody else can make it.
    pub(crate) form_token: String,
}

/// A page that only the owner sees.
pub(crate) struct Owner {
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// The user.
    pub(crate) user_id: UserId,
}

impl FromRequestParts<Arc<App>> for Owner {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Fault> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let visitor = visitor.ok_or(Fault::Broken("a request has no visitor"))?;
        let user_id = visitor.signed_in.as_ref().ok_or(Fault::OwnerOnly)?.user_id;
        Ok(Self { visitor, user_id })
    }
}

#[cfg(test)]
mod tests;
