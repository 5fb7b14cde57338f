//! The JSON in a page's scripts.

use std::collections::HashMap;

use html5ever::local_name;

use super::flight;
use super::json::{Json, Kept};
use crate::dom::{Document, NodeId};

/// Most bytes of scripts that are read.
const SCRIPTS_BYTES_MAX: usize = 4 << 20;
/// Shortest script that can hold an article, in bytes.
const SCRIPT_BYTES_MIN: usize = 300;
/// Most places of one script at which a value may begin.
const STARTS_MAX: usize = 12;

/// What a page's scripts are given.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) values: Vec<Json>,
    /// Texts that values refer to: `"$24"` stands for the one named `24`.
    pub(super) texts: HashMap<String, String>,
}

/// Reads the scripts of a page. What is no JSON is passed over.
pub(super) fn of(document: &Document) -> Data {
    let (mut data, mut stream, mut bytes) = (Data::default(), String::new(), 0);
    for id in document.descendants(NodeId::ROOT) {
        if !document.is(id, &local_name!("script")) || document.attr(id, "src").is_some() {
            continue;
        }
        let script: String = document.children(id).filter_map(|child| document.text(child)).collect();
        bytes += script.len();
        if bytes > SCRIPTS_BYTES_MAX {
            break;
        }
        if let Some(piece) = flight::piece(&script) {
            stream.push_str(&piece);
        } else if script.len() >= SCRIPT_BYTES_MIN {
            read(&script, &mut data.values);
        }
    }
    flight::read(&stream, &mut data);
    data
}

/// The values of one script: all of it, or what is assigned or handed over in it.
fn read(script: &str, values: &mut Vec<Json>) {
    let mut from = 0;
    for _ in 0..STARTS_MAX {
        let Some(start) = next_start(script, from) else { return };
        let mut stream = serde_json::Deserializer::from_str(&script[start..]).into_iter::<Kept>();
        from = match stream.next() {
            Some(Ok(Kept(value))) => {
                let end = start + stream.byte_offset();
                values.extend(value.and_then(unwrap));
                end
            }
            _ => start + 1,
        };
    }
}

/// Where the next object, list or string may begin that is not a part of something else.
fn next_start(script: &str, from: usize) -> Option<usize> {
    let bytes = script.as_bytes();
    let before = |at: usize| bytes[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace()).copied();
    let may_begin = |at: usize| matches!(before(at), None | Some(b'=' | b'(' | b',' | b'>'));
    memchr::memchr3_iter(b'{', b'[', b'"', &bytes[from..])
        .map(|at| from + at)
        .filter(|&at| bytes[at] != b'"' || before(at) == Some(b'('))
        .find(|&at| may_begin(at))
}

/// What a value holds. A string that is JSON once more, as in `JSON.parse("…")`, is read; another is nothing.
fn unwrap(value: Json) -> Option<Json> {
    match value {
        Json::Text(text) if text.starts_with(['{', '[']) => Kept::parse(&text),
        Json::Text(_) => None,
        held => Some(held),
    }
}
