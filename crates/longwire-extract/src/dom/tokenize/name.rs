//! Names of elements and attributes, in lower case, as the tree builder wants them.
//!
//! To make one out of a string takes a hundred steps, so the names that a page
//! uses again and again are kept: most have 16 bytes or fewer.

use html5ever::LocalName;

/// Names that are kept at a time.
const SLOTS: usize = 256;

/// Bytes of the longest name that is kept.
const KEPT_BYTES_MAX: usize = 16;

/// The names met last.
pub(super) struct Names(Vec<Option<(u128, LocalName)>>);

impl Default for Names {
    fn default() -> Self {
        Self(vec![None; SLOTS])
    }
}

impl Names {
    /// The name that these bytes of a page spell.
    pub(super) fn get(&mut self, written: &str) -> LocalName {
        let bytes = written.as_bytes();
        if bytes.len() > KEPT_BYTES_MAX || bytes.contains(&0) {
            return make(written);
        }
        let mut key = [0; KEPT_BYTES_MAX];
        key[..bytes.len()].copy_from_slice(bytes);
        let key = lower(u128::from_le_bytes(key));
        let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
        let slot = (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize;
        match &self.0[slot] {
            Some((kept, name)) if *kept == key => name.clone(),
            _ => {
                let name = make(written);
                self.0[slot] = Some((key, name.clone()));
                name
            }
        }
    }
}

fn make(written: &str) -> LocalName {
    if written.bytes().any(|byte| byte == 0 || byte.is_ascii_uppercase()) {
        return LocalName::from(written.to_ascii_lowercase().replace('\0', "\u{fffd}"));
    }
    LocalName::from(written)
}

/// Sixteen bytes with the letters A to Z made small, all at once.
fn lower(bytes: u128) -> u128 {
    const EACH: u128 = u128::MAX / 0xff;
    let seven = bytes & (EACH * 0x7f);
    // The high bit of each byte: above `Z`, and from `A` on.
    let above = seven + EACH * (0x7f - b'Z') as u128;
    let from = seven + EACH * (0x80 - b'A') as u128;
    let capital = (from ^ above) & !bytes & (EACH * 0x80);
    bytes | capital >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_lower_case_however_long_it_is() {
        let mut names = Names::default();
        let mut check = |written: &str, expected: &str| {
            for _ in 0..2 {
                assert_eq!(&*names.get(written), expected, "{written}");
            }
        };
        check("DIV", "div");
        check("div", "div");
        check("data-LongerThanSixteenBytes", "data-longerthansixteenbytes");
        check("[@AZ`az{É", "[@az`az{É");
        check("a\0b", "a\u{fffd}b");
        check("onClick", "onclick");
    }

    #[test]
    fn more_names_than_are_kept_are_still_told_apart() {
        let mut names = Names::default();
        for n in 0..10_000 {
            let name = format!("x-{n}");
            assert_eq!(&*names.get(&name), name);
        }
    }
}
