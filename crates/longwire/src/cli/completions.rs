//! `longwire completions`

use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print a completion script for a shell
#[derive(Args, Debug)]
#[command(after_help = "Example:
  longwire completions bash > /etc/bash_completion.d/longwire")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Completions) -> Result<u8> {
    clap_complete::generate(args.shell, &mut super::Cli::command(), "longwire", &mut std::io::stdout());
    Ok(0)
}
