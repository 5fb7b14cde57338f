//! `longwire source`

use std::io::Read;
use std::io::Write as _;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use longwire_model::Rest;
use longwire_pipeline::own::{self, NAMES};

use super::{EXIT_NO, Global, source_named};
use crate::settings::time;
use crate::{clock, wire};

/// Set what one source alone needs: cookies, credentials, headers, a proxy, an interval
#[derive(Args, Debug)]
pub(crate) struct SourceCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Show what is set for a source, and what can be; secret values are not shown
    #[command(after_help = "Example:\n  longwire source show the-harbour-post")]
    Show {
        /// Slug, number or address of a source
        source: String,
    },
    /// Set something for a source
    #[command(after_help = "Examples:
  longwire source set the-harbour-post interval=2h referrer=host
  longwire source set the-harbour-post rest=yes
  longwire source set the-harbour-post rest=2w                   until then; or rest=2026-12-01
  longwire source set the-harbour-post cookie=- < cookie.txt     not seen by others on this machine

Cookies, credentials and headers are sent to the source's own host and to no other.")]
    Set {
        /// Slug, number or address of a source
        source: String,
        /// Settings, each NAME=VALUE; the value - is read from standard input
        #[arg(required = true, value_name = "NAME=VALUE")]
        settings: Vec<String>,
    },
    /// Forget what was set for a source
    #[command(after_help = "Example:\n  longwire source unset the-harbour-post cookie")]
    Unset {
        /// Slug, number or address of a source
        source: String,
        /// Names of settings
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
}

/// Longest value read from standard input, in bytes.
const INPUT_BYTES_MAX: u64 = 64 << 10;

pub(super) fn run(global: &Global, args: &SourceCommand) -> Result<u8> {
    let store = wire::store(&global.data()?)?;
    match &args.what {
        What::Show { source } => {
            let state = source_named(&*store, source)?;
            let set = store.own_settings(state.source.id)?;
            let mut out = std::io::stdout().lock();
            for setting in &set {
                let known = NAMES.iter().find(|known| known.name.trim_end_matches('*') == setting.name);
                let shown = known
                    .filter(|known| !known.secret)
                    .map_or("(set, not shown)", |_| setting.value.reveal());
                writeln!(out, "{} = {shown}", setting.name)?;
            }
            writeln!(out, "{}can be set:", if set.is_empty() { "" } else { "\n" })?;
            for known in NAMES {
                writeln!(out, "  {:<12} {:<20} {}", known.name, known.value, known.help)?;
            }
            Ok(0)
        }
        What::Set { source, settings } => {
            let state = source_named(&*store, source)?;
            let read = |written: &String| {
                let (name, value) = written.split_once('=').context("write NAME=VALUE")?;
                let value = meant(name, value)?;
                own::setting(name, &value, &state.source.url).map_err(anyhow::Error::msg)
            };
            // All are read before the first is kept.
            let settings: Vec<_> = settings.iter().map(read).collect::<Result<_>>()?;
            for setting in &settings {
                store.set_own(state.source.id, setting, clock::now())?;
                println!("{}: {} is set", state.slug, setting.name);
            }
            Ok(0)
        }
        What::Unset { source, names } => {
            let state = source_named(&*store, source)?;
            let mut missed = false;
            for name in names {
                let was = store.unset_own(state.source.id, &name.to_ascii_lowercase(), clock::now())?;
                missed |= !was;
                println!("{}: {name} {}", state.slug, if was { "is no longer set" } else { "was not set" });
            }
            Ok(if missed { EXIT_NO } else { 0 })
        }
    }
}

/// The value that is meant: `-` stands for standard input, a time for its seconds.
fn meant(name: &str, value: &str) -> Result<String> {
    if value == "-" {
        let mut text = String::new();
        std::io::stdin().take(INPUT_BYTES_MAX).read_to_string(&mut text)?;
        return Ok(text.trim().to_owned());
    }
    as_kept(name, value).map_err(anyhow::Error::msg)
}

/// A value as it is kept: an interval as its seconds, a rest for a time as the moment it ends.
///
/// # Errors
///
/// Says in plain words what a time looks like.
pub(crate) fn as_kept(name: &str, value: &str) -> Result<String, String> {
    let span = || time(value).map_err(|why| format!("{name}: {why}"));
    match name {
        "interval" => match span()? {
            span if span.is_zero() => {
                Err("interval: a time from 1m on; rest=yes lets a source rest".to_owned())
            }
            span => Ok(span.as_secs().to_string()),
        },
        Rest::SETTING if Rest::of_setting(value).is_none() => match span() {
            Ok(span) => Ok(clock::now().plus(span).to_string()),
            Err(_) => Err("rest: write yes, no, a time such as 2w, or a day such as 2026-12-01".to_owned()),
        },
        _ => Ok(value.to_owned()),
    }
}
