//! Names of months, in the languages feeds are dated in.

/// The first letters that tell a month apart, lower case, per language. A name
/// is matched by its longest listed beginning.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    // en de nl, fr, es it pt, sv, pl, cs, hu, tr, ru uk, el, id
    &["jan", "jän", "janv", "ene", "gen", "sty", "led", "oca", "янв", "січ", "ιαν"],
    &["feb", "fév", "fev", "feb", "fév", "lut", "úno", "uno", "şub", "фев", "лют", "φεβ"],
    &["mar", "mär", "mrt", "mae", "maa", "bře", "már", "мар", "бер", "μάρ", "μαρ", "mrz"],
    &["apr", "avr", "abr", "kwi", "dub", "ápr", "nis", "апр", "кві", "απρ"],
    &["may", "mai", "mei", "maj", "mag", "kvě", "máj", "мая", "май", "тра", "μάι", "μαϊ", "μαι"],
    &["jun", "juin", "giu", "cze", "čer", "jún", "haz", "июн", "чер", "ιούν", "ιουν", "júni"],
    &["jul", "juil", "lug", "lip", "červenec", "júl", "tem", "июл", "лип", "ιούλ", "ιουλ", "júli"],
    &["aug", "aoû", "aou", "ago", "sie", "srp", "ağu", "авг", "сер", "αύγ", "αυγ", "agu"],
    &["sep", "set", "wrz", "zář", "sze", "eyl", "сен", "вер", "σεπ"],
    &["oct", "okt", "out", "ott", "paź", "říj", "eki", "окт", "жов", "οκτ"],
    &["nov", "lis", "kas", "ноя", "лис", "νοέ", "νοε"],
    &["dec", "déc", "dez", "dic", "gru", "pro", "ara", "дек", "гру", "δεκ", "des"],
];

/// The number of the month that `name` names, 1 to 12.
///
/// Names are known by how they begin, so that endings, abbreviations and
/// misspellings (`Sept`, `januari`, `Decemeber`) are read too.
pub(super) fn number(name: &str) -> Option<i8> {
    if let Some(month) = english(name.as_bytes()) {
        return Some(month);
    }
    let name = name.to_lowercase();
    let mut best: Option<(usize, i8)> = None;
    for (month, beginnings) in (1..).zip(MONTHS) {
        for beginning in beginnings {
            if name.starts_with(beginning) && best.is_none_or(|(length, _)| beginning.len() > length) {
                best = Some((beginning.len(), month));
            }
        }
    }
    best.map(|(_, month)| month)
}

/// The quick way for nearly every date there is.
fn english(name: &[u8]) -> Option<i8> {
    let three: [u8; 3] = name.get(..3)?.try_into().ok()?;
    Some(match &three.map(|b| b.to_ascii_lowercase()) {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}
