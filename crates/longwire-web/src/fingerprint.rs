//! Short names for bytes, to tell one state from another.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// 64 bits that change when what they stand for changes. They tell versions
/// apart and keep no secret; equal for equal parts in every process of one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of some parts in order.
    pub(crate) fn of<T: Hash + ?Sized>(parts: &T) -> Self {
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// 16 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
