//! Mends JSON as templates break it.

use super::Structured;
use crate::metadata::text;

/// The JSON inside of comment and CDATA marks.
pub(super) fn unwrap(script: &str) -> &str {
    let mut text = script.trim();
    loop {
        let before = text.len();
        for mark in [
            "<!--",
            "//<![CDATA[",
            "// <![CDATA[",
            "/*<![CDATA[*/",
            "/* <![CDATA[ */",
            "<![CDATA[",
            "\u{feff}",
        ] {
            text = text.strip_prefix(mark).unwrap_or(text).trim_start();
        }
        for mark in ["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "//", ";"] {
            text = text.strip_suffix(mark).unwrap_or(text).trim_end();
        }
        if text.len() == before {
            return text;
        }
    }
}

/// A copy in which bare control characters in strings are escaped, trailing
/// commas gone, lone surrogates and unknown escapes replaced, and markup
/// entities decoded where they stand in the place of quotes.
pub(super) fn mend(text: &str) -> String {
    let decoded;
    let text = if !text.contains('"') && text.contains("&quot;") {
        decoded = text::unescape(text);
        &decoded
    } else {
        text
    };
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.char_indices().peekable();
    let mut in_string = false;
    while let Some((at, c)) = chars.next() {
        match (in_string, c) {
            (false, '"') | (true, '"') => {
                in_string = !in_string;
                out.push(c);
            }
            (true, '\\') => {
                let rest = &text[at + 1..];
                let taken = escape(rest, &mut out);
                for _ in 0..taken {
                    chars.next();
                }
            }
            (true, '\n') => out.push_str("\\n"),
            (true, '\t') => out.push_str("\\t"),
            (true, c) if c.is_control() => out.push(' '),
            (false, ',') => {
                // Blanks and line ends may stand between a comma and the bracket it should not precede.
                let next = text[at + 1..].trim_start().chars().next();
                if !matches!(next, Some('}' | ']' | ',') | None) {
                    out.push(',');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// Writes the escape that `rest` holds after its backslash, mended; says how many characters it took.
fn escape(rest: &str, out: &mut String) -> usize {
    let Some(kind) = rest.chars().next() else {
        return 0;
    };
    match kind {
        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
            out.push('\\');
            out.push(kind);
            1
        }
        'u' => {
            let unit = |text: &str| u32::from_str_radix(text.get(..4)?, 16).ok();
            let Some(first) = unit(&rest[1..]) else {
                out.push('\u{fffd}');
                return 1;
            };
            let is_low = |unit: u32| (0xdc00..0xe000).contains(&unit);
            if (0xd800..0xdc00).contains(&first) {
                let second = rest[5..].strip_prefix("\\u").and_then(unit);
                if second.is_some_and(is_low) {
                    out.push('\\');
                    out.push_str(&rest[..11]);
                    return 11;
                }
            }
            if (0xd800..0xe000).contains(&first) {
                out.push('\u{fffd}');
            } else {
                out.push('\\');
                out.push_str(&rest[..5]);
            }
            5
        }
        // `\'` and its kin: the backslash is one too many.
        other if other.is_control() => 0,
        other => {
            out.push(other);
            1
        }
    }
}

/// What plain search finds in JSON that can not be mended: its first headline and dates.
pub(super) fn salvage(scripts: &[String], out: &mut Structured) {
    for script in scripts {
        let value = |key: &str| {
            let after = &script[script.find(&format!("\"{key}\""))? + key.len() + 2..];
            let after = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            let value = text::plain(&after[..after.find('"')?]);
            (!value.is_empty() && value.len() < 400 && !value.contains('\\')).then_some(value)
        };
        out.published = out.published.take().or_else(|| value("datePublished"));
        out.published_of_article = true;
        out.modified = out.modified.take().or_else(|| value("dateModified"));
        out.headline = out.headline.take().or_else(|| value("headline"));
    }
}
