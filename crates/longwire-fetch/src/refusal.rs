//! Is this reply a refusal, and whose?
//!
//! Pure: a status, the header fields and the beginning of the body in, a verdict
//! out. A challenge page that comes with 200 is only called one by marks that
//! nothing but challenge pages carry; a page that merely embeds a protector's
//! script is a page.
//!
//! Deliberately absent: any attempt to pass. What was seen is shown to a person.

use longwire_model::Headers;

use crate::Refusal;

/// How much of a body is looked at, in bytes. Challenge pages are small and say what they are early.
pub(crate) const LOOKED_AT_BYTES: usize = 64 * 1024;
/// A page of status 200 larger than this is content, whatever marks it carries: the challenge pages
/// themselves are below 35 KiB.
const CHALLENGE_BYTES_MAX: usize = 40 * 1024;

/// Fields by which protectors say themselves that this is a challenge.
const MARKING_FIELDS: &[(&str, Refusal)] = &[
    ("cf-mitigated", Refusal::Cloudflare),
    ("x-amzn-waf-action", Refusal::Captcha),
    ("x-vercel-mitigated", Refusal::Captcha),
];

/// Marks of challenge pages in the body, safe to believe under any status. None of them stands in any of
/// 2,365 real articles.
const SURE_MARKS: &[(&str, Refusal)] = &[
    ("window._cf_chl_opt", Refusal::Cloudflare),
    ("geo.captcha-delivery.com/", Refusal::DataDome),
    ("/_sec/cp_challenge/", Refusal::Akamai),
    ("Incapsula incident ID", Refusal::Captcha),
    ("__jsl_clearance_s=", Refusal::Captcha),
    ("document.cookie=('_')+('_')+('j')+('s')+('l')", Refusal::Captcha),
    ("setCookie(\"acw_sc__v2\"", Refusal::Captcha),
];

/// Marks that mean a challenge only on a reply that is a refusal already.
const MARKS_OF_REFUSED: &[(&str, Refusal)] = &[
    ("/cdn-cgi/challenge-platform/", Refusal::Cloudflare),
    ("cf-error-details", Refusal::Cloudflare),
    ("Attention Required! | Cloudflare", Refusal::Cloudflare),
    ("captcha-delivery.com", Refusal::DataDome),
    ("errors.edgesuite.net", Refusal::Akamai),
    ("g-recaptcha", Refusal::Captcha),
    ("h-captcha", Refusal::Captcha),
    ("hcaptcha.com", Refusal::Captcha),
    ("cf-turnstile", Refusal::Captcha),
    ("px-captcha", Refusal::Captcha),
    ("_Incapsula_Resource", Refusal::Captcha),
    ("TencentCaptcha", Refusal::Captcha),
    ("AliyunCaptcha", Refusal::Captcha),
];

/// Whose refusal a reply is; `None` when it is not one.
///
/// Only 401, 402, 403, 407, 451 are refusals by status alone. 429, 503 and the
/// 520s are when they carry a challenge, and so is 200.
pub(crate) fn recognise(status: u16, headers: &Headers, body: &[u8]) -> Option<Refusal> {
    for &(field, refusal) in MARKING_FIELDS {
        if headers.get(field).is_some_and(|value| matches!(value, "challenge" | "captcha")) {
            return Some(refusal);
        }
    }
    let refused = matches!(status, 401 | 402 | 403 | 407 | 412 | 429 | 451 | 503 | 520..=529);
    let html = headers.get("content-type").is_none_or(|kind| kind.to_ascii_lowercase().contains("html"));
    if !refused && (!html || body.len() > CHALLENGE_BYTES_MAX) {
        return None;
    }
    let head = String::from_utf8_lossy(body.get(..LOOKED_AT_BYTES).unwrap_or(body));
    if let Some(refusal) = marked(&head, SURE_MARKS) {
        return Some(refusal);
    }
    if !refused {
        return None;
    }
    let by_status = match status {
        401 | 407 => Refusal::Login,
        402 => Refusal::Payment,
        403 => Refusal::Forbidden,
        451 => Refusal::Legal,
        _ => return marked(&head, MARKS_OF_REFUSED),
    };
    if status != 403 {
        return Some(by_status);
    }
    let by_server = headers
        .get("server")
        .and_then(|server| (server.starts_with("AkamaiGHost")).then_some(Refusal::Akamai));
    let by_field = headers.get("x-datadome").map(|_| Refusal::DataDome);
    by_field.or_else(|| marked(&head, MARKS_OF_REFUSED)).or(by_server).or(Some(by_status))
}

fn marked(head: &str, marks: &[(&str, Refusal)]) -> Option<Refusal> {
    marks.iter().find(|(mark, _)| head.contains(mark)).map(|&(_, refusal)| refusal)
}

#[cfg(test)]
mod tests;
