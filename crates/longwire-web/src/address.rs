//! Where this server is, as its visitors see it.
//!
//! With a public address set, that one is used for every link and the request
//! has no say. Without one, the `Host` field is believed only where it can not
//! be a name on the public net: an IP address, `localhost`, a name of one label
//! or one of the endings kept for local use. A page elsewhere that points its
//! own name at this machine (DNS rebinding) is so refused before anything is read.
//!
//! Deliberately absent: `Forwarded` and `X-Forwarded-*`, which anyone can send.
//!
//! Specs: RFC 9110 §7.2 (`Host`), RFC 6761 and RFC 8375 (local names).

use longwire_model::Url;
use url::Host;

/// Endings of names that no one on the public net can own.
const LOCAL_ENDINGS: [&str; 6] = [".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test"];

/// Where this server is: absolute links start at its root, links inside a page at its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    root: String,
    path: String,
    is_public: bool,
}

impl Address {
    /// The address of a public URL: its scheme, host, port and path; whatever
    /// else it holds is left out.
    pub fn of_public(url: &Url) -> Self {
        let mut url = url.clone();
        url.set_query(None);
        url.set_fragment(None);
        let path = url.path().trim_end_matches('/').to_owned();
        Self { root: url.as_str().trim_end_matches('/').to_owned(), path, is_public: true }
    }

    /// The address by the `Host` field of a request that came without encryption.
    /// `None` where the field is no host, or names one on the public net.
    pub(crate) fn of_host(host: &str) -> Option<Self> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        if host.is_empty() || host.len() > 255 || !host.chars().all(allowed) {
            return None;
        }
        let url = Url::parse(&format!("http://{host}/")).ok()?;
        let local = match url.host()? {
            Host::Ipv4(_) | Host::Ipv6(_) => true,
            Host::Domain(name) => {
                name == "localhost"
                    || !name.contains('.')
                    || LOCAL_ENDINGS.iter().any(|end| name.ends_with(end))
            }
        };
        local.then(|| Self { is_public: false, ..Self::of_public(&url) })
    }

    /// The address for a client too old to send a `Host` field.
    pub(crate) fn unnamed() -> Self {
        Self { root: "http://localhost".into(), path: String::new(), is_public: false }
    }

    /// Whether the owner gave it, so that others may be told of it.
    pub(crate) fn is_public(&self) -> bool {
        self.is_public
    }

    /// A link inside a page: `/news` + `/feeds/a.rss`.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.path)
    }

    /// A link from anywhere: `https://example.org/news` + `/feeds/a.rss`.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// The same as a value.
    ///
    /// # Panics
    ///
    /// Never for paths of ours: what follows the root of a URL after a slash is a path.
    pub fn url(&self, path: &str) -> Url {
        Url::parse(&self.absolute(path)).expect("the root was a URL, and a path does not unmake it")
    }

    /// Host and port as the `Host` field writes them.
    pub(crate) fn host(&self) -> &str {
        self.origin().split_once("://").map_or("localhost", |(_, host)| host)
    }

    /// Scheme, host and port as the `Origin` field writes them.
    pub(crate) fn origin(&self) -> &str {
        self.root.strip_suffix(self.path.as_str()).unwrap_or(&self.root)
    }

    /// The path below the public path, where a proxy passes the whole path on: `/news/feeds/a.rss` → `/feeds/a.rss`.
    /// `None` where the path does not begin with it.
    pub(crate) fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        if self.path.is_empty() {
            return None;
        }
        match path.strip_prefix(self.path.as_str())? {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    }
}

#[cfg(test)]
mod tests;
