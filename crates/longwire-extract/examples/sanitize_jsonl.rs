//! Sanitizes the `html` of every line of JSON Lines.
//!
//! Reads lines `{"id": …, "html": …}` from standard input and writes the same
//! lines with the HTML that would be published, for checkers that drive a browser.
//!
//! ```text
//! cargo run -p longwire-extract --example sanitize_jsonl < vectors.jsonl > sanitized.jsonl
//! ```

use std::io::{self, BufRead, Write};

use longwire_extract::dom::ParseLimits;
use longwire_extract::sanitize;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Value = serde_json::from_str(&line)?;
        let html = row["html"].as_str().unwrap_or_default();
        let clean = sanitize::fragment(html, None, &ParseLimits::default());
        writeln!(out, "{}", json!({ "id": row["id"], "html": clean.as_str() }))?;
    }
    out.flush()
}
