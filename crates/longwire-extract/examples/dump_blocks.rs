//! Writes what the body model sees of many pages, for the script that trains it.
//!
//! `dump_blocks LIST OUT`: LIST holds lines `path<TAB>url<TAB>id`, and in a fourth field, if the page is to be a
//! variant, a `1` for each block that is left out and a `0` for each that stays. OUT.f32 gets one row of
//! little-endian floats per block, OUT.jsonl one line per page with its blocks' texts and names.

use std::io::{BufWriter, Write};

use longwire_extract::content::{Evidence, survey};
use longwire_extract::metadata::{self, Facts};
use longwire_extract::{Hint, Limits, SiteRules, decode, dom};
use longwire_model::{Capture, Url};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let (hint, rules, limits) = (Hint::default(), SiteRules::default(), Limits::default());
    let list = std::fs::read_to_string(&args[1])?;
    let mut rows = BufWriter::new(std::fs::File::create(format!("{}.f32", args[2]))?);
    let mut pages = BufWriter::new(std::fs::File::create(format!("{}.jsonl", args[2]))?);
    for line in list.lines() {
        let mut fields = line.split('\t');
        let (path, url) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        let id = fields.next().unwrap_or(path);
        let url = Url::parse(url).or_else(|_| Url::parse(&format!("http://{url}/")));
        let url = url.or_else(|_| Url::parse("http://page.invalid/"))?;
        let capture = Capture::of_bytes(url.clone(), std::fs::read(path)?);
        let decoded = decode::capture(&capture, limits.page_bytes_max);
        let document = dom::page(&decoded.text, &limits.parse);
        let facts = Facts { url: &url, captured_at: None, hint: &hint, rules: &rules, http_language: None };
        let metadata = metadata::read(&document, &facts);
        let evidence = Evidence::of(&metadata, None);
        let left_out: Vec<bool> = fields.next().unwrap_or("").bytes().map(|flag| flag == b'1').collect();
        let survey = survey::survey(&document, &evidence, &left_out);
        let blocks: Vec<_> = survey
            .iter()
            .map(|row| serde_json::json!({
                    "t": row.text, "n": row.names, "f": row.frame, "p": row.path, "a": row.around, "h": row.heading,
                }))
            .collect();
        writeln!(pages, "{}", serde_json::json!({"id": id, "blocks": blocks}))?;
        for row in &survey {
            for value in &row.features {
                rows.write_all(&value.to_le_bytes())?;
            }
        }
    }
    Ok(())
}
