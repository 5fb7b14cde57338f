//! What a block says of itself: its length, its links, its marks, its first and last character.

use super::{Columns, Table, flag, number};
use crate::content::blocks::Block;
use crate::content::measure::{Class, Measure, class};

impl Table<'_> {
    pub(super) fn push_own(&self, block: &Block, row: &mut Columns<'_>) {
        let Measure { weight, tokens, cjk, letters, upper, digits, stops, commas, separators, money } =
            block.measure;
        let all = weight.max(1) as f32 / 2.0;
        let last = class(block.last);
        let (copies, first) = self.fingerprints.get(&block.fingerprint).copied().unwrap_or((1, u32::MAX));
        let earlier = (first as usize) < self.page.blocks.len()
            && !std::ptr::eq(&raw const self.page.blocks[first as usize], block);
        row.extend([
            number(weight),
            number(tokens),
            block.link_weight as f32 / weight.max(1) as f32,
            f32::from(block.links.min(50)),
            block.bold_weight as f32 / weight.max(1) as f32,
            stops.min(30) as f32,
            stops as f32 / all,
            commas as f32 / all,
            separators as f32 / all,
            digits as f32 / (letters + digits + cjk).max(1) as f32,
            upper as f32 / letters.max(1) as f32,
            cjk as f32 / (letters + cjk).max(1) as f32,
            flag(last == Class::Stop || matches!(block.last, '"' | '”' | '」' | '』' | '»')),
            flag(matches!(block.last, ':' | '：')),
            flag(matches!(last, Class::Other | Class::Separator)),
            flag(matches!(class(block.first), Class::Other | Class::Separator)),
            flag(class(block.first) == Class::Upper),
            flag(block.after_break),
            f32::from(block.media_before.min(5)),
            copies.min(20) as f32,
            flag(earlier),
            money.min(5) as f32,
        ]);
    }
}
