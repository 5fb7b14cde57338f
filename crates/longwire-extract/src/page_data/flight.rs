//! The rows in which React's server components reach a page.
//!
//! `self.__next_f.push([1,"…"])` hands over a piece of one long text, whose rows are
//! `name:value` up to a line feed, or `name:Tlength,text` without one; names and
//! lengths are hexadecimal, lengths count bytes.
//!
//! Source: React's `ReactFlightClient` (rows of tag `T` and of JSON).

use serde_json::Value;

use super::json::Kept;
use super::values::Data;

/// What a script that hands over a piece calls.
const CALL: &str = "self.__next_f.push(";
/// The kind of piece that is text of rows.
const ROWS: u64 = 1;
/// Most rows that are read.
const ROWS_MAX: usize = 20_000;

/// The piece that a script hands over, if it is one of those.
pub(super) fn piece(script: &str) -> Option<String> {
    let call = script.trim_start().strip_prefix(CALL)?;
    let value = serde_json::Deserializer::from_str(call).into_iter::<Value>().next()?.ok()?;
    match value {
        Value::Array(mut items) if items.len() == 2 && items[0].as_u64() == Some(ROWS) => match items.pop() {
            Some(Value::String(text)) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Reads the rows of all pieces, joined.
pub(super) fn read(stream: &str, data: &mut Data) {
    let mut rest = stream;
    for _ in 0..ROWS_MAX {
        let Some((name, row)) = rest.split_once(':') else { return };
        let text = row.strip_prefix('T').and_then(|row| row.split_once(','));
        let length = text.and_then(|(length, _)| usize::from_str_radix(length, 16).ok());
        if let (Some((_, text)), Some(length)) = (text, length) {
            let end = text.floor_char_boundary(length.min(text.len()));
            data.texts.insert(name.to_owned(), text[..end].to_owned());
            rest = &text[end..];
            continue;
        }
        let (row, after) = row.split_once('\n').unwrap_or((row, ""));
        if row.starts_with(['{', '[']) {
            data.values.extend(Kept::parse(row));
        }
        rest = after;
    }
}
