//! One request, one reply, and every limit on the way.
//!
//! An exchange follows nothing and decides nothing: redirects, statuses and
//! refusals are the fetcher's. It ends in a [`Reply`] whose body is whole, within
//! its limits and without content-coding, or in an error that says what the
//! server did instead.
//!
//! Time is limited three ways: a silence (`stall_timeout`), an average rate
//! (`rate_bytes_min` after `rate_grace`), and the whole request (`deadline`).

use std::error::Error;
use std::io;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use longwire_model::Headers;
use reqwest::{Client, Response};
use rustls::CertificateError;
use tokio::time::timeout;
use url::Url;

use crate::inflate::{self, Spoilt};
use crate::resolve::{NoAddress, NotPublic};
use crate::route::innermost;
use crate::{Config, FetchError, refusal};

/// Bodies larger than this are inflated on a thread of their own, in bytes.
const INFLATED_INLINE_BYTES_MAX: usize = 64 * 1024;
/// What a reply that is no success may take for its body; the body only helps to tell why.
const EXCUSE_TIME_MAX: Duration = Duration::from_secs(3);

/// What is asked, apart from the address.
pub(crate) struct Ask<'a> {
    /// The request's own fields.
    pub(crate) fields: &'a HeaderMap,
    /// The largest body, in bytes.
    pub(crate) body_bytes_max: u64,
    /// Whether a body beyond it is cut instead of refused.
    pub(crate) cut: bool,
    /// Whether the content is a feed or a page.
    pub(crate) text: bool,
    /// When the whole request is given up.
    pub(crate) deadline: Instant,
    /// What is sent with a POST; without it the request is a GET.
    pub(crate) sent: Option<&'a Bytes>,
}

/// One reply, whole.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
    pub(crate) wire_bytes: u64,
}

/// Sends one request and reads the reply.
pub(crate) async fn exchange(
    client: &Client,
    proxied: bool,
    config: &Config,
    url: &Url,
    ask: &Ask<'_>,
) -> Result<Reply, FetchError> {
    let slow = |reason| FetchError::TooSlow { url: url.clone(), reason };
    let left = ask.deadline.saturating_duration_since(Instant::now());
    let first_byte = (config.connect_timeout + config.stall_timeout).min(left);
    let request = match ask.sent {
        Some(body) => client.post(url.clone()).body(body.clone()),
        None => client.get(url.clone()),
    };
    let mut response = timeout(first_byte, request.headers(ask.fields.clone()).send())
        .await
        .map_err(|_| slow("no answer within the time limit"))?
        .map_err(|error| classify(url, &error, proxied))?;
    let status = response.status().as_u16();
    let headers = headers_of(response.headers());
    let header_bytes: usize = headers.0.iter().map(|(name, value)| name.len() + value.len()).sum();
    if header_bytes > config.header_bytes_max {
        return Err(FetchError::TooLarge { url: url.clone(), limit_bytes: config.header_bytes_max as u64 });
    }
    let codings = inflate::joined(headers.get_all("content-encoding")).into_owned();
    if !(200..300).contains(&status) {
        let body = excuse(&mut response, config, url, ask, codings).await;
        return Ok(Reply { status, headers, wire_bytes: body.len() as u64, body });
    }
    let limits = Limits { config, ask, bytes_max: ask.body_bytes_max, cut: ask.cut };
    let body = read_body(&mut response, url, &limits).await?;
    let wire_bytes = body.len() as u64;
    let body =
        inflated(body, codings, ask.text, ask.body_bytes_max).await.map_err(|spoilt| match spoilt {
            Spoilt::TooLarge => FetchError::TooLarge { url: url.clone(), limit_bytes: ask.body_bytes_max },
            Spoilt::Damaged => FetchError::Truncated { url: url.clone(), received_bytes: wire_bytes },
        })?;
    Ok(Reply { status, headers, body, wire_bytes })
}

/// The beginning of the body of a reply that is no success; empty when it can not be had quickly.
async fn excuse(
    response: &mut Response,
    config: &Config,
    url: &Url,
    ask: &Ask<'_>,
    codings: String,
) -> Bytes {
    let bytes_max = refusal::LOOKED_AT_BYTES as u64;
    let limits = Limits { config, ask, bytes_max, cut: true };
    let Ok(Ok(body)) = timeout(EXCUSE_TIME_MAX, read_body(response, url, &limits)).await else {
        return Bytes::new();
    };
    inflate::inflate(body, &codings, true, bytes_max).unwrap_or_default()
}

struct Limits<'a> {
    config: &'a Config,
    ask: &'a Ask<'a>,
    bytes_max: u64,
    cut: bool,
}

/// The body as it comes over the wire.
async fn read_body(response: &mut Response, url: &Url, limits: &Limits<'_>) -> Result<Bytes, FetchError> {
    let slow = |reason| FetchError::TooSlow { url: url.clone(), reason };
    let too_large = || FetchError::TooLarge { url: url.clone(), limit_bytes: limits.bytes_max };
    if !limits.cut && response.content_length().is_some_and(|length| length > limits.bytes_max) {
        return Err(too_large());
    }
    let began = Instant::now();
    let mut body = Vec::new();
    loop {
        let left = limits.ask.deadline.saturating_duration_since(Instant::now());
        let patience = limits.config.stall_timeout.min(left);
        let reason =
            if patience < left { "it fell silent in the middle" } else { "it took too long altogether" };
        let next = timeout(patience, response.chunk()).await;
        let chunk = match next.map_err(|_| slow(reason))? {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Ok(body.into()),
            Err(error) if ends_without_length(response, &error) && !body.is_empty() => return Ok(body.into()),
            Err(_) => {
                return Err(FetchError::Truncated { url: url.clone(), received_bytes: body.len() as u64 });
            }
        };
        body.extend_from_slice(&chunk);
        if body.len() as u64 > limits.bytes_max {
            if !limits.cut {
                return Err(too_large());
            }
            body.truncate(usize::try_from(limits.bytes_max).unwrap_or(usize::MAX));
            return Ok(body.into());
        }
        let took = began.elapsed();
        let due = limits.config.rate_bytes_min as f64 * took.as_secs_f64();
        if took > limits.config.rate_grace && (body.len() as f64) < due {
            return Err(slow("its bytes trickle"));
        }
    }
}

/// Old servers end a body without length by closing, and TLS without a farewell:
/// nothing was promised, so nothing is missing.
fn ends_without_length(response: &Response, error: &reqwest::Error) -> bool {
    let fields = response.headers();
    response.version() <= http::Version::HTTP_11
        && !fields.contains_key(CONTENT_LENGTH)
        && !fields.contains_key(TRANSFER_ENCODING)
        && cause::<io::Error>(error).is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof)
}

async fn inflated(body: Bytes, codings: String, text: bool, bytes_max: u64) -> Result<Bytes, Spoilt> {
    if body.len() <= INFLATED_INLINE_BYTES_MAX {
        return inflate::inflate(body, &codings, text, bytes_max);
    }
    let work = move || inflate::inflate(body, &codings, text, bytes_max);
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Spoilt::Damaged))
}

/// Fields in the model's form: names in lower case, values as UTF-8 or else ISO 8859-1.
fn headers_of(fields: &HeaderMap) -> Headers {
    let value = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    Headers(fields.iter().map(|(name, field)| (name.as_str().to_owned(), value(field.as_bytes()))).collect())
}

/// What went wrong before there was a reply.
fn classify(url: &Url, error: &reqwest::Error, proxied: bool) -> FetchError {
    let url = url.clone();
    if let Some(&NotPublic(address)) = cause(error) {
        return FetchError::PrivateAddress { url, address };
    }
    if let Some(NoAddress(reason)) = cause(error) {
        return FetchError::Dns { url, reason: reason.to_string() };
    }
    if let Some(reason) = cause(error) {
        return FetchError::Tls { url, reason: in_words(reason) };
    }
    if error.is_timeout() {
        let reason =
            if proxied { "no connection through the proxy in time" } else { "no connection in time" };
        return FetchError::TooSlow { url, reason };
    }
    let reason = match cause::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => "the connection was refused".to_owned(),
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe) => {
            "the connection was reset".to_owned()
        }
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable) => {
            "no network path leads there".to_owned()
        }
        _ => innermost(error).to_string(),
    };
    let reason = if proxied { format!("{reason} (through the proxy)") } else { reason };
    FetchError::Unreachable { url, reason }
}

/// The first error of a type among the causes, looking inside I/O errors too.
fn cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match inside {
            Some(inside) => Some(inside),
            None => error.source(),
        };
    }
    None
}

/// What is wrong with a certificate or a handshake, and what can be done.
fn in_words(error: &rustls::Error) -> String {
    use CertificateError as Bad;
    let rustls::Error::InvalidCertificate(bad) = error else { return error.to_string() };
    match bad {
        Bad::Expired | Bad::ExpiredContext { .. } => "its certificate has expired".to_owned(),
        Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
            "its certificate is not valid yet; check this machine's clock".to_owned()
        }
        Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
            "its certificate belongs to another host".to_owned()
        }
        Bad::UnknownIssuer => {
            "its certificate is self-signed or from an authority that is not trusted here; \
                               add the authority as an extra CA file if you trust it"
                .to_owned()
        }
        Bad::Revoked => "its certificate has been revoked".to_owned(),
        other => format!("its certificate is not acceptable ({other})"),
    }
}
