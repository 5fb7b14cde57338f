//! Phrases with a number, in the plural forms that their language has.
//!
//! The categories are CLDR's cardinal ones, as far as the languages of the pages
//! need them: English has `one` and `other`, Chinese and Japanese have `other`
//! alone. A language with more of them gets a variant of its own.
//!
//! Spec: UTS #35 part 3, language plural rules; CLDR `plurals.xml`.

use super::filled;

/// A phrase with a number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// For languages where 1 has a form of its own: that form, then the one for all others.
    OneOther(&'static str, &'static str),
    /// For languages with one form for every number.
    Other(&'static str),
}

/// A phrase of a language with `one` and `other`.
pub(super) const fn counted(one: &'static str, other: &'static str) -> Counted {
    Counted::OneOther(one, other)
}

/// A phrase of a language with one form for every number.
pub(super) const fn any(phrase: &'static str) -> Counted {
    Counted::Other(phrase)
}

impl Counted {
    /// The phrase for a number, with its digits grouped by three.
    pub(crate) fn of(self, count: u64) -> String {
        let phrase = match self {
            Self::OneOther(one, _) if count == 1 => one,
            Self::OneOther(_, other) | Self::Other(other) => other,
        };
        filled(phrase, &grouped(count))
    }
}

/// A number with its digits grouped by three: `1,907`.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
