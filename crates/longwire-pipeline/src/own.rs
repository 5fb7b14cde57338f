//! What the owner set for one source alone: [`NAMES`] lists it.
//!
//! A secret was set for one origin and is sent to that origin only, whatever
//! address a feed, a page or a redirect names: pages and pictures on another
//! host are fetched without it. Messages name a setting, never its value.

mod basic;

use std::time::Duration;

use longwire_fetch::{OwnFields, Request, Route};
use longwire_model::{Rest, SourceId, Timestamp, Url};
use longwire_store::{OwnSetting, Secret, Store, StoreError};

use crate::{Failure, ImageReferrer};

/// One setting that a source may have.
#[derive(Clone, Copy, Debug)]
pub struct OwnName {
    /// Its name; a trailing `*` stands for the rest of it.
    pub name: &'static str,
    /// What a value looks like.
    pub value: &'static str,
    /// What it does, one sentence.
    pub help: &'static str,
    /// Whether its value is shown to nobody, and sent to one origin only.
    pub secret: bool,
}

const fn row(name: &'static str, value: &'static str, help: &'static str, secret: bool) -> OwnName {
    OwnName { name, value, help, secret }
}

/// All settings that a source may have.
pub const NAMES: &[OwnName] = &[
    row("cookie", "a=1; b=2", "Cookies sent to the source's own host.", true),
    row("credentials", "user:password", "HTTP basic credentials for the source's own host.", true),
    row("header.*", "text", "A request header for the source's own host, e.g. header.x-token.", true),
    row("proxy", "URL or direct", "The way out for this source: http, https, socks5, or no proxy.", true),
    row("referrer", "page, host or none", "Referrer of requests for this source's pictures.", false),
    row("interval", "time", "A fixed gap between two polls, in place of the learned one.", false),
    row(
        "render",
        "yes or no",
        "Whether pages are shown by a browser first, for sites that only a script fills.",
        false,
    ),
    row(
        Rest::SETTING,
        "yes, no, 2w, 2026-12-01",
        "Whether polling rests, for good or until then; everything archived stays.",
        false,
    ),
];

/// Longest name and longest value of a setting, in bytes.
const NAME_BYTES_MAX: usize = 100;
const VALUE_BYTES_MAX: usize = 16 << 10;

/// Settings of a source, at most.
const COUNT_MAX: usize = 32;

/// How long a resting source is left alone before it is looked at again.
pub(crate) const REST: Duration = Duration::from_secs(24 * 3600);

/// What a source's own settings mean.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    fields: Vec<(String, String, Secret)>,
    route: Route,
    pub(crate) referrer: Option<ImageReferrer>,
    pub(crate) interval: Option<Duration>,
    pub(crate) rest: Option<Rest>,
    pub(crate) rendered: bool,
}

/// Makes a setting of a source out of a name and a value as written.
///
/// # Errors
///
/// In plain words, without the value: an unknown name, or what a value should look like.
pub fn setting(name: &str, value: &str, source: &Url) -> Result<OwnSetting, String> {
    let name = name.to_ascii_lowercase();
    let fits = |known: &&OwnName| match known.name.strip_suffix('*') {
        Some(prefix) => name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()),
        None => known.name == name,
    };
    let Some(known) = NAMES.iter().find(fits) else {
        let all: Vec<&str> = NAMES.iter().map(|known| known.name).collect();
        return Err(format!("a source has no setting {name:?}; there are {}", all.join(", ")));
    };
    if name.len() > NAME_BYTES_MAX || value.len() > VALUE_BYTES_MAX {
        return Err(format!("{name}: a value has at most {VALUE_BYTES_MAX} bytes"));
    }
    let origin = if known.secret && known.name != "proxy" {
        source.origin().ascii_serialization()
    } else {
        String::new()
    };
    let setting = OwnSetting { name, origin, value: Secret::new(value) };
    Own::default().take(&setting).map_err(|why| format!("{}: {why}", setting.name))?;
    Ok(setting)
}

impl Own {
    /// The settings of a source.
    pub(crate) fn of(store: &dyn Store, id: SourceId) -> Result<Self, StoreError> {
        let mut own = Self::default();
        for setting in store.own_settings(id)?.iter().take(COUNT_MAX) {
            if let Err(why) = own.take(setting) {
                tracing::warn!(source = id.0, name = setting.name, why, "a source's setting is not used");
            }
        }
        Ok(own)
    }

    /// Whether the source rests at a moment.
    pub(crate) fn rests(&self, now: Timestamp) -> bool {
        self.rest.is_some_and(|rest| rest.holds(now))
    }

    /// Takes one setting; the error says what its value should look like.
    fn take(&mut self, setting: &OwnSetting) -> Result<(), &'static str> {
        let value = setting.value.reveal().trim();
        let mut field = |name: &str, value: String| {
            OwnFields::new([(name, value.as_str())]).map_err(|_| "this can not be a request header")?;
            self.fields.push((setting.origin.clone(), name.to_owned(), Secret::new(value)));
            Ok(())
        };
        match setting.name.as_str() {
            "cookie" => field("cookie", value.to_owned()),
            "credentials" if value.contains(':') => field("authorization", basic::credentials(value)),
            "credentials" => Err("write user:password"),
            "proxy" => {
                self.route = route(value).ok_or("write http://host:port, https://…, socks5://… or direct")?;
                Ok(())
            }
            "referrer" => {
                self.referrer = Some(match value {
                    "page" => ImageReferrer::Page,
                    "host" => ImageReferrer::Host,
                    "none" => ImageReferrer::None,
                    _ => return Err("write page, host or none"),
                });
                Ok(())
            }
            "interval" => {
                let seconds = value.parse::<u64>().ok().filter(|seconds| (60..=31_536_000).contains(seconds));
                self.interval = Some(Duration::from_secs(seconds.ok_or("write a time from 1m to 365d")?));
                Ok(())
            }
            Rest::SETTING => {
                self.rest = Rest::of_setting(value).ok_or("write yes, no or a day such as 2026-12-01")?;
                Ok(())
            }
            "render" => flag(value).map(|rendered| self.rendered = rendered),
            name => match name.strip_prefix("header.") {
                Some(name) => field(name, value.to_owned()),
                None => Err("there is no such setting"),
            },
        }
    }

    /// Gives a request what the source's settings add to it.
    pub(crate) fn dress(&self, request: &mut Request) -> Result<(), Failure> {
        request.route = self.route.clone();
        let origin = request.url.origin().ascii_serialization();
        let ours = self.fields.iter().filter(|(of, ..)| *of == origin);
        request.own_fields = OwnFields::new(ours.map(|(_, name, value)| (name.as_str(), value.reveal())))?;
        Ok(())
    }
}

fn flag(value: &str) -> Result<bool, &'static str> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write yes or no"),
    }
}

fn route(value: &str) -> Option<Route> {
    if value == "direct" {
        return Some(Route::Direct);
    }
    let proxy = Url::parse(value).ok()?;
    let fits = matches!(proxy.scheme(), "http" | "https" | "socks5" | "socks5h") && proxy.host().is_some();
    fits.then_some(Route::Through(proxy))
}

#[cfg(test)]
mod tests;
