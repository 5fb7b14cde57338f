//! `longwire extract`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use longwire_extract::{Extraction, Hint, Limits, Outcome, RuleBook};
use longwire_fetch::{Accept, Fetched, Fetcher, ForgetfulMemory, Request};
use longwire_model::{Capture, Moment, Timestamp, Url};
use longwire_pipeline::export::{self, markdown, shape};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{EXIT_NO, Global, add, input, wait};
use crate::{clock, rules, wire};

/// Extract the article from pages and print it; nothing is stored
///
/// One answer for each page, in the order given, whatever becomes of it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire extract https://example.org/news/1
  longwire extract page.html --base https://example.org/news/1 -o json
  zcat page.html.gz | longwire extract - --explain
  longwire extract page.html --base https://example.org/news/1 --rules rules --explain
  longwire extract -o jsonl --files-from pages.tsv --threads 8 > articles.jsonl

The JSON fields are described in docs/article-json.md. Instants are RFC 3339 with the publisher's
own offset; a date without a time stays YYYY-MM-DD.

Exit status: 0 every page held an article, 1 one did not or could not be read, 2 wrong usage.")]
pub(crate) struct Extract {
    /// Saved pages (.gz read as such), addresses to fetch, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "PATH|URL|-")]
    from: Vec<String>,
    /// Output format
    #[arg(short, long, value_enum, default_value = "html")]
    output: Output,
    /// Address a saved page came from; relative links are resolved against it
    #[arg(long, value_name = "URL")]
    base: Option<Url>,
    /// Read pages named in a file, one PATH<TAB>URL a line (- for standard input)
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    files_from: Option<PathBuf>,
    /// Pages read at a time [default: the number of processors]
    #[arg(long, value_name = "COUNT")]
    threads: Option<usize>,
    /// When a saved page was fetched, RFC 3339 or YYYY-MM-DD; without it, dates such as "3 hours ago" are left out
    #[arg(long, value_name = "TIME")]
    captured_at: Option<Moment>,
    /// Also print to standard error which signal won for each field, and why each block stayed or went
    #[arg(long)]
    explain: bool,
    /// Site rules to read pages by, `<host>/rule.toml` in it [default: the setting rules_dir]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Fetch even where robots.txt forbids it; for your own sites
    #[arg(long)]
    ignore_robots: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Output {
    Json,
    Jsonl,
    Html,
    Text,
    Markdown,
    Record,
}

/// One page to read: as given, and the address it came from.
struct Asked {
    given: String,
    base: Option<Url>,
}

/// Pages read at a time for each thread, so that answers come in order and memory stays bounded.
const AHEAD: usize = 16;

pub(super) fn run(global: &Global, args: &Extract) -> Result<u8> {
    let asked = asked(args)?;
    let threads =
        args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .context("the system gives no threads")?;
    let web = Web::for_any(&asked, global)?;
    let book = match &args.rules {
        Some(folder) => rules::read(folder)?,
        None => wire::rules(&global.settings(&[])?)?,
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut all = true;
    for (n, batch) in asked.chunks(threads * AHEAD).enumerate() {
        let answers: Vec<_> =
            pool.install(|| batch.par_iter().map(|one| read(one, args, web.as_ref(), &book)).collect());
        for (one, answer) in batch.iter().zip(answers) {
            all &= matches!(&answer, Ok(Extraction { outcome: Outcome::Article, .. }));
            if args.explain
                && let Ok(extraction) = &answer
            {
                explain(&one.given, extraction);
            }
            print(&mut out, one, &answer, args, n == 0 && batch.len() == asked.len() && asked.len() == 1)?;
        }
    }
    out.flush()?;
    Ok(if all { 0 } else { EXIT_NO })
}

fn asked(args: &Extract) -> Result<Vec<Asked>> {
    let Some(list) = &args.files_from else {
        return Ok(args
            .from
            .iter()
            .map(|given| Asked { given: given.clone(), base: args.base.clone() })
            .collect());
    };
    let bytes = input::read(list)?;
    let text = String::from_utf8(bytes).with_context(|| format!("{}: not UTF-8", list.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines
        .map(|line| {
            let (given, url) = line.split_once('\t').unwrap_or((line, ""));
            let base = Url::parse(url.trim()).ok().or_else(|| args.base.clone());
            Asked { given: given.to_owned(), base }
        })
        .collect())
}

/// What fetching needs; made only where an address was given.
struct Web {
    runtime: tokio::runtime::Runtime,
    fetcher: Fetcher,
}

impl Web {
    fn for_any(asked: &[Asked], global: &Global) -> Result<Option<Self>> {
        if !asked.iter().any(|one| is_address(&one.given)) {
            return Ok(None);
        }
        let settings = global.settings(&[])?;
        wire::log_to_stderr(&add::quieter(&settings.log));
        let fetcher = wire::fetcher(&settings, Arc::new(ForgetfulMemory::default()))?;
        Ok(Some(Self { runtime: wait::runtime()?, fetcher }))
    }

    fn get(&self, url: Url, ignore_robots: bool) -> Result<Capture> {
        let mut request = Request::new(url, Accept::Page);
        request.ignore_robots = ignore_robots;
        match self.runtime.block_on(self.fetcher.get(request))? {
            Fetched::Capture { capture, .. } => Ok(*capture),
            Fetched::NotModified { .. } => bail!("answered 304 to a plain request"),
        }
    }
}

fn is_address(given: &str) -> bool {
    given.starts_with("http://") || given.starts_with("https://")
}

/// The address of a page of which none is known: nothing relative resolves against it.
fn nowhere() -> Url {
    Url::parse("about:blank").expect("a constant address")
}

fn read(one: &Asked, args: &Extract, web: Option<&Web>, book: &RuleBook) -> Result<Extraction> {
    let mut capture = match web {
        Some(web) if is_address(&one.given) => web.get(add::address(&one.given)?, args.ignore_robots)?,
        _ => {
            let body = input::read(Path::new(&one.given))?;
            Capture::of_bytes(one.base.clone().unwrap_or_else(nowhere), body)
        }
    };
    if let Some(at) = args.captured_at {
        capture.captured_at = Some(at.timestamp());
    }
    let rules = book.of(&capture.final_url);
    let limits = Limits { explain: args.explain, ..Limits::default() };
    Ok(longwire_extract::article(&capture, &Hint::default(), rules, &limits))
}

fn print(
    out: &mut impl Write,
    one: &Asked,
    answer: &Result<Extraction>,
    args: &Extract,
    alone: bool,
) -> Result<()> {
    if matches!(args.output, Output::Json | Output::Jsonl) {
        let value = match answer {
            Ok(extraction) => without_nowhere(shape::extracted(&one.given, extraction)),
            Err(error) => {
                let url = one.base.as_ref().map(Url::as_str);
                shape::unreadable(&one.given, url, &format!("{error:#}"))
            }
        };
        if args.output == Output::Json {
            writeln!(out, "{value:#}")?;
        } else {
            writeln!(out, "{}", shape::json_line(&value))?;
        }
        return Ok(());
    }
    let extraction = match answer {
        Ok(extraction) => extraction,
        Err(error) => {
            let reason = format!("{error:#}");
            let name =
                if reason.starts_with(&one.given) { String::new() } else { format!("{}: ", one.given) };
            eprintln!("error: {name}{reason}");
            return Ok(());
        }
    };
    if let Outcome::NotArticle(why) = &extraction.outcome {
        eprintln!("{}: {}", one.given, why.words());
    }
    let article = &extraction.article;
    match args.output {
        Output::Html => writeln!(out, "{}", article.html.as_str())?,
        Output::Text => writeln!(out, "{}", article.text)?,
        Output::Markdown => writeln!(out, "{}", markdown::titled(article))?,
        Output::Record => {
            let at = args.captured_at.map_or_else(clock::now, Moment::timestamp);
            out.write_all(&record(at, extraction))?;
            if !alone {
                writeln!(out)?;
            }
        }
        Output::Json | Output::Jsonl => {}
    }
    Ok(())
}

fn record(at: Timestamp, extraction: &Extraction) -> Vec<u8> {
    export::record(at, &extraction.article)
}

/// A page without any known address has none, rather than a made-up one.
fn without_nowhere(mut value: serde_json::Value) -> serde_json::Value {
    if value["url"] == nowhere().as_str() {
        value["url"] = serde_json::Value::Null;
    }
    value
}

/// Prints which signal won for each field, and why each block stayed or went.
fn explain(given: &str, extraction: &Extraction) {
    let report = &extraction.report;
    eprintln!("{given}: read as {} ({})", report.encoding, report.encoding_from);
    for signal in &report.signals {
        eprintln!("  {}: {:?}, from {}", signal.field, signal.value, signal.from);
    }
    for (candidate, score) in &report.candidates {
        eprintln!("  candidate {candidate}: {score:.3}");
    }
    for block in &report.blocks {
        let fate = if block.kept { "kept" } else { "left" };
        eprintln!(
            "  {fate} {:6.2}  {}  {:?}\n       because {}",
            block.score, block.path, block.text, block.why
        );
    }
    for defect in &extraction.defects {
        eprintln!("  defect {}: {}", defect.code, defect.detail);
    }
}
