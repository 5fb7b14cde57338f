//! Numbers of any width in a row of bytes, lowest bit first.
//!
//! Reading past the end or a code that no writer makes is [`Damaged`], never a panic.

use crate::Damaged;

/// Bits that one look always shows.
const SHOWN: u32 = 56;

/// Appends numbers.
#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    pending: u64,
    pending_bits: u32,
}

impl BitWriter {
    /// Appends the low `width` bits of a value; at most 32.
    pub(crate) fn bits(&mut self, value: u32, width: u32) {
        let kept = if width >= 32 { value } else { value & ((1 << width) - 1) };
        self.pending |= u64::from(kept) << self.pending_bits;
        self.pending_bits += width;
        if self.pending_bits >= 32 {
            self.bytes.extend_from_slice(&(self.pending as u32).to_le_bytes());
            self.pending >>= 32;
            self.pending_bits -= 32;
        }
    }

    /// Appends the next `count` bits of a reader.
    pub(crate) fn copy(&mut self, from: &mut BitReader<'_>, mut count: usize) -> Result<(), Damaged> {
        while count > 0 {
            let width = count.min(32) as u32;
            self.bits(from.bits(width)?, width);
            count -= width as usize;
        }
        Ok(())
    }

    /// Appends a number as that many zeros and a one.
    fn unary(&mut self, mut count: u32) {
        while count >= 24 {
            self.bits(0, 24);
            count -= 24;
        }
        self.bits(1 << count, count + 1);
    }

    /// Appends a number by Rice's code: its high part in unary, `low_width` bits as they are.
    pub(crate) fn rice(&mut self, value: u32, low_width: u32) {
        self.unary(value >> low_width);
        self.bits(value, low_width);
    }

    /// Appends a number of 1 or more by Elias' gamma code: its width in unary, then its lower bits.
    pub(crate) fn gamma(&mut self, value: u32) {
        let width = value.max(1).ilog2();
        self.unary(width);
        self.bits(value, width);
    }

    /// Appends the bytes to `out`, the last one filled with zeros, and begins anew.
    pub(crate) fn finish_into(&mut self, out: &mut Vec<u8>) {
        out.append(&mut self.bytes);
        let rest = self.pending.to_le_bytes();
        out.extend_from_slice(&rest[..self.pending_bits.div_ceil(8) as usize]);
        (self.pending, self.pending_bits) = (0, 0);
    }
}

/// Reads what a [`BitWriter`] wrote.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next bits, at least [`SHOWN`] of them, zeros beyond the end.
    fn look(&self) -> u64 {
        let byte = self.at / 8;
        let word = match self.bytes.get(byte..byte + 8) {
            Some(eight) => u64::from_le_bytes(eight.try_into().expect("eight bytes were taken")),
            None => {
                let rest = self.bytes.get(byte..).unwrap_or_default();
                rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
            }
        };
        word >> (self.at % 8)
    }

    /// All bytes it was made for.
    pub(crate) fn all(&self) -> &'a [u8] {
        self.bytes
    }

    /// How far a reader has come, in bits.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// Leaves bits out.
    pub(crate) fn skip(&mut self, bits: usize) {
        self.at = self.at.saturating_add(bits);
    }

    /// The next `width` bits; at most 32.
    pub(crate) fn bits(&mut self, width: u32) -> Result<u32, Damaged> {
        let value = self.look() & ((1_u64 << width) - 1);
        self.at += width as usize;
        if self.at > self.bytes.len() * 8 {
            return Err(Damaged("numbers end early"));
        }
        Ok(value as u32)
    }

    fn unary(&mut self) -> Result<u32, Damaged> {
        let mut count = 0_u32;
        loop {
            let shown = self.look();
            let zeros = shown.trailing_zeros();
            if zeros < SHOWN {
                self.at += zeros as usize + 1;
                return if self.at <= self.bytes.len() * 8 {
                    Ok(count + zeros)
                } else {
                    Err(Damaged("numbers end early"))
                };
            }
            count = count.saturating_add(SHOWN);
            self.at += SHOWN as usize;
            if self.at >= self.bytes.len() * 8 {
                return Err(Damaged("numbers end early"));
            }
        }
    }

    /// A number by Rice's code and one by Elias' gamma code, as they stand in posting lists:
    /// one look shows both, as a rule.
    pub(crate) fn rice_gamma(&mut self, low_width: u32) -> Result<(u32, u32), Damaged> {
        let shown = self.look();
        let high = shown.trailing_zeros();
        let low_end = high.saturating_add(1 + low_width);
        if low_end < SHOWN && high < 1 << (31 - low_width.min(30)) {
            let low = (shown >> (high + 1)) as u32 & ((1_u32 << low_width) - 1);
            let rest = shown >> low_end;
            let width = rest.trailing_zeros();
            let end = low_end + 2 * width + 1;
            if width < 32 && end <= SHOWN && self.at + end as usize <= self.bytes.len() * 8 {
                self.at += end as usize;
                let lower = (rest >> (width + 1)) as u32 & ((1_u32 << width) - 1);
                return Ok((high << low_width | low, 1 << width | lower));
            }
        }
        Ok((self.rice(low_width)?, self.gamma()?))
    }

    /// A number by Rice's code.
    pub(crate) fn rice(&mut self, low_width: u32) -> Result<u32, Damaged> {
        let high = self.unary()?;
        let low = self.bits(low_width)?;
        high.checked_shl(low_width).map(|high| high | low).ok_or(Damaged("a number is too large"))
    }

    /// A number by Elias' gamma code.
    pub(crate) fn gamma(&mut self) -> Result<u32, Damaged> {
        let width = self.unary()?;
        if width > 31 {
            return Err(Damaged("a number is too large"));
        }
        Ok(1 << width | self.bits(width)?)
    }
}

/// Appends a number by seven bits a byte, lowest first.
pub(crate) fn write_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Reads such a number off the front.
pub(crate) fn read_number(bytes: &mut &[u8]) -> Result<u64, Damaged> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or(Damaged("numbers end early"))?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(Damaged("a number is too large"))
}

/// A signed number, small ones short on both sides of zero.
pub(crate) fn write_signed(out: &mut Vec<u8>, value: i64) {
    write_number(out, (value << 1 ^ value >> 63) as u64);
}

/// Reads such a number off the front.
pub(crate) fn read_signed(bytes: &mut &[u8]) -> Result<i64, Damaged> {
    let value = read_number(bytes)?;
    Ok((value >> 1) as i64 ^ -((value & 1) as i64))
}

#[cfg(test)]
mod tests;
