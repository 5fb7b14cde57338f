//! The language of a text by the small words that every sentence of it needs.
//!
//! A tenth of the work of counting letters in threes, and as sure where it
//! answers: for the large languages of the press in Latin letters. A language
//! that shares many words with one of them (Catalan with Spanish) is listed too,
//! so that neither wins on what both have.

/// Each language's words, lower case.
const WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to in a is that for it was on are as with his they at be this from i have or by not but what \
         were we when your can said there an which their if will would about has her more who had its he she you been",
    ),
    (
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat \
         dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis",
    ),
    (
        "fr",
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son la aux \
         ou cette mais comme on nous leur elle ses été ont sa ces deux être fait même tout était d l",
    ),
    (
        "es",
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin \
         sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está",
    ),
    (
        "pt",
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua \
         ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos",
    ),
    (
        "it",
        "di e il la che in un a per è una non sono del della le con si i da dei al come più alla anche nel lo ma ha gli \
         delle questo dal o nella se ci suo stato cui essere degli dalla sua loro tra quando l dell",
    ),
    (
        "nl",
        "de het een en van in is dat op te zijn voor met die niet aan er om ook als dan maar bij of uit nog naar heeft \
         ze was door over wat hij worden wordt we kan meer zou had tot werd zo veel hebben deze dit",
    ),
    (
        "pl",
        "w i na z do się nie że to o jest a jak po przez od za dla przy ale są co czy tym oraz już tego może tylko być \
         jego ich był było które który która pod bez także jednak",
    ),
    (
        "ca",
        "de la que el en i a els les un per una amb no del es més al com dels va ha ser també són aquest seva seu han \
         però és o aquesta entre quan fins des molt si sobre pel l d",
    ),
];

/// Words without which nothing is said.
const WORDS_MIN: u32 = 30;

/// Looks the words up: the hash of a word and a bit for each language that has it.
static TABLE: [(u32, u16); SLOTS] = build();

const SLOTS: usize = 1024;

const fn build() -> [(u32, u16); SLOTS] {
    let mut table = [(0, 0); SLOTS];
    let mut n = 0;
    while n < WORDS.len() {
        let bytes = WORDS[n].1.as_bytes();
        let (mut at, mut hash) = (0, START);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                let mut slot = hash as usize % SLOTS;
                while table[slot].1 != 0 && table[slot].0 != hash {
                    slot = (slot + 1) % SLOTS;
                }
                table[slot] = (hash, table[slot].1 | 1 << n);
                hash = START;
            } else {
                hash = step(hash, bytes[at]);
            }
            at += 1;
        }
        n += 1;
    }
    table
}

const START: u32 = 0x811c_9dc5;

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The languages that have a word, a bit each.
fn languages_of(hash: u32) -> u16 {
    let mut slot = hash as usize % SLOTS;
    while TABLE[slot].1 != 0 {
        if TABLE[slot].0 == hash {
            return TABLE[slot].1;
        }
        slot = (slot + 1) % SLOTS;
    }
    0
}

/// The language of a text, where its small words leave no doubt: a fifth of all
/// words are that language's, and half as many at most any other's.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let mut hits = [0_u32; WORDS.len()];
    let mut all = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        let hash = word.bytes().fold(START, |hash, byte| step(hash, byte.to_ascii_lowercase()));
        let languages = languages_of(hash);
        for (n, hits) in hits.iter_mut().enumerate() {
            *hits += u32::from(languages >> n & 1);
        }
    }
    let (best, &most) = hits.iter().enumerate().max_by_key(|(_, hits)| **hits)?;
    let second = hits.iter().enumerate().filter(|(n, _)| *n != best).map(|(_, hits)| *hits).max()?;
    (all >= WORDS_MIN && most * 5 >= all && most >= second * 2).then_some(WORDS[best].0)
}

#[cfg(test)]
mod tests;
