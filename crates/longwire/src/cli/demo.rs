//! `longwire demo`

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use longwire::demo::{Plan, publisher};
use longwire_model::{Field, Filter, Lang, Output, Pattern, Publication, Scope, Script, Selection};
use longwire_store::{Job, Store};
use tokio::net::TcpListener;

use super::{Global, serve, wait};
use crate::{clock, wire};

/// A small world of news on this machine: five publishers, and Longwire reading them
///
/// Needs no network. Starts a publisher of five sites on loopback (Simplified Chinese, Traditional
/// Chinese in Big5, GBK, Japanese, English), subscribes to it over HTTP through the ordinary
/// pipeline, and serves the result. One site publishes anew every minute, one corrects an article.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  longwire demo
  longwire demo --port 9000
  curl http://127.0.0.1:8080/catalogue.json

The archive lies in a temporary folder that is removed at the end, unless --data names one.")]
pub(crate) struct Demo {
    /// Port to serve on; the next free one where it is taken
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// How many ports after the one wanted are tried.
const PORTS_TRIED: u16 = 50;

pub(super) fn run(global: &Global, args: &Demo) -> Result<u8> {
    let temporary = Temporary::unless_named(global)?;
    let settings = global.settings(&[
        ("allow_private", "127.0.0.0/8".to_owned()),
        ("poll_min", "15s".to_owned()),
        ("poll_max", "30s".to_owned()),
        ("title", "Longwire demo".to_owned()),
        ("pace", "0s".to_owned()),
        ("allow_add", "yes".to_owned()),
    ])?;
    wire::log_to_stderr(&super::add::quieter(&settings.log));
    let store = wire::store(&temporary.folder)?;
    let lease = serve::worker_lease(&*store, "longwire demo")?;
    let (pipeline, front) = wire::service(&settings, store, &temporary.folder, None)?;
    wait::runtime()?.block_on(async {
        let publisher = publisher::start(&Plan::default())
            .await
            .context("the demo's publisher can not listen on 127.0.0.1")?;
        let listener = free_port(args.port).await?;
        let here = listener.local_addr()?;
        let now = clock::now();
        for site in &publisher.sites {
            let (url, folder) = (site.url_to_add.clone(), Some(site.folder.to_owned()));
            pipeline.store.enqueue(&Job::Subscribe { url, folder, private: false }, now, now)?;
        }
        publish(&*pipeline.store)?;
        println!("Five publishers are on the air:");
        for site in &publisher.sites {
            println!("  {:<10} {}  ({})", site.language, site.url_to_add, site.name);
        }
        println!("\nTheir articles, in full, in a few seconds:\n");
        println!("  http://{here}/                  the catalogue, for a browser");
        println!("  http://{here}/catalogue.json    the same for programs");
        println!("  http://{here}/catalogue.opml    all feeds, for a feed reader");
        println!("  http://{here}/feeds/all.rss     all five in one feed");
        if let Some(link) = serve::first_run(&settings, &front, here)? {
            println!("  {link}    choose a password, and read");
        }
        println!();
        println!("Ctrl-C ends it.");
        serve::until_stopped(&settings, (pipeline, front), lease, listener).await
    })
}

/// What the owner of this little world publishes beside folders, languages and tags, which publish themselves.
fn publish(store: &dyn Store) -> Result<()> {
    let harbours = Selection {
        scopes: vec![Scope::All],
        keep: vec![Filter {
            field: Field::Any,
            pattern: Pattern::Regex("(?i)港|harbour|quay|みなと".into()),
        }],
        block: vec![Filter { field: Field::Section, pattern: Pattern::Text("harbour log".into()) }],
        search: None,
    };
    let chinese = Scope::Language(Lang::parse("zh").context("zh is a language tag")?);
    let chinese = Selection { scopes: vec![chinese], ..Selection::default() };
    let traditional = Output { script: Some(Script::Traditional), ..Output::default() };
    for (slug, title, selection, output) in [
        ("harbours", "Harbours 港口", harbours, Output { tells_silence: true, ..Output::default() }),
        ("traditional", "繁體中文", chinese, traditional),
    ] {
        if store.publication_by_slug(slug)?.is_none() {
            let (slug, title) = (slug.to_owned(), title.to_owned());
            store.add_publication(&Publication { slug, title, selection, output }, clock::now())?;
        }
    }
    Ok(())
}

async fn free_port(wanted: u16) -> Result<TcpListener> {
    for port in wanted..=wanted.saturating_add(PORTS_TRIED) {
        match TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error).with_context(|| format!("127.0.0.1:{port} can not be listened on"));
            }
        }
    }
    bail!("ports {wanted} to {} are all in use; name another with --port", wanted.saturating_add(PORTS_TRIED))
}

/// The demo's folder; removed at the end where nobody named it.
struct Temporary {
    folder: PathBuf,
    ours: bool,
}

impl Temporary {
    fn unless_named(global: &Global) -> Result<Self> {
        if global.data.is_some() {
            return Ok(Self { folder: global.data()?, ours: false });
        }
        let folder = std::env::temp_dir().join(format!("longwire-demo-{}", std::process::id()));
        Ok(Self { folder, ours: true })
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if self.ours {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}
