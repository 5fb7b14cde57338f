//! Why an extraction came out as it did.

/// The record of one extraction's decisions.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The charset the bytes were read in.
    pub encoding: String,
    /// Which evidence decided that charset: `bom`, `http`, `meta`, `detected`, `default`.
    pub encoding_from: &'static str,
    /// Which signal won for each field.
    pub signals: Vec<Signal>,
    /// Which candidate won the body, and its rivals' marks, best first.
    pub candidates: Vec<(String, f32)>,
    /// Every block looked at, in page order. Filled only when asked for.
    pub blocks: Vec<BlockNote>,
}

/// One field and where its value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The field, by its name in the JSON output: `title`, `published_at`, ….
    pub field: &'static str,
    /// The place that won: `json-ld`, `meta og:title`, `h1`, `url`, `text`, `feed`, `rule`, ….
    pub from: String,
    /// The value as written there.
    pub value: String,
}

/// One block of the page and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockNote {
    /// Tag path with classes, outermost first: `main > div.body > p`.
    pub path: String,
    /// Its first characters.
    pub text: String,
    /// True where it stayed.
    pub kept: bool,
    /// The mark it got.
    pub score: f32,
    /// Why it stayed or went, in plain words.
    pub why: String,
}
