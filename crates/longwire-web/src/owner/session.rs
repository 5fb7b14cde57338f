//! Sessions: a cookie on one side, the hash of it on the other.
//!
//! The cookie is random and says nothing. It is not to be read by scripts, is sent to
//! this server alone, and by other sites' links only where they lead to a page. What
//! forms carry is made from it, so it needs no place of its own.
//!
//! Specs: RFC 6265 §5 (cookies), RFC 2104 (HMAC).

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use longwire_model::{ContentHash, UserId};
use longwire_store::{Session, content_hash};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use super::SignedIn;
use crate::App;
use crate::address::Address;
use crate::blocking::ask;
use crate::fault::Fault;

/// The cookie's name.
const COOKIE: &str = "longwire_session";
/// Random bytes of a cookie.
const TOKEN_BYTES: usize = 32;
/// How long a session lasts after it was last seen.
const LASTS: Duration = Duration::from_secs(60 * 86_400);
/// A session that was seen within this is not noted again.
const NOTED_EVERY: Duration = Duration::from_secs(3_600);
/// What a browser says it is is kept no further than so many characters.
const BROWSER_CHARS_MAX: usize = 200;
/// What the token of forms is made of, beside the session's own.
const FORM_PURPOSE: &[u8] = b"longwire form";

/// Whose session the request's cookie is of.
///
/// # Errors
///
/// Only the store's: a cookie that is no session's is as good as none.
pub(crate) async fn recognise(app: &Arc<App>, headers: &HeaderMap) -> Result<Option<SignedIn>, Fault> {
    let Some(token) = token_of(headers) else { return Ok(None) };
    ask(app, move |app| {
        let now = (app.config.now)();
        let Some(session) = app.store.session(content_hash(&token), now)? else { return Ok(None) };
        if now.since(session.seen_at) >= NOTED_EVERY {
            app.store.see_session(session.token_hash, now, now.plus(LASTS))?;
        }
        Ok(Some(SignedIn {
            user_id: session.user_id,
            token_hash: session.token_hash,
            form_token: form_token(&token),
        }))
    })
    .await
}

/// Begins a session and gives the cookie for it. Blocks.
pub(super) fn begin(
    app: &App,
    user_id: UserId,
    headers: &HeaderMap,
    address: &Address,
) -> Result<HeaderValue, Fault> {
    let mut token = [0; TOKEN_BYTES];
    SystemRandom::new().fill(&mut token).map_err(|_| Fault::Broken("the system has no random bytes"))?;
    let now = (app.config.now)();
    let browser = headers.get(header::USER_AGENT).and_then(|field| field.to_str().ok()).unwrap_or_default();
    app.store.begin_session(&Session {
        token_hash: content_hash(&token),
        user_id,
        begun_at: now,
        seen_at: now,
        ends_at: now.plus(LASTS),
        browser: browser.chars().take(BROWSER_CHARS_MAX).collect(),
    })?;
    cookie(address, &ContentHash(token).to_string(), LASTS)
}

/// The field that makes a browser forget the session.
pub(super) fn forget(address: &Address) -> Result<HeaderValue, Fault> {
    cookie(address, "", Duration::ZERO)
}

fn cookie(address: &Address, value: &str, lasts: Duration) -> Result<HeaderValue, Fault> {
    let secure = if address.origin().starts_with("https:") { "; Secure" } else { "" };
    let (path, seconds) = (address.link("/"), lasts.as_secs());
    let field = format!("{COOKIE}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(field).map_err(|_| Fault::Broken("a cookie is no header value"))
}

/// The token in the request's cookies: 64 hexadecimal digits.
fn token_of(headers: &HeaderMap) -> Option<[u8; TOKEN_BYTES]> {
    let fields = headers.get_all(header::COOKIE).iter().filter_map(|field| field.to_str().ok());
    let mut pairs = fields.flat_map(|field| field.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == COOKIE)?;
    ContentHash::from_hex(value).map(|token| token.0)
}

/// What forms of a session carry.
fn form_token(token: &[u8]) -> String {
    let signed = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, token), FORM_PURPOSE);
    signed.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
