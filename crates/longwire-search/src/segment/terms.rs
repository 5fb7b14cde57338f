//! Numbers for terms, in the order in which they are first seen.
//!
//! A table of its own, because two thirds of making a segment is looking terms up: their
//! bytes stand in a row, and a slot shows by its tag whether a look at them is worth it.

use std::hash::{BuildHasher, RandomState};

/// Slots at first; as many as a segment of a few articles needs.
const SLOTS_MIN: usize = 1 << 12;

/// The terms of a segment.
pub(super) struct Terms {
    bytes: Vec<u8>,
    /// Where each term ends in `bytes`.
    ends: Vec<usize>,
    /// A tag in the upper half, a term's number and one in the lower; 0 where nothing is.
    slots: Vec<u64>,
    /// Told to nobody, so that no text can be made whose terms all meet in one slot.
    seed: u64,
}

impl Default for Terms {
    fn default() -> Self {
        let seed = RandomState::new().hash_one(0_u8) | 1;
        Self { bytes: Vec::new(), ends: Vec::new(), slots: vec![0; SLOTS_MIN], seed }
    }
}

impl Terms {
    /// The number of a term; a new one where it was not seen before.
    pub(super) fn number(&mut self, term: &[u8]) -> u32 {
        let hash = hash(self.seed, term);
        let tag = hash & !0xffff_ffff;
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                break;
            }
            let number = slot as u32 - 1;
            if slot & !0xffff_ffff == tag && self.term(number) == term {
                return number;
            }
            at = (at + 1) & mask;
        }
        let number = self.ends.len() as u32;
        self.bytes.extend_from_slice(term);
        self.ends.push(self.bytes.len());
        self.slots[at] = tag | u64::from(number + 1);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// The term of a number.
    pub(super) fn term(&self, number: u32) -> &[u8] {
        let n = number as usize;
        let start = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.bytes[start..self.ends[n]]
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The numbers in the order of their terms.
    pub(super) fn sorted(&self) -> Vec<u32> {
        // Most terms differ in their first eight bytes.
        let mut sorted: Vec<(u64, u32)> =
            (0..self.len() as u32).map(|number| (head(self.term(number)), number)).collect();
        sorted.sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then_with(|| self.term(one.1).cmp(self.term(other.1)))
        });
        sorted.into_iter().map(|(_, number)| number).collect()
    }

    fn grow(&mut self) {
        let mut slots = vec![0; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for number in 0..self.len() as u32 {
            let hash = hash(self.seed, self.term(number));
            let mut at = hash as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = hash & !0xffff_ffff | u64::from(number + 1);
        }
        self.slots = slots;
    }
}

/// The first eight bytes of a term as a number that is ordered as they are.
pub(super) fn head(term: &[u8]) -> u64 {
    match term.first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => {
            let mut eight = [0; 8];
            eight[..term.len()].copy_from_slice(term);
            u64::from_be_bytes(eight)
        }
    }
}

fn hash(seed: u64, term: &[u8]) -> u64 {
    let mix = |hash: u64, part: u64| {
        let product = u128::from(hash ^ part) * u128::from(seed);
        product as u64 ^ (product >> 64) as u64
    };
    let (parts, rest) = term.as_chunks::<8>();
    let mut hash = mix(0x9E37_79B9_7F4A_7C15, term.len() as u64);
    for part in parts {
        hash = mix(hash, u64::from_le_bytes(*part));
    }
    mix(hash, head(rest))
}

#[cfg(test)]
mod tests;
