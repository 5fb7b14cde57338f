//! Language tags.

use std::fmt;

/// A BCP 47 language tag in canonical case: `en`, `ja`, `zh-Hans`, `pt-BR`.
///
/// Chinese is always written with its script, because Simplified and
/// Traditional readers need different feeds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(String);

impl Lang {
    /// Reads a tag: sub-tags of letters and digits joined by `-` or `_`, at
    /// most 35 characters (RFC 5646 §4.4.1). `None` for anything else.
    ///
    /// `zh-CN`, `zh-SG` and `zh-MY` become `zh-Hans`; `zh-TW`, `zh-HK` and
    /// `zh-MO` become `zh-Hant`; a bare `zh` stays bare.
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.trim();
        if tag.is_empty() || tag.len() > 35 {
            return None;
        }
        let mut parts = Vec::new();
        for (n, part) in tag.split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            let lower = part.to_ascii_lowercase();
            parts.push(match (n, part.len()) {
                (0, 2 | 3) if part.bytes().all(|b| b.is_ascii_alphabetic()) => lower,
                (0, _) => return None,
                (_, 2) => part.to_ascii_uppercase(),
                (_, 4) if part.as_bytes()[0].is_ascii_alphabetic() => {
                    lower[..1].to_ascii_uppercase() + &lower[1..]
                }
                _ => lower,
            });
        }
        if parts[0] == "zh" {
            let has = |wanted: &[&str]| parts.iter().any(|p| wanted.contains(&p.as_str()));
            if has(&["Hans", "CN", "SG", "MY"]) && !has(&["Hant"]) {
                return Some(Self("zh-Hans".into()));
            }
            if has(&["Hant", "TW", "HK", "MO"]) {
                return Some(Self("zh-Hant".into()));
            }
        }
        Some(Self(parts.join("-")))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
