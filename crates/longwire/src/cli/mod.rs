//! The commands: one file each, one row each in [`Command`].

mod add;
mod completions;
mod demo;
mod doctor;
mod edit;
mod erase;
mod export;
mod extract;
mod feed;
mod import;
mod index;
mod input;
mod jobs;
mod keep;
mod list;
mod log;
mod owner;
mod politeness;
mod poll;
mod publication;
mod reextract;
mod remove;
mod report;
mod sanitize;
mod search;
mod serve;
mod settings;
mod source;
mod wait;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use longwire_store::{SourceState, Store, Which};

use crate::settings::{Settings, Written};

pub(crate) use source::as_kept;

/// The command did what was asked, and the answer is no: a page held no
/// article, a source could not be reached.
pub(crate) const EXIT_NO: u8 = 1;
/// The command could not be carried out: wrong usage, unreadable input, a store that does not open.
pub(crate) const EXIT_FAILED: u8 = 2;
/// Work is still pending.
pub(crate) const EXIT_PENDING: u8 = 3;

/// Gives people the news in full and keeps it
#[derive(Parser, Debug)]
#[command(name = "longwire", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Examples:
  longwire demo                                   a small world of news, without any network
  longwire serve                                  the service, on http://127.0.0.1:8080
  longwire add https://example.org/news           poll a feed, or a page that announces one
  longwire extract https://example.org/news/1     one page as clean text, nothing stored

Exit status: 0 done, 1 done and the answer is no, 2 could not be done, 3 work is still pending.")]
pub(crate) struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options that every command takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
    /// Folder of the archive; made where there is none [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "LONGWIRE_DATA")]
    data: Option<PathBuf>,
    /// Settings file [default: longwire.toml in the data folder]
    #[arg(long, global = true, value_name = "FILE", env = "LONGWIRE_SETTINGS")]
    settings_file: Option<PathBuf>,
    /// Change one setting for this run; `longwire settings` explains them all
    #[arg(long = "set", global = true, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Shortest gap between two requests to one host, e.g. 200ms; the same as --set pace=TIME
    #[arg(long, global = true, value_name = "TIME")]
    pace: Option<String>,
}

#[derive(Subcommand, Debug)]
enum Command {
    Demo(demo::Demo),
    Serve(serve::Serve),
    Add(add::Add),
    Keep(keep::Keep),
    List(list::List),
    Log(log::Log),
    Edit(edit::Edit),
    Search(search::Search),
    Reextract(reextract::Reextract),
    Remove(remove::Remove),
    Report(report::ReportCommand),
    Source(source::SourceCommand),
    Erase(erase::Erase),
    Poll(poll::Poll),
    Politeness(politeness::Politeness),
    Publication(publication::PublicationCommand),
    Jobs(jobs::Jobs),
    Owner(owner::Owner),
    Import(import::Import),
    Export(export::Export),
    Index(index::Index),
    Extract(extract::Extract),
    Feed(feed::FeedCommand),
    Sanitize(sanitize::Sanitize),
    Settings(settings::SettingsCommand),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
}

/// Runs the command line and gives the exit status.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(EXIT_FAILED)
        }
    }
}

fn dispatch(cli: Cli) -> Result<u8> {
    let global = cli.global;
    match cli.command {
        Command::Demo(args) => demo::run(&global, &args),
        Command::Serve(args) => serve::run(&global, &args),
        Command::Add(args) => add::run(&global, &args),
        Command::Keep(args) => keep::run(&global, &args),
        Command::List(args) => list::run(&global, &args),
        Command::Log(args) => log::run(&global, &args),
        Command::Edit(args) => edit::run(&global, &args),
        Command::Search(args) => search::run(&global, &args),
        Command::Reextract(args) => reextract::run(&global, &args),
        Command::Remove(args) => remove::run(&global, &args),
        Command::Report(args) => report::run(&global, &args),
        Command::Source(args) => source::run(&global, &args),
        Command::Erase(args) => erase::run(&global, &args),
        Command::Poll(args) => poll::run(&global, &args),
        Command::Politeness(args) => politeness::run(&global, &args),
        Command::Publication(args) => publication::run(&global, &args),
        Command::Jobs(args) => jobs::run(&global, &args),
        Command::Owner(args) => owner::run(&global, &args),
        Command::Import(args) => import::run(&global, &args),
        Command::Export(args) => export::run(&global, &args),
        Command::Index(args) => index::run(&global, &args),
        Command::Extract(args) => extract::run(&global, &args),
        Command::Feed(args) => feed::run(&args),
        Command::Sanitize(args) => sanitize::run(&args),
        Command::Settings(args) => settings::run(&global, &args),
        Command::Doctor(args) => doctor::run(&global, &args),
        Command::Completions(args) => completions::run(&args),
    }
}

/// `longwire list | head` is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

impl Global {
    /// The data folder.
    ///
    /// # Errors
    ///
    /// Where the platform names no home for data.
    pub(crate) fn data(&self) -> Result<PathBuf> {
        if let Some(data) = &self.data {
            return Ok(data.clone());
        }
        let folders = directories::ProjectDirs::from("org", "Longwire", "longwire")
            .context("this system names no folder for data; name one with --data DIR")?;
        Ok(folders.data_dir().to_owned())
    }

    /// Everything written about settings, what counts most first.
    ///
    /// # Errors
    ///
    /// Names the setting or file that is wrong.
    pub(crate) fn written(&self, further: &[(&str, String)]) -> Result<Written> {
        let mut written = Written::default();
        for (name, value) in further {
            written.add(name, value.clone(), &format!("--{}", name.replace('_', "-")))?;
        }
        if let Some(pace) = &self.pace {
            written.add("pace", pace.clone(), "--pace")?;
        }
        for pair in &self.set {
            let Some((name, value)) = pair.split_once('=') else { bail!("--set {pair}: write NAME=VALUE") };
            written.add(name, value.to_owned(), "--set")?;
        }
        written.add_variables(std::env::vars());
        match &self.settings_file {
            Some(file) => written.add_file(file, true)?,
            None => written.add_file(&self.data()?.join("longwire.toml"), false)?,
        }
        Ok(written)
    }

    /// The settings, `further` counting before all else.
    ///
    /// # Errors
    ///
    /// Names the setting or file that is wrong.
    pub(crate) fn settings(&self, further: &[(&str, String)]) -> Result<Settings> {
        Settings::new(&self.written(further)?)
    }
}

/// The source that a person means: its number, slug or address.
fn source_named(store: &dyn Store, name: &str) -> Result<SourceState> {
    let sources = store.sources(Which::All)?;
    let found = sources.iter().find(|state| {
        state.slug == name || state.source.id.to_string() == name || state.source.url.as_str() == name
    });
    if let Some(found) = found {
        return Ok(found.clone());
    }
    let nearest = sources.iter().min_by_key(|state| longwire_text::distance(name, &state.slug));
    match nearest {
        Some(state) => {
            bail!("there is no source {name}; did you mean {}? `longwire list` shows all", state.slug)
        }
        None => bail!("there is no source {name}, nor any other; `longwire add URL` adds one"),
    }
}
