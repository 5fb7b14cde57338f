//! `longwire add`

use anyhow::{Result, bail};
use clap::Args;
use longwire_model::{SourceId, Url};
use longwire_pipeline::Subscribed;
use longwire_store::{Job, JobState};

use super::{EXIT_NO, Global, edit, wait};
use crate::{clock, wire};

/// Poll a feed from now on, or a page that announces one
///
/// Where a page announces several feeds, the fullest is taken and the others are named. A page
/// that announces none but lists articles is polled as it is. An OPML list adds all its feeds.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire add https://example.org/feed.xml
  longwire add example.org --folder News --tag ports
  longwire add https://example.org/members.xml --private

Exit status: 0 the source is polled, 1 nothing to poll was found there, 2 wrong address or store.")]
pub(crate) struct Add {
    /// Address of a feed, of a page, or of an OPML list
    url: String,
    /// Folder to file it under
    #[arg(long, value_name = "NAME")]
    folder: Option<String>,
    /// Give all its articles this tag; may be given several times
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Show it and its articles to nobody but the owner
    #[arg(long)]
    private: bool,
}

impl Add {
    /// The command for one address, filed nowhere.
    pub(super) fn of(url: &str) -> Self {
        Self { url: url.to_owned(), folder: None, tag: Vec::new(), private: false }
    }
}

pub(super) fn run(global: &Global, args: &Add) -> Result<u8> {
    let url = address(&args.url)?;
    let tags = edit::checked_all(&args.tag)?;
    let settings = global.settings(&[])?;
    wire::log_to_stderr(&quieter(&settings.log));
    let store = wire::store(&global.data()?)?;
    let pipeline = wire::pipeline(&settings, store)?;
    wait::runtime()?.block_on(async {
        let now = clock::now();
        let job = Job::Subscribe { url, folder: args.folder.clone(), private: args.private };
        let id = pipeline.store.enqueue(&job, now, now)?;
        let view = wait::while_working(&pipeline, wait::for_job(&pipeline.store, id)).await?;
        match view.state {
            JobState::Done { answer } => {
                let done: Subscribed = serde_json::from_str(&answer)?;
                if let Some(state) =
                    pipeline.store.source(SourceId(done.source_id))?.filter(|_| !tags.is_empty())
                {
                    edit::tag_source(&*pipeline.store, &state, &tags)?;
                }
                tell(&done);
                Ok(0)
            }
            JobState::Dead { reason } => {
                eprintln!("error: {reason}");
                Ok(EXIT_NO)
            }
            JobState::Pending | JobState::Leased => bail!("the job has not ended"),
        }
    })
}

/// What a person writes as an address; `https://` may be left out.
pub(super) fn address(written: &str) -> Result<Url> {
    let written = written.trim();
    let parsed = match Url::parse(written) {
        Err(_) if written.contains('.') && !written.contains("://") => {
            Url::parse(&format!("https://{written}"))
        }
        // `example.org:8080/feed` parses as a scheme of its own.
        Ok(url) if !written.contains("://") && url.host().is_none() => {
            Url::parse(&format!("https://{written}"))
        }
        other => other,
    };
    match parsed {
        Ok(url) if !matches!(url.scheme(), "http" | "https") => {
            bail!("{written}: only http and https addresses can be fetched")
        }
        Ok(url)
            if url
                .host_str()
                .is_some_and(|host| host.contains('.') || host.contains(':') || host == "localhost") =>
        {
            Ok(url)
        }
        Ok(_) | Err(_) => {
            bail!("{written:?} is no web address; write one such as https://example.org/feed.xml")
        }
    }
}

/// The log filter of a command whose own lines say enough.
pub(super) fn quieter(filter: &str) -> String {
    if filter == "info" { "error".to_owned() } else { filter.to_owned() }
}

fn tell(done: &Subscribed) {
    if done.listed_count > 0 {
        println!(
            "{} feeds taken over from the list; `longwire poll --all --wait` fetches them",
            done.listed_count
        );
        return;
    }
    let verb = if done.already { "already polled" } else { "added" };
    println!("{verb}: {} ({})", done.title, done.url);
    println!("slug: {}", done.slug);
    for other in &done.others {
        println!("also announced: {other}");
    }
    if done.new_count > 0 {
        println!(
            "{} articles waiting; `longwire poll --wait` or `longwire serve` fetches them",
            done.new_count
        );
    }
}
