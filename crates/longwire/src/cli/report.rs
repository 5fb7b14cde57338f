//! `longwire report`

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use longwire_model::{ReportId, ReportKind};
use longwire_pipeline::export::{report, shape};
use longwire_store::{
    Closed, NOTE_CHARS_MAX, NewReport, OPEN_REPORTS_MAX, Report, ReportFilter, Reported, Store,
};

use super::reextract::article_named;
use super::{EXIT_NO, Global};
use crate::{clock, wire};

/// Report bad extractions, and see what was reported
#[derive(Args, Debug)]
pub(crate) struct ReportCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// List reports, the newest first
    #[command(after_help = "Examples:
  longwire report list
  longwire report list --all --json | python3 -m json.tool --json-lines")]
    List {
        /// Closed ones too
        #[arg(long)]
        all: bool,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
        /// Most reports shown
        #[arg(long, default_value_t = 100, value_name = "COUNT")]
        limit: usize,
    },
    /// Show a report
    #[command(after_help = "Example:\n  longwire report show 3\n\nExit status: 0 shown, 1 there is none.")]
    Show {
        /// Number of the report
        report: i64,
    },
    /// Report that an article was extracted badly; the pages it was made from are then kept
    #[command(after_help = "Examples:
  longwire report add 17 --kind missing-text --note 'the second half'
  longwire report add https://example.org/news/1 --kind wrong-date --revision 2

Exit status: 0 reported, 1 there is no such article or it has too many open reports, 2 could not be done.")]
    Add {
        /// Number or address of the article
        article: String,
        /// What is wrong: missing-text, foreign-text, wrong-title, wrong-date or other
        #[arg(long, value_parser = kind)]
        kind: ReportKind,
        /// The same in your words, 1,000 characters at most
        #[arg(long, default_value = "", value_name = "TEXT", hide_default_value = true)]
        note: String,
        /// Number of the revision [default: the newest]
        #[arg(long, value_name = "NUMBER")]
        revision: Option<u32>,
    },
    /// Close a report with a verdict
    #[command(after_help = "Example:
  longwire report close 3 --verdict 'the page itself breaks off there'

Exit status: 0 closed, 1 there is none, 2 the verdict is too long.")]
    Close {
        /// Number of the report
        report: i64,
        /// What was found, 1,000 characters at most
        #[arg(long, value_name = "TEXT")]
        verdict: String,
    },
    /// Write what a report is about into a folder, from which a test page can be made
    #[command(after_help = "Example:
  longwire report export 3 --to report-3

page.html is the page as received, page.txt the text as it was made of it, one block a line: put right,
the two are a test page. article.json has all fields, captures.json where the page came from, without
cookies, and report.json the report with its verdict.

Exit status: 0 written, 1 there is no such report, 2 the folder can not be written.")]
    Export {
        /// Number of the report
        report: i64,
        /// Folder to write; made where there is none
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
}

fn kind(written: &str) -> Result<ReportKind, String> {
    let codes: Vec<&str> = ReportKind::ALL.into_iter().map(ReportKind::code).collect();
    ReportKind::of_code(written).ok_or_else(|| format!("write one of {}", codes.join(", ")))
}

pub(super) fn run(global: &Global, args: &ReportCommand) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    match &args.what {
        What::List { all, json, limit } => {
            let open = (!all).then_some(true);
            list(&store.reports(ReportFilter { open, limit: *limit, ..ReportFilter::default() })?, *json)
        }
        What::Show { report } => with(&*store, *report, |report| {
            show(report)?;
            Ok(0)
        }),
        What::Add { article, kind, note, revision } => {
            let Some(archived) = article_named(&*store, article)? else {
                eprintln!("there is no article {article}");
                return Ok(EXIT_NO);
            };
            let article_id = archived.revision.article_id;
            let revision = revision.unwrap_or(archived.revision.number);
            let new = NewReport { article_id, revision, kind: *kind, note, user_id: None };
            taken(store.report(&new, clock::now())?)
        }
        What::Close { report, verdict } => {
            match store.close_report(ReportId(*report), verdict, clock::now())? {
                Closed::Done => {
                    println!("closed: report {report}");
                    Ok(0)
                }
                Closed::NoSuchReport => none(*report),
                Closed::TooLong => bail!("a verdict has at most {NOTE_CHARS_MAX} characters"),
            }
        }
        What::Export { report: number, to } => with(&*store, *number, |found| {
            let files = report::write(&*store, found, to)?;
            println!("{}: {}", to.display(), files.join(", "));
            Ok(0)
        }),
    }
}

fn with(store: &dyn Store, number: i64, work: impl FnOnce(&Report) -> Result<u8>) -> Result<u8> {
    match store.report_numbered(ReportId(number))? {
        Some(report) => work(&report),
        None => none(number),
    }
}

fn none(number: i64) -> Result<u8> {
    eprintln!("there is no report {number}; `longwire report list --all` shows all");
    Ok(EXIT_NO)
}

fn taken(reported: Reported) -> Result<u8> {
    match reported {
        Reported::Taken(id) => {
            println!("report {id} is kept, and the pages that the article was made from with it");
            return Ok(0);
        }
        Reported::NoSuchRevision => eprintln!("the article has no such revision"),
        Reported::TooManyOfArticle => {
            eprintln!("the article has {OPEN_REPORTS_MAX} open reports; `longwire report close` closes one");
        }
        Reported::TooMany => eprintln!("too many reports at once; try again in a minute"),
        Reported::TooLong => bail!("a note has at most {NOTE_CHARS_MAX} characters"),
    }
    Ok(EXIT_NO)
}

fn list(reports: &[Report], json: bool) -> Result<u8> {
    let mut out = std::io::stdout().lock();
    for found in reports {
        if json {
            writeln!(out, "{}", shape::json_line(&report::as_json(found)))?;
            continue;
        }
        let state = if found.verdict.is_some() { ", closed" } else { "" };
        let note = if found.note.is_empty() { String::new() } else { format!(": {}", found.note) };
        writeln!(
            out,
            "{:>4}  {}{state}: article {}, revision {}, {}{note}",
            found.id,
            found.kind.code(),
            found.article_id,
            found.revision,
            found.title
        )?;
    }
    if reports.is_empty() && !json {
        eprintln!("nothing is reported");
    }
    Ok(0)
}

fn show(report: &Report) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let by = report.user_id.map_or_else(|| "a reader".to_owned(), |id| format!("user {id}"));
    writeln!(out, "report {}: {}, by {by}, {}", report.id, report.kind.code(), report.reported_at)?;
    writeln!(out, "article {}, revision {}: {}", report.article_id, report.revision, report.title)?;
    if !report.note.is_empty() {
        writeln!(out, "{}", report.note)?;
    }
    match &report.verdict {
        Some((verdict, at)) => writeln!(out, "closed {at}: {verdict}")?,
        None => writeln!(out, "open")?,
    }
    Ok(())
}
