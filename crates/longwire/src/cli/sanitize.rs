//! `longwire sanitize`

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use longwire_model::Url;

use super::input;

/// Turn untrusted HTML into the HTML we would publish
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire sanitize comment.html
  echo '<p onclick=x>text' | longwire sanitize -")]
pub(crate) struct Sanitize {
    /// A file, or - for standard input
    file: PathBuf,
    /// Address it came from; relative links are resolved against it, and dropped without it
    #[arg(long, value_name = "URL")]
    base: Option<Url>,
}

pub(super) fn run(args: &Sanitize) -> Result<u8> {
    let bytes = input::read(&args.file)?;
    let html = String::from_utf8_lossy(&bytes);
    let clean = longwire_extract::sanitize::fragment(
        &html,
        args.base.as_ref(),
        &longwire_extract::Limits::default().parse,
    );
    println!("{}", clean.as_str());
    Ok(0)
}
