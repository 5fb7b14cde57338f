//! One page in other clothes: AMP and mobile addresses, and the plain one they stand for.
//!
//! Pure, and for comparing only: a plain address made here may not exist.

use longwire_model::Url;

/// Labels before a site's own domain that name a way of showing it, never another site.
const SKINS: &[&str] = &["www", "m", "mobile", "amp", "wap", "3g", "touch"];

/// Endings of a path's last part that say how it is shown: the ending, and what stands in its place.
const ENDINGS: &[(&str, &str)] =
    &[(".amp.html", ".html"), (".amp.htm", ".htm"), (".amp", ""), (".amphtml", ".html")];

/// Names of the file that a folder shows by itself.
const INDEX: &[&str] = &[
    "index.html",
    "index.htm",
    "index.php",
    "index.shtml",
    "index.asp",
    "index.aspx",
    "index.jsp",
    "default.aspx",
];

/// The address that a cache of AMP pages holds a copy of; any other address as it is.
///
/// Spec: AMP Cache URL format (`/c/s/HOST/PATH` on `cdn.ampproject.org`), and Google's viewer (`/amp/s/HOST/PATH`).
pub fn unwrapped(url: &Url) -> Url {
    wrapped(url).unwrap_or_else(|| url.clone())
}

fn wrapped(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let path = url.path().strip_prefix('/')?;
    let inner = if host == "cdn.ampproject.org" || host.ends_with(".cdn.ampproject.org") {
        // c: a document, v: one in a viewer, wp: a web package.
        let (kind, rest) = path.split_once('/')?;
        rest.strip_prefix("c/")
            .filter(|_| kind == "wp")
            .or(Some(rest).filter(|_| matches!(kind, "c" | "v")))?
    } else {
        let is_viewer = host.strip_prefix("www.").unwrap_or(host).strip_prefix("google.").is_some();
        path.strip_prefix("amp/").filter(|_| is_viewer)?
    };
    let (scheme, inner) = match inner.strip_prefix("s/") {
        Some(inner) => ("https", inner),
        None => ("http", inner),
    };
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let found = Url::parse(&format!("{scheme}://{inner}{query}")).ok()?;
    found.host_str().is_some_and(|host| host.contains('.')).then_some(found)
}

/// A host without the labels that only say how it is shown.
pub(super) fn plain_host(host: &str) -> String {
    let host = host.trim_end_matches('.');
    let has_skin = host.split('.').any(|label| SKINS.contains(&label));
    let Some(domain) = psl::domain_str(host).filter(|_| has_skin) else { return host.to_owned() };
    let Some(before) = host.strip_suffix(domain) else { return host.to_owned() };
    let mut plain: Vec<&str> =
        before.split('.').filter(|label| !label.is_empty() && !SKINS.contains(label)).collect();
    plain.push(domain);
    plain.join(".")
}

/// A path without what only says how it is shown: AMP, the folder's own file,
/// empty parts, a session, the last slash.
pub(super) fn plain_path(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if let Some(last) = parts.last_mut() {
        *last = last.split_once(";jsessionid=").map_or(*last, |(before, _)| before);
    }
    if parts.last().is_some_and(|last| INDEX.contains(&last.to_ascii_lowercase().as_str())) {
        parts.pop();
    }
    // A section may be called amp too: only beside something else is it a way of showing that.
    if parts.len() > 1 {
        match (parts.first(), parts.last()) {
            (_, Some(&"amp")) => drop(parts.pop()),
            (Some(&"amp"), _) => drop(parts.remove(0)),
            _ => {}
        }
    }
    let mut plain: String = parts.iter().flat_map(|part| ["/", part]).collect();
    for (ending, instead) in ENDINGS {
        if plain.len() > ending.len() + 1 && plain.ends_with(ending) {
            plain.truncate(plain.len() - ending.len());
            plain.push_str(instead);
            break;
        }
    }
    normal_escapes(&plain)
}

/// True for a parameter that only says how a page is shown.
pub(super) fn is_skin(name: &str, value: &str) -> bool {
    match name.to_ascii_lowercase().as_str() {
        "amp" => matches!(value, "" | "1" | "true" | "yes"),
        "outputtype" | "output" => value.eq_ignore_ascii_case("amp"),
        "usqp" | "amp_js_v" | "amp_gsa" | "amp_r" => true,
        _ => false,
    }
}

/// One spelling of what may be percent-encoded: digits in upper case, letters that need none without.
///
/// Spec: RFC 3986 §6.2.2.
fn normal_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte))
            }
            Some(byte) => out.push_str(&format!("%{byte:02X}")),
            None => {
                out.push('%');
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    out
}
