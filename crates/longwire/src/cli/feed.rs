//! `longwire feed`

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use longwire_model::Url;

use super::{EXIT_NO, input};

/// Look at feeds
#[derive(Args, Debug)]
pub(crate) struct FeedCommand {
    #[command(subcommand)]
    command: FeedAction,
}

#[derive(Subcommand, Debug)]
enum FeedAction {
    Parse(Parse),
}

/// Read a feed and print it in one form, whatever its format
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire feed parse feed.xml
  curl -s https://example.org/feed | longwire feed parse --url https://example.org/feed -

What was wrong with the feed and could be lived with goes to standard error.

Exit status: 0 a feed was printed, 1 there is no feed in it, 2 it could not be read.")]
struct Parse {
    /// A feed document, or - for standard input
    file: PathBuf,
    /// Output format
    #[arg(short, long, value_enum, default_value = "json")]
    output: Output,
    /// Address the document came from; relative links are resolved against it
    #[arg(long)]
    url: Option<Url>,
    /// The Content-Type it came with
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,
    /// The Content-Location it came with
    #[arg(long, value_name = "URL")]
    content_location: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Output {
    Json,
}

pub(super) fn run(command: &FeedCommand) -> Result<u8> {
    let FeedAction::Parse(args) = &command.command;
    let Output::Json = args.output;
    let bytes = input::read(&args.file)?;
    let hint = longwire_feed::Hint {
        url: args.url.clone(),
        content_type: args.content_type.clone(),
        content_location: args.content_location.clone(),
        ..longwire_feed::Hint::default()
    };
    match longwire_feed::parse(&bytes, &hint) {
        Ok(feed) => {
            for defect in &feed.defects {
                eprintln!("{}: {}", defect.code, defect.detail);
            }
            println!("{}", longwire_feed::normalised_json(&feed));
            Ok(0)
        }
        Err(error) => {
            eprintln!("error: {}: {error}", args.file.display());
            Ok(EXIT_NO)
        }
    }
}
