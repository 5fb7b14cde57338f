//! What can be wrong with a feed that we read all the same: the codes.
//!
//! A code is stable: it is stored, counted and shown in the catalogue.

use longwire_model::Defect;

/// The label of the encoding was wrong and overruled.
pub(crate) const CHARSET_LABEL_WRONG: &str = "charset.label-wrong";
/// Some bytes could not be decoded.
pub(crate) const CHARSET_DAMAGED: &str = "charset.damaged";
/// There was something before the feed: a warning of the server's, blank lines.
pub(crate) const XML_JUNK_BEFORE: &str = "xml.junk-before";
/// Tags did not match.
pub(crate) const XML_ILL_FORMED: &str = "xml.ill-formed";
/// The document ended before its end.
pub(crate) const XML_ENDED_EARLY: &str = "xml.ended-early";
/// Elements were nested deeper than is kept.
pub(crate) const DEPTH_CUT: &str = "feed.depth-cut";
/// The document was larger than is read.
pub(crate) const BYTES_CUT: &str = "feed.bytes-cut";
/// There were more entries than are read.
pub(crate) const ENTRIES_CUT: &str = "feed.entries-cut";
/// An entry was larger than is read.
pub(crate) const ENTRY_BYTES_CUT: &str = "entry.bytes-cut";
/// An entry gave no identity of its own.
pub(crate) const ENTRY_GUID_MISSING: &str = "entry.guid-missing";
/// Two entries gave the same identity.
pub(crate) const ENTRY_GUID_REPEATED: &str = "entry.guid-repeated";
/// A date could not be read.
pub(crate) const DATE_UNREADABLE: &str = "date.unreadable";
/// An enclosure's address could not be one.
pub(crate) const ENCLOSURE_URL_UNREADABLE: &str = "enclosure.url-unreadable";
/// The version of a JSON Feed is missing or unknown.
pub(crate) const JSON_VERSION_UNKNOWN: &str = "json.version-unknown";

/// A JSON Feed ended before its end; its whole items were kept.
pub(crate) const JSON_ENDED_EARLY: &str = "json.ended-early";
/// An outline's address could not be one.
pub(crate) const OPML_URL_UNREADABLE: &str = "opml.url-unreadable";
/// An outline asked to read another list; it was not.
pub(crate) const OPML_INCLUDE_IGNORED: &str = "opml.include-ignored";

/// How many defects are kept of one feed, and of how many bytes of detail each.
const DEFECTS_MAX: usize = 100;
const DETAIL_BYTES_MAX: usize = 200;

/// The defects of one feed, as they are found.
#[derive(Debug, Default)]
pub(crate) struct Defects(Vec<Defect>);

impl Defects {
    /// Notes a defect; past a hundred they are all the same.
    pub(crate) fn note(&mut self, code: &'static str, detail: &str) {
        if self.0.len() < DEFECTS_MAX {
            let detail = &detail[..detail.floor_char_boundary(DETAIL_BYTES_MAX)];
            self.0.push(Defect { code, detail: detail.to_owned() });
        }
    }

    /// Notes a defect that concerns the whole feed, if it was seen.
    pub(crate) fn note_if(&mut self, seen: bool, code: &'static str) {
        if seen {
            self.note(code, "");
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Defect> {
        self.0
    }
}
