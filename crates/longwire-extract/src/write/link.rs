//! Addresses that may be written: absolute, `http`, `https` or `mailto`.

use longwire_model::Url;

/// Longest address that is written, in bytes. What browsers and servers agree
/// on is shorter; longer ones carry data.
const URL_BYTES_MAX: usize = 8 << 10;

/// What relative addresses may add to a page over all, in bytes: a long base
/// under many short links must not blow a page up. Beyond, links are left out.
const GROWTH_BYTES_MAX: usize = 4 << 20;

/// Makes addresses absolute.
pub(super) struct Links<'a> {
    base: Option<&'a Url>,
    growth_bytes: usize,
}

impl<'a> Links<'a> {
    /// Addresses relative to `base`; without one only absolute addresses count.
    /// `nodes` is the size of the page, which bounds what resolving may add.
    pub(super) fn new(base: Option<&'a Url>, nodes: usize) -> Self {
        let base = base.filter(|base| base.as_str().len() <= URL_BYTES_MAX && is_web(base));
        Self { base, growth_bytes: GROWTH_BYTES_MAX.saturating_add(nodes.saturating_mul(64)) }
    }

    /// Where a link may lead to.
    pub(super) fn href(&mut self, written: &str) -> Option<String> {
        self.resolve(written, |url| is_web(url) || url.scheme() == "mailto")
    }

    /// Where a picture may come from.
    pub(super) fn source(&mut self, written: &str) -> Option<String> {
        self.resolve(written, is_web)
    }

    fn resolve(&mut self, written: &str, allowed: impl Fn(&Url) -> bool) -> Option<String> {
        let written = written.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if written.is_empty() || written.len() > URL_BYTES_MAX {
            return None;
        }
        let url = match self.base {
            Some(base) => base.join(written),
            None => Url::parse(written),
        };
        let url = url.ok().filter(allowed)?;
        let length = url.as_str().len();
        if length > URL_BYTES_MAX {
            return None;
        }
        self.growth_bytes = self.growth_bytes.checked_sub(length.saturating_sub(written.len()))?;
        Some(url.into())
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}
