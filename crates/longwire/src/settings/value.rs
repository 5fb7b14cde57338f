//! Values as people write them.

use std::net::SocketAddr;
use std::time::Duration;

use longwire_model::Url;
use longwire_pipeline::ImageReferrer;

/// A TOML value as the text a flag would have held.
pub(super) fn from_toml(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Boolean(true) => "yes".into(),
        toml::Value::Boolean(false) => "no".into(),
        toml::Value::Array(list) => list.iter().map(from_toml).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// Reads an empty value as none.
pub(super) fn optional<T>(
    read: impl Fn(&str) -> Result<T, String>,
) -> impl Fn(&str) -> Result<Option<T>, String> {
    move |text| if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// `127.0.0.1:8080`, `[::1]:8080`.
pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "write an address and a port, e.g. 127.0.0.1:8080".into())
}

/// An http or https address.
pub(super) fn web_address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text)
        .map_err(|error| format!("{error}; write an address, e.g. https://example.org/news/"))?;
    if matches!(url.scheme(), "http" | "https") {
        Ok(url)
    } else {
        Err("only http and https are served".into())
    }
}

/// Most addresses of one list.
const WEB_ADDRESSES_MAX: usize = 20;

/// http or https addresses, separated by commas.
pub(super) fn web_addresses(text: &str) -> Result<Vec<Url>, String> {
    let found = list(text)?.iter().map(|written| web_address(written)).collect::<Result<Vec<_>, _>>()?;
    if found.len() > WEB_ADDRESSES_MAX {
        return Err(format!("no more than {WEB_ADDRESSES_MAX} addresses"));
    }
    Ok(found)
}

/// The address of a proxy; a bare `host:port` is an HTTP proxy.
pub(super) fn proxy_address(text: &str) -> Result<Url, String> {
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&with_scheme).map_err(|error| error.to_string())?;
    match url.scheme() {
        "http" | "https" | "socks5" | "socks5h" if url.host().is_some() => Ok(url),
        _ => Err("write a proxy as http://host:port, https://host:port or socks5://host:port".into()),
    }
}

/// `yes`, `no` and their usual synonyms.
pub(super) fn flag(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" | "1" => Ok(true),
        "no" | "false" | "off" | "0" => Ok(false),
        _ => Err("write yes or no".into()),
    }
}

/// A number from 1 on.
pub(super) fn count(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| (1..=100_000).contains(n)).ok_or("write a number from 1 to 100000".into())
}

/// A number, 0 for none at all.
pub(super) fn count_or_none(text: &str) -> Result<usize, String> {
    if text == "0" { Ok(0) } else { count(text).map_err(|_| "write a number from 0 to 100000".into()) }
}

/// `page`, `host` or `none`.
pub(super) fn image_referrer(text: &str) -> Result<ImageReferrer, String> {
    match text {
        "page" => Ok(ImageReferrer::Page),
        "host" => Ok(ImageReferrer::Host),
        "none" => Ok(ImageReferrer::None),
        _ => Err("write page, host or none".into()),
    }
}

/// `500ms`, `20s`, `10m`, `6h`, `2d`, `2w`; a bare number is seconds.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    let wrong = || "write a time such as 500ms, 20s, 10m, 6h, 2d or 2w".to_owned();
    let (number, unit) = split(text);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let seconds = number
        * match unit {
            "ms" => 0.001,
            "" | "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3_600.0,
            "d" => 86_400.0,
            "w" => 7.0 * 86_400.0,
            _ => return Err(wrong()),
        };
    if (0.0..=366.0 * 86_400.0).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(wrong())
    }
}

/// `30MiB`, `500 kB`; a bare number is bytes.
pub(super) fn bytes(text: &str) -> Result<u64, String> {
    let wrong = || "write a size such as 500kB, 30MiB or 1GiB".to_owned();
    let (number, unit) = split(text);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let factor = match unit {
        "" | "B" => 1,
        "kB" | "KB" => 1_000,
        "KiB" => 1 << 10,
        "MB" => 1_000_000,
        "MiB" => 1 << 20,
        "GB" => 1_000_000_000,
        "GiB" => 1 << 30,
        _ => return Err(wrong()),
    };
    number.checked_mul(factor).filter(|n| *n > 0).ok_or_else(wrong)
}

/// Parts between commas or blanks.
pub(super) fn list(text: &str) -> Result<Vec<String>, String> {
    let parts = text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    Ok(parts.map(str::to_owned).collect())
}

fn split(text: &str) -> (&str, &str) {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    (number, unit.trim())
}
