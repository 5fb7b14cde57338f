//! Articles without end, the same ones each time.
//!
//! Words of made-up Chinese and English, drawn by Zipf's law; texts of the lengths that news has.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{Connection, params};

use super::Progress;

/// The moment at which the newest article appeared.
pub(crate) const NOW_SECONDS: i64 = 1_767_225_600;

/// Sorts of questions.
pub(crate) const KINDS: &[&str] =
    &["one character", "two characters", "three and more", "two Chinese terms", "one word", "two words"];

const CHINESE_WORDS: usize = 60_000;
const ENGLISH_WORDS: usize = 100_000;
const CHARACTERS: u32 = 3_500;

/// A generator of numbers (SplitMix64), so that the same seed gives the same articles anywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How often each rank is drawn.
struct Zipf {
    sums: Vec<f64>,
}

impl Zipf {
    fn new(count: usize, offset: f64) -> Self {
        let mut sum = 0.0;
        let sums = (0..count).map(|rank| {
            sum += 1.0 / (rank as f64 + offset);
            sum
        });
        Self { sums: sums.collect() }
    }

    fn draw(&self, dice: &mut Dice) -> usize {
        let end = self.sums.last().copied().unwrap_or(1.0);
        let at = dice.share() * end;
        self.sums.partition_point(|sum| *sum <= at).min(self.sums.len() - 1)
    }
}

/// An article, folded already.
pub(crate) struct Article {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) is_chinese: bool,
}

/// An article, to be asked for many terms.
pub(crate) struct Scanned<'a> {
    article: &'a Article,
    words: HashSet<&'a str>,
    characters: HashSet<char>,
}

impl<'a> Scanned<'a> {
    pub(crate) fn of(article: &'a Article) -> Self {
        let parts = [&*article.title, &*article.text];
        let is_part = |c: char| c.is_ascii_alphanumeric();
        let words = parts.iter().flat_map(|part| part.split(|c| !is_part(c))).collect();
        let characters = parts.iter().flat_map(|part| part.chars()).filter(|c| !c.is_ascii()).collect();
        Self { article, words, characters }
    }

    /// Whether a term stands in title or text: a Chinese one anywhere, a word as a whole.
    pub(crate) fn has(&self, term: &str) -> bool {
        if term.is_ascii() {
            return self.words.contains(term);
        }
        // Whoever lacks one of its characters lacks the term.
        term.chars().all(|c| self.characters.contains(&c))
            && [&self.article.title, &self.article.text].into_iter().any(|part| part.contains(term))
    }
}

/// A question and the terms that must all be there.
pub(crate) struct Question {
    pub(crate) kind: &'static str,
    pub(crate) written: String,
    pub(crate) terms: Vec<String>,
}

/// A newspaper that never stops.
pub(crate) struct Newspaper {
    chinese: Vec<String>,
    chinese_zipf: Zipf,
    english: Vec<String>,
    english_zipf: Zipf,
}

impl Newspaper {
    pub(crate) fn new() -> Self {
        let mut dice = Dice(7);
        let characters = Zipf::new(CHARACTERS as usize, 5.0);
        // Every fifth character of the block, none of which folds to another: 一 and on.
        let pool: Vec<char> = (0..CHARACTERS * 5)
            .filter_map(|n| char::from_u32(0x4E00 + n))
            .filter(|c| !is_traditional(*c))
            .step_by(2)
            .take(CHARACTERS as usize)
            .collect();
        let chinese_word = |dice: &mut Dice| {
            let length = match dice.below(100) {
                0..3 => 1,
                3..72 => 2,
                72..88 => 3,
                _ => 4,
            };
            (0..length).map(|_| pool[characters.draw(dice) % pool.len()]).collect::<String>()
        };
        let chinese = (0..CHINESE_WORDS).map(|_| chinese_word(&mut dice)).collect();
        let english = (0..ENGLISH_WORDS).map(|rank| english_word(rank, &mut dice)).collect();
        Self {
            chinese,
            chinese_zipf: Zipf::new(CHINESE_WORDS, 8.0),
            english,
            english_zipf: Zipf::new(ENGLISH_WORDS, 3.0),
        }
    }

    /// The n-th article.
    pub(crate) fn article(&self, n: u64) -> Article {
        let mut dice = Dice(n.wrapping_mul(0x5851_F42D_4C95_7F2D) ^ 0xA5A5);
        let is_chinese = n.is_multiple_of(2);
        let words = self.length(&mut dice);
        let title_words = 5 + dice.below(6) as usize;
        let title = self.sentence(is_chinese, title_words, &mut dice);
        let mut text = String::new();
        let mut written = 0;
        while written < words {
            let count = 6 + dice.below(18) as usize;
            text.push_str(&self.sentence(is_chinese, count, &mut dice));
            text.push_str(if is_chinese { "。" } else { ". " });
            if dice.below(5) == 0 {
                text.push('\n');
            }
            written += count;
        }
        Article { title, text, is_chinese }
    }

    /// Words of an article: 300 in the middle, few above 1,500.
    fn length(&self, dice: &mut Dice) -> usize {
        let normal: f64 = (0..12).map(|_| dice.share()).sum::<f64>() - 6.0;
        (300.0 * (normal * 0.55).exp()) as usize
    }

    fn sentence(&self, is_chinese: bool, words: usize, dice: &mut Dice) -> String {
        let mut out = String::new();
        for n in 0..words {
            if is_chinese {
                if n > 0 && dice.below(9) == 0 {
                    out.push('，');
                }
                match dice.below(60) {
                    0 => out.push_str(&self.english[self.english_zipf.draw(dice)]),
                    _ => out.push_str(&self.chinese[self.chinese_zipf.draw(dice)]),
                }
            } else {
                if n > 0 {
                    out.push(' ');
                }
                out.push_str(&self.english[self.english_zipf.draw(dice)]);
            }
        }
        out
    }

    /// Questions cut from the articles themselves, so that each finds something.
    pub(crate) fn questions(&self, article_count: u64, count: usize) -> Vec<Question> {
        let mut dice = Dice(99);
        let mut questions = Vec::new();
        while questions.len() < count {
            let kind = KINDS[questions.len() % KINDS.len()];
            let wants_chinese = !matches!(kind, "one word" | "two words");
            let article = self.article(dice.below(article_count));
            if article.is_chinese != wants_chinese {
                continue;
            }
            let terms = match kind {
                "one character" => vec![substring(&article.text, 1, &mut dice)],
                "two characters" => vec![substring(&article.text, 2, &mut dice)],
                "three and more" => {
                    let length = 3 + dice.below(3) as usize;
                    vec![substring(&article.text, length, &mut dice)]
                }
                "two Chinese terms" => {
                    vec![substring(&article.text, 2, &mut dice), substring(&article.text, 2, &mut dice)]
                }
                "one word" => vec![word(&article.text, &mut dice)],
                _ => vec![word(&article.text, &mut dice), word(&article.text, &mut dice)],
            };
            let terms: Vec<String> = terms.into_iter().flatten().collect();
            let expected = 1 + usize::from(kind.starts_with("two") && kind != "two characters");
            if terms.len() == expected {
                questions.push(Question { kind, written: terms.join(" "), terms });
            }
        }
        questions
    }
}

/// Whether a character is the Traditional form of another: it is then found by that one.
fn is_traditional(c: char) -> bool {
    longwire_search::folded(c.encode_utf8(&mut [0; 4])) != c.to_string()
}

fn english_word(rank: usize, dice: &mut Dice) -> String {
    const STARTS: [&str; 16] =
        ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "st", "tr", "w"];
    const MIDDLES: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ou", "ai"];
    const ENDS: [&str; 8] = ["", "n", "r", "s", "t", "l", "nd", "st"];
    let syllables = 1 + (rank > 60) as usize + (rank > 3_000) as usize + dice.below(2) as usize;
    let mut out = String::new();
    for _ in 0..syllables {
        out.push_str(STARTS[dice.below(16) as usize]);
        out.push_str(MIDDLES[dice.below(8) as usize]);
        out.push_str(ENDS[dice.below(8) as usize]);
    }
    out
}

/// So many Chinese characters in a row.
fn substring(text: &str, length: usize, dice: &mut Dice) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    for _ in 0..100 {
        let at = dice.below(chars.len() as u64) as usize;
        let part = chars.get(at..at + length)?;
        if part.iter().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)) {
            return Some(part.iter().collect());
        }
    }
    None
}

fn word(text: &str, dice: &mut Dice) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let word = words.get(dice.below(words.len() as u64) as usize)?;
    Some(word.trim_end_matches('.').to_owned()).filter(|word| !word.is_empty())
}

const INSERT_ARTICLE: &str = "
    INSERT INTO article (identity, source_id, first_archived_at, first_seq, last_seq, change_seq, imported)
    VALUES (?1, NULL, ?2, ?3, ?3, ?3, 0)";
const INSERT_REVISION: &str = "
    INSERT INTO revision (seq, article_id, number, archived_at, state_hash, url, title, authors, published_at, language,
        word_count, images, html, text)
    VALUES (?1, ?1, 1, ?2, x'00', ?3, ?4, '[]', ?5, ?6, 1, '[]', '', ?7)";

/// Puts articles into a data folder without archiving them one by one; gives the bytes of their texts.
pub(crate) fn fill(folder: &Path, paper: &Newspaper, count: u64) -> u64 {
    drop(longwire_store::open(folder).expect("a new store"));
    let mut database = Connection::open(folder.join("longwire.db")).expect("the database");
    database
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_size_limit = 0")
        .expect("a tuned database");
    let mut text_bytes = 0;
    let mut next = 0;
    let mut progress = Progress::new("made", count);
    while next < count {
        progress.at(next);
        let transaction = database.transaction().expect("a transaction");
        for n in next..count.min(next + 10_000) {
            let article = paper.article(n);
            text_bytes += (article.title.len() + article.text.len()) as u64;
            let (seq, at) = (n as i64 + 1, NOW_SECONDS - (count - n) as i64 * 60);
            let url = format!("https://paper{}.example/{n}", n % 40);
            let language = if article.is_chinese { "zh-Hans" } else { "en" };
            let moment = longwire_model::Timestamp::from_seconds(at);
            let mut insert = transaction.prepare_cached(INSERT_ARTICLE).expect("a statement");
            insert.execute(params![url, moment.micros(), seq]).expect("an article");
            let mut insert = transaction.prepare_cached(INSERT_REVISION).expect("a statement");
            insert
                .execute(params![
                    seq,
                    moment.micros(),
                    url,
                    article.title,
                    moment.to_string(),
                    language,
                    article.text
                ])
                .expect("a revision");
        }
        transaction.execute("UPDATE archive_state SET last_seq = ?1", [count as i64]).expect("the counter");
        transaction.commit().expect("a commit");
        next += 10_000;
    }
    text_bytes
}
