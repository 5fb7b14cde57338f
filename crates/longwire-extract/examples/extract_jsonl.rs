//! Extracts many pages and prints one line of JSON for each, in the order of the list.
//!
//! `extract_jsonl LIST [THREADS]`: LIST holds lines `path<TAB>url<TAB>id`; a path that ends in `.gz` is
//! read through `gzip -dc`. Prints pages and megabytes per second to standard error.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use longwire_extract::{Hint, Limits, SiteRules, article};
use longwire_model::{Capture, Url};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let list = std::fs::read_to_string(&args[1])?;
    let threads = args.get(2).map_or(Ok(1), |n| n.parse())?;
    let pages: Vec<&str> = list.lines().collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new((vec![Value::Null; pages.len()], Duration::ZERO, 0));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(line) = pages.get(n) else { return };
                    let (value, took, bytes) =
                        one(line).unwrap_or_else(|problem| panic!("{line}: {problem}"));
                    let mut done = done.lock().expect("no thread panicked");
                    done.0[n] = value;
                    done.1 += took;
                    done.2 += bytes;
                }
            });
        }
    });
    let (values, took, bytes) = done.into_inner()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for value in &values {
        writeln!(out, "{value}")?;
    }
    eprintln!(
        "{} pages, {:.1} MB, {:.2} s in extraction: {:.0} pages/s, {:.1} MB/s a thread",
        values.len(),
        bytes as f64 / 1e6,
        took.as_secs_f64(),
        values.len() as f64 / took.as_secs_f64(),
        bytes as f64 / 1e6 / took.as_secs_f64()
    );
    Ok(())
}

fn one(line: &str) -> Result<(Value, Duration, usize), Box<dyn std::error::Error>> {
    let mut fields = line.split('\t');
    let (path, url) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
    let id = fields.next().unwrap_or(path);
    let body = if path.ends_with(".gz") {
        std::process::Command::new("gzip").args(["-dc", path]).output()?.stdout
    } else {
        std::fs::read(path)?
    };
    let url = Url::parse(url).or_else(|_| Url::parse(&format!("http://{url}/")));
    let url = url.or_else(|_| Url::parse("http://page.invalid/"))?;
    let bytes = body.len();
    let capture = Capture::of_bytes(url, body);
    let start = Instant::now();
    let got = article(&capture, &Hint::default(), &SiteRules::default(), &Limits::default());
    let took = start.elapsed();
    let names: Vec<_> = got.article.authors.iter().map(|author| &author.name).collect();
    let date = got.article.published_at.map(|moment| moment.to_string());
    let value = json!({
        "id": id,
        "text": got.article.text,
        "title": got.article.title,
        "author": names,
        "date": date,
        "html": got.article.html.as_str(),
        "outcome": format!("{:?}", got.outcome),
        "next_page": got.next_page.as_ref().map(Url::as_str),
    });
    Ok((value, took, bytes))
}
