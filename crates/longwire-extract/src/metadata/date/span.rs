//! Days that are the ends of a span: "9-23 Feb 2017", "30. März 2020, 13:15 - 19:00 Uhr".
//!
//! A span is when something takes place: an exhibition, a seminar, the week that a
//! report is about. No article appears over a span, so neither end is its date.

use longwire_text::date::written::Found;

/// Dashes that people put between the ends of a span.
const DASHES: &[char] = &['-', '–', '—', '−', '－', '~', '〜', '～', '‐', '‑'];
/// Words that do the same, each with a blank on either side.
const WORDS: &[&str] = &["bis", "to", "until", "till", "au", "al", "tot", "do", "до", "até", "hasta"];
/// Signs that do it in Chinese, Japanese and Korean.
const SIGNS: &[&str] = &["至", "到", "から", "부터"];
/// Marks of the hour that can follow a time: "13:15 Uhr - 19:00".
const HOURS: &[&str] = &["Uhr", "uhr", "h", "時", "点", "시"];

/// True where a date found in a text is one end of a span of days or hours.
pub(super) fn holds(text: &str, found: &Found) -> bool {
    ends(&text[..found.range.start]) || begins(&text[found.range.end..], found.time.is_some())
}

/// True where the text before a date says that a span ends with it: "9-", "vom 9. bis".
fn ends(before: &str) -> bool {
    let Some(rest) = strip_joint_behind(before.trim_end()) else { return false };
    let number = rest.trim_end_matches(['.', '日', '일']);
    let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
    // Before a dash stands a day, or the year of a whole date; a clock's hour or a page is neither.
    let opens = number[..number.len() - digits].chars().next_back();
    let is_day =
        (1..=2).contains(&digits) && opens.is_none_or(|c| c.is_whitespace() || c == '(' || c == '月');
    let is_date = digits == 4 && opens.is_some_and(|c| matches!(c, '.' | '/' | ' '));
    is_day
        || is_date
        || (digits == 0 && number.len() < rest.len() && !number.is_empty() && rest.ends_with(['日', '일']))
}

/// True where the text behind a date says that a span begins with it: another date of the same
/// look, or, where a time was read, another time.
fn begins(after: &str, has_time: bool) -> bool {
    let after = after.trim_start();
    let after = HOURS.iter().find_map(|hour| after.strip_prefix(hour)).unwrap_or(after).trim_start();
    let Some(rest) = strip_joint(after) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &rest[digits..];
    let is_time = (1..=2).contains(&digits)
        && (behind.starts_with([':', '：', '時', '点', '시'])
            || HOURS.iter().any(|hour| behind.trim_start().starts_with(hour)));
    let is_day = match digits {
        1 | 2 => is_rest_of_date(behind),
        4 => behind.starts_with(['年', '년', '.', '/', '-']),
        _ => false,
    };
    (has_time && is_time) || is_day
}

/// True for what follows the first number of a date: ". September", ".09.2023", "月30日". Not for
/// the minutes of an hour: ".30am".
fn is_rest_of_date(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(['.', '/']) else { return behind.starts_with(['月', '월']) };
    let number = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.starts_with(' ') || (number > 0 && rest[number..].starts_with(['.', '/', '-']))
}

/// The text after a dash or a word between two ends.
fn strip_joint(text: &str) -> Option<&str> {
    let dashed = || text.strip_prefix(DASHES);
    let signed = || SIGNS.iter().find_map(|sign| text.strip_prefix(sign));
    let said = || WORDS.iter().find_map(|word| text.strip_prefix(word)?.strip_prefix(' '));
    Some(dashed().or_else(signed).or_else(said)?.trim_start())
}

/// The text before a dash or a word between two ends.
fn strip_joint_behind(text: &str) -> Option<&str> {
    let dashed = || text.strip_suffix(DASHES);
    let signed = || SIGNS.iter().find_map(|sign| text.strip_suffix(sign));
    let said = || WORDS.iter().find_map(|word| text.strip_suffix(word)?.strip_suffix(' '));
    Some(dashed().or_else(signed).or_else(said)?.trim_end())
}

#[cfg(test)]
mod tests;
