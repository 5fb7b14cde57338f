//! `longwire owner`

use std::io::{IsTerminal, Read};

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use console::Term;
use longwire_store::{OWNER, Session};
use longwire_web::{PASSWORD_BYTES_MAX, hash_password};

use super::{EXIT_NO, Global};
use crate::{clock, wire};

/// The owner of this archive: password, and browsers that are signed in
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire owner password                      asks twice, shows nothing
  pass show longwire | longwire owner password
  longwire owner sessions
  longwire owner sign-out

The first password can also be chosen in a browser, at the address that `longwire serve` prints.

Exit status: 0 done, 1 nobody was signed in, 2 could not be done.")]
pub(crate) struct Owner {
    #[command(subcommand)]
    command: OwnerCommand,
}

#[derive(Subcommand, Debug)]
enum OwnerCommand {
    /// Choose the password: asked for on a terminal, else the first line of standard input
    ///
    /// Whoever was signed in is signed out.
    Password,
    /// List the browsers that are signed in
    Sessions,
    /// Sign out every browser
    SignOut,
}

pub(super) fn run(global: &Global, args: &Owner) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    match args.command {
        OwnerCommand::Password => {
            let hash = hash_password(&read_password()?)?;
            store.set_password(OWNER, &hash, false)?;
            eprintln!("the password is kept; sign in with it at /login");
            Ok(0)
        }
        OwnerCommand::Sessions => {
            let now = clock::now();
            let sessions = store.sessions(OWNER)?;
            for session in sessions.iter().filter(|session| session.ends_at > now) {
                println!("{}", line(session));
            }
            Ok(0)
        }
        OwnerCommand::SignOut => {
            let count = store.end_sessions(OWNER)?;
            println!("{count} signed out");
            Ok(if count == 0 { EXIT_NO } else { 0 })
        }
    }
}

fn line(session: &Session) -> String {
    let Session { begun_at, seen_at, ends_at, browser, .. } = session;
    // What a browser says of itself is a stranger's text.
    let browser: String = browser.chars().filter(|c| !c.is_control()).collect();
    format!("since {begun_at}  seen {seen_at}  until {ends_at}  {browser}")
}

fn read_password() -> Result<String> {
    if !std::io::stdin().is_terminal() {
        let mut text = String::new();
        let most = PASSWORD_BYTES_MAX as u64 + 2;
        std::io::stdin()
            .take(most)
            .read_to_string(&mut text)
            .context("standard input can not be read as text")?;
        return Ok(text.lines().next().unwrap_or_default().to_owned());
    }
    let ask = |prompt: &str| -> Result<String> {
        let terminal = Term::stderr();
        terminal.write_str(prompt)?;
        terminal.read_secure_line().context("the terminal gave no password")
    };
    let (first, again) = (ask("New password: ")?, ask("Again: ")?);
    if first != again {
        bail!("the two are not the same; nothing was changed");
    }
    Ok(first)
}
