//! Addresses that may be written: absolute, `http`, `https` or `mailto`.

use std::collections::HashMap;

use longwire_model::Url;

use super::anchor;

/// Longest address that is written, in bytes. What browsers and servers agree
/// on is shorter; longer ones carry data.
const URL_BYTES_MAX: usize = 8 << 10;

/// What relative addresses may add to a page over all, in bytes: a long base
/// under many short links must not blow a page up. Beyond, links are left out.
const GROWTH_BYTES_MAX: usize = 4 << 20;

/// Makes addresses absolute.
pub(super) struct Links<'a> {
    base: Option<&'a Url>,
    /// The page's own address, without a fragment.
    page: String,
    /// The fragments of links within the page, by our names for their places.
    within: HashMap<String, String>,
    growth_bytes: usize,
}

impl<'a> Links<'a> {
    /// Addresses relative to `base`; without one only absolute addresses count.
    /// `nodes` is the size of the page, which bounds what resolving may add.
    pub(super) fn new(base: Option<&'a Url>, nodes: usize) -> Self {
        let base = base.filter(|base| base.as_str().len() <= URL_BYTES_MAX && is_web(base));
        let page = base.map_or("", |base| before_fragment(base.as_str())).to_owned();
        let growth_bytes = GROWTH_BYTES_MAX.saturating_add(nodes.saturating_mul(64));
        Self { base, page, within: HashMap::new(), growth_bytes }
    }

    /// Our name for a place of the page.
    pub(super) fn place(&self, name: &str) -> Option<String> {
        anchor::of(&self.page, name)
    }

    /// Where a link to a place leads that was left out: to the page.
    pub(super) fn elsewhere(&mut self, place: &str) -> Option<String> {
        let fragment = self.within.get(place)?.clone();
        self.resolve(&format!("#{fragment}"), is_web)
    }

    /// Where a link may lead to. One within the page leads to our name for the place, for now.
    pub(super) fn href(&mut self, written: &str) -> Option<String> {
        if let Some(fragment) = self.fragment_within(written) {
            let place = self.place(&anchor::decoded(&fragment))?;
            let href = format!("#{place}");
            self.within.entry(place).or_insert(fragment);
            return Some(href);
        }
        self.resolve(written, |url| is_web(url) || url.scheme() == "mailto")
    }

    /// Where a picture may come from.
    pub(super) fn source(&mut self, written: &str) -> Option<String> {
        self.resolve(written, is_web)
    }

    /// The fragment of a link that leads to a place within the page.
    fn fragment_within(&self, written: &str) -> Option<String> {
        let (before, fragment) = written.trim().split_once('#')?;
        if fragment.is_empty() || written.len() > URL_BYTES_MAX {
            return None;
        }
        let leads_here = || {
            let url = self.base?.join(before).ok()?;
            (before_fragment(url.as_str()) == self.page).then_some(())
        };
        (before.is_empty() || leads_here().is_some()).then(|| fragment.to_owned())
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

fn before_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(before, _)| before)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}
