//! Where words begin in text that is written without spaces. Only ranking asks.
//!
//! Any substring is found; this tells a word (`北大`) from one that only runs
//! across two of them (`东北大学`), so that the first counts more.
//!
//! - The list (`words/words.txt`) has 75,890 words of up to four characters with how
//!   frequent they are: those of jieba's dictionary (MIT, `words/LICENSE`) with a count of
//!   twenty or more there, single characters of a hundred. It takes 0.4 MB of the program,
//!   and 1.2 MB of memory once used; 350,000 words would take five times that and tell
//!   apart little more.
//! - Ideographs that touch are divided into the words whose frequencies have the largest
//!   product. What is not in the list, such as a new name, is single characters, each of
//!   which begins a word: no boundary is denied for want of knowledge.
//! - A run of hangul or katakana begins once; any other unit begins by itself.
//! - Deliberately absent: names, numbers and forms of words. A wrong division costs a
//!   hit some of its rank, and nothing else.

use std::sync::LazyLock;

use longwire_text::cjk::{Class, class};

use crate::fold::simplified;
use crate::units::{Kind, Units};

/// Characters of the longest word: as many as a key has room for.
const CHARACTERS_MAX: usize = 4;
/// What a character costs that is no word of the list. A word costs this less its class.
const COST_MAX: u32 = 53;
/// Places of the table, as a power of two.
const SLOT_BITS: u32 = 17;

static LIST: LazyLock<List> = LazyLock::new(|| List::read(include_str!("words/words.txt")));

/// Words by their characters, 16 bits each.
struct List {
    slots: Vec<u64>,
    costs: Vec<u8>,
}

impl List {
    /// Reads lines of a first character and, for each word, a letter for its class and the rest of it.
    fn read(text: &str) -> Self {
        let count = 1 << SLOT_BITS;
        let mut list = Self { slots: vec![0; count], costs: vec![0; count] };
        for line in text.lines() {
            let mut characters = line.chars();
            let first = characters.next().map_or(0, key_of);
            let (mut key, mut cost) = (0, 0);
            for c in characters {
                if c.is_ascii_alphabetic() {
                    list.insert(key, cost);
                    (key, cost) = (first, COST_MAX - class_of(c));
                } else {
                    key = key << 16 | key_of(c);
                }
            }
            list.insert(key, cost);
        }
        list
    }

    /// Two words that fold to one cost what the more frequent does.
    fn insert(&mut self, key: u64, cost: u32) {
        if key == 0 {
            return;
        }
        let slot = self.slot(key);
        let is_new = self.slots[slot] == 0;
        self.slots[slot] = key;
        if is_new || cost < u32::from(self.costs[slot]) {
            self.costs[slot] = cost as u8;
        }
    }

    /// Where a key stands or would stand. More than a third of the table is empty.
    fn slot(&self, key: u64) -> usize {
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOT_BITS)) as usize;
        while self.slots[slot] != 0 && self.slots[slot] != key {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        slot
    }

    fn cost(&self, key: u64) -> Option<u32> {
        let slot = self.slot(key);
        (self.slots[slot] != 0).then(|| u32::from(self.costs[slot]))
    }
}

fn key_of(c: char) -> u64 {
    u64::from(u32::from(simplified(c)) & 0xffff)
}

/// Twice the power of two of a word's count: `A` is 0, `a` is 26.
fn class_of(letter: char) -> u32 {
    let place = u32::from(letter);
    if letter.is_ascii_uppercase() { place - u32::from('A') } else { place - u32::from('a') + 26 }
}

/// For each unit whether a word begins with it.
pub(crate) fn begins(units: &Units) -> Vec<bool> {
    let list = &*LIST;
    let mut begins = vec![true; units.len()];
    let mut divider = Divider::default();
    let mut before = None;
    for n in 0..units.len() {
        let touches = n > 0 && units.touches_next(n - 1);
        let script = Script::of(units, n);
        if !(touches && script == Script::Ideograph && before == Some(script)) {
            divider.divide(list, n, &mut begins);
        }
        match script {
            Script::Ideograph => divider.keys.push(units.text(n).chars().next().map_or(0, key_of) as u16),
            Script::Run(_) if touches && before == Some(script) => begins[n] = false,
            Script::Run(_) | Script::Other => {}
        }
        before = Some(script);
    }
    divider.divide(list, units.len(), &mut begins);
    begins
}

/// How a unit's script writes words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Without anything between them.
    Ideograph,
    /// As runs of these.
    Run(Class),
    Other,
}

impl Script {
    fn of(units: &Units, n: usize) -> Self {
        let Some(c) = units.text(n).chars().next() else { return Self::Other };
        match units.list()[n].kind {
            Kind::Hangul => Self::Run(Class::Hangul),
            Kind::Character if ('\u{3400}'..='\u{9FFF}').contains(&c) => Self::Ideograph,
            Kind::Character if ('\u{30A1}'..='\u{30FE}').contains(&c) && class(c) == Class::Kana => {
                Self::Run(Class::Kana)
            }
            Kind::Character | Kind::Word => Self::Other,
        }
    }
}

/// Divides one run of ideographs after another.
#[derive(Default)]
struct Divider {
    keys: Vec<u16>,
    /// The least cost up to each character, and how long the last word then is.
    least: Vec<(u32, u8)>,
}

impl Divider {
    /// Divides what was gathered, which ends before unit `end`, and forgets it.
    fn divide(&mut self, list: &List, end: usize, begins: &mut [bool]) {
        let count = self.keys.len();
        if count > 1 {
            self.least.clear();
            self.least.resize(count + 1, (u32::MAX, 0));
            self.least[0] = (0, 0);
            for start in 0..count {
                let (before, mut key) = (self.least[start].0, 0);
                for (more, character) in self.keys[start..].iter().take(CHARACTERS_MAX).enumerate() {
                    key = key << 16 | u64::from(*character);
                    let cost = list.cost(key).or((more == 0).then_some(COST_MAX));
                    let to = &mut self.least[start + more + 1];
                    if let Some(cost) = cost.filter(|cost| before + cost < to.0) {
                        *to = (before + cost, more as u8 + 1);
                    }
                }
            }
            let first = end - count;
            begins[first..end].fill(false);
            let mut at = count;
            while at > 0 {
                at -= usize::from(self.least[at].1.max(1));
                begins[first + at] = true;
            }
        }
        self.keys.clear();
    }
}

#[cfg(test)]
mod tests;
