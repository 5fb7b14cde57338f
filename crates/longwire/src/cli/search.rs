//! `longwire search`

use std::io::{IsTerminal, Write};
use std::ops::Range;

use anyhow::Result;
use clap::Args;
use longwire_search::{HITS_MAX, Order, excerpt, marks, parse};
use longwire_store::{Audience, OWNER, SCANNED_MAX, SearchAnswer, SearchHit, SearchRequest};
use serde_json::json;

use super::{EXIT_NO, Global};
use crate::{clock, wire};

/// Find articles of the archive
///
/// Chinese, Japanese and Korean are found by any part, Simplified by Traditional and the other
/// way round; other scripts by whole words, without accents and case. Titles count more than
/// bodies, and words more than a stretch of characters across them.
///
///   俄罗斯 普京                        both
///   俄罗斯 OR 乌克兰                   one of them
///   "climate summit"                 in a row
///   足球 -英超                         without
///   title: author: tag:              in the title, among the authors, in section and tags
///   source: site: lang: has:image    source:tideland site:example.org lang:zh
///   after: before:                   after:2026-01 before:2026-03-15
///   is:unread is:starred             what the owner has not read, what has a star
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
#[command(after_help = "Examples:
  longwire search 俄罗斯 普京
  longwire search --newest '\"climate summit\" lang:en after:2026'
  longwire search --json title:金正恩 | head

Exit status: 0 something was found, 1 nothing was.")]
pub(crate) struct Search {
    /// What to look for; put a query that begins with a dash behind --
    #[arg(required = true)]
    query: Vec<String>,
    /// What appeared last first, rather than what fits best
    #[arg(long)]
    newest: bool,
    /// How many articles to show
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    limit: usize,
    /// How many to leave out at the beginning
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    skip: usize,
    /// One JSON object a line: id, title, url, published_at, language, excerpt
    #[arg(long)]
    json: bool,
}

pub(super) fn run(global: &Global, args: &Search) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let query = parse(&args.query.join(" "));
    let answer = store.search(&SearchRequest {
        query: &query,
        order: if args.newest { Order::Newest } else { Order::Relevance },
        skip: args.skip,
        limit: args.limit.min(HITS_MAX),
        after: None,
        facets: false,
        now: clock::now(),
        audience: Audience::Owner,
        reader: Some(OWNER),
    })?;
    let mut out = std::io::stdout().lock();
    let bold = out.is_terminal();
    for hit in &answer.hits {
        let article = &hit.archived.revision.article;
        let found = excerpt(&article.text, &query);
        let before = if found.begins_inside { "…" } else { "" };
        let after = if found.ends_inside { "…" } else { "" };
        if args.json {
            let text = format!("{before}{}{after}", found.text);
            writeln!(out, "{}", as_json(hit, &text))?;
            continue;
        }
        let title = shown(&article.title, &marks(&article.title, &query), bold);
        let excerpt = shown(&found.text, &found.marks, bold).replace('\n', " ");
        let day = article.published_at.map(|moment| format!("{}  ", moment.date())).unwrap_or_default();
        writeln!(out, "{:>6}  {title}", hit.archived.revision.article_id)?;
        writeln!(out, "        {day}{}", article.url)?;
        writeln!(out, "        {before}{excerpt}{after}\n")?;
    }
    drop(out);
    talk(&query.notes, &answer);
    Ok(if answer.total > 0 { 0 } else { EXIT_NO })
}

/// What there is to say about an answer, to standard error.
fn talk(notes: &[longwire_search::Note], answer: &SearchAnswer) {
    for note in notes.iter().chain(&answer.notes) {
        eprintln!("note: {note}");
    }
    for (written, near) in &answer.suggestions {
        eprintln!("note: no article has {written}; did you mean {near}?");
    }
    if answer.loosened {
        eprintln!("note: nothing has these words in a row; these articles have their parts");
    }
    if let Some(reason) = &answer.damage {
        eprintln!(
            "note: the search index can not be used ({reason}); only the newest {SCANNED_MAX} articles were looked through"
        );
        eprintln!("  hint: longwire index rebuild makes a new one");
    }
    eprintln!("{} of {} articles", answer.hits.len(), answer.total);
}

/// A text with what was found in bold.
fn shown(text: &str, marks: &[Range<usize>], bold: bool) -> String {
    let mut out = text.to_owned();
    for mark in marks.iter().rev().filter(|_| bold) {
        out.insert_str(mark.end, "\u{1b}[0m");
        out.insert_str(mark.start, "\u{1b}[1m");
    }
    out
}

fn as_json(hit: &SearchHit, excerpt: &str) -> serde_json::Value {
    let article = &hit.archived.revision.article;
    json!({
        "id": hit.archived.revision.article_id.0,
        "title": article.title,
        "url": article.url.as_str(),
        "published_at": article.published_at.map(|moment| moment.to_string()),
        "language": article.language.as_ref().map(|lang| lang.as_str()),
        "excerpt": excerpt,
    })
}
