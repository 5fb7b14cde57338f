//! Zones as feeds write them: offsets, letters and abbreviations.

const HOUR: i32 = 3600;

/// Abbreviations that mean one offset nearly everywhere they are used in feeds,
/// in hours east of UTC. Where one is used by several countries the most
/// populous publisher wins, but for `CST`, `EST`, `MST`, `PST`, which RFC 822
/// gives to North America, and `IST`, which is India's.
#[rustfmt::skip]
const NAMED: &[(&str, f32)] = &[
    ("GMT", 0.0), ("UTC", 0.0), ("UT", 0.0), ("Z", 0.0), ("WET", 0.0), ("UCT", 0.0),
    ("EST", -5.0), ("EDT", -4.0), ("CST", -6.0), ("CDT", -5.0), ("MST", -7.0), ("MDT", -6.0),
    ("PST", -8.0), ("PDT", -7.0), ("AKST", -9.0), ("AKDT", -8.0), ("HST", -10.0), ("HDT", -9.0),
    ("ET", -5.0), ("CT", -6.0), ("MT", -7.0), ("PT", -8.0), ("AST", -4.0), ("ADT", -3.0),
    ("NST", -3.5), ("NDT", -2.5), ("BRT", -3.0), ("BRST", -2.0), ("ART", -3.0), ("CLT", -4.0),
    ("WEST", 1.0), ("BST", 1.0), ("CET", 1.0), ("MET", 1.0), ("MEZ", 1.0), ("MESZ", 2.0),
    ("CEST", 2.0), ("MEST", 2.0), ("EET", 2.0), ("EEST", 3.0), ("SAST", 2.0), ("CAT", 2.0),
    ("MSK", 3.0), ("MSD", 4.0), ("TRT", 3.0), ("EAT", 3.0), ("IDT", 3.0), ("GST", 4.0),
    ("IRST", 3.5), ("PKT", 5.0), ("IST", 5.5), ("NPT", 5.75), ("BDT", 6.0), ("ICT", 7.0),
    ("WIB", 7.0), ("WITA", 8.0), ("HKT", 8.0), ("SGT", 8.0), ("MYT", 8.0), ("PHT", 8.0),
    ("AWST", 8.0), ("CCT", 8.0), ("KST", 9.0), ("JST", 9.0), ("WIT", 9.0), ("ACST", 9.5),
    ("ACDT", 10.5), ("AEST", 10.0), ("AEDT", 11.0), ("NZST", 12.0), ("NZDT", 13.0),
];

/// Seconds east of UTC of what follows the time of day; `None` where it names no zone.
///
/// `GMT+8` and `UTC-05:30` count from UTC as people mean it (not as POSIX does).
/// Where an offset and a name stand side by side, `+0200 (CEST)`, the first wins.
pub(super) fn offset_seconds(written: &str) -> Option<i32> {
    let written = written.trim_start_matches([' ', '(', ',', '\u{a0}']);
    let letters = written.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(written.len());
    let (name, rest) = written.split_at(letters);
    if name.is_empty() {
        return numeric(rest);
    }
    let base = named(name)?;
    let signed = if base == 0 { numeric(rest.trim_start()) } else { None };
    Some(base + signed.unwrap_or(0))
}

fn named(name: &str) -> Option<i32> {
    if let Some((_, hours)) = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some((hours * HOUR as f32) as i32);
    }
    // RFC 822 gave the military letters the wrong signs, and RFC 2822 §4.3 says
    // to read them as "unknown", which for feeds has always meant UTC.
    (name.len() == 1).then_some(0)
}

/// `+08:00`, `-0530`, `+8`, `+080000`, with any of the dashes in use.
fn numeric(written: &str) -> Option<i32> {
    let mut chars = written.chars();
    let sign = match chars.next()? {
        '+' => 1,
        '-' | '−' | '–' => -1,
        _ => return None,
    };
    let rest = chars.as_str().trim_start();
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let length = digits(rest);
    let number = |text: &str| text.parse::<i32>().ok();
    let (hours, minutes) = match length {
        1 | 2 => {
            let minutes = rest[length..].strip_prefix(':').map(|m| &m[..digits(m).min(2)]);
            (number(&rest[..length])?, minutes.and_then(number).unwrap_or(0))
        }
        3 => (number(&rest[..1])?, number(&rest[1..3])?),
        4 | 6 => (number(&rest[..2])?, number(&rest[2..4])?),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some(sign * (hours * HOUR + minutes * 60))
}
