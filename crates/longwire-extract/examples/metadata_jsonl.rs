//! Prints the metadata of pages as JSON lines, to score them from outside.
//!
//! Reads lines of `id TAB file TAB url` from standard input; a file is the page's bytes in any charset.
//! With `--signals` every line also says which signal won.

use std::io::{BufRead, Write};

use longwire_extract::metadata::{self, Facts};
use longwire_extract::{Hint, SiteRules, decode, dom};
use longwire_model::Url;

fn main() -> std::io::Result<()> {
    let with_signals = std::env::args().any(|arg| arg == "--signals");
    let (hint, rules) = (Hint::default(), SiteRules::default());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut parse_time, mut read_time) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut columns = line.split('\t');
        let (Some(id), Some(file), Some(url)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let bytes = std::fs::read(file)?;
        let html = decode::page(&bytes, None, usize::MAX).text;
        let Ok(url) = Url::parse(url).or_else(|_| Url::parse("http://unknown.invalid/")) else { continue };
        let start = std::time::Instant::now();
        let document = dom::page(&html, &dom::ParseLimits::default());
        parse_time += start.elapsed();
        let facts = Facts { url: &url, captured_at: None, hint: &hint, rules: &rules, http_language: None };
        let start = std::time::Instant::now();
        let found = metadata::read(&document, &facts);
        read_time += start.elapsed();
        let mut row = serde_json::json!({
            "id": id,
            "title": found.title,
            "author": found.authors.iter().map(|author| &author.name).collect::<Vec<_>>(),
            "date": found.published_at.map(|moment| moment.date().to_string()),
            "page_type": format!("{:?}", found.page_type),
            "lead_image": found.lead_image.map(|image| image.url.to_string()),
            "section": found.section,
            "site_name": found.site_name,
            "standfirst": found.standfirst,
        });
        if with_signals {
            let signals: Vec<_> =
                found.signals.iter().map(|s| format!("{} < {}: {}", s.field, s.from, s.value)).collect();
            row["signals"] = signals.into();
        }
        writeln!(out, "{row}")?;
    }
    eprintln!("parse {parse_time:?}, metadata {read_time:?}");
    out.flush()
}
