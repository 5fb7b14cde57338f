//! `longwire erase`

use std::io::{IsTerminal, Write};

use anyhow::{Result, bail};
use clap::Args;

use super::reextract::article_named;
use super::{EXIT_NO, Global};
use crate::{clock, wire};

/// Remove one article for good, leaving a tombstone
///
/// All its revisions, captured pages and pictures go; a tombstone keeps the article from coming
/// back. This can not be undone.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire erase 17 --reason 'the publisher asked'
  longwire erase https://example.org/news/1 --reason 'court order' --yes

Exit status: 0 erased, 1 there is no such article.")]
pub(crate) struct Erase {
    /// Number or address of the article
    article: String,
    /// Why; kept on the tombstone
    #[arg(long)]
    reason: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(global: &Global, args: &Erase) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    let article = article_named(&*store, &args.article)?;
    let Some(article) = article else {
        eprintln!("there is no article {}", args.article);
        return Ok(EXIT_NO);
    };
    let title = &article.revision.article.title;
    if !args.yes {
        if !std::io::stdin().is_terminal() {
            bail!("this can not be undone; say --yes to erase {title:?}");
        }
        print!("Erase {title:?} for good? [y/N] ");
        std::io::stdout().flush()?;
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer)?;
        if !matches!(answer.trim(), "y" | "Y" | "yes") {
            bail!("nothing erased");
        }
    }
    store.erase(article.revision.article_id, &args.reason, clock::now())?;
    println!("erased: {title}");
    Ok(0)
}
