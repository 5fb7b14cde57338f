//! The rules of many sites, found by address.

use std::collections::HashMap;

use longwire_model::Url;

use super::SiteRules;

/// Rules by host. Those of `example.com` hold for `news.example.com` too, unless it has its own.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    by_host: HashMap<String, SiteRules>,
    none: SiteRules,
}

impl RuleBook {
    /// Adds the rules of a host, given in lower case; those it had before are replaced.
    pub fn insert(&mut self, host: impl Into<String>, rules: SiteRules) {
        self.by_host.insert(host.into(), rules);
    }

    /// How many hosts have rules.
    pub fn len(&self) -> usize {
        self.by_host.len()
    }

    /// True where no host has any.
    pub fn is_empty(&self) -> bool {
        self.by_host.is_empty()
    }

    /// The rules for an address: those of its host, else of the nearest domain above it, else empty ones.
    pub fn of(&self, url: &Url) -> &SiteRules {
        let mut host = url.host_str().unwrap_or("");
        loop {
            if let Some(rules) = self.by_host.get(host) {
                return rules;
            }
            match host.split_once('.') {
                Some((_, above)) => host = above,
                None => return &self.none,
            }
        }
    }
}
