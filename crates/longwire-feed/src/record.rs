//! The record: one article as a text file that a person can read and keep.
//!
//! ```text
//! <!--1694528102000-->
//! [title](https://example.org/a)
//! ------
//!
//! <p>HTML to the end of the file</p>
//! ```
//!
//! Line 1 is the moment it was archived, in milliseconds since 1970 UTC. Lines
//! end in LF; the file is UTF-8. What [`read`] accepts, [`write`] gives back byte
//! for byte, so an archive of records survives any number of imports and exports.
//!
//! Deliberately absent: what the HTML holds, file names, folders.

use longwire_model::{Timestamp, Url};
use longwire_text::link;

const SEPARATOR: &str = "------";

/// Longest title line read, in bytes.
pub const TITLE_LINE_BYTES_MAX: usize = 64 * 1024;

/// One article as a record keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it was archived; whole milliseconds are kept.
    pub archived_at: Timestamp,
    /// The title line's text, verbatim: where it came from a feed service, title and column.
    pub title: String,
    /// The address exactly as it stands in the file.
    pub url_written: String,
    /// The same as an address.
    pub url: Url,
    /// Everything behind the header, verbatim.
    pub html: String,
}

/// Why a file is no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct NotARecord {
    /// The line at fault, from 1.
    pub line: usize,
    /// What is wrong with it and what was expected.
    pub reason: Reason,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Bytes that are not UTF-8.
    #[error("the text is not UTF-8")]
    Encoding,
    /// The first line is no moment.
    #[error("expected <!--milliseconds-->")]
    Moment,
    /// The second line is no title with an address.
    #[error("expected [title](address) with an absolute http or https address")]
    Title,
    /// The third line is no separator.
    #[error("expected ------")]
    Separator,
    /// The fourth line is not empty.
    #[error("expected an empty line before the HTML")]
    Blank,
}

/// Reads a record.
///
/// A title may hold `]` and `](`, an address `)`: of all places where the title
/// line can be parted, the last one that leaves an address counts.
///
/// # Errors
///
/// [`NotARecord`] with the line at fault. The caller knows the file's name.
pub fn read(bytes: &[u8]) -> Result<Record, NotARecord> {
    let at = |line, reason| NotARecord { line, reason };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        at(1 + before.iter().filter(|b| **b == b'\n').count(), Reason::Encoding)
    })?;
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let archived_at = moment(first).ok_or(at(1, Reason::Moment))?;
    let (second, rest) = rest.split_once('\n').ok_or(at(2, Reason::Title))?;
    let (title, url_written, url) = title(second).ok_or(at(2, Reason::Title))?;
    let (third, rest) = rest.split_once('\n').ok_or(at(3, Reason::Separator))?;
    if third != SEPARATOR {
        return Err(at(3, Reason::Separator));
    }
    let html = rest.strip_prefix('\n').ok_or(at(4, Reason::Blank))?;
    Ok(Record { archived_at, title, url_written, url, html: html.to_owned() })
}

/// Writes a record. Line breaks in a title, which no record that was read has,
/// become spaces.
pub fn write(record: &Record) -> String {
    let title = record.title.replace(['\n', '\r'], " ");
    let header =
        format!("<!--{}-->\n[{title}]({})\n{SEPARATOR}\n\n", record.archived_at.millis(), record.url_written);
    header + &record.html
}

fn moment(line: &str) -> Option<Timestamp> {
    let digits = line.strip_prefix("<!--")?.strip_suffix("-->")?;
    let archived_at = Timestamp::from_millis(digits.parse().ok()?);
    // `+5`, `007` and moments beyond what is kept would be written differently.
    (archived_at.millis().to_string() == digits).then_some(archived_at)
}

fn title(line: &str) -> Option<(String, String, Url)> {
    const PARTINGS_MAX: usize = 100;
    if line.len() > TITLE_LINE_BYTES_MAX {
        return None;
    }
    let inside = line.strip_prefix('[')?.strip_suffix(')')?;
    inside.rmatch_indices("](").take(PARTINGS_MAX).find_map(|(at, parting)| {
        let (title, address) = (&inside[..at], &inside[at + parting.len()..]);
        if address.contains(char::is_whitespace) || title.contains('\r') {
            return None;
        }
        Some((title.to_owned(), address.to_owned(), link::parse(address)?))
    })
}

#[cfg(test)]
mod tests;
